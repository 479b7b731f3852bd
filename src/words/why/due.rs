use crate::explain::{Explained, InterestBegins, LateRate, UnderPolicy};
use crate::law::ValueId;
use crate::value::Rate;

/// How the due date that counts comes about.
pub fn due_date(explained: &Explained, policy: &UnderPolicy) -> String {
    let (due, law) = (&policy.due, &explained.plan_of(policy).law);
    let how = match due.stated {
        Some(_) => "as the ledger states it".into(),
        None => format!("the ledger states none: {} days after issue under the law of {}", law.no_due_date, law.name),
    };
    if due.counted == due.on { how } else { format!("{how}, {}, which is no business day: it moves to the next", due.counted) }
}

/// How the first day of interest comes about, and at which rate it runs.
pub fn interest_run(explained: &Explained, policy: &UnderPolicy) -> String {
    let Some(interest) = &policy.interest else { return "the policy claims none".into() };
    let days = explained.plan_of(policy).law.no_due_date;
    let begins = match interest.begins {
        InterestBegins::AfterIssue(offset) => format!("{offset} after issue, as the policy sets it"),
        InterestBegins::AfterDue => "the day after the due date".into(),
        InterestBegins::AfterSending(sent) => {
            format!("the due date was not agreed: {days} days after the invoice was sent on {sent}")
        }
    };
    format!("{begins}; {}", late_rate(explained, policy, interest.rate))
}

fn late_rate(explained: &Explained, policy: &UnderPolicy, rate: LateRate) -> String {
    match rate {
        LateRate::Statutory(plus) => statutory(explained, policy, plus),
        LateRate::NoneAgreed => format!("none was agreed: {}", statutory(explained, policy, Rate::ZERO)),
        LateRate::Agreed(rate) => format!("{rate} a year, as agreed"),
        LateRate::Yearly(rate) => format!("{rate} a year, as the policy sets it"),
    }
}

fn statutory(explained: &Explained, policy: &UnderPolicy, plus: Rate) -> String {
    let law = &explained.plan_of(policy).law;
    let Some(rule) = law.interest_of(explained.debtor) else { return "the statutory rate".into() };
    let named = |value: ValueId| &law.values[value];
    let cite = named(rule.value).cite.as_ref().map_or(String::new(), |cite| format!(" ({})", cite.text));
    let points = |rate: Rate| if rate == Rate::ZERO { String::new() } else { format!(" plus {} percentage points", rate.percent()) };
    let on_due = rule.plus_on_due.map_or(String::new(), |value| format!(" plus `{}` on the due date", named(value).name));
    format!("`{}` of each day{}{on_due}{}{cite}", named(rule.value).name, points(rule.plus), points(plus))
}
