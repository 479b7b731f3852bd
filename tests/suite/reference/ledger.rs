//! A ledger as plain data, and the CSV files it is.

use super::dates::{Date, show};
use super::law::{Act, Minor, Ppm};
use super::policy::{money, percent};

#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Facts {
    pub score: Option<i128>,
    pub region: Option<&'static str>,
    pub key_account: Option<bool>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Customer {
    pub number: String,
    pub debtor: Option<&'static str>,
    pub country: Option<&'static str>,
    pub tags: Vec<&'static str>,
    pub credit_limit: Option<Minor>,
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
    Promise(Date),
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
            What::Promise(_) => "promise",
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
}

/// The texts of the four files.
#[derive(Clone, Debug)]
pub struct Csv {
    pub invoices: String,
    pub customers: String,
    pub events: String,
    pub ledger: String,
}

fn of<T>(value: Option<T>, show: impl Fn(T) -> String) -> String {
    value.map_or(String::new(), show)
}

fn facts(facts: &Facts) -> String {
    let yes = |yes: bool| (if yes { "yes" } else { "no" }).to_string();
    format!("{},{},{}", of(facts.score, |score| score.to_string()), facts.region.unwrap_or_default(), of(facts.key_account, yes))
}

impl Ledger {
    pub fn print(&self) -> Csv {
        let mut csv = Csv {
            invoices: "invoice,customer,debtor,currency,issued,due,amount,due_agreed,fee_agreed,interest_agreed,sent,arose,tags,score,region,key-account\n".into(),
            customers: "customer,debtor,country,tags,credit_limit,score,region,key-account\n".into(),
            events: "invoice,date,event,amount,customer,fee,interest,act,step,deadline,compensation,notice_id,until\n".into(),
            ledger: "key,value\n".into(),
        };
        for invoice in &self.invoices {
            csv.invoices += &format!(
                "{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n",
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
            );
        }
        for customer in &self.customers {
            csv.customers += &format!(
                "{},{},{},{},{},{}\n",
                customer.number,
                customer.debtor.unwrap_or_default(),
                customer.country.unwrap_or_default(),
                customer.tags.join(";"),
                of(customer.credit_limit, money),
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
        What::Promise(day) => until = show(*day),
        What::Handover(minor) => fee = some(*minor),
        _ => {}
    }
    format!("{amount},,{fee},{interest},{act},{step},{deadline},{compensation},{letter},{until}")
}
