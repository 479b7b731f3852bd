use std::collections::BTreeSet;

use super::combined::combined;
use crate::decide::BoundPlan;
use crate::forward::Rehearsal;
use crate::plan::{FactValue, Plan};
use crate::terms::FactType;

/// The most kinds of customers and invoices that are compared one by one.
const MOST: usize = 512;

/// Something that sets invoices and their customers apart.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Trait {
    /// The customer's credit limit as a ledger writes it.
    CreditLimit(String),
    /// Whether the customer has a tag.
    CustomerTagged(bool, String),
    /// Whether the ledger says that a reminder fee was agreed.
    FeeAgreed(bool),
    /// Whether the invoice has a tag.
    InvoiceTagged(bool, String),
    /// The customer has no credit limit.
    NoCreditLimit,
    /// A declared fact by its name and type.
    Fact(String, FactType, Held),
}

/// What an invoice has for a declared fact.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Held {
    /// This value.
    Is(FactValue),
    /// None.
    Missing,
}

/// Which invoices: those of one of these lines. They have a trait of each part of the line; a line without parts is every invoice.
pub type InvoiceTraits = Vec<Vec<Vec<Trait>>>;

/// One combination of tags, facts and agreements: an invoice without dates and amount.
#[derive(Debug)]
pub struct Label {
    /// The invoice, with the facts of both policies.
    pub invoice: Rehearsal,
    /// Its traits, those of every label in one order.
    pub traits: Vec<Trait>,
    /// The first that no condition tells from this one.
    pub alike: usize,
}

/// Every combination that a condition of either policy names.
/// `None` where there are too many.
pub fn labels(both: &BoundPlan, by_agreement: bool) -> Option<Vec<Label>> {
    let (combined, alike) = combined(both)?;
    let agreed: &[Option<bool>] = if by_agreement { &[None, Some(true)] } else { &[None] };
    if combined.len() * agreed.len() > MOST {
        return None;
    }
    let axes = axes(both.plan, &combined);
    let mut labels = Vec::new();
    for fee_agreed in agreed {
        let behind = labels.len();
        for (invoice, alike) in combined.iter().zip(&alike) {
            let invoice = Rehearsal { fee_agreed: *fee_agreed, ..invoice.clone() };
            let mut traits: Vec<Trait> = axes.iter().map(|axis| axis(&invoice)).collect();
            if by_agreement {
                traits.push(Trait::FeeAgreed(fee_agreed.is_some()));
            }
            labels.push(Label { invoice, traits, alike: alike + behind });
        }
    }
    Some(labels)
}

/// Which trait an invoice has of those that exclude each other.
type TraitOf = Box<dyn Fn(&Rehearsal) -> Trait>;

fn axes(policy: &Plan, all: &[Rehearsal]) -> Vec<TraitOf> {
    let tags = |of: fn(&Rehearsal) -> &Vec<String>, tagged: fn(bool, String) -> Trait| {
        let mut names: Vec<String> = all.iter().flat_map(of).cloned().collect();
        names.sort();
        names.dedup();
        let axis = move |name: String| -> TraitOf { Box::new(move |invoice| tagged(of(invoice).contains(&name), name.clone())) };
        names.into_iter().map(axis).collect::<Vec<_>>()
    };
    let mut axes = tags(|invoice| &invoice.tags, Trait::InvoiceTagged);
    axes.extend(tags(|invoice| &invoice.customer_tags, Trait::CustomerTagged));
    let mut facts: Vec<usize> = (0..policy.facts.len()).collect();
    facts.sort_by_key(|at| &policy.facts[*at].name);
    for at in facts {
        let (name, kind) = (policy.facts[at].name.clone(), policy.facts[at].kind);
        axes.push(Box::new(move |invoice| Trait::Fact(name.clone(), kind, invoice.facts[at].clone().map_or(Held::Missing, Held::Is))));
    }
    if all.iter().any(|invoice| invoice.credit_limit.is_some()) {
        axes.push(Box::new(|invoice| invoice.credit_limit.clone().map_or(Trait::NoCreditLimit, Trait::CreditLimit)));
    }
    axes
}

/// What sets some labels apart from all others that are gone through, in one line; where no line does, every one of them in a line of its own.
pub fn described(labels: &[Label], among: &[usize], some: &[usize]) -> InvoiceTraits {
    let axes = labels.first().map_or(0, |label| label.traits.len());
    let values = |axis: usize, among: &[usize]| {
        let values: BTreeSet<&Trait> = among.iter().map(|at| &labels[*at].traits[axis]).collect();
        values.into_iter().collect::<Vec<_>>()
    };
    let of_some: Vec<Vec<&Trait>> = (0..axes).map(|axis| values(axis, some)).collect();
    let of_all: Vec<Vec<&Trait>> = (0..axes).map(|axis| values(axis, among)).collect();
    let within = |at: &&usize| labels[**at].traits.iter().zip(&of_some).all(|(own, values)| values.contains(&own));
    if among.iter().filter(within).count() == some.len() {
        let apart = of_some.into_iter().zip(&of_all).filter(|(some, all)| some.len() < all.len());
        return vec![apart.map(|(some, _)| some.into_iter().cloned().collect()).collect()];
    }
    let mut each: Vec<&Vec<Trait>> = some.iter().map(|at| &labels[*at].traits).collect();
    each.sort();
    each.into_iter().map(|traits| traits.iter().map(|one| vec![one.clone()]).collect()).collect()
}
