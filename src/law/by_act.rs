use super::rule::Rule;
use crate::value::Act;

/// For each act the rules about its notices, so that whoever judges one goes through no others.
#[derive(Clone, Debug)]
pub struct ByAct([Vec<usize>; Act::ALL.len()]);

impl ByAct {
    /// Of a statute's rules.
    pub fn of(rules: &[Rule]) -> ByAct {
        let about = |act: Act| rules.iter().enumerate().filter(|(_, rule)| rule.of.is_about(act)).map(|(at, _)| at).collect();
        ByAct(Act::ALL.map(|(_, act)| about(act)))
    }

    /// Those about an act, in the statute's order, as places among its rules.
    pub fn about(&self, act: Act) -> &[usize] {
        &self.0[act as usize]
    }
}
