use std::sync::Arc;

use super::opened::{Alike, Opened};
use super::steps_before::told;
use super::told::{StepsBefore, Told};
use super::{BoundPlan, Case, Gone, Progress, Proposed};
use crate::law::Sent;
use crate::ledger::{Event, EventKind, Opening, standing_notices};
use crate::value::{Act, Day};

impl BoundPlan<'_> {
    /// What an invoice's row of open items tells.
    pub fn opened(&self, case: &Case, opening: &Opening) -> Arc<Opened> {
        let alike = Alike::of(opening, case.issued, case.due(self));
        self.opened.find(alike, || {
            let told = told(self, &alike);
            let progress = Progress::opened(self, &alike.past, &told);
            Opened { told, progress }
        })
    }
}

impl Progress {
    /// Of a case to which nothing was sent yet.
    pub fn none(bound: &BoundPlan) -> Progress {
        Progress { latest: vec![None; bound.plan.steps.len()], ..Progress::default() }
    }

    /// A notice of the policy's own has gone out, in a letter that cost something or in one that did not.
    pub fn advance_by(&mut self, bound: &BoundPlan, sent: &Proposed, charged: bool) {
        let act = bound.plan.steps[sent.step].act;
        self.last_notice = Some(sent.on);
        self.position = self.position.max(Some(sent.step));
        self.latest[sent.step] = Some((sent.on, sent.deadline));
        self.leave(act, Some(sent.on));
        let Proposed { on, deadline, fee, compensation, .. } = *sent;
        self.history.push(Sent { act: Some(act), on: Some(on), deadline, fee, compensation, charged });
    }

    /// The claim leaves the creditor with a notice of some acts.
    pub(super) fn leave(&mut self, act: Act, on: Option<Day>) {
        match act {
            Act::Handover => self.handed_over = Some(Gone(on)),
            Act::Assignment => self.assigned = Some(Gone(on)),
            Act::Courtesy | Act::Call | Act::Reminder | Act::CollectionNotice | Act::PaymentDemand | Act::LegalStep | Act::WriteOff => {}
        }
    }

    /// The step a notice carried out: the one it names, or the first of its act after the position.
    pub fn step_of(&self, bound: &BoundPlan, act: Act, named: Option<u32>) -> Option<usize> {
        let after = self.position.map_or(0, |position| position + 1);
        let named = named.and_then(|text| bound.steps.iter().position(|step| *step == Some(text)));
        named.or_else(|| (after..bound.plan.steps.len()).find(|step| bound.plan.steps[*step].act == act))
    }

    /// Reads a notice that carried out a step: the one it names, otherwise the first of its act after the position.
    pub fn advance(&mut self, bound: &BoundPlan, act: Act, named: Option<u32>, on: Day, deadline: Option<Day>) {
        self.last_notice = self.last_notice.max(Some(on));
        self.leave(act, Some(on));
        let Some(step) = self.step_of(bound, act, named) else { return };
        self.position = self.position.max(Some(step));
        // They are read in order: of two on one day the one written later.
        self.latest[step] = Some((on, deadline));
    }

    /// Reads the notices that stand on a day.
    pub fn of(bound: &BoundPlan, case: &Case, standing: &[(u32, Day)]) -> Progress {
        let mut progress = match case.opening {
            Some(opening) => bound.opened(case, opening).progress.clone(),
            None => Progress::none(bound),
        };
        for (notice, on) in standing {
            let notice = &case.notices[*notice as usize];
            progress.advance(bound, notice.act, notice.step, *on, notice.deadline);
            progress.history.push(case.letters.sent(notice, *on, Day::LAST));
        }
        progress
    }

    /// What a file of open items and the policy tell of the notices so far.
    pub(super) fn opened(bound: &BoundPlan, opening: &Opening, told: &Told) -> Progress {
        let mut progress = Progress::none(bound);
        match told {
            Told::Own(before) => progress.open(bound, opening, before),
            Told::FileAlone | Told::NotOwn(..) => progress.open_alone(bound, opening),
        }
        progress
    }

    /// A file that names a step of this policy: with what the policy says of the steps before it. Whatever counts from one of them counts from its
    /// latest day.
    fn open(&mut self, bound: &BoundPlan, opening: &Opening, before: &StepsBefore) {
        self.perhaps = vec![None; bound.plan.steps.len()];
        before.steps.iter().filter(|one| !one.went).for_each(|one| self.perhaps[one.step] = Some((one.earliest, one.latest)));
        for one in before.steps.iter().filter(|one| one.went) {
            self.position = Some(one.step);
            self.latest[one.step] = Some((one.latest, None));
            self.last_notice = Some(one.latest);
        }
        if let (Some(step), Some(on)) = (self.position, self.last_notice) {
            self.latest[step] = Some((on, opening.last_deadline));
        }
        // Nothing but what may follow a hand-over goes out while one stands, so any other step says that none does.
        let act = |step: usize| bound.plan.steps[step].act;
        if self.position.is_some_and(|last| act(last) == Act::Handover || act(last).follows_handover()) {
            self.handed_over = before.steps.iter().rfind(|one| act(one.step) == Act::Handover).map(|one| Gone(Some(one.latest)));
        }
        self.assigned = self.position.filter(|last| act(*last) == Act::Assignment).map(|_| Gone(self.last_notice));
        self.prior = Some(before.prior(bound, opening));
    }

    /// What the file alone tells, read against the creditor: the last notice was charged if any was, the others are of any act and day.
    fn open_alone(&mut self, bound: &BoundPlan, opening: &Opening) {
        let act = opening.last_act.or_else(|| {
            let step = bound.steps.iter().position(|text| text.is_some() && *text == opening.last_step)?;
            Some(bound.plan.steps[step].act)
        });
        let told = opening.is_last_told();
        let others = opening.charged().saturating_sub(u32::from(told));
        // Fees the file states stand on the last notice, or on one of those it does not tell.
        let (told_fee, mut other_fee) = if told { (opening.fees, 0) } else { (0, opening.fees) };
        for _ in 0..others {
            let fee = std::mem::take(&mut other_fee);
            self.history.push(Sent { act: None, on: None, deadline: None, fee, compensation: 0, charged: true });
        }
        if told {
            let (on, deadline) = (opening.last_sent, opening.last_deadline);
            self.history.push(Sent { act, on, deadline, fee: told_fee, compensation: 0, charged: opening.is_last_charged() });
            self.last_notice = on;
            match (act, on) {
                (Some(act), Some(on)) => self.advance(bound, act, opening.last_step, on, deadline),
                // Without its day the last notice still says how far the case has come, and whether it is the creditor's.
                (Some(act), None) => {
                    self.position = self.step_of(bound, act, opening.last_step);
                    self.leave(act, None);
                }
                (None, _) => {}
            }
        }
    }

    /// Whether the claim is sold or pledged on a day: then it is the creditor's neither to collect nor to count.
    pub fn is_assigned(bound: &BoundPlan, case: &Case, on: Day) -> bool {
        let is_sale = |event: &Event| event.what.notice().is_some_and(|place| case.notices[place as usize].act == Act::Assignment);
        let may_be = case.opening.is_some() || case.events.iter().any(is_sale);
        may_be && Progress::of(bound, case, &standing_notices(case.events, case.notices, on)).assigned.is_some()
    }

    /// How many notices of a step the ledger holds up to a day, whether or not they still stand.
    pub fn count(bound: &BoundPlan, case: &Case, step: usize, until: Day) -> u32 {
        let Some(text) = bound.steps[step] else { return 0 };
        let of_step = |what: EventKind| matches!(what, EventKind::Notice(notice) if case.notices[notice as usize].step == Some(text));
        let opening = case.opening.is_some_and(|opening| opening.last_step == Some(text));
        u32::from(opening) + case.events.iter().filter(|event| event.on <= until && of_step(event.what)).count() as u32
    }
}
