use super::Day;

/// The first of many days that comes after one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FirstAfter {
    /// The one.
    pub after: Day,
    /// The first of those told so far that comes after it.
    pub first: Option<Day>,
}

impl FirstAfter {
    /// Before any of them is told.
    pub fn new(after: Day) -> FirstAfter {
        FirstAfter { after, first: None }
    }

    /// Tells one of them.
    pub fn or(&mut self, day: Day) {
        if day > self.after {
            self.first = Some(self.first.map_or(day, |first| first.min(day)));
        }
    }

    /// Tells the very next day.
    pub fn tomorrow(&mut self) {
        self.or(self.after.plus(1));
    }
}
