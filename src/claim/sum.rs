use crate::law::{Accrual, Grace};
use crate::ledger::{Notices, Opening};
use crate::terms::Part;
use crate::value::{Day, Minor};

/// What one invoice comes to on a day. Amounts are minor units of its currency.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Claim {
    /// The invoice amount less credit notes.
    pub principal: Minor,
    /// Principal still outstanding.
    pub balance: Minor,
    /// Fees and compensation not yet paid or waived.
    pub fees: Minor,
    /// Late interest not yet paid or waived; `None` when the law does not tell a rate it needs.
    pub interest: Option<Minor>,
    /// Late interest ever accrued, whether owed, paid or waived, rounded as it was settled; `None` as for `interest`.
    pub accrued: Option<Minor>,
    /// What is left of payments when everything is settled.
    pub credit: Minor,
    /// Principal that was given up, and not taken up again.
    pub written_off: Minor,
    /// Money that came in on it: at most so much.
    pub recovered: Minor,
    /// Whether all that was left of the principal was given up: then the charges are not pursued.
    pub given_up: bool,
    /// Whether the interest rests on the assumption that the law has not changed.
    pub assumed: bool,
}

impl Claim {
    /// Balance, interest and fees; `None` when the interest is unknown.
    pub fn total(&self) -> Option<Minor> {
        Some(self.balance + self.interest? + self.fees)
    }
}

/// What decides how an invoice's events are read.
#[derive(Clone, Copy, Debug)]
pub struct Fold<'a> {
    /// The ledger's own amount.
    pub amount: Minor,
    /// What an open-items file states instead of a history.
    pub opening: Option<&'a Opening>,
    /// The late rate.
    pub accrual: Accrual<'a>,
    /// The order in which a payment settles.
    pub settle: [Part; 3],
    /// The due date with its days of grace: money that comes on them counts as if it had come on the due date.
    pub grace: Grace,
    /// What each notice said.
    pub notices: &'a Notices,
    /// The as-of date: events after it do not exist.
    pub on: Day,
}
