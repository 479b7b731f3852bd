//! Frist

pub mod ledger;
pub mod model;
pub mod value;
