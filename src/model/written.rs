use crate::diagnostic::Span;

/// Where a policy says what its plan holds: the same places, by the same index.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// The line that opens it.
    pub head: Span,
    /// Its currency.
    pub currency: Span,
    /// The period it holds.
    pub valid: Span,
    /// Late interest; the opening line where nothing is said of it.
    pub interest: Span,
    /// `takes over open cases`.
    pub takes_over: Option<Span>,
    /// `continue while disputed`.
    pub continue_disputed: Option<Span>,
    /// `agreed reminder fee`.
    pub agreed_fee: Option<Span>,
    /// `agreed late interest`.
    pub agreed_interest: Option<Span>,
    /// `invoices are sent at least …`.
    pub sent_before_due: Option<Span>,
    /// Each step.
    pub steps: Vec<WrittenStep>,
    /// The payment terms of each credit class.
    pub terms: Vec<Option<Span>>,
}

/// Where one step is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WrittenStep {
    /// The line that opens it.
    pub head: Span,
    /// When it applies.
    pub when: Option<Span>,
    /// Each comparison of that condition, in order.
    pub comparisons: Vec<Span>,
    /// When it is due.
    pub send: Span,
    /// How long the debtor gets.
    pub deadline: Option<Span>,
    /// What it costs.
    pub fee: Span,
    /// That it claims the compensation.
    pub compensation: Option<Span>,
}

/// Where a statute or a practice says what the law made of it holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WrittenLaw {
    /// The line that opens it.
    pub head: Span,
    /// Each rule's block, by the rule's code.
    pub rules: Vec<(String, Span)>,
    /// When a claim lapses.
    pub limitation: Option<Span>,
    /// The entries of each value, by the value's place.
    pub entries: Vec<Vec<Span>>,
}

impl WrittenLaw {
    /// The block of the rule of a code.
    pub fn rule(&self, id: &str) -> Option<Span> {
        self.rules.iter().find(|(own, _)| own == id).map(|(_, span)| *span)
    }
}
