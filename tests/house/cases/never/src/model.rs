pub use crate::syntax::Rule;

pub struct Policy(pub Rule);
