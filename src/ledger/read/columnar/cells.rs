use std::fmt::Write;

use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{AsBytes, ByteArray, DataType, FixedLenByteArray};
use parquet::errors::{ParquetError, Result};

use super::kind::Kind;
use crate::ledger::read::Shape;
use crate::value::Day;

/// The values of some rows of a column.
pub struct Cells {
    kind: Kind,
    /// Whether what is not text is written in the shape of the mapping, which reads it.
    is_mapped: bool,
    /// For each row whether it has a value; empty where all have one.
    has_value: Vec<bool>,
    values: Values,
}

/// The values that there are, one after another.
enum Values {
    Truth(Vec<bool>),
    Small(Vec<i32>),
    Large(Vec<i64>),
    Single(Vec<f32>),
    Double(Vec<f64>),
    Bytes(Vec<ByteArray>),
    Fixed(Vec<FixedLenByteArray>),
}

impl Cells {
    /// Reads so many rows of a column.
    pub fn read(rows: usize, reader: &mut ColumnReader, kind: Kind, is_mapped: bool) -> Result<Cells> {
        use ColumnReader::*;
        let mut has_value = Vec::new();
        let values = match reader {
            BoolColumnReader(reader) => Values::Truth(take(rows, reader, &mut has_value)?),
            Int32ColumnReader(reader) => Values::Small(take(rows, reader, &mut has_value)?),
            Int64ColumnReader(reader) => Values::Large(take(rows, reader, &mut has_value)?),
            FloatColumnReader(reader) => Values::Single(take(rows, reader, &mut has_value)?),
            DoubleColumnReader(reader) => Values::Double(take(rows, reader, &mut has_value)?),
            ByteArrayColumnReader(reader) => Values::Bytes(take(rows, reader, &mut has_value)?),
            FixedLenByteArrayColumnReader(reader) => Values::Fixed(take(rows, reader, &mut has_value)?),
            Int96ColumnReader(_) => return Err(ParquetError::NYI("INT96".into())),
        };
        Ok(Cells { kind, is_mapped, has_value, values })
    }

    /// Writes the value of a row, `at` being the place of the next value. Says whether it is text.
    pub fn write(&self, row: usize, at: &mut usize, shape: &Shape, out: &mut String) -> bool {
        if !self.has_value.is_empty() && self.has_value.get(row) != Some(&true) {
            return true;
        }
        let at = std::mem::replace(at, *at + 1);
        match &self.values {
            Values::Truth(values) => out.push_str(values.get(at).map_or("", |value| if *value { "true" } else { "false" })),
            // Where they are never below zero the highest bit counts like the others.
            Values::Small(values) if self.kind == Kind::Unsigned => show(values.get(at).map(|value| *value as u32), out),
            Values::Large(values) if self.kind == Kind::Unsigned => show(values.get(at).map(|value| *value as u64), out),
            Values::Small(values) => values.get(at).into_iter().for_each(|value| self.number(i128::from(*value), shape, out)),
            Values::Large(values) => values.get(at).into_iter().for_each(|value| self.number(i128::from(*value), shape, out)),
            Values::Single(values) => show(values.get(at), out),
            Values::Double(values) => show(values.get(at), out),
            Values::Bytes(values) => return self.bytes(values.get(at).map_or(&[], AsBytes::as_bytes), shape, out),
            Values::Fixed(values) => return self.bytes(values.get(at).map_or(&[], AsBytes::as_bytes), shape, out),
        }
        true
    }

    fn number(&self, value: i128, shape: &Shape, out: &mut String) {
        let shape = self.is_mapped.then_some(shape);
        match self.kind {
            Kind::Day => day(value, shape, out),
            Kind::Moment(a_day) => moment(value, i128::from(a_day), shape, out),
            Kind::Decimal(scale) => decimal(value, scale as usize, shape.map_or('.', |shape| shape.decimal), out),
            Kind::Truth | Kind::Whole | Kind::Unsigned | Kind::Text | Kind::Float => out.push_str(itoa::Buffer::new().format(value)),
        }
    }

    fn bytes(&self, bytes: &[u8], shape: &Shape, out: &mut String) -> bool {
        if matches!(self.kind, Kind::Decimal(_)) {
            match signed(bytes) {
                Some(value) => self.number(value, shape, out),
                None => bytes.iter().for_each(|byte| show(Some(format_args!("{byte:02x}")), out)),
            }
            return true;
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => out.push_str(text),
            Err(_) => {
                out.push_str(&String::from_utf8_lossy(bytes));
                return false;
            }
        }
        true
    }
}

fn show(value: Option<impl std::fmt::Display>, out: &mut String) {
    if let Some(value) = value {
        // A text in memory takes all that is written.
        let _ = write!(out, "{value}");
    }
}

/// Reads so many rows of a column; for each says whether it has a value, unless all have.
fn take<T: DataType>(rows: usize, reader: &mut ColumnReaderImpl<T>, has_value: &mut Vec<bool>) -> Result<Vec<T::T>> {
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    let (read, ..) = reader.read_records(rows, Some(&mut levels), None, &mut values)?;
    if read < rows {
        return Err(ParquetError::EOF("a column has fewer values than there are rows".into()));
    }
    has_value.extend(levels.iter().map(|level| *level > 0));
    Ok(values)
}

/// A whole number of bytes, the highest first.
fn signed(bytes: &[u8]) -> Option<i128> {
    let below_zero = bytes.first().is_some_and(|first| *first >= 0x80);
    let fill = if below_zero { 0xff } else { 0 };
    let extra = bytes.len().saturating_sub(size_of::<i128>());
    let (extra, rest) = bytes.split_at(extra);
    // What stands before the last sixteen may only repeat the sign.
    let fits = extra.iter().all(|byte| *byte == fill) && (extra.is_empty() || (rest[0] >= 0x80) == below_zero);
    fits.then(|| rest.iter().fold(if below_zero { -1 } else { 0 }, |value, byte| value << 8 | i128::from(*byte)))
}

/// Writes a number of which so many digits are decimals, without zeros at its end: no mark in it can be taken for one between thousands.
fn decimal(value: i128, decimals: usize, mark: char, out: &mut String) {
    let mut digits = itoa::Buffer::new();
    let digits = digits.format(value.unsigned_abs());
    let (whole, written) = digits.split_at(digits.len().saturating_sub(decimals));
    let missing = decimals - written.len();
    let written = written.trim_end_matches('0');
    out.push_str(if value < 0 { "-" } else { "" });
    out.push_str(if whole.is_empty() { "0" } else { whole });
    if !written.is_empty() {
        out.push(mark);
        out.extend(std::iter::repeat_n('0', missing));
        out.push_str(written);
    }
}

/// Writes a day, whether Frist can name it or not.
fn day(number: i128, shape: Option<&Shape>, out: &mut String) {
    match i32::try_from(number).ok().and_then(Day::calendar) {
        Some((year, month, day)) => match shape {
            Some(shape) => shape.write_day(year, month, day, out),
            None if (0..10_000).contains(&year) => {
                // A one in front keeps the zeros of the year.
                let mut digits = itoa::Buffer::new();
                let digits = digits.format(100_000_000 + year as u32 * 10_000 + month * 100 + day);
                out.extend([&digits[1..5], "-", &digits[5..7], "-", &digits[7..]]);
            }
            None => show(Some(format_args!("{year:04}-{month:02}-{day:02}")), out),
        },
        None => show(Some(number), out),
    }
}

/// Writes a moment, which is a day at its beginning alone.
fn moment(value: i128, a_day: i128, shape: Option<&Shape>, out: &mut String) {
    let (number, rest) = (value.div_euclid(a_day), value.rem_euclid(a_day));
    if rest == 0 {
        return day(number, shape, out);
    }
    day(number, None, out);
    let seconds = rest * 24 * 60 * 60 / a_day;
    show(Some(format_args!(" {:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)), out);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut String)) -> String {
        let mut out = String::new();
        write(&mut out);
        out
    }

    #[test]
    fn decimals_are_exact_and_have_no_zeros_at_their_end() {
        for (value, scale, text) in [
            (12_500, 2, "125"),
            (12_345, 2, "123.45"),
            (12_400, 3, "12.4"),
            (-5, 2, "-0.05"),
            (0, 4, "0"),
            (7, 0, "7"),
            (i128::MIN, 38, "-1.70141183460469231731687303715884105728"),
        ] {
            assert_eq!(written(|out| decimal(value, scale, '.', out)), text);
        }
        assert_eq!(written(|out| decimal(12_345, 2, ',', out)), "123,45");
    }

    #[test]
    fn bytes_are_whole_numbers() {
        assert_eq!(
            (signed(&[]), signed(&[0x30, 0x39]), signed(&[0xff]), signed(&[0x80, 0])),
            (Some(0), Some(12_345), Some(-1), Some(-32_768))
        );
        let long = |first: u8, second: u8| [&[first; 4][..], &[second], &[0; 15]].concat();
        assert_eq!(signed(&long(0xff, 0x80)), Some(i128::MIN));
        assert_eq!(signed(&long(0, 0x40)), Some(1 << 126));
        // One more than sixteen bytes hold, and one less.
        assert_eq!((signed(&long(0, 0x80)), signed(&long(0xff, 0x7f))), (None, None));
    }

    #[test]
    fn a_moment_is_a_day_at_its_beginning() {
        // 2026-03-30 is 20 542 days after 1970-01-01.
        assert_eq!(written(|out| moment(20_542 * 86_400_000, 86_400_000, None, out)), "2026-03-30");
        assert_eq!(written(|out| moment(20_542 * 86_400_000 + 3_661_000, 86_400_000, None, out)), "2026-03-30 01:01:01");
        assert_eq!(written(|out| moment(-1, 86_400_000, None, out)), "1969-12-31 23:59:59");
        assert_eq!(written(|out| day(i128::from(i64::MAX), None, out)), "9223372036854775807");
    }
}
