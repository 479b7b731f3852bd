//! What several policies show together: one that no invoice reaches, debtors that none is for, versions that do not follow each other.

use std::collections::HashSet;

use super::leftover::is_left;
use super::{Finding, Problem, Role};
use crate::model::{Policy, Project};
use crate::plan::Plan;
use crate::terms::Valid;
use crate::value::{Day, Debtor};

/// What the policies of a project show together, in the order in which they are tried.
pub fn report(project: &Project, findings: &mut Vec<Finding>) {
    let policies = &project.policies;
    for (at, policy) in policies.iter().enumerate() {
        findings.extend(behind(policies, at));
        findings.extend(gap(policies, policy));
    }
    // What cannot be read may be what is missing.
    if project.unread == 0 {
        uncovered(policies, findings);
        findings.extend(policies.iter().filter_map(|policy| nothing_to_take_over(policies, policy)));
    }
}

/// Invoices that a policy is for and that policies before it all take, on some of its days.
struct Taken<'a> {
    debtor: Debtor,
    days: Valid,
    by: Vec<&'a Policy>,
}

/// A policy that stands behind others which take each invoice it is for, or each of one kind of debtor.
fn behind(policies: &[Policy], at: usize) -> Option<Finding> {
    let plan = &policies[at].plan;
    let rivals = |other: &&Policy| {
        let (own, other) = (plan, &other.plan);
        other.name != own.name && (&other.law.name, other.currency) == (&own.law.name, own.currency)
    };
    let before: Vec<&Policy> = policies[..at].iter().filter(rivals).collect();
    let (mut taken, mut all) = (Vec::new(), true);
    let stretches = stretches(plan.valid, &before);
    for days in stretches.iter().copied() {
        for debtor in plan.debtors.iter() {
            let takes = |other: &&&Policy| other.plan.covers(debtor) && other.plan.is_valid(days.from);
            let by: Vec<&Policy> = before.iter().filter(takes).copied().collect();
            let plans: Vec<&Plan> = by.iter().map(|policy| &policy.plan).collect();
            if by.is_empty() || is_left(&plans, Some(plan), debtor) {
                all = false;
            } else {
                taken.push(Taken { debtor, days, by });
            }
        }
    }
    let first = taken.first()?;
    // Of one kind of debtor: on all of its days, or on the first stretch of them.
    let always = taken.iter().filter(|other| other.debtor == first.debtor).count() == stretches.len();
    let told = |other: &&Taken| all || other.debtor == first.debtor && (always || other.days == first.days);
    let mut by: Vec<&Policy> = Vec::new();
    for policy in taken.iter().filter(told).flat_map(|taken| &taken.by) {
        if !by.iter().any(|known| known.written.head == policy.written.head) {
            by.push(policy);
        }
    }
    let mut others: Vec<String> = by.iter().map(|policy| policy.plan.name.clone()).collect();
    others.dedup();
    let problem = match all {
        true => Problem::Overlap(others),
        // A policy for all that is left is written so.
        false if plan.applies.is_none() && Debtor::ALL.iter().all(|(_, debtor)| plan.covers(*debtor)) => return None,
        false => Problem::TakenBefore { debtor: first.debtor, days: Some(first.days).filter(|_| !always), by: others },
    };
    let finding = Finding::of(&policies[at], policies[at].written.head, problem);
    Some(by.iter().fold(finding, |finding, policy| finding.and(policy.written.head, Role::First)))
}

/// The days of a policy, cut where another begins or ends.
fn stretches(valid: Valid, others: &[&Policy]) -> Vec<Valid> {
    let begins = others.iter().map(|other| other.plan.valid.from);
    let ends = others.iter().filter_map(|other| other.plan.valid.until).map(|until| until.plus(1));
    let mut cuts: Vec<Day> = begins.chain(ends).filter(|cut| *cut > valid.from && valid.holds(*cut)).chain([valid.from]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let until = |at: usize| cuts.get(at + 1).map(|next| next.plus(-1)).or(valid.until);
    cuts.iter().enumerate().map(|(at, from)| Valid { from: *from, until: until(at) }).collect()
}

/// Days between a version and the one before it.
fn gap(policies: &[Policy], policy: &Policy) -> Option<Finding> {
    let from = policy.plan.valid.from;
    let earlier = policies.iter().filter(|other| other.plan.name == policy.plan.name && other.plan.valid.from < from);
    let last = earlier.max_by_key(|other| other.plan.valid.from)?;
    let gap = Valid { from: last.plan.valid.until?.plus(1), until: Some(from.plus(-1)) };
    let finding = Finding::of(policy, policy.written.valid, Problem::Gap(gap));
    (gap.from < from).then(|| finding.and(last.written.valid, Role::VersionBefore))
}

/// A version that takes over where there is none before it.
fn nothing_to_take_over(policies: &[Policy], policy: &Policy) -> Option<Finding> {
    let plan = &policy.plan;
    let is_first = policies.iter().all(|other| other.plan.name != plan.name || other.plan.valid.from >= plan.valid.from);
    let span = policy.written.takes_over.filter(|_| is_first)?;
    Some(Finding::of(policy, span, Problem::NothingToTakeOver))
}

/// Kinds of debtors that none of several policies under one law and in one currency is for.
fn uncovered(policies: &[Policy], findings: &mut Vec<Finding>) {
    for (at, policy) in policies.iter().enumerate() {
        let own = &policy.plan;
        let together = |other: &Policy| (&other.plan.law.name, other.plan.currency) == (&own.law.name, own.currency);
        let group: Vec<&Plan> = policies.iter().filter(|other| together(other)).map(|other| &other.plan).collect();
        let names = group.iter().map(|other| other.name.as_str()).collect::<HashSet<_>>().len();
        if policies[..at].iter().any(together) || names < 2 {
            continue;
        }
        for (_, debtor) in Debtor::ALL {
            let of: Vec<&Plan> = group.iter().copied().filter(|other| other.covers(debtor)).collect();
            if of.is_empty() || is_left(&of, None, debtor) {
                let problem = Problem::NotCovered { debtor, outside: !of.is_empty() };
                findings.push(Finding::of(policy, policy.written.head, problem));
            }
        }
    }
}
