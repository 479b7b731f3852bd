use super::{BoundPlan, Case, Proposed};
use crate::law::Sent;
use crate::ledger::EventKind;
use crate::value::{Act, Day};

/// What the notices that stand mean for a policy: how far the case has come, and when each step last went out.
#[derive(Default, Debug)]
pub struct Progress {
    /// The furthest step whose notice was sent.
    pub position: Option<usize>,
    /// For each step, the day of its latest notice and the deadline that set.
    pub latest: Vec<Option<(Day, Option<Day>)>>,
    /// The day the claim was handed over, if it stands.
    pub handed_over: Option<Day>,
    /// The day of the latest notice of any kind.
    pub last_notice: Option<Day>,
    /// The history as the law sees it, in order.
    pub history: Vec<Sent>,
}

impl Clone for Progress {
    fn clone(&self) -> Progress {
        let mut progress = Progress::default();
        progress.clone_from(self);
        progress
    }

    /// Keeps the room it has.
    fn clone_from(&mut self, other: &Progress) {
        let Progress { position, latest, handed_over, last_notice, history } = other;
        (self.position, self.handed_over, self.last_notice) = (*position, *handed_over, *last_notice);
        self.latest.clone_from(latest);
        self.history.clone_from(history);
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
        if act == Act::Handover {
            self.handed_over = Some(sent.on);
        }
        let Proposed { on, deadline, fee, compensation, .. } = *sent;
        self.history.push(Sent { act: Some(act), on: Some(on), deadline, fee, compensation, charged });
    }

    /// Reads the notices that stand on a day.
    pub fn of(bound: &BoundPlan, case: &Case, standing: &[(u32, Day)]) -> Progress {
        let mut progress = Progress::none(bound);
        if let Some(opening) = case.opening {
            progress.open(bound, opening);
        }
        for (notice, on) in standing {
            let notice = &case.notices[*notice as usize];
            progress.advance(bound, notice.act, notice.step, *on, notice.deadline);
            progress.history.push(case.letters.sent(notice, *on, Day::LAST));
        }
        progress
    }

    /// What an open-items file tells of the past, read against the creditor: the last notice was charged if any was, the others are of any act and day.
    fn open(&mut self, bound: &BoundPlan, opening: &crate::ledger::Opening) {
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
                // Without its day the last notice still says how far the case has come.
                (Some(act), None) => self.position = self.step_of(bound, act, opening.last_step),
                (None, _) => {}
            }
        }
    }

    /// The step a notice carried out: the one it names, or the first of its act after the position.
    pub fn step_of(&self, bound: &BoundPlan, act: Act, named: Option<u32>) -> Option<usize> {
        let after = self.position.map_or(0, |position| position + 1);
        let named = named.and_then(|text| bound.steps.iter().position(|step| *step == Some(text)));
        named.or_else(|| (after..bound.plan.steps.len()).find(|step| bound.plan.steps[*step].act == act))
    }

    fn advance(&mut self, bound: &BoundPlan, act: Act, named: Option<u32>, on: Day, deadline: Option<Day>) {
        self.last_notice = self.last_notice.max(Some(on));
        if act == Act::Handover {
            self.handed_over = Some(on);
        }
        let Some(step) = self.step_of(bound, act, named) else { return };
        self.position = self.position.max(Some(step));
        // They are read in order: of two on one day the one written later.
        self.latest[step] = Some((on, deadline));
    }

    /// How many notices of a step the ledger holds up to a day, whether or not they still stand.
    pub fn count(bound: &BoundPlan, case: &Case, step: usize, until: Day) -> u32 {
        let Some(text) = bound.steps[step] else { return 0 };
        let of_step = |what: EventKind| matches!(what, EventKind::Notice(notice) if case.notices[notice as usize].step == Some(text));
        let opening = case.opening.is_some_and(|opening| opening.last_step == Some(text));
        u32::from(opening) + case.events.iter().filter(|event| event.on <= until && of_step(event.what)).count() as u32
    }
}
