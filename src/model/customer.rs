//! What a policy says of a customer rather than of one invoice: escalations and credit classes, their names looked up.

use super::condition::Scope;
use crate::diagnostic::{Diagnostic, NOBODY_IN_CLASS, NOT_OF_CUSTOMER, Span};
use crate::plan::{Class, Condition, Credit, Escalation};
use crate::syntax::tree::{self, Criterion, FactDeclaration, Operand};
use crate::terms::Fact;

/// Looks up the names of an escalation.
pub fn escalation(tree: &tree::Escalation, scope: &Scope, said: &mut Vec<Diagnostic>) -> Option<Escalation> {
    let when = of_customer(&tree.when, scope, said)?;
    Some(Escalation { title: tree.title.clone(), when, action: tree.action.clone() })
}

/// Looks up the names of the classes; the scope has the facts of the policy and of the block.
pub fn credit(tree: &tree::Credit, scope: &Scope, said: &mut Vec<Diagnostic>) -> Credit {
    if let Some(at) = tree.classes.iter().position(|class| class.when.is_none()) {
        let everybody = &tree.classes[at].name;
        let nobody = |what: String, span: Span| {
            let report = NOBODY_IN_CLASS.at(span).with("what", what).with("found", &everybody.value);
            report.and(everybody.span, "this class takes everybody")
        };
        said.extend(tree.classes[at + 1..].iter().map(|class| nobody(format!("`{}`", class.name.value), class.name.span)));
        said.extend(tree.otherwise_prepayment.map(|span| nobody("`otherwise prepayment`".into(), span)));
    }
    let mut classes = Vec::new();
    for class in &tree.classes {
        let when = match &class.when {
            None => None,
            Some(when) => match of_customer(when, scope, said) {
                Some(when) => Some(when),
                None => continue,
            },
        };
        let (terms, limit) = (class.terms.map(|terms| terms.value), class.limit.map(|limit| limit.value.minor));
        classes.push(Class { name: class.name.value.clone(), when, terms, limit });
    }
    Credit { check_every: tree.check_every, classes, otherwise_prepayment: tree.otherwise_prepayment.is_some() }
}

/// The facts that conditions about customers may name: the policy's own and those of its `credit` block.
pub fn facts(tree: &tree::Policy) -> Vec<FactDeclaration> {
    tree.facts.iter().chain(tree.credit.iter().flat_map(|credit| &credit.facts)).cloned().collect()
}

/// A condition that asks of the customer alone; whatever asks of one invoice is reported.
fn of_customer(tree: &tree::Condition, scope: &Scope, said: &mut Vec<Diagnostic>) -> Option<Condition> {
    let mut found = Vec::new();
    of_invoice(tree, &mut found);
    said.extend(found.into_iter().map(|(fact, span)| NOT_OF_CUSTOMER.at(span).with("fact", format!("`{fact}`"))));
    scope.condition(tree, said)
}

fn of_invoice(tree: &tree::Condition, found: &mut Vec<(String, Span)>) {
    let add = |found: &mut Vec<(String, Span)>, fact: &Fact<String>, span: Span| match fact {
        Fact::BuiltIn(fact) if fact.is_of_invoice() => found.push((fact.phrase().into(), span)),
        Fact::BuiltIn(_) | Fact::Declared(_) => {}
    };
    for criterion in tree.questions() {
        match criterion {
            Criterion::Compare(comparison) => {
                add(found, &comparison.fact.value, comparison.fact.span);
                if let Operand::Fact(fact, _) = &comparison.operand {
                    add(found, &fact.value, fact.span);
                }
            }
            Criterion::Tagged { customer: false, span, .. } => found.push(("invoice tagged".into(), *span)),
            Criterion::Tagged { customer: true, .. } => {}
        }
    }
}
