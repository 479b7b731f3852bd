/// What there is too much of to go through every case of a policy.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TooMany {
    /// Combinations of tags and declared facts.
    TagsAndFacts,
    /// Combinations of amounts and facts of the customer that conditions ask for.
    AmountsOfCustomer,
    /// Histories in which steps are late or skipped.
    Histories,
    /// Amounts before a share that is rounded and a limit that is rounded come to the same again.
    Amounts,
}
