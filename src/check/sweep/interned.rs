use std::hash::Hash;
use std::rc::Rc;

use rustc_hash::FxHashMap;

/// Things that are the same have one number.
pub struct Interned<T> {
    all: Vec<Rc<T>>,
    numbers: FxHashMap<Rc<T>, u32>,
}

impl<T> Default for Interned<T> {
    fn default() -> Interned<T> {
        Interned { all: Vec::new(), numbers: FxHashMap::default() }
    }
}

impl<T: Clone + Eq + Hash> Interned<T> {
    /// The number of a thing.
    pub fn number(&mut self, one: &T) -> u32 {
        if let Some(number) = self.numbers.get(one) {
            return *number;
        }
        let (one, number) = (Rc::new(one.clone()), self.all.len() as u32);
        self.all.push(one.clone());
        self.numbers.insert(one, number);
        number
    }

    /// The thing that has a number.
    pub fn get(&self, number: u32) -> Rc<T> {
        self.all[number as usize].clone()
    }
}
