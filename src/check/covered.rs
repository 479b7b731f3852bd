use crate::value::Day;

/// How much was gone through.
#[derive(Clone, Debug)]
pub struct Covered {
    /// The first and the last sending day that is judged.
    pub window: (Day, Day),
    /// Kinds of invoices: debtors, bands of amounts, agreements.
    pub kinds: usize,
    /// Situations that were put to the evaluator and the law, each once.
    pub situations: usize,
    /// Cases that were looked at, each on each day.
    pub cases: u64,
    /// Sending days on which the law or a fee changes.
    pub changes: Vec<Day>,
    /// Days after the due date from which on something is answered otherwise.
    pub ages: Vec<i32>,
    /// Payment terms that rules ask for.
    pub terms: Vec<i32>,
}
