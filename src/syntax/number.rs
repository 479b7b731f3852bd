//! Numbers with their units, read strictly.

use rust_decimal::Decimal;

use super::cursor::{Cursor, Read};
use super::shape::{Token, TokenKind};
use crate::diagnostic::{
    AMBIGUOUS_NUMBER, Diagnostic, NEGATIVE, NO_UNIT, NOT_A_NUMBER, OUT_OF_RANGE, Span, Spanned, TOO_MANY_DECIMALS, UNKNOWN_UNIT,
    WRONG_UNIT, did_you_mean, nearest, other_words,
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

/// What a place takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    Amount,
    Time,
    Days,
    Months,
    Years,
    Percent,
    Points,
    /// An amount, days or a share.
    Value,
}

impl Wanted {
    /// The units that fit, besides a currency.
    fn units(self) -> &'static [&'static str] {
        match self {
            Wanted::Amount => &[],
            Wanted::Time => &["days", "business days", "weeks", "months", "day", "business day", "week", "month"],
            Wanted::Days => &["days", "weeks", "day", "week"],
            Wanted::Months => &["months", "month"],
            Wanted::Years => &["years", "year"],
            Wanted::Percent => &["%"],
            Wanted::Points => &["percentage points", "percentage point"],
            Wanted::Value => &["days", "%", "weeks", "percentage points", "day", "week"],
        }
    }

    /// Whether a currency fits.
    fn takes_money(self) -> bool {
        matches!(self, Wanted::Amount | Wanted::Value)
    }

    /// What it is, for a message, where amounts are in this currency.
    pub fn described(self, currency: Option<Currency>) -> String {
        match (self, currency) {
            (Wanted::Amount, Some(currency)) => return format!("an amount such as `35 {currency}`"),
            (Wanted::Amount, None) => "an amount with its currency",
            (Wanted::Time, _) => "a time such as `14 days`",
            (Wanted::Days, _) => "a number of days such as `14 days`",
            (Wanted::Months, _) => "a number of months such as `12 months`",
            (Wanted::Years, _) => "a number of years such as `3 years`",
            (Wanted::Percent, _) => "a percentage such as `12.25 %`",
            (Wanted::Points, _) => "percentage points such as `8 percentage points`",
            (Wanted::Value, _) => "a value",
        }
        .into()
    }

    /// How a number is to be written here, where amounts are in this currency.
    fn readings(self, number: &str, currency: Option<Currency>) -> String {
        let currency = currency.filter(|_| self.takes_money()).map(|currency| currency.to_string());
        let offered = if matches!(self, Wanted::Time | Wanted::Value) { 2 } else { 1 };
        let units = self.units().iter().take(offered).copied();
        let readings: Vec<String> = currency.as_deref().into_iter().chain(units).map(|unit| format!("`{number} {unit}`")).collect();
        match readings.as_slice() {
            [] => "the code of its currency behind it".into(),
            readings => readings.join(", or "),
        }
    }
}

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
    pub fn quantity(&mut self, wanted: Wanted) -> Read<Spanned<Measured>> {
        let token = self.number_token(&wanted.described(self.currency))?;
        let number = decimal(&token, self.unit_word().as_deref())?;
        let unit = self.take_unit(&token, wanted)?;
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
                Err(_) => Err(self.unknown_unit(&token, (code, unit.1), wanted).into()),
            },
        }?;
        Ok(Spanned::new(quantity, span))
    }

    /// A word behind a number that is no unit, and the unit that was meant: of those alone that the place takes.
    fn unknown_unit(&self, number: &Token, (found, span): (&str, Span), wanted: Wanted) -> Diagnostic {
        let unknown = UNKNOWN_UNIT.at(span).with("found", found);
        let capitals = found.to_uppercase();
        if wanted.takes_money() && capitals.parse::<Currency>().is_ok() {
            return unknown.hint(format!("a currency is written in capitals: `{capitals}`"));
        }
        let own = self.currency.filter(|_| wanted.takes_money()).map(|currency| currency.to_string());
        let known = || own.as_deref().into_iter().chain(wanted.units().iter().copied());
        let two = self.word().map(|next| format!("{found} {next}"));
        if let Some(near) = nearest(found, known()).or_else(|| two.and_then(|two| nearest(&two, known()))) {
            return unknown.hint(did_you_mean(near));
        }
        let currencies: Vec<String> =
            other_words(found).filter(|meant| meant.parse::<Currency>().is_ok()).map(|code| format!("`{code}`")).collect();
        match currencies.join(", ") {
            codes if wanted.takes_money() && !codes.is_empty() => {
                unknown.hint(format!("write the code of the currency that is meant: {codes}"))
            }
            _ => unknown.hint(format!("write {}", wanted.readings(&number.text, self.currency))),
        }
    }

    /// An amount of money, above or equal to 0.
    pub fn amount(&mut self) -> Read<Spanned<Money>> {
        self.typed(Wanted::Amount, |quantity| match quantity {
            Measured::Amount(money) => Some(money),
            _ => None,
        })
        .and_then(|money| if money.value.minor < 0 { Err(NEGATIVE.at(money.span).into()) } else { Ok(money) })
    }

    /// Calendar days, business days or months.
    pub fn offset(&mut self) -> Read<Spanned<Offset>> {
        self.typed(Wanted::Time, |quantity| match quantity {
            Measured::Time(offset) => Some(offset),
            _ => None,
        })
    }

    /// Calendar days.
    pub fn days(&mut self) -> Read<Spanned<i32>> {
        self.typed(Wanted::Days, |quantity| match quantity {
            Measured::Time(Offset::Days(days)) => Some(days),
            _ => None,
        })
    }

    /// Calendar months.
    pub fn months(&mut self) -> Read<Spanned<i32>> {
        self.typed(Wanted::Months, |quantity| match quantity {
            Measured::Time(Offset::Months(months)) => Some(months),
            _ => None,
        })
    }

    /// Years.
    pub fn years(&mut self) -> Read<Spanned<i32>> {
        self.typed(Wanted::Years, |quantity| match quantity {
            Measured::Years(years) => Some(years),
            _ => None,
        })
    }

    /// A percentage.
    pub fn percent(&mut self) -> Read<Spanned<Rate>> {
        self.typed(Wanted::Percent, |quantity| match quantity {
            Measured::Percent(rate) => Some(rate),
            _ => None,
        })
    }

    /// Percentage points.
    pub fn points(&mut self) -> Read<Spanned<Rate>> {
        self.typed(Wanted::Points, |quantity| match quantity {
            Measured::Points(rate) => Some(rate),
            _ => None,
        })
    }

    /// A time before or after something that was read from `mark` on. A negative number before what comes after is meant as one before it.
    pub fn turned(&self, mark: usize, error: Box<Diagnostic>) -> Box<Diagnostic> {
        let rest = self.rest();
        let anchor = rest.split([',', '…']).next().and_then(|rest| rest.strip_prefix("after ").or(rest.strip_prefix("before ")));
        let Some(anchor) = anchor.filter(|_| error.code == NEGATIVE.code) else { return error };
        let time = self.words(mark).trim_start_matches('-').to_string();
        let span = Span { end: self.here().end, ..error.span };
        error.hint(format!("write `{time} before {}`", anchor.trim_end())).fix(span, format!("{time} before")).into()
    }

    fn typed<T>(&mut self, wanted: Wanted, pick: impl Fn(Measured) -> Option<T>) -> Read<Spanned<T>> {
        let number = self.peek().map_or_else(String::new, |token| token.text);
        let quantity = self.quantity(wanted)?;
        if let Some(value) = pick(quantity.value) {
            return Ok(Spanned::new(value, quantity.span));
        }
        let expected = wanted.described(self.currency);
        let wrong = WRONG_UNIT.at(quantity.span).with("expected", expected).with("found", quantity.value.kind());
        let meant = matches!(
            (wanted, quantity.value),
            (Wanted::Percent, Measured::Points(_))
                | (Wanted::Points, Measured::Percent(_))
                | (Wanted::Days, Measured::Time(Offset::BusinessDays(_)))
        );
        Err(if meant { wrong.hint(format!("write {}", wanted.readings(&number, None))) } else { wrong }.into())
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

    fn take_unit(&mut self, token: &Token, wanted: Wanted) -> Read<(String, Span)> {
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
                let (number, readings) = (&token.text, wanted.readings(&token.text, self.currency));
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
