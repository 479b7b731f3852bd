use super::money::Money;

pub struct Fold(pub Money);
