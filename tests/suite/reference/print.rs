//! The `.frist` text of a policy.

use std::fmt::Write;

use super::dates::{Date, show};
use super::law::{Minor, Ppm};
use super::policy::{Adjust, Anchor, Class, Condition, Credit, Fact, Fee, Interest, Is, Moment, Part, Policy, SendOn, Span, Step};

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

impl Policy {
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
        if let Some(to) = step.to {
            line(format!("to \"{to}\""));
        }
        if step.overtaken {
            line("unless overtaken".into());
        }
        if step.together {
            line("together per customer".into());
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
        // They are held for by default; saying so changes nothing.
        only(self.hold_plan && self.hold_promise, "hold while on payment plan");
        only(!self.hold_plan, "continue while on payment plan");
        only(!self.hold_promise, "continue while on promise");
        only(self.hold_unallocated, "hold while payment is unallocated");
        only(self.continue_disputed, "continue while disputed");
        only(self.agreed_fee, "agreed reminder fee");
        only(self.together, "together per customer");
        if let Some(charges) = self.pursue {
            line(&format!("pursue charges at least {} {}", money(charges), self.currency));
        }
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
        if let Some(score) = self.score {
            line(&number("score", score));
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
        for escalate in &self.escalate {
            let when = escalate.when.print(self.currency);
            line(&format!("escalate \"{}\" {{\nwhen {when}\ndo {}\n}}", escalate.title, escalate.does));
        }
        if let Some(credit) = &self.credit {
            line(&credit.print(self.currency));
        }
        text + "}\n"
    }
}

fn default(default: Option<String>) -> String {
    default.map_or(String::new(), |value| format!(" default {value}"))
}

fn number(name: &str, value: Option<i128>) -> String {
    format!("fact {name} is number{}", default(value.map(|value| value.to_string())))
}

impl Credit {
    fn print(&self, currency: &str) -> String {
        let score = self.score.map(|score| number("score", score));
        let check = self.check.map(|months| format!("check every {}", span(Span::Months(months))));
        let class = |class: &Class| {
            let when = class.when.as_ref().map(|when| format!("when {}", when.print(currency)));
            let terms = class.terms.map(|days| format!("terms {}", span(Span::Days(days))));
            let limit = class.limit.map(|limit| format!("limit {} {currency}", money(limit)));
            let lines: Vec<String> = [when, terms, limit].into_iter().flatten().collect();
            format!("class {} {{\n{}\n}}", class.name, lines.join("\n"))
        };
        let lines = score.into_iter().chain(check).chain(self.classes.iter().map(class));
        let lines: Vec<String> = lines.chain(self.prepayment.then(|| "otherwise prepayment".into())).collect();
        format!("credit {{\n{}\n}}", lines.join("\n"))
    }
}
