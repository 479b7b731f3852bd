//! A witness is an invoice that really gets the forbidden notice, from the policy's own history.

use frist::check::{Finding, Witness};
use frist::claim::Letters;
use frist::decide::{BoundPlan, DecisionKind, breaches};
use frist::diagnostic::Severity;
use frist::forward::passes;
use frist::ledger::EventKind;
use frist::model::Project;
use frist::plan::Plan;

use super::brute::window;

/// Why the witness of a finding does not show it, if it does not.
pub fn not_shown(bound: &BoundPlan, finding: &Finding) -> Option<String> {
    let witness = finding.witness.as_ref()?;
    let code = finding.code();
    let (first, last) = window(bound);
    if !(first..=last).contains(&witness.on) {
        return Some(format!("on {}, outside {first} to {last}", witness.on));
    }
    let mut rehearsal = witness.rehearsal.clone();
    rehearsal.unguarded = true;
    let free = rehearsal.decide(bound, witness.on);
    let proposed = free.proposed.as_ref().filter(|_| free.kind == DecisionKind::Send);
    let Some(proposed) =
        proposed.filter(|proposed| (proposed.step, proposed.fee, proposed.deadline) == (witness.step, witness.fee, witness.deadline))
    else {
        return Some(format!("without the guard {:?} of {:?}, {:?}", free.kind, free.step, free.proposed));
    };
    let letters = Letters::default();
    let broken = breaches(bound, &rehearsal.case(&letters), witness.on, proposed);
    if !broken.iter().any(|breach| breach.rule.id == code && breach.fault == witness.fault) {
        return Some(format!("the judge finds {broken:?}"));
    }
    if finding.severity == Severity::Error {
        rehearsal.unguarded = false;
        let guarded = rehearsal.decide(bound, witness.on);
        let by = guarded.why.forbidden_by(&bound.plan.law).any(|rule| rule.id == code);
        if guarded.kind != DecisionKind::Withheld || !by {
            return Some(format!("with the guard {:?}: {:?}", guarded.kind, guarded.why));
        }
    }
    contradicts(bound, witness).or_else(|| not_its_own(bound, witness))
}

/// What the policy states of its invoices, and the witness does not keep.
fn contradicts(bound: &BoundPlan, witness: &Witness) -> Option<String> {
    let (plan, rehearsal) = (bound.plan, &witness.rehearsal);
    let due = rehearsal.due.unwrap_or(rehearsal.issued.plus(plan.law.no_due_date));
    let sent_late = plan.sent_before_due.filter(|days| due.since(rehearsal.issued) < *days);
    let said_no = plan.agreed_fee && rehearsal.fee_agreed == Some(false);
    match () {
        () if !plan.covers(rehearsal.debtor) => Some("a debtor the policy is not for".into()),
        () if sent_late.is_some() => Some(format!("issued {}, due {due}", rehearsal.issued)),
        () if said_no => Some("no fee was agreed, and the policy says one was".into()),
        () => None,
    }
}

/// A notice of the witness's history that the policy would not have sent.
fn not_its_own(bound: &BoundPlan, witness: &Witness) -> Option<String> {
    for (at, event) in witness.rehearsal.events.iter().enumerate() {
        let EventKind::Notice(notice) = event.what else { continue };
        let notice = &witness.rehearsal.notices[notice as usize];
        let mut before = witness.rehearsal.clone();
        before.unguarded = true;
        before.events.truncate(at);
        let decision = before.decide(bound, event.on);
        let sent = decision.proposed.as_ref().filter(|_| decision.kind == DecisionKind::Send);
        let same = |step: usize| {
            sent.is_some_and(|sent| {
                (sent.step, sent.deadline, sent.fee, sent.compensation) == (step, notice.deadline, notice.fee, notice.compensation)
            })
        };
        if !notice.step.is_some_and(|step| same(step as usize)) {
            return Some(format!(
                "{notice:?} on {} is not the policy's own: {:?} of {:?}, {sent:?}",
                event.on, decision.kind, decision.step
            ));
        }
    }
    None
}

/// Why the printed block, put behind its policy, does not pass. `checked` is what the finding was found in; the other texts are those the policy was
/// read with.
pub fn not_passed(checked: &Project, text: &str, others: &[(&str, &str)], finding: &Finding) -> Option<String> {
    let plan = &finding.policy(&checked.policies)?.plan;
    let Some(block) = frist::words::test_block(checked, finding) else {
        // A policy that has ended decides nothing, and a test of it can expect nothing.
        let ended = plan.valid.until.is_some_and(|until| finding.witness.as_ref().is_some_and(|witness| witness.on > until));
        return (!ended).then(|| format!("no block shows {:?}", finding.witness));
    };
    let pasted = format!("{text}\n{block}\n");
    let project = Project::read([("pasted.frist", pasted.as_str())].into_iter().chain(others.iter().copied()), false);
    if project.has_errors() {
        return Some(format!("{:?} in\n{block}", project.mistakes));
    }
    let test = project.tests.last()?;
    let plans: Vec<&Plan> = project.plans().into_iter().filter(|plan| plan.name == test.of).collect();
    (!passes(&plans, test.cases.first()?)).then(|| format!("fails\n{block}"))
}
