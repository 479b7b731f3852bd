//! A mapping to start from, made of what a foreign file looks like. It says what was seen and how sure that is, and leaves what it cannot know as a
//! comment. Nothing is guessed when a ledger is read: the mapping that somebody has looked at says it all.

mod columns;
mod dates;
mod layout;
mod numbers;
mod text;
mod words;
mod write;

pub use write::guess;

/// Why there is nothing to guess from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotGuessed {
    /// It has no two rows with the same marks between their values.
    NoTable,
    /// Its bytes are no text.
    NoText,
}
