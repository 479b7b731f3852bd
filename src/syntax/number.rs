//! Numbers with their units, read strictly.

use rust_decimal::Decimal;

use super::cursor::{Cursor, Read};
use super::shape::{Token, TokenKind};
use crate::diagnostic::{
    AMBIGUOUS_NUMBER, NEGATIVE, NO_UNIT, NOT_A_NUMBER, OUT_OF_RANGE, Span, Spanned, TOO_MANY_DECIMALS, UNKNOWN_UNIT, WRONG_UNIT,
    did_you_mean, nearest,
};
use crate::value::{Currency, Money, NotMoney, Offset, Rate};

/// A number and what it counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Measured {
    Amount(Money),
    Time(Offset),
    Years(i32),
    Percent(Rate),
    Points(Rate),
    Invoices(u32),
}

impl Measured {
    /// What it is, for a message.
    fn kind(self) -> &'static str {
        match self {
            Measured::Amount(_) => "an amount",
            Measured::Time(Offset::Days(_)) => "a number of days",
            Measured::Time(Offset::BusinessDays(_)) => "a number of business days",
            Measured::Time(Offset::Months(_)) => "a number of months",
            Measured::Years(_) => "a number of years",
            Measured::Percent(_) => "a percentage",
            Measured::Points(_) => "percentage points",
            Measured::Invoices(_) => "a number of invoices",
        }
    }
}

const UNITS: &[&str] =
    &["day", "days", "week", "weeks", "business days", "month", "months", "year", "years", "percentage points", "%", "invoices"];

/// Units in other words and languages, and what they are here.
const OTHER_UNITS: &[(&[&str], &str)] = &[
    (&["kr", "kroner", "kronor", "krone"], "the currency's code: `NOK`, `SEK` or `DKK`"),
    (&["euro", "euros"], "`EUR`"),
    (&["dag", "dager", "dage", "dagar", "d"], "`days`"),
    (&["virkedager", "hverdage", "arbetsdagar", "bankdager"], "`business days`"),
    (&["uke", "uker", "uge", "uger", "vecka", "veckor"], "`weeks`"),
    (&["måned", "måneder", "månad", "månader"], "`months`"),
    (&["år"], "`years`"),
    (&["prosent", "procent", "percent", "pct"], "`%`"),
    (&["prosentpoeng", "procentpoint", "procentenheter", "points"], "`percentage points`"),
];

/// Words that go on with the sentence: no unit.
const GOES_ON: [&str; 18] =
    ["after", "before", "on", "and", "or", "of", "from", "until", "to", "in", "at", "issued", "due", "with", "by", "ago", "is", "cite"];

/// No deadline or history a policy speaks of is longer than this many days.
const LONGEST: i64 = 36_500;

impl Cursor<'_> {
    /// The decimal number of the next token, its sign included.
    ///
    /// # Errors
    /// When the next token is no number, or one that can be read in two ways.
    pub fn decimal(&mut self) -> Read<Spanned<Decimal>> {
        let token = self.number_token("a number")?;
        decimal(&token, self.unit_word().as_deref())
    }

    /// A count without a unit.
    pub fn count(&mut self) -> Read<Spanned<u32>> {
        let number = self.decimal()?;
        whole(number, 0, 1_000_000).map(|count| Spanned::new(count as u32, number.span))
    }

    /// A number with its unit.
    pub fn quantity(&mut self, expected: &str) -> Read<Spanned<Measured>> {
        let token = self.number_token(expected)?;
        let number = decimal(&token, self.unit_word().as_deref())?;
        let unit = self.take_unit(&token, expected)?;
        let span = token.span.to(unit.1);
        let time = |make: fn(i32) -> Offset, by: i64| whole(number, 0, LONGEST / by).map(|n| Measured::Time(make((n * by) as i32)));
        let quantity = match unit.0.as_str() {
            "day" | "days" => time(Offset::Days, 1),
            "week" | "weeks" => time(Offset::Days, 7),
            "business day" | "business days" => time(Offset::BusinessDays, 1),
            "month" | "months" => whole(number, 0, 1200).map(|n| Measured::Time(Offset::Months(n as i32))),
            "year" | "years" => whole(number, 0, 100).map(|n| Measured::Years(n as i32)),
            "invoice" | "invoices" => whole(number, 0, 1_000_000).map(|n| Measured::Invoices(n as u32)),
            "%" => rate(number).map(Measured::Percent),
            "percentage point" | "percentage points" => rate(number).map(Measured::Points),
            code => match code.parse::<Currency>() {
                Ok(currency) => amount(number, &token, currency).map(Measured::Amount),
                Err(_) => {
                    let capitals = code.to_uppercase();
                    let other = OTHER_UNITS.iter().find(|(words, _)| words.contains(&code.to_lowercase().as_str()));
                    let hint = match nearest(code, UNITS.iter().copied()) {
                        _ if other.is_some() => other.map(|(_, unit)| format!("write {unit}")),
                        _ if capitals.parse::<Currency>().is_ok() => Some(format!("a currency is written in capitals: `{capitals}`")),
                        Some(near) => Some(did_you_mean(near)),
                        None => None,
                    };
                    let unknown = UNKNOWN_UNIT.at(unit.1).with("found", code);
                    Err(hint.map_or(unknown.clone(), |hint| unknown.hint(hint)).into())
                }
            },
        }?;
        Ok(Spanned::new(quantity, span))
    }

    /// An amount of money, above or equal to 0.
    pub fn amount(&mut self) -> Read<Spanned<Money>> {
        self.typed("an amount such as `35 NOK`", |quantity| match quantity {
            Measured::Amount(money) => Some(money),
            _ => None,
        })
        .and_then(|money| if money.value.minor < 0 { Err(NEGATIVE.at(money.span).into()) } else { Ok(money) })
    }

    /// Calendar days, business days or months.
    pub fn offset(&mut self) -> Read<Spanned<Offset>> {
        self.typed("a time such as `14 days`", |quantity| match quantity {
            Measured::Time(offset) => Some(offset),
            _ => None,
        })
    }

    /// Calendar days.
    pub fn days(&mut self) -> Read<Spanned<i32>> {
        self.typed("a number of days such as `14 days`", |quantity| match quantity {
            Measured::Time(Offset::Days(days)) => Some(days),
            _ => None,
        })
    }

    /// Calendar months.
    pub fn months(&mut self) -> Read<Spanned<i32>> {
        self.typed("a number of months such as `12 months`", |quantity| match quantity {
            Measured::Time(Offset::Months(months)) => Some(months),
            _ => None,
        })
    }

    /// Years.
    pub fn years(&mut self) -> Read<Spanned<i32>> {
        self.typed("a number of years such as `3 years`", |quantity| match quantity {
            Measured::Years(years) => Some(years),
            _ => None,
        })
    }

    /// A percentage.
    pub fn percent(&mut self) -> Read<Spanned<Rate>> {
        self.typed("a percentage such as `12.25 %`", |quantity| match quantity {
            Measured::Percent(rate) => Some(rate),
            _ => None,
        })
    }

    /// Percentage points.
    pub fn points(&mut self) -> Read<Spanned<Rate>> {
        self.typed("percentage points such as `8 percentage points`", |quantity| match quantity {
            Measured::Points(rate) => Some(rate),
            _ => None,
        })
    }

    fn typed<T>(&mut self, expected: &str, pick: impl Fn(Measured) -> Option<T>) -> Read<Spanned<T>> {
        let quantity = self.quantity(expected)?;
        match pick(quantity.value) {
            Some(value) => Ok(Spanned::new(value, quantity.span)),
            None => Err(WRONG_UNIT.at(quantity.span).with("expected", expected).with("found", quantity.value.kind()).into()),
        }
    }

    fn number_token(&mut self, expected: &str) -> Read<Token> {
        match self.peek() {
            Some(token) if token.kind == TokenKind::Number => {
                self.step();
                Ok(token)
            }
            _ => Err(self.unexpected(expected)),
        }
    }

    /// The word or sign behind a number.
    fn unit_word(&self) -> Option<String> {
        self.peek().filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Percent)).map(|token| token.text)
    }

    fn take_unit(&mut self, token: &Token, expected: &str) -> Read<(String, Span)> {
        let start = self.here();
        for unit in ["business days", "business day", "percentage points", "percentage point"] {
            if let Some(span) = self.eat(unit) {
                return Ok((unit.into(), span));
            }
        }
        match self.peek() {
            Some(next) if next.kind == TokenKind::Percent => {
                self.step();
                Ok(("%".into(), next.span))
            }
            // A word that goes on with the sentence is no unit: `deadline 14 after …`.
            Some(next) if next.kind == TokenKind::Word && !GOES_ON.contains(&next.text.as_str()) => {
                self.step();
                Ok((next.text, start.to(next.span)))
            }
            Some(next) if next.kind == TokenKind::Number => {
                let found = format!("{} {}", token.text, next.text);
                Err(NOT_A_NUMBER.at(token.span.to(next.span)).with("found", found).into())
            }
            _ => {
                let number = &token.text;
                let readings = match expected {
                    _ if expected.contains("amount") => format!("`{number} NOK`, or whatever currency is meant"),
                    _ if expected.contains("percentage points") => format!("`{number} percentage points`"),
                    _ if expected.contains("percentage") => format!("`{number} %`"),
                    _ if expected.contains("months") => format!("`{number} months`"),
                    _ if expected.contains("time") || expected.contains("days") => format!("`{number} days`, or `{number} business days`"),
                    _ => format!("`{number} days`, `{number} NOK` or `{number} %`, whichever is meant"),
                };
                Err(NO_UNIT.at(token.span).with("found", number).with("readings", readings).into())
            }
        }
    }
}

/// The number a token writes. `unit` is the word behind it, for the readings an ambiguous one could have.
fn decimal(token: &Token, unit: Option<&str>) -> Read<Spanned<Decimal>> {
    let text: String = token.text.chars().filter(|c| !matches!(c, ' ' | '\u{A0}' | '\u{202F}')).collect();
    let rate = unit.is_some_and(|unit| unit == "%" || unit.starts_with("percentage"));
    let unit = unit.map(|unit| format!(" {unit}")).unwrap_or_default();
    let groups: Vec<&str> = token.text.split([' ', '\u{A0}', '\u{202F}']).collect();
    let ambiguous = |readings: String| Err(AMBIGUOUS_NUMBER.at(token.span).with("found", &token.text).with("readings", readings).into());
    let marks: Vec<char> = text.chars().filter(|c| matches!(c, '.' | ',')).collect();
    let bare: String = text.chars().filter(|c| !matches!(c, '.' | ',')).collect();
    let last = text.rsplit(['.', ',']).next().unwrap_or_default();
    match marks.as_slice() {
        [] => {}
        // One mark before three digits groups thousands in half of Europe; a rate may have three decimals, and never has thousands.
        ['.'] if last.len() != 3 || rate => {}
        ['.' | ','] if last.len() == 3 && !rate => {
            let point = text.replace(',', ".");
            return ambiguous(format!("`{}{unit}`, or with at most two decimals `{}{unit}`", grouped(&bare), &point[..point.len() - 1]));
        }
        [_] => {
            let (whole, decimals) = text.split_once([',', '.']).unwrap_or((&text, ""));
            return ambiguous(format!("`{}.{decimals}{unit}`", grouped(whole)));
        }
        many if many[..many.len() - 1].iter().all(|mark| *mark == many[0]) && many[many.len() - 1] != many[0] => {
            let (whole, decimals) = text.rsplit_once(['.', ',']).unwrap_or((&text, ""));
            return ambiguous(format!("`{}.{decimals}{unit}`", grouped(&whole.replace(['.', ','], ""))));
        }
        many if many.iter().all(|mark| *mark == many[0]) && text.split(many[0]).skip(1).all(|group| group.len() == 3) => {
            return ambiguous(format!("`{}{unit}`", grouped(&bare)));
        }
        _ => return Err(NOT_A_NUMBER.at(token.span).with("found", &token.text).into()),
    }
    if groups.len() > 1
        && (groups[0].trim_start_matches('-').len() > 3 || groups[..groups.len() - 1].iter().any(|group| group.contains('.')))
    {
        return Err(NOT_A_NUMBER.at(token.span).with("found", &token.text).into());
    }
    match text.parse::<Decimal>() {
        Ok(number) => Ok(Spanned::new(number, token.span)),
        Err(_) => Err(OUT_OF_RANGE.at(token.span).with("found", &token.text).with("bound", "too long for a number").into()),
    }
}

/// Digits grouped in threes, as a policy writes them.
fn grouped(digits: &str) -> String {
    let digits = match digits.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

fn whole(number: Spanned<Decimal>, least: i64, most: i64) -> Read<i64> {
    let out = |bound: String| Err(OUT_OF_RANGE.at(number.span).with("found", number.value).with("bound", bound).into());
    if number.value.is_sign_negative() && !number.value.is_zero() {
        return Err(NEGATIVE.at(number.span).into());
    }
    match i64::try_from(number.value.normalize().mantissa()) {
        Ok(_) if number.value.normalize().scale() != 0 => out("not a whole number".into()),
        Ok(n) if n < least => out(format!("below {least}")),
        Ok(n) if n <= most => Ok(n),
        _ => out(format!("above {most}")),
    }
}

fn rate(number: Spanned<Decimal>) -> Read<Rate> {
    Rate::from_percent(number.value).ok_or_else(|| {
        OUT_OF_RANGE.at(number.span).with("found", number.value).with("bound", "beyond 10 000 percent or four decimals").into()
    })
}

fn amount(number: Spanned<Decimal>, token: &Token, currency: Currency) -> Read<Money> {
    Money::from_decimal(number.value, currency).map_err(|error| match error {
        NotMoney::Decimals => TOO_MANY_DECIMALS.at(token.span).with("currency", currency).with("decimals", currency.decimals()).into(),
        NotMoney::TooLarge => OUT_OF_RANGE.at(token.span).with("found", &token.text).with("bound", "above ten billion").into(),
    })
}
