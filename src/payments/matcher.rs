//! One booking after another: which invoice it is for, or why it is for none.

use std::collections::HashMap;

use super::customers::Payers;
use super::numbers::Numbers;
use super::open::OpenItems;
use super::outcome::{Outcome, Why};
use super::recorded::{Recorded, decimal};
use super::references::References;
use crate::bank::{BankPayment, Flow, Unclear};
use crate::inspect::Books;
use crate::ledger::{CustomerId, Event, EventKind, InvoiceId, Ledger, MoneyRow};
use crate::terms::MatchBy;
use crate::value::{Day, Money};

/// Matches bookings, the earlier first.
pub struct Matcher<'a> {
    ledger: &'a Ledger,
    rules: &'a [MatchBy],
    open: OpenItems<'a>,
    recorded: Recorded,
    references: References,
    numbers: Numbers,
    payers: Payers,
}

impl<'a> Matcher<'a> {
    /// Before the first booking.
    pub fn new(books: &'a Books<'a>, rules: &'a [MatchBy], recorded: &[MoneyRow]) -> Matcher<'a> {
        let ledger = books.ledger;
        let places: HashMap<&str, InvoiceId> = ledger.invoices.number.iter().enumerate().map(|(id, number)| (number, id)).collect();
        Matcher {
            ledger,
            rules,
            open: OpenItems::of(books),
            recorded: Recorded::of(recorded, ledger, &places),
            references: References::of(ledger),
            numbers: Numbers::of(ledger),
            payers: Payers::of(ledger),
        }
    }

    /// What becomes of the next booking.
    pub fn outcome(&mut self, payment: &BankPayment) -> Outcome {
        match self.recorded.knows(payment) {
            Some(Ok(())) => return Outcome::Known,
            Some(Err(why)) => return Outcome::LeftOut { why },
            None => {}
        }
        match (&payment.unclear, payment.flow) {
            (Some(Unclear::Elsewhere), _) => Outcome::LeftOut { why: Why::Elsewhere },
            (Some(Unclear::NotWhole(sum)), _) => Outcome::LeftOut { why: Why::NotWhole(Money::new(*sum, payment.currency)) },
            (None, Flow::Ours) => {
                let named = self.by_reference(payment);
                let why = named.first().map_or(Why::Ours, |id| Why::OursOfInvoice(self.number(*id)));
                Outcome::LeftOut { why }
            }
            (None, Flow::TakenBack) => self.taken_back(payment),
            (None, Flow::In) => self.came_in(payment),
        }
    }

    fn came_in(&mut self, payment: &BankPayment) -> Outcome {
        for by in self.rules {
            let found = match by {
                MatchBy::Kid => self.by_reference(payment),
                MatchBy::Invoice => self.by_number(payment),
                MatchBy::Amount => self.open.with_amount(payment.currency, payment.amount, payment.on),
            };
            if !found.is_empty() {
                return self.choose(payment, found, *by);
            }
        }
        match self.payers.find(payment) {
            Some((customer, by)) => self.of_customer(payment, customer, Why::NothingNamed(Some(by))),
            None => Outcome::LeftOut { why: Why::NothingNamed(None) },
        }
    }

    /// Which of some invoices a payment is for.
    fn choose(&mut self, payment: &BankPayment, found: Vec<InvoiceId>, by: MatchBy) -> Outcome {
        let currencies = &self.ledger.invoices.currency;
        let mut fitting: Vec<InvoiceId> = found.iter().copied().filter(|id| currencies[*id] == payment.currency).collect();
        if fitting.len() > 1 && by != MatchBy::Amount {
            let open: Vec<InvoiceId> = fitting.iter().copied().filter(|id| self.open.balance(*id, payment.on) > 0).collect();
            // Of several that are all settled the first is as good as any.
            fitting = if open.is_empty() { vec![fitting[0]] } else { open };
        }
        let numbers = |ids: &[InvoiceId]| ids.iter().map(|id| self.number(*id)).collect();
        let why = match (fitting.as_slice(), by) {
            ([], _) => Why::OtherCurrency(self.number(found[0]), currencies[found[0]]),
            ([one], MatchBy::Amount) => Why::AmountAlone(self.number(*one)),
            (several, MatchBy::Amount) => Why::SameAmount(numbers(several)),
            ([one], MatchBy::Kid | MatchBy::Invoice) => return self.pay(payment, *one, by),
            (several, MatchBy::Kid | MatchBy::Invoice) => Why::Several(numbers(several)),
        };
        self.doubtful(payment, &found, why)
    }

    fn pay(&mut self, payment: &BankPayment, id: InvoiceId, by: MatchBy) -> Outcome {
        let customer = self.ledger.invoices.customer[id];
        if self.recorded.is_by_hand(payment, customer, false) {
            return Outcome::LeftOut { why: Why::PaidBefore };
        }
        if self.open.is_overpaid_by(id, payment.on, payment.amount) {
            let open = self.open.all(id, payment.on);
            let why = match open {
                0 => Why::Settled(self.number(id)),
                // By its day it fits, and what came in later has settled the invoice.
                open if open >= payment.amount => Why::Settled(self.number(id)),
                open => Why::TooMuch(self.number(id), Money::new(open, payment.currency)),
            };
            return self.unallocated(payment, customer, why);
        }
        self.open.add(id, Event { on: payment.on, what: EventKind::Payment(payment.amount) });
        self.recorded.remember(payment, Some(id));
        Outcome::Matched { invoice: self.number(id), customer: self.customer(customer), by }
    }

    /// A payment that may be for some invoices: their customer's, if they have one.
    fn doubtful(&mut self, payment: &BankPayment, found: &[InvoiceId], why: Why) -> Outcome {
        let customer = self.ledger.invoices.customer[found[0]];
        if found.iter().all(|id| self.ledger.invoices.customer[*id] == customer) {
            self.of_customer(payment, customer, why)
        } else {
            Outcome::LeftOut { why }
        }
    }

    fn of_customer(&mut self, payment: &BankPayment, customer: CustomerId, why: Why) -> Outcome {
        if self.recorded.is_by_hand(payment, customer, false) {
            return Outcome::LeftOut { why: Why::PaidBefore };
        }
        self.unallocated(payment, customer, why)
    }

    fn unallocated(&mut self, payment: &BankPayment, customer: CustomerId, why: Why) -> Outcome {
        if !self.payers.may_pay_in(customer, payment.currency) {
            return Outcome::LeftOut { why };
        }
        self.recorded.remember(payment, None);
        Outcome::Unallocated { customer: self.customer(customer), why }
    }

    /// A payment that is taken back: the one under the reference, or the one of this amount on the invoice that it names.
    fn taken_back(&mut self, payment: &BankPayment) -> Outcome {
        let of_ref = payment.bank_ref.strip_suffix("/reversed").map_or(&[][..], |reference| self.recorded.under(reference));
        let by_ref: Vec<InvoiceId> = of_ref.iter().filter(|part| part.amount == decimal(payment)).filter_map(|part| part.invoice).collect();
        let mut named = if by_ref.is_empty() { self.by_reference(payment) } else { by_ref };
        if named.is_empty() {
            named = self.by_number(payment);
        }
        let is_paid = |id: &InvoiceId| {
            let (sum, is_one) = self.open.paid(*id, payment.on, payment.amount);
            // What was taken back by hand on a later day leaves less of it.
            let left = self.open.paid(*id, Day::LAST, payment.amount).0;
            is_one && sum.min(left) >= payment.amount && self.ledger.invoices.currency[*id] == payment.currency
        };
        let paid: Vec<InvoiceId> = named.iter().copied().filter(is_paid).collect();
        let [id] = paid.as_slice() else {
            return Outcome::LeftOut { why: Why::NothingToTakeBack(named.first().map(|id| self.number(*id))) };
        };
        let customer = self.ledger.invoices.customer[*id];
        if self.recorded.is_by_hand(payment, customer, true) {
            return Outcome::LeftOut { why: Why::PaidBefore };
        }
        self.open.add(*id, Event { on: payment.on, what: EventKind::Reversal(payment.amount) });
        self.recorded.remember(payment, Some(*id));
        Outcome::Reversed { invoice: self.number(*id), customer: self.customer(customer) }
    }

    fn by_reference(&self, payment: &BankPayment) -> Vec<InvoiceId> {
        let mut found: Vec<InvoiceId> = payment.references.iter().flat_map(|reference| self.references.find(reference)).copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn by_number(&self, payment: &BankPayment) -> Vec<InvoiceId> {
        let mut found: Vec<InvoiceId> = payment.references.iter().flat_map(|text| self.numbers.named_in(text)).collect();
        // The text of a payment may speak of others that were paid with it.
        if found.is_empty() {
            found = self.numbers.named_in(&payment.text);
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn number(&self, id: InvoiceId) -> String {
        self.ledger.invoices.number[id].to_owned()
    }

    fn customer(&self, id: CustomerId) -> String {
        self.ledger.customers.number[id].to_owned()
    }
}
