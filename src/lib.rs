//! Frist

pub mod check;
pub mod claim;
pub mod cli;
pub mod diagnostic;
pub mod evaluate;
pub mod law;
pub mod ledger;
pub mod model;
pub mod report;
pub mod syntax;
pub mod value;
