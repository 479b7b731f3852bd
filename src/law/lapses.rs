use super::statute::Law;
use crate::terms::{Restarter, StartOf};
use crate::value::{Day, Debtor};

impl Law {
    /// The last day on which a claim is not yet time-barred when nothing starts the period anew; `None` where the statute has no limitation.
    /// `due` is the due date that counts, `agreed` says whether it was agreed.
    pub fn lapses(&self, debtor: Debtor, due: Day, agreed: bool, arose: Day) -> Option<Day> {
        let lapse = self.limitation.as_ref()?.of(debtor)?;
        let start = lapse.from.iter().find_map(|start| match start {
            StartOf::AgreedDueDate => agreed.then_some(due),
            StartOf::DueDate => Some(due),
            StartOf::Arose => Some(arose),
        })?;
        Some(self.period_from(start, lapse.months))
    }

    /// The last day of a period that would end on `first`, with all that may start it anew, in any order. What does must come on or before the last day;
    /// later it is too late.
    pub fn lapses_after(&self, first: Day, debtor: Debtor, restarts: impl Iterator<Item = (Day, Restarter)>) -> Day {
        let mut restarts: Vec<(Day, i32)> = restarts.filter_map(|(on, by)| Some((on, self.restarted_for(debtor, by)?))).collect();
        restarts.sort();
        restarts.into_iter().fold(first, |last, (on, months)| self.lapses_anew(last, on, months))
    }

    /// The months of the period that something starts anew; `None` where it does not.
    fn restarted_for(&self, debtor: Debtor, by: Restarter) -> Option<i32> {
        let limitation = self.limitation.as_ref()?;
        limitation.restarted_for(by, limitation.of(debtor)?)
    }

    /// The last day after a period of so many months was started anew on a day.
    fn lapses_anew(&self, last: Day, on: Day, months: i32) -> Day {
        if on <= last { self.period_from(on, months).max(last) } else { last }
    }

    fn period_from(&self, start: Day, months: i32) -> Day {
        let Some(limitation) = &self.limitation else { return Day::LAST };
        let day = start.plus_months(months).plus(-i32::from(limitation.last_day_excluded));
        if limitation.moved { self.calendar.on_or_after(day) } else { day }
    }
}
