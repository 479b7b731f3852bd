//! The boundary is where the check says it is: across it by one unit the finding is gone, and one unit short of it stays.

use frist::check::{Finding, Witness, check};
use frist::claim::Letters;
use frist::decide::{BoundPlan, breaches};
use frist::forward::rehearsal_plan;
use frist::law::{BreachKind, Question};
use frist::model::Project;
use frist::plan::{Fee, FeeAmount, Plan};
use frist::value::Money;

use super::brute::truth;
use super::draw::each;
use super::worlds::{World, draw};
use super::{alone, seed, tries};

struct Seen {
    fixes: usize,
    limits: usize,
    wrong: Vec<String>,
}

#[test]
fn one_unit_flips_the_finding() {
    let count = 100 * tries();
    let first = seed() + 700_000;
    let seen = each(count, |at| one(&draw(first + at as u64)));
    let (fixes, limits) = (seen.iter().map(|seen| seen.fixes).sum::<usize>(), seen.iter().map(|seen| seen.limits).sum::<usize>());
    let wrong: Vec<(usize, &String)> =
        seen.iter().enumerate().flat_map(|(at, seen)| seen.wrong.iter().map(move |wrong| (at, wrong))).collect();
    println!("{count} worlds: {fixes} fixes and {limits} limits tried from both sides, {} wrong", wrong.len());
    for (at, wrong) in wrong.iter().take(4) {
        println!("--- {}: {wrong}", first + *at as u64);
    }
    assert!(wrong.is_empty(), "{} wrong", wrong.len());
    assert!(fixes * 10 >= count && limits * 10 >= count, "too few to mean anything");
}

fn one(world: &World) -> Seen {
    let mut seen = Seen { fixes: 0, limits: 0, wrong: Vec::new() };
    let project = Project::read([("world.frist", world.text.as_str())], false);
    if project.has_errors() {
        return seen;
    }
    let plan = &project.policies[0].plan;
    let findings = errors(&project);
    let bound = rehearsal_plan(plan);
    for finding in &findings {
        let Some(witness) = &finding.witness else { continue };
        if let BreachKind::TooMuch(_, allowed) = witness.fault {
            seen.limits += 1;
            let code = finding.code();
            let breaks = |fee: i64| breaks(plan, witness, code, fee);
            let own = allowed - (plan_total(&bound, witness, finding));
            if own >= 0 && (breaks(own) || !breaks(own + 1)) {
                seen.wrong.push(format!(
                    "{code}: {allowed} allowed, but a fee of {own} breaks it: {}, {}: {}\n{}",
                    breaks(own),
                    own + 1,
                    breaks(own + 1),
                    world.text
                ));
            }
        }
        let Some(fix) = finding.fix() else { continue };
        seen.fixes += 1;
        let mended = |text: &str| {
            let mut whole = world.text.clone();
            whole.replace_range(fix.span.range(), text);
            whole
        };
        let still = |text: &str| remains(&mended(text), finding);
        match still(&fix.text) {
            None => seen.wrong.push(format!("`{}` does not stand\n{}", fix.text, world.text)),
            Some(true) => seen.wrong.push(format!("`{}` does not mend {}\n{}", fix.text, finding.code(), world.text)),
            Some(false) => {
                let truly = World { text: mended(&fix.text), axes: world.axes.clone() };
                if broken(&truly, finding) {
                    seen.wrong.push(format!("`{}` seems to mend {}, and does not\n{}", fix.text, finding.code(), world.text));
                }
                // A step that is given another anchor keeps its own rhythm, which need not be the smallest.
                let anchor = |text: &str| text.split(" after ").nth(1).map(str::to_string);
                // Who is only asked to name a day is offered the usual one.
                let only_a_day = |question: &Question| matches!(question, Question::DeadlineAtLeast(days) if *days <= 1);
                let usual =
                    fix.text.contains("deadline 14 days") && plan.law.rule(finding.code()).is_some_and(|rule| rule.asks(only_a_day));
                // A statement that is added has no number of its own.
                if !usual
                    && anchor(&fix.text) == anchor(&world.text[fix.span.range()])
                    && !fix.text.contains("agreed")
                    && let Some(less) = one_less(&fix.text)
                    && still(&less) == Some(false)
                {
                    seen.wrong.push(format!("`{less}` mends {} too, before `{}`\n{}", finding.code(), fix.text, world.text));
                }
            }
        }
    }
    seen
}

fn errors(project: &Project) -> Vec<Finding> {
    check(&alone(project, &project.policies[0])).into_iter().filter(Finding::is_error).collect()
}

/// Whether a text still has the error; `None` where it cannot be read.
fn remains(text: &str, finding: &Finding) -> Option<bool> {
    let project = Project::read([("world.frist", text)], false);
    let same = |other: &Finding| (other.code(), other.step()) == (finding.code(), finding.step());
    (!project.has_errors()).then(|| errors(&project).iter().any(same))
}

/// Whether trying everything finds the error.
fn broken(world: &World, finding: &Finding) -> bool {
    let project = Project::read([("world.frist", world.text.as_str())], false);
    let plan = &project.policies[0].plan;
    let bound = rehearsal_plan(plan);
    let truth = truth(&bound, &world.axes);
    truth.broken.keys().any(|(rule, step)| *rule == finding.code() && Some(*step) == finding.step())
}

/// Whether the witness still breaks the rule with this fee in place of its own.
fn breaks(plan: &Plan, witness: &Witness, code: &str, fee: i64) -> bool {
    let mut other = plan.clone();
    let of = &mut other.steps[witness.step];
    of.fee = Fee::always(Some(FeeAmount::Fixed(Money::new(fee, plan.currency))));
    of.compensation = false;
    let bound = rehearsal_plan(&other);
    let mut rehearsal = witness.rehearsal.clone();
    rehearsal.unguarded = true;
    let decision = rehearsal.decide(&bound, witness.on);
    let letters = Letters::default();
    let proposed = decision.proposed.unwrap();
    breaches(&bound, &rehearsal.case(&letters), witness.on, &proposed).iter().any(|breach| breach.rule.id == code)
}

/// What the limited total came to before the witness's own fee, compensation of the same letter included.
fn plan_total(bound: &BoundPlan, witness: &Witness, finding: &Finding) -> i64 {
    use frist::terms::{Effect, Quantity};
    let before = |of: fn(&frist::ledger::Notice) -> i64| witness.rehearsal.notices.iter().map(of).sum::<i64>();
    match bound.plan.law.rule(finding.code()).map(|rule| &rule.effect) {
        Some(Effect::Limit(Quantity::TotalFees, _)) => before(|notice| notice.fee),
        // Here the limit follows the fee itself, or is not about a fee.
        Some(Effect::Limit(Quantity::TotalCharges | Quantity::Compensation | Quantity::TotalCompensation, _)) => i64::MAX / 2,
        _ => 0,
    }
}

/// The same text with its last number one less; `None` where that is nothing.
fn one_less(text: &str) -> Option<String> {
    let end = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let from = text[..end].rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + 1);
    let number: i32 = text[from..end].parse().ok()?;
    let less = number - 1;
    (less > 0).then(|| {
        let unit = if less == 1 { text[end..].replacen("days", "day", 1) } else { text[end..].into() };
        format!("{}{less}{unit}", &text[..from])
    })
}
