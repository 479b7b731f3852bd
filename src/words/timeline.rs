use crate::forward::{Assumption, Term, Unfit};
use crate::plan::Plan;

/// What is assumed of an invoice, in a short phrase.
pub fn assumption(plan: &Plan, assumption: Assumption) -> String {
    match assumption {
        Assumption::Amount => "the amount".into(),
        Assumption::Debtor => "the debtor".into(),
        Assumption::FirstDebtor => "the debtor, the first kind the policy is for".into(),
        Assumption::DueDate => "the due date".into(),
        Assumption::IssueDate(days, term) => {
            let of = match term {
                Term::Promised => ", as the policy promises",
                Term::OfFirstClass => ", the terms of the first credit class",
                Term::Usual => "",
            };
            format!("the issue date, {days} days before the due date{of}")
        }
        Assumption::Default(at) => format!("{} as the policy's default has it", plan.facts[at].name),
        Assumption::DueAgreed => "the due date was agreed".into(),
        Assumption::NoFeeAgreed => "no reminder fee was agreed".into(),
        Assumption::NothingElseOwed => "the customer owes nothing else".into(),
    }
}

/// What of an invoice cannot be, and what to say instead.
pub fn unfit(plan: &Plan, unfit: &Unfit) -> String {
    match unfit {
        Unfit::Amount(amount) => {
            let (currency, decimals) = (plan.currency, plan.currency.decimals());
            format!("{amount} is not an amount in {currency}: it is above zero, with at most {decimals} decimals")
        }
        Unfit::Debtor(debtor) => format!("`{}` is not for invoices to {}", plan.name, debtor.described()),
        Unfit::NoDebtors => format!("`{}` is for no debtors", plan.name),
        Unfit::DueBeforeIssue { due, issued } => {
            format!("the invoice would be due on {due}, before its issue date {issued}: say --due and --issued")
        }
        Unfit::Fact(at, text) => {
            let fact = &plan.facts[*at];
            format!("fact `{}`: `{text}` is not {}", fact.name, fact.kind.described())
        }
    }
}
