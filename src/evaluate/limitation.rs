use super::{Case, Bound};
use crate::law::Sent;
use crate::terms::Restarter;
use crate::value::Day;

/// The last day on which a claim is not yet time-barred; `None` where the statute has no limitation.
pub fn last_day(bound: &Bound, case: &Case, history: &[Sent], on: Day) -> Option<Day> {
    let law = &bound.plan.law;
    let first = law.lapses(case.debtor, case.due(bound), case.is_due_agreed(), case.arose)?;
    // What starts the period anew must come on or before its last day; later it is too late. A notice that was undone never did.
    let events = case.events.iter().filter(|event| event.on <= on).filter_map(|event| Some((event.on, event.what.restarts()?)));
    let acts = history.iter().filter_map(|sent| Some((sent.on?, Restarter::Act(sent.act?))));
    let mut restarts: Vec<(Day, i32)> =
        events.chain(acts).filter_map(|(day, by)| Some((day, law.restarted_for(case.debtor, by)?))).collect();
    restarts.sort();
    Some(restarts.into_iter().fold(first, |last, (day, months)| law.lapses_anew(last, day, months)))
}
