use std::borrow::Cow;

use encoding_rs::Encoding;

use super::File;
use crate::ledger::codes::{EMPTY_FILE, UNKNOWN_ENCODING, UTF_16};
use crate::ledger::{Fault, Faults};

/// A file's content as text, without its byte-order mark.
pub(crate) struct Text<'b> {
    pub content: Cow<'b, str>,
    /// Whether some bytes were none of the encoding; U+FFFD stands for them.
    pub garbled: bool,
}

impl<'b> Text<'b> {
    /// The text of a file in UTF-8, or in the encoding a mapping states by its label. `None` when a fault was told.
    pub fn decode(file: File<'b>, encoding: Option<&str>, faults: &mut Faults) -> Option<Text<'b>> {
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
