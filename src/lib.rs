//! x
pub mod value;
pub mod diagnostic;
pub mod terms;
pub mod law;
pub mod plan;
pub mod ledger;
pub mod syntax;
pub mod model;
pub mod claim;
pub mod evaluate;
pub mod audit;
pub mod inspect;
