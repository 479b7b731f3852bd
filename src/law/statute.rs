use std::sync::Arc;

use super::accrual::Accrual;
use super::grace::Grace;
use super::interest_rate::{Curves, InterestRule, summed};
use super::rule::Rule;
use super::rules::Rules;
use super::value::{Unknown, Value, ValueId};
use crate::terms::{Announced, Limitation};
use crate::value::{Calendar, Currency, Curve, Day, DayCount, Debtor, Debtors, Holiday, Rate};

/// A statute made ready for reading, with the advice of the trade that goes with it.
#[derive(Clone, Debug)]
pub struct Law {
    /// What a policy's `law` names.
    pub name: String,
    /// What people call it.
    pub title: Option<String>,
    /// Currency of its amounts.
    pub currency: Currency,
    /// The day the law was read.
    pub read_on: Day,
    /// The first day its values are known; where the statute does not say, its dated values alone decide.
    pub known_from: Day,
    /// The last day its values are known.
    pub known_until: Day,
    /// How many days a year of interest has.
    pub day_count: DayCount,
    /// What `statutory` interest is.
    pub interest: Vec<InterestRule>,
    /// Where no due date was agreed: days after the issue date.
    pub no_due_date: i32,
    /// Whether a due date on no business day moves to the next.
    pub due_moves: bool,
    /// Whose payment is in time on the next business day, where the due date is none.
    pub in_time: Debtors,
    /// Months without a charged notice after which the counting starts again.
    pub new_round: Option<i32>,
    /// Days that are not business days.
    pub holidays: Vec<Holiday>,
    /// The same as a calendar.
    pub calendar: Calendar,
    /// Dated values.
    pub values: Vec<Value>,
    /// Rules on a notice, and on terms.
    pub rules: Rules,
    /// The advice of the trade: rules that only advise.
    pub practice: Rules,
    /// When a claim lapses.
    pub limitation: Option<Limitation>,
    /// What is coming.
    pub announced: Vec<Announced>,
    /// What it leaves out.
    pub excludes: Vec<String>,
    /// Where values after the last known day are taken to stay as they are: the same law without that.
    pub as_known: Option<Arc<Law>>,
    /// The rates as running sums, from [`Law::ready`].
    pub curves: Curves,
}

impl Law {
    /// The same with its rates summed up. With `assume_unchanged` the values of the last known day hold after it.
    #[must_use]
    pub fn ready(mut self, assume_unchanged: bool) -> Law {
        self.as_known = assume_unchanged.then(|| Arc::new(self.clone().ready(false)));
        self.curves = Curves::none(self.day_count);
        for (_, debtor) in Debtor::ALL {
            if let Some(rule) = self.interest_of(debtor) {
                self.curves.statutory[debtor as usize] = summed(&self.values[rule.value], rule, self.day_count, self.known());
            }
        }
        self
    }

    /// The rule of this code, of the statute or of the trade's advice.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().chain(&self.practice).find(|rule| rule.id == id)
    }

    /// The place of the value of this name.
    pub fn value_named(&self, name: &str) -> Option<ValueId> {
        self.values.iter().position(|value| value.name == name)
    }

    /// What `statutory` interest is for a kind of debtor.
    pub fn interest_of(&self, debtor: Debtor) -> Option<&InterestRule> {
        self.interest.iter().find(|rule| rule.debtors.contains(debtor))
    }

    /// Every day on which a value or a rule changes.
    pub fn changes(&self) -> Vec<Day> {
        let mut days: Vec<Day> = self.values.iter().flat_map(|value| value.entries.iter().map(|entry| entry.from)).collect();
        days.extend(self.rules.iter().flat_map(Rule::changes));
        days.sort();
        days.dedup();
        days
    }

    /// The running sum of the statutory rate for a kind of debtor, its fixed margin included.
    pub fn curve(&self, debtor: Debtor) -> &Curve {
        &self.curves.statutory[debtor as usize]
    }

    /// The running sum of a rate of one part per million.
    pub fn unit(&self) -> &Curve {
        &self.curves.unit
    }

    /// How statutory late interest accrues after a day, with percentage points on top; unknown where its margin is.
    pub fn accrual(&self, debtor: Debtor, due: Day, plus: Rate, after: Day) -> Accrual<'_> {
        let unit = self.unit();
        match self.margin(debtor, due) {
            Ok(margin) => Accrual { curve: Some(self.curve(debtor)), fixed: plus.plus(margin), unit, after },
            Err(_) => Accrual { curve: Some(&self.curves.never), fixed: Rate::ZERO, unit, after },
        }
    }

    /// The margin that is read on the due date, if the statute has one.
    ///
    /// # Errors
    /// When the law is not known on that day.
    pub fn margin(&self, debtor: Debtor, due: Day) -> Result<Rate, Unknown> {
        match self.interest_of(debtor).and_then(|rule| rule.plus_on_due) {
            None => Ok(Rate::ZERO),
            Some(value) => self.read(value, due).map(|margin| Rate::from_ppm(margin as i64)),
        }
    }

    /// The statutory yearly rate on a day.
    ///
    /// # Errors
    /// When the law is not known on that day.
    pub fn statutory_rate(&self, debtor: Debtor, day: Day, due: Day) -> Result<Rate, Unknown> {
        let Some(rule) = self.interest_of(debtor) else { return Err(Unknown { value: "interest".into(), on: day }) };
        let rate = self.read(rule.value, day)?;
        Ok(Rate::from_ppm(rate as i64).plus(rule.plus).plus(self.margin(debtor, due)?))
    }

    /// The days on which the statutory rate of a kind of debtor may change, and the first day on which it is no longer known.
    pub fn rate_changes(&self, debtor: Debtor) -> impl Iterator<Item = Day> {
        let rate = self.interest_of(debtor).map(|rule| &self.values[rule.value]);
        let entries = rate.map_or(&[][..], |rate| rate.entries.as_slice());
        entries.iter().map(|entry| entry.from).chain([self.known_until.plus(1)])
    }

    /// The due date that counts: the ledger's or the statute's, moved where the statute moves it.
    pub fn due_date(&self, stated: Option<Day>, issued: Day) -> Day {
        let due = stated.unwrap_or(issued.plus(self.no_due_date));
        if self.due_moves { self.calendar.on_or_after(due) } else { due }
    }

    /// The days to pay from issue to due date, the ledger's or the statute's: one that moves gives no longer terms.
    pub fn payment_term(&self, stated: Option<Day>, issued: Day) -> i32 {
        stated.map_or(self.no_due_date, |due| due.since(issued))
    }

    /// The days of grace that follow a due date.
    pub fn grace(&self, debtor: Debtor, due: Day) -> Grace {
        let until = if self.in_time.contains(debtor) { self.calendar.on_or_after(due) } else { due };
        Grace { due, until }
    }

    /// The last day that bears no late interest under the statute.
    pub fn interest_from(&self, due: Day, agreed: bool, sent: Day) -> Day {
        if agreed { due } else { due.max(sent.plus(self.no_due_date)) }
    }
}
