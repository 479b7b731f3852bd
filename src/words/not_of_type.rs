//! Values of a ledger that are not of the types policies declare.

use std::collections::HashSet;

use crate::ledger::{FACT_OF_OTHER_TYPE, Fault, Faults, hints};
use crate::run::NotOfType;

/// The value as a mistake of its file.
pub fn not_of_type(wrong: &NotOfType) -> Fault {
    let fault = Fault::new(FACT_OF_OTHER_TYPE, &wrong.file, wrong.line).column(&wrong.column).value(&wrong.value);
    let fault = fault.with("expected", wrong.expected.described());
    if wrong.declared { fault } else { fault.hint(hints::MEND_VALUE) }
}

/// All of them, as a ledger's mistakes are told; one that several policies ask for is told once.
pub fn wrong_facts(wrong: &[NotOfType]) -> Faults {
    let mut told = HashSet::new();
    wrong.iter().map(not_of_type).filter(|fault| told.insert(fault.clone())).collect()
}
