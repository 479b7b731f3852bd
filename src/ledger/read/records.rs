//! A text cut into rows and values. Most texts have no quote in them, and are cut eight bytes at a time; the others are left to the `csv` crate. Both cut alike.

use std::io::{Chain, Read};

use csv::{Reader, ReaderBuilder, StringRecord};

/// The rows of a text, one at a time.
pub(crate) struct Records<'t> {
    text: &'t str,
    delimiter: u8,
    /// Behind the row last read.
    at: usize,
    /// The line of that place, from the text's first line.
    line: usize,
    bounds: Vec<(u32, u32)>,
    /// Where the values of the row last read stand in the text, if they stand in it.
    base: usize,
    quoted: Option<Box<Quoted<'t>>>,
}

/// A text with quotes.
struct Quoted<'t> {
    reader: Reader<Chain<&'t [u8], &'t [u8]>>,
    record: StringRecord,
}

impl<'t> Quoted<'t> {
    fn of(text: &'t str, delimiter: u8) -> Quoted<'t> {
        // The crate leaves out what it takes for a byte-order mark, but only where it sees all three bytes at once. A text may be any piece of a file, and then
        // it is none.
        let (first, rest) = text.as_bytes().split_at(text.len().min(1));
        let reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(first.chain(rest));
        Quoted { reader, record: StringRecord::new() }
    }
}

/// Where a row stands in its text, with what ends its line.
#[derive(Clone, Copy)]
pub(crate) struct Span {
    pub start: usize,
    pub end: usize,
    /// The line it begins on.
    pub line: usize,
    /// Whether its values could be told apart.
    pub is_cut: bool,
}

/// The values of a row.
#[derive(Clone, Copy)]
pub(crate) struct Record<'r> {
    text: &'r str,
    bounds: &'r [(u32, u32)],
}

impl<'r> Record<'r> {
    /// The value at a place, if the row goes so far.
    pub fn get(&self, place: usize) -> Option<&'r str> {
        self.bounds.get(place).map(|(start, end)| &self.text[*start as usize..*end as usize])
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.bounds.len()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &'r str> {
        let text = self.text;
        self.bounds.iter().map(move |(start, end)| &text[*start as usize..*end as usize])
    }
}

/// The values of a row that stands in no text.
#[derive(Default)]
pub(crate) struct Values {
    text: String,
    bounds: Vec<(u32, u32)>,
}

impl Values {
    /// Adds a value behind the others.
    pub fn push(&mut self, value: &str) {
        let start = self.text.len() as u32;
        self.text.push_str(value);
        self.bounds.push((start, self.text.len() as u32));
    }

    /// Adds a value that is written behind the others; what its writer says.
    #[cfg(feature = "parquet")]
    pub fn push_with<T>(&mut self, write: impl FnOnce(&mut String) -> T) -> T {
        let start = self.text.len() as u32;
        let said = write(&mut self.text);
        self.bounds.push((start, self.text.len() as u32));
        said
    }

    /// Leaves no value, to begin another row.
    pub fn clear(&mut self) {
        self.text.clear();
        self.bounds.clear();
    }

    /// The row.
    pub fn record(&self) -> Record<'_> {
        Record { text: &self.text, bounds: &self.bounds }
    }
}

impl<'t> Records<'t> {
    /// The rows of a text whose first line has this number.
    pub fn of(text: &'t str, delimiter: u8, line: usize) -> Records<'t> {
        let is_plain = memchr::memchr(b'"', text.as_bytes()).is_none() && ends_lines_with_newlines(text.as_bytes());
        let quoted = (!is_plain).then(|| Box::new(Quoted::of(text, delimiter)));
        Records { text, delimiter, at: 0, line, bounds: Vec::new(), base: 0, quoted }
    }

    /// Goes on to the next row; `None` behind the last.
    pub fn next(&mut self) -> Option<Span> {
        if self.quoted.is_some() { self.next_quoted() } else { self.next_plain() }
    }

    /// The values of the row last read.
    pub fn record(&self) -> Record<'_> {
        let text = self.quoted.as_ref().map_or(&self.text[self.base..], |quoted| quoted.record.as_slice());
        Record { text, bounds: &self.bounds }
    }

    fn next_plain(&mut self) -> Option<Span> {
        let bytes = self.text.as_bytes();
        let mut start = self.at;
        while let Some(b'\n' | b'\r') = bytes.get(start) {
            self.line += usize::from(bytes[start] == b'\n');
            start += 1;
        }
        if start >= bytes.len() {
            return None;
        }
        self.base = start;
        self.bounds.clear();
        let end = self.cut(start);
        let line = self.line;
        self.at = end;
        self.line += usize::from(bytes[end - 1] == b'\n');
        Some(Span { start, end, line, is_cut: true })
    }

    /// Cuts the row that begins at a place into its values; where it ends.
    fn cut(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let (delimiter, newline) = (spread(self.delimiter), spread(b'\n'));
        let (mut at, mut value) = (start, start);
        while let Some(word) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
            let word = u64::from_le_bytes(*word);
            let mut marks = equal(word, delimiter) | equal(word, newline);
            while marks != 0 {
                let mark = at + marks.trailing_zeros() as usize / 8;
                if bytes[mark] == b'\n' {
                    self.bounds.push(((value - start) as u32, (without_return(bytes, value, mark) - start) as u32));
                    return mark + 1;
                }
                self.bounds.push(((value - start) as u32, (mark - start) as u32));
                value = mark + 1;
                marks &= marks - 1;
            }
            at += 8;
        }
        for mark in at..bytes.len() {
            if bytes[mark] == b'\n' {
                self.bounds.push(((value - start) as u32, (without_return(bytes, value, mark) - start) as u32));
                return mark + 1;
            }
            if bytes[mark] == self.delimiter {
                self.bounds.push(((value - start) as u32, (mark - start) as u32));
                value = mark + 1;
            }
        }
        self.bounds.push(((value - start) as u32, (without_return(bytes, value, bytes.len()) - start) as u32));
        bytes.len()
    }

    fn next_quoted(&mut self) -> Option<Span> {
        let quoted = self.quoted.as_mut()?;
        let read = quoted.reader.read_record(&mut quoted.record);
        let bytes = self.text.as_bytes();
        // The reader counts the line end of the row before, and empty lines, as the beginning of a row; a person does not.
        let from = quoted.record.position().map_or(bytes.len(), |position| position.byte() as usize).min(bytes.len());
        let start = from + bytes[from..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let end = (quoted.reader.position().byte() as usize).min(bytes.len());
        let end = end + usize::from(end > start && bytes[end - 1] == b'\r' && bytes.get(end) == Some(&b'\n'));
        let is_cut = match read {
            Ok(false) => return None,
            Ok(true) => true,
            Err(_) => false,
        };
        self.bounds.clear();
        let ranges = (0..quoted.record.len()).filter_map(|place| quoted.record.range(place));
        self.bounds.extend(ranges.map(|range| (range.start as u32, range.end as u32)));
        self.line += line_ends(bytes, self.at.min(start), start);
        self.at = start;
        Some(Span { start, end, line: self.line, is_cut })
    }
}

/// A byte in each of the eight places of a word.
fn spread(byte: u8) -> u64 {
    u64::from(byte) * 0x0101_0101_0101_0101
}

/// The highest bit of each byte in which two words are equal, and no other bit.
fn equal(word: u64, other: u64) -> u64 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let differs = word ^ other;
    !(((differs & LOW) + LOW) | differs | LOW)
}

/// Where the last value of a line ends.
fn without_return(bytes: &[u8], value: usize, end: usize) -> usize {
    if end > value && bytes[end - 1] == b'\r' { end - 1 } else { end }
}

/// Whether no line of a text ends with a return alone.
fn ends_lines_with_newlines(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b'\r', bytes).all(|at| bytes.get(at + 1) == Some(&b'\n'))
}

/// How many line ends there are between two places, as an editor counts them.
pub(crate) fn line_ends(bytes: &[u8], from: usize, to: usize) -> usize {
    let newlines = memchr::memchr_iter(b'\n', &bytes[from..to]).count();
    newlines + memchr::memchr_iter(b'\r', &bytes[from..to]).filter(|at| bytes.get(from + at + 1) != Some(&b'\n')).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = Vec<(usize, usize, usize, Vec<String>)>;

    fn all(mut records: Records) -> Read {
        let mut read = Vec::new();
        while let Some(span) = records.next() {
            read.push((span.start, span.end, span.line, records.record().iter().map(str::to_owned).collect()));
        }
        read
    }

    /// The same, left to the `csv` crate whatever it is.
    fn by_crate(text: &str, delimiter: u8) -> Read {
        let quoted = Some(Box::new(Quoted::of(text, delimiter)));
        all(Records { text, quoted, ..Records::of("", delimiter, 1) })
    }

    #[test]
    fn both_ways_cut_alike() {
        // Every text of up to six pieces, and longer ones whose marks stand at every place of a word.
        let pieces = ["", ",", "\n", "\r\n", "a", "øåå", "\u{feff}", "1234567", "12345678"];
        let mut texts: Vec<String> = vec![String::new()];
        for _ in 0..5 {
            let longer: Vec<String> = texts.iter().flat_map(|text| pieces.iter().map(move |piece| format!("{text}{piece}"))).collect();
            texts = longer;
        }
        texts.sort_unstable();
        texts.dedup();
        for text in texts {
            assert_eq!(all(Records::of(&text, b',', 1)), by_crate(&text, b','), "{text:?}");
        }
    }

    #[test]
    fn words_are_compared_byte_by_byte() {
        for at in 0..8 {
            let word = u64::from_le_bytes(*b"abcdefgh");
            assert_eq!(equal(word, spread(b'a' + at as u8)), 0x80 << (8 * at));
        }
        assert_eq!(equal(u64::from_le_bytes([b'-', b',', b'-', 0, 255, b',', 0xac, b'-']), spread(b',')), 0x0000_8000_0000_8000);
    }
}
