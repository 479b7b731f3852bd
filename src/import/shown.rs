//! Texts of the file as they stand in messages, comments and texts of a policy.

use crate::diagnostic::visible;

/// As much of a text of the file as a message shows, within backticks or a comment.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let short: String = text.chars().take(MOST).collect();
    let more = if short.len() < text.len() { "…" } else { "" };
    format!("{}{more}", visible(&short).replace('`', "'"))
}
