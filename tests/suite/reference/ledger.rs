//! A ledger as plain data, and the CSV files it is.

use super::dates::{Date, show};
use super::law::{Act, Minor, Ppm};
use super::open_items::Opening;
use super::policy::Policy;
use super::print::{money, percent};

#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Facts {
    pub score: Option<i128>,
    pub region: Option<&'static str>,
    pub key_account: Option<bool>,
}

#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Customer {
    pub number: String,
    pub debtor: Option<&'static str>,
    pub country: Option<&'static str>,
    pub tags: Vec<&'static str>,
    pub credit_limit: Option<Minor>,
    pub credit_checked: Option<Date>,
    pub facts: Facts,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invoice {
    pub number: String,
    /// Its place.
    pub customer: usize,
    pub debtor: Option<&'static str>,
    pub currency: &'static str,
    pub issued: Date,
    pub due: Option<Date>,
    pub amount: Minor,
    pub due_agreed: Option<bool>,
    pub fee_agreed: Option<bool>,
    pub rate_agreed: Option<Ppm>,
    pub sent: Option<Date>,
    pub arose: Option<Date>,
    pub tags: Vec<&'static str>,
    pub facts: Facts,
}

#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Notice {
    pub act: Act,
    pub step: Option<String>,
    pub deadline: Option<Date>,
    pub fee: Minor,
    pub compensation: Minor,
    pub letter: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    Payment(Minor),
    Reversal(Minor),
    Credit(Minor),
    /// Of fees and of interest.
    Waive(Minor, Minor),
    Notice(Notice),
    /// By act, by step, or by both.
    Cancelled(Option<Act>, Option<String>),
    Dispute,
    Resolved,
    Hold(Option<Date>),
    Release,
    Plan(Option<Date>),
    PlanEnded,
    /// With what is promised.
    Promise(Date, Option<Minor>),
    Acknowledged,
    Judgment,
    /// With its fee.
    Handover(Minor),
    Recalled,
    WriteOff,
}

impl What {
    pub fn word(&self) -> &'static str {
        match self {
            What::Payment(_) => "payment",
            What::Reversal(_) => "reversal",
            What::Credit(_) => "credit",
            What::Waive(..) => "waive",
            What::Notice(_) => "notice",
            What::Cancelled(..) => "cancelled",
            What::Dispute => "dispute",
            What::Resolved => "resolved",
            What::Hold(_) => "hold",
            What::Release => "release",
            What::Plan(_) => "plan",
            What::PlanEnded => "plan-ended",
            What::Promise(..) => "promise",
            What::Acknowledged => "acknowledged",
            What::Judgment => "judgment",
            What::Handover(_) => "handover",
            What::Recalled => "recalled",
            What::WriteOff => "write-off",
        }
    }

    /// Its turn on a day.
    pub fn turn(&self) -> u8 {
        match self {
            What::Credit(_) | What::Waive(..) => 0,
            What::Payment(_) | What::Reversal(_) => 1,
            What::WriteOff => 2,
            What::Notice(_) | What::Cancelled(..) | What::Handover(_) | What::Recalled => 4,
            _ => 3,
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// The place of its invoice.
    pub invoice: usize,
    pub on: Date,
    pub what: What,
}

#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Ledger {
    pub customers: Vec<Customer>,
    pub invoices: Vec<Invoice>,
    /// In file order.
    pub events: Vec<Event>,
    /// Money of a customer that is on no invoice.
    pub unallocated: Vec<(usize, Date)>,
    pub payments_through: Option<Date>,
    /// Of each invoice, where this is one file of open items.
    pub openings: Vec<Opening>,
}

/// The texts of the four files.
#[derive(Clone, Debug)]
pub struct Csv {
    pub invoices: String,
    pub customers: String,
    pub events: String,
    pub ledger: String,
}

pub fn of<T>(value: Option<T>, show: impl Fn(T) -> String) -> String {
    value.map_or(String::new(), show)
}

fn facts(facts: &Facts) -> String {
    let yes = |yes: bool| (if yes { "yes" } else { "no" }).to_string();
    format!("{},{},{}", of(facts.score, |score| score.to_string()), facts.region.unwrap_or_default(), of(facts.key_account, yes))
}

impl Ledger {
    pub fn invoice_rows(&self) -> impl Iterator<Item = String> {
        self.invoices.iter().map(|invoice| {
            format!(
                "{},{},{},{},{},{},{},{},{},{},{},{},{},{}",
                invoice.number,
                self.customers[invoice.customer].number,
                invoice.debtor.unwrap_or_default(),
                invoice.currency,
                show(invoice.issued),
                of(invoice.due, show),
                money(invoice.amount),
                of(invoice.due_agreed, |agreed| agreed.to_string()),
                of(invoice.fee_agreed, |agreed| agreed.to_string()),
                of(invoice.rate_agreed, percent),
                of(invoice.sent, show),
                of(invoice.arose, show),
                invoice.tags.join(";"),
                facts(&invoice.facts),
            )
        })
    }

    pub fn print(&self) -> Csv {
        let mut csv = Csv {
            invoices: "invoice,customer,debtor,currency,issued,due,amount,due_agreed,fee_agreed,interest_agreed,sent,arose,tags,score,region,key-account\n".into(),
            customers: "customer,debtor,country,tags,credit_limit,credit_checked,score,region,key-account\n".into(),
            events: "invoice,date,event,amount,customer,fee,interest,act,step,deadline,compensation,notice_id,until\n".into(),
            ledger: "key,value\n".into(),
        };
        self.invoice_rows().for_each(|row| csv.invoices += &(row + "\n"));
        for customer in &self.customers {
            csv.customers += &format!(
                "{},{},{},{},{},{},{}\n",
                customer.number,
                customer.debtor.unwrap_or_default(),
                customer.country.unwrap_or_default(),
                customer.tags.join(";"),
                of(customer.credit_limit, money),
                of(customer.credit_checked, show),
                facts(&customer.facts),
            );
        }
        for (customer, on) in &self.unallocated {
            csv.events += &format!(",{},payment,10.00,{},,,,,,,,\n", show(*on), self.customers[*customer].number);
        }
        for event in &self.events {
            csv.events +=
                &format!("{},{},{},{}\n", self.invoices[event.invoice].number, show(event.on), event.what.word(), cells(&event.what));
        }
        if let Some(day) = self.payments_through {
            csv.ledger += &format!("payments_through,{}\n", show(day));
        }
        csv
    }
}

/// From `amount` to `until`.
fn cells(what: &What) -> String {
    let some = |minor: Minor| if minor == 0 { String::new() } else { money(minor) };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let [mut amount, mut fee, mut interest, mut act, mut step, mut deadline, mut compensation, mut letter, mut until] =
        [const { String::new() }; 9];
    match what {
        What::Payment(minor) | What::Reversal(minor) | What::Credit(minor) => amount = money(*minor),
        What::Waive(of_fees, of_interest) => (fee, interest) = (some(*of_fees), some(*of_interest)),
        What::Notice(notice) => {
            (act, step, letter) = (notice.act.into(), text(&notice.step), text(&notice.letter));
            (fee, compensation, deadline) = (some(notice.fee), some(notice.compensation), of(notice.deadline, show));
        }
        What::Cancelled(of_act, of_step) => (act, step) = (of_act.unwrap_or_default().into(), text(of_step)),
        What::Hold(day) | What::Plan(day) => until = of(*day, show),
        What::Promise(day, promised) => (until, amount) = (show(*day), of(*promised, money)),
        What::Handover(minor) => fee = some(*minor),
        _ => {}
    }
    format!("{amount},,{fee},{interest},{act},{step},{deadline},{compensation},{letter},{until}")
}

impl Ledger {
    /// What stands in it, for counting, by the last day of the runs.
    pub fn constructs(&self, policies: &[Policy], last: Date) -> Vec<&'static str> {
        let invoices = || self.invoices.iter().enumerate();
        let pairs = || invoices().flat_map(|(at, one)| self.invoices[at + 1..].iter().map(move |other| (one, other)));
        let events = || self.events.iter().filter(|event| event.on <= last);
        let with = |is: &dyn Fn(&What) -> bool| events().any(|event| is(&event.what));
        let all_of = |event: &&Event| match event.what {
            What::Payment(amount) | What::Credit(amount) => amount == self.invoices[event.invoice].amount,
            _ => false,
        };
        let above = |event: &&Event| match event.what {
            What::Payment(amount) | What::Credit(amount) => amount > self.invoices[event.invoice].amount,
            _ => false,
        };
        let known = |name: &Option<String>| policies.iter().flat_map(|policy| &policy.steps).any(|step| Some(&step.name) == name.as_ref());
        let both = |one: &Event, is: &dyn Fn(&What) -> bool| {
            is(&one.what) && events().any(|other| !std::ptr::eq(one, other) && other.invoice == one.invoice && is(&other.what))
        };
        let together = |one: &Event| {
            let notice = |what: &What| matches!(what, What::Notice(_));
            let same = |other: &Event| other.invoice == one.invoice && other.on == one.on && notice(&other.what);
            notice(&one.what) && events().any(|other| !std::ptr::eq(one, other) && same(other))
        };
        let laws = |name: &str| policies.iter().any(|policy| policy.law == name);
        let is = [
            ("several invoices of a customer", pairs().any(|(one, other)| one.customer == other.customer)),
            ("due together", pairs().any(|(one, other)| one.customer == other.customer && one.due == other.due)),
            ("several currencies", pairs().any(|(one, other)| one.currency != other.currency)),
            ("several policies", policies.iter().any(|policy| policy.name != policies[0].name)),
            ("several versions", policies.len() > 1 && policies.iter().any(|policy| policy.from != policies[0].from)),
            ("several laws", policies.iter().any(|policy| policy.law != policies[0].law)),
            ("a foreign country", self.customers.iter().any(|customer| customer.country.is_some_and(|country| !laws(country)))),
            ("no due date", self.invoices.iter().any(|invoice| invoice.due.is_none())),
            ("rate agreed for an invoice", self.invoices.iter().any(|invoice| invoice.rate_agreed.is_some())),
            ("paid or credited to the end", events().any(|event| all_of(&event))),
            ("paid or credited beyond it", events().any(|event| above(&event))),
            ("unallocated payment", !self.unallocated.is_empty()),
            ("timed hold", with(&|what| matches!(what, What::Hold(Some(_))))),
            ("several holds", events().any(|event| both(event, &|what| matches!(what, What::Hold(_))))),
            ("plan without end", with(&|what| matches!(what, What::Plan(None)))),
            ("plan through a day", with(&|what| matches!(what, What::Plan(Some(_))))),
            ("promise of an amount", with(&|what| matches!(what, What::Promise(_, Some(_))))),
            ("cancelled by act", with(&|what| matches!(what, What::Cancelled(Some(_), None)))),
            ("cancelled by step", with(&|what| matches!(what, What::Cancelled(_, Some(_))))),
            ("several reversals", events().any(|event| both(event, &|what| matches!(what, What::Reversal(_))))),
            ("several payments", events().any(|event| both(event, &|what| matches!(what, What::Payment(_))))),
            ("several notices on a day", events().any(together)),
            ("notice without a step", with(&|what| matches!(what, What::Notice(notice) if notice.step.is_none()))),
            (
                "notice of a foreign step",
                with(&|what| matches!(what, What::Notice(notice) if notice.step.is_some() && !known(&notice.step))),
            ),
            ("rows of one letter", with(&|what| matches!(what, What::Notice(notice) if notice.letter.is_some()))),
        ];
        let is = is.into_iter().filter(|(_, is)| *is).map(|(name, _)| name);
        is.chain(self.openings.iter().flat_map(Opening::constructs)).collect()
    }
}
