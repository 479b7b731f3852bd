//! What a file of open items and the policy tell of the steps before the one that the file names, as data.

use crate::law::{Charged, PriorDeadline};
use crate::value::Day;

/// What is known of an open-items file's last notice and of what went before it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Told {
    /// No more than the file says: it names no step of this policy, or no day.
    FileAlone,
    /// No more either, though it names this step: the letters need not be this policy's own, or cannot be.
    NotOwn(usize, NotOwn),
    /// The step that it names, and those before it.
    Own(StepsBefore),
}

/// Why the letters before a named step are not taken to be the policy's own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotOwn {
    /// The invoice was issued before the policy began: something else may have dunned it.
    Older,
    /// The file says another act than the step's.
    OtherAct,
    /// By the days of the policy, this step cannot have gone out by the day that the file tells.
    TooEarly(usize),
    /// The file says that so many were charged; the steps of the policy come to no fewer and no more than these.
    Charged {
        /// In the file.
        told: usize,
        /// Steps that went out and always cost something.
        least: usize,
        /// Steps that may have gone out and may cost something.
        most: usize,
    },
}

/// The step that a file names, and those before it that went out or may have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StepsBefore {
    /// In the policy's order; the last is the one that the file names.
    pub steps: Vec<StepBefore>,
    /// How many of them were charged, where the file says.
    pub charged: Option<usize>,
}

/// One of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StepBefore {
    /// Which.
    pub step: usize,
    /// Whether it went out: nothing can have left it out. Otherwise it may have gone out.
    pub went: bool,
    /// The earliest day on which it can have gone out.
    pub earliest: Day,
    /// The latest one.
    pub latest: Day,
    /// Its deadline.
    pub deadline: Option<PriorDeadline>,
    /// Whether its letter cost something.
    pub charged: Charged,
}

impl StepsBefore {
    /// Those before the one that the file names.
    pub fn earlier(&self) -> &[StepBefore] {
        self.steps.split_last().map_or(&[], |(_, earlier)| earlier)
    }
}
