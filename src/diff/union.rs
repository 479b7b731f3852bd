use crate::plan::{Anchor, Comparison, Condition, Fact, Plan, Right, Step};
use crate::value::Debtors;

/// Two policies as one that asks everything either of them asks: for its cut points and kinds of invoices alone, nothing is decided by it. And the place
/// of each fact of the second in it.
pub fn union(old: &Plan, new: &Plan) -> (Plan, Vec<usize>) {
    let mut both = old.clone();
    let place = |fact: &crate::terms::FactDeclaration, both: &mut Plan| {
        let same = both.facts.iter().position(|other| other.name == fact.name && other.kind == fact.kind);
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
            when = moved(&when);
        }
        for moment in &mut step.send {
            moment.anchor = match moment.anchor {
                Anchor::Step(at) => Anchor::Step(at + behind),
                Anchor::Deadline(at) => Anchor::Deadline(at + behind),
                anchor => anchor,
            };
        }
        step
    }));
    both.debtors = old.debtors.iter().chain(new.debtors.iter()).fold(Debtors::NONE, Debtors::with);
    both.valid.from = old.valid.from.max(new.valid.from);
    both.valid.until = [old, new].iter().filter_map(|policy| policy.valid.until).min();
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
        Condition::One(Criterion::Compare(comparison) => {
            let right = match &comparison.right {
                Right::Fact(other, plus) => Right::Fact(fact(other), *plus),
                right @ Right::Value(_) => right.clone(),
            };
            Condition::One(Criterion::Compare(Comparison { fact: fact(&comparison.fact), right, ..comparison.clone() })
        }
        tagged @ (Condition::InvoiceTagged(_) | Condition::CustomerTagged(_)) => tagged.clone(),
    }
}
