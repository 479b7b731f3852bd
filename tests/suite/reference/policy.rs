//! A policy as plain data, and the `.frist` text it is.

use std::fmt::Write;

use super::dates::{Date, show};
use super::law::{Act, Minor, Ppm};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Span {
    Days(i64),
    Business(i64),
    Months(i64),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchor {
    Due,
    Issue,
    /// The day a step was sent, by its place.
    Sent(usize),
    Deadline(usize),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment {
    pub span: Span,
    /// Before the due date rather than after the anchor.
    pub before: bool,
    pub anchor: Anchor,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fact {
    Balance,
    Claim,
    Principal,
    CustomerBalance,
    CustomerOverdueBalance,
    CreditLimit,
    Overdue,
    CustomerOldestOverdue,
    CustomerOverdueInvoices,
    /// The declared number `score`.
    Score,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Is {
    AtLeast,
    AtMost,
    Above,
    Below,
    Equal,
    Other,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Condition {
    Compare(Fact, Is, i128),
    /// An amount against another, with so much added.
    Against(Fact, Is, Fact, Minor),
    Debtor(bool, &'static str),
    /// The declared text `region` and the declared yes or no `key-account`.
    Region(bool, &'static str),
    KeyAccount(bool),
    CustomerTagged(&'static str),
    InvoiceTagged(&'static str),
    Not(Box<Condition>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Adjust {
    AtLeast(Minor),
    AtMost(Minor),
    Round(Minor),
    RoundUp(Minor),
    RoundDown(Minor),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fee {
    Fixed(Minor),
    Statutory,
    /// Of the balance, or of the principal.
    Share(Ppm, bool, Vec<Adjust>),
    /// Upper ends, and what is above.
    Bands(Vec<(Minor, Fee)>, Box<Fee>),
    Dated(Vec<(Date, Fee)>),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    pub name: String,
    pub act: Act,
    pub when: Option<Condition>,
    pub send: Vec<Moment>,
    /// And whether it is moved to a business day.
    pub deadline: Option<(Span, bool)>,
    pub fee: Option<Fee>,
    pub compensation: bool,
    pub channel: Option<&'static str>,
    pub overtaken: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Interest {
    Statutory,
    Plus(Ppm),
    Agreed,
    Rate(Ppm),
    None,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    Fees,
    Interest,
    Principal,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SendOn {
    EveryDay,
    BusinessDays,
    /// Monday is 0.
    Weekdays(Vec<i64>),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Policy {
    pub name: String,
    pub law: &'static str,
    pub currency: &'static str,
    pub debtors: Vec<&'static str>,
    pub from: Date,
    pub until: Option<Date>,
    pub takes_over: bool,
    pub applies: Option<Condition>,
    pub interest: Interest,
    /// Days after issue before which interest does not begin.
    pub interest_after_issue: Option<i64>,
    pub settle: [Part; 3],
    pub ignore: Option<Minor>,
    pub hold_plan: bool,
    pub hold_promise: bool,
    pub hold_unallocated: bool,
    pub hold_unless_known: Option<Span>,
    pub exempt: Vec<Condition>,
    pub send_on: SendOn,
    pub continue_disputed: bool,
    pub agreed_fee: bool,
    pub agreed_rate: Option<Ppm>,
    /// The defaults of `score`, `region` and `key-account`, where these are declared.
    pub score: Option<Option<i128>>,
    pub region: Option<Option<&'static str>>,
    pub key_account: Option<Option<bool>>,
    pub steps: Vec<Step>,
}

pub const WEEKDAYS: [&str; 7] = ["mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays"];

/// `1250.50`.
pub fn money(minor: Minor) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

/// `12.25`, of millionths.
pub fn percent(rate: Ppm) -> String {
    let sign = if rate < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", rate.abs() / 10_000, rate.abs() % 10_000 / 100)
}

pub fn span(span: Span) -> String {
    let (number, unit) = match span {
        Span::Days(number) => (number, "day"),
        Span::Business(number) => (number, "business day"),
        Span::Months(number) => (number, "month"),
    };
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

impl Is {
    fn words(self) -> &'static str {
        match self {
            Is::AtLeast => "at least",
            Is::AtMost => "at most",
            Is::Above => "above",
            Is::Below => "below",
            Is::Equal => "is",
            Is::Other => "is not",
        }
    }

    pub fn holds(self, left: i128, right: i128) -> bool {
        match self {
            Is::AtLeast => left >= right,
            Is::AtMost => left <= right,
            Is::Above => left > right,
            Is::Below => left < right,
            Is::Equal => left == right,
            Is::Other => left != right,
        }
    }
}

impl Fact {
    fn words(self) -> &'static str {
        match self {
            Fact::Balance => "balance",
            Fact::Claim => "claim",
            Fact::Principal => "principal",
            Fact::CustomerBalance => "customer balance",
            Fact::CustomerOverdueBalance => "customer overdue balance",
            Fact::CreditLimit => "credit limit",
            Fact::Overdue => "overdue",
            Fact::CustomerOldestOverdue => "customer oldest overdue",
            Fact::CustomerOverdueInvoices => "customer overdue invoices",
            Fact::Score => "score",
        }
    }

    fn value(self, value: i128, currency: &str) -> String {
        match self {
            Fact::Overdue | Fact::CustomerOldestOverdue => span(Span::Days(value as i64)),
            Fact::CustomerOverdueInvoices if value == 1 => "1 invoice".into(),
            Fact::CustomerOverdueInvoices => format!("{value} invoices"),
            Fact::Score => value.to_string(),
            _ => format!("{} {currency}", money(value)),
        }
    }
}

fn word(is: bool) -> &'static str {
    if is { "is" } else { "is not" }
}

impl Condition {
    fn print(&self, currency: &str) -> String {
        let block = |name: &str, all: &[Condition]| {
            let lines = all.iter().fold(String::new(), |text, one| text + &one.print(currency) + "\n");
            format!("{name} of {{\n{lines}}}")
        };
        match self {
            Condition::Compare(fact, is, value) => format!("{} {} {}", fact.words(), is.words(), fact.value(*value, currency)),
            Condition::Against(fact, is, other, 0) => format!("{} {} {}", fact.words(), is.words(), other.words()),
            Condition::Against(fact, is, other, plus) => {
                format!("{} {} {} plus {} {currency}", fact.words(), is.words(), other.words(), money(*plus))
            }
            Condition::Debtor(is, kind) => format!("debtor {} {kind}", word(*is)),
            Condition::Region(is, region) => format!("region {} \"{region}\"", word(*is)),
            Condition::KeyAccount(yes) => format!("key-account is {}", if *yes { "yes" } else { "no" }),
            Condition::CustomerTagged(tag) => format!("customer tagged \"{tag}\""),
            Condition::InvoiceTagged(tag) => format!("invoice tagged \"{tag}\""),
            Condition::Not(one) => format!("not {}", one.print(currency)),
            Condition::All(all) => block("all", all),
            Condition::Any(any) => block("any", any),
        }
    }
}

impl Adjust {
    fn print(self, currency: &str) -> String {
        let (words, amount) = match self {
            Adjust::AtLeast(amount) => ("at least", amount),
            Adjust::AtMost(amount) => ("at most", amount),
            Adjust::Round(amount) => ("rounded to", amount),
            Adjust::RoundUp(amount) => ("rounded up to", amount),
            Adjust::RoundDown(amount) => ("rounded down to", amount),
        };
        format!(", {words} {} {currency}", money(amount))
    }
}

impl Fee {
    /// As it stands behind `fee`.
    fn print(&self, currency: &str) -> String {
        match self {
            Fee::Fixed(amount) => format!("{} {currency}", money(*amount)),
            Fee::Statutory => "statutory".into(),
            Fee::Share(share, of_balance, adjust) => {
                let of = if *of_balance { "balance" } else { "principal" };
                adjust.iter().fold(format!("{} % of {of}", percent(*share)), |text, one| text + &one.print(currency))
            }
            Fee::Bands(bands, above) => {
                let line = |text, (end, fee): &(Minor, Fee)| format!("{text}up to {} {currency}: {}\n", money(*end), fee.print(currency));
                let lines = bands.iter().fold(String::new(), line);
                format!("by balance {{\n{lines}above: {}\n}}", above.print(currency))
            }
            Fee::Dated(dated) => {
                let line = |text, (from, fee): &(Date, Fee)| format!("{text}from {}: {}\n", show(*from), fee.print(currency));
                format!("{{\n{}}}", dated.iter().fold(String::new(), line))
            }
        }
    }
}

impl Fee {
    fn kind(&self) -> &'static str {
        match self {
            Fee::Fixed(_) => "fixed fee",
            Fee::Statutory => "statutory fee",
            Fee::Share(..) => "fee by share",
            Fee::Bands(..) => "fee in bands",
            Fee::Dated(_) => "dated fee",
        }
    }
}

impl Policy {
    /// What stands in it, for counting.
    pub fn constructs(&self) -> Vec<&'static str> {
        let steps = &self.steps;
        let moments: Vec<&Moment> = steps.iter().flat_map(|step| &step.send).collect();
        let is = [
            ("takes over", self.takes_over),
            ("valid until", self.until.is_some()),
            ("applies when", self.applies.is_some()),
            ("interest statutory", self.interest == Interest::Statutory),
            ("interest agreed", self.interest == Interest::Agreed),
            ("interest plus", matches!(self.interest, Interest::Plus(_))),
            ("interest fixed", matches!(self.interest, Interest::Rate(_))),
            ("no interest", self.interest == Interest::None),
            ("interest after issue", self.interest_after_issue.is_some()),
            ("another settling order", self.settle[0] != Part::Fees),
            ("ignore", self.ignore.is_some()),
            ("hold on plan", self.hold_plan),
            ("hold on promise", self.hold_promise),
            ("hold on unallocated", self.hold_unallocated),
            ("hold unless known", self.hold_unless_known.is_some()),
            ("exempt", !self.exempt.is_empty()),
            ("send on business days", self.send_on == SendOn::BusinessDays),
            ("send on weekdays", matches!(self.send_on, SendOn::Weekdays(_))),
            ("continue while disputed", self.continue_disputed),
            ("agreed fee", self.agreed_fee),
            ("agreed rate", self.agreed_rate.is_some()),
            ("facts", self.score.is_some() || self.region.is_some() || self.key_account.is_some()),
            ("when", steps.iter().any(|step| step.when.is_some())),
            ("unless overtaken", steps.iter().any(|step| step.overtaken)),
            ("compensation", steps.iter().any(|step| step.compensation)),
            ("alternatives", steps.iter().any(|step| step.send.len() > 1)),
            ("before due date", moments.iter().any(|moment| moment.before)),
            ("from issue date", moments.iter().any(|moment| moment.anchor == Anchor::Issue)),
            ("from a step", moments.iter().any(|moment| matches!(moment.anchor, Anchor::Sent(_)))),
            ("from a deadline", moments.iter().any(|moment| matches!(moment.anchor, Anchor::Deadline(_)))),
            ("business days", moments.iter().any(|moment| matches!(moment.span, Span::Business(_)))),
            ("months", moments.iter().any(|moment| matches!(moment.span, Span::Months(_)))),
            ("no deadline", steps.iter().any(|step| step.deadline.is_none())),
            ("deadline on a business day", steps.iter().any(|step| step.deadline.is_some_and(|(_, moved)| moved))),
        ];
        let fees = steps.iter().filter_map(|step| step.fee.as_ref()).map(Fee::kind);
        is.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).chain(fees).collect()
    }

    fn anchor(&self, anchor: Anchor) -> String {
        match anchor {
            Anchor::Due => "due date".into(),
            Anchor::Issue => "issue date".into(),
            Anchor::Sent(step) => self.steps[step].name.clone(),
            Anchor::Deadline(step) => format!("{} deadline", self.steps[step].name),
        }
    }

    fn moment(&self, moment: &Moment) -> String {
        let anchor = self.anchor(moment.anchor);
        match moment.span {
            Span::Days(0) => format!("on {anchor}"),
            length => format!("{} {} {anchor}", span(length), if moment.before { "before" } else { "after" }),
        }
    }

    fn step(&self, step: &Step) -> String {
        let mut text = format!("step {} is {} {{\n", step.name, step.act);
        let mut line = |line: String| text += &(line + "\n");
        if let Some(when) = &step.when {
            line(format!("when {}", when.print(self.currency)));
        }
        line(format!("send {}", step.send.iter().map(|moment| self.moment(moment)).collect::<Vec<_>>().join(", or ")));
        if let Some((length, on_business_day)) = step.deadline {
            line(format!("deadline {}{}", span(length), if on_business_day { ", on a business day" } else { "" }));
        }
        match &step.fee {
            Some(fee) => line(format!("fee {}", fee.print(self.currency))),
            None => line("no fee".into()),
        }
        if step.compensation {
            line("compensation statutory".into());
        }
        if let Some(channel) = step.channel {
            line(format!("channel {channel}"));
        }
        if step.overtaken {
            line("unless overtaken".into());
        }
        text + "}\n"
    }

    /// Its text.
    pub fn print(&self) -> String {
        let mut text = format!("policy {} {{\n", self.name);
        let mut line = |line: &str| writeln!(text, "{line}").unwrap();
        line(&format!("law {}\ndebtors {}\ncurrency {}", self.law, self.debtors.join(", "), self.currency));
        let until = self.until.map_or(String::new(), |until| format!(" until {}", show(until)));
        line(&format!("valid from {}{until}", show(self.from)));
        if self.takes_over {
            line("takes over open cases");
        }
        if let Some(applies) = &self.applies {
            line(&format!("applies when {}", applies.print(self.currency)));
        }
        let after =
            self.interest_after_issue.map_or(" from due date".into(), |days| format!(" from {} after issue", span(Span::Days(days))));
        line(&match self.interest {
            Interest::Statutory => format!("interest statutory{after}"),
            Interest::Plus(points) => format!("interest statutory plus {} percentage points{after}", percent(points)),
            Interest::Agreed => format!("interest agreed, otherwise statutory{after}"),
            Interest::Rate(rate) => format!("interest {} %{after}", percent(rate)),
            Interest::None => "no interest".into(),
        });
        let part = |part: &Part| match part {
            Part::Fees => "fees",
            Part::Interest => "interest",
            Part::Principal => "principal",
        };
        line(&format!("payments settle {}", self.settle.iter().map(part).collect::<Vec<_>>().join(", ")));
        if let Some(ignore) = self.ignore {
            line(&format!("ignore balance below {} {}", money(ignore), self.currency));
        }
        let mut only = |yes: bool, text: &str| {
            if yes {
                line(text)
            }
        };
        only(self.hold_plan, "hold while on payment plan");
        only(self.hold_promise, "hold while on promise");
        only(self.hold_unallocated, "hold while payment is unallocated");
        only(self.continue_disputed, "continue while disputed");
        only(self.agreed_fee, "agreed reminder fee");
        if let Some(length) = self.hold_unless_known {
            line(&format!("hold unless payments are known through {} ago", span(length)));
        }
        if let Some(rate) = self.agreed_rate {
            line(&format!("agreed late interest {} %", percent(rate)));
        }
        for exempt in &self.exempt {
            line(&format!("exempt when {}", exempt.print(self.currency)));
        }
        line(&match &self.send_on {
            SendOn::EveryDay => "send on every day".into(),
            SendOn::BusinessDays => "send on business days".into(),
            SendOn::Weekdays(days) => format!("send on {}", days.iter().map(|day| WEEKDAYS[*day as usize]).collect::<Vec<_>>().join(", ")),
        });
        let default = |default: Option<String>| default.map_or(String::new(), |value| format!(" default {value}"));
        if let Some(score) = self.score {
            line(&format!("fact score is number{}", default(score.map(|score| score.to_string()))));
        }
        if let Some(region) = self.region {
            line(&format!("fact region is text{}", default(region.map(|region| format!("\"{region}\"")))));
        }
        if let Some(key) = self.key_account {
            line(&format!("fact key-account is yes/no{}", default(key.map(|key| if key { "yes".into() } else { "no".into() }))));
        }
        for step in &self.steps {
            line(&self.step(step));
        }
        text + "}\n"
    }
}
