use std::collections::HashSet;

use super::{CustomerId, Customers, Event, InvoiceId, Invoices, Ledger, TextId, Unallocated};
use crate::value::Day;

impl Ledger {
    /// The invoice and those that may have a say in what is decided of it: its customer's.
    pub fn beside(&self, invoice: InvoiceId) -> Vec<InvoiceId> {
        let customer = self.invoices.customer[invoice];
        (0..self.invoices.len()).filter(|id| self.invoices.customer[*id] == customer).collect()
    }

    /// The customers without any invoice.
    pub fn without_invoices(&self) -> Ledger {
        let mut has = vec![false; self.customers.len()];
        self.invoices.customer.iter().for_each(|customer| has[*customer] = true);
        let without: Vec<CustomerId> = (0..has.len()).filter(|customer| !has[*customer]).collect();
        Ledger { customers: self.customers.part(&without), open_items: self.open_items, ..Ledger::default() }
    }

    /// Some invoices and those that share a letter with one of them, in ledger order.
    pub fn with_letters(&self, of: &[InvoiceId]) -> Vec<InvoiceId> {
        let letter = |event: &Event| event.what.notice().and_then(|place| self.notices[place as usize].letter);
        let letters_of = |id: InvoiceId| self.events_of(id).iter().filter_map(letter);
        let letters: HashSet<TextId> = of.iter().flat_map(|id| letters_of(*id)).collect();
        if letters.is_empty() {
            return of.to_vec();
        }
        let own: HashSet<InvoiceId> = of.iter().copied().collect();
        let is_beside = |id: &InvoiceId| own.contains(id) || letters_of(*id).any(|letter| letters.contains(&letter));
        (0..self.invoices.len()).filter(is_beside).collect()
    }

    /// The ledger of some of its invoices, in this order, with what happened up to a day.
    pub fn part(&self, of: &[InvoiceId], until: Day) -> Ledger {
        let mut part = Ledger {
            // Whatever a part is numbered by is shared: events of it have the places of the whole ledger.
            notices: self.notices.clone(),
            texts: self.texts.clone(),
            payments_through: self.payments_through,
            open_items: self.open_items,
            ..Ledger::default()
        };
        let mut customers: Vec<CustomerId> = of.iter().map(|id| self.invoices.customer[*id]).collect();
        customers.sort_unstable();
        customers.dedup();
        part.customers = self.customers.part(&customers);
        let place = |customer: CustomerId| customers.binary_search(&customer).ok();
        part.invoices = self.invoices.part(of);
        part.invoices.customer = of.iter().filter_map(|id| place(self.invoices.customer[*id])).collect();
        for id in of {
            part.invoices.first_event.push(part.events.len());
            part.events.extend(self.events_of(*id).iter().take_while(|event| event.on <= until));
        }
        part.invoices.first_event.push(part.events.len());
        for (place, customer) in customers.iter().enumerate() {
            let happened = self.events_of_customer(*customer).iter().filter(|(_, event)| event.on <= until);
            part.of_customers.extend(happened.map(|(_, event)| (place, *event)));
            let known = self.unallocated_of(*customer).iter().filter(|money| money.on <= until);
            part.unallocated.extend(known.map(|money| Unallocated { customer: place, ..*money }));
        }
        part
    }

    /// What of a customer is on no invoice yet, by day.
    fn unallocated_of(&self, customer: CustomerId) -> &[Unallocated] {
        let from = self.unallocated.partition_point(|money| money.customer < customer);
        let behind = self.unallocated.partition_point(|money| money.customer <= customer);
        &self.unallocated[from..behind]
    }
}

fn picked<T: Clone>(column: &[T], of: &[usize]) -> Vec<T> {
    let mut some = Vec::with_capacity(of.len().min(column.len()));
    some.extend(of.iter().filter_map(|id| column.get(*id).cloned()));
    some
}

impl Invoices {
    /// Some of them; whose they are and what happened to them is left open.
    fn part(&self, of: &[InvoiceId]) -> Invoices {
        Invoices {
            number: self.number.picked(of),
            customer: Vec::new(),
            debtor: picked(&self.debtor, of),
            currency: picked(&self.currency, of),
            issued: picked(&self.issued, of),
            due: picked(&self.due, of),
            amount: picked(&self.amount, of),
            due_agreed: picked(&self.due_agreed, of),
            fee_agreed: picked(&self.fee_agreed, of),
            interest_agreed: picked(&self.interest_agreed, of),
            sent: picked(&self.sent, of),
            arose: picked(&self.arose, of),
            tags: of.iter().enumerate().filter_map(|(at, id)| Some((at, self.tags.get(id)?.clone()))).collect(),
            facts: self.facts.iter().map(|(name, column)| (name.clone(), column.picked(of))).collect(),
            first_event: Vec::new(),
            opening: picked(&self.opening, of),
            lines: self.lines.part(of),
        }
    }
}

impl Customers {
    fn part(&self, of: &[CustomerId]) -> Customers {
        Customers {
            number: self.number.picked(of),
            name: self.name.picked(of),
            debtor: picked(&self.debtor, of),
            country: self.country.picked(of),
            tags: of.iter().enumerate().filter_map(|(at, id)| Some((at, self.tags.get(id)?.clone()))).collect(),
            facts: self.facts.iter().map(|(name, column)| (name.clone(), column.picked(of))).collect(),
            lines: self.lines.part(of),
        }
    }
}
