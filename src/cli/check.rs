use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::exit_answer::{Ended, ExitAnswer};
use super::given::{NOTHING, Output, Statutes, Threads};
use super::output::{Reader, deliver};
use super::say::say_all;
use crate::check::{Finding, USUAL, explained};
use crate::diagnostic::{Diagnostic, LISTED, Severity, render};
use crate::model::{Policy, Project, Wanted};
use crate::report::findings::{github, json, sarif, summary};
use crate::report::proof;
use crate::words::{diagnostic, test_block};

#[derive(Args)]
pub struct Arguments {
    /// Policy files, or folders of them
    #[arg(required = true, value_name = "POLICY")]
    policies: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Say what the proof went through: window, invoices, cut points
    #[arg(long)]
    explain_proof: bool,
    /// How many cases to look at before a policy counts as not proved
    #[arg(long, value_name = "CASES", default_value_t = USUAL)]
    limit: u64,
    /// Let files in which nothing stands pass
    #[arg(long)]
    allow_empty: bool,
    #[command(flatten)]
    threads: Threads,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    statutes: Statutes,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
    Sarif,
    Github,
}

pub fn run(arguments: &Arguments) -> Ended {
    let loaded = arguments.statutes.read_all(&arguments.policies, Wanted::OfPolicies, false)?;
    if loaded.is_empty() && !arguments.allow_empty {
        return Err(format!("{NOTHING}, and nothing is not a pass; --allow-empty lets it be one"));
    }
    let (findings, covered) = explained(&loaded, arguments.limit, arguments.threads.count());
    let proofs: String =
        covered.iter().filter(|_| arguments.explain_proof).map(|(plan, covered)| format!("{}\n", proof(plan, covered))).collect();
    let said: Vec<Diagnostic> = findings.iter().map(|finding| diagnostic(&loaded, finding)).collect();
    let all = || loaded.mistakes.iter().chain(&said);
    let text = match arguments.format {
        Format::Sarif => sarif(all(), &loaded.sources),
        Format::Github => github(all(), &loaded.sources),
        Format::Json => json(&loaded, &findings),
        Format::Human => for_people(&loaded, &findings, &said, &proofs),
    };
    let reader = if arguments.format == Format::Human { Reader::People } else { Reader::Programs };
    if reader == Reader::Programs {
        say_all(&proofs);
    }
    deliver(reader, &text, arguments.output.file.as_ref())?;
    Ok(answer(&loaded, &said))
}

/// Checks policies that another command made, and says what is found; the answer is that of `frist check`.
pub fn say_checked(loaded: &Project) -> ExitAnswer {
    let (findings, _) = explained(loaded, USUAL, Threads::OF_MACHINE.count());
    let said: Vec<Diagnostic> = findings.iter().map(|finding| diagnostic(loaded, finding)).collect();
    say_all(&for_people(loaded, &findings, &said, ""));
    answer(loaded, &said)
}

fn for_people(loaded: &Project, findings: &[Finding], said: &[Diagnostic], proofs: &str) -> String {
    let mut text = render(&loaded.mistakes, &loaded.sources);
    for (finding, said) in findings.iter().zip(said).take(LISTED) {
        text.push_str(&render(std::slice::from_ref(said), &loaded.sources));
        text.push_str(&as_test(finding, loaded));
    }
    if findings.len() > LISTED {
        text.push_str(&format!("… and {} more, which --format json and sarif list too\n\n", findings.len() - LISTED));
    }
    text.push_str(proofs);
    let counted = |policies: usize| format!("{policies} polic{}", if policies == 1 { "y" } else { "ies" });
    let what = match (loaded.policies.len(), loaded.unread) {
        // What cannot be read is no policy yet.
        (0, _) => "nothing was checked".into(),
        (policies, 0) => counted(policies),
        (policies, unread) => format!("{} checked, {} not", counted(policies), counted(unread)),
    };
    text.push_str(&format!("{what}: {}\n", summary(loaded.mistakes.iter().chain(said))));
    text
}

fn answer(loaded: &Project, said: &[Diagnostic]) -> ExitAnswer {
    let all = || loaded.mistakes.iter().chain(said);
    if all().any(Diagnostic::refuses) {
        ExitAnswer::NotAsked
    } else if all().any(|diagnostic| diagnostic.severity == Severity::Error) {
        ExitAnswer::No
    } else {
        ExitAnswer::Yes
    }
}

/// The witness of an unlawful notice, as a test to paste beside the policy; where no test shows it, that is said.
fn as_test(finding: &Finding, loaded: &Project) -> String {
    let Some(witness) = finding.witness.as_ref().filter(|_| finding.is_error()) else { return String::new() };
    let ended = |policy: &Policy| policy.plan.valid.until.filter(|until| witness.on > *until);
    match (test_block(loaded, finding), finding.policy(&loaded.policies).and_then(ended)) {
        (Some(test), _) => format!("{test}\n\n"),
        (None, Some(until)) => format!("No test shows it: the policy ends on {until}, and no version follows.\n\n"),
        (None, None) => "No test shows it.\n\n".into(),
    }
}
