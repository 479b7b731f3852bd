/// Why a condition has no answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoAnswer {
    /// The ledger has no value for a fact, and the policy no default.
    Missing(String),
    /// The fact rests on a rate the law does not tell.
    Unknown,
}
