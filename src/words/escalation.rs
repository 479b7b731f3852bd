//! Why something is to be done about a customer, in short phrases with the figures.

use crate::ledger::{InvoiceId, Ledger, in_order, order_of};
use crate::plan::{Comparison, Fact, FactValue, Plan, Right};
use crate::run::{Cause, CreditFinding, CreditLimit, Escalated, MetPart, Run};
use crate::value::{Minor, Money};

/// Why something is to be done about a customer of a run.
pub fn escalated(run: &Run, escalated: &Escalated) -> String {
    let plan = run.plans[escalated.by].plan;
    match &escalated.cause {
        Cause::Holds(parts) => parts.iter().map(|part| holding(plan, part)).collect::<Vec<_>>().join("; "),
        Cause::Credit(found) => credit(plan, run.ledger, found),
    }
}

fn holding(plan: &Plan, part: &MetPart) -> String {
    match part {
        MetPart::Compared { comparison, left, right, negated } => {
            let (name, threshold) = (name(plan, &comparison.fact), threshold(plan, comparison, right.as_ref()));
            let left = left.as_ref().map(|left| written(plan, left, &comparison.fact));
            match (left, negated) {
                (Some(left), false) => format!("{name} {left} ({threshold})"),
                (None, false) => format!("{name} ({threshold})"),
                (Some(left), true) => format!("{name} {left} (not {threshold})"),
                (None, true) => format!("{name} unknown (not {threshold})"),
            }
        }
        MetPart::Tagged { tag, negated: false } => format!("tagged \"{tag}\""),
        MetPart::Tagged { tag, negated: true } => format!("not tagged \"{tag}\""),
        MetPart::Excluded => "what is excluded does not hold".into(),
    }
}

fn threshold(plan: &Plan, comparison: &Comparison, right: Option<&FactValue>) -> String {
    let right = match &comparison.right {
        Right::Value(value) => written(plan, value, &comparison.fact),
        Right::Fact(fact, plus) => {
            let value = right.map_or(String::new(), |value| format!(" {}", written(plan, value, fact)));
            let plus = match plus {
                0 => String::new(),
                plus => format!(" plus {}", written(plan, &FactValue::Whole(*plus), &comparison.fact)),
            };
            format!("{}{value}{plus}", name(plan, fact))
        }
    };
    format!("{} {right}", comparison.operator.words())
}

fn name<'a>(plan: &'a Plan, fact: &Fact) -> &'a str {
    match fact {
        Fact::BuiltIn(fact) => fact.phrase(),
        Fact::Declared(at) => &plan.customer_facts[*at].name,
    }
}

fn written(plan: &Plan, value: &FactValue, of: &Fact) -> String {
    let kind = match of {
        Fact::BuiltIn(fact) => fact.kind(),
        Fact::Declared(at) => plan.customer_facts[*at].kind,
    };
    value.written(kind, plan.currency)
}

const PREPAYMENT: &str = "in no credit class, so payment comes before delivery";

/// Who sets a limit.
pub fn whose(limit: &CreditLimit) -> String {
    limit.class.as_ref().map_or("the customer's own limit".into(), |class| format!("the limit of class {class}"))
}

fn credit(plan: &Plan, ledger: &Ledger, found: &CreditFinding) -> String {
    let money = |minor: Minor| Money::new(minor, plan.currency);
    let number = |id: InvoiceId| &ledger.invoices.number[id];
    match found {
        CreditFinding::OverLimit { balance, limit } => {
            format!("customer balance {} (above {}, {})", money(*balance), money(limit.most), whose(limit))
        }
        CreditFinding::TermsTooLong { class, most, longer } => {
            let (invoice, has) = if longer.len() == 1 { ("invoice", "has") } else { ("invoices", "have") };
            let mut longer = longer.clone();
            longer.sort_by_key(|(id, _)| order_of(number(*id)));
            let longer: Vec<String> = longer.iter().map(|(id, days)| format!("{} ({days} days)", number(*id))).collect();
            format!("class {class} gives {most} days; {invoice} {} {has} more", longer.join(", "))
        }
        CreditFinding::NeverChecked => "the ledger does not say when credit was last checked".into(),
        CreditFinding::CheckOverdue { checked, months } => {
            let s = if *months == 1 { "" } else { "s" };
            format!("last checked on {checked}, to be checked every {months} month{s}")
        }
        CreditFinding::Prepayment { on_credit } if on_credit.is_empty() => PREPAYMENT.into(),
        CreditFinding::Prepayment { on_credit } => {
            let s = if on_credit.len() == 1 { "" } else { "s" };
            let on_credit = in_order(&ledger.invoices.number, on_credit.iter().copied());
            format!("{PREPAYMENT}; sold on credit: invoice{s} {}", on_credit.join(", "))
        }
        CreditFinding::NoClass => "no class of the policy fits".into(),
        CreditFinding::ClassUnknown { fact } => format!("the ledger has no `{fact}`, and the policy no default"),
    }
}
