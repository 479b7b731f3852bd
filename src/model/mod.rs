//! What a policy, a statute, a test and a ledger mapping mean, once names, units and dates are checked.

pub mod mapping;
