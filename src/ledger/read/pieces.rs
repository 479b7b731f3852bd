//! A file read from its beginning, a piece of whole rows at a time, so that none is ever in memory as a whole.

use std::io::{self, Read};

use encoding_rs::Decoder;

use super::records::line_ends;
use super::table::Quotes;
use super::text::{Garbled, Text, encoding_of, without_mark};
use crate::ledger::codes::EMPTY_FILE;
use crate::ledger::{Fault, Faults};

/// Some whole rows of a text, one after another.
#[derive(Debug)]
pub struct TextPiece {
    /// In UTF-8, as far as they are text.
    bytes: Vec<u8>,
    /// Whether they were decoded from another encoding, and some of them, or of those before, were none of it.
    is_garbled: bool,
    /// The number of its first line.
    pub(super) line: usize,
    /// Whether the file ends with it.
    pub(super) is_end: bool,
}

impl TextPiece {
    pub(super) fn text(&self) -> Text<'_> {
        if self.is_garbled {
            return Text { content: String::from_utf8_lossy(&self.bytes), garbled: Garbled::Anywhere };
        }
        Text::utf8(&self.bytes)
    }

    /// Leaves out what stands before a place, which so many lines end before.
    pub(super) fn begin_at(&mut self, place: usize) {
        self.line += line_ends(&self.bytes, 0, place);
        self.bytes.drain(..place);
    }

    /// Leaves out so many lines at its beginning.
    pub(super) fn leave_lines(&mut self, lines: usize) {
        let Some(last) = lines.checked_sub(1) else { return };
        let end = memchr::memchr_iter(b'\n', &self.bytes).nth(last).map_or(self.bytes.len(), |at| at + 1);
        self.begin_at(end);
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// How many bytes it has.
    #[cfg(test)]
    fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

/// The pieces of a file.
pub(super) struct Pieces<R> {
    from: R,
    /// About how many bytes a piece has.
    size: usize,
    decoder: Option<Decoder>,
    delimiter: u8,
    /// Bytes that were read and belong to no piece yet.
    rest: Vec<u8>,
    line: usize,
    has_ended: bool,
    /// Whether bytes were none of the encoding, in what was cut off or in the rest.
    is_garbled: bool,
}

impl<R: Read> Pieces<R> {
    /// A file in UTF-8, or in the encoding that a mapping states by its label. `None` when a fault was told: of the label, or of a file that is empty or no
    /// table at all.
    pub fn open(
        file: &str,
        from: R,
        size: usize,
        label: Option<&str>,
        delimiter: u8,
        faults: &mut Faults,
    ) -> io::Result<Option<Pieces<R>>> {
        let mut pieces =
            Pieces { from, size: size.max(1), decoder: None, delimiter, rest: Vec::new(), line: 1, has_ended: false, is_garbled: false };
        let mut first = Vec::new();
        pieces.has_ended = read_more(&mut pieces.from, pieces.size, &mut first)? == 0;
        let Some(encoding) = encoding_of(file, &first, label, faults) else { return Ok(None) };
        match encoding {
            None => pieces.rest = without_mark(&first).to_vec(),
            Some(encoding) => {
                pieces.decoder = Some(encoding.new_decoder_with_bom_removal());
                pieces.take(&first);
            }
        }
        // Blank lines before the first that is none are of the first piece. Reading as much again keeps few the times that they are looked at.
        while !pieces.has_ended && String::from_utf8_lossy(&pieces.rest).trim().is_empty() {
            pieces.read(pieces.size.max(pieces.rest.len()))?;
        }
        if String::from_utf8_lossy(&pieces.rest).trim().is_empty() {
            faults.push(Fault::new(EMPTY_FILE, file, 0));
            return Ok(None);
        }
        Ok(Some(pieces))
    }

    /// The next piece; `None` behind the last.
    pub fn next_piece(&mut self) -> io::Result<Option<TextPiece>> {
        loop {
            if !self.has_ended && self.rest.len() < self.size {
                self.read(self.size)?;
                continue;
            }
            let end = if self.has_ended { self.rest.len() } else { whole_rows(&self.rest, self.delimiter) };
            if end > 0 || self.has_ended {
                return Ok((end > 0).then(|| self.cut(end)));
            }
            // A row that is longer than a piece. Reading as much again keeps few the times that its beginning is looked at.
            self.read(self.rest.len())?;
        }
    }

    fn cut(&mut self, end: usize) -> TextPiece {
        let rest = self.rest[end..].to_vec();
        let mut bytes = std::mem::replace(&mut self.rest, rest);
        bytes.truncate(end);
        let line = self.line;
        self.line += line_ends(&bytes, 0, bytes.len());
        let is_end = self.has_ended && self.rest.is_empty();
        TextPiece { bytes, is_garbled: self.is_garbled, line, is_end }
    }

    fn read(&mut self, size: usize) -> io::Result<()> {
        if self.decoder.is_none() {
            self.has_ended = read_more(&mut self.from, size, &mut self.rest)? == 0;
            return Ok(());
        }
        let mut more = Vec::new();
        self.has_ended = read_more(&mut self.from, size, &mut more)? == 0;
        self.take(&more);
        Ok(())
    }

    /// Decodes what was read.
    fn take(&mut self, bytes: &[u8]) {
        let Some(decoder) = &mut self.decoder else { return };
        let mut text = String::with_capacity(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(4 * bytes.len() + 16));
        let (_, _, had_errors) = decoder.decode_to_string(bytes, &mut text, self.has_ended);
        self.is_garbled |= had_errors;
        self.rest.extend_from_slice(text.as_bytes());
    }
}

/// Reads the next bytes of a file behind others; how many there were.
fn read_more(from: &mut impl Read, size: usize, into: &mut Vec<u8>) -> io::Result<usize> {
    /// Whoever asks for more than the file has pays only for what it has.
    const AT_ONCE: usize = 1 << 20;
    // Memory that is not there is an error like any other.
    into.try_reserve(size.min(AT_ONCE)).map_err(|_| io::Error::from(io::ErrorKind::OutOfMemory))?;
    from.by_ref().take(size as u64).read_to_end(into)
}

/// Where the last row of a text ends that is whole, while more may follow.
fn whole_rows(bytes: &[u8], delimiter: u8) -> usize {
    // A line that ends with a return may go on with a newline.
    let ends = |at: usize| bytes[at] == b'\n' || bytes[at] == b'\r' && bytes.get(at + 1).is_some_and(|next| *next != b'\n');
    if memchr::memchr(b'"', bytes).is_none() {
        return memchr::memrchr2_iter(b'\n', b'\r', bytes).find(|at| ends(*at)).map_or(0, |at| at + 1);
    }
    let (mut quotes, mut end) = (Quotes::default(), 0);
    for (at, byte) in bytes.iter().enumerate() {
        quotes.read(*byte, delimiter);
        if !quotes.within && ends(at) {
            end = at + 1;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of which a few bytes come at a time.
    struct Slowly<'b>(&'b [u8], usize);

    impl Read for Slowly<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let bytes = self.1.min(into.len()).min(self.0.len());
            into[..bytes].copy_from_slice(&self.0[..bytes]);
            self.0 = &self.0[bytes..];
            Ok(bytes)
        }
    }

    #[test]
    fn rows_stay_whole() {
        for (text, whole) in
            [("a,b\nc", "a,b\n"), ("a,\"b\nc\",d\ne", "a,\"b\nc\",d\n"), ("a\r\nb\r", "a\r\n"), ("a\rb\rc", "a\rb\r"), ("a,\"b\n", "")]
        {
            assert_eq!(&text[..whole_rows(text.as_bytes(), b',')], whole, "{text:?}");
        }
    }

    #[test]
    fn pieces_are_the_file() {
        let row = |at: usize| format!("{at},\"{}\nø\",{}\n", "x".repeat(at % 97), "y".repeat(at % 31));
        let text: String = (0..20_000).map(row).collect();
        let mut faults = Faults::default();
        let mut pieces =
            Pieces::open("f", Slowly(text.as_bytes(), 7_001), 50_000, None, b',', &mut faults).expect("read").expect("a table");
        let (mut all, mut line, mut count) = (Vec::new(), 1, 0);
        while let Some(piece) = pieces.next_piece().expect("read") {
            assert_eq!(piece.line, line);
            line += piece.bytes.iter().filter(|byte| **byte == b'\n').count();
            assert!(piece.bytes.ends_with(b"\n") && matches!(piece.text().content, std::borrow::Cow::Borrowed(_)));
            assert!(!piece.is_end || all.len() + piece.len() == text.len());
            all.extend(piece.bytes);
            count += 1;
        }
        assert!(all == text.as_bytes() && count > 3, "{count} pieces");
        let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
        let mut pieces =
            Pieces::open("f", latin.as_slice(), 10_000, Some("windows-1252"), b',', &mut faults).expect("read").expect("a table");
        let mut all = Vec::new();
        while let Some(piece) = pieces.next_piece().expect("read") {
            all.extend(piece.bytes);
        }
        assert!(all == text.as_bytes() && faults.is_empty());
    }
}
