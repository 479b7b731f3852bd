use crate::value::{Act, Day, Minor};

/// A notice that went before.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Sent {
    /// What it was; `None` is a notice of an act the ledger does not tell.
    pub act: Option<Act>,
    /// The day it went out, if known.
    pub on: Option<Day>,
    /// The deadline it set, if known.
    pub deadline: Option<Day>,
    /// Its fee.
    pub fee: Minor,
    /// Its compensation.
    pub compensation: Minor,
    /// Whether its letter cost something.
    pub charged: bool,
}
