//! What was sent against the law in force on its day, whoever sent it and under whatever policy.

mod auditor;
mod fault;
mod interest;
mod invoice;
mod ledger;
mod over;
mod summary;
mod unjudged;

pub use auditor::{Audit, Auditor};
pub use fault::{AuditFinding, Wrong};
pub use ledger::audit;
pub use summary::{ByRule, NotJudged, Summary};
pub use unjudged::Obstacle;
