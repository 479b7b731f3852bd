use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::rc::Rc;

use super::compare::{Difference, differences};
use super::course::Course;
use super::pair::Pair;
use crate::decide::DecisionKind;
use crate::value::{Day, Debtor, Minor};

/// What differs for the amounts of one due date: each part of the amounts by its first.
pub type ByAmount = Vec<(Minor, Rc<Vec<Difference>>)>;

/// The due dates for which a row holds, the first and the last.
pub struct Strip {
    pub dates: (Day, Day),
    pub row: ByAmount,
}

/// One label and one kind of debtor.
pub struct Cells<'p, 'a> {
    pub pair: &'p Pair<'a>,
    pub label: usize,
    pub debtor: Debtor,
    /// Amounts between which nothing is known to change, the first one minor unit.
    amounts: Vec<Minor>,
    /// Where the courses of the last due date changed.
    turns: RefCell<Vec<Minor>>,
}

/// What tells two amounts apart: what differs, and what each policy sends.
type Key = (Rc<Vec<Difference>>, [Vec<Difference>; 2]);

impl<'p, 'a> Cells<'p, 'a> {
    pub fn new(pair: &'p Pair<'a>, label: usize, debtor: Debtor) -> Cells<'p, 'a> {
        Cells { pair, label, debtor, amounts: pair.amounts(), turns: RefCell::default() }
    }

    /// What differs, due date by due date.
    pub fn strips(&self) -> Vec<Strip> {
        let (first, last) = self.pair.window;
        let row = |day: i64| self.row(Day::from_number(day as i32));
        let changes = changes(&self.dates().iter().map(|day| day.number().into()).collect::<Vec<i64>>(), &row);
        let ends = changes.iter().skip(1).map(|(from, _)| *from - 1).chain([last.number().into()]).collect::<Vec<i64>>();
        debug_assert_eq!(changes.first().map(|(from, _)| *from), Some(first.number().into()));
        let day = |number: i64| Day::from_number(number as i32);
        changes.into_iter().zip(ends).map(|((from, row), to)| Strip { dates: (day(from), day(to)), row }).collect()
    }

    fn row(&self, due: Day) -> ByAmount {
        let mut points: Vec<Minor> = self.amounts.iter().chain(self.turns.borrow().iter()).copied().collect();
        points.sort_unstable();
        points.dedup();
        let found = changes(&points, &|amount| self.key(amount, due));
        *self.turns.borrow_mut() = found.iter().flat_map(|(from, _)| [from - 1, *from]).filter(|amount| *amount > 0).collect();
        let mut row: ByAmount = Vec::new();
        for (from, (differences, _)) in found {
            if row.last().is_none_or(|(_, last)| *last != differences) {
                row.push((from, differences));
            }
        }
        row
    }

    fn key(&self, amount: Minor, due: Day) -> Key {
        let (found, courses) = self.pair.compare(self.pair.invoice(self.label, self.debtor, amount, due));
        let nothing = Course { due, notices: Vec::new(), end: DecisionKind::Wait, rule: None };
        let sends =
            courses.map(|course| differences(&Course { due: course.due, ..nothing.clone() }, &course, Ordering::Equal, self.pair.grain));
        (Rc::new(found), sends)
    }

    /// Due dates between which nothing is known to change: those that bring a notice to a date of change, and one in each four weeks.
    fn dates(&self) -> Vec<Day> {
        let pair = self.pair;
        let (first, last) = pair.window;
        let days = last.since(first);
        if pair.grain.days_vary {
            return (0..=days).map(|day| first.plus(day)).collect();
        }
        let mut dates: BTreeSet<Day> = (0..=days).step_by(28).map(|day| first.plus(day)).chain([first, last]).collect();
        let mut after: BTreeSet<i32> = BTreeSet::from([0]);
        for amount in &self.amounts {
            let courses = pair.courses(&pair.sides, pair.invoice(self.label, self.debtor, *amount, first));
            after.extend(courses.iter().flat_map(|course| course.notices.iter().map(|sent| sent.on.since(course.due))));
        }
        let fees = pair.sides.iter().flat_map(|side| side.bound.plan.steps.iter().flat_map(|step| step.fee.changes()));
        let rates = pair.sides.iter().flat_map(|side| side.bound.plan.law.rate_changes(self.debtor));
        let ends = pair.sides.iter().map(|side| side.until).filter(|until| *until < Day::LAST).map(|until| until.plus(1));
        let sending: BTreeSet<Day> =
            pair.cuts.iter().flat_map(|cuts| cuts.sending.iter().copied()).chain(fees).chain(rates).chain(ends).collect();
        dates.extend(sending.iter().flat_map(|cut| after.iter().flat_map(|days| [0, 1].map(|by| cut.plus(-days - by)))));
        dates.extend(pair.cuts.iter().flat_map(|cuts| cuts.due.iter().flat_map(|cut| [0, 1, 4].map(|by| cut.plus(-by)))));
        dates.into_iter().filter(|day| (first..=last).contains(day)).collect()
    }
}

/// Where a value changes between points in order: the first point and each at which another value begins, found to the unit between points that differ.
fn changes<V: PartialEq + Clone>(points: &[i64], value: &dyn Fn(i64) -> V) -> Vec<(i64, V)> {
    let mut changes: Vec<(i64, V)> = Vec::new();
    let Some((first, rest)) = points.split_first() else { return changes };
    let mut at = *first;
    changes.push((at, value(at)));
    for point in rest {
        let target = value(*point);
        while let Some((_, current)) = changes.last().filter(|(_, current)| *current != target) {
            let (mut same, mut other, mut found) = (at, *point, target.clone());
            while other - same > 1 {
                let middle = same + (other - same) / 2;
                let there = value(middle);
                if there == *current {
                    same = middle;
                } else {
                    (other, found) = (middle, there);
                }
            }
            at = other;
            changes.push((other, found));
        }
        at = *point;
    }
    changes
}
