//! What the law says of an invoice by its days: figures read on the due date, on the day the claim arose or on the first day of interest, and the day from
//! which on the policy's late rate goes beyond a limit.

use rustc_hash::FxHashMap;

use super::memory::NEVER;
use super::outlook::Outlook;
use super::root::{Dates, Root};
use crate::decide::{BoundPlan, view};
use crate::law::{Amount, InterestClaimed, KeyDays, Measure, Proposal, Reader, Rule};
use crate::terms::{DateOf, Quantity};
use crate::value::{Act, Day};

/// Which stretch of days between two changes each of the days of an invoice lies in: invoices of one stretch are read alike.
pub type Stretch = [u16; 3];

/// Reads the law for invoices by their days, each stretch once.
pub struct Dated<'a> {
    bound: &'a BoundPlan<'a>,
    /// Days on which a value that is read on the due date, on the day the claim arose, or on the first day of interest becomes another.
    changes: [Vec<Day>; 3],
    /// The first days of the stretches of sending days.
    segments: Vec<Day>,
    figures: FxHashMap<(u16, usize, usize, Stretch), i32>,
    known: FxHashMap<Vec<i64>, i32>,
    rates: FxHashMap<(u16, Stretch, u16), Vec<RateTurn>>,
}

/// From when on a late rate goes beyond a limit.
#[derive(Clone, Copy)]
enum RateTurn {
    Never,
    FromTheStart,
    From(Day),
}

impl<'a> Dated<'a> {
    /// That of a policy.
    pub fn new(bound: &'a BoundPlan<'a>, segments: Vec<Day>) -> Dated<'a> {
        let law = &bound.plan.law;
        let mut changes = [Vec::new(), Vec::new(), Vec::new()];
        for (value, on) in law.rules.iter().flat_map(Rule::amounts).flat_map(Amount::measures).filter_map(Measure::names) {
            let turns = law.values[*value].changes();
            match on {
                DateOf::Send => {}
                DateOf::Due => changes[0].extend(turns),
                DateOf::Arose => changes[1].extend(turns),
                DateOf::InterestStart => changes[2].extend(turns.map(|day| day.plus(-1))),
            }
        }
        for margin in law.interest.iter().filter_map(|rule| rule.plus_on_due) {
            changes[0].extend(law.values[margin].changes());
        }
        // Outside the days it is known for the law tells nothing.
        let ends = [law.known_from, law.known_until.plus(1)].map(|day| [day.plus(-1), day]);
        changes.iter_mut().filter(|days| !days.is_empty()).for_each(|days| days.extend(ends.concat()));
        for days in &mut changes {
            days.sort();
            days.dedup();
        }
        Dated { bound, changes, segments, figures: FxHashMap::default(), known: FxHashMap::default(), rates: FxHashMap::default() }
    }

    /// The stretch an invoice lies in.
    pub fn stretch(&self, dates: &Dates) -> Stretch {
        let place = |at: usize, day: Day| self.changes[at].partition_point(|change| *change <= day) as u16;
        [place(0, dates.due), place(1, dates.arose), place(2, dates.interest_from)]
    }

    /// Due dates of invoices with a payment term on each side of every change: one of each stretch.
    pub fn ends(&self, term: i32) -> Vec<Day> {
        let [due, arose, interest] = &self.changes;
        let of_arose = arose.iter().map(|day| day.plus(term));
        let mut ends: Vec<Day> =
            due.iter().copied().chain(of_arose).chain(interest.iter().copied()).flat_map(|day| [day.plus(-1), day]).collect();
        ends.push(self.bound.plan.law.known_from);
        ends.sort();
        ends.dedup();
        ends
    }

    /// The due dates from which on figures are others that are read on it.
    pub fn due_changes(&self) -> &[Day] {
        &self.changes[0]
    }

    /// The days from which on figures are others that are read on the first day of interest, as last days without interest.
    pub fn interest_starts(&self) -> &[Day] {
        &self.changes[2]
    }

    /// The days on which figures change that are read on the day a claim arose.
    pub fn arose(&self) -> &[Day] {
        &self.changes[1]
    }

    /// One number for everything the rules ahead read in the law by the days of an invoice, from a stretch of sending days on.
    pub fn figure(&mut self, of: (u16, &Root), outlook: (usize, &Outlook), segment: usize, dates: &Dates, stretch: Stretch) -> i32 {
        if outlook.1.dated.is_empty() {
            return 0;
        }
        let key = (of.0, outlook.0, segment, stretch);
        if let Some(known) = self.figures.get(&key) {
            return *known;
        }
        let mut read = Vec::new();
        for amount in &outlook.1.dated {
            let told = self.read(amount, of.1, segment, dates, &mut read);
            if !told {
                // Which figures are unknown is a matter of the stretch: of an old one nobody is told.
                read.extend(stretch.map(i64::from));
            }
        }
        let next = self.known.len() as i32;
        let figure = *self.known.entry(read).or_insert(next);
        self.figures.insert(key, figure);
        figure
    }

    /// Reads an amount of law on each sending day; whether all of it is told.
    fn read(&self, amount: &Amount, root: &Root, segment: usize, dates: &Dates, read: &mut Vec<i64>) -> bool {
        let law = &self.bound.plan.law;
        let follows_money = amount.follows_money();
        let letters = Default::default();
        let invoice = root.invoice(self.bound, dates);
        let case = invoice.case(&letters);
        let mut told = true;
        for send in &self.segments[segment..] {
            let days = KeyDays { send: *send, due: dates.due, arose: dates.arose, interest_from: dates.interest_from };
            if follows_money {
                let values = amount.measures().into_iter().filter_map(|measure: &Measure| measure.names());
                let values = values.map(|(value, on)| law.read(*value, days.of(on)).ok());
                read.extend(values.map(|value| {
                    told &= value.is_some();
                    value.map_or(i64::MIN, |number| number as i64)
                }));
                continue;
            }
            // Of the larger of two figures only the larger matters.
            let seen = view(self.bound, &case, root.amount, &[]);
            let proposal = Proposal::free(Act::Reminder, *send);
            let bound = Reader { law, invoice: &seen, proposal: &proposal, rate_day: *send }.bound(Quantity::Fee, amount);
            told &= bound.unknown.is_none();
            read.extend([bound.allowed.unwrap_or(i64::MIN), i64::from(bound.unknown.is_some())]);
        }
        told
    }

    /// For each stretch of sending days, and each limit on the late rate, the day from which on the policy's rate for an invoice is beyond it.
    pub fn rate_turns(&mut self, of: (u16, &Root), outlook: &Outlook, dates: &Dates, stretch: Stretch) -> Vec<i32> {
        if outlook.rates.is_empty() {
            return Vec::new();
        }
        let law = &self.bound.plan.law;
        let letters = Default::default();
        let invoice = of.1.invoice(self.bound, dates);
        let case = invoice.case(&letters);
        let first = case.accrual(self.bound).after.plus(1);
        let place = law.rate_changes(of.1.debtor).filter(|day| *day <= first).count() as u16;
        let key = (of.0, stretch, place);
        if !self.rates.contains_key(&key) {
            let rate = |day: Day| case.rate_on(self.bound, law, day);
            let interest = InterestClaimed { first, last: law.known_until.max(first), is_statutory: false, rate: &rate };
            let seen = view(self.bound, &case, of.1.amount, &[]);
            let turn = |send: &Day, amount: &Amount| {
                let proposal = Proposal::free(Act::Reminder, *send);
                match (Reader { law, invoice: &seen, proposal: &proposal, rate_day: first }).rate_beyond(amount, interest) {
                    None => RateTurn::Never,
                    Some((day, _)) if day == first => RateTurn::FromTheStart,
                    Some((day, _)) => RateTurn::From(day),
                }
            };
            let turns = self.segments.iter().flat_map(|send| outlook.rates.iter().map(|amount| turn(send, amount))).collect();
            self.rates.insert(key, turns);
        }
        let turn = |turn: &RateTurn| match turn {
            RateTurn::Never => NEVER,
            RateTurn::FromTheStart => first.number(),
            RateTurn::From(day) => day.number(),
        };
        self.rates[&key].iter().map(turn).collect()
    }
}
