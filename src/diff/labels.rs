use crate::check::{Reads, TooMany, combined};
use crate::decide::Bound;
use crate::forward::Rehearsal;
use crate::plan::{Plan, Value};
use crate::terms::FactType;
use crate::value::Money;

/// The most kinds of customers and invoices that are compared one by one.
const MOST: usize = 512;

/// One combination of tags, facts and agreements: an invoice without dates and amount, and its words.
#[derive(Debug)]
pub struct Label {
    /// The invoice, with the facts of both policies.
    pub invoice: Rehearsal,
    /// For each axis what it says there.
    pub says: Vec<String>,
    /// The first that no condition tells from this one.
    pub alike: usize,
}

/// Every combination that a condition of either policy names.
///
/// # Errors
/// When there are too many.
pub fn labels(both: &Bound, reads: Reads) -> Result<Vec<Label>, TooMany> {
    let (combined, alike) = combined(both)?;
    let agreed: &[Option<bool>] = if reads.fee_agreed { &[None, Some(true)] } else { &[None] };
    if combined.len() * agreed.len() > MOST {
        return Err(TooMany::TagsAndFacts);
    }
    let axes = axes(both.plan, &combined);
    let mut labels = Vec::new();
    for fee_agreed in agreed {
        let behind = labels.len();
        for (invoice, alike) in combined.iter().zip(&alike) {
            let invoice = Rehearsal { fee_agreed: *fee_agreed, ..invoice.clone() };
            let mut says: Vec<String> = axes.iter().map(|axis| axis(&invoice)).collect();
            if reads.fee_agreed {
                says.push(if fee_agreed.is_some() { "fee_agreed true" } else { "fee_agreed empty" }.into());
            }
            labels.push(Label { invoice, says, alike: alike + behind });
        }
    }
    Ok(labels)
}

/// What an invoice says on an axis.
type Axis = Box<dyn Fn(&Rehearsal) -> String>;

fn axes(policy: &Plan, all: &[Rehearsal]) -> Vec<Axis> {
    let tags = |of: fn(&Rehearsal) -> &Vec<String>, whose: &'static str| {
        let mut names: Vec<String> = all.iter().flat_map(of).cloned().collect();
        names.sort();
        names.dedup();
        let axis = move |name: String| -> Axis {
            Box::new(move |invoice| format!("{whose} {}tagged \"{name}\"", if of(invoice).contains(&name) { "" } else { "not " }))
        };
        names.into_iter().map(axis).collect::<Vec<_>>()
    };
    let mut axes = tags(|invoice| &invoice.tags, "invoice");
    axes.extend(tags(|invoice| &invoice.customer_tags, "customer"));
    let mut facts: Vec<usize> = (0..policy.facts.len()).collect();
    facts.sort_by_key(|at| &policy.facts[*at].name);
    for at in facts {
        let (fact, currency) = (policy.facts[at].clone(), policy.currency);
        axes.push(Box::new(move |invoice| {
            let name = &fact.name;
            match (&invoice.facts[at], fact.kind) {
                (None, _) => format!("{name} missing"),
                (Some(Value::Whole(minor)), FactType::Money) => format!("{name} {}", Money::new(*minor, currency)),
                (Some(Value::Whole(whole)), _) => format!("{name} {whole}"),
                (Some(Value::Number(number)), _) => format!("{name} {number}"),
                (Some(Value::Text(text)), _) => format!("{name} \"{text}\""),
                (Some(Value::Date(day)), _) => format!("{name} {day}"),
                (Some(Value::YesNo(yes)), _) => format!("{name} {}", if *yes { "yes" } else { "no" }),
                (Some(Value::Debtor(debtor)), _) => format!("{name} {}", debtor.word()),
            }
        }));
    }
    if all.iter().any(|invoice| invoice.credit_limit.is_some()) {
        axes.push(Box::new(|invoice| {
            invoice.credit_limit.as_ref().map_or("no credit limit".into(), |limit| format!("credit limit {limit}"))
        }));
    }
    axes
}

/// What sets some labels apart from all others that are gone through, each part to be read with `and`; where they are no such set, every one of them.
pub fn described(labels: &[Label], among: &[usize], some: &[usize]) -> Vec<Vec<String>> {
    let axes = labels.first().map_or(0, |label| label.says.len());
    let values = |axis: usize, among: &mut dyn Iterator<Item = usize>| {
        let mut values: Vec<&str> = Vec::new();
        for at in among {
            let says = labels[at].says[axis].as_str();
            if !values.contains(&says) {
                values.push(says);
            }
        }
        values.sort_unstable();
        values
    };
    let of_some: Vec<Vec<&str>> = (0..axes).map(|axis| values(axis, &mut some.iter().copied())).collect();
    let of_all: Vec<Vec<&str>> = (0..axes).map(|axis| values(axis, &mut among.iter().copied())).collect();
    let within = |at: &&usize| labels[**at].says.iter().zip(&of_some).all(|(says, values)| values.contains(&says.as_str()));
    if among.iter().filter(within).count() == some.len() {
        let apart = of_some.iter().zip(&of_all).filter(|(some, all)| some.len() < all.len());
        return vec![apart.map(|(some, _)| some.join(" or ")).collect()];
    }
    let mut each: Vec<Vec<String>> = some.iter().map(|at| labels[*at].says.clone()).collect();
    each.sort();
    each
}
