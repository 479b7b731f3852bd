//! What must hold of every worklist that is recorded: each notice is in the ledger once, and stays the only one of its key.

use frist::ledger::{File, Files, Kept, folder, record};
use frist::report;

use crate::files::{are_placed, given};
use crate::shipped::{LEDGER, NIGHTS, tables};

/// The worklists of some days of the ledger of [`tables`], as CSV and as JSON.
pub fn worklists() -> Vec<Vec<u8>> {
    let days = ["2026-02-16", "2026-03-31", "2026-04-15", "2026-05-04", "2026-06-30", "2026-09-01"];
    let of = |day: &str| {
        let run = frist::decide(&NIGHTS, &LEDGER, day.parse().expect("a day")).expect("decisions");
        let all = || report::rows(&run, true);
        let (escalations, notes) = (report::escalation_rows(&run), run.notes(Kept::All));
        [report::csv(all()), report::json(all()) + &report::escalations_json(&escalations) + &report::notes_json(run.on, &notes)]
    };
    days.into_iter().flat_map(of).map(String::into_bytes).collect()
}

/// Records a worklist, or those of its keys that are asked for.
pub fn is_recorded(bytes: &[u8], keys: Option<&[String]>) {
    let (before, worklist) = (tables(), File { name: "worklist", bytes });
    let recorded = match record(&before, worklist, keys) {
        Ok(recorded) => recorded,
        Err(faults) => return are_placed(&faults, &[given(&before), vec![worklist]].concat()),
    };
    let old = before.events.map_or(&b""[..], |events| events.bytes);
    if recorded.added == 0 {
        assert_eq!(recorded.text.as_bytes(), old);
        return;
    }
    let after = Files { events: Some(File { name: "events.csv", bytes: recorded.text.as_bytes() }), ..before };
    let ledger = folder(&after).unwrap_or_else(|faults| panic!("{faults}\n{}", recorded.text));
    assert_eq!(ledger.notices.len(), LEDGER.notices.len() + recorded.added);
    assert_eq!(ledger.events.len(), LEDGER.events.len() + recorded.added);
    assert_eq!(
        ledger.invoices,
        frist::ledger::Invoices { first_event: ledger.invoices.first_event.clone(), ..folder(&before).expect("a ledger").invoices }
    );
    if let Ok(twice) = record(&after, worklist, keys) {
        panic!("recorded twice:\n{}", twice.text);
    }
    // The same keys a year later are the same notices.
    if let Some(later) = std::str::from_utf8(bytes).ok().filter(|text| text.contains("2026-")).map(|text| text.replace("2026-", "2027-"))
        && let Ok(twice) = record(&after, File { bytes: later.as_bytes(), ..worklist }, keys)
    {
        assert_eq!(twice.added, 0, "recorded twice, on another day:\n{}", twice.text);
    }
}
