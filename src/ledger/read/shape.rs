use crate::ledger::Fault;
use crate::ledger::codes::hints;
use crate::ledger::mapping::Mapping;
use crate::value::Day;

/// How numbers and dates are written in a file.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pub decimal: char,
    pub grouping: Option<char>,
    /// Year, month, day and the characters between them.
    dates: Vec<DatePart>,
    /// The mapping it comes from and its date pattern; `None` for Frist's own shape.
    mapping: Option<(String, String)>,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum DatePart {
    Year,
    Month,
    Day,
    Mark(char),
}

/// Why a text is not a day in a file's shape.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum UnreadableDay {
    /// Not written as the pattern says.
    Form,
    /// Written so, but there is no such day, or none between 1970 and 2199.
    NoSuchDay,
}

impl Shape {
    /// Frist's own: decimal point, no grouping, ISO dates.
    pub fn own() -> Shape {
        Shape { decimal: '.', grouping: None, dates: parts("yyyy-mm-dd"), mapping: None }
    }

    pub fn of(mapping: &Mapping) -> Shape {
        Shape {
            decimal: mapping.decimal,
            grouping: mapping.grouping,
            dates: parts(&mapping.dates.pattern),
            mapping: Some((mapping.name.clone(), mapping.dates.pattern.clone())),
        }
    }

    /// Reads a day, with as many digits as the pattern has letters.
    pub fn day(&self, text: &str) -> Result<Day, UnreadableDay> {
        // A file without a mapping has no other form than this.
        if self.mapping.is_none()
            && let [y3, y2, y1, y0, b'-', m1, m0, b'-', d1, d0] = text.as_bytes()
            && [y3, y2, y1, y0, m1, m0, d1, d0].iter().all(|byte| byte.is_ascii_digit())
        {
            let digits = |digits: &[&u8]| digits.iter().fold(0, |sum, digit| sum * 10 + u32::from(**digit - b'0'));
            let year = digits(&[y3, y2, y1, y0]) as i32;
            return Day::new(year, digits(&[m1, m0]), digits(&[d1, d0])).ok_or(UnreadableDay::NoSuchDay);
        }
        let (mut year, mut month, mut day) = (None, None, None);
        let mut rest = text;
        for part in &self.dates {
            let (field, digits) = match part {
                DatePart::Mark(mark) => {
                    rest = rest.strip_prefix(*mark).ok_or(UnreadableDay::Form)?;
                    continue;
                }
                DatePart::Year => (&mut year, 4),
                DatePart::Month => (&mut month, 2),
                DatePart::Day => (&mut day, 2),
            };
            let (number, after) = rest.split_at_checked(digits).ok_or(UnreadableDay::Form)?;
            *field = Some(whole(number).ok_or(UnreadableDay::Form)?);
            rest = after;
        }
        match (year, month, day) {
            (Some(y), Some(m), Some(d)) if rest.is_empty() => Day::new(y as i32, m, d).ok_or(UnreadableDay::NoSuchDay),
            _ => Err(UnreadableDay::Form),
        }
    }

    /// Writes a day as this shape reads it.
    #[cfg(feature = "parquet")]
    pub fn write_day(&self, year: i32, month: u32, day: u32, out: &mut String) {
        use std::fmt::Write;
        for part in &self.dates {
            // A text in memory takes all that is written.
            let _ = match part {
                DatePart::Mark(mark) => write!(out, "{mark}"),
                DatePart::Year => write!(out, "{year:04}"),
                DatePart::Month => write!(out, "{month:02}"),
                DatePart::Day => write!(out, "{day:02}"),
            };
        }
    }

    /// Says of a wrong date how this file should have written it.
    pub fn mapped_dates(&self, fault: Fault) -> Fault {
        match &self.mapping {
            None => fault,
            Some((name, pattern)) => fault.hint(hints::MAPPED_DATES).with("mapping", name).with("pattern", pattern),
        }
    }

    /// Whether a mapping tells how the file is written.
    pub fn is_mapped(&self) -> bool {
        self.mapping.is_some()
    }

    /// Says of a wrong amount how this file should have written it.
    pub fn mapped_amounts(&self, fault: Fault) -> Fault {
        let (decimal, group) = (self.decimal, self.grouping.map_or_else(String::new, String::from));
        match &self.mapping {
            None => fault,
            Some((name, _)) => {
                fault.hint(hints::MAPPED_AMOUNTS).with("mapping", name).with("example", format_args!("1{group}234{decimal}50"))
            }
        }
    }
}

fn whole(digits: &str) -> Option<u32> {
    digits.bytes().try_fold(0, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))
}

fn parts(pattern: &str) -> Vec<DatePart> {
    let mut parts = Vec::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let (part, length) = match rest {
            _ if rest.starts_with("yyyy") => (DatePart::Year, 4),
            _ if rest.starts_with("mm") => (DatePart::Month, 2),
            _ if rest.starts_with("dd") => (DatePart::Day, 2),
            _ => (DatePart::Mark(first), first.len_utf8()),
        };
        parts.push(part);
        rest = &rest[length..];
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::mapping::DateForm;

    #[test]
    fn patterns() {
        let shape = |pattern: &str| Shape::of(&Mapping { dates: DateForm { pattern: pattern.into() }, ..Mapping::default() });
        let day = Day::new(2026, 3, 30).expect("a day");
        assert_eq!(shape("dd.mm.yyyy").day("30.03.2026"), Ok(day));
        assert_eq!(shape("yyyymmdd").day("20260330"), Ok(day));
        assert_eq!(shape("yyyy-mm-dd 00:00").day("2026-03-30 00:00"), Ok(day));
        assert_eq!(shape("dd.mm.yyyy").day("30.3.2026"), Err(UnreadableDay::Form));
        assert_eq!(shape("dd.mm.yyyy").day("30.03.20261"), Err(UnreadableDay::Form));
        assert_eq!(shape("mm/dd/yyyy").day("30/03/2026"), Err(UnreadableDay::NoSuchDay));
        assert_eq!(shape("dd.mm.yyyy").day("3ø.03.2026"), Err(UnreadableDay::Form));
        assert_eq!(Shape::own().day("2026-03-30"), Ok(day));
        assert_eq!(Shape::own().day("1969-12-31"), Err(UnreadableDay::NoSuchDay));
    }
}
