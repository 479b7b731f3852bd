//! A million pairs: a policy that passes is run over ledgers night by night, each night written down by `record` and read back, and an auditor looks
//! at what is left. Nothing is withheld, and nothing is found.

mod asks;
mod book;
mod constructs;
mod fees;
mod files;
mod palette;
mod policy;
mod steps;
mod tally;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use frist::check::{Finding, check};
use frist::decide::BoundPlan;
use frist::diagnostic::Severity;
use frist::forward::rehearsal_plan;
use frist::model::Project;
use frist::plan::Plan;
use frist::value::Day;

use super::draw::{Draw, each};
use super::ledgers::Cuts;
use super::small::reported;
use super::{number, seed, tries};
use crate::policies::replayed::{Counts, block_fails, rows_fail, shown};
use book::{Book, Withheld};
use files::{Aim, read};
use palette::Palette;
use tally::Tally;

/// Policies of one run, and ledgers of each.
const POLICIES: usize = 6;
const LEDGERS: u64 = 200;
/// The same in a long run, for each try: to prove a policy costs as much as to run it over a thousand ledgers.
const POLICIES_OF_MANY: usize = 20;
const LEDGERS_OF_MANY: u64 = 3_000;
/// So many policies that each construct must be in one that passes.
const ENOUGH: usize = 1_000;

/// What should occur in the ledgers of policies that pass.
const OCCURS: [&str; 36] = [
    "send",
    "wait",
    "hold",
    "exempt",
    "ignore",
    "settled",
    "finished",
    "unmatched",
    "time-barred",
    "line of a letter",
    "late run",
    "run more than two weeks late",
    "letter left out of a run",
    "run whose letters were all left out",
    "cancelled",
    "recalled",
    "letter of several invoices undone",
    "letter undone, then the one before it",
    "payment",
    "reversal",
    "credit",
    "waive",
    "dispute",
    "resolved",
    "release",
    "plan",
    "plan-ended",
    "promise",
    "acknowledged",
    "judgment",
    "write-off",
    "unallocated payment",
    "several invoices of a customer",
    "due date not agreed",
    "no due date",
    "agreed rate",
];

/// What became of a policy, or of the policies of one text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Verdict {
    /// Passed.
    Passed,
    /// Breaks a rule of law.
    Refused,
    /// Not proved.
    NotProved,
    /// Does not work as a policy: an order of steps, a name, one that overlaps with another.
    Unusable,
}

/// What was seen of one text.
struct Seen {
    verdict: Verdict,
    tally: Tally,
    replays: Counts,
    wrong: Vec<String>,
    took: [Duration; 2],
}

/// Draws a text, checks it, and runs what passes.
fn tried(seed: u64, ledgers: u64) -> Seen {
    let mut seen = Seen::nothing();
    let text = policy::draw(seed);
    let project = Project::read([("p.frist", text.as_str())], false);
    if project.has_errors() {
        return seen;
    }
    let begun = Instant::now();
    let Ok(findings) = catch_unwind(AssertUnwindSafe(|| check(&project))) else {
        seen.wrong.push(format!("the check broke down\n{text}"));
        return seen;
    };
    seen.took[0] = begun.elapsed();
    let plans = project.plans();
    let verdicts: Vec<Verdict> = (0..plans.len()).map(|at| verdict(&project, &findings, at)).collect();
    seen.verdict = verdicts.iter().copied().max().unwrap_or(Verdict::Unusable);
    if seen.verdict == Verdict::Unusable {
        return seen;
    }
    seen.replay(&text, &project, &findings);
    let passing: Vec<bool> = verdicts.iter().map(|verdict| *verdict == Verdict::Passed).collect();
    let begun = Instant::now();
    let pairs = seen.run(seed, &text, (&project, &findings), &passing, ledgers);
    seen.took[1] = begun.elapsed();
    let constructs = constructs::of(&plans);
    seen.tally.with(&constructs, seen.verdict == Verdict::Passed, pairs);
    seen
}

/// What the findings say of one of the policies.
fn verdict(project: &Project, findings: &[Finding], at: usize) -> Verdict {
    let policy = &project.policies[at];
    let errors = findings.iter().filter(|finding| finding.is_error() && finding.head == Some(policy.written.head));
    let of = |finding: &Finding| match finding.code() {
        "F2017" => Verdict::NotProved,
        // What never goes out breaks nothing.
        "F2018" => Verdict::Passed,
        rule if policy.plan.law.rule(rule).is_some() => Verdict::Refused,
        _ => Verdict::Unusable,
    };
    errors.map(of).max().unwrap_or(Verdict::Passed)
}

impl Seen {
    fn nothing() -> Seen {
        Seen {
            verdict: Verdict::Unusable,
            tally: Tally::default(),
            replays: Counts::default(),
            wrong: Vec::new(),
            took: [Duration::ZERO; 2],
        }
    }

    /// Replays every witness in both of its forms.
    fn replay(&mut self, text: &str, project: &Project, findings: &[Finding]) {
        if findings.iter().all(|finding| finding.witness.is_none()) {
            return;
        }
        for (finding, shown) in findings.iter().zip(shown(project, findings)).filter(|(finding, _)| finding.witness.is_some()) {
            self.replays.findings += 1;
            let block = block_fails(text, project, finding, &mut self.replays);
            let failed = block.or_else(|| rows_fail(project, finding, &shown, &mut self.replays));
            self.wrong.extend(failed.map(|why| format!("REPLAY of {}: {why}\n{text}", finding.code())));
        }
    }

    /// Runs the policies over ledgers; how many, where one of them passes.
    fn run(&mut self, seed: u64, text: &str, (project, findings): (&Project, &[Finding]), passing: &[bool], ledgers: u64) -> usize {
        let plans = project.plans();
        let bounds: Vec<BoundPlan> = plans.iter().map(|plan| rehearsal_plan(plan)).collect();
        let cuts: Vec<Cuts> = bounds.iter().map(Cuts::of).collect();
        let palette = Palette::of(&bounds);
        let aim = Aim { bounds: &bounds, cuts: &cuts, palette: &palette };
        let passes = passing.iter().any(|passes| *passes);
        let count = if passes { ledgers } else { ledgers / 10 };
        for at in 0..count {
            let mut draw = Draw(seed.wrapping_mul(1_000_003) + at);
            let texts = files::draw(&aim, &mut draw);
            let mut book = Book::open(&plans, texts);
            let mut own = Tally::default();
            let withheld = book.keep(passing, window(&plans), &mut draw, &mut own);
            let said = |what: &str| {
                format!("{what}, ledger {at}\n{text}\n{}\n{}\n{}", book.texts.invoices, book.texts.customers, book.texts.events)
            };
            self.wrong.extend(withheld.iter().map(|one| said(&format!("FALSE PROOF: {}", words(one, &plans)))));
            let unreported = book.refused.iter().find(|one| !is_reported(one, project, findings));
            self.wrong.extend(unreported.map(|one| said(&format!("NOT REPORTED: {}", words(one, &plans)))));
            let never = |finding: &&Finding| finding.code() == "F2018" && is_stepped(finding, project, &book);
            self.wrong.extend(findings.iter().find(never).map(|finding| said(&format!("NEVER SENT, and sent: {:?}", finding.problem))));
            let stated =
                (book.texts.audited != book.texts.invoices).then(|| read(&book.texts.audited, &book.texts.customers, &book.texts.events));
            let ledger = stated.as_ref().unwrap_or(&book.ledger);
            let audit = frist::audit(&plans[0].law, ledger, Day::LAST);
            let fault = audit.faults.iter().find(|fault| fault.severity == Severity::Error);
            self.wrong.extend(fault.map(|fault| {
                said(&format!("AUDIT: {} faults {} on {}: {:?}", fault.rule, &ledger.invoices.number[fault.invoice], fault.on, fault.wrong))
            }));
            if passes {
                own.pairs = 1;
                files::count(ledger, &mut own);
                self.tally.add(&own);
            }
            if !self.wrong.is_empty() {
                return at as usize;
            }
        }
        if passes { count as usize } else { 0 }
    }
}

/// The days on which the policies decide and the law is known.
fn window(plans: &[&Plan]) -> (Day, Day) {
    let law = &plans[0].law;
    let first = plans.iter().map(|plan| plan.valid.from).min().unwrap_or(Day::FIRST);
    let last = plans.iter().map(|plan| plan.keeps_until.unwrap_or(Day::LAST)).max().unwrap_or(Day::LAST);
    (first.max(law.known_from), last.min(law.known_until))
}

fn words(one: &Withheld, plans: &[&Plan]) -> String {
    let Withheld { invoice, by, on, decision } = one;
    let step = decision.step.map_or("", |step| plans[*by].step_name(step));
    format!("{} from {} withholds {step} of {invoice} on {on}: {:?}", plans[*by].name, plans[*by].valid.from, decision.why)
}

/// Whether a step goes out in a ledger that a finding says never does.
fn is_stepped(finding: &Finding, project: &Project, book: &Book) -> bool {
    let policy = project.policies.iter().position(|policy| finding.head == Some(policy.written.head));
    policy.zip(finding.step()).is_some_and(|place| book.stepped.contains(&place))
}

/// Whether each rule that withholds it is among the findings of its policy.
fn is_reported(one: &Withheld, project: &Project, findings: &[Finding]) -> bool {
    let policy = &project.policies[one.by];
    let own: Vec<Finding> = findings.iter().filter(|finding| finding.head == Some(policy.written.head)).cloned().collect();
    // What cannot be gone through is not gone through to the end.
    if own.iter().any(|finding| finding.code() == "F2017") {
        return true;
    }
    let Some(step) = one.decision.step else { return true };
    one.decision.why.forbidden_by(&policy.plan.law).all(|rule| reported(policy, &own, &rule.id, step))
}

#[test]
fn a_policy_that_passes_is_never_withheld_nor_faulted() {
    let many = tries() > 1;
    let ledgers = number("FRIST_LEDGERS").unwrap_or(if many { LEDGERS_OF_MANY } else { LEDGERS });
    let policies = if many { POLICIES_OF_MANY * tries() } else { POLICIES };
    let first = seed() + 900_000;
    let begun = Instant::now();
    let seen = each(policies, |at| {
        let seed = first + at as u64;
        let seen = catch_unwind(|| tried(seed, ledgers))
            .unwrap_or_else(|_| Seen { wrong: vec![format!("BROKE DOWN\n{}", policy::draw(seed))], ..Seen::nothing() });
        // A long run says at once what it finds.
        seen.wrong.iter().for_each(|wrong| println!("--- {seed}: {wrong}"));
        seen
    });
    let took = begun.elapsed();
    let (mut tally, mut replays) = (Tally::default(), Counts::default());
    let mut verdicts: BTreeMap<Verdict, usize> = BTreeMap::new();
    for one in &seen {
        tally.add(&one.tally);
        *verdicts.entry(one.verdict).or_default() += 1;
        replays.findings += one.replays.findings;
        replays.blocks += one.replays.blocks;
        replays.without_block += one.replays.without_block;
        replays.with_others += one.replays.with_others;
        replays.with_limit += one.replays.with_limit;
        replays.withheld += one.replays.withheld;
        replays.sent += one.replays.sent;
        replays.faulted += one.replays.faulted;
    }
    let constructs = constructs::names();
    println!("{}", tally.table(&constructs, &OCCURS));
    let sum = |which: usize| seen.iter().map(|seen| seen.took[which]).sum::<Duration>();
    let (slowest, which) = seen.iter().enumerate().map(|(at, seen)| (seen.took[0], first + at as u64)).max().unwrap();
    println!("\n{policies} texts: {verdicts:?}; {} pairs, {} runs, {} notices sent, in {took:.0?}", tally.pairs, tally.runs, tally.sent);
    println!("check: {:.1?} in all, slowest {slowest:.1?} (seed {which}); ledgers: {:.1?} in all", sum(0), sum(1));
    let mut slow: Vec<(Duration, u64)> = seen.iter().enumerate().map(|(at, seen)| (seen.took[0], first + at as u64)).collect();
    slow.sort();
    let at = |of_a_hundred: usize| slow[(slow.len() - 1) * of_a_hundred / 100].0;
    println!("check: half take less than {:.1?}, nine of ten {:.1?}, 98 of a hundred {:.1?}", at(50), at(90), at(98));
    if let Some((longest, seed)) = slow.last().filter(|(longest, _)| longest.as_secs() >= 30) {
        println!("a check of {longest:.0?}: {seed}\n{}", policy::draw(*seed));
    }
    println!("{} pairs a second and thread", tally.pairs as u128 * 1_000 / sum(1).as_millis().max(1));
    println!("{replays:?}; left out: {}", tally.counts.get("witness with an invoice of 0").unwrap_or(&0));
    let wrong: Vec<(u64, &String)> =
        seen.iter().enumerate().flat_map(|(at, seen)| seen.wrong.iter().map(move |wrong| (first + at as u64, wrong))).collect();
    for (seed, wrong) in &wrong {
        println!("{seed}: {}", wrong.lines().next().unwrap_or_default());
    }
    assert!(wrong.is_empty(), "{} wrong", wrong.len());
    let passed = verdicts.get(&Verdict::Passed).copied().unwrap_or(0);
    assert!(passed * 12 >= policies && tally.sent >= tally.pairs, "too few that pass, or too little that happens");
    // Of a few hundred policies the rarest construct may be in none that passes.
    let missing = if policies >= ENOUGH { tally.missing(&constructs, &OCCURS) } else { Vec::new() };
    assert!(missing.is_empty(), "never occurred with a policy that passes: {missing:?}");
}
