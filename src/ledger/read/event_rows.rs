//! The rows of `events.csv` into events, in their order.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::Row;
use super::customers_currencies::{CustomersCurrencies, in_words};
use super::event_columns::EventColumns;
use super::event_kinds::{KINDS, Kind, RowKind, Whose};
use super::event_what::{needed_amount, needed_by};
use super::known::InvoicesRead;
use super::said::Said;
use super::table::{Head, NextRow};
use crate::ledger::codes::*;
use crate::ledger::fault::quoted;
use crate::ledger::{CustomerId, Event, EventKind, Faults, InvoiceId, Ledger, Unallocated};
use crate::value::{Act, Day};

/// How the rows of `events.csv` are read, once the invoices and the customers are known.
pub(super) struct EventReader<'k> {
    pub columns: EventColumns<'k>,
    pub known: &'k InvoicesRead,
    /// The invoices and the customers.
    pub ledger: &'k Ledger,
    /// What each customer's invoices are in; found out when the first row of a customer needs it.
    pub currency_of: OnceLock<Vec<CustomersCurrencies>>,
    /// The invoices of each customer; found out when the first event of a customer needs it.
    invoices_of: OnceLock<HashMap<CustomerId, Vec<InvoiceId>>>,
}

/// What some rows tell.
#[derive(Default)]
pub(super) struct EventsRead {
    /// The events of invoices in the order of the file.
    pub events: Vec<Event>,
    /// The invoice of each.
    pub of: Vec<u32>,
    /// What notices and cancellations say: events have their places here.
    pub said: Said,
    /// Those that take something back, where there may be less of it.
    pub taken_back: Vec<TakenBack>,
    /// What happened to customers as a whole.
    pub of_customers: Vec<(CustomerId, Event)>,
    pub unallocated: Vec<Unallocated>,
    /// What is wrong with the rows.
    pub faults: Faults,
    /// How many rows a mapping leaves out.
    pub left_out: usize,
}

/// An event that takes something back, and how its row says so.
pub(super) struct TakenBack {
    pub file: Arc<str>,
    pub of: u32,
    pub line: u32,
    pub event: Event,
    /// The amount as the file has it.
    pub value: Option<Box<str>>,
}

impl<'k> EventReader<'k> {
    pub fn of(columns: EventColumns<'k>, known: &'k InvoicesRead, ledger: &'k Ledger) -> EventReader<'k> {
        EventReader { columns, known, ledger, currency_of: OnceLock::new(), invoices_of: OnceLock::new() }
    }

    /// Reads rows, of which there are about so many.
    pub fn read(&self, head: &Head, rows: &mut impl NextRow, about: usize) -> EventsRead {
        let (mut told, mut faults) = (EventsRead::default(), Faults::default());
        told.events.reserve(about);
        told.of.reserve(about);
        while let Some(mut row) = rows.next_row(head, &mut faults) {
            match row.sound {
                true if head.leaves_out(&row) => told.left_out += 1,
                true => self.read_row(&mut row, &mut told),
                false => {}
            }
        }
        EventsRead { faults, ..told }
    }

    fn read_row<'r>(&'r self, row: &mut Row<'r>, told: &mut EventsRead) {
        let columns: &EventColumns<'r> = &self.columns;
        row.require(&columns.date);
        row.require(&columns.event);
        let on = row.day(&columns.date);
        let place = kind(row, columns);
        let kind = place.map(|place| &KINDS[place]);
        if let Some(place) = place {
            unused(row, columns, place);
        }
        let customer = row.text(&columns.customer).filter(|_| row.text(&columns.invoice).is_none());
        match (kind, customer) {
            (Some((_, _, Whose::Money, _)), Some(customer)) => told.unallocated.extend(self.unallocated(row, (kind, on), customer)),
            (Some((event, kind, Whose::InvoiceOrAll | Whose::All, _)), Some(number)) => {
                let customer = self.customer(row, number);
                self.agrees_with_all(row, event, customer);
                // An event of a customer is no matter of money.
                let what = told.said.what(row, columns, *kind, None);
                if let (Some(what), Some(on)) = (what, on) {
                    told.said.lasts(row, columns, what, on);
                    let Some(customer) = customer else { return };
                    let event = Event { on, what };
                    told.of_customers.push((customer, event));
                    self.invoices_of(customer).iter().for_each(|invoice| told.push(*invoice, event));
                }
            }
            (Some((event, _, Whose::All, _)), None) => needed_by(row, &columns.customer, EVENT_WITHOUT_CUSTOMER, event),
            (kind, _) => self.of_invoice(row, kind, on, told),
        }
    }

    fn of_invoice<'r>(&'r self, row: &mut Row<'r>, kind: Option<&Kind>, on: Option<Day>, told: &mut EventsRead) {
        let invoice = self.invoice(row, kind);
        if let Some(invoice) = invoice {
            self.agrees(row, invoice);
        }
        // Of an invoice that is not known, or whose currency is wrong, the rest of the row is still judged.
        let currency = invoice.and_then(|id| self.known.currency(id, self.ledger));
        let Some(what) = kind.and_then(|(_, kind, ..)| told.said.what(row, &self.columns, *kind, currency)) else { return };
        if let (Some(invoice), Some(on)) = (invoice, on) {
            told.said.lasts(row, &self.columns, what, on);
            let event = Event { on, what };
            told.push(invoice, event);
            if what.takes_back() {
                let value = row.text(&self.columns.amount).filter(|_| what != EventKind::Reopened).map(Into::into);
                told.taken_back.push(TakenBack { file: row.file.into(), of: invoice as u32, line: row.line as u32, event, value });
            }
        }
    }

    fn invoices_of(&self, customer: CustomerId) -> &[InvoiceId] {
        let of = self.invoices_of.get_or_init(|| {
            let mut of: HashMap<CustomerId, Vec<InvoiceId>> = HashMap::new();
            self.ledger.invoices.customer.iter().enumerate().for_each(|(id, customer)| of.entry(*customer).or_default().push(id));
            of
        });
        of.get(&customer).map_or(&[], Vec::as_slice)
    }

    /// Money, or a credit note, that is on no invoice yet: in the currency that the row names, or in that of all invoices of the customer.
    fn unallocated<'r>(&'r self, row: &mut Row<'r>, (kind, on): (Option<&Kind>, Option<Day>), number: &'r str) -> Option<Unallocated> {
        let customer = self.customer(row, number);
        let stated = row.currency(&self.columns.currency);
        let currency = match customer.map(|id| &self.currencies()[id]) {
            Some(CustomersCurrencies::Known(known)) => match (stated, known.as_slice()) {
                (None, [only]) => Some(*only),
                // A customer without an invoice may pay before it buys.
                (Some(stated), known) if known.is_empty() || known.contains(&stated) => Some(stated),
                (Some(other), known) => {
                    let fault = row.fault(MONEY_OF_OTHER_CURRENCY_THAN_ALL, &self.columns.currency, &other.to_string());
                    row.faults.push(fault.with("customer", quoted(number)).with("currency", in_words(known)));
                    None
                }
                (None, [_, _, ..]) => {
                    row.tell(SEVERAL_CURRENCIES, &self.columns.customer, number);
                    None
                }
                (None, []) => {
                    row.tell(NO_CURRENCY, &self.columns.customer, number);
                    None
                }
            },
            Some(CustomersCurrencies::Wrong) | None => None,
        };
        let amount = needed_amount(row, &self.columns, kind.map_or("payment", |(event, ..)| event), currency, None);
        let is_credit = kind.is_some_and(|(_, kind, ..)| *kind == RowKind::Credit);
        Some(Unallocated { customer: customer?, on: on?, amount: amount?, currency: currency?, is_credit })
    }
}

impl EventsRead {
    fn push(&mut self, invoice: InvoiceId, event: Event) {
        self.of.push(invoice as u32);
        self.events.push(event);
    }
}

/// The place of a row's kind among all.
fn kind<'r>(row: &mut Row<'r>, columns: &EventColumns<'r>) -> Option<usize> {
    let word = row.text(&columns.event)?;
    let found = KINDS.iter().position(|(kind, ..)| *kind == word);
    if found.is_none() {
        let known = || KINDS.iter().map(|(kind, ..)| *kind);
        let fault = row.fault(UNKNOWN_EVENT, &columns.event, word);
        let is_act = Act::from_word(word).is_some();
        row.faults.push(if is_act { fault.hint(hints::ACT_AS_NOTICE) } else { fault.meant(word, known()) });
    }
    found
}

/// Tells of values in columns that an event does not use: whoever wrote them meant something by them.
fn unused<'r>(row: &mut Row<'r>, columns: &EventColumns<'r>, kind: usize) {
    let event = KINDS[kind].0;
    for column in &columns.unused[kind] {
        let Some(value) = row.text(column) else { continue };
        row.faults.push(row.fault(UNUSED_VALUE, column, value).with("event", event));
    }
}
