use super::Law;
use crate::ledger::What;
use crate::syntax::tree::StartOf;
use crate::value::{Act, Day};

impl Law {
    /// The last day on which a claim is not yet time-barred when nothing starts the period anew; `None` where the statute has no limitation.
    /// `due` is the due date that counts, `agreed` says whether it was agreed.
    pub fn lapses(&self, due: Day, agreed: bool, arose: Day) -> Option<Day> {
        let limitation = self.statute.limitation.as_ref()?;
        let start = limitation.from.iter().find_map(|start| match start {
            StartOf::AgreedDueDate => agreed.then_some(due),
            StartOf::DueDate => Some(due),
            StartOf::Arose => Some(arose),
        })?;
        Some(self.period_from(start))
    }

    /// The last day after something on a day started the period anew; once it has lapsed it is too late for that.
    pub fn lapses_anew(&self, last: Day, on: Day) -> Day {
        if on <= last { self.period_from(on).max(last) } else { last }
    }

    /// Whether an event other than a notice starts the period of limitation anew.
    pub fn is_restarted_by(&self, what: What) -> bool {
        self.statute.limitation.as_ref().is_some_and(|limitation| match what {
            What::Acknowledged => limitation.restarted_by_acknowledgement,
            What::Plan(_) => limitation.restarted_by_plan,
            What::Payment(_) => limitation.restarted_by_payment,
            _ => false,
        })
    }

    /// Whether a notice of this act starts the period of limitation anew.
    pub fn is_restarted_by_act(&self, act: Act) -> bool {
        self.statute.limitation.as_ref().is_some_and(|limitation| limitation.restarted_by_acts.contains(&act))
    }

    fn period_from(&self, start: Day) -> Day {
        let Some(limitation) = &self.statute.limitation else { return Day::LAST };
        let day = start.plus_months(limitation.months).plus(-i32::from(limitation.last_day_excluded));
        if limitation.moved { self.statute.calendar.on_or_after(day) } else { day }
    }
}
