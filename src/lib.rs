//! Frist

pub mod diagnostic;
pub mod ledger;
pub mod law;
pub mod model;
pub mod syntax;
pub mod value;
