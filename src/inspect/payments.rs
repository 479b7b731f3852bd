//! Money that came in: what is on no invoice yet, and through which day anything is known.

use std::collections::{BTreeSet, HashMap};

use super::books::Books;
use super::kinds::{PAYMENTS_NOT_KNOWN, PAYMENTS_TOO_OLD, UNALLOCATED, UNALLOCATED_DUNNED};
use super::{Beside, Detail, FindingKind, LedgerFinding};
use crate::ledger::{CustomerId, InvoiceId, Unallocated};
use crate::terms::Hold;
use crate::value::Currency;

pub fn find(books: &Books, said: &mut Vec<LedgerFinding>) {
    unallocated(books, said);
    known_through(books, said);
}

fn unallocated(books: &Books, said: &mut Vec<LedgerFinding>) {
    let mut of_customer: HashMap<CustomerId, Vec<InvoiceId>> = HashMap::new();
    for id in books.invoices().filter(|_| !books.ledger.unallocated.is_empty()) {
        of_customer.entry(books.ledger.invoices.customer[id]).or_default().push(id);
    }
    // What it stands beside is the same for all of a customer in one currency.
    let mut known: HashMap<(CustomerId, Currency), (&'static FindingKind, Beside)> = HashMap::new();
    for money in books.ledger.unallocated.iter().filter(|money| money.on <= books.on) {
        let Unallocated { customer, on, amount, currency, is_credit } = *money;
        let all = of_customer.get(&customer).map_or(&[][..], Vec::as_slice);
        let (kind, beside) = known.entry((customer, currency)).or_insert_with(|| stands_beside(books, all, currency));
        let detail = Detail::Unallocated { is_credit, beside: beside.clone() };
        said.push(kind.of_customer(customer, detail).on(on).amount(amount, currency));
    }
}

/// What money on no invoice stands beside: what its customer owes in its currency, and whether that waits for it.
fn stands_beside(books: &Books, all: &[InvoiceId], currency: Currency) -> (&'static FindingKind, Beside) {
    let open: Vec<InvoiceId> = all.iter().copied().filter(|id| books.is_open(*id) && books.currency(*id) == currency).collect();
    let plans: BTreeSet<usize> = open.iter().filter_map(|id| books.plan_at(*id)).collect();
    let holds = |at: &usize| books.run.is_some_and(|run| run.plans[*at].plan.holds.contains(&Hold::OnUnallocated));
    let (holding, dunning): (Vec<usize>, Vec<usize>) = plans.into_iter().partition(holds);
    if open.is_empty() {
        (UNALLOCATED, Beside::NothingOwed)
    } else if !dunning.is_empty() {
        (UNALLOCATED_DUNNED, Beside::NotHeld { policies: dunning, invoices: open })
    } else if holding.is_empty() {
        (UNALLOCATED, Beside::Owed { invoices: open })
    } else {
        (UNALLOCATED, Beside::Held { policies: holding, invoices: open })
    }
}

fn known_through(books: &Books, said: &mut Vec<LedgerFinding>) {
    let through = books.ledger.payments_through;
    let plans = books.run.iter().flat_map(|run| run.plans.iter().enumerate());
    for (at, bound) in plans.filter(|(_, bound)| bound.plan.is_valid(books.on)) {
        let gates = bound.plan.holds.iter().filter_map(|hold| match hold {
            Hold::UnlessPaymentsKnown(ago) => Some(ago.before(books.on, &bound.plan.law.calendar)),
            Hold::OnPlan | Hold::OnPromise | Hold::OnUnallocated => None,
        });
        if let Some(needed) = gates.max().filter(|needed| through.is_none_or(|through| through < *needed)) {
            let finding = PAYMENTS_TOO_OLD.of_ledger(Detail::PaymentsTooOld { through, policy: at, needed });
            said.push(LedgerFinding { date: through, ..finding });
        }
    }
    if through.is_none() {
        said.push(PAYMENTS_NOT_KNOWN.of_ledger(Detail::PaymentsNotKnown));
    }
}
