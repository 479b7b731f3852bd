use crate::ledger::{Event, Notice, What};
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
    match event.what {
        What::Notice(notice) => {
            history.push((notice, event.on));
            None
        }
        What::Cancelled(..) | What::Recalled => undone(event.what, history, notices).map(|at| history.remove(at)),
        What::Payment(_)
        | What::Reversal(_)
        | What::Credit(_)
        | What::Waive(..)
        | What::Dispute
        | What::Resolved
        | What::Hold(_)
        | What::Release
        | What::Plan(_)
        | What::PlanEnded
        | What::Promise(..)
        | What::Acknowledged
        | What::Judgment
        | What::WriteOff => None,
    }
}

/// Which of the notices that stand an event undoes: the latest it names.
pub(super) fn undone(what: What, history: &[(u32, Day)], notices: &[Notice]) -> Option<usize> {
    history.iter().rposition(|(notice, _)| {
        let notice = &notices[*notice as usize];
        match what {
            What::Cancelled(act, step) => act.is_none_or(|act| act == notice.act) && step.is_none_or(|step| Some(step) == notice.step),
            What::Recalled => notice.act == Act::Handover,
            What::Notice(_)
            | What::Payment(_)
            | What::Reversal(_)
            | What::Credit(_)
            | What::Waive(..)
            | What::Dispute
            | What::Resolved
            | What::Hold(_)
            | What::Release
            | What::Plan(_)
            | What::PlanEnded
            | What::Promise(..)
            | What::Acknowledged
            | What::Judgment
            | What::WriteOff => false,
        }
    })
}
