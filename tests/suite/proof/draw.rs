//! Lots drawn from a number: the same number, the same lots.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A source of lots (the mixer of SplitMix64).
#[derive(Clone, Debug)]
pub struct Draw(pub u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// A whole number of `from..=to`.
    pub fn within(&mut self, from: i64, to: i64) -> i64 {
        from + (self.next() % (to - from + 1) as u64) as i64
    }

    /// One of them.
    pub fn of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.within(0, all.len() as i64 - 1) as usize].clone()
    }

    /// Some of them, in their order; at least one.
    pub fn some<T: Clone>(&mut self, all: &[T]) -> Vec<T> {
        loop {
            let some: Vec<T> = all.iter().filter(|_| self.chance(50)).cloned().collect();
            if !some.is_empty() {
                return some;
            }
        }
    }

    /// True in so many of a hundred.
    pub fn chance(&mut self, of_a_hundred: i64) -> bool {
        self.within(1, 100) <= of_a_hundred
    }
}

/// What `one` says of each number below `count`, in their order, worked out on two threads.
pub fn each<T: Send>(count: usize, one: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let (next, said) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(count)));
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                return;
            }
            let answer = one(at);
            said.lock().unwrap().push((at, answer));
        }
    };
    thread::scope(|scope| {
        scope.spawn(work);
        work();
    });
    let mut said = said.into_inner().unwrap();
    said.sort_by_key(|(at, _)| *at);
    said.into_iter().map(|(_, answer)| answer).collect()
}
