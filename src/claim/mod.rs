//! One invoice's money: balance, interest, settlement, charges, and where the case stands.

mod fold;
mod journal;
mod letters;
mod money;

pub use fold::{Claim, Fold, Standing, Walk, fold, journal, standing_notices};
pub use journal::{Entry, Journal, Moved, Owed, Recorder, Stretch, millionths};
pub use letters::Letters;
