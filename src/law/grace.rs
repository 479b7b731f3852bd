use crate::value::Day;

/// A due date with the days of grace that follow it: those up to the first business day, where the statute takes a payment on that one to be in time.
/// Nothing is late on them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Grace {
    /// The due date that counts.
    pub due: Day,
    /// The last day of grace; the due date itself where none follows it.
    pub until: Day,
}

impl Grace {
    /// Whether a day is one of them.
    pub fn covers(self, on: Day) -> bool {
        self.due < on && on <= self.until
    }

    /// Days past the due date; below 0 before it, and 0 on days of grace.
    pub fn overdue(self, on: Day) -> i32 {
        if self.covers(on) { 0 } else { on.since(self.due) }
    }
}
