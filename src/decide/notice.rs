use super::proposed::{Charge, Proposed, last_day};
use super::{BoundPlan, Case, Progress};
use crate::claim::Claim;
use crate::law::{
    self, Accrual, Breach, BreachKind, Governing, InterestClaimed, Invoice, Owing, Proposal, Unknown, advise, governing, judge,
    most_compensation, most_fee,
};
use crate::plan::{FeeAmount, amount_of};
use crate::value::{Day, Minor};

/// An invoice as the law sees it, undisputed.
pub fn view<'b>(bound: &BoundPlan, case: &Case, balance: Minor, history: &'b [law::Sent]) -> Invoice<'b> {
    let seen = case.seen_by(&bound.plan.law, balance, history);
    Invoice {
        fee_agreed: case.agreed_fee(bound),
        interest_agreed: case.agreed_rate(bound),
        term: bound.plan.term(case.stated_due, case.issued),
        ..seen
    }
}

/// What decides whether and how a notice may go out, besides the day.
#[derive(Clone, Copy)]
pub struct Draft<'a, 'b> {
    /// The policy and its law.
    pub bound: &'a BoundPlan<'a>,
    /// The invoice.
    pub case: &'b Case<'b>,
    /// The notices before it.
    pub progress: &'b Progress,
    /// The invoice's money on the day.
    pub claim: &'b Claim,
    /// Whether an objection is open on the day.
    pub disputed: bool,
    /// Whether anything is owed in law.
    pub owing: Owing,
    /// Which step.
    pub step: usize,
}

impl<'a> Draft<'a, '_> {
    /// The invoice as the law sees it.
    pub(super) fn invoice(&self) -> Invoice<'_> {
        Invoice {
            disputed: self.disputed,
            owing: self.owing,
            prior: self.progress.prior.as_ref(),
            ..view(self.bound, self.case, self.claim.balance, &self.progress.history)
        }
    }

    /// The notice as the policy writes it.
    ///
    /// # Errors
    /// When a figure depends on a value the law does not tell.
    pub fn propose(&self, on: Day) -> Result<Proposed, Unknown> {
        self.propose_at(self.bound.plan.steps[self.step].fee.on(on), on)
    }

    /// The same as one line of a letter whose fee another line carries.
    ///
    /// # Errors
    /// When a figure depends on a value the law does not tell.
    pub fn propose_line(&self, on: Day) -> Result<Proposed, Unknown> {
        self.propose_at(None, on)
    }

    fn propose_at(&self, fee: Option<&FeeAmount>, on: Day) -> Result<Proposed, Unknown> {
        let (proposal, proposed) = self.figures(fee, on)?;
        Ok(Proposed { assumed: proposed.assumed || self.is_assumed(fee, &proposal, &proposed), ..proposed })
    }

    /// The same before anybody asks whether it rests on what is assumed of the law.
    pub(super) fn figures(&self, fee: Option<&FeeAmount>, on: Day) -> Result<(Proposal<'static>, Proposed), Unknown> {
        let step = &self.bound.plan.steps[self.step];
        let deadline = step.deadline.map(|deadline| last_day(self.bound, deadline, on));
        let invoice = self.invoice();
        let mut proposal = Proposal { act: step.act, on, deadline, fee: 0, other_rows: 0, compensation: 0, interest: None };
        let mut proposed = Proposed {
            step: self.step,
            on,
            deadline,
            fee: 0,
            compensation: 0,
            fee_rule: None,
            assumed: self.claim.assumed,
            unlimited: None,
        };
        if let Some(amount) = fee {
            proposed.fee = match amount_of(amount, self.claim.balance, self.claim.principal) {
                Some(fee) => fee,
                None => {
                    let bounds = most_fee(&self.bound.plan.law, &invoice, &proposal)?;
                    proposed.fee_rule = bounds.rule;
                    bounds.most.unwrap_or_else(|| no_limit(&mut proposed, Charge::Fee))
                }
            };
            proposal.fee = proposed.fee;
        }
        if step.compensation {
            let bounds = most_compensation(&self.bound.plan.law, &invoice, &proposal)?;
            proposed.compensation = bounds.most.unwrap_or_else(|| no_limit(&mut proposed, Charge::Compensation));
        }
        Ok((proposal, proposed))
    }

    /// Whether the law as it is known tells too little to send the notice.
    fn is_assumed(&self, fee: Option<&FeeAmount>, proposal: &Proposal, proposed: &Proposed) -> bool {
        let Some(law) = &self.bound.plan.law.as_known else { return false };
        let (step, invoice) = (&self.bound.plan.steps[self.step], self.invoice());
        let hangs = |breach: &Breach| matches!(breach.fault, BreachKind::NotKnown(_));
        let is_statutory = fee.is_some_and(|fee| amount_of(fee, self.claim.balance, self.claim.principal).is_none());
        is_statutory && most_fee(law, &invoice, proposal).is_err()
            || step.compensation && most_compensation(law, &invoice, proposal).is_err()
            || self.put_to_law(law, proposed, 0, judge).iter().any(hangs)
    }

    /// The most its fee may be on the day; `None` where nothing bounds it or the law does not tell.
    pub fn most_fee(&self, proposed: &Proposed) -> Option<Minor> {
        let act = self.bound.plan.steps[self.step].act;
        let (on, deadline) = (proposed.on, proposed.deadline);
        let proposal = Proposal { act, on, deadline, fee: 0, other_rows: 0, compensation: 0, interest: None };
        most_fee(&self.bound.plan.law, &self.invoice(), &proposal).ok()?.most
    }

    /// Every rule the proposed notice breaks, in the statute's order.
    pub fn judge(&self, proposed: &Proposed) -> Vec<Breach<'a>> {
        self.put_to(proposed, 0, judge)
    }

    /// The same of a line of a letter, whose other lines cost so much.
    pub fn judge_beside(&self, proposed: &Proposed, other_rows: Minor) -> Vec<Breach<'a>> {
        self.put_to(proposed, other_rows, judge)
    }

    /// Every advice of the trade the proposed notice does not follow.
    pub fn advise(&self, proposed: &Proposed) -> Vec<Breach<'a>> {
        self.put_to(proposed, 0, advise)
    }

    /// Every rule of law that speaks of the proposed notice, with its figures; the other lines of its letter cost so much.
    pub fn governing(&self, proposed: &Proposed, other_rows: Minor) -> Vec<Governing> {
        self.put_to(proposed, other_rows, governing)
    }

    fn put_to<T>(&self, proposed: &Proposed, other_rows: Minor, judge: impl Fn(&'a law::Law, &Invoice, &Proposal) -> T) -> T {
        self.put_to_law(&self.bound.plan.law, proposed, other_rows, judge)
    }

    fn put_to_law<T>(
        &self,
        law: &'a law::Law,
        proposed: &Proposed,
        other_rows: Minor,
        judge: impl Fn(&'a law::Law, &Invoice, &Proposal) -> T,
    ) -> T {
        let rate = |day: Day| self.case.rate_on(self.bound, law, day);
        let accrual: Accrual = self.case.accrual(self.bound);
        let claims_interest = self.bound.plan.interest.is_some() && proposed.on > accrual.after;
        let is_statutory = self.case.is_statutory(self.bound);
        let interest = InterestClaimed { first: accrual.after.plus(1), last: proposed.on, is_statutory, rate: &rate };
        let proposal = Proposal {
            act: self.bound.plan.steps[self.step].act,
            on: proposed.on,
            deadline: proposed.deadline,
            fee: proposed.fee,
            other_rows,
            compensation: proposed.compensation,
            interest: claims_interest.then_some(interest),
        };
        judge(law, &self.invoice(), &proposal)
    }
}

/// `statutory` is the most the law allows: where no rule limits a charge there is no such figure.
fn no_limit(proposed: &mut Proposed, charge: Charge) -> Minor {
    proposed.unlimited.get_or_insert(charge);
    0
}
