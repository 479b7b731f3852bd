//! What happens to one invoice, and what a notice says.

use super::texts::TextId;
use crate::terms::Restarter;
use crate::value::{Act, Day, Minor, Rate};

/// Something that happened to one invoice on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Event {
    /// The day; no clock time.
    pub on: Day,
    /// What happened.
    pub what: EventKind,
}

/// The kinds of event. Amounts are minor units of the invoice's currency, above 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EventKind {
    /// A credit note.
    Credit(Minor),
    /// So much of a credit note taken back.
    Uncredit(Minor),
    /// Charges forgiven: fees, interest; either may be 0.
    Waive(Minor, Minor),
    /// Money received.
    Payment(Minor),
    /// A payment taken back.
    Reversal(Minor),
    /// The balance is given up, or so much of it.
    WriteOff(Option<Minor>),
    /// Every write-off is undone.
    Reopened,
    /// The debtor objects.
    Dispute,
    /// The objection is settled.
    Resolved,
    /// The creditor's own stop, through a day if one is named.
    Hold(Option<Day>),
    /// Every open hold ends.
    Release,
    /// A payment plan, through a day if one is named.
    Plan(Option<Day>),
    /// The plan ends.
    PlanEnded,
    /// The debtor promises to pay by a day: so much, or with 0 all that is owed.
    Promise(Option<Day>, Minor),
    /// The debtor acknowledges the debt in writing.
    Acknowledged,
    /// A court gives judgment for the claim.
    Judgment,
    /// A notice was sent: its place in [`Ledger::notices`](super::Ledger::notices). A `handover` or `assignment` event is a notice of that act.
    Notice(u32),
    /// The latest notice of this act, and of this step if named, is undone.
    Cancelled(Option<Act>, Option<TextId>),
    /// The claim is taken back from whoever it was handed or sold to.
    Recalled,
    /// Bankruptcy, debt settlement or death of the debtor.
    Insolvency,
    /// The end of it.
    InsolvencyEnded,
}

impl EventKind {
    /// What of limitation it may start anew; a notice by its act instead.
    pub fn restarts(self) -> Option<Restarter> {
        match self {
            EventKind::Acknowledged => Some(Restarter::Acknowledged),
            EventKind::Judgment => Some(Restarter::Judgment),
            EventKind::Plan(_) => Some(Restarter::Plan),
            EventKind::Payment(_) => Some(Restarter::Payment),
            EventKind::Reversal(_)
            | EventKind::Credit(_)
            | EventKind::Waive(..)
            | EventKind::Notice(_)
            | EventKind::Cancelled(..)
            | EventKind::Dispute
            | EventKind::Resolved
            | EventKind::Hold(_)
            | EventKind::Release
            | EventKind::PlanEnded
            | EventKind::Promise(..)
            | EventKind::Recalled
            | EventKind::WriteOff(_)
            | EventKind::Reopened
            | EventKind::Uncredit(_)
            | EventKind::Insolvency
            | EventKind::InsolvencyEnded => None,
        }
    }

    /// The place of the notice it is, in [`Ledger::notices`](super::Ledger::notices).
    pub fn notice(self) -> Option<u32> {
        if let EventKind::Notice(place) = self { Some(place) } else { None }
    }

    /// The last day of the stop that it begins, where it names one.
    pub fn until(self) -> Option<Day> {
        if let EventKind::Hold(until) | EventKind::Plan(until) | EventKind::Promise(until, _) = self { until } else { None }
    }

    /// Whether it undoes a notice such as this one: the latest it names.
    pub fn names(self, notice: &Notice) -> bool {
        match self {
            EventKind::Cancelled(act, step) => act.is_none_or(|act| act == notice.act) && step.is_none_or(|step| Some(step) == notice.step),
            EventKind::Recalled => matches!(notice.act, Act::Handover | Act::Assignment),
            EventKind::Notice(_)
            | EventKind::Payment(_)
            | EventKind::Reversal(_)
            | EventKind::Credit(_)
            | EventKind::Waive(..)
            | EventKind::Dispute
            | EventKind::Resolved
            | EventKind::Hold(_)
            | EventKind::Release
            | EventKind::Plan(_)
            | EventKind::PlanEnded
            | EventKind::Promise(..)
            | EventKind::Acknowledged
            | EventKind::Judgment
            | EventKind::WriteOff(_)
            | EventKind::Reopened
            | EventKind::Uncredit(_)
            | EventKind::Insolvency
            | EventKind::InsolvencyEnded => false,
        }
    }

    /// What it credits, in minor units; below zero where it takes a credit note back.
    pub fn credited(self) -> Minor {
        if let EventKind::Credit(amount) = self {
            amount
        } else if let EventKind::Uncredit(amount) = self {
            -amount
        } else {
            0
        }
    }

    /// What it pays, in minor units; below zero where it takes a payment back.
    pub fn paid(self) -> Minor {
        match self {
            EventKind::Payment(amount) => amount,
            EventKind::Reversal(amount) => -amount,
            EventKind::Credit(_)
            | EventKind::Waive(..)
            | EventKind::Uncredit(_)
            | EventKind::WriteOff(_)
            | EventKind::Reopened
            | EventKind::Insolvency
            | EventKind::InsolvencyEnded
            | EventKind::Dispute
            | EventKind::Resolved
            | EventKind::Hold(_)
            | EventKind::Release
            | EventKind::Plan(_)
            | EventKind::PlanEnded
            | EventKind::Promise(..)
            | EventKind::Acknowledged
            | EventKind::Judgment
            | EventKind::Notice(_)
            | EventKind::Cancelled(..)
            | EventKind::Recalled => 0,
        }
    }

    /// Where the kind stands in the order of one day: credit notes and waivers, payments and reversals, write-offs, stops and their ends, notices.
    /// Within one kind the file's order counts.
    pub fn rank(self) -> u8 {
        match self {
            EventKind::Credit(_) | EventKind::Uncredit(_) | EventKind::Waive(..) => 0,
            EventKind::Payment(_) | EventKind::Reversal(_) => 1,
            EventKind::WriteOff(_) | EventKind::Reopened => 2,
            EventKind::Dispute
            | EventKind::Resolved
            | EventKind::Hold(_)
            | EventKind::Release
            | EventKind::Plan(_)
            | EventKind::PlanEnded
            | EventKind::Promise(..)
            | EventKind::Acknowledged
            | EventKind::Judgment
            | EventKind::Insolvency
            | EventKind::InsolvencyEnded => 3,
            EventKind::Notice(_) | EventKind::Cancelled(..) | EventKind::Recalled => 4,
        }
    }
}

/// The events of an invoice with one more, behind the others of its day and kind.
pub fn with_event(events: &[Event], more: Event) -> Vec<Event> {
    let at = events.partition_point(|event| (event.on, event.what.rank()) <= (more.on, more.what.rank()));
    let mut events = events.to_vec();
    events.insert(at, more);
    events
}

/// What a notice said, as the ledger records it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Notice {
    /// What it is in the eyes of the law.
    pub act: Act,
    /// The step it carried out, if the ledger names one.
    pub step: Option<TextId>,
    /// The last day to pay it set.
    pub deadline: Option<Day>,
    /// Fee charged, at least 0.
    pub fee: Minor,
    /// Compensation charged, at least 0.
    pub compensation: Minor,
    /// Yearly rate it states, if any.
    pub interest_rate: Option<Rate>,
    /// Late interest it claims, all that is owed by then, at least 0; `None` where the ledger does not say.
    pub interest: Option<Minor>,
    /// Rows of a customer with the same letter and day are one letter.
    pub letter: Option<TextId>,
}
