use crate::value::Day;

/// A period of validity, both days included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Valid {
    /// The first day.
    pub from: Day,
    /// The last day; `None` is for ever.
    pub until: Option<Day>,
}

impl Valid {
    /// Whether it holds a day.
    pub fn holds(&self, on: Day) -> bool {
        self.from <= on && self.until.is_none_or(|until| on <= until)
    }
}
