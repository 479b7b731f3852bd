//! Texts of the file as they stand in messages, comments and texts of a policy.

use crate::diagnostic::visible;

/// On one line, with nothing in it that is not seen, nor the character that stands for what was lost: a policy with one is refused.
pub(super) fn harmless(text: &str) -> String {
    visible(text).replace('\u{fffd}', "\\u{fffd}")
}

/// As much of a text of the file as a message shows, within backticks or a comment.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let short: String = text.chars().take(MOST).collect();
    let more = if short.len() < text.len() { "…" } else { "" };
    format!("{}{more}", harmless(&short).replace('`', "'"))
}
