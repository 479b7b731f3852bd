use std::borrow::Cow;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::NotGuessed;

/// The text of a file, and what its encoding is taken to be.
pub(super) struct Decoded<'b> {
    pub text: Cow<'b, str>,
    /// As a mapping names it.
    pub label: &'static str,
    /// What speaks for it.
    pub because: &'static str,
}

/// Decodes the first bytes of a file, or all of them.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, NotGuessed> {
    for (mark, encoding, label) in [(&b"\xFF\xFE"[..], UTF_16LE, "utf-16le"), (b"\xFE\xFF", UTF_16BE, "utf-16be")] {
        if bytes.starts_with(mark) {
            let (text, _) = encoding.decode_with_bom_removal(bytes);
            return Ok(Decoded { text, label, because: "its byte-order mark says so" });
        }
    }
    // A text in one of these has no such byte.
    if bytes.contains(&0) {
        return Err(NotGuessed::NoText);
    }
    let (with_mark, without) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (true, rest),
        None => (false, bytes),
    };
    let whole = match std::str::from_utf8(without) {
        Ok(text) => Some(text),
        // The last letter may be cut in two.
        Err(error) if error.error_len().is_none() => std::str::from_utf8(&without[..error.valid_up_to()]).ok(),
        Err(_) => None,
    };
    Ok(match whole {
        Some(text) => {
            let because = match (with_mark, text.is_ascii()) {
                (true, _) => "its byte-order mark says so",
                (false, true) => "it has no other letters than those of English, which most encodings have alike",
                (false, false) => "all its letters are letters in it",
            };
            Decoded { text: text.into(), label: UTF_8.name(), because }
        }
        None => {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(without);
            Decoded { text, label: "windows-1252", because: "it is not UTF-8; look at an å, ä or ö of it" }
        }
    })
}
