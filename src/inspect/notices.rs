//! Notices that the policy would not have sent: each as it stood on its day, under the version that the invoice belonged to then.

use super::books::Books;
use super::kinds::{
    ACT_OTHER, ACT_UNKNOWN, AFTER_HANDOVER, AFTER_SETTLEMENT, DEADLINE_SHORT, FEE_DIFFERS, NOT_A_RUN_DAY, OUT_OF_ORDER, STEP_UNKNOWN,
    TOO_EARLY,
};
use super::{Detail, FindingKind, LedgerFinding};
use crate::claim::{Claim, Interruptions};
use crate::decide::{self, BoundPlan, Case, Charge, Progress, claim_on, first_counted, pursued, trigger};
use crate::run::Run;

use crate::ledger::{self, EventKind, InvoiceId, standing_notices};
use crate::plan::Plan;
use crate::value::{Act, Day, Minor};

pub fn find(books: &Books, said: &mut Vec<LedgerFinding>) {
    let Some(run) = books.run else { return };
    for id in books.invoices() {
        let Some(today) = books.plan_at(id) else { continue };
        let case = run.case(id);
        if let Some(step) = case.opening.and_then(|opening| opening.last_step).filter(|_| books.is_open(id)) {
            let bound = &run.plans[today];
            if !bound.steps.contains(&Some(step)) {
                said.push(STEP_UNKNOWN.of_invoice(books, id, Detail::LastStepUnknown { policy: today, written: step }));
            }
        }
        let standing = standing_notices(case.events, case.notices, books.on);
        for (at, event) in case.events.iter().enumerate() {
            if let EventKind::Notice(place) = event.what
                && standing.contains(&(place, event.on))
            {
                sent(&NoticeInQuestion::of(books, run, id, today, &case, at), place, said);
            }
        }
    }
}

/// A notice of an invoice, and everything as it stood before it.
struct NoticeInQuestion<'a> {
    books: &'a Books<'a>,
    id: InvoiceId,
    /// The place of the policy that the invoice belonged to on the day, and the policy.
    at: usize,
    bound: &'a BoundPlan<'a>,
    /// Whether the policy held on the day.
    valid: bool,
    before: Case<'a>,
    claim: Claim,
    standing: Interruptions,
    progress: Progress,
    on: Day,
}

impl<'a> NoticeInQuestion<'a> {
    fn of(books: &'a Books<'a>, run: &'a Run<'a>, id: InvoiceId, today: usize, case: &Case<'a>, at: usize) -> NoticeInQuestion<'a> {
        let on = case.events[at].on;
        let then = run.plan_on(id, on);
        let policy = then.unwrap_or(today);
        let bound = &run.plans[policy];
        let before = Case { events: &case.events[..at], ..*case };
        let mut notices = Vec::new();
        let (claim, standing) = claim_on(bound, &before, on, &mut notices);
        let progress = Progress::of(bound, &before, &notices);
        NoticeInQuestion { books, id, at: policy, bound, valid: then.is_some(), before, claim, standing, progress, on }
    }

    fn say(&self, kind: &'static FindingKind, detail: Detail) -> LedgerFinding {
        kind.of_invoice(self.books, self.id, detail).on(self.on)
    }

    fn policy(&self) -> &'a Plan {
        self.bound.plan
    }
}

fn sent(asked: &NoticeInQuestion, place: u32, said: &mut Vec<LedgerFinding>) {
    let notice = &asked.books.ledger.notices[place as usize];
    let (policy, at, act, on) = (asked.policy(), asked.at, notice.act, asked.on);
    let charges = notice.fee + notice.compensation;
    if asked.claim.balance == 0 && pursued(asked.bound, &asked.claim) == Ok(None) {
        said.push(asked.say(AFTER_SETTLEMENT, Detail::AfterSettlement { act, on }).amount(charges, asked.before.currency));
        return;
    }
    // What was wrong with a letter does no more harm once the invoice is settled.
    if !asked.books.is_open(asked.id) {
        return;
    }
    let handed_over = asked.progress.handed_over.filter(|_| !act.follows_handover());
    if let Some(gone) = asked.progress.assigned.or(handed_over) {
        let sold = asked.progress.assigned.is_some();
        said.push(asked.say(AFTER_HANDOVER, Detail::AfterHandover { act, on, gone, sold }).amount(charges, asked.before.currency));
        return;
    }
    let step = asked.progress.step_of(asked.bound, act, notice.step);
    let named = notice.step.is_some() && asked.bound.steps.contains(&notice.step);
    if let Some(written) = notice.step.filter(|_| !named) {
        said.push(asked.say(STEP_UNKNOWN, Detail::StepUnknown { policy: at, written, act, counts_as: step }));
    }
    if !named && !policy.steps.iter().any(|step| step.act == act) {
        said.push(asked.say(ACT_UNKNOWN, Detail::ActUnknown { policy: at, act }));
    }
    // A policy says nothing of letters from before it held.
    let Some(step) = step.filter(|_| asked.valid) else { return };
    if policy.steps[step].act != act {
        said.push(asked.say(ACT_OTHER, Detail::ActDiffers { policy: at, step, act }));
    }
    if !policy.is_run_day(on) {
        said.push(asked.say(NOT_A_RUN_DAY, Detail::NotARunDay { policy: at, step, on }));
    }
    said.extend(in_order(asked, step));
    said.extend(as_written(asked, step, notice));
}

/// Whether the step could come then: after those before it, and not before its trigger.
fn in_order(asked: &NoticeInQuestion, step: usize) -> Option<LedgerFinding> {
    let (plan, policy, progress) = (asked.policy(), asked.at, &asked.progress);
    if let Some(later) = progress.position.filter(|position| *position >= step) {
        let repeated = later == step;
        let detail = if repeated { Detail::StepRepeated { policy, step } } else { Detail::StepAfterLater { policy, step, later } };
        return Some(asked.say(OUT_OF_ORDER, detail));
    }
    let due = asked.before.due(asked.bound);
    let trigger = |step: usize| trigger(asked.bound, progress, step, asked.before.issued, due).map(|(day, _)| day);
    let first = progress.position.map_or(0, |position| position + 1);
    let stays = |step: &usize| {
        let written = &plan.steps[*step];
        // As counted: that nothing is due before the invoice exists moves no step behind the due date.
        let counted = first_counted(asked.bound, progress, *step, asked.before.issued, due);
        let before_due = written.act != Act::Assignment && counted.is_some_and(|(day, _)| day < due);
        let gone_by = before_due && asked.on >= due;
        let handed_over = progress.handed_over.is_some() && !written.act.follows_handover();
        let is_gone = handed_over || progress.assigned.is_some();
        written.when.is_none() && !written.unless_overtaken && !gone_by && !is_gone
    };
    if let Some(left_out) = (first..step).find(stays) {
        return Some(asked.say(OUT_OF_ORDER, Detail::StepLeftOut { policy, step, left_out }));
    }
    match trigger(step) {
        None => Some(asked.say(OUT_OF_ORDER, Detail::NothingToCountFrom { policy, step })),
        Some(due) if asked.on < due => Some(asked.say(TOO_EARLY, Detail::TooEarly { policy, step, on: asked.on, due })),
        Some(_) => None,
    }
}

/// Whether fee, compensation and deadline are those of the policy.
fn as_written(asked: &NoticeInQuestion, step: usize, notice: &ledger::Notice) -> Vec<LedgerFinding> {
    let NoticeInQuestion { bound, before, progress, claim, on, .. } = asked;
    let disputed = asked.standing.disputed.is_some();
    let owing = decide::owing(bound, before, claim, *on);
    // What the law does not tell cannot be compared.
    let Ok(proposed) = (decide::Draft { bound, case: before, progress, claim, disputed, owing, step }).propose(*on) else {
        return Vec::new();
    };
    let (policy, money) = (asked.at, |minor: Minor| asked.books.money(asked.id, minor));
    // Of the rows of one letter one carries the fee.
    let carried = notice.fee == 0 && before.letters.charged_on(notice, *on, *on);
    let amounts = [
        (Charge::Fee, notice.fee, if carried { 0 } else { proposed.fee }),
        (Charge::Compensation, notice.compensation, if carried { notice.compensation } else { proposed.compensation }),
    ];
    let differ = amounts.into_iter().filter(|(_, charged, meant)| charged != meant).map(|(charge, charged, meant)| {
        let detail = Detail::ChargeDiffers { policy, step, charge, charged: money(charged), meant: money(meant) };
        asked.say(FEE_DIFFERS, detail).amount(charged, before.currency)
    });
    let short = notice.deadline.zip(proposed.deadline).filter(|(set, meant)| set < meant);
    let short = short.map(|(set, meant)| asked.say(DEADLINE_SHORT, Detail::DeadlineShort { policy, step, on: *on, set, meant }));
    differ.chain(short).collect()
}
