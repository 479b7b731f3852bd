//! Whether policies that are tried before another leave it any invoice.

use std::cell::RefCell;

use super::possible::{Known, LARGEST, Literal, PRINCIPAL, Point, Sort, Variables, each};
use crate::decide::Answers;
use crate::plan::{Comparison, Condition, Criterion, Exemption, Fact, FactDeclaration, FactValue, Plan, Right};
use crate::terms::BuiltIn;
use crate::value::Debtor;

/// Whether there can be an invoice to such a debtor that none of some policies is for, and that `of` is for where that is asked. Where that cannot be gone
/// through, there can.
pub fn is_left(before: &[&Plan], of: Option<&Plan>, debtor: Debtor) -> bool {
    let Some(first) = of.or(before.first().copied()) else { return true };
    // A policy without a condition takes every invoice that is for it.
    if before.iter().any(|plan| plan.applies.is_none()) {
        return false;
    }
    let mut facts: Vec<FactDeclaration> = Vec::new();
    let taken: Vec<Condition> = before.iter().filter_map(|plan| condition(plan, &mut facts)).collect();
    let own = of.and_then(|plan| condition(plan, &mut facts));
    let asked = taken.iter().chain(&own).map(|when| Exemption { when: when.clone(), words: String::new() }).collect();
    let plan = Plan { facts, exempt: asked, applies: None, steps: Vec::new(), ..first.clone() };
    let variables = Variables::of(&plan);
    let owed = Literal::Most(Sort::Money, 0, PRINCIPAL, -1);
    let Some(known) = Known::of_amount(&variables, LARGEST).with(&[owed]) else { return false };
    let ask = &mut |point: &Point| {
        let one = OneInvoice { point, debtor, heard: RefCell::default() };
        let holds = |condition: &Condition| one.holds(condition).unwrap_or(false);
        let left = own.as_ref().is_none_or(holds) && !taken.iter().any(holds);
        (left, one.heard.into_inner())
    };
    each((&variables, &plan), (0, false), known, ask).map_or(true, |pieces| pieces.iter().any(|(_, left)| *left))
}

/// What a policy applies to, asked of facts that several policies have in common: those that are declared alike.
fn condition(plan: &Plan, facts: &mut Vec<FactDeclaration>) -> Option<Condition> {
    let mut place = |fact: &Fact| match fact {
        Fact::BuiltIn(fact) => Fact::BuiltIn(*fact),
        Fact::Declared(at) => {
            let declared = &plan.facts[*at];
            Fact::Declared(facts.iter().position(|known| known == declared).unwrap_or_else(|| {
                facts.push(declared.clone());
                facts.len() - 1
            }))
        }
    };
    plan.applies.as_ref()?.translated(&mut |criterion| {
        Some(match criterion {
            Criterion::Compare(one) => Criterion::Compare(Comparison {
                fact: place(&one.fact),
                operator: one.operator,
                right: match &one.right {
                    Right::Value(value) => Right::Value(value.clone()),
                    Right::Fact(fact, plus) => Right::Fact(place(fact), *plus),
                },
            }),
            Criterion::InvoiceTagged(_) | Criterion::CustomerTagged(_) => criterion.clone(),
        })
    })
}

/// One invoice of those that are meant, with what it was asked.
struct OneInvoice<'a> {
    point: &'a Point,
    debtor: Debtor,
    heard: RefCell<Vec<(Criterion, bool)>>,
}

impl Answers for OneInvoice<'_> {
    type Wanting = ();

    /// What a policy applies to asks only what stays: nothing else has an answer here.
    fn value(&self, fact: &Fact) -> Result<FactValue, ()> {
        match fact {
            Fact::Declared(at) => self.point.facts[*at].clone().ok_or(()),
            Fact::BuiltIn(BuiltIn::Principal) => Ok(FactValue::Whole(self.point.standing.principal)),
            Fact::BuiltIn(BuiltIn::Debtor) => Ok(FactValue::Debtor(self.debtor)),
            Fact::BuiltIn(
                BuiltIn::Balance
                | BuiltIn::Claim
                | BuiltIn::Overdue
                | BuiltIn::CustomerBalance
                | BuiltIn::CustomerOverdueBalance
                | BuiltIn::CustomerOverdueInvoices
                | BuiltIn::CustomerOldestOverdue
                | BuiltIn::CreditLimit,
            ) => Err(()),
        }
    }

    fn invoice_tagged(&self, tag: &str) -> bool {
        self.point.tags.iter().any(|own| own == tag)
    }

    fn customer_tagged(&self, tag: &str) -> bool {
        self.point.customer_tags.iter().any(|own| own == tag)
    }

    fn heard(&self, criterion: &Criterion, holds: bool) {
        self.heard.borrow_mut().push((criterion.clone(), holds));
    }
}
