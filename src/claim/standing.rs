use crate::ledger::{Event, What};
use crate::value::Day;

/// Where a case stands on a day, besides its money.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Standing {
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
pub(super) fn stand(standing: &mut Standing, event: &Event) {
    let since = event.on;
    match event.what {
        What::Dispute => standing.disputed = standing.disputed.or(Some(since)),
        What::Resolved => standing.disputed = None,
        // Of two holds the longer counts; one without an end lasts until it is released.
        What::Hold(until) => {
            standing.hold = Some(match standing.hold {
                Some((earlier, Some(first))) if since <= first => (earlier, until.map(|until| until.max(first))),
                Some((earlier, None)) => (earlier, None),
                _ => (since, until),
            })
        }
        What::Release => standing.hold = None,
        What::Plan(until) => standing.plan = Some((since, until)),
        What::PlanEnded => standing.plan = None,
        What::Promise(until, _) => standing.promise = Some((since, until)),
        What::WriteOff => standing.written_off = true,
        What::Notice(_) | What::Cancelled(..) | What::Recalled => {}
        What::Credit(_) | What::Waive(..) | What::Payment(_) | What::Reversal(_) | What::Acknowledged | What::Judgment => {}
    }
}
