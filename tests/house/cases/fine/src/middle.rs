use crate::low::{self, Money};

#[derive(Default)]
pub struct Claim {
    pub owed: Money,
    pub on: Option<low::Day>,
}
