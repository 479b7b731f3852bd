/// What a notice is in the eyes of the law. A statute attaches to acts, never to the names of steps.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Act {
    /// A friendly word before or after the due date; never a fee.
    Courtesy,
    /// A telephone call.
    Call,
    /// A reminder.
    Reminder,
    /// The notice that collection will follow (NO and DK inkassovarsel).
    CollectionNotice,
    /// The creditor's own formal demand (NO betalingsoppfordring, SE inkassokrav, FI maksuvaatimus).
    PaymentDemand,
    /// The hand-over to an agency, a court or a bailiff.
    Handover,
    /// A step of legal recovery.
    LegalStep,
    /// The claim is given up.
    WriteOff,
    /// The claim is sold or pledged (factoring). No rule of a statute speaks of it.
    Assignment,
}

impl Act {
    /// Every act with the word that names it in policies, statutes and ledgers.
    pub const ALL: [(&'static str, Act); 9] = [
        ("courtesy", Act::Courtesy),
        ("call", Act::Call),
        ("reminder", Act::Reminder),
        ("collection-notice", Act::CollectionNotice),
        ("payment-demand", Act::PaymentDemand),
        ("handover", Act::Handover),
        ("legal-step", Act::LegalStep),
        ("write-off", Act::WriteOff),
        ("assignment", Act::Assignment),
    ];

    /// The word that names it.
    pub fn word(self) -> &'static str {
        Act::ALL[self as usize].0
    }

    /// One of them in a sentence: `a reminder`, `an assignment`.
    pub fn described(self) -> String {
        let word = self.word();
        format!("{} {word}", if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" })
    }

    /// The act a word names.
    pub fn from_word(word: &str) -> Option<Act> {
        Act::ALL.iter().find(|(name, _)| *name == word).map(|(_, act)| *act)
    }

    /// Whether it may follow a hand-over.
    pub fn follows_handover(self) -> bool {
        matches!(self, Act::LegalStep | Act::WriteOff | Act::Assignment)
    }
}
