//! What undoes or ends something, held against what there is: the one rule for the events of a ledger and for the lines of a test.

use super::{EventKind, Opening};
use crate::value::Minor;

impl EventKind {
    /// Whether it takes something back, or gives something up, of which there may be less.
    pub fn takes_back(self) -> bool {
        matches!(self, EventKind::Reversal(_) | EventKind::Uncredit(_) | EventKind::WriteOff(_) | EventKind::Reopened)
    }
}

/// What was done to an invoice so far and can be undone, in minor units.
#[derive(Default)]
pub struct Done {
    paid: Minor,
    credited: Minor,
    written_off: Minor,
    /// Whether a write-off stands.
    is_written_off: bool,
}

/// What an event undoes more of than was done, or gives up more of than there is, and the most it could be in minor units.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TooMuch {
    /// Payments.
    Paid(Minor),
    /// Credit notes.
    Credited(Minor),
    /// What is not written off yet.
    Left(Minor),
    /// Write-offs: there is none.
    WrittenOff,
}

impl Done {
    /// Counts an event in, unless it undoes more than was done, or gives up more than there is.
    pub fn too_much(&mut self, what: EventKind, amount: Minor) -> Option<TooMuch> {
        let left = amount - self.written_off;
        if self.paid + what.paid() < 0 {
            return Some(TooMuch::Paid(self.paid));
        }
        if self.credited + what.credited() < 0 {
            return Some(TooMuch::Credited(self.credited));
        }
        if let EventKind::WriteOff(part) = what {
            if part.is_some_and(|part| part > left) {
                return Some(TooMuch::Left(left));
            }
            self.written_off += part.unwrap_or(0);
            self.is_written_off = true;
        }
        if what == EventKind::Reopened {
            if !self.is_written_off {
                return Some(TooMuch::WrittenOff);
            }
            (self.written_off, self.is_written_off) = (0, false);
        }
        self.paid += what.paid();
        self.credited += what.credited();
        None
    }
}

/// What stops the dunning of an invoice until an event ends it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
    /// The debtor objects.
    Dispute,
    /// The creditor's own hold.
    Hold,
    /// A payment plan.
    Plan,
    /// Bankruptcy, debt settlement or death.
    Insolvency,
}

/// Which stops of an invoice have begun so far and were not ended by an event. One that has run out may still be ended.
#[derive(Default)]
pub struct Begun {
    disputed: bool,
    held: bool,
    on_plan: bool,
    insolvent: bool,
}

impl Begun {
    /// Those that an open-items file tells of.
    pub fn with(opening: Option<&Opening>) -> Begun {
        let (disputed, held) = opening.map_or((false, false), |opening| (opening.disputed, opening.hold_until.is_some()));
        Begun { disputed, held, ..Begun::default() }
    }

    /// Counts an event in. What it ends, where that never began.
    pub fn ends_nothing(&mut self, what: EventKind) -> Option<Stop> {
        let (stop, begun, begins) = match what {
            EventKind::Dispute => (Stop::Dispute, &mut self.disputed, true),
            EventKind::Resolved => (Stop::Dispute, &mut self.disputed, false),
            EventKind::Hold(_) => (Stop::Hold, &mut self.held, true),
            EventKind::Release => (Stop::Hold, &mut self.held, false),
            EventKind::Plan(_) => (Stop::Plan, &mut self.on_plan, true),
            EventKind::PlanEnded => (Stop::Plan, &mut self.on_plan, false),
            EventKind::Insolvency => (Stop::Insolvency, &mut self.insolvent, true),
            EventKind::InsolvencyEnded => (Stop::Insolvency, &mut self.insolvent, false),
            EventKind::Notice(_)
            | EventKind::Payment(_)
            | EventKind::Reversal(_)
            | EventKind::Credit(_)
            | EventKind::Uncredit(_)
            | EventKind::Waive(..)
            | EventKind::WriteOff(_)
            | EventKind::Reopened
            | EventKind::Promise(..)
            | EventKind::Acknowledged
            | EventKind::Judgment
            | EventKind::Cancelled(..)
            | EventKind::Recalled => return None,
        };
        let was = std::mem::replace(begun, begins);
        (!was && !begins).then_some(stop)
    }
}
