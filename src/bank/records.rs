//! Files of fixed records of 80 characters in ISO-8859-1, a line each.

use std::io::{self, BufRead, Read};

use crate::ledger::{Fault, RECORD_IN_UTF_8, RECORD_TOO_LONG};

use super::told::Told;

/// How many characters a record has.
const LENGTH: usize = 80;
/// How many bytes of a line are looked at: what is longer is no record, however long.
const MOST: u64 = 4 * LENGTH as u64;

/// The records of a file, one after another.
pub struct Records<R> {
    from: R,
    line: usize,
    bytes: Vec<u8>,
}

/// One record. Places are counted as the specifications do: from 1, the last one with them.
pub struct Record<'b> {
    /// Its line, from 1.
    pub line: usize,
    bytes: &'b [u8],
}

impl<R: BufRead> Records<R> {
    /// Those of a file.
    pub fn of(from: R) -> Records<R> {
        Records { from, line: 0, bytes: Vec::new() }
    }

    /// The line that was read last, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The next record; `None` behind the last, and where one is none, which is told.
    ///
    /// # Errors
    /// Where the file cannot be read on.
    pub fn next_record(&mut self, told: &mut Told) -> io::Result<Option<Record<'_>>> {
        loop {
            self.bytes.clear();
            if self.from.by_ref().take(MOST).read_until(b'\n', &mut self.bytes)? == 0 {
                return Ok(None);
            }
            self.line += 1;
            // Programs that send files leave blanks at the end away, and some put the end mark of old ones behind.
            let end = self.bytes.iter().rposition(|byte| !matches!(byte, b' ' | b'\r' | b'\n' | 0x1a)).map_or(0, |last| last + 1);
            self.bytes.truncate(end);
            if end > 0 {
                break;
            }
        }
        // In this order: a letter of two bytes makes a record longer too.
        let is_utf_8 = !self.bytes.is_ascii() && std::str::from_utf8(&self.bytes).is_ok();
        let kind = if is_utf_8 { RECORD_IN_UTF_8 } else { RECORD_TOO_LONG };
        if is_utf_8 || self.bytes.len() > LENGTH {
            told.faults.push(Fault::new(kind, told.file, self.line));
            return Ok(None);
        }
        self.bytes.resize(LENGTH, b' ');
        Ok(Some(Record { line: self.line, bytes: &self.bytes }))
    }
}

impl Record<'_> {
    /// The characters of a place, without blanks around them.
    pub fn text(&self, first: usize, last: usize) -> String {
        let text: String = self.place(first, last).iter().map(|byte| char::from(*byte)).collect();
        text.trim().to_owned()
    }

    /// The number of a place that holds nothing but digits.
    pub fn number(&self, first: usize, last: usize) -> Option<u64> {
        let digits = self.place(first, last);
        let is_number = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
        let digits = std::str::from_utf8(digits).ok().filter(|_| is_number)?;
        digits.parse().ok()
    }

    /// The same of a small number.
    pub fn small(&self, first: usize, last: usize) -> Option<u32> {
        self.number(first, last).and_then(|number| u32::try_from(number).ok())
    }

    fn place(&self, first: usize, last: usize) -> &[u8] {
        self.bytes.get(first - 1..last).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_lines() {
        let text = [b"20 \xe5b12\r\n\n".as_slice(), b"2145\x1a\n\x1a"].concat();
        let (mut records, mut told) = (Records::of(text.as_slice()), Told::of("f"));
        let one = records.next_record(&mut told).expect("read").expect("a record");
        assert_eq!((one.text(1, 2), one.text(3, 5), one.number(6, 7), one.number(6, 8)), ("20".into(), "åb".into(), Some(12), None));
        let two = records.next_record(&mut told).expect("read").expect("a record");
        assert_eq!((two.line, two.small(3, 4), two.text(79, 90)), (3, Some(45), String::new()));
        assert!(records.next_record(&mut told).expect("read").is_none() && told.faults.is_empty());
    }

    #[test]
    fn what_is_no_record_is_told_however_long() {
        for (text, said) in [("x".repeat(1 << 20), "more than 80"), ("26Ärla AB".into(), "UTF-8")] {
            let mut told = Told::of("f");
            assert!(Records::of(text.as_bytes()).next_record(&mut told).expect("read").is_none());
            assert!(told.faults.to_string().contains(said), "{}", told.faults);
        }
    }
}
