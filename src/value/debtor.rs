/// Who owes: the law treats the three kinds differently.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Debtor {
    /// A private person. An unknown debtor is treated as one.
    Consumer,
    /// A trader.
    Business,
    /// A public authority.
    Public,
}

impl Debtor {
    /// Every kind with its word.
    pub const ALL: [(&'static str, Debtor); 3] =
        [("consumer", Debtor::Consumer), ("business", Debtor::Business), ("public", Debtor::Public)];

    /// The word that names it.
    pub fn word(self) -> &'static str {
        Debtor::ALL[self as usize].0
    }

    /// What one is called in a sentence.
    pub fn described(self) -> &'static str {
        match self {
            Debtor::Consumer => "a consumer",
            Debtor::Business => "a business",
            Debtor::Public => "a public debtor",
        }
    }

    /// The kind a word names.
    pub fn from_word(word: &str) -> Option<Debtor> {
        Debtor::ALL.iter().find(|(name, _)| *name == word).map(|(_, debtor)| *debtor)
    }
}

/// A set of debtor kinds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Debtors(u8);

impl Debtors {
    /// No kind.
    pub const NONE: Debtors = Debtors(0);
    /// Every kind.
    pub const ALL: Debtors = Debtors(0b111);

    /// The set with this kind too.
    #[must_use]
    pub fn with(self, debtor: Debtor) -> Debtors {
        Debtors(self.0 | 1 << debtor as u8)
    }

    /// Whether this kind is in the set.
    pub fn contains(self, debtor: Debtor) -> bool {
        self.0 & 1 << debtor as u8 != 0
    }

    /// The kinds in the set, consumers first.
    pub fn iter(self) -> impl Iterator<Item = Debtor> {
        Debtor::ALL.into_iter().map(|(_, debtor)| debtor).filter(move |debtor| self.contains(*debtor))
    }
}
