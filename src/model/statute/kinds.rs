//! Values and rules of a statute are of the kinds they are used as: amounts, shares, days.

use crate::diagnostic::{BACKWARDS, Diagnostic, NOT_OF_TERMS, Span, UNEXPECTED, WRONG_CURRENCY, WRONG_TYPE};
use crate::syntax::tree::{Rule, Statute};
use crate::terms::{self, DatedEntry, Effect, EntryValue, Name, Quantity, Subject};
use crate::value::{Currency, Money};

type Amount = terms::Amount<Name>;
type Measure = terms::Measure<Name>;

/// What a number of law counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NumberKind {
    Amount,
    Share,
    Days,
}

impl NumberKind {
    fn of(entry: &DatedEntry) -> Option<NumberKind> {
        match entry.state {
            EntryValue::Amount(_) => Some(NumberKind::Amount),
            EntryValue::Share(_) => Some(NumberKind::Share),
            EntryValue::Days(_) => Some(NumberKind::Days),
            EntryValue::NotInForce | EntryValue::Repealed | EntryValue::Announced | EntryValue::NotEncoded => None,
        }
    }

    fn described(self) -> &'static str {
        match self {
            NumberKind::Amount => "an amount",
            NumberKind::Share => "a percentage",
            NumberKind::Days => "a number of days",
        }
    }
}

/// Reports every value and rule that is not of the kind it is used as.
pub fn check(statute: &Statute, practice: bool, said: &mut Vec<Diagnostic>) {
    let mut checker = Checker { statute, said };
    if let (Some(from), Some(until)) = (statute.known_from, statute.known_until)
        && until < from
    {
        checker.said.push(BACKWARDS.at(statute.head).with("until", until).with("from", from));
    }
    for value in &statute.values {
        let kind = value.entries.iter().find_map(|entry| NumberKind::of(&entry.value));
        for entry in &value.entries {
            if let (Some(expected), Some(found)) = (kind, NumberKind::of(&entry.value)) {
                checker.same(entry.span, &value.name.value, expected, found);
            }
            if let EntryValue::Amount(money) = entry.value.state {
                checker.currency(entry.span, money);
            }
        }
    }
    for rule in &statute.interest {
        checker.value(rule.value.span, &rule.value.value, NumberKind::Share);
    }
    for rule in &statute.rules {
        checker.rule(rule, practice);
    }
}

struct Checker<'a> {
    statute: &'a Statute,
    said: &'a mut Vec<Diagnostic>,
}

impl Checker<'_> {
    fn rule(&mut self, rule: &Rule, practice: bool) {
        let mut unexpected = |expected: &str, found: &str| {
            self.said.push(UNEXPECTED.at(rule.effect.span).with("expected", expected).with("found", found));
        };
        match &rule.effect.value {
            Effect::Limit(..) if practice => unexpected("`advise` in every rule of a practice", "`limit`"),
            Effect::Require(_) if practice && rule.broken.0.is_empty() => unexpected("`advise` in every rule of a practice", "`require`"),
            Effect::Limit(..) if rule.of == Subject::Terms => unexpected("`require` or `advise` in a rule of terms", "`limit`"),
            Effect::Limit(Quantity::InterestRate, amount) if amount.rounding.is_some() => {
                unexpected("a rate that is not rounded, as only sums of money are", "`rounded`");
            }
            Effect::Limit(Quantity::InterestRate, amount) => self.amount(rule.effect.span, amount, NumberKind::Share),
            Effect::Limit(_, amount) => self.amount(rule.effect.span, amount, NumberKind::Amount),
            Effect::Require(_) | Effect::Advise(_) => {}
        }
        let asked = [&rule.when, &rule.unless].into_iter().flatten().map(|condition| (&condition.value, condition.span));
        let demanded = rule.effect.value.demanded().map(|condition| (condition, rule.effect.span));
        let questions =
            asked.chain(demanded).flat_map(|(condition, at)| condition.questions().into_iter().map(move |question| (question, at)));
        for (question, at) in questions {
            if let Some(amount) = question.amount() {
                self.amount(at, amount, NumberKind::Amount);
            }
            if rule.of == Subject::Terms && !question.is_of_terms() {
                self.said.push(NOT_OF_TERMS.at(at).with("found", question.words()));
            }
        }
    }

    fn amount(&mut self, span: Span, amount: &Amount, expected: NumberKind) {
        for measure in &amount.terms {
            self.measure(span, measure, expected);
        }
    }

    fn measure(&mut self, span: Span, measure: &Measure, expected: NumberKind) {
        match measure {
            Measure::Fixed(money) => {
                self.same(span, &money.written(), expected, NumberKind::Amount);
                self.currency(span, *money);
            }
            Measure::Value(name, _) => self.value(name.span, &name.value, expected),
            Measure::DatedShare(name, _, of) => {
                self.value(name.span, &name.value, NumberKind::Share);
                self.measure(span, of, expected);
            }
            Measure::Share(_, of) => self.measure(span, of, expected),
            Measure::Principal | Measure::Balance | Measure::TotalFees => self.same(span, "this", expected, NumberKind::Amount),
            Measure::Statutory | Measure::Agreed => self.same(span, "this", expected, NumberKind::Share),
            Measure::ByPrincipal(bands) => {
                for (up_to, amount) in bands {
                    if let Some(up_to) = up_to {
                        self.currency(span, *up_to);
                    }
                    self.amount(span, amount, expected);
                }
            }
        }
    }

    fn value(&mut self, span: Span, name: &str, expected: NumberKind) {
        let value = self.statute.values.iter().find(|value| value.name.value == name);
        if let Some(found) = value.and_then(|value| value.entries.iter().find_map(|entry| NumberKind::of(&entry.value))) {
            self.same(span, name, expected, found);
        }
    }

    fn same(&mut self, span: Span, what: &str, expected: NumberKind, found: NumberKind) {
        if expected != found {
            let report =
                WRONG_TYPE.at(span).with("fact", format!("`{what}`")).with("expected", format!("used as {}", expected.described()));
            self.said.push(
                report
                    .with("found", found.described())
                    .hint("values, limits and rates are used as what they are: an amount, a percentage, days"),
            );
        }
    }

    fn currency(&mut self, span: Span, money: Money) {
        if let Some(currency) = self.statute.currency.filter(|currency: &Currency| *currency != money.currency) {
            self.said.push(WRONG_CURRENCY.at(span).with("expected", currency).with("found", money.currency));
        }
    }
}
