//! One invoice's money: balance, interest, settlement, charges, and where the case stands.

mod account;
mod fold;
mod history;
mod journal;
mod letters;
mod standing;
mod sum;

pub use fold::{Walk, fold, journal};
pub use history::standing_notices;
pub use journal::{Entry, Journal, Moved, Owed, Recorder, Stretch, millionths};
pub use letters::Letters;
pub use standing::Standing;
pub use sum::{Claim, Fold};
