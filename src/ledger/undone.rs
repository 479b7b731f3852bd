//! What undoes or ends something, held against what there is: the one rule for the events of a ledger and for the lines of a test.

use super::{EventKind, Opening};
use crate::value::Minor;

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

    /// Counts an event in. Whether it ends what never began.
    pub fn ends_nothing(&mut self, what: EventKind) -> bool {
        let (stop, begins) = match what {
            EventKind::Dispute => (&mut self.disputed, true),
            EventKind::Resolved => (&mut self.disputed, false),
            EventKind::Hold(_) => (&mut self.held, true),
            EventKind::Release => (&mut self.held, false),
            EventKind::Plan(_) => (&mut self.on_plan, true),
            EventKind::PlanEnded => (&mut self.on_plan, false),
            EventKind::Insolvency => (&mut self.insolvent, true),
            EventKind::InsolvencyEnded => (&mut self.insolvent, false),
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
            | EventKind::Recalled => return false,
        };
        !std::mem::replace(stop, begins) && !begins
    }
}
