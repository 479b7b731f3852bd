/// The nine decisions of contracts.md.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Outcome {
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

impl Outcome {
    /// Each with its word.
    pub const ALL: [(&'static str, Outcome); 9] = [
        ("send", Outcome::Send),
        ("wait", Outcome::Wait),
        ("hold", Outcome::Hold),
        ("exempt", Outcome::Exempt),
        ("ignore", Outcome::Ignore),
        ("settled", Outcome::Settled),
        ("finished", Outcome::Finished),
        ("withheld", Outcome::Withheld),
        ("unmatched", Outcome::Unmatched),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        Outcome::ALL[self as usize].0
    }
}
