use std::cmp::Ordering;
use std::path::PathBuf;

use clap::Args;

use super::exit_answer::{Ended, ExitAnswer};
use super::given::LawOptions;
use super::output::{Reader, deliver};
use crate::diagnostic::Span;
use crate::forward::{Tried, try_case};
use crate::model::{Policy, Project, Test};
use crate::plan::{Condition, Plan};
use crate::terms::Operator;
use crate::value::Day;
use crate::words::missed;

#[derive(Args)]
pub struct Arguments {
    /// Policy files with tests beside them, or folders of them
    #[arg(required = true, value_name = "POLICY")]
    policies: Vec<PathBuf>,
    /// Let a run without any test pass
    #[arg(long)]
    allow_empty: bool,
    #[command(flatten)]
    law: LawOptions,
}

pub fn run(arguments: &Arguments) -> Ended {
    let (loaded, all) = arguments.law.to_try(&arguments.policies)?;
    if loaded.tests.is_empty() {
        if !all {
            return Ok(ExitAnswer::NotAsked);
        }
        if !arguments.allow_empty {
            return Err("there is no test in these files, and no test is not a pass; --allow-empty lets it be one".into());
        }
    }
    let (mut passed, mut failed, mut not_run) = (0, 0, 0);
    let (mut out, mut coverage) = (String::new(), Coverage::default());
    for test in &loaded.tests {
        let policies: Vec<&Plan> = loaded.policies.iter().map(|policy| &policy.plan).filter(|plan| plan.name == test.of).collect();
        if test.cases.is_empty() {
            not_run += 1;
            out.push_str(&head("not run", test.head, test, &loaded));
        }
        for (at, case) in test.cases.iter().enumerate() {
            let Some(tried) = try_case(&policies, case) else { continue };
            out.push_str(&outcome(test, at, &tried, &loaded));
            if tried.missed.is_empty() {
                passed += 1
            } else {
                failed += 1
            }
            coverage.add(&policies, tried);
        }
    }
    for policy in &loaded.policies {
        out.push_str(&coverage.of(policy, &loaded));
    }
    let not_run = if not_run == 0 { String::new() } else { format!(", {not_run} not run") };
    let rest = if all { "" } else { "; what cannot be read was not tried" };
    out.push_str(&format!("{passed} passed, {failed} failed{not_run}{rest}\n"));
    deliver(Reader::People, &out, None)?;
    Ok(match (all, failed) {
        (false, _) => ExitAnswer::NotAsked,
        (true, 0) => ExitAnswer::Yes,
        (true, _) => ExitAnswer::No,
    })
}

/// What the tests of a run have reached: steps that were sent, and sides of thresholds, by policy and version.
#[derive(Default)]
struct Coverage {
    sent: Vec<(String, Day, usize)>,
    sides: Vec<(String, Day, usize, usize, Ordering)>,
}

impl Coverage {
    fn add(&mut self, versions: &[&Plan], tried: Tried) {
        let version = |at: usize| (versions[at].name.clone(), versions[at].valid.from);
        let sent = tried.sent.into_iter().map(|(at, step)| (version(at), step));
        self.sent.extend(sent.map(|((name, from), step)| (name, from, step)));
        let sides = tried.sides.into_iter().map(|(at, step, which, side)| (version(at), step, which, side));
        self.sides.extend(sides.map(|((name, from), step, which, side)| (name, from, step, which, side)));
    }

    /// Steps sent, and the sides of each threshold that no test has tried.
    fn of(&self, policy: &Policy, loaded: &Project) -> String {
        let (plan, written) = (&policy.plan, &policy.written);
        let sent = |at: usize| self.sent.contains(&(plan.name.clone(), plan.valid.from, at));
        let missing: Vec<&str> = (0..plan.steps.len()).filter(|at| !sent(*at)).map(|at| plan.step_name(at)).collect();
        let of = plan.steps.len();
        let never = if missing.is_empty() { String::new() } else { format!("; never sent: {}", missing.join(", ")) };
        let mut out = format!("{}: {} of {of} steps sent{never}\n", plan.name, of - missing.len());
        for (step, of) in plan.steps.iter().enumerate() {
            for (at, comparison) in of.when.iter().flat_map(Condition::comparisons).enumerate() {
                let untried = [(Ordering::Less, "below"), (Ordering::Equal, "at"), (Ordering::Greater, "above")];
                let sized = !matches!(comparison.operator, Operator::Is | Operator::IsNot);
                let tried = |side: Ordering| self.sides.contains(&(plan.name.clone(), plan.valid.from, step, at, side));
                let untried: Vec<&str> = untried.iter().filter(|(side, _)| sized && !tried(*side)).map(|(_, word)| *word).collect();
                if !untried.is_empty() {
                    let written = loaded.sources.at(written.steps[step].comparisons[at]);
                    out.push_str(&format!("  {}: `{written}` never tried {} the threshold\n", of.name, untried.join(" or ")));
                }
            }
        }
        out
    }
}

/// What became of a test or a case of it, where it stands, and what it shows.
fn head(became: &str, span: Span, test: &Test, loaded: &Project) -> String {
    let (row, _) = loaded.sources.position(span.file, span.start);
    format!("{became:<7} {}:{row}  {}\n", loaded.sources.name(span.file), test.title)
}

/// One case, and for each expectation that was not met what was expected and what came.
fn outcome(test: &Test, at: usize, tried: &Tried, loaded: &Project) -> String {
    let mut out = head(if tried.missed.is_empty() { "ok" } else { "FAILED" }, test.cases[at].span, test, loaded);
    for one in &tried.missed {
        let (expected, actual) = missed(&test.cases[at], one);
        let span = one.span(&test.cases[at]);
        let (row, _) = loaded.sources.position(span.file, span.start);
        out.push_str(&format!("        line {row}\n          expected  {expected}\n          actual    {actual}\n"));
    }
    out
}
