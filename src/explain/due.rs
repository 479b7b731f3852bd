use super::decided_case::DecidedCase;
use crate::terms::{Interest, InterestFrom};
use crate::value::{Day, Offset, Rate};

/// The due date that counts, and how it comes about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DueDate {
    /// The due date that counts.
    pub on: Day,
    /// As the ledger states it; `None` leaves it to the statute.
    pub stated: Option<Day>,
    /// The day as stated or as the statute counts it, before it moves to a business day.
    pub counted: Day,
}

/// How late interest runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InterestRun {
    /// The first day that bears interest.
    pub from: Day,
    /// How that day comes about.
    pub begins: InterestBegins,
    /// At which rate.
    pub rate: LateRate,
}

/// Why interest begins when it does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum InterestBegins {
    /// So long after the issue date, as the policy sets it.
    AfterIssue(Offset),
    /// The day after the due date.
    AfterDue,
    /// The due date was not agreed: the statute's days for an invoice without one count from the day the invoice was sent.
    AfterSending(Day),
}

/// Which rate late interest has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LateRate {
    /// The statutory rate plus percentage points.
    Statutory(Rate),
    /// The policy leaves it to an agreement, and none was made: the statutory rate.
    NoneAgreed,
    /// A yearly rate, as agreed.
    Agreed(Rate),
    /// A yearly rate, as the policy sets it.
    Yearly(Rate),
}

impl DecidedCase<'_> {
    pub(super) fn due(&self) -> DueDate {
        let stated = self.case.stated_due;
        let counted = stated.unwrap_or(self.case.issued.plus(self.bound.plan.law.no_due_date));
        DueDate { on: self.decision.due, stated, counted }
    }

    pub(super) fn interest(&self) -> Option<InterestRun> {
        let interest = self.bound.plan.interest?;
        let after = self.case.accrual(self.bound).after;
        Some(InterestRun { from: after.plus(1), begins: self.begins(interest, after), rate: self.rate(interest) })
    }

    fn begins(&self, interest: Interest, after: Day) -> InterestBegins {
        let (Interest::Statutory(_, from) | Interest::AgreedOtherwiseStatutory(from) | Interest::Yearly(_, from)) = interest;
        match from {
            InterestFrom::AfterIssue(offset) if after > self.case.interest_from(self.bound) => InterestBegins::AfterIssue(offset),
            InterestFrom::AfterIssue(_) | InterestFrom::DueDate if after == self.decision.due => InterestBegins::AfterDue,
            InterestFrom::AfterIssue(_) | InterestFrom::DueDate => InterestBegins::AfterSending(self.case.sent),
        }
    }

    fn rate(&self, interest: Interest) -> LateRate {
        match interest {
            Interest::Statutory(plus, _) => LateRate::Statutory(plus),
            Interest::Yearly(rate, _) => LateRate::Yearly(rate),
            Interest::AgreedOtherwiseStatutory(_) => self.case.agreed_rate(self.bound).map_or(LateRate::NoneAgreed, LateRate::Agreed),
        }
    }
}
