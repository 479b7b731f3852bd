use super::judge::{BreachKind, Judged};
use super::limit::{Bound, Reader};
use super::names::{Amount, Question};
use super::notice::{Invoice, Proposal};
use super::rule::Rule;
use super::statute::Law;
use crate::terms::{Effect, FigureOf, Quantity};
use crate::value::{Day, Rate};

/// A rule of law that speaks of a notice, and how the notice stands to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Governing {
    /// Which rule, as a place in [`Law::rules`].
    pub rule: usize,
    /// What it bounds or asks for, in figures; `None` where it is no matter of figures.
    pub figure: Option<LimitFigure>,
    /// How the notice breaks it, if it does.
    pub fault: Option<BreachKind>,
}

impl Governing {
    /// Whether the rule keeps the notice back.
    pub fn forbids(&self) -> bool {
        self.fault.as_ref().is_some_and(|fault| *fault != BreachKind::Advice)
    }

    /// Whether the rule only advises, and is not followed.
    pub fn advises(&self) -> bool {
        self.fault == Some(BreachKind::Advice)
    }
}

/// A rule's figure and what the notice has against it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LimitFigure {
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
pub fn governing(law: &Law, invoice: &Invoice, proposal: &Proposal) -> Vec<Governing> {
    let reader = Reader { law, invoice, proposal, rate_day: proposal.on };
    let speaks = |(_, rule): &(usize, &Rule)| reader.is_governed(rule) != Ok(false);
    let stands = |(at, rule): (usize, &Rule)| Governing { rule: at, figure: figure(&reader, rule), fault: reader.fault(rule) };
    law.rules.about(proposal.act).filter(speaks).map(stands).collect()
}

fn figure(reader: &Reader, rule: &Rule) -> Option<LimitFigure> {
    match &rule.effect {
        Effect::Limit(Quantity::InterestRate, amount) => rate(reader, amount),
        Effect::Limit(quantity, amount) => {
            let bound = reader.bound(*quantity, amount);
            // A limit that does not count the notice has nothing against it.
            let bound = if bound.counts { bound } else { Bound { before: 0, own: 0, ..bound } };
            Some(LimitFigure::Amount(*quantity, bound))
        }
        Effect::Require(_) | Effect::Advise(_) => {
            let proposal = reader.proposal;
            let asks = |figure: FigureOf| rule.asks(|one: &Question| one.figure_of() == Some(figure));
            match proposal.deadline {
                Some(deadline) if asks(FigureOf::Deadline) => Some(LimitFigure::Deadline(deadline.since(proposal.on))),
                Some(_) | None if asks(FigureOf::Overdue) => Some(LimitFigure::Overdue(reader.grace().overdue(proposal.on))),
                Some(_) | None => None,
            }
        }
    }
}

/// The rate of the first day that is over the limit, otherwise of the last on which it may change.
fn rate(reader: &Reader, amount: &Amount) -> Option<LimitFigure> {
    let interest = reader.proposal.interest?;
    let of_day = |day: Day| Some(((interest.rate)(day)?, reader.highest_rate(amount, day).0?, day));
    let days: Vec<(Rate, Rate, Day)> = reader.turning_days(interest).into_iter().filter_map(of_day).collect();
    let (has, most, day) = *days.iter().find(|(has, most, _)| has > most).or(days.iter().max_by_key(|(.., day)| *day))?;
    Some(LimitFigure::Rate(has, most, day))
}
