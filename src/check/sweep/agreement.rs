//! The argument for the proof, run: two cases that are remembered alike are decided alike and judged alike, on every day from then on and after whatever
//! goes out to both; and whatever goes out to one of which the steps are due later can go out to one of which none is due later.
//!
//! Laws, policies and histories are drawn; no case is one that the sweep would come to, so that memory is tried where it is least at home.
#![cfg(test)]

use std::collections::HashMap;

use super::case::Seed;
use super::{Dates, Runs, Sweep, USUAL};
use crate::check::possible::{Known, Point};
use crate::decide::{BoundPlan, CaseState, Context, DecisionKind, Draft, Progress, Proposed, decide_in, last_day};
use crate::forward::rehearsal_plan;
use crate::model::Project;
use crate::value::Day;

/// Lots drawn from a number.
struct Draw(u64);

impl Draw {
    fn below(&mut self, count: i32) -> i32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % count as u64) as i32
    }

    fn of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.below(all.len() as i32) as usize]
    }
}

const ACTS: [&str; 4] = ["reminder", "collection-notice", "payment-demand", "handover"];

/// A condition of law with small numbers, of any kind that asks for the past or for days.
fn question(draw: &mut Draw) -> String {
    let acts = if draw.below(2) == 0 { draw.of(&ACTS[..3]).to_string() } else { format!("{}, {}", ACTS[0], ACTS[1]) };
    let (charged, round, after) = (draw.of(&["", "charged "]), draw.of(&["", "", " in this round"]), draw.of(&["", "", " after due date"]));
    let ago = if draw.below(3) == 0 { format!(" at least {} days ago", 2 + draw.below(6)) } else { String::new() };
    let set = format!("{charged}{acts}{round}{after}{ago}");
    let passed = match draw.below(3) {
        0 => " with deadline passed".to_string(),
        1 => format!(" with deadline of at least {} days passed", 1 + draw.below(5)),
        _ => String::new(),
    };
    match draw.below(9) {
        0 => format!("an earlier {set}{passed}"),
        1 => format!("the first {set}{passed}"),
        2 => format!("the last {set}{passed}"),
        3 => format!("earlier {set} at least {}", 1 + draw.below(3)),
        4 => format!("days since the last {set} below {}", 2 + draw.below(8)),
        5 => format!("overdue at least {} days", draw.below(9)),
        6 => "interest has started".into(),
        7 => format!("payment term at most {} days", 10 + draw.below(8)),
        _ => "send date after due date moved to next business day".into(),
    }
}

/// A policy and its law.
fn texts(draw: &mut Draw) -> String {
    let mut lines = vec![
        "policy p {".to_string(),
        "law XX".into(),
        "debtors consumer".into(),
        "currency EUR".into(),
        "valid from 2026-03-01 until 2026-05-31".into(),
        draw.of(&["no interest", "interest 9 %", "interest statutory"]).into(),
    ];
    lines.extend((draw.below(3) == 0).then(|| "send on business days".to_string()));
    let count = 3 + draw.below(2);
    for at in 0..count {
        let anchor = match draw.below(4) {
            0 => format!("{} days after due date", draw.below(9)),
            1 => format!("{} days before due date", 1 + draw.below(3)),
            _ if at > 0 => format!("{} days after s{}, or {} days after due date", 1 + draw.below(4), draw.below(at), draw.below(14)),
            _ => format!("{} business days after issue date", 8 + draw.below(9)),
        };
        lines.push(format!("step s{at} is {} {{\nsend {anchor}", draw.of(if at + 1 < count { &ACTS[..3] } else { &ACTS })));
        lines.push(draw.of(&["deadline 3 days", "deadline 2 business days", "deadline 5 days, on a business day"]).into());
        lines
            .extend(Some(draw.of(&["", "fee statutory", "fee 2 EUR", "unless overtaken"])).filter(|line| !line.is_empty()).map(Into::into));
        lines.extend((draw.below(4) == 0).then(|| "compensation statutory".to_string()));
        let age = format!("when overdue {} {} days", draw.of(&["at least", "below", "is", "above"]), draw.below(12));
        lines.extend((draw.below(4) == 0).then_some(age));
        lines.push("}".into());
    }
    lines.extend(
        ["}", "statute XX \"x\" {", "currency EUR", "known until 2026-12-31", "day count actual over 365", "interest rate"].map(Into::into),
    );
    lines.push("no due date 20 days after issue date".into());
    lines.extend((draw.below(2) == 0).then(|| "due date moved to next business day".to_string()));
    lines.push("new round 1 months after the last charged notice".into());
    lines.push("value rate { cite \"c\", statute, high\nfrom 2020-01-01: 8 %\nfrom 2026-04-01: 10 % }".into());
    lines.push("value cap { cite \"c\", statute, high\nfrom 2020-01-01: 3 EUR\nfrom 2026-03-10: 2 EUR\nfrom 2026-04-10: 5 EUR }".into());
    let of = draw.of(&["send date", "due date", "arose", "interest start"]).to_string();
    lines.push(format!("rule CAP \"r\" {{ cite \"c\", statute, high\nlimit fee to cap on {of} }}"));
    lines.push(format!("rule SUM \"r\" {{ cite \"c\", statute, high\nlimit total charges to the larger of cap on {of}, total fees }}"));
    lines.push("rule RATE \"r\" { cite \"c\", statute, high\nlimit interest rate to statutory }".into());
    for at in 0..3 + draw.below(3) {
        let effect = match draw.below(3) {
            0 => "limit fee to 0 EUR".to_string(),
            1 => format!("limit total fees to {} EUR", draw.below(4)),
            _ => format!("require {}", question(draw)),
        };
        let (when, unless) = (question(draw), question(draw));
        let of = draw.of(&ACTS);
        let unless = if draw.below(2) == 0 { format!("unless {unless}\n") } else { String::new() };
        lines.push(format!("rule R{at} \"r\" {{ cite \"c\", statute, high\nof {of}\nwhen {when}\n{unless}{effect} }}"));
    }
    lines.push("}".into());
    lines.join("\n")
}

/// What is decided about a case on a day, and what a notice breaks.
type Answer = (DecisionKind, Option<usize>, Option<Day>, i64, i64, Vec<String>);

struct Trial<'a> {
    bound: &'a BoundPlan<'a>,
    sweep: Sweep<'a>,
}

impl Trial<'_> {
    fn answer(&self, seed: &Seed, progress: &Progress, on: Day) -> (Answer, Option<Proposed>) {
        let root = &self.sweep.kinds.roots[seed.root as usize];
        let invoice = root.invoice(self.bound, &seed.dates);
        let letters = Default::default();
        let case = invoice.case(&letters);
        let overdue = on.since(seed.dates.due);
        let mut known = Known::of_amount(&self.sweep.variables, root.amount).owed(self.bound.plan, None).remove(0);
        let standing = Point::settle(&mut known, &self.sweep.variables, self.bound.plan, overdue, false).standing;
        let (claim, interruptions) = (standing.claim(), standing.interruptions());
        let context = Context { unguarded: true, payments_through: Some(on), ..Context::default() };
        let state = CaseState { claim: &claim, interruptions: &interruptions, progress, not_barred_until: None, listener: None };
        let decision = decide_in(self.bound, &case, &invoice.case_facts(), context, &state, on);
        let sent = decision.proposed.filter(|_| decision.kind == DecisionKind::Send);
        let draft = |step| Draft { bound: self.bound, case: &case, progress, claim: &claim, disputed: false, owing: owing_by_books(&claim), step };
        let broken =
            sent.as_ref().map_or(Vec::new(), |sent| draft(sent.step).judge(sent).iter().map(|breach| breach.rule.id.clone()).collect());
        let (fee, compensation) = sent.as_ref().map_or((0, 0), |sent| (sent.fee, sent.compensation));
        ((decision.kind, decision.step, sent.as_ref().and_then(|sent| sent.deadline), fee, compensation, broken), sent)
    }
}

impl Trial<'_> {
    /// Whatever a case gets on a day, one that is remembered alike and due sooner gets on that day too; how often that was so.
    fn stand_for_each_other(&self, cases: &[(Vec<i32>, Seed, Progress)], on: Day, text: &str) -> u64 {
        let mut seen = 0;
        for (at, (triggers, seed, progress)) in cases.iter().enumerate().take(12) {
            let sooner =
                |other: &&(Vec<i32>, Seed, Progress)| other.0 != *triggers && other.0.iter().zip(triggers).all(|(one, other)| one <= other);
            let Some((_, earlier, before)) = cases.iter().skip(at + 1).chain(&cases[..at]).find(sooner) else { continue };
            for day in (0..45).map(|later| on.plus(later)) {
                let (says, sent) = self.answer(seed, progress, day);
                if sent.is_some() {
                    let (other, _) = self.answer(earlier, before, day);
                    assert_eq!(says, other, "{text}\n{on} {day}\n{:?} {progress:?}\n{:?} {before:?}", seed.dates, earlier.dates);
                    seen += 1;
                }
            }
        }
        seen
    }
}

/// A history that nobody need have had.
fn history(draw: &mut Draw, bound: &BoundPlan, from: Day, on: Day) -> Progress {
    let mut progress = Progress::none(bound);
    let mut day = from;
    for step in 0..bound.plan.steps.len() - 1 {
        day = day.plus(1 + draw.below(9));
        if day >= on || draw.below(3) == 0 {
            continue;
        }
        let deadline = bound.plan.steps[step].deadline.map(|deadline| last_day(bound, deadline, day));
        // Only what the step claims at all.
        let of = &bound.plan.steps[step];
        let fee = if of.fee.is_none() { 0 } else { i64::from(draw.below(2)) * 200 };
        let compensation = if of.compensation { i64::from(draw.below(2)) * 100 } else { 0 };
        let assumed = false;
        let sent = Proposed { step, on: day, deadline, fee, compensation, fee_rule: None, assumed, unlimited: None };
        progress.advance_by(bound, &sent, fee > 0);
    }
    progress
}

#[test]
fn cases_remembered_alike_are_answered_alike() {
    let (mut laws, mut alike, mut asked, mut sent_to_both, mut broken, mut sooner) = (0, 0_u64, 0_u64, 0_u64, 0_u64, 0_u64);
    for law in 0..tries() {
        let mut draw = Draw(law * 7_919 + 1);
        let text = texts(&mut draw);
        let project = Project::read([("p.frist", text.as_str())], false);
        let Some(policy) = project.policies.first().filter(|_| !project.has_errors()) else { continue };
        let bound = rehearsal_plan(&policy.plan);
        let mut trial = Trial { bound: &bound, sweep: Sweep::new(&bound, &[], Runs::Any, USUAL) };
        laws += 1;
        let on: Day = "2026-04-06".parse::<Day>().expect("a day").plus(draw.below(9));
        let mut known: HashMap<_, Vec<(Seed, Progress)>> = HashMap::new();
        let mut by_key: HashMap<_, Vec<(Vec<i32>, Seed, Progress)>> = HashMap::new();
        for _ in 0..400 {
            let due = on.plus(draw.below(24) - 20);
            let term = [11, 14, 15, 30][draw.below(4) as usize];
            let agreed = draw.below(2) == 0;
            let dates = Dates { agreed, ..Dates::of(&bound.plan.law, due.plus(-term), Some(due)) }.under(&bound.plan.law);
            let seed = trial.sweep.seed(0, dates, 0);
            let progress = history(&mut draw, &bound, due.plus(-4), on);
            if trial.sweep.read(&seed, &progress, on) {
                let (key, triggers) = (trial.sweep.scratch.key.clone(), trial.sweep.scratch.memory.triggers.clone());
                by_key.entry(key.clone()).or_default().push((triggers.clone(), seed.clone(), progress.clone()));
                known.entry((key, triggers)).or_default().push((seed, progress));
            }
        }
        sooner += by_key.values().map(|cases| trial.stand_for_each_other(cases, on, &text)).sum::<u64>();
        for cases in known.values().filter(|cases| cases.len() > 1) {
            let (first, others) = cases.split_first().expect("two at least");
            for other in others.iter().take(6) {
                if first.0.dates == other.0.dates && first.1.history == other.1.history {
                    continue;
                }
                alike += 1;
                let (mut one, mut two) = (first.1.clone(), other.1.clone());
                let mut sends = draw.below(20);
                for later in 0..45 {
                    let day = on.plus(later);
                    let (says, sent) = trial.answer(&first.0, &one, day);
                    let (others_say, _) = trial.answer(&other.0, &two, day);
                    asked += 1;
                    broken += u64::from(!says.5.is_empty());
                    assert_eq!(
                        says, others_say,
                        "{text}\n{on} {day}\n{:?} {:?}\n{:?} {:?}",
                        first.0.dates, first.1, other.0.dates, other.1
                    );
                    sends -= 1;
                    if let Some(sent) = sent.filter(|_| sends < 0) {
                        one.advance_by(&bound, &sent, sent.fee > 0);
                        two.advance_by(&bound, &sent, sent.fee > 0);
                        sent_to_both += 1;
                        sends = draw.below(12);
                    }
                }
            }
        }
    }
    println!(
        "{laws} laws: {alike} pairs of cases remembered alike, {asked} questions, {sent_to_both} notices to both, {broken} unlawful, {sooner} notices that one due sooner gets too; 0 differences"
    );
    assert!(
        laws * 10 > tries() * 8 && alike > 30 * laws && sent_to_both > alike / 4 && broken > alike / 4 && sooner > alike,
        "too little was tried"
    );
}

/// How many laws; `FRIST_TRIES` tries as many times more.
fn tries() -> u64 {
    40 * std::env::var("FRIST_TRIES").ok().and_then(|tries| tries.parse::<u64>().ok()).unwrap_or(1)
}
