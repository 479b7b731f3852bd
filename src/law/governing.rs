use super::judge::{Fault, Judged};
use super::limit::{Bound, Reader};
use super::names::{Amount, Question};
use super::notice::{Invoice, Proposal};
use super::rule::Rule;
use super::statute::Law;
use crate::terms::{Effect, Quantity};
use crate::value::{Day, Rate};

/// A rule of law that speaks of a notice, and how the notice stands to it.
#[derive(Clone, Debug)]
pub struct Governing<'a> {
    /// Which rule.
    pub rule: &'a Rule,
    /// What it bounds or asks for, in figures; `None` where it is no matter of figures.
    pub figure: Option<Figure>,
    /// How the notice breaks it, if it does.
    pub fault: Option<Fault>,
}

/// A rule's figure and what the notice has against it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Figure {
    /// A limit on an amount: what it bounds, and how the notice stands to it.
    Amount(Quantity, Bound),
    /// A limit on the late rate: the rate of a day and the most allowed on it.
    Rate(Rate, Rate, Day),
    /// Days of the deadline, where the rule asks for some.
    Deadline(i32),
    /// Days since the due date, where the rule asks for some.
    Overdue(i32),
}

/// Every rule of the statute that speaks of a notice, in the statute's order; a rule nobody knows whether it does is among them.
pub fn governing<'a>(law: &'a Law, invoice: &Invoice, proposal: &Proposal) -> Vec<Governing<'a>> {
    let reader = Reader { law, invoice, proposal, rate_day: proposal.on };
    let speaks = |rule: &&Rule| reader.is_governed(rule) != Ok(false);
    let told = |rule: &'a Rule| Governing { rule, figure: figure(&reader, rule), fault: reader.fault(rule) };
    law.rules.iter().filter(speaks).map(told).collect()
}

fn figure(reader: &Reader, rule: &Rule) -> Option<Figure> {
    match &rule.effect {
        Effect::Limit(Quantity::InterestRate, amount) => rate(reader, amount),
        Effect::Limit(quantity, amount) => Some(Figure::Amount(*quantity, reader.bound(*quantity, amount))),
        Effect::Require(_) | Effect::Advise(_) => {
            let (proposal, invoice) = (reader.proposal, reader.invoice);
            let of_deadline = |one: &Question| matches!(one, Question::DeadlineAtLeast(_) | Question::DeadlineBusinessDays(_));
            let of_overdue = |one: &Question| matches!(one, Question::OverdueAtLeast(_));
            match proposal.deadline {
                Some(deadline) if rule.asks(of_deadline) => Some(Figure::Deadline(deadline.since(proposal.on))),
                _ if rule.asks(of_overdue) => Some(Figure::Overdue(proposal.on.since(invoice.due))),
                _ => None,
            }
        }
    }
}

/// The rate of the first day that is over the limit, otherwise of the last on which it may change.
fn rate(reader: &Reader, amount: &Amount) -> Option<Figure> {
    let interest = reader.proposal.interest?;
    let of_day = |day: Day| Some(((interest.rate)(day)?, reader.highest_rate(amount, day).0?, day));
    let days: Vec<(Rate, Rate, Day)> = reader.turning_days(interest).into_iter().filter_map(of_day).collect();
    let (has, most, day) = *days.iter().find(|(has, most, _)| has > most).or(days.iter().max_by_key(|(.., day)| *day))?;
    Some(Figure::Rate(has, most, day))
}
