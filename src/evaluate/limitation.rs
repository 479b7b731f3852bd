use super::{Case, Plan};
use crate::law::Sent;
use crate::ledger::What;
use crate::syntax::tree::{Restarter, StartOf};
use crate::value::Day;

/// The last day on which a claim is not yet time-barred; `None` where the statute has no limitation.
pub fn last_day(plan: &Plan, case: &Case, history: &[Sent], on: Day) -> Option<Day> {
    let limitation = plan.law.statute.limitation.as_ref()?;
    let lapse = limitation.of(case.debtor)?;
    let start = lapse.from.iter().find_map(|start| match start {
        StartOf::AgreedDueDate => (case.due_agreed && case.stated_due.is_some()).then(|| case.due(plan)),
        StartOf::DueDate => Some(case.due(plan)),
        StartOf::Arose => Some(case.arose),
    })?;
    let end = |start: Day, months: i32| {
        let day = start.plus_months(months).plus(-i32::from(limitation.last_day_excluded));
        if limitation.moved { plan.law.statute.calendar.on_or_after(day) } else { day }
    };
    // What restarts the period on or before its last day starts it anew; later it is too late. A notice that was undone never did.
    let events = case.events.iter().filter(|event| event.on <= on).filter_map(|event| Some((event.on, restarter(event.what)?)));
    let acts = history.iter().filter_map(|sent| Some((sent.on?, Restarter::Act(sent.act?))));
    let anew = |(day, by): (Day, Restarter)| limitation.restarted_for(by, lapse).map(|months| (day, months));
    let mut restarts: Vec<(Day, i32)> = events.chain(acts).filter_map(anew).collect();
    restarts.sort();
    Some(
        restarts
            .into_iter()
            .fold(end(start, lapse.months), |last, (day, months)| if day <= last { end(day, months).max(last) } else { last }),
    )
}

fn restarter(what: What) -> Option<Restarter> {
    match what {
        What::Acknowledged => Some(Restarter::Acknowledged),
        What::Judgment => Some(Restarter::Judgment),
        What::Plan(_) => Some(Restarter::Plan),
        What::Payment(_) => Some(Restarter::Payment),
        _ => None,
    }
}
