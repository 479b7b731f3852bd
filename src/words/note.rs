use super::saft::{from_saft, saft_remark};
use super::uncovered;
use crate::ledger::{Files, Listed, NoHistory};
use crate::run::{Note, UnreadColumn};
use crate::value::{Day, Money};

/// What a run on a day remarks on, in a sentence.
pub fn note(on: Day, note: &Note) -> String {
    let invoices = |listed: &Listed| listed.words("invoice");
    match note {
        Note::OpenItems => {
            "an open-items file: interest runs on each balance from its due date, and unknown history is read to the debtor's advantage"
                .into()
        }
        Note::LastNoticeAlone => {
            "an open-items file tells of the last notice alone: its day and its deadline are judged, charges and earlier notices are not"
                .into()
        }
        Note::UnreadFiles(files) => unread_files(files),
        Note::LeftOut(rows) => {
            let rows: Vec<String> =
                rows.iter().map(|(file, rows)| format!("{rows} row{} of the {file}", if *rows == 1 { "" } else { "s" })).collect();
            format!("left out, as the mapping says: {}", rows.join(", "))
        }
        Note::NoHistory(why) => no_history(why),
        Note::FromSaft(saft) => from_saft(saft),
        Note::Saft(remark) => saft_remark(remark),
        Note::IssuedAfterDue(ids) => {
            format!("issued after the due date, so that interest and steps count from before there was an invoice: {}", invoices(ids))
        }
        Note::Failed { policy, codes } => {
            format!("`{policy}` fails `frist check` ({}); what it would send against the law is withheld", codes.join(", "))
        }
        Note::DebtorUnknown(ids) => {
            format!("the ledger does not say what kind of debtor owes {}: treated as consumers", invoices(ids))
        }
        Note::FactMissing(ids) => format!("a fact is missing for {}; see --all", invoices(ids)),
        Note::Uncovered(ids, why) => format!("no policy covers {}; of the first: {}", invoices(ids), uncovered(on, why)),
        Note::Idle(policies) => {
            let policies: Vec<String> = policies.iter().map(|name| format!("`{name}`")).collect();
            format!("no notices go out on {on} under {}: it is none of their days", policies.join(", "))
        }
        Note::SometimesUnmatched(ids) => {
            format!("on some day no policy covers {}, or a fact is missing; `frist evaluate --all` says why", invoices(ids))
        }
        Note::Undecided { title, fact, customers } => {
            let whom = customers.words("customer");
            format!("whether \"{title}\" concerns {whom} cannot be said: the ledger has no `{fact}`")
        }
        Note::Overcharged { law, invoices: ids, over } => {
            let sums: Vec<String> = over.iter().map(|(currency, minor)| Money::new(*minor, *currency).to_string()).collect();
            format!(
                "earlier letters on {} about to get another charged {} more than the law allows; see `frist audit --law {law}`",
                invoices(ids),
                sums.join(", ")
            )
        }
        Note::UnreadColumns { file: "events", columns } => {
            format!("columns of the events that nothing reads: {}", unread_columns(columns))
        }
        Note::UnreadColumns { file, columns } => {
            format!("columns of the {file} that no policy names: {}", unread_columns(columns))
        }
        Note::LawEnds { law, known_until, assumed } => {
            let how = if *assumed { "taken to stay as it is" } else { "not known; see --assume-law-unchanged" };
            format!("the law of {law} after {known_until} is {how}")
        }
    }
}

fn unread_columns(columns: &[UnreadColumn]) -> String {
    columns.iter().map(|column| format!("{}{}", column.name, is_meant(column))).collect::<Vec<_>>().join(", ")
}

/// Behind a column that nothing reads: the one that may be meant by it.
pub fn is_meant(column: &UnreadColumn) -> String {
    column.meant.map_or(String::new(), |meant| format!(" (is `{meant}` meant?)"))
}

/// Why nothing is known to have been paid or sent, in a sentence.
pub fn no_history(why: &NoHistory) -> String {
    match why {
        NoHistory::NoEvents => "the folder has no events.csv: as far as the ledger tells, nothing was paid and nothing was sent".into(),
        NoHistory::NoBalances(unread) => {
            let taken = "the mapping fills no `balance`: every invoice is taken as unpaid in full, and as never reminded";
            let columns: Vec<String> = unread.iter().map(|name| format!("`{name}`")).collect();
            if columns.is_empty() { taken.into() } else { format!("{taken}; of the file nothing reads {}", columns.join(", ")) }
        }
    }
}

/// Tables in a ledger's folder that nothing reads, in a sentence.
pub fn unread_files(files: &[String]) -> String {
    let files: Vec<String> = files.iter().map(|name| format!("`{name}`")).collect();
    let are = if files.len() == 1 { "is" } else { "are" };
    format!("{} in the ledger folder {are} not read; a ledger is {}", files.join(", "), Files::NAMES.join(", "))
}
