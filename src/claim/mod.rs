//! One invoice's money: balance, interest, settlement, charges, and where the case stands.

mod accrual;
mod fold;
mod letters;
mod segments;

pub use accrual::Accrual;
pub use fold::{Claim, Fold, Standing, Walk, fold, standing_notices};
pub use letters::Letters;
pub use segments::{Segment, segments};
