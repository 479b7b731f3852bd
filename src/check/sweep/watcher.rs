use std::rc::Rc;

use super::notices::{Notice, Outcomes};
use super::open_case::OpenCase;
use super::root::{Dates, Root};
use super::trail::Trail;
use crate::value::Day;

/// What is told of while cases are followed.
pub trait Watcher<'a> {
    /// A notice can go out to a case on a day.
    fn sends(&mut self, sending: &Sending<'_, 'a>);
    /// What can come of a case was found out; whether it has lapsed unless something kept it alive.
    fn found(&mut self, outcomes: &Outcomes<'a>, lapsed: bool);
    /// Whether enough is known.
    fn enough(&self) -> bool;
}

/// A notice to a case.
pub struct Sending<'s, 'a> {
    pub root: &'s Root,
    pub dates: &'s Dates,
    pub trail: Option<&'s Rc<Trail<'a>>>,
    /// Whether it rests on more being owed besides the balance than may be possible.
    pub strained: bool,
    /// The case as an earlier version of the policy left it.
    pub begun: Option<&'s Rc<OpenCase>>,
    pub notice: &'s Rc<Notice<'a>>,
    pub on: Day,
}

/// How cases are followed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Runs {
    /// Any run may be left out, and anything may be paid at any time.
    Any,
    /// Every run comes on its day and nothing changes: the schedule as it is written.
    Punctual,
}
