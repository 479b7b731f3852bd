//! What an open-items file and the policy tell of the steps before the one that the file names.

use crate::decide::NotOwn;
use crate::plan::Plan;
use crate::value::Day;

/// The steps that went out, each with its earliest and latest day.
pub fn went(plan: &Plan, named: usize, went: &[(usize, Day, Day)]) -> String {
    let step = |(step, earliest, latest): &(usize, Day, Day)| {
        let day = if earliest == latest { format!("on {latest}") } else { format!("between {earliest} and {latest}") };
        format!("`{}` {day}", plan.step_name(*step))
    };
    format!("before `{}` the policy has sent {}", plan.step_name(named), went.iter().map(step).collect::<Vec<_>>().join(", "))
}

/// The steps that may have gone out, and those that may have been charged.
pub fn not_sure(plan: &Plan, went: &[usize], charged: &[usize]) -> String {
    let that = |steps: &[usize], what: &str| {
        let names: Vec<String> = steps.iter().map(|step| format!("`{}`", plan.step_name(*step))).collect();
        (!steps.is_empty()).then(|| format!("{} may have {what}", names.join(", ")))
    };
    let not_sure: Vec<String> = that(went, "gone out").into_iter().chain(that(charged, "been charged")).collect();
    format!("its history is read to the debtor's advantage: {}", not_sure.join("; "))
}

/// Why the steps before the named one are not taken as known.
pub fn not_own(plan: &Plan, named: usize, why: NotOwn) -> String {
    let why = match why {
        NotOwn::Older => {
            format!("the invoice is older than the policy and may have been dunned by another (it began on {})", plan.valid.from)
        }
        NotOwn::OtherAct => "the file says another act than the policy".into(),
        NotOwn::TooEarly(step) => format!("by the policy `{}` comes later than the file says", plan.step_name(step)),
        NotOwn::Charged { told, least, .. } if told < least => {
            format!("the file counts {told} charged, and the policy charges at least {least}")
        }
        NotOwn::Charged { told, most, .. } => format!("the file counts {told} charged, and the policy charges at most {most}"),
    };
    format!("nothing before `{}` is taken as known: {why}", plan.step_name(named))
}
