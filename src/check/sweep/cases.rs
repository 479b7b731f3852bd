use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

use super::agenda::Agenda;
use super::case::{Case, History, Key};
use super::rank::Rank;
use super::watcher::Runs;
use crate::value::Day;

/// The cases of a day. Of those that are remembered alike none stands for another.
#[derive(Default)]
pub struct Cases<'a> {
    /// By place; where none is left a place is free.
    places: Vec<Alike<'a>>,
    free: Vec<u32>,
    by_key: HashTable<u32>,
    waking: Agenda,
    starting: Agenda,
}

/// Cases that are remembered alike.
struct Alike<'a> {
    hash: u64,
    key: Key,
    cases: Vec<Case<'a>>,
}

impl<'a> Cases<'a> {
    /// The place to [put](Cases::put) a case that is remembered so, unless one that is there stands for it; those for which it stands go.
    pub fn room_for(&mut self, runs: Runs, key: &Key, rank: &Rank) -> Option<u32> {
        let place = self.place(key);
        let alike = &mut self.places[place as usize].cases;
        if alike.iter().any(|other| other.rank().stands_for(rank, runs)) {
            return None;
        }
        alike.retain(|other| !rank.stands_for(&other.rank(), runs));
        Some(place)
    }

    /// Puts a case where there is room for it.
    pub fn put(&mut self, place: u32, case: Case<'a>) {
        self.waking.note(case.wakes, place);
        self.starting.note(case.starts, place);
        self.places[place as usize].cases.push(case);
    }

    /// The place of those that are remembered so.
    fn place(&mut self, key: &Key) -> u32 {
        let hash = FxBuildHasher.hash_one(key);
        if let Some(place) = self.by_key.find(hash, |place| self.places[*place as usize].key == *key) {
            return *place;
        }
        let alike = Alike { hash, key: key.clone(), cases: Vec::new() };
        let place = match self.free.pop() {
            Some(place) => {
                self.places[place as usize] = alike;
                place
            }
            None => {
                self.places.push(alike);
                self.places.len() as u32 - 1
            }
        };
        let places = &self.places;
        self.by_key.insert_unique(hash, place, |place| places[*place as usize].hash);
        place
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Case<'a>> {
        self.places.iter().flat_map(|alike| &alike.cases)
    }

    /// What is remembered of them.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        self.places.iter().filter(|alike| !alike.cases.is_empty()).map(|alike| &alike.key)
    }

    /// Those of which a step is due on a day, with what is remembered of them and where they are.
    pub fn due(&mut self, on: Day) -> impl Iterator<Item = (&Key, (u32, usize), &mut Case<'a>)> {
        self.places.iter_mut().zip(0..).flat_map(move |(alike, place)| {
            let Alike { key, cases, .. } = alike;
            let key = &*key;
            cases.iter_mut().enumerate().filter(move |(_, case)| case.due <= on.number()).map(move |(at, case)| (key, (place, at), case))
        })
    }

    /// Takes out those that are remembered otherwise from a day on, with what is remembered of them before; or `all`.
    pub fn waking(&mut self, on: Day, all: bool) -> Vec<(Key, Case<'a>)> {
        let noted = self.waking.take(on.number());
        let places = if all { (0..self.places.len() as u32).collect() } else { noted };
        let mut woken = Vec::new();
        for place in places {
            let Alike { key, cases, .. } = &mut self.places[place as usize];
            woken.extend(cases.extract_if(.., |case| all || case.wakes <= on.number()).map(|case| (key.clone(), case)));
            self.leave(place);
        }
        woken
    }

    /// Those of which others come on a day whose interest has started.
    pub fn starting(&mut self, on: Day, runs: Runs) -> Vec<History<'a>> {
        let mut starting = Vec::new();
        for place in self.starting.take(on.number()) {
            for case in self.places[place as usize].cases.iter_mut().filter(|case| case.starts == on.number()) {
                starting.push(case.history.clone());
                case.history.seed.started = true;
                case.starts = case.history.seed.starts_again(runs, case.due <= on.number(), on);
                self.starting.note(case.starts, place);
            }
        }
        starting
    }

    /// Takes one out of where it is; of several at one place the last is the first to go.
    pub fn remove(&mut self, (place, at): (u32, usize)) {
        self.places[place as usize].cases.remove(at);
        self.leave(place);
    }

    fn leave(&mut self, place: u32) {
        let Alike { hash, cases, .. } = &self.places[place as usize];
        if cases.is_empty()
            && let Ok(found) = self.by_key.find_entry(*hash, |other| *other == place)
        {
            found.remove();
            self.free.push(place);
        }
    }
}
