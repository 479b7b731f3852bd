use crate::decide::DecisionKind;
use crate::forward::{DayOutcome, Instead, Mismatch, Missed};
use crate::plan::Plan;
use crate::terms::{Expect, TestCase};
use crate::value::{Minor, Money};

/// An expectation of a case that was not met under a plan: what was expected, and what came instead.
pub fn missed(plan: &Plan, case: &TestCase, missed: &Missed) -> (String, String) {
    let expected = match &case.expects[missed.expect].value {
        Expect::On(expected) => Some(expected),
        Expect::NothingAfter => None,
    };
    let on = expected.map_or(String::new(), |expected| format!(" on {}", expected.on));
    let what = expected.map_or("nothing more", |expected| expected.what.value.as_str());
    let wanted = format!("{what}{on}");
    match &missed.instead {
        Instead::NotValid => (wanted, format!("the policy is not valid{on}")),
        Instead::Else(came, elsewhere) => {
            let elsewhere = elsewhere.map_or(String::new(), |on| format!("; {what} goes out on {on}"));
            (wanted, format!("{}{elsewhere}", outcome(plan, came)))
        }
        Instead::NotBy(came) => {
            let by = expected.and_then(|expected| expected.by.as_ref()).map_or(String::new(), |rule| format!(" by {}", rule.value));
            (format!("{wanted}{by}"), outcome(plan, came))
        }
        Instead::Figures(figures) => {
            let (want, got): (Vec<String>, Vec<String>) = figures.iter().map(|one| figure(plan, *one)).unzip();
            (format!("{wanted} with {}", want.join(", ")), format!("with {}", got.join(", ")))
        }
        Instead::More(came) => (wanted, outcome(plan, came)),
    }
}

/// A figure as it was expected, and as it came.
fn figure(plan: &Plan, figure: Mismatch) -> (String, String) {
    let money = |minor: Minor| Money::new(minor, plan.currency).to_string();
    let both = |what: &str, wanted: Minor, came: Option<Minor>| {
        (format!("{what} {}", money(wanted)), format!("{what} {}", came.map_or("unknown".into(), money)))
    };
    match figure {
        Mismatch::Fee(wanted, came) => both("fee", wanted, came),
        Mismatch::Compensation(wanted, came) => both("compensation", wanted, came),
        Mismatch::Interest(wanted, came) => both("interest", wanted, came),
        Mismatch::Balance(wanted, came) => both("balance", wanted, came),
        Mismatch::Claim(wanted, came) => both("claim", wanted, came),
        Mismatch::Deadline(wanted, came) => {
            (format!("deadline {wanted}"), format!("deadline {}", came.map_or("none".into(), |day| day.to_string())))
        }
    }
}

/// What a day came to.
fn outcome(plan: &Plan, came: &DayOutcome) -> String {
    let on = came.on;
    if let Some(rule) = &came.rule {
        return format!("withheld on {on} by {rule}");
    }
    match (came.kind, came.step.map(|step| plan.step_name(step)), came.next_on) {
        (DecisionKind::Send, Some(step), _) => format!("{step} on {on}"),
        (DecisionKind::Wait, Some(step), Some(next)) => format!("wait on {on} for {step} on {next}"),
        (kind, Some(step), _) => format!("{} on {on} at {step}", kind.word()),
        (kind, None, _) => format!("{} on {on}", kind.word()),
    }
}
