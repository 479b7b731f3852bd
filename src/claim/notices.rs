use crate::ledger::{Event, EventKind, Notice};
use crate::value::{Act, Day};

/// The notices of one invoice that stand on a day: sent by then, and not undone.
pub fn standing_notices(events: &[Event], notices: &[Notice], on: Day) -> Vec<(u32, Day)> {
    let mut history = Vec::new();
    for event in events.iter().take_while(|event| event.on <= on) {
        notify(event, notices, &mut history);
    }
    history
}

/// Adds a notice to those that stand, or takes away the one an event undoes, and answers with that.
pub(super) fn notify(event: &Event, notices: &[Notice], history: &mut Vec<(u32, Day)>) -> Option<(u32, Day)> {
    if let EventKind::Notice(notice) = event.what {
        history.push((notice, event.on));
        return None;
    }
    undone(event.what, history, notices).map(|at| history.remove(at))
}

/// Which of the notices that stand an event undoes: the latest it names.
pub(super) fn undone(what: EventKind, history: &[(u32, Day)], notices: &[Notice]) -> Option<usize> {
    history.iter().rposition(|(notice, _)| {
        let notice = &notices[*notice as usize];
        match what {
            EventKind::Cancelled(act, step) => act.is_none_or(|act| act == notice.act) && step.is_none_or(|step| Some(step) == notice.step),
            EventKind::Recalled => notice.act == Act::Handover,
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
            | EventKind::WriteOff => false,
        }
    })
}
