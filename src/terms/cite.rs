/// Where a fact of law is written, and how sure we are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cite {
    /// The place.
    pub text: String,
    /// What it rests on.
    pub basis: Basis,
    /// How sure.
    pub confidence: Confidence,
}

/// What a citation rests on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Basis {
    /// Law.
    Statute,
    /// What an authority says.
    Guidance,
    /// What the trade does.
    Practice,
}

impl Basis {
    /// Each with its word.
    pub const ALL: [(&'static str, Basis); 3] = [("statute", Basis::Statute), ("guidance", Basis::Guidance), ("practice", Basis::Practice)];

    /// Its word.
    pub fn word(self) -> &'static str {
        Basis::ALL[self as usize].0
    }
}

/// How sure a fact of law is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Confidence {
    /// Two sources, or the text of the law.
    High,
    /// One source.
    Medium,
    /// Weak or inferred.
    Low,
}

impl Confidence {
    /// Each with its word.
    pub const ALL: [(&'static str, Confidence); 3] = [("high", Confidence::High), ("medium", Confidence::Medium), ("low", Confidence::Low)];

    /// Its word.
    pub fn word(self) -> &'static str {
        Confidence::ALL[self as usize].0
    }
}
