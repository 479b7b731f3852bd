//! A statute as plain data, and its reader: what `statute-rules.md` says of each phrase, one phrase at a time.

use std::collections::{BTreeMap, BTreeSet};

use super::dates::{Date, add_months, date, easter, is_in_leap_year, weekday, ymd};

/// What a notice is in the eyes of the law, by its word.
pub type Act = &'static str;
/// Minor units of the currency.
pub type Minor = i128;
/// Millionths: 12.25 % is 122 500.
pub type Ppm = i128;

pub const ACTS: [Act; 9] =
    ["courtesy", "call", "reminder", "collection-notice", "payment-demand", "handover", "legal-step", "write-off", "assignment"];

/// Whose payment is in time on the next business day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Grace {
    None,
    Consumers,
    All,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holiday {
    Fixed(i64, i64),
    /// Days from Easter Sunday.
    Easter(i64),
    /// The last year of a day that was abolished.
    EasterUntil(i64, i64),
    /// The first such weekday on or after a day of a month.
    From(i64, i64, i64),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum On {
    Send,
    Due,
    Arose,
    InterestStart,
}

/// An amount or a rate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Amount {
    Money(Minor),
    Value(&'static str, On),
    Share(&'static str, On, Box<Amount>),
    /// To a multiple, half away from zero.
    Rounded(Minor, Box<Amount>),
    Statutory,
    Agreed,
    TotalFees,
    Larger(Vec<Amount>),
    /// Upper ends and sums; the last has no end.
    ByPrincipal(Vec<(Option<Minor>, Minor)>),
}

#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Set {
    pub charged: bool,
    pub acts: Vec<Act>,
    pub in_round: bool,
    pub after_due: bool,
    pub days_ago: Option<i64>,
}

/// Of a notice picked from a set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pick {
    Any,
    First,
    Last,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Phrase {
    All(Vec<Phrase>),
    Not(Box<Phrase>),
    Consumer,
    FeeAgreed,
    Disputed,
    /// In law, without the money of the letter's own day.
    PrincipalOwed,
    SomethingOwed,
    OverdueBelow(i64),
    OverdueAtLeast(i64),
    TermAtMost(i64),
    InterestStarted,
    DeadlineAtLeast(i64),
    BusinessDeadlineAtLeast(i64),
    Exists(Set),
    /// … with deadline of at least so many days passed.
    Passed(Pick, Set, i64),
    AtLeast(Set, usize),
    SinceLastBelow(Set, i64),
    FeeAbove(Amount),
    FeeAtMost(Amount),
    LetterFeeAtMost(Amount),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Quantity {
    Fee,
    LetterFee,
    Compensation,
    TotalFees,
    TotalCompensation,
    TotalCharges,
    Rate,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Effect {
    Limit(Quantity, Amount),
    Require(Phrase),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
    pub id: &'static str,
    pub days: (Option<Date>, Option<Date>),
    pub acts: Vec<Act>,
    pub when: Option<Phrase>,
    pub unless: Option<Phrase>,
    pub effect: Effect,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ends {
    AgreedDueOtherwiseArose,
    Due,
    Arose,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Limitation {
    pub consumer: Period,
    pub other: Period,
    pub last_day_counts: bool,
    pub moves: bool,
    /// What begins the debtor's own period anew.
    pub restarted_by: Vec<&'static str>,
    /// What begins another one, of so many years, whoever the debtor is.
    pub restarted_for: Vec<(&'static str, i64)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Period {
    pub years: i64,
    pub after: Ends,
}

/// The late rate: a dated value, with points added that are fixed or a dated value of the due date.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LateRate {
    pub value: &'static str,
    pub plus: Ppm,
    pub plus_on_due: Option<&'static str>,
}

#[derive(Clone, Debug)]
pub struct Law {
    pub name: &'static str,
    pub currency: &'static str,
    pub known: (Date, Date),
    pub leap_years: bool,
    pub consumer_rate: LateRate,
    pub other_rate: LateRate,
    pub no_due_date: i64,
    pub due_moves: bool,
    pub grace: Grace,
    pub round_months: Option<i64>,
    pub holidays: Vec<Holiday>,
    /// Amounts in minor units, shares and rates in millionths.
    pub values: BTreeMap<&'static str, Vec<(Date, i128)>>,
    pub rules: Vec<Rule>,
    pub limitation: Limitation,
    pub closed: BTreeSet<Date>,
}

impl Law {
    /// With its holidays of every year written out.
    pub fn ready(mut self) -> Law {
        for year in 2012..=2050 {
            for holiday in &self.holidays {
                let day = match *holiday {
                    Holiday::Fixed(month, day) => ymd(year, month, day),
                    Holiday::Easter(days) => easter(year) + days,
                    Holiday::EasterUntil(_, last) if year > last => continue,
                    Holiday::EasterUntil(days, _) => easter(year) + days,
                    Holiday::From(name, month, day) => {
                        let mut on = ymd(year, month, day);
                        while weekday(on) != name {
                            on += 1;
                        }
                        on
                    }
                };
                self.closed.insert(day);
            }
        }
        self
    }

    pub fn is_business_day(&self, day: Date) -> bool {
        weekday(day) < 5 && !self.closed.contains(&day)
    }

    pub fn business_day_from(&self, mut day: Date) -> Date {
        while !self.is_business_day(day) {
            day += 1;
        }
        day
    }

    pub fn value(&self, name: &str, on: Date) -> i128 {
        assert!(on <= self.known.1, "{name} is asked of a day nobody knows");
        let line = self.values[name].iter().rev().find(|(from, _)| *from <= on);
        line.unwrap_or_else(|| panic!("{} has no {name} on {}", self.name, super::dates::show(on))).1
    }

    /// The late rate of a day.
    pub fn rate(&self, consumer: bool, due: Date, on: Date) -> Ppm {
        let rate = if consumer { &self.consumer_rate } else { &self.other_rate };
        self.value(rate.value, on) + rate.plus + rate.plus_on_due.map_or(0, |plus| self.value(plus, due))
    }

    pub fn year_length(&self, on: Date) -> i128 {
        if self.leap_years && is_in_leap_year(on) { 366 } else { 365 }
    }
}

/// A notice that was sent and not undone, or that may have been.
#[derive(Clone, Debug)]
pub struct Past {
    /// Empty where nobody can say.
    pub act: Act,
    /// Every day on which it can have gone out, with the deadline that it then set. Of most there is one.
    pub days: Vec<(Date, Option<Date>)>,
    /// Whether it did go out.
    pub went: bool,
    pub fee: Minor,
    pub compensation: Minor,
    /// Whether its letter cost something, on whichever invoice; nothing where nobody can say.
    pub charged: Option<bool>,
}

impl Past {
    pub fn first(&self) -> Date {
        self.days[0].0
    }

    pub fn last(&self) -> Date {
        self.days[self.days.len() - 1].0
    }
}

/// A notice and all that the law asks about it.
#[derive(Clone, Debug)]
pub struct Letter {
    pub act: Act,
    pub on: Date,
    pub deadline: Option<Date>,
    pub fee: Minor,
    /// Of the rows of the same letter that stand on other invoices.
    pub other_rows: Minor,
    pub compensation: Minor,
    pub consumer: bool,
    pub fee_agreed: bool,
    pub rate_agreed: Ppm,
    pub disputed: bool,
    pub due: Date,
    /// The last of the days of grace.
    pub grace: Option<Date>,
    pub principal_owed: bool,
    pub something_owed: bool,
    /// Days from issue to the due date the ledger states.
    pub term: Option<i64>,
    pub amount: Minor,
    pub arose: Date,
    /// The first day that bears interest under the statute.
    pub interest_start: Date,
    /// The rates the policy asks for, by day.
    pub rates: Vec<(Date, Ppm)>,
    pub history: Vec<Past>,
    /// Earlier charged notices of which nothing else is told: read against the creditor.
    pub untold: i64,
    pub untold_fees: Minor,
    /// Whether the history is what a policy says of the steps before a named one, and how many of it were charged.
    pub inferred: bool,
    pub charged_at_most: Option<usize>,
    /// Whether its own charges count in the totals: those of a legal step never do.
    pub counts: bool,
}

impl Letter {
    /// The last day on which a payment is in time.
    fn last_day_in_time(&self) -> Date {
        self.grace.unwrap_or(self.due)
    }

    fn is_late(&self) -> bool {
        self.on > self.last_day_in_time()
    }
}

const MICRO: i128 = 1_000_000;

impl Law {
    /// The day from which letters are in this round. A chosen reading: one that cost nothing is in it by its day, and without a gap all are.
    fn round_begins(&self, letter: &Letter) -> Date {
        let (mut begins, mut ends) = (Date::MIN, None);
        for past in letter.history.iter().filter(|past| past.charged == Some(true)) {
            let Some(months) = self.round_months else { break };
            if ends.is_some_and(|ends| past.last() >= ends) {
                begins = past.last();
            }
            ends = Some(add_months(past.last(), months));
        }
        ends.filter(|ends| letter.on >= *ends).unwrap_or(begins)
    }

    /// The same where days are not known: it began after a day only if all that can have been charged is so long past.
    fn round_may_begin(&self, letter: &Letter) -> Date {
        let months = match self.round_months {
            Some(months) if letter.inferred => months,
            _ => return self.round_begins(letter),
        };
        let charged = letter.history.iter().filter(|past| past.charged != Some(false));
        let ended = charged.map(|past| add_months(past.last(), months)).max();
        ended.filter(|ended| letter.on >= *ended).unwrap_or(Date::MIN)
    }

    fn is_surely_in_round(&self, letter: &Letter, past: &Past) -> bool {
        let months = match self.round_months {
            Some(months) if letter.inferred => months,
            _ => return past.first() >= self.round_begins(letter),
        };
        let mut charged = letter.history.iter().filter(|past| past.charged != Some(false));
        let lasts = |past: &Past| letter.on < add_months(past.first(), months);
        charged.all(lasts) || past.charged == Some(true) && lasts(past)
    }

    fn is_in_days(set: &Set, letter: &Letter, day: Date) -> bool {
        (!set.after_due || day > letter.last_day_in_time()) && set.days_ago.is_none_or(|days| letter.on - day >= days)
    }

    /// What is in a set whatever is not told.
    fn surely(&self, set: &Set, letter: &Letter, past: &Past) -> bool {
        past.went
            && set.acts.contains(&past.act)
            && (!set.charged || past.charged == Some(true))
            && past.days.iter().all(|(day, _)| Law::is_in_days(set, letter, *day))
            && (!set.in_round || self.is_surely_in_round(letter, past))
    }

    /// The last day on which a letter may be in a set.
    fn perhaps(&self, set: &Set, letter: &Letter, past: &Past) -> Option<Date> {
        let fits = (past.act.is_empty() || set.acts.contains(&past.act)) && (!set.charged || past.charged != Some(false));
        let begins = if set.in_round { self.round_may_begin(letter) } else { Date::MIN };
        let days = past.days.iter().map(|(day, _)| *day);
        days.filter(|day| fits && *day >= begins && Law::is_in_days(set, letter, *day)).max()
    }

    pub fn holds(&self, phrase: &Phrase, letter: &Letter) -> bool {
        let overdue = if letter.on > letter.due && !letter.is_late() { 0 } else { letter.on - letter.due };
        match phrase {
            Phrase::All(all) => all.iter().all(|one| self.holds(one, letter)),
            Phrase::Not(phrase) => !self.holds(phrase, letter),
            Phrase::Consumer => letter.consumer,
            Phrase::FeeAgreed => letter.fee_agreed,
            Phrase::Disputed => letter.disputed,
            Phrase::PrincipalOwed => letter.principal_owed,
            Phrase::SomethingOwed => letter.something_owed,
            Phrase::OverdueBelow(days) => overdue < *days,
            Phrase::OverdueAtLeast(days) => overdue >= *days,
            Phrase::TermAtMost(days) => letter.term.is_none_or(|term| term <= *days),
            Phrase::InterestStarted => letter.is_late() && letter.on >= letter.interest_start,
            Phrase::DeadlineAtLeast(days) => letter.deadline.is_some_and(|deadline| deadline - letter.on >= *days),
            Phrase::BusinessDeadlineAtLeast(days) => letter
                .deadline
                .is_some_and(|deadline| (letter.on + 1..=deadline).filter(|day| self.is_business_day(*day)).count() as i64 >= *days),
            Phrase::Exists(set) => letter.history.iter().any(|past| self.surely(set, letter, past)),
            Phrase::Passed(pick, set, days) => {
                let passed = |past: &Past| {
                    let has = |(day, deadline): &(Date, Option<Date>)| deadline.is_some_and(|it| it < letter.on && it - day >= *days);
                    past.days.iter().all(has)
                };
                let is_it = |past: &&Past| self.surely(set, letter, past) || self.perhaps(set, letter, past).is_some();
                let mut which: Vec<&Past> = letter.history.iter().filter(is_it).collect();
                match pick {
                    Pick::Any => which.iter().any(|past| self.surely(set, letter, past) && passed(past)),
                    Pick::First if letter.untold > 0 || which.iter().any(|past| past.act.is_empty()) => false,
                    Pick::First | Pick::Last => {
                        which.retain(|past| !past.act.is_empty());
                        if *pick == Pick::Last {
                            which.reverse();
                        }
                        // Those before the first that is surely there may be none, and then it is that one.
                        let sure = which.iter().position(|past| self.surely(set, letter, past));
                        sure.is_some_and(|sure| which[..=sure].iter().all(|past| passed(past)))
                    }
                }
            }
            Phrase::AtLeast(set, number) => {
                let mut many = letter.history.iter().filter(|past| self.perhaps(set, letter, past).is_some()).count();
                if set.charged {
                    many = letter.charged_at_most.map_or(many, |most| many.min(most));
                }
                many + letter.untold as usize >= *number
            }
            Phrase::FeeAbove(most) => letter.fee * MICRO > self.amount(most, letter, letter.on),
            Phrase::FeeAtMost(most) => letter.fee * MICRO <= self.amount(most, letter, letter.on),
            Phrase::LetterFeeAtMost(most) => (letter.fee + letter.other_rows) * MICRO <= self.amount(most, letter, letter.on),
            Phrase::SinceLastBelow(set, days) => {
                // A chosen reading: what is not told came before the first that is, and may otherwise have been sent today.
                let told = letter.history.first().map_or(letter.on, Past::first);
                let untold = (letter.untold > 0).then_some(told);
                let last = letter.history.iter().filter_map(|past| self.perhaps(set, letter, past)).max().max(untold);
                last.is_some_and(|last| letter.on - last < *days)
            }
        }
    }

    /// In millionths of a minor unit, or for rates in millionths.
    fn amount(&self, amount: &Amount, letter: &Letter, rate_on: Date) -> i128 {
        let day = |on: On| match on {
            On::Send => letter.on,
            On::Due => letter.due,
            On::Arose => letter.arose,
            On::InterestStart => letter.interest_start,
        };
        match amount {
            Amount::Money(money) => money * MICRO,
            Amount::Value(name, on) => self.value(name, day(*on)) * MICRO,
            Amount::Share(name, on, of) => self.value(name, day(*on)) * self.amount(of, letter, rate_on) / MICRO,
            Amount::Rounded(to, amount) => {
                let (amount, unit) = (self.amount(amount, letter, rate_on), to * MICRO);
                (amount + unit / 2) / unit * unit
            }
            Amount::Statutory => self.rate(letter.consumer, letter.due, rate_on),
            Amount::Agreed => letter.rate_agreed,
            Amount::TotalFees => (letter.untold_fees + total(letter, |past| past.fee) + letter.fee) * MICRO,
            Amount::Larger(all) => all.iter().map(|one| self.amount(one, letter, rate_on)).max().unwrap(),
            Amount::ByPrincipal(bands) => {
                let band = bands.iter().find(|(end, _)| end.is_none_or(|end| letter.amount <= end)).unwrap();
                band.1 * MICRO
            }
        }
    }

    fn keeps_to(&self, quantity: Quantity, most: &Amount, letter: &Letter) -> bool {
        if quantity == Quantity::Rate {
            return letter.rates.iter().all(|(day, rate)| *rate <= self.amount(most, letter, *day));
        }
        let of_all = !matches!(quantity, Quantity::Fee | Quantity::LetterFee | Quantity::Compensation);
        if of_all && !letter.counts {
            return true;
        }
        let (adds, before) = match quantity {
            Quantity::Fee => (letter.fee, 0),
            Quantity::LetterFee => (letter.fee, letter.other_rows),
            Quantity::Compensation => (letter.compensation, 0),
            Quantity::TotalFees => (letter.fee, letter.untold_fees + total(letter, |past| past.fee)),
            Quantity::TotalCompensation => (letter.compensation, total(letter, |past| past.compensation)),
            _ => (letter.fee + letter.compensation, letter.untold_fees + total(letter, |past| past.fee + past.compensation)),
        };
        adds <= 0 || (before + adds) * MICRO <= self.amount(most, letter, letter.on)
    }

    fn speaks_of(&self, rule: &Rule, letter: &Letter) -> bool {
        letter.act != "assignment"
            && (rule.acts.is_empty() || rule.acts.contains(&letter.act))
            && rule.days.0.is_none_or(|from| letter.on >= from)
            && rule.days.1.is_none_or(|until| letter.on <= until)
            && rule.when.as_ref().is_none_or(|when| self.holds(when, letter))
            && !rule.unless.as_ref().is_some_and(|unless| self.holds(unless, letter))
    }

    fn is_broken(&self, rule: &Rule, letter: &Letter) -> bool {
        self.speaks_of(rule, letter)
            && match &rule.effect {
                Effect::Limit(quantity, most) => !self.keeps_to(*quantity, most, letter),
                Effect::Require(phrase) => !self.holds(phrase, letter),
            }
    }

    /// Whether a rule forbids it, whatever it costs or claims.
    pub fn forbids(&self, letter: &Letter) -> bool {
        self.rules.iter().any(|rule| matches!(rule.effect, Effect::Require(_)) && self.is_broken(rule, letter))
    }

    /// The rules a notice breaks, in the order of the statute.
    pub fn broken(&self, letter: &Letter) -> Vec<&Rule> {
        self.rules.iter().filter(|rule| self.is_broken(rule, letter)).collect()
    }

    /// The most of one charge that breaks none of the limits on these quantities.
    pub fn most(&self, quantities: &[Quantity], letter: &Letter, put: impl Fn(&mut Letter, Minor)) -> Minor {
        let most = self.most_up_to(10_000_000, quantities, letter, put);
        assert!(most < 10_000_000, "nothing bounds it");
        most
    }

    /// What the limits on these quantities leave of a charge, found by halving.
    pub fn most_up_to(&self, charge: Minor, quantities: &[Quantity], letter: &Letter, put: impl Fn(&mut Letter, Minor)) -> Minor {
        let bounds = |rule: &&Rule| matches!(&rule.effect, Effect::Limit(quantity, _) if quantities.contains(quantity));
        let bounds: Vec<&Rule> = self.rules.iter().filter(bounds).collect();
        let mut letter = Letter { rates: Vec::new(), ..letter.clone() };
        let mut lawful = |charge: Minor| {
            put(&mut letter, charge);
            !bounds.iter().any(|rule| self.is_broken(rule, &letter))
        };
        if lawful(charge) {
            return charge;
        }
        let (mut low, mut high) = (0, charge);
        while high - low > 1 {
            let middle = (low + high) / 2;
            if lawful(middle) { low = middle } else { high = middle }
        }
        low
    }
}

/// Of the earlier notices; those of legal steps are left out.
fn total(letter: &Letter, charge: impl Fn(&Past) -> Minor) -> Minor {
    letter.history.iter().filter(|past| past.act != "legal-step").map(charge).sum()
}

impl Limitation {
    pub fn of(&self, consumer: bool) -> Period {
        if consumer { self.consumer } else { self.other }
    }

    /// The last day on which the claim can be demanded. `happened` is all that happened to it, in order of days.
    /// A chosen reading: what restarts the period never shortens it.
    pub fn last_day(&self, law: &Law, consumer: bool, start: Date, happened: &[(Date, &str)]) -> Date {
        let end = |start: Date, years: i64| {
            let last = add_months(start, 12 * years) - i64::from(!self.last_day_counts);
            if self.moves { law.business_day_from(last) } else { last }
        };
        let own = self.of(consumer).years;
        let anew = |what: &str| {
            let other = self.restarted_for.iter().find(|(word, _)| *word == what).map(|(_, years)| *years);
            other.or(self.restarted_by.contains(&what).then_some(own))
        };
        happened.iter().fold(end(start, own), |last, (day, what)| match anew(what) {
            Some(years) if *day <= last => end(*day, years).max(last),
            _ => last,
        })
    }
}

/// Lines `DAY: FIGURE` of a table.
pub fn table(lines: &[(&str, i128)]) -> Vec<(Date, i128)> {
    lines.iter().map(|(day, figure)| (date(day), *figure)).collect()
}
