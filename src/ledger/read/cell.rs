use rust_decimal::Decimal;

use super::Shape;
use crate::value::{Currency, Minor, Money};

/// Why a text is not a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum NotANumber {
    /// Not digits with the file's marks.
    Form,
    /// More decimals than any value here can have.
    Decimals,
    /// More digits before the decimal mark than any value here can have.
    TooLarge,
}

/// The number of digits that a [`Decimal`] surely holds.
const DIGITS: usize = 28;

/// Reads a number as the file writes it: a minus sign if need be, digits in one run or in groups of three, a decimal mark and digits.
/// Zeros at the end of the decimals count for nothing. Of other systems' files some have the sign behind the number, and some the sign that print has.
pub(crate) fn number(text: &str, shape: &Shape) -> Result<Decimal, NotANumber> {
    let of_others = || text.strip_prefix('\u{2212}').or_else(|| text.strip_suffix('-')).filter(|_| shape.is_mapped());
    let (negative, text) = match text.strip_prefix('-').or_else(of_others) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, decimals) = match text.split_once(shape.decimal) {
        Some((whole, decimals)) if !decimals.is_empty() => (whole, decimals),
        Some(_) => return Err(NotANumber::Form),
        None => (text, ""),
    };
    let mut digits = 0;
    let mut mantissa: i128 = 0;
    let mut take = |digit: u8| {
        // Leading zeros say nothing, so only what follows them is held against the limit.
        digits += usize::from(digits > 0 || digit != b'0');
        mantissa = mantissa.wrapping_mul(10).wrapping_add(i128::from(digit - b'0'));
        digits <= DIGITS
    };
    let mut fits = true;
    for digit in ungrouped(whole, shape.grouping).ok_or(NotANumber::Form)? {
        fits &= take(digit);
    }
    if !decimals.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NotANumber::Form);
    }
    if !fits {
        return Err(NotANumber::TooLarge);
    }
    let decimals = decimals.trim_end_matches('0');
    if decimals.len() > DIGITS || !decimals.bytes().all(&mut take) {
        return Err(NotANumber::Decimals);
    }
    let number = Decimal::try_from_i128_with_scale(if negative { -mantissa } else { mantissa }, decimals.len() as u32);
    number.map_err(|_| NotANumber::TooLarge)
}

/// An amount in minor units, at least 0, where it is written with no more than digits and a decimal mark, and no more of them than the currency has; `None`
/// of every other, which is for [`number`] to judge.
pub(crate) fn minor(text: &str, shape: &Shape, currency: Currency) -> Option<Minor> {
    let bytes = text.as_bytes();
    // So many digits are below what an amount may be.
    const DIGITS: usize = 12;
    let mark = bytes.iter().position(|byte| !byte.is_ascii_digit());
    let (whole, decimals) = match mark {
        None => (bytes, &[][..]),
        Some(mark) if shape.decimal == char::from(bytes[mark]) => (&bytes[..mark], &bytes[mark + 1..]),
        Some(_) => return None,
    };
    let most = currency.decimals() as usize;
    let is_plain = !whole.is_empty() && whole.len() + most <= DIGITS && decimals.len() <= most && decimals.is_empty() == mark.is_none();
    if !is_plain || !decimals.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let digits = whole.iter().chain(decimals).fold(0, |sum: Minor, digit| sum * 10 + Minor::from(digit - b'0'));
    // A currency of three decimals means what it says, as `is_ambiguous` has it.
    Some((decimals.len()..most).fold(digits, |sum, _| sum * 10))
}

/// A number as the ledger's own files write it: digits, a decimal point if need be, no groups and no plus sign.
pub fn own_number(text: &str) -> Option<Decimal> {
    number(text, &Shape::own()).ok()
}

/// An amount as the ledger's own files write it.
pub fn own_amount(text: &str, currency: Currency) -> Option<Money> {
    Money::from_decimal(own_number(text)?, currency).ok().filter(|_| !is_ambiguous(text, currency))
}

/// Whether an amount with a decimal point can as well be one whose thousands are marked: `12.400`. A currency of three decimals means what it says, and `12.345` is too exact for any other.
pub fn is_ambiguous(text: &str, currency: Currency) -> bool {
    let Some((whole, decimals)) = text.trim_start_matches('-').split_once('.') else { return false };
    currency.decimals() != 3 && decimals.len() == 3 && decimals.ends_with('0') && (1..=3).contains(&whole.len()) && !whole.starts_with('0')
}

/// The digits of a whole number, when it has at least one and its groups, if any, are of three.
fn ungrouped(whole: &str, grouping: Option<char>) -> Option<impl Iterator<Item = u8>> {
    let grouped = grouping.is_some_and(|mark| whole.chars().any(|c| is_mark(c, mark)));
    if grouped {
        let groups = whole.split(|c| grouping.is_some_and(|mark| is_mark(c, mark)));
        for (i, group) in groups.enumerate() {
            let length_is_right = if i == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 };
            if !length_is_right || !group.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
        }
    } else if whole.is_empty() || !whole.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(whole.bytes().filter(u8::is_ascii_digit))
}

/// A space that must not break a line groups like any space: systems write one where people see the other.
fn is_mark(c: char, mark: char) -> bool {
    c == mark || (mark == ' ' && matches!(c, '\u{a0}' | '\u{202f}'))
}

/// Reads a count, 0 or more.
pub(crate) fn count(text: &str) -> Option<u32> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::mapping::TableMapping;

    fn read(text: &str, shape: &Shape) -> Result<String, NotANumber> {
        number(text, shape).map(|n| n.to_string())
    }

    #[test]
    fn own_shape() {
        let own = Shape::own();
        for (text, number) in [("12", "12"), ("0012.50", "12.5"), ("-0.05", "-0.05"), ("7.000", "7")] {
            assert_eq!(read(text, &own), Ok(number.into()), "{text}");
        }
        for text in ["", "-", ".5", "5.", "+5", "1,5", "1 000", "1e3", "--5", "5.-3", "1.2.3", "٣"] {
            assert_eq!(read(text, &own), Err(NotANumber::Form), "{text}");
        }
        let nines = "9".repeat(40);
        assert_eq!(read(&nines, &own), Err(NotANumber::TooLarge));
        assert_eq!(read(&format!("0.{nines}"), &own), Err(NotANumber::Decimals));
        assert_eq!(read(&format!("{}1", "0".repeat(40)), &own), Ok("1".into()));
    }

    #[test]
    fn comma_and_groups() {
        let shape = Shape::of(&TableMapping { decimal: ',', grouping: Some(' '), ..TableMapping::default() });
        for (text, number) in [("1 234,50", "1234.5"), ("1\u{a0}234\u{a0}567", "1234567"), ("1234,5", "1234.5")] {
            assert_eq!(read(text, &shape), Ok(number.into()), "{text}");
        }
        for text in ["12 34", "1234 567", " 123", "1  234", "1.5", "1,2 3"] {
            assert_eq!(read(text, &shape), Err(NotANumber::Form), "{text}");
        }
    }

    #[test]
    fn an_amount_read_at_once_is_the_amount() {
        let currencies = ["NOK", "JPY", "KWD"].map(|code| code.parse::<Currency>().expect("a currency"));
        let shapes = [Shape::own(), Shape::of(&TableMapping { decimal: ',', grouping: Some(' '), ..TableMapping::default() })];
        let texts = [
            "",
            "0",
            "1",
            "12",
            "007",
            "12.5",
            "12,5",
            "12.50",
            "12,50",
            "12.500",
            "12,500",
            "12.",
            ".5",
            "1 234,50",
            "-1",
            "+1",
            "1e3",
            "12.5x",
            "1234567890",
            "12345678901",
            "1234567890.12",
            "12345678901,12",
            "999999999999",
            "1000000000000",
            "0.001",
            "0,01",
            "٣",
        ];
        let mut at_once = 0;
        for (text, currency) in texts.iter().flat_map(|text| currencies.map(|currency| (*text, currency))) {
            for shape in &shapes {
                let slowly =
                    number(text, shape).ok().and_then(|number| Money::from_decimal(number, currency).ok()).map(|money| money.minor);
                if let Some(minor) = minor(text, shape, currency) {
                    assert_eq!(Some(minor), slowly, "{text} {currency}");
                    at_once += 1;
                }
            }
        }
        assert!(at_once > 40, "{at_once}");
    }

    #[test]
    fn counts() {
        assert_eq!((count("2"), count("-1"), count("+1"), count("1.0"), count("")), (Some(2), None, None, None, None));
    }
}
