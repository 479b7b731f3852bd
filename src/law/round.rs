use super::history::Sent;
use crate::value::Day;

/// The round of charged notices that the last one belongs to.
///
/// A round ends when so many months have passed since the last charged notice. Notices of unknown date are taken to be in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Round {
    began: Day,
    /// The day on which it ends where nothing more is charged; none before any charged notice.
    pub ends: Option<Day>,
}

impl Round {
    /// That of a history, where a new round begins so many months after the last charged notice.
    pub fn of(history: &[Sent], months: i32) -> Round {
        let mut round = Round { began: Day::FIRST, ends: None };
        for day in history.iter().filter(|sent| sent.charged).filter_map(|sent| sent.on) {
            if round.ends.is_some_and(|ends| day >= ends) {
                round.began = day;
            }
            round.ends = Some(day.plus_months(months));
        }
        round
    }

    /// From when on earlier notices count for one sent on a day.
    pub fn began(&self, on: Day) -> Day {
        self.ends.filter(|ends| on >= *ends).unwrap_or(self.began)
    }
}
