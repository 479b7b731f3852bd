use crate::decide::BoundPlan;
use crate::forward::Rehearsal;
use crate::law::Law;
use crate::value::{Day, Debtor, Minor, Rate};

/// Everything about an invoice that stays as it is, but for its days and what conditions ask for.
#[derive(Clone, PartialEq, Debug)]
pub struct Root {
    /// Who owes.
    pub debtor: Debtor,
    /// With VAT, in minor units: the largest of the amounts that the law treats alike.
    pub amount: Minor,
    /// Whether a reminder fee was agreed; `None` leaves it to the policy.
    pub fee_agreed: Option<bool>,
    /// An agreed late rate; `None` leaves it to the policy.
    pub interest_agreed: Option<Rate>,
}

/// The days of an invoice.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Dates {
    /// Issue date.
    pub issued: Day,
    /// Day it was sent: later than it was issued where that lets interest start later.
    pub sent: Day,
    /// Day the claim arose: earlier than it was issued where figures were others then.
    pub arose: Day,
    /// Due date as the ledger states it.
    pub stated: Option<Day>,
    /// Whether that date was agreed.
    pub agreed: bool,
    /// The due date that counts.
    pub due: Day,
    /// The last day that bears no late interest under the statute.
    pub interest_from: Day,
}

impl Dates {
    /// Those of an invoice under a law, that arose and was sent on the day it was issued.
    pub fn of(law: &Law, issued: Day, stated: Option<Day>) -> Dates {
        Dates { issued, sent: issued, arose: issued, stated, agreed: true, due: issued, interest_from: issued }.under(law)
    }

    /// The same as a law counts them.
    #[must_use]
    pub fn under(self, law: &Law) -> Dates {
        let due = law.due_date(self.stated, self.issued);
        Dates { due, interest_from: law.interest_from(due, self.agreed && self.stated.is_some(), self.sent), ..self }
    }

    /// Whether something about them is not as it mostly is.
    pub fn is_unusual(&self) -> bool {
        let Dates { issued, sent, arose, stated, agreed, due, .. } = *self;
        !agreed || stated != Some(due) || sent != issued || arose != issued
    }

    /// The last day on which the claim is not yet time-barred when nothing keeps it alive; `None` where nothing ever is.
    pub fn lapse(&self, law: &Law, debtor: Debtor) -> Option<Day> {
        law.lapses(debtor, self.due, self.agreed && self.stated.is_some(), self.arose)
    }

    /// The same with a due date that was not agreed, sent so late that a day is the last without interest.
    #[must_use]
    pub fn without_interest_until(self, law: &Law, day: Day) -> Dates {
        Dates { sent: day.plus(-law.no_due_date), agreed: false, ..self }.under(law)
    }
}

impl Root {
    /// An invoice of this kind and these days to which nothing has happened.
    pub fn invoice(&self, bound: &BoundPlan, dates: &Dates) -> Rehearsal {
        let mut invoice = Rehearsal::new(bound.plan.currency, self.debtor, self.amount, dates.issued, dates.stated);
        (invoice.sent, invoice.arose) = (dates.sent, dates.arose);
        (invoice.due_agreed, invoice.fee_agreed, invoice.interest_agreed) = (dates.agreed, self.fee_agreed, self.interest_agreed);
        invoice
    }
}
