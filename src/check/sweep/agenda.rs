use rustc_hash::FxHashMap;

use super::memory::NEVER;

/// At which places something happens on which day.
#[derive(Default)]
pub struct Agenda {
    by_day: FxHashMap<i32, Vec<u32>>,
}

impl Agenda {
    /// Something happens at a place on a day that is still to come.
    pub fn note(&mut self, day: i32, place: u32) {
        if day != NEVER {
            self.by_day.entry(day).or_default().push(place);
        }
    }

    /// The places of a day, each once.
    pub fn take(&mut self, day: i32) -> Vec<u32> {
        let mut places = self.by_day.remove(&day).unwrap_or_default();
        places.sort_unstable();
        places.dedup();
        places
    }
}
