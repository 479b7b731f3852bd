//! One invoice's money: balance, interest, settlement, charges, and where the case stands.

mod accrual;
mod fold;
mod segments;

pub use accrual::Accrual;
pub use fold::{Claim, Fold, Standing, fold, standing_notices};
pub use segments::{Segment, segments};
