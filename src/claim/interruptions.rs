use crate::ledger::{Event, EventKind};
use crate::value::{Day, Minor};

/// Where a case stands on a day, besides its money.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Interruptions {
    /// The day since which an objection is open.
    pub disputed: Option<Day>,
    /// The creditor's own hold: since when, and through which day.
    pub hold: Option<(Day, Option<Day>)>,
    /// A payment plan: since when, and through which day.
    pub plan: Option<(Day, Option<Day>)>,
    /// A promise to pay: since when, and through which day.
    pub promise: Option<(Day, Option<Day>)>,
    /// What is still to come of the amount that was promised; `None` where the promise is of all that is owed.
    pub promised: Option<Minor>,
    /// Bankruptcy, debt settlement or death of the debtor, since a day.
    pub insolvent: Option<Day>,
}

/// Reads what an event says of holds, disputes, plans and promises.
pub(super) fn stand(interruptions: &mut Interruptions, event: &Event) {
    let since = event.on;
    match event.what {
        EventKind::Dispute => interruptions.disputed = interruptions.disputed.or(Some(since)),
        EventKind::Resolved => interruptions.disputed = None,
        // Of two holds the longer counts; one without an end lasts until it is released.
        EventKind::Hold(until) => {
            interruptions.hold = Some(match interruptions.hold {
                Some((earlier, Some(first))) if since <= first => (earlier, until.map(|until| until.max(first))),
                Some((earlier, None)) => (earlier, None),
                _ => (since, until),
            })
        }
        EventKind::Release => interruptions.hold = None,
        EventKind::Plan(until) => interruptions.plan = Some((since, until)),
        EventKind::PlanEnded => interruptions.plan = None,
        EventKind::Promise(until, amount) => {
            interruptions.promise = Some((since, until));
            interruptions.promised = (amount > 0).then_some(amount);
        }
        EventKind::Payment(_) | EventKind::Reversal(_) => {
            interruptions.promised = interruptions.promised.map(|left| left - event.what.paid());
        }
        EventKind::Insolvency => interruptions.insolvent = interruptions.insolvent.or(Some(since)),
        EventKind::InsolvencyEnded => interruptions.insolvent = None,
        EventKind::Notice(_) | EventKind::Cancelled(..) | EventKind::Recalled => {}
        EventKind::Credit(_)
        | EventKind::Uncredit(_)
        | EventKind::Waive(..)
        | EventKind::WriteOff(_)
        | EventKind::Reopened
        | EventKind::Acknowledged
        | EventKind::Judgment => {}
    }
}
