//! Payments of the bank laid over a ledger: which invoice each is for, by the rules that a policy file states. It books nothing: what is to be added to
//! the events is data.

mod customers;
mod matcher;
mod numbers;
mod open;
mod outcome;
mod recorded;
mod references;

use std::sync::Arc;

pub use outcome::{Booked, KnownBy, Outcome, Payments, ReadFile, Why};

use crate::bank::BankFile;
use crate::inspect::Books;
use crate::law::Law;
use crate::ledger::{Ledger, MoneyRow};
use crate::plan::Plan;
use crate::run::run_despite;
use crate::terms::MatchBy;
use crate::value::Day;
use matcher::Matcher;

/// What a ledger's invoices are matched under.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// By what, the first that finds anything.
    pub by: &'a [MatchBy],
    /// The policies, which say how an invoice is settled; without one the law of the customer's country does.
    pub policies: &'a [&'a Plan],
    /// Those laws.
    pub laws: &'a [Arc<Law>],
}

/// Matches the bookings of some files with the invoices of a ledger; `recorded` is the money that its events have.
///
/// Bookings are taken by their days, those of one day in the order of the files, and each that is matched is paid for the next.
pub fn match_payments(files: &[BankFile], ledger: &Ledger, recorded: &[MoneyRow], rules: &Rules) -> Payments {
    let of_files = files.iter().enumerate();
    let mut all: Vec<Booked> = of_files.flat_map(|(file, of)| of.payments.iter().map(move |payment| Booked::of(file, payment))).collect();
    let last = all.iter().map(|booked| booked.payment.on).max().unwrap_or(Day::FIRST);
    let (run, _) = run_despite(rules.policies, ledger, last);
    let books = Books::new(ledger, last, (!rules.policies.is_empty()).then_some(&run), rules.laws);
    let mut matcher = Matcher::new(&books, rules.by, recorded);
    let mut pending: Vec<usize> = (0..all.len()).collect();
    pending.sort_by_key(|at| all[*at].payment.on);
    // What is left out may find its place once another has found its own: so it would where the files are read again, and then nothing is to be added.
    let mut is_more = true;
    while std::mem::take(&mut is_more) {
        pending.retain(|at| {
            let booked = &mut all[*at];
            booked.outcome = matcher.outcome(&booked.payment);
            is_more |= booked.outcome.is_recorded();
            matches!(&booked.outcome, Outcome::LeftOut { why } if *why != Why::PaidBefore)
        });
    }
    let files = files.iter().map(|file| ReadFile { name: file.name.clone(), kind: file.kind, not_booked: file.not_booked }).collect();
    Payments { files, all }
}
