use super::cuts::Cuts;
use super::invoices::Weight;
use crate::decide::BoundPlan;
use crate::value::Day;

/// Which due dates are gone through.
#[derive(Clone, Copy, PartialEq)]
pub enum Dates {
    /// Those that decide where only days are counted.
    Corners,
    /// The same, with nobody late.
    OnTime,
    /// Every day of the window.
    Every,
}

/// The due dates that decide, each with how many notices may be late: a week at the beginning of the window, invoices that are overdue when it begins, those that
/// bring a step to each side of every change of date; and every day of the window where something is counted in business days or months.
pub fn due_dates(bound: &BoundPlan, cuts: &Cuts, offsets: &[i32], before: i32, weight: Weight, dates: Dates) -> Vec<(Day, u8)> {
    let (first, last) = cuts.window;
    let oldest = cuts.oldest;
    let (most, few) = match weight {
        Weight::Full => (cuts.late, cuts.late.min(1)),
        Weight::UnusualTerm => (1, 1),
        Weight::Interest => (0, 0),
    };
    let (most, few) = if dates == Dates::OnTime { (0, 0) } else { (most, few) };
    let longest = offsets.iter().copied().max().unwrap_or(0);
    let mut due: Vec<(Day, u8)> = vec![(first.plus(1), most), (first.plus(4), most)];
    due.extend((-1..14).map(|days| (first.plus(days), few)));
    due.extend([(oldest, few), (first.plus(-longest - 60), few), (first.plus(-14), few)]);
    // What is for invoices of some age alone, on each side of that age when the policy begins; and letters that go out before the due date.
    due.extend(cuts.overdue.iter().flat_map(|days| [-1, 0, 1].map(|by| (first.plus(by - days), few))));
    due.extend([0, 1].map(|by| (last.plus(before - by), few)));
    if weight != Weight::UnusualTerm {
        for cut in cuts.sending.iter().chain([&first]) {
            due.extend(offsets.iter().copied().chain([0]).flat_map(|offset| [0, 1].map(|by| (cut.plus(-offset - by), few))));
        }
    }
    for cut in &cuts.due {
        // On each side, also where the due date itself moves.
        let before = (1..8).map(|days| cut.plus(-days)).find(|day| bound.plan.law.due_date(Some(*day), *day) < *cut);
        due.extend([(*cut, few), (before.unwrap_or(*cut), few)]);
    }
    if cuts.reads.advice_calendar && !(cuts.reads.calendar || dates == Dates::Every) {
        due.extend((0..=last.since(first)).map(|days| (first.plus(days), 0)));
    }
    if cuts.reads.calendar || dates == Dates::Every {
        let begin = first.plus(-longest - 7);
        // How late a letter is and how unusual the term do not meet in the length of a week.
        let late = if weight == Weight::Full { few } else { 0 };
        due.extend((0..=last.since(begin)).map(|days| (begin.plus(days), late)));
    }
    due.retain(|(due, _)| (oldest..=last.plus(before)).contains(due));
    // What falls due while the policy holds comes first: it shows a fault more plainly.
    due.sort_by_key(|(due, late)| (*due < first, *due, std::cmp::Reverse(*late)));
    due.dedup_by_key(|(due, _)| *due);
    due
}
