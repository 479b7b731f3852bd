use super::amount::Reader;
use super::judge::{fault, governs, total, turning_days};
use super::{Fault, Invoice, Law, Proposal};
use crate::syntax::tree::{Amount, Effect, Quantity, Rule, RuleCondition};
use crate::value::{Day, Minor, Rate};

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
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Figure {
    /// A limit on an amount, in minor units: what it bounds, what this notice adds, what came before, and the most allowed in all.
    Amount(Quantity, Minor, Minor, Option<Minor>),
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
    let speaks = |rule: &&Rule| governs(&reader, rule) != Ok(false);
    let told = |rule: &'a Rule| Governing { rule, figure: figure(&reader, rule), fault: fault(&reader, rule) };
    law.statute.rules.iter().filter(speaks).map(told).collect()
}

fn figure(reader: &Reader, rule: &Rule) -> Option<Figure> {
    match &rule.effect {
        Effect::Limit(Quantity::InterestRate, amount) => rate(reader, amount),
        Effect::Limit(quantity, amount) => {
            let (before, own) = total(reader, *quantity);
            let ceiling = reader.ceiling(amount);
            let follows = ceiling.fees_before.map(|fees| i128::from(fees + reader.proposal.fee));
            let most = ceiling.figure.map(|figure| figure.floor()).into_iter().chain(follows).max();
            let most = most.filter(|_| ceiling.unknown.is_none()).map(|most| most as Minor);
            Some(Figure::Amount(*quantity, own, before, most))
        }
        Effect::Require(_) | Effect::Advise(_) => {
            let (proposal, invoice) = (reader.proposal, reader.invoice);
            let of_deadline =
                |one: &RuleCondition| matches!(one, RuleCondition::DeadlineAtLeast(_) | RuleCondition::DeadlineBusinessDays(_));
            let of_overdue = |one: &RuleCondition| matches!(one, RuleCondition::OverdueAtLeast(_));
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
    let of_day = |day: Day| {
        let most = Reader { rate_day: day, ..*reader }.ceiling(amount).figure?.floor();
        Some(((interest.rate)(day)?, Rate::from_ppm(most as i64), day))
    };
    let days: Vec<(Rate, Rate, Day)> = turning_days(reader, interest).into_iter().filter_map(of_day).collect();
    let (has, most, day) = *days.iter().find(|(has, most, _)| has > most).or(days.iter().max_by_key(|(.., day)| *day))?;
    Some(Figure::Rate(has, most, day))
}
