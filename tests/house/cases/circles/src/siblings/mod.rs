mod fold;
mod money;

pub use fold::Fold;
pub use money::Money;
