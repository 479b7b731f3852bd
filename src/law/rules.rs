use std::ops::Deref;
use std::slice;

use super::rule::Rule;
use crate::value::Act;

/// The rules of a statute or of a practice, in its order. Those about notices of an act are known, so that whoever judges one goes through no others.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Rules {
    all: Vec<Rule>,
    by_act: [Vec<usize>; Act::ALL.len()],
}

impl Rules {
    /// Those about notices of an act, each with its place among all.
    pub fn about(&self, act: Act) -> impl Iterator<Item = (usize, &Rule)> {
        self.by_act[act as usize].iter().map(|at| (*at, &self.all[*at]))
    }
}

impl From<Vec<Rule>> for Rules {
    fn from(all: Vec<Rule>) -> Rules {
        let about = |act: Act| all.iter().enumerate().filter(|(_, rule)| rule.of.is_about(act)).map(|(at, _)| at).collect();
        Rules { by_act: Act::ALL.map(|(_, act)| about(act)), all }
    }
}

impl FromIterator<Rule> for Rules {
    fn from_iter<I: IntoIterator<Item = Rule>>(rules: I) -> Rules {
        Vec::from_iter(rules).into()
    }
}

impl Deref for Rules {
    type Target = [Rule];

    fn deref(&self) -> &[Rule] {
        &self.all
    }
}

impl<'r> IntoIterator for &'r Rules {
    type Item = &'r Rule;
    type IntoIter = slice::Iter<'r, Rule>;

    fn into_iter(self) -> slice::Iter<'r, Rule> {
        self.all.iter()
    }
}
