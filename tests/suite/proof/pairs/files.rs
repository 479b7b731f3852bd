//! A ledger's files before the first run: customers, their invoices, and what is paid, disputed and promised.

use std::fmt::Write;

use frist::decide::BoundPlan;
use frist::forward::Rehearsal;
use frist::ledger::{Event, EventKind, File, Files, Ledger, folder};
use frist::plan::{Fact, Plan};
use frist::terms::BuiltIn;
use frist::value::{Day, Minor, Money};

use super::super::draw::Draw;
use super::super::ledgers::{Cuts, due_date, happen, invoice};
use super::asks::TAGS;
use super::palette::{Base, Palette};
use super::tally::Tally;

/// The three files as texts.
#[derive(Clone, Debug)]
pub struct Texts {
    /// `invoices.csv`.
    pub invoices: String,
    /// `customers.csv`.
    pub customers: String,
    /// `events.csv`.
    pub events: String,
    /// `invoices.csv` for an auditor, who knows no policy: what its contracts agree is said of each invoice.
    pub audited: String,
}

/// What ledgers are drawn for.
pub struct Aim<'a> {
    /// The policies.
    pub bounds: &'a [BoundPlan<'a>],
    /// What they tell apart.
    pub cuts: &'a [Cuts],
    /// What their facts may be.
    pub palette: &'a Palette,
}

const EVENTS: &str = "invoice,customer,date,event,amount,fee,interest,until,act,step\n";

/// Draws the files of a customer or two.
pub fn draw(aim: &Aim, draw: &mut Draw) -> Texts {
    let plans: Vec<&Plan> = aim.bounds.iter().map(|bound| bound.plan).collect();
    let of_customer: Vec<&str> = aim.palette.columns.keys().map(String::as_str).filter(|_| draw.chance(40)).collect();
    let of_invoice: Vec<&str> = aim.palette.columns.keys().map(String::as_str).filter(|name| !of_customer.contains(name)).collect();
    let head = |names: &[&str]| names.iter().map(|name| format!(",{name}")).collect::<String>();
    let mut texts = Texts {
        invoices: format!(
            "invoice,customer,debtor,currency,issued,due,amount,due_agreed,interest_agreed,sent,arose,tags{},fee_agreed\n",
            head(&of_invoice)
        ),
        customers: format!("customer,tags,credit_limit{}\n", head(&of_customer)),
        events: EVENTS.into(),
        audited: String::new(),
    };
    texts.audited.clone_from(&texts.invoices);
    let money = |minor: Minor| Money::new(minor, plans[0].currency);
    let columns = |names: &[&str], base: &Base, draw: &mut Draw| -> String {
        names.iter().map(|name| format!(",{}", aim.palette.value(name, base, money, draw))).collect()
    };
    for customer in 0..draw.of(&[1, 1, 1, 2]) {
        let base = aim.palette.base(draw);
        let at = draw.within(0, plans.len() as i64 - 1) as usize;
        let mut owed = 0;
        let near = due_date(&aim.cuts[at], draw);
        for number in 0..draw.of(&[1, 1, 2, 2, 3]) {
            // Now and then the next invoice is for another policy, or falls due at another time.
            let at = if draw.chance(25) { draw.within(0, plans.len() as i64 - 1) as usize } else { at };
            let due = if draw.chance(65) { near.plus(draw.of(&[0, 0, 1, 2, 7, 14, 30])) } else { due_date(&aim.cuts[at], draw) };
            let mut drawn = invoice(&aim.bounds[at], &aim.cuts[at], due, draw);
            keep_to(&plans, &mut drawn);
            if !aim.palette.columns.is_empty() && draw.chance(30) {
                drawn.amount = aim.palette.near(base.amount, draw).max(1);
            }
            owed += drawn.amount;
            happen(&aim.bounds[at], &aim.cuts[at], due, &mut drawn, draw);
            let id = format!("{customer}-{number}");
            let late = drawn.due.map_or(0, |due| due.since(drawn.issued) - aim.bounds[at].plan.sent_before_due.unwrap_or(0)).max(0);
            let sent = if drawn.due_agreed { 0 } else { draw.of(&[0, late.min(10), late, late + 20]) };
            let sent = drawn.issued.plus(if plans.iter().any(|plan| plan.sent_before_due.is_some()) { sent.min(late) } else { sent });
            let arose = drawn.issued.plus(-draw.of(&[0, 0, 0, 0, 30]));
            let tag = if draw.chance(30) { draw.of(&TAGS) } else { "" };
            let rate = drawn.interest_agreed.map_or(String::new(), |rate| rate.percent());
            let facts = columns(&of_invoice, &base, draw);
            // What a policy states of its contracts the ledger that is audited says too.
            let stated_rate = plans.iter().filter_map(|plan| plan.agreed_interest).max().map_or(rate.clone(), |rate| rate.percent());
            let row = |due: Option<Day>, agreed: bool, rate: &str| {
                format!(
                    "{id},{customer},{},{},{},{},{},{agreed},{rate},{sent},{arose},{tag}{facts}",
                    drawn.debtor.word(),
                    drawn.currency,
                    drawn.issued,
                    due.map_or(String::new(), |due| due.to_string()),
                    money(drawn.amount).plain(),
                )
            };
            // The term on which an invoice without a due date is sent is what the policy promises of it.
            let termed =
                drawn.due.or(plans.iter().any(|plan| plan.sent_before_due.is_some()).then(|| drawn.issued.plus(plans[0].law.no_due_date)));
            let said = drawn.fee_agreed.map_or(String::new(), |agreed| agreed.to_string());
            let stated = if plans.iter().any(|plan| plan.agreed_fee) { "true" } else { &said };
            let _ = writeln!(texts.invoices, "{},{said}", row(drawn.due, drawn.due_agreed, &rate));
            let _ = writeln!(texts.audited, "{},{stated}", row(termed, drawn.due_agreed && drawn.due.is_some(), &stated_rate));
            events_of(&id, &plans, &drawn, &mut texts.events);
        }
        let limit = match draw.within(0, 3) {
            0 => String::new(),
            1 => money(aim.palette.near(base.amount, draw)).plain(),
            _ => money(aim.palette.near(owed, draw)).plain(),
        };
        let limit = if aim.palette.limit || draw.chance(10) { limit } else { String::new() };
        let tag = if draw.chance(30) { draw.of(&TAGS) } else { "" };
        let _ = writeln!(texts.customers, "{customer},{tag},{limit}{}", columns(&of_customer, &base, draw));
        if draw.chance(15) {
            let on = near.plus(draw.within(-5, 60) as i32);
            let _ = writeln!(texts.events, ",{customer},{on},payment,{},,,,,", money(draw.of(&[1_00, owed, owed / 2 + 1])).plain());
        }
    }
    texts
}

/// What one policy states of its contracts holds of every invoice another may take.
fn keep_to(plans: &[&Plan], drawn: &mut Rehearsal) {
    let least = plans.iter().filter_map(|plan| plan.sent_before_due).max().unwrap_or(0);
    if let Some(due) = drawn.due {
        drawn.issued = drawn.issued.min(due.plus(-least));
    } else if plans[0].law.no_due_date < least {
        drawn.due = Some(drawn.issued.plus(least));
    }
    if plans.iter().any(|plan| plan.agreed_fee) && drawn.fee_agreed == Some(false) {
        drawn.fee_agreed = None;
    }
    if plans.iter().any(|plan| plan.agreed_interest.is_some()) {
        drawn.interest_agreed = None;
    }
}

/// What was done so far: nothing is undone that was not done.
#[derive(Default)]
struct Done {
    paid: Minor,
    credited: Minor,
    written_off: Option<Minor>,
}

impl Done {
    fn allows(&mut self, what: EventKind, amount: Minor) -> bool {
        let fits = match what {
            EventKind::Uncredit(back) => back <= self.credited,
            EventKind::WriteOff(Some(part)) => self.written_off.unwrap_or(0) + part <= amount,
            EventKind::Reopened => self.written_off.is_some(),
            other => self.paid + other.paid() >= 0,
        };
        if fits {
            match what {
                EventKind::Credit(amount) => self.credited += amount,
                EventKind::Uncredit(back) => self.credited -= back,
                EventKind::WriteOff(part) => self.written_off = Some(self.written_off.unwrap_or(0) + part.unwrap_or(0)),
                EventKind::Reopened => self.written_off = None,
                other => self.paid += other.paid(),
            }
        }
        fits
    }
}

/// What happens to an invoice, as rows.
fn events_of(id: &str, plans: &[&Plan], drawn: &Rehearsal, out: &mut String) {
    // A case that changes hands is outside the promise: a credit note must not decide to which policy an invoice belongs.
    let by_principal =
        |plan: &&Plan| plan.applies.as_ref().is_some_and(|applies| applies.asks_fact(&|fact| *fact == Fact::BuiltIn(BuiltIn::Principal)));
    let uncredited = plans.iter().any(by_principal);
    let money = |minor: Minor| Money::new(minor, drawn.currency).plain();
    let some = |minor: Minor| if minor > 0 { money(minor) } else { String::new() };
    let until = |until: Option<Day>| until.map_or(String::new(), |until| until.to_string());
    let mut done = Done::default();
    for Event { on, what } in &drawn.events {
        if !done.allows(*what, drawn.amount) || (uncredited && matches!(what, EventKind::Credit(_) | EventKind::Uncredit(_))) {
            continue;
        }
        let (word, cells) = match *what {
            EventKind::Credit(amount) => ("credit", format!("{},,,", money(amount))),
            EventKind::Payment(amount) => ("payment", format!("{},,,", money(amount))),
            EventKind::Reversal(amount) => ("reversal", format!("{},,,", money(amount))),
            EventKind::Waive(0, 0) => continue,
            EventKind::Waive(fee, interest) => ("waive", format!(",{},{},", some(fee), some(interest))),
            EventKind::Uncredit(amount) => ("uncredit", format!("{},,,", money(amount))),
            EventKind::WriteOff(amount) => ("write-off", format!("{},,,", amount.map_or(String::new(), money))),
            EventKind::Reopened => ("reopened", ",,,".into()),
            EventKind::Insolvency => ("insolvency", ",,,".into()),
            EventKind::InsolvencyEnded => ("insolvency-ended", ",,,".into()),
            EventKind::Dispute => ("dispute", ",,,".into()),
            EventKind::Resolved => ("resolved", ",,,".into()),
            EventKind::Hold(day) => ("hold", format!(",,,{}", until(day))),
            EventKind::Release => ("release", ",,,".into()),
            EventKind::Plan(day) => ("plan", format!(",,,{}", until(day))),
            EventKind::PlanEnded => ("plan-ended", ",,,".into()),
            EventKind::Promise(day, amount) => ("promise", format!("{},,,{}", some(amount), until(day))),
            EventKind::Acknowledged => ("acknowledged", ",,,".into()),
            EventKind::Judgment => ("judgment", ",,,".into()),
            EventKind::Notice(_) | EventKind::Cancelled(..) | EventKind::Recalled => continue,
        };
        // An insolvency is the customer's.
        let (invoice, customer) = if word.starts_with("insolvency") { ("", id.split('-').next().unwrap_or(id)) } else { (id, "") };
        let _ = writeln!(out, "{invoice},{customer},{on},{word},{cells},,");
    }
}

/// Reads the files as a ledger.
pub fn read(invoices: &str, customers: &str, events: &str) -> Ledger {
    let files = tables(invoices, customers, events);
    folder(&files).unwrap_or_else(|faults| panic!("{faults}\n{files:?}"))
}

/// The tables of a ledger; without customers there is no table of them.
pub fn tables<'t>(invoices: &'t str, customers: &'t str, events: &'t str) -> Files<'t> {
    let [invoices, customers, events] = [("invoices.csv", invoices), ("customers.csv", customers), ("events.csv", events)]
        .map(|(name, text)| Some(File { name, bytes: text.as_bytes() }));
    let customers = customers.filter(|file| file.bytes.iter().filter(|byte| **byte == b'\n').count() > 1);
    Files { invoices, customers, events, ..Files::default() }
}

/// Counts what is in a ledger, each kind of event once for each time it comes.
pub fn count(ledger: &Ledger, tally: &mut Tally) {
    for event in &ledger.events {
        let word = match event.what {
            EventKind::Credit(_) => "credit",
            EventKind::Waive(..) => "waive",
            EventKind::Payment(_) => "payment",
            EventKind::Reversal(_) => "reversal",
            EventKind::Uncredit(_) => "uncredit",
            EventKind::WriteOff(None) => "write-off",
            EventKind::WriteOff(Some(_)) => "write-off of a part",
            EventKind::Reopened => "reopened",
            EventKind::Insolvency => "insolvency",
            EventKind::InsolvencyEnded => "insolvency-ended",
            EventKind::Dispute => "dispute",
            EventKind::Resolved => "resolved",
            EventKind::Release => "release",
            EventKind::Plan(_) => "plan",
            EventKind::PlanEnded => "plan-ended",
            EventKind::Promise(..) => "promise",
            EventKind::Acknowledged => "acknowledged",
            EventKind::Judgment => "judgment",
            EventKind::Hold(_) => "hold of our own",
            EventKind::Notice(_) | EventKind::Cancelled(..) | EventKind::Recalled => continue,
        };
        tally.count(word);
    }
    let invoices = &ledger.invoices;
    let mut some = |count: usize, word: &'static str| (0..count).for_each(|_| tally.count(word));
    some(ledger.unallocated.len(), "unallocated payment");
    some(invoices.due_agreed.iter().filter(|agreed| !**agreed).count(), "due date not agreed");
    some(invoices.due.iter().filter(|due| due.is_none()).count(), "no due date");
    some(invoices.interest_agreed.iter().flatten().count(), "agreed rate");
    some(usize::from(ledger.customers.number.len() < invoices.len()), "several invoices of a customer");
}
