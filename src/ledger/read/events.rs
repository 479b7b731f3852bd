use std::collections::HashMap;

use super::column::{Column, Columns};
use super::customers_currencies::{CustomersCurrencies, currencies_of, in_words};
use super::event_kinds::{KINDS, Kind, RowKind, Whose};
use super::invoices::InvoicesRead;
use super::row::Sign;
use super::{File, Row, Table, Text};
use crate::ledger::codes::*;
use crate::ledger::fault::quoted;
use crate::ledger::{CustomerId, Done, Event, EventKind, Fault, FaultKind, Faults, InvoiceId, Ledger, Notice, Texts, TooMuch, Unallocated};
use crate::value::{Act, Currency, Day, Minor, Money};

/// Reads `events.csv` after the invoices and the customers.
pub(super) fn read(file: File, known: &InvoicesRead, ledger: &mut Ledger, faults: &mut Faults) {
    let mut events = Events { known, read: Vec::new(), notices: Vec::new(), texts: Texts::default(), currency_of: None, invoices_of: None };
    events.read(file, ledger, faults);
    let order = events.by_invoice(ledger.invoices.len());
    events.check_undone(file.name, &order, ledger, faults);
    events.put(&order, ledger);
    // Within a customer's day the file's order stays.
    ledger.of_customers.sort_by_key(|(customer, event)| (*customer, event.on, event.what.rank()));
    ledger.unallocated.sort_by_key(|money| (money.customer, money.on));
}

struct Events<'k> {
    known: &'k InvoicesRead,
    read: Vec<Read>,
    notices: Vec<Notice>,
    texts: Texts,
    /// What each customer's invoices are in; found out when the first row of a customer needs it.
    currency_of: Option<Vec<CustomersCurrencies>>,
    /// The invoices of each customer; found out when the first event of a customer needs it.
    invoices_of: Option<HashMap<CustomerId, Vec<InvoiceId>>>,
}

/// One event, and where it stands.
struct Read {
    invoice: u32,
    line: u32,
    /// The amount as the file has it, where more than there was may be undone.
    value: Option<Box<str>>,
    event: Event,
}

struct EventColumns<'m> {
    invoice: Column<'m>,
    date: Column<'m>,
    event: Column<'m>,
    customer: Column<'m>,
    amount: Column<'m>,
    fee: Column<'m>,
    interest: Column<'m>,
    act: Column<'m>,
    step: Column<'m>,
    deadline: Column<'m>,
    compensation: Column<'m>,
    interest_rate: Column<'m>,
    notice_id: Column<'m>,
    until: Column<'m>,
    currency: Column<'m>,
    /// For each kind of event those that the table has and the event does not use.
    unused: Vec<Vec<Column<'m>>>,
}

impl<'m> EventColumns<'m> {
    fn of(columns: &mut Columns<'m>, faults: &mut Faults) -> EventColumns<'m> {
        let mut columns = EventColumns {
            invoice: columns.required("invoice", faults),
            date: columns.required("date", faults),
            event: columns.required("event", faults),
            customer: columns.optional("customer", faults),
            amount: columns.optional("amount", faults),
            fee: columns.optional("fee", faults),
            interest: columns.optional("interest", faults),
            act: columns.optional("act", faults),
            step: columns.optional("step", faults),
            deadline: columns.optional("deadline", faults),
            compensation: columns.optional("compensation", faults),
            interest_rate: columns.optional("interest_rate", faults),
            notice_id: columns.optional("notice_id", faults),
            until: columns.optional("until", faults),
            currency: columns.optional("currency", faults),
            unused: Vec::new(),
        };
        columns.unused = KINDS.iter().map(|kind| columns.unused_by(kind)).collect();
        columns
    }

    fn unused_by(&self, (_, _, whose, uses): &Kind) -> Vec<Column<'m>> {
        let of_one = (*whose == Whose::All).then_some(&self.invoice);
        let some = self.of_some().into_iter().filter(|column| !column.is_absent() && !uses.contains(&column.label));
        some.chain(of_one).cloned().collect()
    }

    /// Those that some events use and others do not.
    fn of_some(&self) -> [&Column<'m>; 10] {
        let EventColumns { amount, fee, interest, act, step, deadline, compensation, interest_rate, notice_id, until, .. } = self;
        [amount, fee, interest, act, step, deadline, compensation, interest_rate, notice_id, until]
    }
}

impl Events<'_> {
    fn read(&mut self, file: File, ledger: &mut Ledger, faults: &mut Faults) {
        let Some(text) = Text::decode(file, None, faults) else { return };
        let Some(mut table) = Table::open(file.name, &text, None, faults) else { return };
        let mut columns = table.columns(None, faults);
        let names = &mut columns;
        let columns = EventColumns::of(names, faults);
        ledger.unread_event_columns = names.unread();
        ledger.meant_columns.extend(names.meant("events", &[]));
        while let Some(mut row) = table.next(faults) {
            if row.sound {
                self.read_row(&mut row, &columns, ledger);
            }
        }
    }

    fn read_row<'r>(&mut self, row: &mut Row<'r>, columns: &EventColumns<'r>, ledger: &mut Ledger) {
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
            (Some((_, _, Whose::Money, _)), Some(customer)) => {
                ledger.unallocated.extend(self.unallocated(row, columns, (kind, on), customer, ledger));
            }
            (Some((event, kind, Whose::InvoiceOrAll | Whose::All, _)), Some(number)) => {
                let customer = self.customer(row, columns, number, ledger);
                self.agrees_with_all(row, columns, event, customer, ledger);
                // An event of a customer is no matter of money.
                let what = self.what(row, columns, *kind, None);
                if let (Some(what), Some(on)) = (what, on) {
                    self.lasts(row, columns, &what, on);
                    let Some(customer) = customer else { return };
                    let event = Event { on, what };
                    ledger.of_customers.push((customer, event));
                    let of = self.invoices_of.get_or_insert_with(|| invoices_of(ledger));
                    for invoice in of.get(&customer).into_iter().flatten() {
                        self.read.push(Read { invoice: *invoice as u32, line: row.line as u32, value: None, event });
                    }
                }
            }
            (Some((event, _, Whose::All, _)), None) => needed_by(row, &columns.customer, EVENT_WITHOUT_CUSTOMER, event),
            (kind, _) => self.of_invoice(row, columns, kind, on, ledger),
        }
    }

    fn of_invoice<'r>(&mut self, row: &mut Row<'r>, columns: &EventColumns<'r>, kind: Option<&Kind>, on: Option<Day>, ledger: &Ledger) {
        let invoice = self.invoice(row, columns, kind, ledger);
        if let Some(invoice) = invoice {
            self.agrees(row, columns, invoice, ledger);
        }
        // Of an invoice that is not known, or whose currency is wrong, the rest of the row is still judged.
        let currency = invoice.and_then(|id| self.known.currency(id, ledger));
        let Some(what) = kind.and_then(|(_, kind, ..)| self.what(row, columns, *kind, currency)) else { return };
        if let (Some(invoice), Some(on)) = (invoice, on) {
            self.lasts(row, columns, &what, on);
            let may_be_too_much = matches!(what, EventKind::Reversal(_) | EventKind::Uncredit(_) | EventKind::WriteOff(_));
            let value = row.text(&columns.amount).filter(|_| may_be_too_much).map(Into::into);
            self.read.push(Read { invoice: invoice as u32, line: row.line as u32, value, event: Event { on, what } });
        }
    }

    fn invoice<'r>(&self, row: &mut Row<'r>, columns: &EventColumns<'r>, kind: Option<&Kind>, ledger: &Ledger) -> Option<InvoiceId> {
        let Some(number) = row.text(&columns.invoice) else {
            match kind {
                Some((event, _, Whose::Money, _)) => row.faults.push(row.fault(MONEY_OF_NOBODY, &columns.invoice, "").with("event", event)),
                Some((event, _, Whose::InvoiceOrAll, _)) => {
                    row.faults.push(row.fault(EVENT_OF_NOBODY, &columns.invoice, "").with("event", event));
                }
                Some((event, _, Whose::Invoice, _)) if !columns.invoice.is_absent() => {
                    row.faults.push(row.fault(EVENT_OF_ONE_INVOICE, &columns.invoice, "").with("event", event));
                }
                Some((_, _, Whose::Invoice | Whose::All, _)) | None => row.require(&columns.invoice),
            }
            return None;
        };
        let found = self.known.find(number, ledger);
        if found.is_none() && self.known.complete && !self.known.broken.contains(number) {
            row.faults.push(row.fault(UNKNOWN_INVOICE, &columns.invoice, number).with("file", &self.known.file));
        }
        found
    }

    /// The customer of a row that names no invoice.
    fn customer<'r>(&self, row: &mut Row<'r>, columns: &EventColumns<'r>, number: &'r str, ledger: &Ledger) -> Option<CustomerId> {
        let found = ledger.customers.find(number);
        if found.is_none() && self.known.complete {
            row.tell(UNKNOWN_CUSTOMER, &columns.customer, number);
        }
        found
    }

    /// Tells where a row says otherwise than its invoice whose it is, or what its money is.
    fn agrees<'r>(&self, row: &mut Row<'r>, columns: &EventColumns<'r>, invoice: InvoiceId, ledger: &Ledger) {
        let number = || quoted(&ledger.invoices.number[invoice]);
        if let Some(other) = row.text(&columns.customer) {
            let customer = &ledger.customers.number[ledger.invoices.customer[invoice]];
            if other != customer {
                let fault = row.fault(OTHER_CUSTOMER, &columns.customer, other).with("invoice", number());
                row.faults.push(fault.with("customer", quoted(customer)));
            }
        }
        if let Some(other) = row.currency(&columns.currency)
            && let Some(own) = self.known.currency(invoice, ledger)
            && other != own
        {
            let fault = row.fault(MONEY_OF_OTHER_CURRENCY, &columns.currency, &other.to_string()).with("invoice", number());
            row.faults.push(fault.with("currency", own));
        }
    }

    /// Tells where an event of all of a customer's invoices names a currency, as if it were of those in it alone.
    fn agrees_with_all<'r>(
        &mut self,
        row: &mut Row<'r>,
        columns: &EventColumns<'r>,
        event: &str,
        customer: Option<CustomerId>,
        ledger: &Ledger,
    ) {
        let (Some(stated), Some(customer)) = (row.currency(&columns.currency), customer) else { return };
        if let CustomersCurrencies::Known(known) = &self.currencies(ledger)[customer]
            && known.iter().any(|own| *own != stated)
        {
            let fault = row.fault(OTHER_CURRENCY_THAN_ALL, &columns.currency, &stated.to_string()).with("event", event);
            row.faults.push(fault.with("customer", quoted(&ledger.customers.number[customer])).with("currency", in_words(known)));
        }
    }

    /// What the invoices of each customer are in.
    fn currencies(&mut self, ledger: &Ledger) -> &[CustomersCurrencies] {
        self.currency_of.get_or_insert_with(|| currencies_of(ledger, self.known))
    }

    /// Tells where what is to last, or a deadline, ends before it begins: it would hold nothing, and nobody would be told.
    fn lasts<'r>(&self, row: &mut Row<'r>, columns: &EventColumns<'r>, what: &EventKind, on: Day) {
        let (column, end) = match *what {
            EventKind::Hold(until) | EventKind::Plan(until) | EventKind::Promise(until, _) => (&columns.until, until),
            EventKind::Notice(place) => (&columns.deadline, self.notices[place as usize].deadline),
            EventKind::Payment(_)
            | EventKind::Reversal(_)
            | EventKind::Credit(_)
            | EventKind::Waive(..)
            | EventKind::Uncredit(_)
            | EventKind::WriteOff(_)
            | EventKind::Reopened
            | EventKind::Insolvency
            | EventKind::InsolvencyEnded
            | EventKind::Dispute
            | EventKind::Resolved
            | EventKind::Release
            | EventKind::PlanEnded
            | EventKind::Acknowledged
            | EventKind::Judgment
            | EventKind::Cancelled(..)
            | EventKind::Recalled => return,
        };
        if let Some(end) = end.filter(|end| *end < on) {
            row.faults.push(row.fault(ENDS_BEFORE_IT_BEGINS, column, &end.to_string()).with("day", on));
        }
    }

    fn what<'r>(&mut self, row: &mut Row<'r>, columns: &EventColumns<'r>, kind: RowKind, currency: Option<Currency>) -> Option<EventKind> {
        match kind {
            RowKind::Plain(what) => Some(what),
            RowKind::Payment => needed_amount(row, columns, "payment", currency, Some(hints::TAKEN_BACK)).map(EventKind::Payment),
            RowKind::Reversal => {
                needed_amount(row, columns, "reversal", currency, Some(hints::REVERSAL_ABOVE_ZERO)).map(EventKind::Reversal)
            }
            RowKind::Credit => needed_amount(row, columns, "credit", currency, Some(hints::CREDIT_ABOVE_ZERO)).map(EventKind::Credit),
            RowKind::Uncredit => needed_amount(row, columns, "uncredit", currency, None).map(EventKind::Uncredit),
            RowKind::WriteOff => {
                let amount = row.amount(&columns.amount, currency, Sign::Positive, None);
                // A part that cannot be read is not all of it.
                (amount.is_some() || row.text(&columns.amount).is_none()).then_some(EventKind::WriteOff(amount))
            }
            RowKind::Hold => Some(EventKind::Hold(row.day(&columns.until))),
            RowKind::Plan => Some(EventKind::Plan(row.day(&columns.until))),
            RowKind::Promise => {
                let amount = row.amount(&columns.amount, currency, Sign::Positive, None).unwrap_or_default();
                needed(row, &columns.until, PROMISE_WITHOUT_DAY);
                Some(EventKind::Promise(Some(row.day(&columns.until)?), amount))
            }
            RowKind::Waive => {
                let fee = row.amount(&columns.fee, currency, Sign::NotNegative, None).unwrap_or_default();
                let interest = row.amount(&columns.interest, currency, Sign::NotNegative, None).unwrap_or_default();
                if row.text(&columns.fee).is_none() && row.text(&columns.interest).is_none() {
                    needed(row, &columns.fee, WAIVER_OF_NOTHING);
                }
                Some(EventKind::Waive(fee, interest))
            }
            RowKind::Cancelled => {
                let step = row.text(&columns.step).map(|step| self.texts.intern(step));
                if step.is_none() {
                    needed(row, &columns.act, CANCELLED_NOTHING);
                }
                Some(EventKind::Cancelled(row.act(&columns.act), step))
            }
            RowKind::Notice => {
                needed(row, &columns.act, NOTICE_WITHOUT_ACT);
                let act = row.act(&columns.act);
                self.notice(row, columns, act, currency)
            }
            RowKind::Handover => self.notice(row, columns, Some(Act::Handover), currency),
            RowKind::Assignment => self.notice(row, columns, Some(Act::Assignment), currency),
        }
    }

    /// A notice, with every value of it judged even when its act is wrong.
    fn notice<'r>(
        &mut self,
        row: &mut Row<'r>,
        columns: &EventColumns<'r>,
        act: Option<Act>,
        currency: Option<Currency>,
    ) -> Option<EventKind> {
        let notice = Notice {
            // An act that is missing was told.
            act: act.unwrap_or(Act::Courtesy),
            step: row.text(&columns.step).map(|step| self.texts.intern(step)),
            deadline: row.day(&columns.deadline),
            fee: row.amount(&columns.fee, currency, Sign::NotNegative, None).unwrap_or_default(),
            compensation: row.amount(&columns.compensation, currency, Sign::NotNegative, None).unwrap_or_default(),
            interest_rate: row.rate(&columns.interest_rate),
            interest: row.amount(&columns.interest, currency, Sign::NotNegative, None),
            letter: row.text(&columns.notice_id).map(|letter| self.texts.intern(letter)),
        };
        self.notices.push(notice);
        act.map(|_| EventKind::Notice((self.notices.len() - 1) as u32))
    }

    /// Money, or a credit note, that is on no invoice yet: in the currency that the row names, or in that of all invoices of the customer.
    fn unallocated<'r>(
        &mut self,
        row: &mut Row<'r>,
        columns: &EventColumns<'r>,
        (kind, on): (Option<&Kind>, Option<Day>),
        number: &'r str,
        ledger: &Ledger,
    ) -> Option<Unallocated> {
        let customer = self.customer(row, columns, number, ledger);
        let stated = row.currency(&columns.currency);
        let currency = match customer.map(|id| &self.currencies(ledger)[id]) {
            Some(CustomersCurrencies::Known(known)) => match (stated, known.as_slice()) {
                (None, [only]) => Some(*only),
                // A customer without an invoice may pay before it buys.
                (Some(stated), known) if known.is_empty() || known.contains(&stated) => Some(stated),
                (Some(other), known) => {
                    let fault = row.fault(MONEY_OF_OTHER_CURRENCY_THAN_ALL, &columns.currency, &other.to_string());
                    row.faults.push(fault.with("customer", quoted(number)).with("currency", in_words(known)));
                    None
                }
                (None, [_, _, ..]) => {
                    row.tell(SEVERAL_CURRENCIES, &columns.customer, number);
                    None
                }
                (None, []) => {
                    row.tell(NO_CURRENCY, &columns.customer, number);
                    None
                }
            },
            Some(CustomersCurrencies::Wrong) | None => None,
        };
        let amount = needed_amount(row, columns, kind.map_or("payment", |(event, ..)| event), currency, None);
        let is_credit = kind.is_some_and(|(_, kind, ..)| *kind == RowKind::Credit);
        Some(Unallocated { customer: customer?, on: on?, amount: amount?, currency: currency?, is_credit })
    }

    /// The events of one invoice after another, each in the order in which a day's events count: places among those that were read.
    fn by_invoice(&self, invoices: usize) -> Vec<u32> {
        // How many there are of an invoice says where those of the next begin.
        let mut next = vec![0_u32; invoices + 1];
        self.read.iter().for_each(|read| next[read.invoice as usize + 1] += 1);
        for invoice in 0..invoices {
            next[invoice + 1] += next[invoice];
        }
        let mut order = vec![0; self.read.len()];
        for (at, read) in self.read.iter().enumerate() {
            let place = &mut next[read.invoice as usize];
            order[*place as usize] = at as u32;
            *place += 1;
        }
        let read = |at: &u32| &self.read[*at as usize];
        // Within a kind of a day the file's order stays.
        for of_one in order.chunk_by_mut(|one, other| read(one).invoice == read(other).invoice) {
            of_one.sort_by_key(|at| (read(at).event.on, read(at).event.what.rank()));
        }
        order
    }

    /// No more can be undone than was done: payments, credit notes, write-offs.
    fn check_undone(&self, file: &str, order: &[u32], ledger: &Ledger, faults: &mut Faults) {
        let mut done = Done::default();
        let mut of = None;
        for read in order.iter().map(|at| &self.read[*at as usize]) {
            let invoice = read.invoice as InvoiceId;
            if of != Some(invoice) {
                (of, done) = (Some(invoice), Done::default());
            }
            let Some(too_much) = done.too_much(read.event.what, ledger.invoices.amount[invoice]) else { continue };
            // What is undone in vain is told, and changes nothing.
            let (kind, column, most) = match too_much {
                TooMuch::Paid(most) => (REVERSAL_TOO_LARGE, "amount", most),
                TooMuch::Credited(most) => (UNCREDIT_TOO_LARGE, "amount", most),
                TooMuch::Left(most) => (WRITE_OFF_TOO_LARGE, "amount", most),
                TooMuch::WrittenOff => (REOPENED_NOTHING, "event", 0),
            };
            let number = quoted(&ledger.invoices.number[invoice]);
            let most = match self.known.currency(invoice, ledger) {
                Some(currency) => Money::new(most, currency).plain(),
                None => most.to_string(),
            };
            let value = read.value.as_deref().unwrap_or_default();
            faults.push(Fault::new(kind, file, read.line as usize).column(column).value(value).with("most", most).with("invoice", number));
        }
    }

    /// Puts the events into the ledger, in order. Notices and texts are numbered by that order and not by the file's.
    fn put(self, order: &[u32], ledger: &mut Ledger) {
        let (notices, texts) = (self.notices, self.texts);
        ledger.events.reserve_exact(order.len());
        ledger.invoices.first_event.reserve_exact(ledger.invoices.len() + 1);
        for read in order.iter().map(|at| &self.read[*at as usize]) {
            let invoice = read.invoice as InvoiceId;
            while ledger.invoices.first_event.len() <= invoice {
                ledger.invoices.first_event.push(ledger.events.len());
            }
            let mut text = |id: Option<_>| id.map(|id| ledger.texts.intern(texts.get(id)));
            let what = match read.event.what {
                EventKind::Notice(place) => {
                    let notice = &notices[place as usize];
                    let step = text(notice.step);
                    // A letter is one customer's: what another calls its own by the same text has nothing to do with it.
                    let customer = ledger.invoices.customer[invoice];
                    let letter = notice.letter.map(|letter| ledger.texts.intern(&format!("{customer}/{}", texts.get(letter))));
                    ledger.notices.push(Notice { step, letter, ..notice.clone() });
                    EventKind::Notice((ledger.notices.len() - 1) as u32)
                }
                EventKind::Cancelled(act, step) => EventKind::Cancelled(act, text(step)),
                what @ (EventKind::Payment(_)
                | EventKind::Reversal(_)
                | EventKind::Credit(_)
                | EventKind::Waive(..)
                | EventKind::Uncredit(_)
                | EventKind::WriteOff(_)
                | EventKind::Reopened
                | EventKind::Insolvency
                | EventKind::InsolvencyEnded
                | EventKind::Dispute
                | EventKind::Resolved
                | EventKind::Hold(_)
                | EventKind::Release
                | EventKind::Plan(_)
                | EventKind::PlanEnded
                | EventKind::Promise(..)
                | EventKind::Acknowledged
                | EventKind::Judgment
                | EventKind::Recalled) => what,
            };
            ledger.events.push(Event { what, ..read.event });
        }
        ledger.invoices.first_event.resize(ledger.invoices.len() + 1, ledger.events.len());
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

/// Tells that an event lacks what it needs, when the value is empty or its column absent.
fn needed<'r>(row: &mut Row<'r>, column: &Column<'r>, without: &'static FaultKind) {
    needed_by(row, column, without, "");
}

/// The same of a fault that names the event.
fn needed_by<'r>(row: &mut Row<'r>, column: &Column<'r>, without: &'static FaultKind, event: &str) {
    if row.text(column).is_none() {
        let fault = row.fault(without, column, "").with("event", event);
        row.faults.push(if column.is_absent() { fault.hint(hints::ADD_COLUMN) } else { fault });
    }
}

fn needed_amount<'r>(
    row: &mut Row<'r>,
    columns: &EventColumns<'r>,
    event: &str,
    currency: Option<Currency>,
    if_not_above_zero: Option<&'static str>,
) -> Option<Minor> {
    needed_by(row, &columns.amount, EVENT_WITHOUT_AMOUNT, event);
    row.amount(&columns.amount, currency, Sign::Positive, if_not_above_zero)
}

fn invoices_of(ledger: &Ledger) -> HashMap<CustomerId, Vec<InvoiceId>> {
    let mut of: HashMap<CustomerId, Vec<InvoiceId>> = HashMap::new();
    ledger.invoices.customer.iter().enumerate().for_each(|(id, customer)| of.entry(*customer).or_default().push(id));
    of
}
