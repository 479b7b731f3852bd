use super::history::Sent;
use super::prior::Prior;
use crate::terms::DateOf;
use crate::value::{Act, Day, Debtor, Minor, Rate};

/// One invoice as a rule sees it.
#[derive(Clone, Copy, Debug)]
pub struct Invoice<'a> {
    /// Who owes; unknown is a consumer.
    pub debtor: Debtor,
    /// The ledger's own amount.
    pub amount: Minor,
    /// Principal still outstanding.
    pub balance: Minor,
    /// The due date that counts.
    pub due: Day,
    /// Days from issue to the ledger's own due date; `None` without one.
    pub term: Option<i32>,
    /// The day the claim arose.
    pub arose: Day,
    /// The last day that bears no late interest under the statute.
    pub interest_from: Day,
    /// Whether a reminder fee was agreed.
    pub fee_agreed: bool,
    /// An agreed late rate.
    pub interest_agreed: Option<Rate>,
    /// Whether an objection is open on the day judged.
    pub disputed: bool,
    /// Whether anything is owed in law.
    pub owing: Owing,
    /// What went before the history, where a file of open items and a policy tell it.
    pub prior: Option<&'a Prior>,
    /// Notices before this one, in order.
    pub history: &'a [Sent],
}

/// Whether anything is owed in law when a notice goes out. Charges that the law did not allow are not; what was given up in the books is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Owing {
    /// Principal.
    pub principal: bool,
    /// Principal, interest or charges.
    pub anything: bool,
}

impl Owing {
    /// Nothing at all.
    pub const NOTHING: Owing = Owing { principal: false, anything: false };
    /// The principal at least.
    pub const ALL: Owing = Owing { principal: true, anything: true };

    /// What was owed in one of two ways.
    #[must_use]
    pub fn or(self, other: Owing) -> Owing {
        Owing { principal: self.principal || other.principal, anything: self.anything || other.anything }
    }
}

/// The notice that is judged.
#[derive(Clone, Copy)]
pub struct Proposal<'a> {
    /// What it is.
    pub act: Act,
    /// The day it goes out.
    pub on: Day,
    /// The deadline it sets.
    pub deadline: Option<Day>,
    /// Its fee.
    pub fee: Minor,
    /// Fees of the other rows of its letter.
    pub other_rows: Minor,
    /// Its compensation.
    pub compensation: Minor,
    /// The yearly rate of a day of its interest, and the first and last such day; `None` claims no interest.
    pub interest: Option<InterestClaimed<'a>>,
}

impl Proposal<'_> {
    /// A notice that costs nothing and sets no deadline.
    pub fn free(act: Act, on: Day) -> Self {
        Proposal { act, on, deadline: None, fee: 0, other_rows: 0, compensation: 0, interest: None }
    }
}

/// The days on which a rule may read a dated value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeyDays {
    /// The notice goes out.
    pub send: Day,
    /// The claim is due.
    pub due: Day,
    /// The claim arose.
    pub arose: Day,
    /// The last day that bears no interest.
    pub interest_from: Day,
}

impl KeyDays {
    /// The day a rule names.
    pub fn of(self, date: DateOf) -> Day {
        match date {
            DateOf::Send => self.send,
            DateOf::Due => self.due,
            DateOf::Arose => self.arose,
            DateOf::InterestStart => self.interest_from.plus(1),
        }
    }
}

/// The interest a notice claims.
#[derive(Clone, Copy)]
pub struct InterestClaimed<'a> {
    /// The first day that bears it.
    pub first: Day,
    /// The last.
    pub last: Day,
    /// Whether it is on no day more than the statute's rate, where that is known.
    pub is_statutory: bool,
    /// The yearly rate of a day; `None` where the law is not known.
    pub rate: &'a dyn Fn(Day) -> Option<Rate>,
}
