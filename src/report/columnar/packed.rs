//! A line packed into a text, with nothing to be told apart by marks: a number and `;`, or a length, `:` and so much text; `~` where there is no value.

use crate::report::{Cell, Cells, WorklistRow};
use crate::value::Money;

/// So many decimals has every amount, as many as any currency.
pub const DECIMALS: u32 = 4;

/// Packs one row behind a text.
pub fn packed_line(row: &WorklistRow, out: &mut String) {
    row.tell(&mut Packed { out });
}

struct Packed<'o> {
    out: &'o mut String,
}

impl Packed<'_> {
    fn number(&mut self, number: i128) {
        self.out.push_str(itoa::Buffer::new().format(number));
        self.out.push(';');
    }

    fn text(&mut self, text: &str) {
        push_text(self.out, text);
    }
}

impl Cells for Packed<'_> {
    fn cell(&mut self, cell: Cell) {
        match cell {
            Cell::Absent => self.out.push('~'),
            Cell::Text(text) => self.text(text),
            Cell::Day(day) => self.number(day.number().into()),
            Cell::Money(money) => self.number(scaled(money)),
            Cell::Days(days) => self.number(days.into()),
            Cell::Key(key) => self.text(&key.to_string()),
        }
    }

    fn reasons(&mut self, row: &WorklistRow) {
        let out = &mut *self.out;
        row.tell_because(&mut |reason| push_text(out, reason));
        self.out.push('~');
    }
}

fn push_text(out: &mut String, text: &str) {
    out.push_str(itoa::Buffer::new().format(text.len()));
    out.push(':');
    out.push_str(text);
}

/// An amount in ten-thousandths.
fn scaled(money: Money) -> i128 {
    i128::from(money.minor) * 10_i128.pow(DECIMALS.saturating_sub(money.currency.decimals()))
}

/// What was packed, value by value. A value is `None` where there is none.
pub struct Unpack<'t>(pub &'t str);

impl<'t> Unpack<'t> {
    /// The next value, a number.
    pub fn number(&mut self) -> Option<i128> {
        self.before(b';')?.parse().ok()
    }

    /// The next value, a text.
    pub fn text(&mut self) -> Option<&'t str> {
        let length = self.before(b':')?.parse().ok()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(text)
    }

    /// What stands before a mark; `None` where there is no value.
    fn before(&mut self, mark: u8) -> Option<&'t str> {
        if let Some(rest) = self.0.strip_prefix('~') {
            self.0 = rest;
            return None;
        }
        // It is a few bytes away: whoever looks for it in long strides takes longer.
        let at = self.0.bytes().position(|byte| byte == mark)?;
        let before = &self.0[..at];
        self.0 = &self.0[at + 1..];
        Some(before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_is_unpacked() {
        let mut out = String::new();
        let mut packed = Packed { out: &mut out };
        packed.text("1;2:~ø");
        packed.number(-7);
        packed.cell(Cell::Absent);
        packed.text("");
        let mut unpack = Unpack(&out);
        assert_eq!((unpack.text(), unpack.number(), unpack.text(), unpack.text()), (Some("1;2:~ø"), Some(-7), None, Some("")));
        assert_eq!(unpack.0, "");
    }

    #[test]
    fn amounts_of_every_currency_have_four_decimals() {
        // 12.34 kroner, 12 yen, 12.345 dinars, 12.3456 unidades de fomento.
        for (code, minor, expected) in [("NOK", 1_234, 123_400), ("JPY", 12, 120_000), ("KWD", 12_345, 123_450), ("CLF", 123_456, 123_456)]
        {
            assert_eq!(scaled(Money::new(minor, code.parse().expect("a currency"))), expected, "{code}");
        }
    }
}
