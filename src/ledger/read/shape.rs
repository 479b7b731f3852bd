use crate::ledger::Fault;
use crate::ledger::codes::hints;
use crate::ledger::date_form::{DateForm, UnreadableDay};
use crate::ledger::mapping::TableMapping;
use crate::value::Day;

/// How numbers and dates are written in a file.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pub decimal: char,
    pub grouping: Option<char>,
    dates: DateForm,
    /// The mapping it comes from; `None` for Frist's own shape.
    mapping: Option<String>,
}

impl Shape {
    /// Frist's own: decimal point, no grouping, ISO dates.
    pub fn own() -> Shape {
        Shape { decimal: '.', grouping: None, dates: DateForm::default(), mapping: None }
    }

    pub fn of(mapping: &TableMapping) -> Shape {
        Shape { decimal: mapping.decimal, grouping: mapping.grouping, dates: mapping.dates.clone(), mapping: Some(mapping.name.clone()) }
    }

    /// Reads a day.
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
        self.dates.read(text)
    }

    /// Writes a day as this shape reads it.
    pub fn write_day(&self, year: i32, month: u32, day: u32, out: &mut String) {
        self.dates.write(year, month, day, out);
    }

    /// Writes a number, which is written as Frist does, as this shape reads it.
    pub fn write_number(&self, own: &str) -> String {
        own.replace('.', self.decimal.encode_utf8(&mut [0; 4]))
    }

    /// Says of a wrong date how this file should have written it.
    pub fn mapped_dates(&self, fault: Fault) -> Fault {
        match &self.mapping {
            None => fault,
            Some(name) => fault.hint(hints::MAPPED_DATES).with("mapping", name).with("pattern", self.dates.pattern()),
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
            Some(name) => fault.hint(hints::MAPPED_AMOUNTS).with("mapping", name).with("example", format_args!("1{group}234{decimal}50")),
        }
    }
}
