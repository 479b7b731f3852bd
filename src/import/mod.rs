//! Reminder settings of other systems, written as a policy.
//!
//! Three layers with data in between: a reader for each system, one plain form of what any of them says ([`Imported`]), and one writer of a policy from
//! it. Nothing is invented: what the policy needs and the settings do not say comes from whoever asks, and what has no counterpart is told.

mod business_central;
mod date_formula;
mod fields;
mod fortnox;
mod imported;
mod invoice_ninja;
mod json;
mod kill_bill;
mod names;
mod oca;
mod odoo;
mod read;
mod refused;
mod shown;
mod states;
mod system;
mod table;
mod write;

pub use imported::{
    Imported, ImportedCondition, ImportedFee, ImportedInterest, ImportedMoment, ImportedPolicy, ImportedStep, Place, Remark, Since,
};
pub use read::{MOST_BYTES, read};
pub use refused::Refused;
pub use system::System;
pub use write::{Settings, remarks, write};
