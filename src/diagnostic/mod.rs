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
    /// The table's sentences, as long as blanks in them may be filled.
    pub(crate) blanks: Blanks,
}

/// The sentences of the table with their `{placeholders}`, and what has been filled in so far.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Blanks {
    label: &'static str,
    text: &'static str,
    hint: &'static str,
    filled: Vec<(&'static str, String)>,
}

impl Blanks {
    fn fill(&self, sentence: &str) -> String {
        filled(sentence, |name| self.filled.iter().find(|(placeholder, _)| *placeholder == name).map(|(_, value)| value.as_str()))
    }
}

impl Diagnostic {
    /// A finding with nothing yet but its name and place.
    pub fn new(code: &str, severity: Severity, stage: Stage, title: &str, span: Span) -> Diagnostic {
        Diagnostic {
            code: code.into(),
            severity,
            stage,
            title: title.into(),
            span,
            label: String::new(),
            others: Vec::new(),
            text: None,
            hint: None,
            fix: None,
            blanks: Blanks::default(),
        }
    }

    /// Whether it keeps the text from being used: an error of syntax, names or units.
    pub fn refuses(&self) -> bool {
        self.severity == Severity::Error && self.stage.refuses()
    }

    /// Says the table's sentences, with their blanks.
    fn sentences(mut self, label: &'static str, text: &'static str, hint: &'static str) -> Diagnostic {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_string());
        (self.label, self.text, self.hint) = (label.into(), some(text), some(hint));
        self.blanks = Blanks { label, text, hint, filled: Vec::new() };
        self
    }

    /// Fills a `{placeholder}` of the table's label, text and hint. A sentence that has been said otherwise in the meantime stays as it is.
    #[must_use]
    pub fn with(mut self, placeholder: &'static str, value: impl std::fmt::Display) -> Diagnostic {
        let before = self.blanks.clone();
        self.blanks.filled.push((placeholder, value.to_string()));
        let said = [(Some(&mut self.label), before.label), (self.text.as_mut(), before.text), (self.hint.as_mut(), before.hint)];
        for (said, sentence) in said {
            if let Some(said) = said.filter(|said| **said == before.fill(sentence)) {
                *said = self.blanks.fill(sentence);
            }
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

/// A sentence of a table with its `{placeholders}` filled, none of them with what stands in another's value; one that has no value stays.
pub fn filled<'v>(sentence: &str, value: impl Fn(&str) -> Option<&'v str>) -> String {
    let mut out = String::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let known = after.split_once('}').and_then(|(name, after)| Some((value(name)?, after)));
        let (text, after) = known.unwrap_or(("{", after));
        out.push_str(text);
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_user_wrote_in_braces_fills_no_blank() {
        let span = Span::new(FileId(0), 0..1);
        let said = UNEXPECTED.at(span).with("found", "the text \"{expected}\"").with("expected", "a date");
        assert_eq!(said.label, "expected a date, found the text \"{expected}\"");
        let other = UNKNOWN_STEP.at(span).with("found", "{known}").hint("{known} as it stands").with("known", "a list");
        assert_eq!((other.label.as_str(), other.hint.as_deref()), ("no step is called `{known}`", Some("{known} as it stands")));
    }
}
