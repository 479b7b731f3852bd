//! `check` against the truth, on worlds small enough to try everything.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use frist::check::{Finding, check};
use frist::diagnostic::Severity;
use frist::forward::rehearsal_plan;
use frist::model::{Policy, Project};
use frist::plan::Plan;

use super::brute::truth;
use super::draw::each;
use super::replay::{not_passed, not_shown};
use super::worlds::{World, draw};
use super::{alone, tries};

/// How `check` and the truth can disagree, the worst first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Differ {
    /// Passed, and a run sends what the law forbids.
    FalseProof,
    /// Failed, but not for a rule that a run breaks.
    NotReported,
    /// A witness that does not show what it should.
    FalseAlarm,
    /// The printed test does not pass.
    TestFails,
    /// The check broke down.
    Panicked,
    /// The truth itself does not hold when it is spelled out: a mistake of this test.
    Untrue,
}

/// What became of one world.
#[derive(Clone, Debug)]
pub struct Seen {
    verdict: Verdict,
    differ: Vec<(Differ, String)>,
    judged: usize,
    cut: bool,
    /// Errors of law reported, and those of them that were found by trying.
    errors: [usize; 2],
    took: [Duration; 2],
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Verdict {
    Lawful,
    Unlawful,
    Refused,
}

/// Worlds that no one can be asked about: the policy itself does not stand.
const REFUSED: Seen =
    Seen { verdict: Verdict::Refused, differ: Vec::new(), judged: 0, cut: false, errors: [0; 2], took: [Duration::ZERO; 2] };

/// Holds `check` to the truth on one world.
pub fn compare(world: &World) -> Seen {
    let project = Project::read([("world.frist", world.text.as_str())], false);
    if project.has_errors() || project.policies.len() != 1 {
        return REFUSED;
    }
    let project = alone(&project, &project.policies[0]);
    let begun = Instant::now();
    let Ok(findings) = catch_unwind(AssertUnwindSafe(|| check(&project))) else {
        return Seen { verdict: Verdict::Unlawful, differ: vec![(Differ::Panicked, String::new())], ..REFUSED };
    };
    let checked = begun.elapsed();
    let of_law = |finding: &Finding| !is_sanity(finding.code());
    if findings.iter().any(|finding| finding.is_error() && !of_law(finding)) {
        return REFUSED;
    }
    let policy = &project.policies[0];
    let plan = &policy.plan;
    let bound = rehearsal_plan(plan);
    let begun = Instant::now();
    let truth = truth(&bound, &world.axes);
    let tried = begun.elapsed();
    let mut differ = Vec::new();
    let errors = findings.iter().filter(|finding| finding.is_error()).count();
    for ((rule, step), story) in &truth.broken {
        if let Err(why) = story.told(&bound) {
            differ.push((Differ::Untrue, why));
            continue;
        }
        let said = || format!("{rule} at {}: {}", plan.steps[*step].name, story.words(&bound));
        let mild = is_mild(plan, rule);
        if errors == 0 && !mild {
            differ.push((Differ::FalseProof, said()));
        } else if !reported(policy, &findings, rule, *step) && (!mild || errors == 0) {
            differ.push((Differ::NotReported, said()));
        }
    }
    for finding in findings.iter().filter(|finding| finding.witness.is_some()) {
        let code = finding.code();
        let at = finding.step().map_or("", |step| plan.step_name(step));
        match not_shown(&bound, finding) {
            Some(why) => differ.push((Differ::FalseAlarm, format!("{code} at {at}: {why}"))),
            None if finding.is_error() => {
                let failed = not_passed(&project, &world.text, &[], finding);
                differ.extend(failed.map(|why| (Differ::TestFails, format!("{code} at {at}: {why}"))));
            }
            None => {}
        }
    }
    for finding in findings.iter().filter(|finding| finding.is_error() && finding.witness.is_none()) {
        differ.push((Differ::FalseAlarm, format!("{}: no witness", finding.code())));
    }
    let verdict = if errors > 0 { Verdict::Unlawful } else { Verdict::Lawful };
    let found = |finding: &&Finding| truth.broken.keys().any(|(rule, step)| *rule == finding.code() && finding.step() == Some(*step));
    let found = findings.iter().filter(|finding| finding.is_error()).filter(found).count();
    Seen { verdict, differ, judged: truth.judged, cut: truth.cut, errors: [errors, found], took: [checked, tried] }
}

/// Findings that are not about a rule of law.
fn is_sanity(code: &str) -> bool {
    code.len() == 5 && code.starts_with('F') && code[1..].bytes().all(|digit| digit.is_ascii_digit())
}

/// Whether a rule rests on less than a statute: what breaks it is a warning.
fn is_mild(plan: &Plan, rule: &str) -> bool {
    use frist::terms::Basis;
    let rule = plan.law.rule(rule).unwrap();
    rule.cite.as_ref().is_some_and(|cite| cite.basis != Basis::Statute)
}

/// Whether a finding says that a step breaks a rule: at that step, or on a line that is no step's.
pub fn reported(policy: &Policy, findings: &[Finding], rule: &str, step: usize) -> bool {
    let first = &policy.written.steps[0];
    let severity = if is_mild(&policy.plan, rule) { Severity::Warning } else { Severity::Error };
    findings.iter().filter(|finding| finding.code() == rule).any(|finding| {
        let at_step = finding.step() == Some(step);
        finding.severity == severity && (at_step || finding.span.start < first.head.start)
    })
}

/// The same world with as little in it as still shows a difference of this kind.
fn smallest(world: &World, kind: Differ) -> World {
    let shows =
        |world: &World| catch_unwind(AssertUnwindSafe(|| compare(world))).is_ok_and(|seen| seen.differ.iter().any(|(of, _)| *of == kind));
    let mut smallest = world.clone();
    loop {
        let smaller = shorter(&smallest.text).into_iter().map(|text| World { text, ..smallest.clone() }).find(|smaller| shows(smaller));
        match smaller {
            Some(smaller) => smallest = smaller,
            None => return smallest,
        }
    }
}

/// The text without one of its blocks or lines, each in turn.
fn shorter(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut shorter = Vec::new();
    for from in 0..lines.len() {
        let mut depth = 0;
        let end = (from..lines.len()).find(|at| {
            depth += lines[*at].matches('{').count() as i32 - lines[*at].matches('}').count() as i32;
            depth <= 0
        });
        let Some(end) = end.filter(|_| depth == 0) else { continue };
        let rest = lines[..from].iter().chain(&lines[end + 1..]).copied().collect::<Vec<_>>();
        shorter.push(rest.join("\n"));
    }
    shorter
}

#[test]
fn check_agrees_with_the_truth() {
    let count = 100 * tries();
    let seed = super::seed();
    let begun = Instant::now();
    let seen = each(count, |at| compare(&draw(seed + at as u64)));
    let took = begun.elapsed();
    let of = |verdict: Verdict| seen.iter().filter(|seen| seen.verdict == verdict).count();
    let (lawful, unlawful, refused) = (of(Verdict::Lawful), of(Verdict::Unlawful), of(Verdict::Refused));
    let judged: usize = seen.iter().map(|seen| seen.judged).sum();
    let cut = seen.iter().filter(|seen| seen.cut).count();
    let slowest = |which: usize| seen.iter().enumerate().map(|(at, seen)| (seen.took[which], seed + at as u64)).max().unwrap();
    let sum = |which: usize| seen.iter().map(|seen| seen.took[which]).sum::<Duration>();
    println!(
        "{count} worlds: {lawful} lawful, {unlawful} unlawful, {refused} refused, {cut} cut short; {judged} notices judged in {took:.0?}"
    );
    println!("check: {:.1?} in all, slowest {:.1?}; the truth: {:.1?} in all, slowest {:.1?}", sum(0), slowest(0), sum(1), slowest(1));
    let errors = |which: usize| seen.iter().map(|seen| seen.errors[which]).sum::<usize>();
    println!("{} errors of law reported, {} of them found by trying", errors(0), errors(1));
    let mut differ: BTreeMap<Differ, Vec<(u64, &str)>> = BTreeMap::new();
    for (at, seen) in seen.iter().enumerate() {
        for (kind, said) in &seen.differ {
            differ.entry(*kind).or_default().push((seed + at as u64, said));
        }
    }
    for (kind, worlds) in &differ {
        let mut seeds: Vec<u64> = worlds.iter().map(|(seed, _)| *seed).collect();
        seeds.dedup();
        println!("\n=== {kind:?}: {} in {} worlds, seeds {:?}", worlds.len(), seeds.len(), &seeds[..seeds.len().min(20)]);
        for seed in seeds.iter().take(3) {
            let small = smallest(&draw(*seed), *kind);
            let said: Vec<String> = compare(&small).differ.into_iter().map(|(kind, said)| format!("{kind:?} {said}")).collect();
            println!("--- {seed}\n{}\n{}", small.text, said.join("\n"));
        }
    }
    assert!(
        differ.is_empty(),
        "check and the truth differ: {:?}",
        differ.iter().map(|(kind, worlds)| (kind, worlds.len())).collect::<Vec<_>>()
    );
    assert!(lawful * 5 >= count && unlawful * 5 >= count, "too one-sided to mean anything");
    assert!(refused * 5 <= count && cut * 4 <= count, "too many that say nothing");
}
