use crate::value::Day;

/// What there is too much of to go through every case of a policy.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TooMany {
    /// Cases: kinds of invoices with histories that can still be told apart, day by day.
    Cases(Cut),
    /// Ways in which the conditions of the policy can be answered on one day.
    Answers,
    /// Ways in which facts hang together: those of one invoice are not what they were taken to be.
    Facts,
    /// Amounts before a share that is rounded and a limit that is rounded come to the same again.
    Amounts {
        /// The step whose fee it is, by its place.
        step: usize,
    },
    /// Sums that earlier charges can come to, where these are shares of the invoice's money and a rule limits the total.
    Sums {
        /// The step whose fee it is, by its place.
        step: usize,
    },
    /// Cases of an earlier version, which could not be gone through itself: what it leaves open is not known.
    Earlier,
    /// Cases that began before a version which takes over open cases but is not for them: they come to the version in force.
    LeftOver {
        /// The first day of that version.
        from: Day,
    },
}

/// How far the cases were gone through.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Cut {
    /// How many were looked at.
    pub cases: u64,
    /// Whether runs may be late and payments come; otherwise the schedule as it is written.
    pub any_runs: bool,
    /// The sending day that was come to.
    pub on: Day,
    /// The last sending day.
    pub until: Day,
    /// What tells most of them apart.
    pub axis: Axis,
    /// How many values that has on the day.
    pub values: usize,
}

/// What tells cases apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Axis {
    /// Debtors, bands of amounts and agreements.
    Kinds,
    /// How the facts that conditions ask for stand to each other.
    Facts,
    /// What is remembered of the notices.
    Notices,
    /// The days on which something is answered otherwise.
    Days,
}

impl Axis {
    /// All of them.
    pub const ALL: [Axis; 4] = [Axis::Kinds, Axis::Facts, Axis::Notices, Axis::Days];
}
