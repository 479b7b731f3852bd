use rust_decimal::Decimal;

use crate::plan::{Comparison, Condition, Criterion, Fact, FactValue, Plan, Right};
use crate::terms::{BuiltIn, FactType};
use crate::value::Minor;

/// The facts of an invoice and its customer that the conditions of a policy ask for, each with its place among those of its sort.
#[derive(Clone, Debug)]
pub struct Variables {
    /// Amounts: those that are always there, then what is asked for.
    pub money: Vec<Fact>,
    /// Numbers.
    pub numbers: Vec<Fact>,
    /// Dates.
    pub dates: Vec<Fact>,
    /// Texts.
    pub texts: Vec<Fact>,
    /// The texts that conditions write out, and the defaults.
    pub written: Vec<String>,
    /// What is so or not so.
    pub flags: Vec<Flag>,
    /// The numbers that conditions write out, and the counts at which a comparison with one of them turns; in ascending order.
    pub marks: Vec<Decimal>,
    /// The numbers of overdue invoices that are told apart: of those between two of them none is asked for otherwise than the lower one.
    pub counts: Vec<u32>,
    /// Whether the customer's other invoices are asked for at all.
    pub of_customer: bool,
}

/// Something that is so or not so as long as an invoice is dunned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Flag {
    /// A declared fact, by its place.
    Declared(usize),
    /// The invoice has a tag.
    Invoice(String),
    /// The customer has a tag.
    Customer(String),
}

/// The places of the amounts that are always there; 0 is the amount 0.
pub const PRINCIPAL: usize = 1;
/// Principal still outstanding.
pub const BALANCE: usize = 2;
/// Balance, interest and fees.
pub const CLAIM: usize = 3;
/// The place of the one number of days that is not known: the age of the customer's oldest overdue invoice.
pub const OLDEST: usize = 1;

/// The largest amount of money that is thought of, in minor units: no company's books come near it, and sums of it fit.
pub const LARGEST: Minor = 1_000_000_000_000_000;

impl Variables {
    /// Those of a policy.
    pub fn of(plan: &Plan) -> Variables {
        let always = [BuiltIn::Principal, BuiltIn::Balance, BuiltIn::Claim];
        let mut found = Variables {
            money: always.map(Fact::BuiltIn).to_vec(),
            numbers: Vec::new(),
            dates: Vec::new(),
            texts: Vec::new(),
            written: Vec::new(),
            flags: Vec::new(),
            marks: Vec::new(),
            counts: Vec::new(),
            of_customer: plan.asks_about_customer(),
        };
        for criterion in plan.conditions().flat_map(Condition::questions) {
            match criterion {
                Criterion::InvoiceTagged(tag) => note(&mut found.flags, Flag::Invoice(tag.clone())),
                Criterion::CustomerTagged(tag) => note(&mut found.flags, Flag::Customer(tag.clone())),
                Criterion::Compare(comparison) => found.comparison(plan, comparison),
            }
        }
        found.mark();
        found
    }

    fn comparison(&mut self, plan: &Plan, comparison: &Comparison) {
        for fact in comparison.facts() {
            match plan.fact_kind(fact) {
                FactType::Money => note(&mut self.money, fact.clone()),
                FactType::Number => note(&mut self.numbers, fact.clone()),
                FactType::Date => note(&mut self.dates, fact.clone()),
                FactType::Text => {
                    note(&mut self.texts, fact.clone());
                    if let Fact::Declared(at) = fact
                        && let Some(FactValue::Text(text)) = &plan.facts[*at].default
                    {
                        note(&mut self.written, text.clone());
                    }
                }
                FactType::YesNo => {
                    if let Fact::Declared(at) = fact {
                        note(&mut self.flags, Flag::Declared(*at));
                    }
                }
                FactType::Days | FactType::Debtor => {}
            }
        }
        match &comparison.right {
            Right::Value(FactValue::Text(text)) => note(&mut self.written, text.clone()),
            Right::Value(FactValue::Number(number)) => note(&mut self.marks, *number),
            Right::Value(FactValue::Whole(_) | FactValue::Date(_) | FactValue::YesNo(_) | FactValue::Debtor(_)) | Right::Fact(..) => {}
        }
    }

    /// A count is compared with numbers as one of a few counts is.
    fn mark(&mut self) {
        if self.of_customer {
            let turns = self.marks.iter().filter_map(|mark| u32::try_from(mark.floor().max(Decimal::ZERO)).ok());
            self.counts = turns.flat_map(|floor| [floor, floor.saturating_add(1)]).chain([0, 1, 2]).collect();
            self.counts.sort_unstable();
            self.counts.dedup();
            self.marks.extend(self.counts.iter().map(|count| Decimal::from(*count)));
        }
        self.marks.sort();
        self.marks.dedup();
    }

    /// The place of an amount.
    pub fn amount(&self, fact: &Fact) -> Option<usize> {
        self.money.iter().position(|own| own == fact).map(|at| at + 1)
    }

    /// The place of a number.
    pub fn number(&self, fact: &Fact) -> Option<usize> {
        self.numbers.iter().position(|own| own == fact).map(|at| at + 1)
    }

    /// The place of a date.
    pub fn date(&self, fact: &Fact) -> Option<usize> {
        self.dates.iter().position(|own| own == fact).map(|at| at + 1)
    }

    /// The place of a text that is not written out.
    pub fn text(&self, fact: &Fact) -> Option<usize> {
        self.texts.iter().position(|own| own == fact).map(|at| self.written.len() + at)
    }

    /// The place of a text that is written out.
    pub fn written(&self, text: &str) -> Option<usize> {
        self.written.iter().position(|own| own == text)
    }

    /// The place of a flag.
    pub fn flag(&self, flag: &Flag) -> Option<usize> {
        self.flags.iter().position(|own| own == flag)
    }

    /// Numbers are told by their places on a ladder: each mark on a rung of its own, with room between two for as many as there are; a power of ten, so that
    /// what stands between has few decimals.
    fn room(&self) -> i64 {
        let numbers = self.numbers.len() as i64;
        std::iter::successors(Some(10), |room| Some(room * 10)).find(|room| *room > numbers).unwrap_or(10)
    }

    /// The rung of a mark.
    pub fn rung(&self, mark: Decimal) -> Option<i64> {
        self.marks.binary_search(&mark).ok().map(|at| (at as i64 + 1) * self.room())
    }

    /// A number that stands on a rung.
    pub fn number_on(&self, rung: i64) -> Decimal {
        let (step, above) = (rung.div_euclid(self.room()), rung.rem_euclid(self.room()));
        let mark = |at: i64| usize::try_from(at - 1).ok().and_then(|at| self.marks.get(at)).copied();
        let share = Decimal::from(above) / Decimal::from(self.room());
        match (mark(step), mark(step + 1)) {
            (Some(lower), _) if above == 0 => lower,
            (Some(lower), Some(upper)) => lower + (upper - lower) * share,
            (Some(last), None) => last + Decimal::from(above),
            (None, _) => {
                let first = self.marks.first().copied().unwrap_or_default();
                let last = self.marks.last().copied().unwrap_or_default();
                if rung < self.room() { first - Decimal::from(self.room() - rung) } else { last + Decimal::from(rung) }
            }
        }
    }
}

fn note<T: PartialEq>(all: &mut Vec<T>, one: T) {
    if !all.contains(&one) {
        all.push(one);
    }
}
