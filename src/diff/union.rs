use crate::model::{Anchor, Comparison, Condition, Fact, Policy, Right, Step};
use crate::value::Debtors;

/// Two policies as one that asks everything either of them asks: for its cut points and kinds of invoices alone, nothing is decided by it. And the place
/// of each fact of the second in it.
pub fn union(old: &Policy, new: &Policy) -> (Policy, Vec<usize>) {
    let mut both = old.clone();
    let place = |fact: &crate::syntax::tree::FactDeclaration, both: &mut Policy| {
        let same = both.facts.iter().position(|other| other.name.value == fact.name.value && other.kind == fact.kind);
        same.unwrap_or_else(|| {
            both.facts.push(fact.clone());
            both.facts.len() - 1
        })
    };
    let facts: Vec<usize> = new.facts.iter().map(|fact| place(fact, &mut both)).collect();
    let moved = |condition: &Condition| with_facts(condition, &facts);
    both.applies = Some(Condition::All(old.applies.iter().cloned().chain(new.applies.iter().map(moved)).collect()));
    both.exempt.extend(new.exempt.iter().map(|(condition, words)| (moved(condition), words.clone())));
    let behind = old.steps.len();
    both.steps.extend(new.steps.iter().map(|step| {
        let mut step: Step = step.clone();
        if let Some(when) = &mut step.when {
            when.value = moved(&when.value);
        }
        for moment in &mut step.send.value {
            moment.anchor = match moment.anchor {
                Anchor::Step(at) => Anchor::Step(at + behind),
                Anchor::Deadline(at) => Anchor::Deadline(at + behind),
                anchor => anchor,
            };
        }
        step
    }));
    both.debtors = old.debtors.iter().chain(new.debtors.iter()).fold(Debtors::NONE, Debtors::with);
    both.valid.value.from = old.valid.value.from.max(new.valid.value.from);
    both.valid.value.until = [old, new].iter().filter_map(|policy| policy.valid.value.until).min();
    both.sent_before_due = [old, new].into_iter().filter_map(|policy| policy.sent_before_due).max_by_key(|days| days.value);
    (both, facts)
}

fn with_facts(condition: &Condition, places: &[usize]) -> Condition {
    let each = |all: &[Condition]| all.iter().map(|condition| with_facts(condition, places)).collect();
    let fact = |fact: &Fact| match fact {
        Fact::Declared(at) => Fact::Declared(places[*at]),
        built_in => built_in.clone(),
    };
    match condition {
        Condition::All(all) => Condition::All(each(all)),
        Condition::Any(all) => Condition::Any(each(all)),
        Condition::Not(condition) => Condition::Not(Box::new(with_facts(condition, places))),
        Condition::Compare(comparison) => {
            let right = match &comparison.right {
                Right::Fact(other, plus) => Right::Fact(fact(other), *plus),
                right @ Right::Value(_) => right.clone(),
            };
            Condition::Compare(Comparison { fact: fact(&comparison.fact), right, ..comparison.clone() })
        }
        tagged @ (Condition::InvoiceTagged(_) | Condition::CustomerTagged(_)) => tagged.clone(),
    }
}
