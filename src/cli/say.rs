//! What a run remarks on besides its result, for people, on standard error. Nobody who closes it loses the result.

use std::fmt::Display;
use std::io::Write;

use super::progress;
use crate::diagnostic::{Visible, visible};

/// One line, whatever stands in what it names.
pub fn say(line: impl Display) {
    say_all(&format!("{}\n", visible(&line.to_string())));
}

/// Lines that end already.
pub fn say_all(text: &str) {
    progress::end();
    let _ = Visible(std::io::stderr().lock()).write_all(text.as_bytes());
}
