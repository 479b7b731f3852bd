//! Notices that the policy would not have sent: each as it stood on its day, under the version that the invoice belonged to then.

use super::books::Books;
use super::kinds::{
    ACT_OTHER, ACT_UNKNOWN, AFTER_HANDOVER, AFTER_SETTLEMENT, DEADLINE_SHORT, FEE_DIFFERS, NOT_A_RUN_DAY, OUT_OF_ORDER, STEP_UNKNOWN,
    TOO_EARLY,
};
use super::{Finding, Kind};
use crate::claim::{Claim, Standing, standing_notices};
use crate::decide::{self, Bound, Case, Progress, claim_on, pursued, trigger};
use crate::run::Run;

use crate::ledger::{self, InvoiceId, What};
use crate::plan::Plan;
use crate::value::{Day, Minor};

pub fn find(books: &Books, said: &mut Vec<Finding>) {
    let Some(run) = books.run else { return };
    for id in books.invoices() {
        let Some(today) = books.plan_at(id) else { continue };
        let case = run.case(id);
        if let Some(step) = case.opening.and_then(|opening| opening.last_step).filter(|_| books.is_open(id)) {
            let bound = &run.plans[today];
            if !bound.steps.contains(&Some(step)) {
                let name = books.ledger.texts.get(step);
                said.push(STEP_UNKNOWN.of_invoice(books, id, format!("`{}` has no step `{name}`", bound.plan.name)));
            }
        }
        let standing = standing_notices(case.events, case.notices, books.on);
        for (at, event) in case.events.iter().enumerate() {
            if let What::Notice(place) = event.what
                && standing.contains(&(place, event.on))
            {
                sent(&Asked::of(books, run, id, today, &case, at), place, said);
            }
        }
    }
}

/// A notice of an invoice, and everything as it stood before it.
struct Asked<'a> {
    books: &'a Books<'a>,
    id: InvoiceId,
    bound: &'a Bound<'a>,
    /// Whether the policy held on the day.
    valid: bool,
    before: Case<'a>,
    claim: Claim,
    standing: Standing,
    progress: Progress,
    on: Day,
}

impl<'a> Asked<'a> {
    fn of(books: &'a Books<'a>, run: &'a Run<'a>, id: InvoiceId, today: usize, case: &Case<'a>, at: usize) -> Asked<'a> {
        let on = case.events[at].on;
        let then = run.plan_on(id, on);
        let bound = &run.plans[then.unwrap_or(today)];
        let before = Case { events: &case.events[..at], ..*case };
        let mut notices = Vec::new();
        let (claim, standing) = claim_on(bound, &before, on, &mut notices);
        let progress = Progress::of(bound, &before, &notices);
        Asked { books, id, bound, valid: then.is_some(), before, claim, standing, progress, on }
    }

    fn say(&self, kind: &'static Kind, message: String) -> Finding {
        kind.of_invoice(self.books, self.id, message).on(self.on)
    }

    fn policy(&self) -> &'a Plan {
        self.bound.plan
    }
}

fn sent(asked: &Asked, place: u32, said: &mut Vec<Finding>) {
    let notice = &asked.books.ledger.notices[place as usize];
    let (policy, act) = (asked.policy(), notice.act);
    let charges = notice.fee + notice.compensation;
    if asked.claim.balance == 0 && pursued(asked.bound, &asked.claim, &asked.standing) == Ok(false) {
        let message = format!("a {} on {}, when the balance was 0", act.word(), asked.on);
        said.push(asked.say(AFTER_SETTLEMENT, message).amount(charges, asked.before.currency));
        return;
    }
    // What was wrong with a letter does no more harm once the invoice is settled.
    if !asked.books.is_open(asked.id) {
        return;
    }
    if let Some(day) = asked.progress.handed_over.filter(|_| !act.follows_handover()) {
        let message = format!("a {} on {}, handed over on {day}", act.word(), asked.on);
        said.push(asked.say(AFTER_HANDOVER, message).amount(charges, asked.before.currency));
        return;
    }
    let step = asked.progress.step_of(asked.bound, act, notice.step);
    let named = notice.step.is_some() && asked.bound.steps.contains(&notice.step);
    if let Some(name) = notice.step.filter(|_| !named).map(|step| asked.books.ledger.texts.get(step)) {
        let counts = step.map_or("moves nothing".into(), |step| format!("counts as `{}`", policy.step_name(step)));
        said.push(asked.say(STEP_UNKNOWN, format!("`{}` has no step `{name}`; the {} {counts}", policy.name, act.word())));
    }
    if !named && !policy.steps.iter().any(|step| step.act == act) {
        said.push(asked.say(ACT_UNKNOWN, format!("`{}` has no {}", policy.name, act.word())));
    }
    // A policy says nothing of letters from before it held.
    let Some(step) = step.filter(|_| asked.valid) else { return };
    let written = &policy.steps[step];
    if written.act != act {
        said.push(asked.say(ACT_OTHER, format!("`{}` is a {}, and the notice a {}", written.name, written.act.word(), act.word())));
    }
    if !asked.bound.plan.is_run_day(asked.on) {
        said.push(asked.say(NOT_A_RUN_DAY, format!("`{}` on {}, when `{}` sends nothing", written.name, asked.on, policy.name)));
    }
    said.extend(in_order(asked, step));
    said.extend(as_written(asked, step, notice));
}

/// Whether the step could come then: after those before it, and not before its trigger.
fn in_order(asked: &Asked, step: usize) -> Option<Finding> {
    let (policy, progress) = (asked.policy(), &asked.progress);
    let name = |step: usize| policy.step_name(step);
    if let Some(position) = progress.position.filter(|position| *position >= step) {
        let message = match position == step {
            true => format!("`{}` once more", name(step)),
            false => format!("`{}` after `{}`", name(step), name(position)),
        };
        return Some(asked.say(OUT_OF_ORDER, message));
    }
    let due = asked.before.due(asked.bound);
    let trigger = |step: usize| trigger(asked.bound, progress, step, asked.before.issued, due).map(|(day, _)| day);
    let first = progress.position.map_or(0, |position| position + 1);
    let stays = |step: &usize| {
        let written = &policy.steps[*step];
        let gone_by = trigger(*step).is_some_and(|day| day < due && asked.on >= due);
        let handed_over = progress.handed_over.is_some() && !written.act.follows_handover();
        written.when.is_none() && !written.unless_overtaken && !gone_by && !handed_over
    };
    if let Some(left_out) = (first..step).find(stays) {
        return Some(asked.say(OUT_OF_ORDER, format!("`{}` without `{}` before it", name(step), name(left_out))));
    }
    match trigger(step) {
        None => Some(asked.say(OUT_OF_ORDER, format!("`{}` without what it counts from", name(step)))),
        Some(day) if asked.on < day => Some(asked.say(TOO_EARLY, format!("`{}` on {}, due on {day}", name(step), asked.on))),
        Some(_) => None,
    }
}

/// Whether fee, compensation and deadline are those of the policy.
fn as_written(asked: &Asked, step: usize, notice: &ledger::Notice) -> Vec<Finding> {
    let Asked { bound, before, progress, claim, on, .. } = asked;
    let disputed = asked.standing.disputed.is_some();
    // What the law does not tell cannot be compared.
    let Ok(proposed) = (decide::Notice { bound, case: before, progress, claim, disputed, step }).propose(*on) else { return Vec::new() };
    let (name, money) = (bound.plan.step_name(step), |minor: Minor| asked.books.money(asked.id, minor).grouped());
    // Of the rows of one letter one carries the fee.
    let carried = notice.fee == 0 && before.letters.charged_on(notice, *on, *on);
    let amounts = [
        ("fee", notice.fee, if carried { 0 } else { proposed.fee }),
        ("compensation", notice.compensation, if carried { notice.compensation } else { proposed.compensation }),
    ];
    let differ = amounts.into_iter().filter(|(_, charged, meant)| charged != meant).map(|(what, charged, meant)| {
        let message = format!("`{name}` with a {what} of {}, and `{}` charges {}", money(charged), bound.plan.name, money(meant));
        asked.say(FEE_DIFFERS, message).amount(charged, before.currency)
    });
    let short = match (notice.deadline, proposed.deadline) {
        (Some(set), Some(meant)) if set < meant => {
            Some(asked.say(DEADLINE_SHORT, format!("`{name}` on {on} to pay by {set}, and `{}` gives until {meant}", bound.plan.name)))
        }
        _ => None,
    };
    differ.chain(short).collect()
}
