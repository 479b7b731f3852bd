/// Why a condition has no answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoAnswer {
    /// The ledger has no value for a fact, and the policy no default.
    Missing(String),
    /// The fact rests on a rate the law does not tell.
    Unknown,
}

/// A fact without a value, in the ledger and as a default: its name. That is all that can be wanting where nothing asked for rests on a rate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Missing(pub String);

impl From<Missing> for NoAnswer {
    fn from(Missing(fact): Missing) -> NoAnswer {
        NoAnswer::Missing(fact)
    }
}
