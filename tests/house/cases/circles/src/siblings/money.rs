// Through the re-export of the parent.
use super::Fold;

pub struct Money;

impl From<Fold> for Money {
    fn from(fold: Fold) -> Money {
        fold.0
    }
}
