/// The nine decisions of contracts.md.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DecisionKind {
    /// A notice goes out today.
    Send,
    /// The next step is not due, or today is no run day.
    Wait,
    /// Something holds the case.
    Hold,
    /// The policy leaves it alone.
    Exempt,
    /// The balance is under the policy's limit.
    Ignore,
    /// Nothing is owed.
    Settled,
    /// No step is left, it is handed over, or time-barred.
    Finished,
    /// The law forbids the notice today.
    Withheld,
    /// No policy covers it, or a fact is missing.
    Unmatched,
}

impl DecisionKind {
    /// Each with its word.
    pub const ALL: [(&'static str, DecisionKind); 9] = [
        ("send", DecisionKind::Send),
        ("wait", DecisionKind::Wait),
        ("hold", DecisionKind::Hold),
        ("exempt", DecisionKind::Exempt),
        ("ignore", DecisionKind::Ignore),
        ("settled", DecisionKind::Settled),
        ("finished", DecisionKind::Finished),
        ("withheld", DecisionKind::Withheld),
        ("unmatched", DecisionKind::Unmatched),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        DecisionKind::ALL[self as usize].0
    }
}
