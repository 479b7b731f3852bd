use super::of_run;
use crate::ledger::{Ledger, named, named_as};
use crate::run::{Note, Run};
use crate::value::Money;

/// What a run remarks on, in a sentence.
pub fn note_of_run(run: &Run, one: &Note) -> String {
    let told = note(run.ledger, one);
    match one {
        Note::Uncovered(invoices, why) => {
            let first = invoices.first().map(|first| of_run(run, *first, why));
            first.map_or(told.clone(), |why| format!("{told}; of the first: {why}"))
        }
        Note::OpenItems
        | Note::DebtorUnknown(_)
        | Note::FactMissing(_)
        | Note::SometimesUnmatched(_)
        | Note::Idle { .. }
        | Note::Undecided { .. }
        | Note::Overcharged { .. }
        | Note::Unread { .. }
        | Note::LawEnds { .. } => told,
    }
}

/// A remark on a ledger, in a sentence.
pub fn note(ledger: &Ledger, note: &Note) -> String {
    let invoices = |ids: &[usize]| named(&ledger.invoices.number, ids.iter().copied());
    match note {
        Note::OpenItems => {
            "an open-items file: interest runs on each balance from its due date, and unknown history is read to the debtor's advantage"
                .into()
        }
        Note::DebtorUnknown(ids) => {
            format!("the ledger does not say what kind of debtor owes {}: treated as consumers", invoices(ids))
        }
        Note::FactMissing(ids) => format!("a fact is missing for {}; see --all", invoices(ids)),
        Note::Uncovered(ids, _) => format!("no policy covers {}", invoices(ids)),
        Note::Idle { on, policies } => {
            let policies: Vec<String> = policies.iter().map(|name| format!("`{name}`")).collect();
            format!("no notices go out on {on} under {}: it is none of their days", policies.join(", "))
        }
        Note::SometimesUnmatched(ids) => {
            format!("on some day no policy covers {}, or a fact is missing; `frist evaluate --all` says why", invoices(ids))
        }
        Note::Undecided { title, fact, customers } => {
            let whom = named_as("customer", &ledger.customers.number, customers.iter().copied());
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
        Note::Unread { file, columns } => format!("columns of the {file} that no policy names: {}", columns.join(", ")),
        Note::LawEnds { law, known_until, assumed } => {
            let how = if *assumed { "taken to stay as it is" } else { "not known; see --assume-law-unchanged" };
            format!("the law of {law} after {known_until} is {how}")
        }
    }
}
