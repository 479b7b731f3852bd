//! What a run remarks on, as programs read it.

use serde_json::{Map, Value, json};

use crate::ledger::{Listed, NoHistory};
use crate::run::Note;
use crate::value::{Currency, Day, Minor, Money};
use crate::words;

/// One object a line, each with `note` (its kind), `text` (the sentence) and the fields of its kind.
pub fn notes_json(on: Day, notes: &[Note]) -> String {
    notes.iter().map(|note| format!("{}\n", Value::Object(object(on, note)))).collect()
}

/// Amounts by their currencies.
fn sums(of: &[(Currency, Minor)]) -> Map<String, Value> {
    of.iter().map(|(currency, minor)| (currency.to_string(), Money::new(*minor, *currency).plain().into())).collect()
}

fn object(on: Day, note: &Note) -> Map<String, Value> {
    let names = |listed: &Listed| json!(listed.kept());
    let (kind, about, more) = match note {
        Note::OpenItems => ("open-items", Value::Null, json!({})),
        Note::LastNoticeAlone => ("last-notice-alone", Value::Null, json!({})),
        Note::UnreadFiles(files) => ("unread-files", json!(files), json!({})),
        Note::LeftOut(rows) => {
            let (files, rows): (Vec<_>, Vec<_>) = rows.iter().copied().unzip();
            ("rows-left-out", json!(files), json!({ "rows": rows }))
        }
        Note::NoHistory(NoHistory::NoEvents) => ("no-history", Value::Null, json!({})),
        Note::NoHistory(NoHistory::NoBalances(unread)) => ("no-history", json!(unread), json!({})),
        Note::FromSaft(saft) => {
            let through = saft.through.map(|day| day.to_string());
            ("saft", names(&saft.accounts), json!({ "version": saft.version, "through": through, "open_items": saft.open_items }))
        }
        Note::Saft(remark) => {
            let more = json!({ "count": remark.about.count(), "sums": sums(&remark.sums) });
            (words::saft_word(remark.kind), names(&remark.about), more)
        }
        Note::IssuedAfterDue(ids) => ("issued-after-due", names(ids), json!({})),
        Note::Failed { policy, codes } => ("fails-check", json!(policy), json!({ "codes": codes })),
        Note::DebtorUnknown(ids) => ("debtor-unknown", names(ids), json!({})),
        Note::FactMissing(ids) => ("fact-missing", names(ids), json!({})),
        Note::Uncovered(ids, _) => ("uncovered", names(ids), json!({})),
        Note::Idle(policies) => ("idle", json!(policies), json!({ "on": on.to_string() })),
        Note::SometimesUnmatched(ids) => ("sometimes-unmatched", names(ids), json!({})),
        Note::Undecided { title, fact, customers } => ("undecided", names(customers), json!({ "escalation": title, "fact": fact })),
        Note::Overcharged { law, invoices: ids, over } => ("overcharged", names(ids), json!({ "law": law, "over": sums(over) })),
        Note::UnreadColumns { file, columns } => {
            let columns: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
            ("unread-columns", json!(columns), json!({ "file": file }))
        }
        Note::LawEnds { law, known_until, assumed } => {
            ("law-ends", json!(law), json!({ "known_until": known_until.to_string(), "assumed": assumed }))
        }
    };
    let mut object = Map::new();
    object.insert("note".into(), kind.into());
    object.insert("about".into(), about);
    if let Value::Object(more) = more {
        object.extend(more);
    }
    object.insert("text".into(), words::note(on, note).into());
    object
}
