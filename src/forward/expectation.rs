//! What a test expects, held against what its days came to.

use crate::decide::{Decision, DecisionKind};
use crate::diagnostic::Span;
use crate::plan::Plan;
use crate::run::Run;
use crate::terms::{Expect, Expected, ExpectedLetter, TestCase};
use crate::value::{Day, Minor, Money};

/// What of a case did not come as it says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Missed {
    /// An expectation that was not met.
    Expect {
        /// Which of the case's expectations.
        expect: usize,
        /// What came instead.
        instead: Instead,
    },
    /// A line that undoes a notice, on a day when none stands that it could undo: which of what happens in the case.
    UndoesNothing(usize),
}

impl Missed {
    /// The line of the case that it is about.
    pub fn span(&self, case: &TestCase) -> Span {
        match self {
            Missed::Expect { expect, .. } => case.expects[*expect].span,
            Missed::UndoesNothing(at) => case.happenings[*at].span,
        }
    }
}

/// What came instead of what was expected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Instead {
    /// The policy is not valid on the day.
    NotValid,
    /// Something else, and the day on which the expected step goes out.
    Else(DayOutcome, Option<Day>),
    /// It does not go out in this letter.
    NotInLetter(DayOutcome),
    /// It is not this rule that withholds it.
    NotBy(DayOutcome),
    /// The figures are others.
    Figures(Vec<Mismatch>),
    /// A notice, where nothing more was expected.
    More(DayOutcome),
    /// What is to be done about the customer: the titles.
    Escalations(Vec<String>),
    /// Nobody can say whether it is to be done: its title, and the fact that is missing.
    Undecided(String, String),
}

/// What a day came to for an invoice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DayOutcome {
    /// The invoice, by its place among those of the case.
    pub invoice: usize,
    /// The day.
    pub on: Day,
    /// Which of the nine decisions.
    pub kind: DecisionKind,
    /// The step.
    pub step: Option<String>,
    /// When the next step comes.
    pub next_on: Option<Day>,
    /// The rule that withholds it.
    pub rule: Option<String>,
    /// The invoice that carries the fee of the letter, where that lists several: by its place among those of the case.
    pub letter_of: Option<usize>,
}

/// A figure that was expected otherwise: first what was expected, then what came. Amounts are minor units; `None` is not known, or no deadline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mismatch {
    /// The fee.
    Fee(Minor, Option<Minor>),
    /// The compensation.
    Compensation(Minor, Option<Minor>),
    /// The late interest.
    Interest(Minor, Option<Minor>),
    /// The balance.
    Balance(Minor, Option<Minor>),
    /// Everything owed.
    Claim(Minor, Option<Minor>),
    /// The last day to pay.
    Deadline(Day, Option<Day>),
}

/// What a day of a test came to.
pub struct DayTried {
    /// The day.
    pub on: Day,
    /// For each invoice of the case the version of the policy it belongs to, and what that says.
    pub decided: Vec<Option<(usize, Decision)>>,
    /// What is to be done about the customer.
    pub escalations: Vec<String>,
    /// What nobody can say is to be done about it, each with the fact that is missing.
    pub undecided: Vec<(String, String)>,
}

impl DayTried {
    /// The first so many invoices of a run, and its customer.
    pub fn of(run: &Run, invoices: usize) -> DayTried {
        DayTried {
            on: run.on,
            decided: run.decided[..invoices].iter().map(|decided| decided.by.clone()).collect(),
            escalations: run.escalations.iter().map(|escalated| escalated.title.clone()).collect(),
            undecided: run.undecided.iter().map(|unknown| (unknown.title.clone(), unknown.fact.clone())).collect(),
        }
    }

    fn outcome(&self, invoice: usize, versions: &[&Plan]) -> DayOutcome {
        let nothing =
            DayOutcome { invoice, on: self.on, kind: DecisionKind::Unmatched, step: None, next_on: None, rule: None, letter_of: None };
        let Some((at, decision)) = &self.decided[invoice] else { return nothing };
        DayOutcome {
            kind: decision.kind,
            step: decision.step.map(|step| versions[*at].step_name(step).into()),
            next_on: decision.next_on,
            rule: decision.why.forbidden_by(&versions[*at].law).next().map(|rule| rule.id.clone()),
            letter_of: decision.letter.as_ref().map(|letter| letter.carrier),
            ..nothing
        }
    }

    fn sends(&self, invoice: usize) -> bool {
        self.decided[invoice].as_ref().is_some_and(|(_, decision)| decision.kind == DecisionKind::Send)
    }
}

/// Every expectation of a case that its days do not meet.
pub fn missed(case: &TestCase, versions: &[&Plan], days: &[DayTried]) -> Vec<Missed> {
    let mut after = Day::FIRST;
    let missed = case.expects.iter().enumerate().filter_map(|(at, expect)| {
        after = after.max(expect.value.on().unwrap_or(after));
        let instead = match &expect.value {
            Expect::On(expected) => compare(versions, expected, days),
            Expect::NothingAfter => {
                let later = days.iter().filter(|day| day.on > after);
                let mut sent = later.flat_map(|day| (0..case.invoices.len()).map(move |invoice| (day, invoice)));
                sent.find(|(day, invoice)| day.sends(*invoice)).map(|(day, invoice)| Instead::More(day.outcome(invoice, versions)))
            }
            Expect::Escalation(title, on) => escalation(versions, days, *on, Some(&title.value), true),
            Expect::NoEscalation(title, on) => escalation(versions, days, *on, title.as_ref().map(|title| &title.value), false),
        };
        instead.map(|instead| Missed::Expect { expect: at, instead })
    });
    missed.collect()
}

/// What is to be done about the customer on a day, where that of this title, or with `None` anything, is not so as expected.
fn escalation(versions: &[&Plan], days: &[DayTried], on: Day, title: Option<&String>, expected: bool) -> Option<Instead> {
    let Some(day) = days.iter().find(|day| day.on == on).filter(|_| in_force(versions, on)) else { return Some(Instead::NotValid) };
    let meant = |own: &String| title.is_none_or(|title| title == own);
    let comes = day.escalations.iter().any(meant);
    match day.undecided.iter().find(|(own, _)| meant(own)) {
        Some((title, fact)) if !comes => Some(Instead::Undecided(title.clone(), fact.clone())),
        _ => (comes != expected).then(|| Instead::Escalations(day.escalations.clone())),
    }
}

fn in_force(versions: &[&Plan], on: Day) -> bool {
    versions.iter().any(|plan| plan.is_valid(on))
}

/// What a day came to, where it is not as expected.
fn compare(versions: &[&Plan], expected: &Expected, days: &[DayTried]) -> Option<Instead> {
    let wanted = expected.what.value.as_str();
    let Some(day) = days.iter().find(|day| day.on == expected.on) else { return Some(Instead::NotValid) };
    let invoice = expected.invoice;
    let outcome = day.outcome(invoice, versions);
    let sends = |outcome: &DayOutcome| outcome.kind == DecisionKind::Send && outcome.step.as_deref() == Some(wanted);
    let is_step = versions.iter().any(|plan| plan.steps.iter().any(|step| step.name == wanted));
    let met = if is_step { sends(&outcome) } else { outcome.kind.word() == wanted };
    if !met {
        if day.decided[invoice].is_none() && !in_force(versions, day.on) {
            return Some(Instead::NotValid);
        }
        let elsewhere = days.iter().filter(|_| is_step).find(|day| sends(&day.outcome(invoice, versions)));
        return Some(Instead::Else(outcome, elsewhere.map(|day| day.on)));
    }
    let in_letter = match expected.letter {
        None => true,
        Some(ExpectedLetter::Of(carrier)) => outcome.letter_of == Some(carrier),
        Some(ExpectedLetter::OfItsOwn) => outcome.kind == DecisionKind::Send && outcome.letter_of.is_none(),
    };
    if !in_letter {
        return Some(Instead::NotInLetter(outcome));
    }
    let decision = day.decided[invoice].as_ref().map(|(_, decision)| decision);
    if let Some(rule) = &expected.by {
        let forbids = |(at, decision): &(usize, Decision)| decision.why.forbidden_by(&versions[*at].law).any(|one| one.id == rule.value);
        if !day.decided[invoice].as_ref().is_some_and(forbids) {
            return Some(Instead::NotBy(outcome));
        }
    }
    let figures = figures(expected, decision);
    (!figures.is_empty()).then_some(Instead::Figures(figures))
}

/// The figures that are not as expected.
fn figures(expected: &Expected, decision: Option<&Decision>) -> Vec<Mismatch> {
    let proposed = decision.and_then(|decision| decision.proposed.as_ref());
    let sent = proposed.filter(|_| decision.is_some_and(|decision| decision.kind == DecisionKind::Send));
    let charges = sent.map_or(0, |proposed| proposed.fee + proposed.compensation);
    let claim = decision.map(|decision| &decision.claim);
    let differs = |wanted: Option<Money>, came: Option<Minor>, figure: fn(Minor, Option<Minor>) -> Mismatch| {
        wanted.filter(|wanted| came != Some(wanted.minor)).map(|wanted| figure(wanted.minor, came))
    };
    let deadline = proposed.and_then(|proposed| proposed.deadline);
    [
        differs(expected.fee, proposed.map(|proposed| proposed.fee), Mismatch::Fee),
        differs(expected.compensation, proposed.map(|proposed| proposed.compensation), Mismatch::Compensation),
        differs(expected.interest, claim.and_then(|claim| claim.interest), Mismatch::Interest),
        differs(expected.balance, claim.map(|claim| claim.balance), Mismatch::Balance),
        differs(expected.claim, claim.and_then(|claim| Some(claim.total()? + charges)), Mismatch::Claim),
        expected.deadline.filter(|wanted| deadline != Some(*wanted)).map(|wanted| Mismatch::Deadline(wanted, deadline)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
