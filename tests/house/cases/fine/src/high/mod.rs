//! Types here, what works on them below: the children name it, and it only hands theirs on.
mod court;

pub use court::judge;

pub struct Verdict;
