//! Findings of the check in words: what is wrong at which spot, why, and what to do.

use super::advice::advised;
use super::{too_many, way_out, witness};
use crate::check::{ChargesSoFar, Finding, Given, Mend, Never, Origin, Problem, Remedy, Role};
use crate::decide::Charge;
use crate::diagnostic::{Diagnostic, INTERNAL, Stage, did_you_mean};
use crate::law::{BreachKind, Question, Rule};
use crate::model::{Policy, Project};
use crate::plan::Plan;
use crate::terms::Valid;
use crate::value::{Day, Money, Offset};

/// A finding about a policy of a project as it is shown.
pub fn diagnostic(project: &Project, finding: &Finding) -> Diagnostic {
    let said = said(&project.policies, finding);
    said.unwrap_or_else(|| INTERNAL.at(finding.span).with("found", "a finding is about a policy or a rule that is not among these"))
}

fn said(policies: &[Policy], finding: &Finding) -> Option<Diagnostic> {
    let plan = finding.policy(policies).map(|policy| &policy.plan);
    let report = match finding.problem.origin() {
        Origin::Table(code) => code.at(finding.span),
        Origin::Rule(code) => of_rule(plan?, plan?.law.rule(code)?, finding),
    };
    let step = |step: usize| plan.map(|plan| plan.step_name(step));
    let report = match &finding.problem {
        Problem::Notice { rule, fault, since, charges, also, .. } => {
            let plan = plan?;
            let rule = plan.law.rule(rule)?;
            let figures = finding.witness.as_ref().filter(|_| *fault == BreachKind::Advice).and_then(|shown| advised(plan, rule, shown));
            let label = figures.unwrap_or_else(|| broken(plan, rule, fault, *charges));
            let since = since.map_or(String::new(), |since| format!("unlawful from {since}: "));
            let shown = finding.witness.as_ref().map_or(String::new(), |shown| format!("\nshown by {}", witness(plan, shown)));
            let also = if also.is_empty() { String::new() } else { format!("\n{} advises the same way", also.join(", ")) };
            Diagnostic { label: format!("{since}{label}"), text: report.text.map(|text| format!("{text}{also}{shown}")), ..report }
        }
        Problem::Terms { rule, days, fault, since, .. } => {
            Diagnostic { label: terms(plan?, plan?.law.rule(rule)?, *days, fault, *since), ..report }
        }
        Problem::NotProved { rule, step: at } => report.with("what", format!("whether `{}` can break {rule}", step(*at)?)),
        Problem::TooManyCases(what) => report.with("what", too_many(plan?, *what)).hint(way_out(*what)),
        Problem::BeyondTheLaw(valid, known) => {
            report.with("valid", period(*valid)).with("law", &plan?.law.name).with("known", period(*known))
        }
        Problem::ComingLaw(at, until) => {
            let (law, coming) = (&plan?.law, plan?.law.announced.get(*at)?);
            let state = match coming.adopted {
                Some(adopted) => format!("it was adopted on {adopted} and not in force on {}", law.read_on),
                None => format!("it was not adopted on {}", law.read_on),
            };
            let day = coming.expected.map_or("no day is fixed on which it takes effect".into(), |day| format!("it is expected on {day}"));
            report.with("until", until).with("announced", &coming.text).with("state", format!("{state}; {day}"))
        }
        Problem::TakenAsGiven(given) => {
            let (written, column) = as_written(*given);
            report.with("found", written).with("column", column)
        }
        Problem::ForeignCurrency { own, of_law, .. } => report.with("found", own).with("law", &plan?.law.name).with("expected", of_law),
        Problem::NoLimit { step: at, charge, debtor, on } => {
            let what = match charge {
                Charge::Fee => format!("the fee of {}", plan?.steps[*at].act.described()),
                Charge::Compensation => "the compensation".into(),
            };
            report.with("what", what).with("law", &plan?.law.name).with("debtor", debtor.described()).with("on", on)
        }
        Problem::LawNotTold(at, unknown) => {
            report.with("step", step(*at)?).with("value", format!("`{}`", unknown.value)).with("on", unknown.on)
        }
        Problem::NeverCharged(_, rule) => report.with("rule", rule),
        Problem::MoneyLeft(_, on, most) => report.with("allowed", format!("{} on {on}", Money::new(*most, plan?.currency))),
        Problem::NeverSent(at, why) => {
            let reason = match why {
                Never::NotMet => "no invoice ever meets this condition",
                Never::PassedOver => {
                    "on every invoice another step goes out in its place, or what it counts from never happens while it can still come"
                }
                Never::LeftAlone => {
                    "each invoice that comes to it is exempt, or another step goes out in its place, or what it counts from never happens"
                }
            };
            report.with("step", step(*at)?).with("reason", reason)
        }
        Problem::SettledCondition(at) => report.with("step", step(*at)?),
        Problem::OneDay { step: at, before } => report.with("step", step(*at)?).with("found", step(*before)?),
        Problem::Overlap(others) => report.with("others", quoted(others)),
        Problem::TakenBefore { debtor, days, by } => {
            let days = days.map_or(String::new(), |days| format!(" {}", period(days)));
            report.with("debtor", debtor.described()).with("days", days).with("by", quoted(by))
        }
        Problem::Gap(days) => report.with("found", &plan?.name).with("days", period(*days)),
        Problem::NothingToTakeOver => report.with("found", &plan?.name),
        Problem::NotCovered { debtor, outside } => {
            let outside = if *outside { " outside every `applies when`" } else { "" };
            let what = format!("{}{outside} under {} in {}", debtor.described(), plan?.law.name, plan?.currency);
            report.with("what", what)
        }
        Problem::UnknownRule { found, near } => {
            let known = near.as_ref().map_or("`frist law` lists the rules".into(), |near| did_you_mean(near));
            report.with("found", found).with("known", known)
        }
    };
    let others = finding.others.iter().map(|(span, role)| (*span, place(*role).into())).collect();
    Some(Diagnostic { others, fix: finding.fix().cloned(), ..report })
}

/// A rule that is broken, with everything but how.
fn of_rule(plan: &Plan, rule: &Rule, finding: &Finding) -> Diagnostic {
    let cited = rule.cite.as_ref().map(|cite| format!("{} (confidence {})", cite.text, cite.confidence.word()));
    Diagnostic {
        text: Some(cited.unwrap_or_default()),
        hint: finding.mend.as_ref().map(|mend| mended(plan, mend)).or_else(|| not_told(&finding.problem)),
        ..Diagnostic::new(&rule.id, finding.severity, Stage::Law, &rule.title, finding.span)
    }
}

/// The way out where a value is missing, and not a line of the policy.
fn not_told(problem: &Problem) -> Option<String> {
    let Problem::Notice { fault: BreachKind::NotKnown(unknown), .. } = problem else { return None };
    Some(format!("end the policy before it needs {} of that day, or bring the statute file up to date", unknown.value))
}

/// What another place has to do with a finding.
fn place(role: Role) -> &'static str {
    match role {
        Role::Rule => "the rule of law",
        Role::Advice => "the advice",
        Role::Fee => "and it costs this",
        Role::Disputed => "disputed invoices go on",
        Role::SameDay => "it goes out on that day",
        Role::First => "tried before it",
        Role::VersionBefore => "the version before",
    }
}

/// How a rule is broken; no line of a policy names what all charges together are made of.
fn broken(plan: &Plan, rule: &Rule, fault: &BreachKind, charges: Option<ChargesSoFar>) -> String {
    let money = |minor| Money::new(minor, plan.currency);
    match fault {
        BreachKind::TooMuch(charged, allowed) => {
            let parts = charges.map_or(String::new(), |charges| parts(plan, charges));
            format!("{} charged{parts}, {} allowed", money(*charged), money(*allowed))
        }
        BreachKind::RateTooHigh(rate, allowed, day) => format!("{rate} on {day}, {allowed} allowed"),
        BreachKind::NotMet => format!("the law asks for `{}`", rule.demand),
        BreachKind::NotKnown(unknown) => format!("needs {} on {}, which the law does not tell", unknown.value, unknown.on),
        BreachKind::Advice => format!("the advice is `{}`", rule.demand),
    }
}

fn parts(plan: &Plan, charges: ChargesSoFar) -> String {
    let all = [("fees so far", charges.before), ("this fee", charges.fee), ("compensation", charges.compensation)];
    let some = all.into_iter().filter(|(_, minor)| *minor > 0);
    let parts: Vec<String> = some.map(|(what, minor)| format!("{what} {}", Money::new(minor, plan.currency).grouped())).collect();
    if parts.len() > 1 { format!(" ({})", parts.join(", ")) } else { String::new() }
}

/// How payment terms break a rule.
fn terms(plan: &Plan, rule: &Rule, days: i32, fault: &BreachKind, since: Option<Day>) -> String {
    let since = match (since, fault) {
        (None, _) => String::new(),
        // What is advised against is not unlawful.
        (Some(since), BreachKind::Advice) => format!("from {since}: "),
        (Some(since), BreachKind::TooMuch(..) | BreachKind::RateTooHigh(..) | BreachKind::NotMet | BreachKind::NotKnown(_)) => {
            format!("unlawful from {since}: ")
        }
    };
    let of_their_length = |question: &Question| matches!(question, Question::TermAtMost(_));
    if rule.effect.demanded().is_some_and(|demanded| demanded.asks(&of_their_length)) {
        format!("{since}terms of {days} days")
    } else {
        format!("{since}{}", broken(plan, rule, fault, None))
    }
}

/// What to do.
fn mended(plan: &Plan, mend: &Mend) -> String {
    let deadline = |days: i32| format!("deadline {}", Offset::Days(days));
    let what = match &mend.remedy {
        Remedy::Rewrite => format!("write `{}`", mend.fix.as_ref().map_or("", |fix| &fix.text)),
        Remedy::AgreedFee => {
            "write `agreed reminder fee` in the policy, if your contracts say so; where nothing was agreed `fee statutory` costs nothing"
                .into()
        }
        Remedy::StatutoryFee => "write `fee statutory`: the most the law allows on the day, whatever that is".into(),
        Remedy::AgreedInterest(own) => {
            let agreed = own.map_or(String::new(), |rate| format!(", and `agreed late interest {rate}` if your contracts say so"));
            format!("write `interest agreed, otherwise statutory`{agreed}")
        }
        Remedy::AddDeadline(days) => format!("add a line `{}`", deadline(*days)),
        Remedy::EarlierDeadline(step, days) => format!("in step `{}` write `{}`", plan.step_name(*step), deadline(*days)),
        Remedy::HoldDisputed => "remove `continue while disputed`".into(),
        Remedy::StepBefore(acts, days) => {
            let acts: Vec<&str> = acts.iter().map(|act| act.word()).collect();
            format!("put a step before it that `is {}`, with `{}`", acts.join("` or `"), deadline(*days))
        }
        Remedy::DaysAfter { acts, days, has } => {
            let acts: Vec<&str> = acts.iter().map(|act| act.word()).collect();
            let put = if *has { "" } else { "put a step before it that is one; " };
            format!("{put}send this at the earliest {} after a `{}`", Offset::Days(*days), acts.join("` or `"))
        }
        Remedy::ShorterTerms => "shorten the terms, or make sure of what the law asks for longer ones".into(),
    };
    let promise = mend.promise.map(Plan::promise).map(|promise| format!("; or write `{promise}` in the policy, if you see to it"));
    what + &promise.unwrap_or_default()
}

/// What is taken as given, as a policy writes it, and the column of the ledger that says it of one invoice.
fn as_written(given: Given) -> (&'static str, &'static str) {
    match given {
        Given::ReminderFee => ("agreed reminder fee", "fee_agreed"),
        Given::LateInterest => ("agreed late interest", "interest_agreed"),
        Given::SentBeforeDue => ("invoices are sent at least … before due date", "sent"),
    }
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn period(valid: Valid) -> String {
    let until = valid.until.map_or(String::new(), |until| format!(" until {until}"));
    format!("from {}{until}", valid.from)
}
