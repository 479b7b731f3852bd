//! What Frist has to say about a text: where, what, why and what to do about it.

mod render;
mod source;
mod table;

pub use render::render;
pub use source::{FileId, Sources, Span, Spanned};
pub use table::*;

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

/// The word of `known` nearest to `word`, if one is near enough to be what was meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = 1 + word.chars().count() / 4;
    let folded = word.to_lowercase();
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&folded, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
