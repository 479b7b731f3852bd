use crate::ledger::{CustomerId, Event, EventKind, Ledger};
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
    /// What is still to come of what was promised; `None` where nobody knows how much that is.
    pub promised: Option<Minor>,
    /// Bankruptcy, debt settlement or death of the debtor, since a day.
    pub insolvent: Option<Day>,
}

impl Interruptions {
    /// What stands of a customer on a day by what happened to it as a whole, whatever invoices it has.
    pub fn of_customer(ledger: &Ledger, customer: CustomerId, on: Day) -> Interruptions {
        let mut interruptions = Interruptions::default();
        for (_, event) in ledger.events_of_customer(customer).iter().filter(|(_, event)| event.on <= on) {
            stand(&mut interruptions, event, None);
        }
        interruptions
    }
}

/// Reads what an event says of holds, disputes, plans and promises. Without an amount a promise is of what is `owed`.
pub(super) fn stand(interruptions: &mut Interruptions, event: &Event, owed: Option<Minor>) {
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
            interruptions.promised = if amount > 0 { Some(amount) } else { owed };
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
