use super::BoundPlan;
use crate::claim::{Fold, Letters};
use crate::law::{self, Accrual, Grace, Law, Owing, Sent};
use crate::ledger::{Event, InvoiceId, Ledger, Notices, Opening};
use crate::value::{Currency, Day, Debtor, Minor, Rate};

use crate::terms::{Interest, InterestFrom};

/// One invoice with everything that decides it, as plain numbers; nothing in it is owned.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// Its currency.
    pub currency: Currency,
    /// Who owes; an unknown debtor is treated as a consumer.
    pub debtor: Debtor,
    /// Whether the ledger says who owes.
    pub debtor_known: bool,
    /// With VAT.
    pub amount: Minor,
    /// Issue date.
    pub issued: Day,
    /// Due date as the ledger states it.
    pub stated_due: Option<Day>,
    /// Whether that date was agreed.
    pub due_agreed: bool,
    /// Whether a reminder fee was agreed; `None` leaves it to the policy.
    pub fee_agreed: Option<bool>,
    /// An agreed late rate; `None` leaves it to the policy.
    pub interest_agreed: Option<Rate>,
    /// Day the invoice was sent.
    pub sent: Day,
    /// Day the claim arose.
    pub arose: Day,
    /// What an open-items file states.
    pub opening: Option<&'a Opening>,
    /// Its events in order.
    pub events: &'a [Event],
    /// What each notice of the ledger said.
    pub notices: &'a Notices,
    /// Which letters were charged.
    pub letters: &'a Letters,
}

impl<'a> Case<'a> {
    /// One invoice of a ledger.
    pub fn of(ledger: &'a Ledger, letters: &'a Letters, id: InvoiceId) -> Case<'a> {
        let invoices = &ledger.invoices;
        let debtor = invoices.debtor[id];
        Case {
            currency: invoices.currency[id],
            debtor: debtor.unwrap_or(Debtor::Consumer),
            debtor_known: debtor.is_some(),
            amount: invoices.amount[id],
            issued: invoices.issued[id],
            stated_due: invoices.due[id],
            due_agreed: invoices.due_agreed[id],
            fee_agreed: invoices.fee_agreed[id],
            interest_agreed: invoices.interest_agreed[id],
            sent: invoices.sent[id],
            arose: invoices.arose[id],
            opening: invoices.opening.get(id),
            events: ledger.events_of(id),
            notices: &ledger.notices,
            letters,
        }
    }

    /// The due date that counts under a plan's law.
    pub fn due(&self, bound: &BoundPlan) -> Day {
        self.due_under(&bound.plan.law)
    }

    /// The due date that counts under a law.
    pub fn due_under(&self, law: &Law) -> Day {
        law.due_date(self.stated_due, self.issued)
    }

    /// Whether the due date was agreed: one that the ledger leaves to the statute was not.
    pub fn is_due_agreed(&self) -> bool {
        self.due_agreed && self.stated_due.is_some()
    }

    /// The due date that counts under a plan's law, with its days of grace.
    pub fn grace(&self, bound: &BoundPlan) -> Grace {
        self.grace_under(&bound.plan.law)
    }

    /// The same under a law.
    pub fn grace_under(&self, law: &Law) -> Grace {
        law.grace(self.debtor, self.due_under(law))
    }

    /// A day, or the first run day after it on which something may go out for the invoice: none is a day of grace.
    pub fn run_day_from(&self, bound: &BoundPlan, day: Day) -> Day {
        let (run, grace) = (bound.plan.run_day_from(day), self.grace(bound));
        if grace.covers(run) { bound.plan.run_day_from(grace.until.plus(1)) } else { run }
    }

    /// The last day that bears no late interest under a plan's law.
    pub fn interest_from(&self, bound: &BoundPlan) -> Day {
        self.interest_from_under(&bound.plan.law)
    }

    /// The last day that bears no late interest under a law.
    pub fn interest_from_under(&self, law: &Law) -> Day {
        law.interest_from(self.due_under(law), self.is_due_agreed(), self.sent)
    }

    /// The invoice as a law sees it, undisputed, with what the ledger alone says of agreements.
    pub fn seen_by<'b>(&self, law: &Law, balance: Minor, history: &'b [Sent]) -> law::Invoice<'b> {
        law::Invoice {
            debtor: self.debtor,
            amount: self.amount,
            balance,
            due: self.due_under(law),
            term: self.stated_due.map(|due| due.since(self.issued)),
            arose: self.arose,
            interest_from: self.interest_from_under(law),
            fee_agreed: self.fee_agreed.unwrap_or(false),
            interest_agreed: self.interest_agreed,
            disputed: false,
            owing: Owing::ALL,
            prior: None,
            history,
        }
    }

    /// The late rate that was agreed, by this invoice or by the company's contracts.
    pub fn agreed_rate(&self, bound: &BoundPlan) -> Option<Rate> {
        self.interest_agreed.or(bound.plan.agreed_interest)
    }

    /// Whether a reminder fee was agreed, by this invoice or by the company's contracts.
    pub fn agreed_fee(&self, bound: &BoundPlan) -> bool {
        self.fee_agreed.unwrap_or(bound.plan.agreed_fee)
    }

    /// How late interest accrues under a plan: the policy's rate, and never before the law lets it.
    pub fn accrual<'b>(&self, bound: &'b BoundPlan) -> Accrual<'b> {
        let law = &bound.plan.law;
        let unit = law.unit();
        let after = self.interest_from(bound);
        let never = Accrual { curve: None, fixed: Rate::ZERO, unit, after };
        let Some(interest) = bound.plan.interest else { return never };
        let from = match interest {
            Interest::Statutory(_, from) | Interest::AgreedOtherwiseStatutory(from) | Interest::Yearly(_, from) => from,
        };
        let after = match from {
            InterestFrom::DueDate => after,
            InterestFrom::AfterIssue(offset) => after.max(offset.after(self.issued, &law.calendar)),
        };
        let statutory = |plus: Rate| law.accrual(self.debtor, self.due(bound), plus, after);
        match interest {
            Interest::Statutory(plus, _) => statutory(plus),
            Interest::Yearly(rate, _) => Accrual { curve: None, fixed: rate, unit, after },
            Interest::AgreedOtherwiseStatutory(_) => match self.agreed_rate(bound) {
                Some(rate) => Accrual { curve: None, fixed: rate, unit, after },
                None => statutory(Rate::ZERO),
            },
        }
    }

    /// How late interest accrues where no policy says: at the rate the ledger has as agreed, otherwise at the statute's.
    pub fn accrual_under<'b>(&self, law: &'b Law) -> Accrual<'b> {
        let statutory = self.accrual_at_statute(law);
        match self.interest_agreed {
            Some(agreed) => Accrual { curve: None, fixed: agreed, ..statutory },
            None => statutory,
        }
    }

    /// How late interest accrues at the rate of the statute, whatever was agreed.
    pub fn accrual_at_statute<'b>(&self, law: &'b Law) -> Accrual<'b> {
        law.accrual(self.debtor, self.due_under(law), Rate::ZERO, self.interest_from_under(law))
    }

    /// How its events are read under a plan up to a day.
    pub fn fold<'b>(&'b self, bound: &'b BoundPlan, on: Day) -> Fold<'b> {
        Fold {
            amount: self.amount,
            opening: self.opening,
            accrual: self.accrual(bound),
            settle: bound.plan.settle,
            grace: self.grace(bound),
            notices: self.notices,
            on,
        }
    }

    /// Whether the policy asks for no more than the statute's rate, whatever that is on a day.
    pub fn is_statutory(&self, bound: &BoundPlan) -> bool {
        match bound.plan.interest {
            None => true,
            Some(Interest::Statutory(plus, _)) => plus <= Rate::ZERO,
            Some(Interest::Yearly(..)) => false,
            Some(Interest::AgreedOtherwiseStatutory(_)) => self.agreed_rate(bound).is_none(),
        }
    }

    /// The policy's yearly rate on a day; `None` where the law does not tell: its own, or the same without what is assumed of it.
    pub fn rate_on(&self, bound: &BoundPlan, law: &Law, day: Day) -> Option<Rate> {
        let statutory = |plus: Rate| law.statutory_rate(self.debtor, day, self.due(bound)).ok().map(|rate| rate.plus(plus));
        match bound.plan.interest {
            None => Some(Rate::ZERO),
            Some(Interest::Statutory(plus, _)) => statutory(plus),
            Some(Interest::Yearly(rate, _)) => Some(rate),
            Some(Interest::AgreedOtherwiseStatutory(_)) => self.agreed_rate(bound).map_or_else(|| statutory(Rate::ZERO), Some),
        }
    }
}
