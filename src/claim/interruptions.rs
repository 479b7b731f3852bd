use crate::ledger::{Event, EventKind};
use crate::value::Day;

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
    /// Whether the balance was given up.
    pub written_off: bool,
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
        EventKind::Promise(until, _) => interruptions.promise = Some((since, until)),
        EventKind::WriteOff => interruptions.written_off = true,
        EventKind::Notice(_) | EventKind::Cancelled(..) | EventKind::Recalled => {}
        EventKind::Credit(_)
        | EventKind::Waive(..)
        | EventKind::Payment(_)
        | EventKind::Reversal(_)
        | EventKind::Acknowledged
        | EventKind::Judgment => {}
    }
}
