/// The questions on the way to a decision, by name. Their order stands in [`ORDER`](super::ORDER).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClauseName {
    /// Whether the policy is for the invoice at all.
    Covered,
    /// Whether nothing is owed any more.
    Settled,
    /// Whether the policy leaves it alone.
    Exempt,
    /// Whether something holds it.
    Held,
    /// Whether too little is owed.
    Small,
    /// Whether the claim is time-barred.
    Barred,
    /// Whether a step is left.
    Step,
    /// Whether the step is due.
    Due,
    /// Whether a notice has gone out on the day already.
    OneToday,
    /// Whether notices go out on the day.
    RunDay,
    /// Whether every figure of the notice is known.
    Figures,
    /// Whether the interest owed is known.
    Interest,
    /// Whether the law lets the notice go out.
    Law,
    /// Nothing has stopped it.
    Send,
}

impl ClauseName {
    /// The words it is called by.
    pub fn words(self) -> &'static str {
        match self {
            ClauseName::Covered => "covered",
            ClauseName::Settled => "settled",
            ClauseName::Exempt => "exempt",
            ClauseName::Held => "held",
            ClauseName::Small => "small",
            ClauseName::Barred => "barred",
            ClauseName::Step => "step",
            ClauseName::Due => "due",
            ClauseName::OneToday => "one today",
            ClauseName::RunDay => "run day",
            ClauseName::Figures => "figures",
            ClauseName::Interest => "interest",
            ClauseName::Law => "law",
            ClauseName::Send => "send",
        }
    }
}
