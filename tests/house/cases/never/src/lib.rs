pub mod cli;
pub mod ledger;
pub mod model;
pub mod report;
pub mod syntax;

pub use syntax::format;
