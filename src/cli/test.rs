use std::path::PathBuf;

use clap::Args;

use super::load::{Statutes, load, refuses};
use super::{Answer, Outcome};
use crate::evaluate::{Tried, try_case};
use crate::model::{Policy, Test};
use crate::project::Project;

#[derive(Args)]
pub struct Arguments {
    /// Policy files with tests beside them, or folders of them
    #[arg(required = true, value_name = "POLICY")]
    policies: Vec<PathBuf>,
    #[command(flatten)]
    statutes: Statutes,
}

pub fn run(arguments: &Arguments) -> Outcome {
    let loaded = load(&arguments.policies, &arguments.statutes)?;
    if refuses(&loaded) {
        return Ok(Answer::NotAsked);
    }
    let (mut passed, mut failed) = (0, 0);
    let mut reached: Vec<(String, String)> = Vec::new();
    for test in &loaded.program.tests {
        let policies: Vec<&Policy> = loaded.program.policies.iter().filter(|policy| policy.name == test.tree.of.value).collect();
        for (at, case) in test.tree.cases.iter().enumerate() {
            let Some(tried) = try_case(&policies, &loaded.laws, case) else {
                return Err(format!("no statute is at hand for policy `{}`", test.tree.of.value));
            };
            reached.extend(tried.sent.iter().map(|step| (test.tree.of.value.clone(), policies[0].steps[*step].name.clone())));
            print!("{}", line(test, at, &tried, &loaded));
            if tried.missed.is_empty() { passed += 1 } else { failed += 1 }
        }
    }
    for policy in &loaded.program.policies {
        let sent = |step: &&crate::model::Step| reached.contains(&(policy.name.clone(), step.name.clone()));
        let missing: Vec<&str> = policy.steps.iter().filter(|step| !sent(step)).map(|step| step.name.as_str()).collect();
        let of = policy.steps.len();
        let never = if missing.is_empty() { String::new() } else { format!("; never sent: {}", missing.join(", ")) };
        println!("{}: {} of {of} steps sent in tests{never}", policy.name, of - missing.len());
    }
    println!("{passed} passed, {failed} failed");
    Ok(if failed == 0 { Answer::Yes } else { Answer::No })
}

/// One case: its place, and for each expectation that was not met what was expected and what came.
fn line(test: &Test, at: usize, tried: &Tried, loaded: &Project) -> String {
    let span = test.tree.cases[at].span;
    let (row, _) = loaded.sources.position(span.file, span.start);
    let place = format!("{}:{row}", loaded.sources.name(span.file));
    let outcome = if tried.missed.is_empty() { "ok    " } else { "FAILED" };
    let mut out = format!("{outcome}  {place}  {}\n", test.tree.title);
    for missed in &tried.missed {
        let span = test.tree.cases[at].expects[missed.expect].span;
        let (row, _) = loaded.sources.position(span.file, span.start);
        out.push_str(&format!("        line {row}\n          expected  {}\n          actual    {}\n", missed.expected, missed.actual));
    }
    out
}
