//! A CSV file that is written row by row.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::day;

/// Rows of one file. A value is put behind the others; `end` ends the row.
pub struct Rows {
    file: BufWriter<File>,
    row: Vec<u8>,
}

impl Rows {
    /// # Errors
    /// When the file cannot be written.
    pub fn create(path: &Path, header: &str) -> io::Result<Rows> {
        let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
        writeln!(file, "{header}")?;
        Ok(Rows { file, row: Vec::with_capacity(200) })
    }

    pub fn text(&mut self, text: &str) -> &mut Rows {
        self.row.extend_from_slice(text.as_bytes());
        self.row.push(b',');
        self
    }

    pub fn empty(&mut self, columns: usize) -> &mut Rows {
        self.row.extend(std::iter::repeat_n(b',', columns));
        self
    }

    pub fn number(&mut self, number: u64) -> &mut Rows {
        self.digits(number, 1);
        self.row.push(b',');
        self
    }

    /// An amount in øre, with two decimals.
    pub fn amount(&mut self, minor: i64) -> &mut Rows {
        let minor = minor.unsigned_abs();
        self.digits(minor / 100, 1);
        self.row.push(b'.');
        self.digits(minor % 100, 2);
        self.row.push(b',');
        self
    }

    pub fn day(&mut self, number: i64) -> &mut Rows {
        let (year, month, day) = day::civil(number);
        self.digits(year.unsigned_abs(), 4);
        self.row.push(b'-');
        self.digits(month.unsigned_abs(), 2);
        self.row.push(b'-');
        self.digits(day.unsigned_abs(), 2);
        self.row.push(b',');
        self
    }

    pub fn day_if_any(&mut self, number: Option<i64>) -> &mut Rows {
        match number {
            Some(number) => self.day(number),
            None => self.empty(1),
        }
    }

    fn digits(&mut self, number: u64, at_least: usize) {
        let mut digits = [b'0'; 20];
        let mut left = number;
        let mut from = digits.len();
        while left > 0 || digits.len() - from < at_least {
            from -= 1;
            digits[from] = b'0' + (left % 10) as u8;
            left /= 10;
        }
        self.row.extend_from_slice(&digits[from..]);
    }

    /// # Errors
    /// When the file cannot be written.
    pub fn end(&mut self) -> io::Result<()> {
        self.row.pop();
        self.row.push(b'\n');
        self.file.write_all(&self.row)?;
        self.row.clear();
        Ok(())
    }

    /// # Errors
    /// When the file cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.file.flush()
    }
}
