/// How two values are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operator {
    /// Not below.
    AtLeast,
    /// Not above.
    AtMost,
    /// Above, not equal.
    Above,
    /// Below, not equal.
    Below,
    /// Equal.
    Is,
    /// Not equal.
    IsNot,
}

impl Operator {
    /// Every operator with its words.
    pub const ALL: [(&'static str, Operator); 6] = [
        ("at least", Operator::AtLeast),
        ("at most", Operator::AtMost),
        ("above", Operator::Above),
        ("below", Operator::Below),
        ("is", Operator::Is),
        ("is not", Operator::IsNot),
    ];

    /// Whether it holds of a left value that stands to the right one like this.
    pub fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Operator::AtLeast => ordering.is_ge(),
            Operator::AtMost => ordering.is_le(),
            Operator::Above => ordering.is_gt(),
            Operator::Below => ordering.is_lt(),
            Operator::Is => ordering.is_eq(),
            Operator::IsNot => ordering.is_ne(),
        }
    }

    /// Its words.
    pub fn words(self) -> &'static str {
        Operator::ALL.iter().find(|(_, operator)| *operator == self).map_or("", |(words, _)| words)
    }
}
