use rust_decimal::Decimal;

use super::Shape;
use super::cell::{self, NotANumber, is_ambiguous, minor, number};
use super::column::{Column, Slot};
use super::records::Record;
use crate::ledger::codes::*;
use crate::ledger::date_form::UnreadableDay;
use crate::ledger::fault::listed;
use crate::ledger::{Fault, FaultKind, Faults};
use crate::value::{Act, Currency, Day, Debtor, Minor, Money, NotMoney, Rate};

/// One row of a table. A value read from it is `None` when it is empty, and when it is wrong, which is then told.
pub(crate) struct Row<'r> {
    pub record: Record<'r>,
    /// The line it begins on.
    pub line: usize,
    /// Whether it has no more values than the header, is complete, and all of them are text.
    pub sound: bool,
    pub file: &'r str,
    pub shape: &'r Shape,
    pub own: &'r Shape,
    pub faults: &'r mut Faults,
}

/// What an amount may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sign {
    /// Above zero.
    Positive,
    /// Zero or more.
    NotNegative,
    /// Whatever it is.
    Either,
}

impl<'r> Row<'r> {
    /// A fault of this row.
    pub fn fault(&self, kind: &'static FaultKind, column: &Column, value: &str) -> Fault {
        Fault::new(kind, self.file, self.line).column(column.label).value(value)
    }

    /// Tells what is wrong with one value.
    pub fn tell(&mut self, kind: &'static FaultKind, column: &Column, value: &str) {
        self.faults.push(self.fault(kind, column, value));
    }

    /// Tells when a column that the table has is empty in this row.
    #[inline(always)]
    pub fn require(&mut self, column: &Column) {
        let empty = match &column.slot {
            Slot::Absent => false,
            Slot::Constant(value) => value.is_empty(),
            Slot::At { place, values } => self.cell(*place).is_empty() && !values.iter().any(|(from, _)| from.is_empty()),
        };
        if empty {
            let ended = matches!(column.slot, Slot::At { place, .. } if place >= self.record.len());
            self.tell(if ended { ENDS_BEFORE } else { EMPTY_VALUE }, column, "");
        }
    }

    /// The cell at a place, blanks at its ends aside.
    #[inline(always)]
    fn cell(&self, place: usize) -> &'r str {
        let text = self.record.get(place).unwrap_or_default();
        match text.as_bytes() {
            // No blank begins or ends with these, and hardly a value begins or ends with any other.
            [b'!'..=b'~'] | [b'!'..=b'~', .., b'!'..=b'~'] => text,
            _ => text.trim(),
        }
    }

    /// The value and the shape it is written in.
    #[inline(always)]
    fn value(&mut self, column: &Column<'r>) -> Option<(&'r str, &'r Shape)> {
        let (text, shape) = match column.slot {
            Slot::Absent => return None,
            Slot::Constant(value) => (value, self.own),
            Slot::At { place, values } => {
                let text = self.cell(place);
                if values.is_empty() {
                    return (!text.is_empty()).then_some((text, self.shape));
                }
                match values.iter().find(|(from, _)| from == text) {
                    Some((_, to)) => (to.as_str(), self.own),
                    None if text.is_empty() => (text, self.shape),
                    None => {
                        let known = listed(values.iter().map(|(from, _)| from.as_str()));
                        self.faults.push(self.fault(UNMAPPED_VALUE, column, text).with("known", known));
                        return None;
                    }
                }
            }
        };
        (!text.is_empty()).then_some((text, shape))
    }

    #[inline(always)]
    pub fn text(&mut self, column: &Column<'r>) -> Option<&'r str> {
        self.value(column).map(|(text, _)| text)
    }

    #[inline(always)]
    pub fn day(&mut self, column: &Column<'r>) -> Option<Day> {
        let (text, shape) = self.value(column)?;
        match shape.day(text) {
            Ok(day) => Some(day),
            Err(UnreadableDay::Form) => {
                self.faults.push(shape.mapped_dates(self.fault(NOT_A_DATE, column, text)));
                None
            }
            Err(UnreadableDay::NoSuchDay) => {
                self.tell(NO_SUCH_DAY, column, text);
                None
            }
        }
    }

    /// An amount in minor units. Where the currency itself is wrong only the form and the sign are judged.
    pub fn amount(&mut self, column: &Column<'r>, currency: Option<Currency>, sign: Sign, if_not: Option<&'static str>) -> Option<Minor> {
        let (text, shape) = self.value(column)?;
        // What is written as nearly all amounts are needs no more than this.
        if let Some(minor) = currency.and_then(|currency| minor(text, shape, currency)).filter(|minor| *minor > 0 || sign != Sign::Positive)
        {
            return Some(minor);
        }
        let number = match number(text, shape) {
            Ok(number) => number,
            Err(NotANumber::Form) => {
                self.faults.push(shape.mapped_amounts(self.fault(NOT_AN_AMOUNT, column, text)));
                return None;
            }
            Err(NotANumber::TooLarge) => return self.too_large(column, text),
            Err(NotANumber::Decimals) => return self.too_many_decimals(column, text, currency),
        };
        let wrong = match sign {
            Sign::Positive => (number.is_sign_negative() || number.is_zero()).then_some(NOT_ABOVE_ZERO),
            Sign::NotNegative => (number.is_sign_negative() && !number.is_zero()).then_some(BELOW_ZERO),
            Sign::Either => None,
        };
        if let Some(kind) = wrong {
            let fault = self.fault(kind, column, text);
            self.faults.push(match if_not {
                Some(hint) => fault.hint(hint),
                None => fault,
            });
            return None;
        }
        // A mapping says which mark is the decimal one.
        if !shape.is_mapped() && is_ambiguous(text, currency?) {
            let joined = text.replace('.', "");
            let fault = self.fault(AMBIGUOUS_AMOUNT, column, text);
            self.faults.push(fault.with("thousands", joined).with("decimal", number.normalize()));
            return None;
        }
        match Money::from_decimal(number, currency?) {
            Ok(money) => Some(money.minor),
            Err(NotMoney::TooLarge) => self.too_large(column, text),
            Err(NotMoney::Decimals) => self.too_many_decimals(column, text, currency),
        }
    }

    /// A number, whatever it counts; what is none is told where it has to be one.
    pub fn number(&mut self, column: &Column<'r>) -> Option<Decimal> {
        let (text, shape) = self.value(column)?;
        number(text, shape).ok()
    }

    /// Whether an amount is below zero; false of what is no amount.
    pub fn is_below_zero(&mut self, column: &Column<'r>) -> bool {
        let value = self.value(column);
        value.and_then(|(text, shape)| number(text, shape).ok()).is_some_and(|number| number.is_sign_negative() && !number.is_zero())
    }

    fn too_large(&mut self, column: &Column, text: &str) -> Option<Minor> {
        self.tell(TOO_LARGE, column, text);
        None
    }

    fn too_many_decimals(&mut self, column: &Column, text: &str, currency: Option<Currency>) -> Option<Minor> {
        if let Some(currency) = currency {
            let fault = self.fault(TOO_MANY_DECIMALS, column, text);
            self.faults.push(fault.with("currency", currency).with("decimals", currency.decimals()));
        }
        None
    }

    /// A yearly rate in percent, zero or more.
    pub fn rate(&mut self, column: &Column<'r>) -> Option<Rate> {
        let (text, shape) = self.value(column)?;
        let rate = number(text, shape).ok().and_then(Rate::from_percent).filter(|rate| *rate >= Rate::ZERO);
        if rate.is_none() {
            self.faults.push(self.fault(NOT_A_RATE, column, text).with("decimal", shape.decimal));
        }
        rate
    }

    #[inline(always)]
    pub fn truth(&mut self, column: &Column<'r>) -> Option<bool> {
        match self.text(column)? {
            "true" | "yes" => Some(true),
            "false" | "no" => Some(false),
            text => {
                self.tell(NOT_TRUE_OR_FALSE, column, text);
                None
            }
        }
    }

    pub fn count(&mut self, column: &Column<'r>) -> Option<u32> {
        let text = self.text(column)?;
        let count = cell::count(text);
        if count.is_none() {
            self.tell(NOT_A_COUNT, column, text);
        }
        count
    }

    pub fn currency(&mut self, column: &Column<'r>) -> Option<Currency> {
        self.currency_after(column, None)
    }

    /// The same of a row behind one with this currency: most have the same.
    pub fn currency_after(&mut self, column: &Column<'r>, before: Option<Currency>) -> Option<Currency> {
        let text = self.text(column)?;
        if before.is_some_and(|before| before.code() == text) {
            return before;
        }
        let currency = text.parse().ok();
        if currency.is_none() {
            self.tell(UNKNOWN_CURRENCY, column, text);
        }
        currency
    }

    pub fn country(&mut self, column: &Column<'r>) -> Option<&'r str> {
        let text = self.text(column)?;
        if text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase()) {
            return Some(text);
        }
        self.tell(UNKNOWN_COUNTRY, column, text);
        None
    }

    pub fn debtor(&mut self, column: &Column<'r>) -> Option<Debtor> {
        self.word(column, &Debtor::ALL, UNKNOWN_DEBTOR)
    }

    pub fn act(&mut self, column: &Column<'r>) -> Option<Act> {
        self.word(column, &Act::ALL, UNKNOWN_ACT)
    }

    /// A value that is one of a few words.
    pub fn word<T: Copy>(&mut self, column: &Column<'r>, words: &[(&str, T)], unknown: &'static FaultKind) -> Option<T> {
        let text = self.text(column)?;
        let found = words.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            self.faults.push(self.fault(unknown, column, text).meant(text, words.iter().map(|(word, _)| *word)));
        }
        found.map(|(_, value)| *value)
    }

    /// The tags of a list separated by `;`.
    pub fn tags(&mut self, column: &Column<'r>) -> Vec<String> {
        let list = self.text(column).unwrap_or_default();
        list.split(';').map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
    }
}
