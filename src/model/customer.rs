//! What a policy says of a customer rather than of one invoice: escalations and credit classes.

use super::condition::{Condition, Scope};
use crate::diagnostic::{Diagnostic, NOBODY_IN_CLASS, NOT_OF_CUSTOMER, Span};
use crate::syntax::tree::{self, FactDeclaration, Operand};
use crate::value::Minor;

/// Something done about a customer.
#[derive(Clone, PartialEq, Debug)]
pub struct Escalation {
    /// What it is called.
    pub title: String,
    /// The line that opens it.
    pub head: Span,
    /// When; it asks of the customer alone.
    pub when: Condition,
    /// What.
    pub action: String,
}

/// Credit classes, the first that fits.
#[derive(Clone, PartialEq, Debug)]
pub struct Credit {
    /// How often a customer is checked, in months.
    pub check_every: Option<i32>,
    /// The classes.
    pub classes: Vec<Class>,
    /// Whether who is in no class pays before delivery.
    pub otherwise_prepayment: bool,
}

/// One credit class.
#[derive(Clone, PartialEq, Debug)]
pub struct Class {
    /// What it is called.
    pub name: String,
    /// Who is in it; it asks of the customer alone. `None` is everybody.
    pub when: Option<Condition>,
    /// Payment terms in days.
    pub terms: Option<i32>,
    /// The most the customer may owe, in minor units of the policy's currency.
    pub limit: Option<Minor>,
}

impl Escalation {
    /// Looks up the names of one.
    pub fn build(tree: &tree::Escalation, scope: &Scope, said: &mut Vec<Diagnostic>) -> Option<Escalation> {
        let when = of_customer(&tree.when, scope, said)?;
        Some(Escalation { title: tree.title.clone(), head: tree.span, when, action: tree.action.clone() })
    }
}

impl Credit {
    /// Looks up the names of the classes. `facts` are those of the policy and of the block.
    pub fn build(tree: &tree::Credit, scope: &Scope, said: &mut Vec<Diagnostic>) -> Credit {
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
    use tree::Fact as F;
    let mut add = |fact: &F, span: Span| {
        if matches!(fact, F::Balance | F::Claim | F::Principal | F::Overdue) {
            found.push((fact.phrase().into(), span));
        }
    };
    match tree {
        tree::Condition::All(all) | tree::Condition::Any(all) => all.iter().for_each(|condition| of_invoice(condition, found)),
        tree::Condition::Not(condition) => of_invoice(condition, found),
        tree::Condition::Compare(comparison) => {
            add(&comparison.fact.value, comparison.fact.span);
            if let Operand::Fact(fact, _) = &comparison.operand {
                add(&fact.value, fact.span);
            }
        }
        tree::Condition::Tagged { customer: false, span, .. } => found.push(("invoice tagged".into(), *span)),
        tree::Condition::Tagged { .. } => {}
    }
}
