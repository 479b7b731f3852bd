use crate::plan::{Anchor, Comparison, Condition, Criterion, Exemption, Fact, FactDeclaration, Plan, Right, Step};
use crate::value::Debtors;

/// Two policies as one that asks everything either of them asks: for its cut points and kinds of invoices alone, nothing is decided by it. And the place
/// of each fact of the second in it.
pub fn union(old: &Plan, new: &Plan) -> (Plan, Vec<usize>) {
    let mut both = old.clone();
    let place = |fact: &FactDeclaration, both: &mut Plan| {
        let same = both.facts.iter().position(|other| other.name == fact.name && other.kind == fact.kind);
        same.unwrap_or_else(|| {
            both.facts.push(fact.clone());
            both.facts.len() - 1
        })
    };
    let facts: Vec<usize> = new.facts.iter().map(|fact| place(fact, &mut both)).collect();
    let moved = |condition: &Condition| with_facts(condition, &facts);
    both.applies = Some(Condition::All(old.applies.iter().cloned().chain(new.applies.iter().filter_map(moved)).collect()));
    let exempt = |exempt: &Exemption| Some(Exemption { when: moved(&exempt.when)?, words: exempt.words.clone() });
    both.exempt.extend(new.exempt.iter().filter_map(exempt));
    let behind = old.steps.len();
    both.steps.extend(new.steps.iter().map(|step| {
        let mut step = Step { when: step.when.as_ref().and_then(moved), ..step.clone() };
        for moment in &mut step.send {
            moment.anchor = match moment.anchor {
                Anchor::Step(at) => Anchor::Step(at + behind),
                Anchor::Deadline(at) => Anchor::Deadline(at + behind),
                anchor @ (Anchor::DueDate | Anchor::IssueDate) => anchor,
            };
        }
        step
    }));
    both.debtors = old.debtors.iter().chain(new.debtors.iter()).fold(Debtors::NONE, Debtors::with);
    both.valid.from = old.valid.from.max(new.valid.from);
    both.valid.until = [old, new].iter().filter_map(|policy| policy.valid.until).min();
    both.sent_before_due = [old, new].into_iter().filter_map(|policy| policy.sent_before_due).max();
    (both, facts)
}

/// A condition with each declared fact at its place in the union.
fn with_facts(condition: &Condition, places: &[usize]) -> Option<Condition> {
    let fact = |fact: &Fact| match fact {
        Fact::BuiltIn(fact) => Some(Fact::BuiltIn(*fact)),
        Fact::Declared(at) => places.get(*at).copied().map(Fact::Declared),
    };
    condition.translated(&mut |criterion| match criterion {
        Criterion::Compare(Comparison { fact: left, operator, right }) => {
            let right = match right {
                Right::Fact(other, plus) => Right::Fact(fact(other)?, *plus),
                Right::Value(value) => Right::Value(value.clone()),
            };
            Some(Criterion::Compare(Comparison { fact: fact(left)?, operator: *operator, right }))
        }
        Criterion::InvoiceTagged(_) | Criterion::CustomerTagged(_) => Some(criterion.clone()),
    })
}
