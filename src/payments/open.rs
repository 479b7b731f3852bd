//! What is open on invoices while payments are matched.

use std::collections::HashMap;

use crate::claim::Claim;
use crate::inspect::Books;
use crate::ledger::{Event, EventKind, InvoiceId, with_event};
use crate::value::{Currency, Day, Minor};

/// Open invoices by what is open of them.
type ByAmount = HashMap<(Currency, Minor), Vec<InvoiceId>>;

/// The invoices with what was matched so far.
pub struct OpenItems<'a> {
    pub books: &'a Books<'a>,
    /// The events of those that something was matched with.
    changed: HashMap<InvoiceId, Vec<Event>>,
    /// By currency and amount, what was open on a day, before anything was matched.
    by_amount: Option<(Day, ByAmount)>,
}

impl<'a> OpenItems<'a> {
    /// Before the first payment.
    pub fn of(books: &'a Books<'a>) -> OpenItems<'a> {
        OpenItems { books, changed: HashMap::new(), by_amount: None }
    }

    /// The events of an invoice, with what was matched.
    pub fn events(&self, id: InvoiceId) -> &[Event] {
        self.changed.get(&id).map_or_else(|| self.books.ledger.events_of(id), Vec::as_slice)
    }

    /// Lets something happen to an invoice.
    pub fn add(&mut self, id: InvoiceId, event: Event) {
        let events = with_event(self.events(id), event);
        self.changed.insert(id, events);
    }

    fn claim(&self, id: InvoiceId, on: Day) -> Claim {
        self.books.claim_on(id, self.events(id), on)
    }

    /// The principal that is open on a day.
    pub fn balance(&self, id: InvoiceId, on: Day) -> Minor {
        self.claim(id, on).balance
    }

    /// All that is open on a day: with interest and fees, as far as they are known.
    pub fn all(&self, id: InvoiceId, on: Day) -> Minor {
        all_of(&self.claim(id, on))
    }

    /// Whether a payment would leave something over, when all is settled that the ledger knows of: what came in later by its day may be there already.
    pub fn is_overpaid_by(&self, id: InvoiceId, on: Day, amount: Minor) -> bool {
        let events = self.events(id);
        let last = events.last().map_or(on, |event| event.on.max(on));
        let with = with_event(events, Event { on, what: EventKind::Payment(amount) });
        self.books.claim_on(id, &with, last).credit > self.books.claim_on(id, events, last).credit
    }

    /// What was paid on an invoice through a day, less what was taken back, and whether one payment was of just this amount.
    pub fn paid(&self, id: InvoiceId, on: Day, amount: Minor) -> (Minor, bool) {
        let events = self.events(id).iter().take_while(|event| event.on <= on);
        events.fold((0, false), |(sum, is_one), event| (sum + event.what.paid(), is_one || event.what == EventKind::Payment(amount)))
    }

    /// The invoices of a currency on which just this is open on a day: the principal, or that with interest and fees.
    pub fn with_amount(&mut self, currency: Currency, amount: Minor, on: Day) -> Vec<InvoiceId> {
        if self.by_amount.as_ref().is_none_or(|(day, _)| *day != on) {
            self.by_amount = Some((on, self.index(on)));
        }
        let found = self.by_amount.as_ref().and_then(|(_, by)| by.get(&(currency, amount)));
        let unchanged = found.into_iter().flatten().copied().filter(|id| !self.changed.contains_key(id));
        let is_it = |id: &InvoiceId| {
            let claim = self.claim(*id, on);
            self.books.currency(*id) == currency && claim.balance > 0 && [claim.balance, all_of(&claim)].contains(&amount)
        };
        let mut all: Vec<InvoiceId> = unchanged.chain(self.changed.keys().copied().filter(is_it)).collect();
        all.sort_unstable();
        all
    }

    fn index(&self, on: Day) -> HashMap<(Currency, Minor), Vec<InvoiceId>> {
        let mut by: HashMap<(Currency, Minor), Vec<InvoiceId>> = HashMap::new();
        for id in self.books.invoices() {
            let claim = self.books.claim_on(id, self.books.ledger.events_of(id), on);
            if claim.balance == 0 || self.books.ledger.invoices.issued[id] > on {
                continue;
            }
            let (balance, all) = (claim.balance, all_of(&claim));
            let currency = self.books.currency(id);
            by.entry((currency, balance)).or_default().push(id);
            if all != balance {
                by.entry((currency, all)).or_default().push(id);
            }
        }
        by
    }
}

fn all_of(claim: &Claim) -> Minor {
    claim.balance + claim.fees + claim.interest.unwrap_or(0)
}
