//! Money that came in: what is on no invoice yet, and through which day anything is known.

use std::collections::{BTreeSet, HashMap};

use super::books::Books;
use super::kinds::{PAYMENTS_NOT_KNOWN, PAYMENTS_TOO_OLD, UNALLOCATED, UNALLOCATED_DUNNED};
use super::{Beside, Detail, LedgerFinding};
use crate::ledger::{CustomerId, InvoiceId, Unallocated};
use crate::terms::Hold;

pub fn find(books: &Books, said: &mut Vec<LedgerFinding>) {
    unallocated(books, said);
    known_through(books, said);
}

fn unallocated(books: &Books, said: &mut Vec<LedgerFinding>) {
    let mut of_customer: HashMap<CustomerId, Vec<InvoiceId>> = HashMap::new();
    for id in books.invoices().filter(|_| !books.ledger.unallocated.is_empty()) {
        of_customer.entry(books.ledger.invoices.customer[id]).or_default().push(id);
    }
    for money in books.ledger.unallocated.iter().filter(|money| money.on <= books.on) {
        let Unallocated { customer, on, amount, currency } = *money;
        let all = of_customer.get(&customer).into_iter().flatten().copied();
        let open: Vec<InvoiceId> = all.filter(|id| books.is_open(*id) && books.currency(*id) == currency).collect();
        let plans: BTreeSet<usize> = open.iter().filter_map(|id| books.plan_at(*id)).collect();
        let holds = |at: &usize| books.run.is_some_and(|run| run.plans[*at].plan.holds.contains(&Hold::OnUnallocated));
        let (holding, dunning): (Vec<usize>, Vec<usize>) = plans.into_iter().partition(holds);
        let (kind, beside) = if open.is_empty() {
            (UNALLOCATED, Beside::NothingOwed)
        } else if !dunning.is_empty() {
            (UNALLOCATED_DUNNED, Beside::NotHeld { policies: dunning, invoices: open })
        } else if holding.is_empty() {
            (UNALLOCATED, Beside::Owed { invoices: open })
        } else {
            (UNALLOCATED, Beside::Held { policies: holding, invoices: open })
        };
        said.push(kind.of_customer(customer, Detail::Unallocated(beside)).on(on).amount(amount, currency));
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
