//! What stops an invoice at each clause of the one order, as a policy has it.

use super::{law, policy, worded};
use crate::decide::ClauseName;
use crate::law::{Effect, Rule};
use crate::plan::{FeeAmount, Plan};
use crate::terms::{Interest, SendOn};
use crate::value::{Act, Money};

/// What stops an invoice at a clause.
pub fn stops_at(plan: &Plan, clause: ClauseName) -> String {
    match clause {
        ClauseName::Covered => covered(plan),
        ClauseName::Settled => settled(plan),
        ClauseName::Exempt => exempt(plan),
        ClauseName::Held => held(plan),
        ClauseName::Small => small(plan),
        ClauseName::Barred => barred(plan),
        ClauseName::Step => step(plan),
        ClauseName::Due => "the day of the step's `send` has not come".into(),
        ClauseName::OneToday => "a notice has gone out that day".into(),
        ClauseName::RunDay => run_day(plan),
        ClauseName::Figures => figures(plan),
        ClauseName::Interest => interest(plan),
        ClauseName::Law => forbidden(plan),
        ClauseName::Send => "nothing has stopped it".into(),
    }
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
    {
        let [legal, write_off, assignment] = [Act::LegalStep, Act::WriteOff, Act::Assignment].map(Act::word);
        format!("{left}; after a hand-over only {legal}, {write_off} and {assignment} apply, and after an {assignment} none")
    }
}

fn run_day(plan: &Plan) -> String {
    match plan.send_on {
        SendOn::EveryDay => "notices go out every day".into(),
        SendOn::BusinessDays => "the day is no business day".into(),
        SendOn::Weekdays(_) => format!("the day is not one of {}", policy::send_on(plan.send_on)),
    }
}

fn figures(plan: &Plan) -> String {
    let of_law = |at: usize| plan.steps[at].fee.amounts().any(FeeAmount::may_be_statutory);
    let statutory = named(plan, |at| plan.steps[at].compensation || of_law(at));
    if statutory.is_empty() {
        return "no step takes a figure from the law".into();
    }
    format!("the law does not tell the statutory fee or compensation of {}", statutory.join(", "))
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
    let of_steps: Vec<&Rule> = plan.law.rules.iter().filter(|rule| plan.steps.iter().any(|step| rule.of.is_about(step.act))).collect();
    let (mut limits, mut demands) = (0, 0);
    for rule in of_steps {
        match rule.effect {
            Effect::Limit(..) => limits += 1,
            Effect::Require(_) => demands += 1,
            Effect::Advise(_) => {}
        }
    }
    format!("a rule of law is broken (limits below: {limits}, demands: {demands})")
}

/// The steps that are such, by number and name.
fn named(plan: &Plan, such: impl Fn(usize) -> bool) -> Vec<String> {
    (0..plan.steps.len()).filter(|at| such(*at)).map(|at| format!("step {} {}", at + 1, plan.steps[at].name)).collect()
}

fn money(plan: &Plan, minor: i64) -> String {
    Money::new(minor, plan.currency).written()
}
