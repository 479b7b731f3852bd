//! The files of a ledger out of one input, and what is said of them.

use frist::diagnostic::LISTED;
use frist::ledger::{Faults, File, Files};
use frist::value::Day;

use crate::seeds::parts;

/// The tables of a ledger folder, one behind the other, and the day to decide for.
pub fn folder_of(bytes: &[u8]) -> (Files<'_>, Day) {
    let mut parts = parts(bytes);
    let mut next = |name| parts.next().filter(|bytes| !bytes.is_empty()).map(|bytes| File { name, bytes });
    let [invoices, customers, events, ledger] = Files::NAMES.map(&mut next);
    (Files { invoices, customers, events, ledger }, day_of(parts.next()))
}

/// The day that an input names; the last of June 2026 where it names none.
pub fn day_of(bytes: Option<&[u8]>) -> Day {
    let stated = bytes.and_then(|bytes| std::str::from_utf8(bytes).ok()?.trim().parse().ok());
    stated.unwrap_or_else(|| "2026-06-30".parse().expect("a day"))
}

/// Every fault is of a file that was given, at a line that it has, and is told in words.
pub fn are_placed(faults: &Faults, files: &[File]) {
    assert!(!faults.is_empty() && !faults.listed().is_empty() && faults.listed().len() <= LISTED);
    for fault in faults.listed() {
        let file = files.iter().find(|file| file.name == fault.file);
        let lines = file.map_or(0, |file| 1 + file.bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count());
        assert!(fault.line <= lines, "line {} of {lines}: {fault}", fault.line);
        assert!(!fault.what().contains(|c: char| c.is_control()), "{:?}", fault.what());
    }
}

/// The files that are there.
pub fn given<'b>(files: &Files<'b>) -> Vec<File<'b>> {
    [files.invoices, files.customers, files.events, files.ledger].into_iter().flatten().collect()
}
