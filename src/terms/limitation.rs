use super::Cite;
use crate::value::{Act, Debtor, Debtors};

/// When a claim lapses.
#[derive(Clone, PartialEq, Debug)]
pub struct Limitation {
    /// Its code.
    pub id: String,
    /// Where it is written.
    pub cite: Option<Cite>,
    /// After how long, every kind of debtor once.
    pub ends: Vec<Lapse>,
    /// Whether the last day itself is already too late.
    pub last_day_excluded: bool,
    /// Whether a last day that is no business day moves to the next.
    pub moved: bool,
    /// What starts it anew.
    pub restarts: Vec<Restart>,
}

impl Limitation {
    /// When a claim on this kind of debtor lapses.
    pub fn of(&self, debtor: Debtor) -> Option<&Lapse> {
        self.ends.iter().find(|lapse| lapse.debtors.contains(debtor))
    }

    /// The months that begin when this happens to a claim that lapses so; `None` where it starts nothing anew.
    pub fn restarted_for(&self, by: Restarter, lapse: &Lapse) -> Option<i32> {
        self.restarts.iter().find(|restart| restart.by.contains(&by)).map(|restart| restart.months.unwrap_or(lapse.months))
    }

    /// The longest first period of any debtor, in months.
    pub fn longest(&self) -> i32 {
        self.ends.iter().map(|lapse| lapse.months).max().unwrap_or(0)
    }
}

/// `ends [DEBTORS] N years after …`.
#[derive(Clone, PartialEq, Debug)]
pub struct Lapse {
    /// Whose.
    pub debtors: Debtors,
    /// After so many months.
    pub months: i32,
    /// From when, the first that is known.
    pub from: Vec<StartOf>,
}

/// `restarted [for N years] by …`.
#[derive(Clone, PartialEq, Debug)]
pub struct Restart {
    /// For so many months; as long as at first where the statute does not say.
    pub months: Option<i32>,
    /// By what.
    pub by: Vec<Restarter>,
}

/// What may start a limitation anew.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Restarter {
    /// The debt is acknowledged in writing.
    Acknowledged,
    /// A court gives judgment.
    Judgment,
    /// A payment plan is agreed.
    Plan,
    /// Something is paid.
    Payment,
    /// A notice of this act.
    Act(Act),
}

impl Restarter {
    /// Those that are no act, each with its word.
    pub const EVENTS: [(&'static str, Restarter); 4] = [
        ("acknowledged", Restarter::Acknowledged),
        ("judgment", Restarter::Judgment),
        ("plan", Restarter::Plan),
        ("payment", Restarter::Payment),
    ];
}

/// What limitation counts from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StartOf {
    /// The due date, if it was agreed.
    AgreedDueDate,
    /// The due date.
    DueDate,
    /// The day the claim arose.
    Arose,
}
