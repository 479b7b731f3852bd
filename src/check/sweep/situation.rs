//! What can come of a case is the same for all that are asked the same.

use std::rc::Rc;

use super::case::{Case, Key};
use super::memory::PAST;
use super::notices::Notice;
use crate::decide::Progress;
use crate::plan::Plan;
use crate::value::Minor;

/// What the outcomes of a case on a day hang on.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Situation {
    root: u16,
    known: u32,
    flags: u32,
    /// Which of the days have come on which something is answered otherwise, as bits.
    come: Vec<u64>,
    segment: u16,
    day: u16,
}

impl Situation {
    /// That of a case, on days of a stretch and of a kind.
    pub fn of(key: &Key, case: &Case, (segment, day): (u16, u16)) -> Situation {
        Situation { root: key.root, known: key.known, flags: key.flags, come: come(&key.turns, &case.triggers), segment, day }
    }
}

/// What can come of cases in one situation: notices, and what is known of those to which none goes out.
pub struct Found<'a> {
    pub follows: Vec<Follow<'a>>,
    pub silent: Vec<u32>,
}

/// A notice and what is known of the invoices it went to, for the days to come.
#[derive(Clone)]
pub struct Follow<'a> {
    pub notice: Rc<Notice<'a>>,
    pub known: u32,
    /// Whether the same comes of a case by one before it.
    pub again: bool,
}

/// The first step that is still ahead.
pub fn next(progress: &Progress) -> usize {
    progress.position.map_or(0, |at| at + 1)
}

/// The most that can be owed besides the balance, where that is no matter of interest: what was charged so far.
pub fn charges(plan: &Plan, progress: &Progress) -> Option<Minor> {
    plan.interest.is_none().then(|| progress.history.iter().map(|sent| sent.fee + sent.compensation).sum())
}

/// Which days have come, as bits.
fn come(turns: &[i32], triggers: &[i32]) -> Vec<u64> {
    let mut bits = vec![0; (turns.len() + triggers.len()).div_ceil(64)];
    let past = turns.iter().chain(triggers).enumerate().filter(|(_, day)| **day == PAST);
    past.for_each(|(at, _)| bits[at / 64] |= 1 << (at % 64));
    bits
}
