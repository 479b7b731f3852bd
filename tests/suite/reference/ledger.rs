//! A ledger as plain data, and the CSV files it is.

use super::dates::{Date, show};
use super::law::{Act, Minor, Ppm};
use super::open_items::Opening;
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
    Uncredit(Minor),
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
    /// With the step it names.
    Assignment(Option<String>),
    Recalled,
    /// Of all, or of so much.
    WriteOff(Option<Minor>),
    Reopened,
    Insolvency,
    InsolvencyEnded,
}

impl What {
    pub fn word(&self) -> &'static str {
        match self {
            What::Payment(_) => "payment",
            What::Reversal(_) => "reversal",
            What::Credit(_) => "credit",
            What::Uncredit(_) => "uncredit",
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
            What::Assignment(_) => "assignment",
            What::Recalled => "recalled",
            What::WriteOff(_) => "write-off",
            What::Reopened => "reopened",
            What::Insolvency => "insolvency",
            What::InsolvencyEnded => "insolvency-ended",
        }
    }

    /// Its turn on a day.
    pub fn turn(&self) -> u8 {
        match self {
            What::Credit(_) | What::Uncredit(_) | What::Waive(..) => 0,
            What::Payment(_) | What::Reversal(_) => 1,
            What::WriteOff(_) | What::Reopened => 2,
            What::Notice(_) | What::Cancelled(..) | What::Handover(_) | What::Assignment(_) | What::Recalled => 4,
            _ => 3,
        }
    }

    /// What comes in.
    pub fn is_money(&self) -> bool {
        matches!(self, What::Payment(_) | What::Credit(_))
    }

    /// The notice that it is.
    pub fn notice(&self) -> Option<Notice> {
        match self {
            What::Notice(notice) => Some(notice.clone()),
            What::Handover(fee) => Some(Notice { act: "handover", fee: *fee, ..Notice::default() }),
            What::Assignment(step) => Some(Notice { act: "assignment", step: step.clone(), ..Notice::default() }),
            _ => None,
        }
    }

    /// Whether a whole customer may have it.
    pub fn may_be_of_a_customer(&self) -> bool {
        matches!(
            self,
            What::Dispute
                | What::Resolved
                | What::Hold(_)
                | What::Release
                | What::Plan(_)
                | What::PlanEnded
                | What::Insolvency
                | What::InsolvencyEnded
        )
    }
}

/// What has an event, by its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Of {
    Invoice(usize),
    Customer(usize),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    pub of: Of,
    pub on: Date,
    pub what: What,
}

/// Money of a customer, or a credit note, that is on no invoice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unallocated {
    pub customer: usize,
    pub on: Date,
    pub is_credit_note: bool,
    pub currency: &'static str,
    /// Whether the file says in which currency it is.
    pub is_told: bool,
}

#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Ledger {
    pub customers: Vec<Customer>,
    pub invoices: Vec<Invoice>,
    /// In file order.
    pub events: Vec<Event>,
    pub unallocated: Vec<Unallocated>,
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
    pub fn debtor(&self, invoice: &Invoice) -> &'static str {
        invoice.debtor.or(self.customers[invoice.customer].debtor).unwrap_or("consumer")
    }

    /// Of an invoice and of its customer, in file order.
    pub fn events_of(&self, at: usize) -> impl Iterator<Item = &Event> {
        let customer = self.invoices[at].customer;
        self.events.iter().filter(move |event| event.of == Of::Invoice(at) || event.of == Of::Customer(customer))
    }

    /// The same with each letter named after its customer too: what another customer calls its own by the same text is another letter.
    pub fn with_letters_of_customers(&self) -> Ledger {
        let mut ledger = self.clone();
        for event in &mut ledger.events {
            if let (Of::Invoice(at), What::Notice(notice)) = (event.of, &mut event.what) {
                notice.letter = notice.letter.as_ref().map(|letter| format!("{}/{letter}", self.invoices[at].customer));
            }
        }
        ledger
    }

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
            events: "invoice,date,event,amount,customer,fee,interest,act,step,deadline,compensation,notice_id,until,currency\n".into(),
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
        for one in &self.unallocated {
            let (word, currency) = (if one.is_credit_note { "credit" } else { "payment" }, if one.is_told { one.currency } else { "" });
            csv.events += &format!(",{},{word},10.00,{},,,,,,,,,{currency}\n", show(one.on), self.customers[one.customer].number);
        }
        for event in &self.events {
            let (invoice, customer) = match event.of {
                Of::Invoice(at) => (self.invoices[at].number.as_str(), ""),
                Of::Customer(at) => ("", self.customers[at].number.as_str()),
            };
            csv.events += &format!("{invoice},{},{},{},\n", show(event.on), event.what.word(), cells(customer, &event.what));
        }
        if let Some(day) = self.payments_through {
            csv.ledger += &format!("payments_through,{}\n", show(day));
        }
        csv
    }
}

/// From `amount` to `until`.
fn cells(customer: &str, what: &What) -> String {
    let some = |minor: Minor| if minor == 0 { String::new() } else { money(minor) };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let [mut amount, mut fee, mut interest, mut act, mut step, mut deadline, mut compensation, mut letter, mut until] =
        [const { String::new() }; 9];
    match what {
        What::Payment(minor) | What::Reversal(minor) | What::Credit(minor) | What::Uncredit(minor) => amount = money(*minor),
        What::WriteOff(minor) => amount = of(*minor, money),
        What::Waive(of_fees, of_interest) => (fee, interest) = (some(*of_fees), some(*of_interest)),
        What::Notice(notice) => {
            (act, step, letter) = (notice.act.into(), text(&notice.step), text(&notice.letter));
            (fee, compensation, deadline) = (some(notice.fee), some(notice.compensation), of(notice.deadline, show));
        }
        What::Cancelled(of_act, of_step) => (act, step) = (of_act.unwrap_or_default().into(), text(of_step)),
        What::Hold(day) | What::Plan(day) => until = of(*day, show),
        What::Promise(day, promised) => (until, amount) = (show(*day), of(*promised, money)),
        What::Handover(minor) => fee = some(*minor),
        What::Assignment(of_step) => step = text(of_step),
        _ => {}
    }
    format!("{amount},{customer},{fee},{interest},{act},{step},{deadline},{compensation},{letter},{until}")
}
