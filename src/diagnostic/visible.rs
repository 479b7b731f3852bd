use std::borrow::Cow;
use std::io::{self, Write};

/// A text from outside as a person may see it: what would move the cursor, start a new line, colour the screen or turn the direction of writing around
/// stands there by its name (`\n`) or its number (`\u{1b}`).
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, |c| c == '\n' || is_hidden(c))
}

fn escaped(text: &str, hides: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&hides) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            _ if !hides(c) => out.push(c),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
        }
    }
    Cow::Owned(out)
}

/// Whether a character is none that is read, line ends aside: controls, marks that separate lines or change the direction of writing, and characters
/// without any width.
fn is_hidden(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let unseen = matches!(c, '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
    c.is_control() && c != '\n' || unseen || turns
}

/// Writes what people read: hidden characters as [`visible`] shows them, line ends as they are.
pub struct Visible<W>(pub W);

impl<W: Write> Write for Visible<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Formatted text comes in whole characters.
        match std::str::from_utf8(bytes) {
            Ok(text) => self.0.write_all(escaped(text, is_hidden).as_bytes())?,
            Err(_) => self.0.write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_is_shown_and_what_is_read_stays() {
        assert_eq!(visible("Åse & Sønn\u{a0}AS – 38,00 €"), "Åse & Sønn\u{a0}AS – 38,00 €");
        assert_eq!(visible("a\u{1b}[31mb\u{202e}c\r\nd\te\u{7f}"), "a\\u{1b}[31mb\\u{202e}c\\r\\nd\\te\\u{7f}");
        let mut out = Visible(Vec::new());
        let value = "\u{2066}x\u{7}";
        write!(out, "one\ntwo {value}\n").expect("written");
        assert_eq!(String::from_utf8(out.0).expect("text"), "one\ntwo \\u{2066}x\\u{7}\n");
    }
}
