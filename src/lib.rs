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
pub mod decide;
pub mod audit;
pub mod run;
pub mod forward;
pub mod words;
pub mod explain;
pub mod inspect;
pub mod check;
