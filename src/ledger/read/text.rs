use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use super::File;
use crate::ledger::codes::{A_PARQUET, A_WORKBOOK, EMPTY_FILE, FOR_EXCEL, IN_XML, UNKNOWN_ENCODING, UTF_16};
use crate::ledger::mapping::TableMapping;
use crate::ledger::{Fault, FaultKind, Faults};

/// A file's content as text, without its byte-order mark, or a piece of it.
pub(crate) struct Text<'b> {
    pub content: Cow<'b, str>,
    pub garbled: Garbled,
}

/// Where bytes were none of the encoding; U+FFFD stands for them.
#[derive(PartialEq, Eq, Debug)]
pub(crate) enum Garbled {
    /// At these places of the text, in order.
    At(Vec<usize>),
    /// Wherever there is such a character.
    Anywhere,
}

impl Garbled {
    /// Whether some of them may be between two places.
    pub fn is_within(&self, start: usize, end: usize) -> bool {
        match self {
            Garbled::At(places) if places.is_empty() => false,
            Garbled::At(places) => places.get(places.partition_point(|at| *at < start)).is_some_and(|at| *at < end),
            Garbled::Anywhere => true,
        }
    }
}

impl<'b> Text<'b> {
    /// The text of a file, in UTF-8 or in the encoding that a mapping states. `None` when a fault was told.
    pub fn decode(file: File<'b>, mapping: Option<&TableMapping>, faults: &mut Faults) -> Option<Text<'b>> {
        let text = match encoding_of(file.name, file.bytes, mapping.map(|mapping| mapping.encoding.as_str()), faults)? {
            None => Text::utf8(without_mark(file.bytes)),
            Some(encoding) => {
                let (content, had_errors) = encoding.decode_with_bom_removal(file.bytes);
                Text { content, garbled: if had_errors { Garbled::Anywhere } else { Garbled::At(Vec::new()) } }
            }
        };
        if text.content.trim().is_empty() {
            faults.push(Fault::new(EMPTY_FILE, file.name, 0));
            return None;
        }
        Some(text)
    }

    /// A text in UTF-8.
    pub fn utf8(bytes: &'b [u8]) -> Text<'b> {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Text { content: Cow::Borrowed(text), garbled: Garbled::At(Vec::new()) };
        }
        let (mut content, mut places) = (String::with_capacity(bytes.len()), Vec::new());
        for chunk in bytes.utf8_chunks() {
            content.push_str(chunk.valid());
            if !chunk.invalid().is_empty() {
                places.push(content.len());
                content.push('\u{fffd}');
            }
        }
        Text { content: Cow::Owned(content), garbled: Garbled::At(places) }
    }
}

/// The encoding that a mapping states by its label, where it is not UTF-8. `None` when a fault was told: of the label, or of a file that by its first bytes is
/// another kind of thing.
pub(crate) fn encoding_of(file: &str, first: &[u8], label: Option<&str>, faults: &mut Faults) -> Option<Option<&'static Encoding>> {
    if let Some(kind) = of_another_kind(first).or(is_parquet(file, first).then_some(A_PARQUET)) {
        faults.push(Fault::new(kind, file, 0));
        return None;
    }
    let Some(label) = label else {
        if first.starts_with(b"\xFF\xFE") || first.starts_with(b"\xFE\xFF") {
            faults.push(Fault::new(UTF_16, file, 1));
            return None;
        }
        return Some(None);
    };
    let encoding = Encoding::for_label(label.as_bytes());
    if encoding.is_none() {
        faults.push(Fault::new(UNKNOWN_ENCODING, file, 0).value(label));
    }
    Some(Some(encoding?).filter(|encoding| *encoding != UTF_8))
}

/// What stands behind the byte-order mark, if there is one.
pub(crate) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// Whether a file is Parquet, by how it begins or how its name ends.
pub fn is_parquet(file: &str, first: &[u8]) -> bool {
    const ENDING: &str = ".parquet";
    let ending = file.len().checked_sub(ENDING.len()).and_then(|at| file.get(at..));
    first.starts_with(b"PAR1") || ending.is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING))
}

/// What a file is that is no table of values, where its first bytes tell: one message says more than a fault a row.
fn of_another_kind(bytes: &[u8]) -> Option<&'static FaultKind> {
    let bytes = without_mark(bytes).trim_ascii_start();
    let kinds: [(&[u8], &FaultKind); 4] =
        [(b"PK\x03\x04", A_WORKBOOK), (b"\xD0\xCF\x11\xE0", A_WORKBOOK), (b"<", IN_XML), (b"sep=", FOR_EXCEL)];
    kinds.into_iter().find(|(begins, _)| bytes.starts_with(begins)).map(|(_, kind)| kind)
}
