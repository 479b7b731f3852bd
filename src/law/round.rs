use super::Sent;
use crate::value::Day;

/// Where the current round of charged notices began for a notice sent on a day: earlier notices before it no longer count.
///
/// A round ends when so many months have passed since the last charged notice. Notices of unknown date are taken to be in it.
pub fn began(history: &[Sent], on: Day, months: Option<i32>) -> Day {
    let Some(months) = months else { return Day::FIRST };
    let mut start = Day::FIRST;
    let mut last: Option<Day> = None;
    for day in history.iter().filter(|sent| sent.charged).filter_map(|sent| sent.on) {
        if last.is_some_and(|last| day >= last.plus_months(months)) {
            start = day;
        }
        last = Some(day);
    }
    match last {
        Some(last) if on >= last.plus_months(months) => last.plus_months(months),
        _ => start,
    }
}
