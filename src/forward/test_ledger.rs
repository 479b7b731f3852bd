//! What a test says, as the ledger it stands for.

use crate::ledger::{CREDIT_CHECKED, CREDIT_LIMIT, Event, EventKind, InvoiceId, Ledger, Notice, TextColumn, TextId, Texts, Unallocated};
use crate::plan::{Plan, Step};
use crate::terms::{AlsoOwed, Happening, Literal, TestCase, TestInvoice};
use crate::value::{Act, Day, Debtor, Money};

/// The ledger of a case under the versions of its policy: its own invoices in the order written, then what the customer owes besides. Those are on
/// hold from their first day to their last, so that nothing is ever sent for them.
pub fn test_ledger(versions: &[&Plan], case: &TestCase) -> Ledger {
    let mut ledger = Ledger::default();
    ledger.customers.number.push("C");
    ledger.customers.tags.insert(0, case.customer.tags.clone());
    let mut of_customer = |name: &str, text: String| drop(ledger.customers.facts.insert(name.into(), TextColumn::from_iter([text])));
    if let Some(limit) = case.customer.credit_limit {
        of_customer(CREDIT_LIMIT, limit.value.plain());
    }
    if let Some(checked) = case.customer.credit_checked {
        of_customer(CREDIT_CHECKED, checked.value.to_string());
    }
    for (name, value) in &case.customer.facts {
        of_customer(&name.value, cell(&value.value));
    }
    for step in versions.iter().flat_map(|plan| &plan.steps) {
        ledger.texts.intern(&step.name);
    }
    let mut events: Vec<(InvoiceId, Day, Happens)> = Vec::new();
    for (at, invoice) in case.invoices.iter().enumerate() {
        add_own(&mut ledger, at, &invoice.value);
    }
    for happened in &case.happenings {
        let happened = &happened.value;
        if let Some(Money { minor: amount, currency }) = happened.unallocated() {
            let is_credit = matches!(happened.what, Happening::Credit(_));
            ledger.unallocated.push(Unallocated { customer: 0, on: happened.on, amount, currency, is_credit });
            continue;
        }
        // What is of the customer is of each invoice. Those that are only owed besides stay on their hold.
        let of = happened.invoice.map_or(0..case.invoices.len(), |invoice| invoice..invoice + 1);
        events.extend(of.map(|invoice| (invoice, happened.on, happens(versions, &ledger.texts, happened.on, &happened.what))));
    }
    ledger.unallocated.sort_by_key(|money| money.on);
    let first = case.invoices.iter().map(|invoice| invoice.value.issued).min().unwrap_or(Day::FIRST);
    let debtor = case.invoices.first().map_or(Debtor::Consumer, |invoice| invoice.value.debtor);
    for owed in &case.customer.owes {
        let id = add_owed(&mut ledger, &owed.value, debtor, first);
        events.push((id, ledger.invoices.issued[id], Happens::Event(EventKind::Hold(None))));
        events.extend(owed.value.until.map(|until| (id, until.plus(1), Happens::Event(EventKind::WriteOff(None)))));
    }
    put(&mut ledger, events);
    ledger
}

/// An event, or a notice that is not in the ledger yet.
enum Happens {
    Event(EventKind),
    Notice(Notice),
}

impl Happens {
    fn rank(&self) -> u8 {
        match self {
            Happens::Event(what) => what.rank(),
            Happens::Notice(_) => EventKind::Notice(0).rank(),
        }
    }
}

fn add_own(ledger: &mut Ledger, at: InvoiceId, invoice: &TestInvoice) {
    let number = invoice.number.as_ref().map_or("1", |number| &number.value);
    let id = add(ledger, number, invoice.debtor, invoice.amount, invoice.issued, invoice.due);
    let invoices = &mut ledger.invoices;
    invoices.due_agreed[id] = invoice.due_agreed;
    invoices.sent[id] = invoice.sent.unwrap_or(invoice.issued);
    invoices.arose[id] = invoice.arose.unwrap_or(invoice.issued);
    invoices.fee_agreed[id] = invoice.fee_agreed;
    invoices.interest_agreed[id] = invoice.interest_agreed;
    if !invoice.tags.is_empty() {
        invoices.tags.insert(id, invoice.tags.clone());
    }
    for (name, value) in &invoice.facts {
        let column = invoices.facts.entry(name.value.clone()).or_default();
        column.fill(at);
        column.push(&cell(&value.value));
    }
}

fn add_owed(ledger: &mut Ledger, owed: &AlsoOwed, debtor: Debtor, first: Day) -> InvoiceId {
    let number = format!("also owed {}", ledger.invoices.len());
    add(ledger, &number, debtor, owed.amount, owed.issued.unwrap_or(first.min(owed.due)), Some(owed.due))
}

fn add(ledger: &mut Ledger, number: &str, debtor: Debtor, amount: Money, issued: Day, due: Option<Day>) -> InvoiceId {
    let invoices = &mut ledger.invoices;
    invoices.number.push(number);
    invoices.customer.push(0);
    invoices.debtor.push(Some(debtor));
    invoices.currency.push(amount.currency);
    invoices.issued.push(issued);
    invoices.due.push(due);
    invoices.amount.push(amount.minor);
    invoices.due_agreed.push(true);
    invoices.fee_agreed.push(None);
    invoices.interest_agreed.push(None);
    invoices.sent.push(issued);
    invoices.arose.push(issued);
    invoices.len() - 1
}

/// A value as a ledger has it.
fn cell(value: &Literal) -> String {
    match value {
        Literal::Number(number) => number.to_string(),
        Literal::Text(text) => text.clone(),
        Literal::Date(day) => day.to_string(),
        Literal::YesNo(yes) => if *yes { "yes" } else { "no" }.into(),
        Literal::Money(money) => money.plain(),
        Literal::Days(days) => days.to_string(),
        Literal::Debtor(debtor) => debtor.word().into(),
    }
}

fn happens(versions: &[&Plan], texts: &Texts, on: Day, happening: &Happening) -> Happens {
    let minor = |money: &Option<Money>| money.map_or(0, |money| money.minor);
    match (EventKind::of_test(happening), happening) {
        (Some(event), _) => Happens::Event(event),
        (None, Happening::Cancel(name)) => Happens::Event(EventKind::Cancelled(None, texts.find(&name.value))),
        (None, Happening::Sent { step, fee, compensation, deadline }) => {
            let act = step_on(versions, &step.value, on).map_or(Act::Reminder, |step| step.act);
            let (fee, compensation) = (minor(fee), minor(compensation));
            Happens::Notice(Notice { deadline: *deadline, fee, compensation, ..notice(act, texts.find(&step.value)) })
        }
        (None, Happening::Assigned) => Happens::Notice(notice(Act::Assignment, None)),
        // A hand-over: all the others are events.
        (None, _) => Happens::Notice(notice(Act::Handover, None)),
    }
}

fn notice(act: Act, step: Option<TextId>) -> Notice {
    Notice { act, step, deadline: None, fee: 0, compensation: 0, interest_rate: None, interest: None, letter: None }
}

/// The step of a name: of the version in force on a day, or else of the first that has one.
fn step_on<'a>(versions: &[&'a Plan], name: &str, on: Day) -> Option<&'a Step> {
    let step = |plan: &&'a Plan| plan.step_named(name).map(|at| &plan.steps[at]);
    versions.iter().filter(|plan| plan.is_valid(on)).find_map(step).or_else(|| versions.iter().find_map(step))
}

/// Puts the events where they count, and numbers the notices in their order.
fn put(ledger: &mut Ledger, mut events: Vec<(InvoiceId, Day, Happens)>) {
    events.sort_by_key(|(invoice, on, what)| (*invoice, *on, what.rank()));
    let mut events = events.into_iter().peekable();
    for invoice in 0..ledger.invoices.len() {
        ledger.invoices.first_event.push(ledger.events.len());
        while let Some((_, on, what)) = events.next_if(|(of, ..)| *of == invoice) {
            let what = match what {
                Happens::Event(what) => what,
                Happens::Notice(notice) => {
                    ledger.notices.push(notice);
                    EventKind::Notice(ledger.notices.len() as u32 - 1)
                }
            };
            ledger.events.push(Event { on, what });
        }
    }
    ledger.invoices.first_event.push(ledger.events.len());
}
