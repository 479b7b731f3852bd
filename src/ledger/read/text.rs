use std::borrow::Cow;

use encoding_rs::Encoding;

use super::File;
use crate::ledger::codes::{A_WORKBOOK, EMPTY_FILE, FOR_EXCEL, IN_XML, UNKNOWN_ENCODING, UTF_16};
use crate::ledger::{Fault, FaultKind, Faults};

/// A file's content as text, without its byte-order mark.
pub(crate) struct Text<'b> {
    pub content: Cow<'b, str>,
    /// Whether some bytes were none of the encoding; U+FFFD stands for them.
    pub garbled: bool,
}

impl<'b> Text<'b> {
    /// The text of a file in UTF-8, or in the encoding a mapping states by its label. `None` when a fault was told.
    pub fn decode(file: File<'b>, encoding: Option<&str>, faults: &mut Faults) -> Option<Text<'b>> {
        if let Some(kind) = of_another_kind(file.bytes) {
            faults.push(Fault::new(kind, file.name, 0));
            return None;
        }
        let text = match encoding {
            None => Text::utf8(file, faults)?,
            Some(label) => {
                let Some(encoding) = Encoding::for_label(label.as_bytes()) else {
                    faults.push(Fault::new(UNKNOWN_ENCODING, file.name, 0).value(label));
                    return None;
                };
                let (content, garbled) = encoding.decode_with_bom_removal(file.bytes);
                Text { content, garbled }
            }
        };
        if text.content.trim().is_empty() {
            faults.push(Fault::new(EMPTY_FILE, file.name, 0));
            return None;
        }
        Some(text)
    }

    fn utf8(file: File<'b>, faults: &mut Faults) -> Option<Text<'b>> {
        if file.bytes.starts_with(b"\xFF\xFE") || file.bytes.starts_with(b"\xFE\xFF") {
            faults.push(Fault::new(UTF_16, file.name, 1));
            return None;
        }
        let bytes = file.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file.bytes);
        let content = String::from_utf8_lossy(bytes);
        let garbled = matches!(content, Cow::Owned(_));
        Some(Text { content, garbled })
    }
}

/// What a file is that is no table of values, where its first bytes tell: one message says more than a fault a row.
fn of_another_kind(bytes: &[u8]) -> Option<&'static FaultKind> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let kinds: [(&[u8], &FaultKind); 4] =
        [(b"PK\x03\x04", A_WORKBOOK), (b"\xD0\xCF\x11\xE0", A_WORKBOOK), (b"<", IN_XML), (b"sep=", FOR_EXCEL)];
    kinds.into_iter().find(|(begins, _)| bytes.starts_with(begins)).map(|(_, kind)| kind)
}
