/// Which of the columns that mean nothing to Frist itself are kept, as facts: of the others nobody asks for a text, and only their names are known.
#[derive(Clone, Copy)]
pub enum FactColumns<'a> {
    /// All of them.
    All,
    /// Those that the policies of a run name.
    Named(&'a dyn Fn(&str) -> bool),
}

impl FactColumns<'_> {
    /// Whether a column is one of them.
    pub fn is(self, name: &str) -> bool {
        match self {
            FactColumns::All => true,
            FactColumns::Named(named) => named(name),
        }
    }
}
