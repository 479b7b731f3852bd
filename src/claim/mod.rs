//! One invoice's money: balance, interest, settlement, charges, and where the case stands.

mod account;
mod fold;
mod interruptions;
mod journal;
mod letters;
mod sum;

pub use fold::{Walk, fold, journal};
pub use interruptions::Interruptions;
pub use journal::{Entry, Journal, Moved, Owed, Recorder, Stretch, millionths};
pub use letters::Letters;
pub use sum::{Claim, Fold};
