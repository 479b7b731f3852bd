use super::{File, Table, Text};
use crate::ledger::codes::{DUPLICATE_SETTING, UNKNOWN_SETTING};
use crate::ledger::{Faults, Ledger};

/// Reads `ledger.csv`: what is true of the whole ledger.
pub(super) fn read(file: File, ledger: &mut Ledger, faults: &mut Faults) {
    let Some(text) = Text::decode(file, faults) else { return };
    let Some(mut table) = Table::open(file.name, &text, None, faults) else { return };
    let mut columns = table.columns(None, faults);
    let (key, value) = (columns.required("key", faults), columns.required("value", faults));
    let mut line_of_first = None;
    while let Some(mut row) = table.next(faults) {
        if !row.sound {
            continue;
        }
        row.require(&key);
        row.require(&value);
        if row.word(&key, &[("payments_through", ())], UNKNOWN_SETTING).is_none() {
            continue;
        }
        if let Some(line) = line_of_first {
            row.faults.push(row.fault(DUPLICATE_SETTING, &key, "payments_through").with("line", line));
        }
        line_of_first = line_of_first.or(Some(row.line));
        ledger.payments_through = row.day(&value);
    }
}
