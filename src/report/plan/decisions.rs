//! The decisions in their one order, each with what the policy itself says of it.

use super::page::Page;
use super::rules::{demands, limits};
use crate::decide::{Clause, ORDER};
use crate::plan::{Fee, FeeAmount, Plan};
use crate::terms::{Interest, SendOn};
use crate::value::{Act, Money};
use crate::words::{law, policy, worded};

/// What stops an invoice at a clause.
type Says = fn(&Plan) -> String;

/// The clauses of [`ORDER`], each by its name with what stops an invoice there; a test holds the two lists together.
const SAYS: [(&str, Says); ORDER.len()] = [
    ("covered", covered),
    ("settled", settled),
    ("exempt", exempt),
    ("held", held),
    ("small", small),
    ("barred", barred),
    ("step", step),
    ("due", due),
    ("one today", one_today),
    ("run day", run_day),
    ("figures", figures),
    ("interest", interest),
    ("law", forbidden),
    ("send", send),
];

/// Every clause with its decision.
pub fn show(plan: &Plan, page: &mut Page) {
    page.head(0, "decisions, in this order: the first that stops decides");
    let row = |(at, (clause, (_, says))): (usize, (&Clause, &(&str, Says)))| {
        vec![(at + 1).to_string(), clause.name.into(), clause.kind.word().into(), says(plan)]
    };
    let rows: Vec<Vec<String>> = ORDER.iter().zip(&SAYS).enumerate().map(row).collect();
    page.rows(1, &rows);
    page.line(1, "A fact that is missing stops as unmatched, a rate the law does not tell as withheld, in whichever clause asks for it.");
}

fn covered(plan: &Plan) -> String {
    let applies = plan.applies.as_ref().map_or(String::new(), |applies| format!(", or not ({})", worded(plan, applies)));
    format!("debtor is not {}, or currency is not {}{applies}", either(&law::debtors(plan.debtors)), plan.currency)
}

fn either(list: &str) -> String {
    list.replace(", ", " or ")
}

fn settled(plan: &Plan) -> String {
    format!("no principal is left{}", unpursued(plan))
}

/// What must be so besides, where the policy pursues charges.
fn unpursued(plan: &Plan) -> String {
    plan.pursue.map_or(String::new(), |least| format!(", and charges are below {} or were written off", money(plan, least)))
}

fn exempt(plan: &Plan) -> String {
    let all: Vec<String> = plan.exempt.iter().map(|exempt| worded(plan, &exempt.when)).collect();
    if all.is_empty() { "nobody is exempt".into() } else { all.join("\n") }
}

fn held(plan: &Plan) -> String {
    let mut all = vec!["the creditor's own hold".to_string()];
    if !plan.continue_disputed {
        all.push("a dispute".into());
    }
    all.extend(plan.holds.iter().map(|hold| policy::hold(*hold)));
    all.join("\n")
}

fn small(plan: &Plan) -> String {
    match plan.ignore {
        0 => "no balance is too small".into(),
        ignore => format!("balance is below {}{}", money(plan, ignore), unpursued(plan)),
    }
}

fn barred(plan: &Plan) -> String {
    let limitation = plan.law.limitation.as_ref();
    limitation.map_or("the law has no limitation".into(), |limitation| format!("time-barred by {}", limitation.id))
}

fn step(plan: &Plan) -> String {
    let left = match plan.steps.len() {
        0 => "there is no step".into(),
        1 => "step 1 is behind it or does not apply".into(),
        steps => format!("none of {steps} steps is left that applies"),
    };
    format!("{left}; after a hand-over only {} and {} apply", Act::LegalStep.word(), Act::WriteOff.word())
}

fn due(_: &Plan) -> String {
    "the day of the step's `send` has not come".into()
}

fn one_today(_: &Plan) -> String {
    "a notice has gone out that day".into()
}

fn run_day(plan: &Plan) -> String {
    match plan.send_on {
        SendOn::EveryDay => "notices go out every day".into(),
        SendOn::BusinessDays => "the day is no business day".into(),
        SendOn::Weekdays(_) => format!("the day is not one of {}", policy::send_on(plan.send_on)),
    }
}

fn figures(plan: &Plan) -> String {
    let statutory = named(plan, |at| plan.steps[at].compensation || of_law(&plan.steps[at].fee));
    if statutory.is_empty() {
        return "no step takes a figure from the law".into();
    }
    format!("the law does not tell the statutory fee or compensation of {}", statutory.join(", "))
}

fn of_law(fee: &Fee) -> bool {
    fn is_statutory(amount: &FeeAmount) -> bool {
        match amount {
            FeeAmount::Statutory => true,
            FeeAmount::Fixed(_) | FeeAmount::Share(..) => false,
            FeeAmount::Bands(_, bands) => bands.iter().any(|(_, amount)| is_statutory(amount)),
        }
    }
    fee.amounts().any(is_statutory)
}

fn interest(plan: &Plan) -> String {
    match plan.interest {
        None => "there is no interest".into(),
        Some(Interest::Yearly(rate, _)) => format!("the rate is always {rate}"),
        Some(Interest::Statutory(..) | Interest::AgreedOtherwiseStatutory(_)) => {
            "the law does not tell the rate of a day that bears interest".into()
        }
    }
}

fn forbidden(plan: &Plan) -> String {
    let of_steps = |kind: fn(&Plan, Act) -> Vec<&crate::law::Rule>| {
        let mut ids: Vec<&str> = plan.steps.iter().flat_map(|step| kind(plan, step.act)).map(|rule| rule.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.len()
    };
    format!("a rule of law is broken (limits below: {}, demands: {})", of_steps(limits), of_steps(demands))
}

fn send(_: &Plan) -> String {
    "nothing has stopped it".into()
}

/// The steps that are such, by number and name.
fn named(plan: &Plan, such: impl Fn(usize) -> bool) -> Vec<String> {
    (0..plan.steps.len()).filter(|at| such(*at)).map(|at| format!("step {} {}", at + 1, plan.steps[at].name)).collect()
}

fn money(plan: &Plan, minor: i64) -> String {
    Money::new(minor, plan.currency).written()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_clause_says_what_stops_there() {
        assert_eq!(ORDER.each_ref().map(|clause| clause.name), SAYS.map(|(name, _)| name));
    }
}
