//! No false proof under the statutes of the countries: a policy that passes is run over many ledgers, and nothing is withheld.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use frist::check::check;
use frist::forward::rehearsal_plan;
use frist::model::Project;

use super::draw::each;
use super::ledgers::{Cuts, run};
use super::replay::{not_passed, not_shown};
use super::small::reported;
use super::{alone, realistic, seed, tries};
use crate::checked::repository;

/// The statutes that are files: what is read beside a policy.
pub fn statutes() -> &'static [(String, String)] {
    static STATUTES: OnceLock<Vec<(String, String)>> = OnceLock::new();
    STATUTES.get_or_init(|| {
        let read =
            |name: &str| (format!("{name}.frist"), fs::read_to_string(repository(&format!("policies/statutes/{name}.frist"))).unwrap());
        ["dk", "fi", "se"].map(read).into()
    })
}

struct Seen {
    verdict: Option<bool>,
    pairs: usize,
    sent: usize,
    /// Ledgers on which the guard withheld a notice.
    withheld: usize,
    wrong: Vec<String>,
    took: [Duration; 2],
}

/// Checks policies of one text together: the statutes are read once.
fn batch(seeds: &[u64], ledgers: usize) -> Vec<Seen> {
    let texts: Vec<String> = seeds.iter().map(|seed| realistic::draw(*seed)).collect();
    let files: Vec<(String, &str)> = seeds.iter().zip(&texts).map(|(seed, text)| (format!("p{seed}.frist"), text.as_str())).collect();
    let others: Vec<(&str, &str)> = statutes().iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let all = files.iter().map(|(name, text)| (name.as_str(), *text)).chain(others.iter().copied());
    let project = Project::read(all, false);
    let one = |(seed, text): (&u64, &String)| {
        let name = format!("p{seed}");
        let mut seen = Seen { verdict: None, pairs: 0, sent: 0, withheld: 0, wrong: Vec::new(), took: [Duration::ZERO; 2] };
        let Some(policy) = project.policies.iter().find(|policy| policy.plan.name == name) else { return seen };
        let (alone, plan) = (alone(&project, policy), &policy.plan);
        let begun = Instant::now();
        let Ok(findings) = catch_unwind(AssertUnwindSafe(|| check(&alone))) else {
            seen.wrong.push(format!("{name}: the check broke down\n{text}"));
            return seen;
        };
        seen.took[0] = begun.elapsed();
        let errors: Vec<_> = findings.iter().filter(|finding| finding.is_error()).collect();
        if errors.iter().any(|finding| !plan.law.rules.iter().any(|rule| rule.id == finding.code())) {
            return seen;
        }
        let bound = rehearsal_plan(plan);
        seen.verdict = Some(errors.is_empty());
        for finding in findings.iter().filter(|finding| finding.witness.is_some()) {
            let passed = || not_passed(&alone, text, &others, finding).filter(|_| finding.is_error() && seed % 5 == 0);
            if let Some(why) = not_shown(&bound, finding).or_else(passed) {
                seen.wrong.push(format!("witness of {} at {:?}: {why}\n{text}", finding.code(), finding.step()));
            }
        }
        let begun = Instant::now();
        let cuts = Cuts::of(&bound);
        for ledger in 0..if errors.is_empty() { ledgers } else { ledgers / 5 } {
            let ran = run(&bound, &cuts, seed * 1_000_003 + ledger as u64);
            seen.pairs += usize::from(errors.is_empty());
            seen.sent += ran.sent;
            let Some((on, decision)) = ran.withheld else { continue };
            seen.withheld += 1;
            let rules: Vec<&String> = decision.why.forbidden_by(&plan.law).map(|rule| &rule.id).collect();
            let step = decision.step.unwrap();
            let missing: Vec<_> = rules.iter().filter(|rule| !reported(policy, &findings, rule, step)).collect();
            if rules.is_empty() || !missing.is_empty() {
                let kind = if errors.is_empty() { "FALSE PROOF" } else { "NOT REPORTED" };
                let why = format!("{missing:?} at {}, {:?}", plan.steps[step].name, decision.why);
                seen.wrong.push(format!("{kind}: withheld on {on}: {why}\n{:?}\n{text}", ran.rehearsal));
                break;
            }
        }
        seen.took[1] = begun.elapsed();
        seen
    };
    seeds.iter().zip(&texts).map(one).collect()
}

#[test]
fn a_policy_that_passes_is_never_withheld() {
    let (policies, ledgers) = (40 * tries(), 1_000);
    let first = seed();
    let seeds: Vec<u64> = (0..policies as u64).map(|at| first + at).collect();
    let batches: Vec<&[u64]> = seeds.chunks(15).collect();
    let begun = Instant::now();
    let seen: Vec<Seen> = each(batches.len(), |at| batch(batches[at], ledgers)).into_iter().flatten().collect();
    let took = begun.elapsed();
    let of = |verdict: Option<bool>| seen.iter().filter(|seen| seen.verdict == verdict).count();
    let (lawful, unlawful, refused) = (of(Some(true)), of(Some(false)), of(None));
    let (pairs, sent): (usize, usize) = (seen.iter().map(|seen| seen.pairs).sum(), seen.iter().map(|seen| seen.sent).sum());
    let (slowest, which) = seen.iter().zip(&seeds).map(|(seen, seed)| (seen.took[0], seed)).max().unwrap();
    let found = seen.iter().filter(|seen| seen.verdict == Some(false) && seen.withheld > 0).count();
    let sum = |which: usize| seen.iter().map(|seen| seen.took[which]).sum::<Duration>();
    println!(
        "{policies} policies: {lawful} lawful, {unlawful} unlawful, {refused} refused; {pairs} pairs with a ledger, {sent} notices sent, in {took:.0?}"
    );
    println!("check: {:.1?} in all, slowest {slowest:.1?} (seed {which}); ledgers: {:.1?} in all", sum(0), sum(1));
    println!("{} pairs a minute and thread", pairs as u128 * 60_000 / sum(1).as_millis().max(1));
    println!("of the {unlawful} unlawful policies the ledgers showed {found}");
    let wrong: Vec<(u64, &String)> =
        seen.iter().zip(&seeds).flat_map(|(seen, seed)| seen.wrong.iter().map(|wrong| (*seed, wrong))).collect();
    for (seed, wrong) in wrong.iter().take(5) {
        println!("--- {seed}: {wrong}");
    }
    let seeds: Vec<u64> = wrong.iter().map(|(seed, _)| *seed).collect();
    assert!(wrong.is_empty(), "{} wrong, seeds {seeds:?}", wrong.len());
    assert!(lawful * 5 >= policies && unlawful * 5 >= policies, "too one-sided to mean anything");
    assert!(sent >= pairs, "ledgers on which little happens");
    assert!(found * 2 >= unlawful, "ledgers that miss what is unlawful");
}
