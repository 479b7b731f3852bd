//! What Frist has to say about a text: where, what, why and what to do about it.

mod nearest;
mod render;
mod source;
mod table;
mod visible;

pub use nearest::{did_you_mean, nearest, other_words};
pub use render::{LISTED, render};
pub use source::{FileId, Sources, Span, Spanned};
pub use table::*;
pub use visible::{Visible, visible};

/// How much a finding matters; contracts.md has the table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// The text cannot be used, or breaks a rule of law.
    Error,
    /// Guidance and practice; sanity that may be meant.
    Warning,
    /// Coverage, assumptions, money left on the table.
    Note,
}

impl Severity {
    /// The word of the contracts.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// What a diagnostic is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// The text cannot be read.
    Text,
    /// Names, types and units.
    Names,
    /// Whether what is written makes sense.
    Sanity,
    /// A rule of law or a piece of advice.
    Law,
    /// A fault of Frist.
    Internal,
}

impl Stage {
    /// Whether an error of this stage keeps a text from being used.
    pub const fn refuses(self) -> bool {
        matches!(self, Stage::Text | Stage::Names)
    }

    /// The stage of a code of the table.
    const fn of(code: &str) -> Stage {
        match code.as_bytes() {
            [b'F', b'0', ..] => Stage::Text,
            [b'F', b'1', ..] => Stage::Names,
            [b'F', b'2', ..] => Stage::Sanity,
            [b'F', b'9', ..] => Stage::Internal,
            _ => panic!("a code of the table begins with F0, F1, F2 or F9"),
        }
    }
}

/// A replacement that mends what a diagnostic points at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// What is replaced.
    pub span: Span,
    /// What stands there instead.
    pub text: String,
}

/// One finding about one place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// A code of the table, or the name of a statute's rule.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// What it is about.
    pub stage: Stage,
    /// Two or three words.
    pub title: String,
    /// The exact place.
    pub span: Span,
    /// What is wrong at that spot.
    pub label: String,
    /// Other places that matter, each with its label.
    pub others: Vec<(Span, String)>,
    /// Why it is wrong.
    pub text: Option<String>,
    /// What to do.
    pub hint: Option<String>,
    /// The replacement that does it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// Whether it keeps the text from being used: an error of syntax, names or units.
    pub fn refuses(&self) -> bool {
        self.severity == Severity::Error && self.stage.refuses()
    }

    /// Fills a `{placeholder}` of the table's label, text and hint.
    #[must_use]
    pub fn with(mut self, placeholder: &str, value: impl std::fmt::Display) -> Diagnostic {
        let (from, to) = (format!("{{{placeholder}}}"), value.to_string());
        for text in [Some(&mut self.label), self.text.as_mut(), self.hint.as_mut()].into_iter().flatten() {
            *text = text.replace(&from, &to);
        }
        self
    }

    /// Says what to do, in place of the table's hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hint = Some(hint.into());
        self
    }

    /// Points at another place that matters.
    #[must_use]
    pub fn and(mut self, span: Span, label: impl Into<String>) -> Diagnostic {
        self.others.push((span, label.into()));
        self
    }

    /// Offers a replacement.
    #[must_use]
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.fix = Some(Fix { span, text: text.into() });
        self
    }
}
