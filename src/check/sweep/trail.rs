use std::rc::Rc;

use super::notices::Notice;
use crate::value::Day;

/// The notices that have gone out to a case, the last one first.
#[derive(Debug)]
pub struct Trail<'a> {
    /// The notice.
    pub notice: Rc<Notice<'a>>,
    /// The day it went out.
    pub on: Day,
    /// Those before it.
    pub before: Option<Rc<Trail<'a>>>,
}

impl<'a> Trail<'a> {
    /// All of them, the first one first.
    pub fn all(trail: Option<&Rc<Trail<'a>>>) -> Vec<Rc<Trail<'a>>> {
        let mut all: Vec<Rc<Trail>> = std::iter::successors(trail.cloned(), |trail| trail.before.clone()).collect();
        all.reverse();
        all
    }
}
