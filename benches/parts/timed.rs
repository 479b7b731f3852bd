//! Medians of what is timed in turn.

use std::hint::black_box;
use std::time::Instant;

/// One thing that is timed. It answers a number, so that nothing of it can be left out.
pub struct Part<'a> {
    pub name: &'static str,
    /// How many things one go does.
    things: usize,
    go: Box<dyn Fn() -> usize + 'a>,
}

impl<'a> Part<'a> {
    pub fn new(name: &'static str, things: usize, go: impl Fn() -> usize + 'a) -> Part<'a> {
        Part { name, things, go: Box::new(go) }
    }

    /// Tenths of a nanosecond for one thing.
    fn timed(&self) -> u128 {
        let start = Instant::now();
        black_box((self.go)());
        start.elapsed().as_nanos() * 10 / self.things as u128
    }
}

/// The median of each part in tenths of a nanosecond; a first round warms up and does not count.
pub fn medians(parts: &[Part], rounds: usize) -> Vec<u128> {
    let mut times = vec![Vec::new(); parts.len()];
    for round in 0..=rounds.max(1) {
        for (part, times) in parts.iter().zip(&mut times) {
            let took = part.timed();
            if round > 0 {
                times.push(took);
            }
        }
    }
    times
        .into_iter()
        .map(|mut times| {
            times.sort_unstable();
            times[times.len() / 2]
        })
        .collect()
}

/// Tenths as a figure with one decimal.
pub fn tenths(tenths: u128) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}
