use super::{Event, EventKind, Notices};
use crate::value::Day;

/// The notices of one invoice that stand on a day: sent by then, and not undone.
pub fn standing_notices(events: &[Event], notices: &Notices, on: Day) -> Vec<(u32, Day)> {
    let mut history = Vec::new();
    for event in events.iter().take_while(|event| event.on <= on) {
        notify(event, notices, &mut history);
    }
    history
}

/// Whether an event, by its place among those of its invoice, is to undo a notice where none stands that it names.
pub fn undoes_nothing(events: &[Event], at: usize, notices: &Notices) -> bool {
    let Event { on, what } = events[at];
    matches!(what, EventKind::Cancelled(..) | EventKind::Recalled)
        && undone(what, &standing_notices(&events[..at], notices, on), notices).is_none()
}

/// Adds a notice to those that stand, or takes away the one an event undoes, and answers with that.
pub(crate) fn notify(event: &Event, notices: &Notices, history: &mut Vec<(u32, Day)>) -> Option<(u32, Day)> {
    if let EventKind::Notice(notice) = event.what {
        history.push((notice, event.on));
        return None;
    }
    undone(event.what, history, notices).map(|at| history.remove(at))
}

/// Which of the notices that stand an event undoes: the latest it names.
pub(crate) fn undone(what: EventKind, history: &[(u32, Day)], notices: &Notices) -> Option<usize> {
    history.iter().rposition(|(notice, _)| what.names(&notices[*notice as usize]))
}
