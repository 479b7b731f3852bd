//! The interest a notice claims, against what the rates of law come to by its day.

use super::fault::{AuditFinding, Wrong};
use crate::claim::{Fold, fold};
use crate::decide::{Case, is_of_law};
use crate::diagnostic::Severity;
use crate::law::{Accrual, Amount, Breach, BreachKind, InterestClaimed, Judged, Reader, Rule};
use crate::ledger::{Event, EventKind};
use crate::terms::{Effect, Part, Quantity};
use crate::value::{Curve, Day, Minor, Rate};

/// Every rule on the rate of interest that a notice breaks with what it claims, all that is owed by its day.
///
/// `before` are the invoice's events that come before it, `rules` those of the reader's law.
pub fn breaches<'a>(reader: &Reader, rules: &'a [Rule], case: &Case, before: &[Event], claimed: Minor) -> Vec<Breach<'a>> {
    let broken = |(at, rule): (usize, &'a Rule)| {
        let Effect::Limit(Quantity::InterestRate, amount) = &rule.effect else { return None };
        let governed = reader.is_governed(rule);
        let fault = (governed != Ok(false)).then(|| beyond(reader, amount, case, before, claimed))??;
        Some(Breach { rule, at, fault: governed.err().map_or(fault, BreachKind::NotKnown) })
    };
    rules.iter().enumerate().filter_map(broken).collect()
}

/// How far what is claimed goes beyond what the highest rate comes to that a limit allows on each day.
fn beyond(reader: &Reader, amount: &Amount, case: &Case, before: &[Event], claimed: Minor) -> Option<BreachKind> {
    let (law, on, after) = (reader.law, reader.proposal.on, reader.invoice.interest_from);
    let days = reader.turning_days(InterestClaimed { first: after.plus(1), last: on, is_statutory: false, rate: &|_| None });
    let rates: Vec<_> = days.into_iter().map(|day| (day, reader.highest_rate(amount, day))).collect();
    // What is known to be allowed is allowed, whatever a figure may be that the law does not tell.
    let mut periods: Vec<(Day, Option<Rate>)> =
        rates.iter().map(|(day, (allowed, _))| (*day, Some(allowed.unwrap_or(Rate::ZERO)))).collect();
    // Nobody asks for the days that follow, and there are many.
    periods.extend((on < Day::LAST).then(|| (on.plus(1), None)));
    let curve = Curve::build(law.day_count, Day::LAST, &periods);
    let accrual = Accrual { curve: Some(&curve), fixed: Rate::ZERO, unit: law.unit(), after };
    let in_law: Vec<Event> = before.iter().filter(|event| is_of_law(event)).copied().collect();
    let owed = |settle: [Part; 3], events: &[Event]| {
        let grace = case.grace_under(law);
        let account = Fold { amount: case.amount, opening: None, accrual, settle, grace, notices: case.notices, on };
        fold(&account, events, &mut Vec::new()).0.interest
    };
    // What came in on the notice's own day may have come after it.
    let morning = in_law.partition_point(|event| event.on < on);
    let moments = || (morning..=in_law.len()).map(|end| &in_law[..end]);
    // Each settlement is rounded, and a ledger does not tell of what: a minor unit of each is let pass.
    let roundings = in_law.iter().filter(|event| settles(event.what)).count() as Minor;
    // A ledger does not tell in which order its payments settled: the one that leaves the most interest counts. Most notices claim no more than the
    // first leaves, and then no other is asked.
    let readings = Part::ORDERS.into_iter().flat_map(|settle| moments().filter_map(move |events| owed(settle, events)));
    let mut allowed: Option<Minor> = None;
    for left in readings {
        if claimed <= left + roundings {
            return None;
        }
        allowed = allowed.max(Some(left));
    }
    let unknown = rates.into_iter().find_map(|(_, (_, unknown))| unknown);
    allowed.map(|allowed| unknown.map_or(BreachKind::TooMuch(claimed, allowed), BreachKind::NotKnown))
}

/// Whether an event may settle interest.
fn settles(what: EventKind) -> bool {
    what.paid() != 0 || what.credited() != 0 || matches!(what, EventKind::Waive(..) | EventKind::Cancelled(..) | EventKind::Recalled)
}

/// What the notices of one invoice that stand claimed too much of interest, each what it added: every notice claims all interest so far.
#[derive(Default)]
pub struct TooMuch(Vec<(u32, Minor)>);

impl TooMuch {
    /// How much of an excess a notice adds to what earlier ones were over.
    pub fn added(&self, excess: Minor) -> Minor {
        (excess - self.0.iter().map(|(_, over)| over).sum::<Minor>()).max(0)
    }

    /// Remembers a notice with the faults it has; answers what it claims over the limits of law, of several the strictest.
    pub fn add(&mut self, place: u32, faults: &[AuditFinding]) -> Minor {
        let over = faults.iter().filter(|fault| fault.severity == Severity::Error).filter_map(|fault| match fault.wrong {
            Wrong::Charged { what: Quantity::InterestRate, over, .. } => Some(over),
            Wrong::Charged { .. } | Wrong::Rate { .. } | Wrong::NotMet(_) | Wrong::NotFollowed(_) | Wrong::Barred(_) => None,
        });
        let over = over.max().unwrap_or(0);
        self.0.push((place, over));
        over
    }

    /// Forgets a notice that was undone.
    pub fn undo(&mut self, undone: Option<(u32, Day)>) {
        if let Some((place, _)) = undone {
            self.0.retain(|(of, _)| *of != place);
        }
    }
}
