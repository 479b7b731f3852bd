use super::{Case, Plan};
use crate::law::Sent;
use crate::ledger::What;
use crate::syntax::tree::StartOf;
use crate::value::Day;

/// The last day on which a claim is not yet time-barred; `None` where the statute has no limitation.
pub fn last_day(plan: &Plan, case: &Case, history: &[Sent], on: Day) -> Option<Day> {
    let limitation = plan.law.statute.limitation.as_ref()?;
    let start = limitation.from.iter().find_map(|start| match start {
        StartOf::AgreedDueDate => (case.due_agreed && case.stated_due.is_some()).then(|| case.due(plan)),
        StartOf::DueDate => Some(case.due(plan)),
        StartOf::Arose => Some(case.arose),
    })?;
    let end = |start: Day| {
        let day = start.plus_months(limitation.months).plus(-i32::from(limitation.last_day_excluded));
        if limitation.moved { plan.law.statute.calendar.on_or_after(day) } else { day }
    };
    // What restarts the period on or before its last day starts it anew; later it is too late. A notice that was undone never did.
    let events = case.events.iter().filter(|event| event.on <= on).filter(|event| match event.what {
        What::Acknowledged => limitation.restarted_by_acknowledgement,
        What::Plan(_) => limitation.restarted_by_plan,
        What::Payment(_) => limitation.restarted_by_payment,
        _ => false,
    });
    let acts = history.iter().filter(|sent| sent.act.is_some_and(|act| limitation.restarted_by_acts.contains(&act)));
    let mut restarts: Vec<Day> = events.map(|event| event.on).chain(acts.filter_map(|sent| sent.on)).collect();
    restarts.sort();
    Some(restarts.into_iter().fold(end(start), |last, day| if day <= last { end(day).max(last) } else { last }))
}
