//! Reads a statute's rules on one notice, and its rates over time; the statutes built in.

mod amount;
mod condition;
mod curve;
mod governing;
mod history;
mod judge;
mod limitation;
mod most;
mod packs;
mod reading;
mod round;

pub use governing::{Figure, Governing, governing};
pub use judge::{Breach, Fault, advise, judge};
pub use most::{Bounds, most_compensation, most_fee};
pub use packs::{PRACTICES, STATUTES};
pub use reading::{Reading, Unknown};

use crate::claim::Accrual;
use crate::model::Statute;
use crate::syntax::tree::{InterestRule, Rule, State};
use crate::value::{Act, Curve, Day, Debtor, Minor, Rate};

/// A statute made ready for reading: its rates as running sums.
#[derive(Debug)]
pub struct Law {
    /// The statute.
    pub statute: Statute,
    /// The advice of the trade that goes with it: rules that only advise.
    pub practice: Vec<Rule>,
    /// Whether values after the last known day are taken to stay as they are.
    pub assume_unchanged: bool,
    curves: [Curve; 3],
    unit: Curve,
    never: Curve,
}

impl Law {
    /// Makes a statute ready.
    pub fn new(statute: Statute, assume_unchanged: bool) -> Law {
        let unit = Curve::constant(Rate::from_ppm(1), statute.day_count);
        let curves = Debtor::ALL.map(|(_, debtor)| match statute.interest_of(debtor) {
            Some(rule) => curve::of(&statute, rule, assume_unchanged),
            None => Curve::unknown(),
        });
        Law { statute, practice: Vec::new(), assume_unchanged, curves, unit, never: Curve::unknown() }
    }

    /// The rule of this code, of the statute or of the trade's advice.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.statute.rule(id).or_else(|| self.practice.iter().find(|rule| rule.id.value == id))
    }

    /// The running sum of the statutory rate for a kind of debtor, its fixed margin included.
    pub fn curve(&self, debtor: Debtor) -> &Curve {
        &self.curves[debtor as usize]
    }

    /// The running sum of a rate of one part per million.
    pub fn unit(&self) -> &Curve {
        &self.unit
    }

    /// How statutory late interest accrues after a day, with percentage points on top; unknown where its margin is.
    pub fn accrual(&self, debtor: Debtor, due: Day, plus: Rate, after: Day) -> Accrual<'_> {
        match self.margin(debtor, due) {
            Ok(margin) => Accrual { curve: Some(self.curve(debtor)), fixed: plus.plus(margin), unit: &self.unit, after },
            Err(_) => Accrual { curve: Some(&self.never), fixed: Rate::ZERO, unit: &self.unit, after },
        }
    }

    /// The margin that is read on the due date, if the statute has one.
    ///
    /// # Errors
    /// When the law is not known on that day.
    pub fn margin(&self, debtor: Debtor, due: Day) -> Result<Rate, Unknown> {
        match self.statute.interest_of(debtor).and_then(|rule: &InterestRule| rule.plus_on_due.as_ref()) {
            None => Ok(Rate::ZERO),
            Some(name) => self.read(&name.value, due).map(|reading| Rate::from_ppm(reading.number as i64)),
        }
    }

    /// The statutory yearly rate on a day.
    ///
    /// # Errors
    /// When the law is not known on that day.
    pub fn statutory_rate(&self, debtor: Debtor, day: Day, due: Day) -> Result<Rate, Unknown> {
        let Some(rule) = self.statute.interest_of(debtor) else { return Err(Unknown { value: "interest".into(), on: day }) };
        let reading = self.read(&rule.value.value, day)?;
        Ok(Rate::from_ppm(reading.number as i64).plus(rule.plus).plus(self.margin(debtor, due)?))
    }

    /// The days on which the statutory rate of a kind of debtor may change, and the first day on which it is no longer known.
    pub fn rate_changes(&self, debtor: Debtor) -> impl Iterator<Item = Day> {
        let rate = self.statute.interest_of(debtor).and_then(|rule| self.statute.value(&rule.value.value));
        let entries = rate.map_or(&[][..], |rate| rate.entries.as_slice());
        entries.iter().map(|entry| entry.from).chain([self.statute.known_until.plus(1)])
    }

    /// The due date that counts: the ledger's or the statute's, moved where the statute moves it.
    pub fn due_date(&self, stated: Option<Day>, issued: Day) -> Day {
        let due = stated.unwrap_or(issued.plus(self.statute.no_due_date));
        if self.statute.due_moves { self.statute.calendar.on_or_after(due) } else { due }
    }

    /// The last day that bears no late interest under the statute.
    pub fn interest_from(&self, due: Day, agreed: bool, sent: Day) -> Day {
        if agreed { due } else { due.max(sent.plus(self.statute.no_due_date)) }
    }
}

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
    /// Notices before this one, in order.
    pub history: &'a [Sent],
}

/// A notice that went before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sent {
    /// What it was; `None` is a notice of an act the ledger does not tell.
    pub act: Option<Act>,
    /// The day it went out, if known.
    pub on: Option<Day>,
    /// The deadline it set, if known.
    pub deadline: Option<Day>,
    /// Its fee.
    pub fee: Minor,
    /// Its compensation.
    pub compensation: Minor,
    /// Whether its letter cost something.
    pub charged: bool,
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
    pub interest: Option<Interest<'a>>,
}

/// The interest a notice claims.
#[derive(Clone, Copy)]
pub struct Interest<'a> {
    /// The first day that bears it.
    pub first: Day,
    /// The last.
    pub last: Day,
    /// The yearly rate of a day; `None` where the law is not known.
    pub rate: &'a dyn Fn(Day) -> Option<Rate>,
}

/// Whether a state reads as a number: nothing of a kind that is not in force or gone.
fn number(state: State) -> Option<i128> {
    Some(match state {
        State::Amount(money) => money.minor.into(),
        State::Share(rate) => rate.ppm().into(),
        State::Days(days) => days.into(),
        State::NotInForce | State::Repealed => 0,
        State::Announced | State::NotEncoded => return None,
    })
}
