use crate::ledger::codes::*;
use crate::ledger::{EventKind, FaultKind};
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

impl Done {
    /// Counts an event in, unless it undoes more than was done, or gives up more than there is: which mistake that is, and the most it could be.
    pub fn too_much(&mut self, what: EventKind, amount: Minor) -> Option<(&'static FaultKind, Minor)> {
        let left = amount - self.written_off;
        if self.paid + what.paid() < 0 {
            return Some((REVERSAL_TOO_LARGE, self.paid));
        }
        if self.credited + what.credited() < 0 {
            return Some((UNCREDIT_TOO_LARGE, self.credited));
        }
        if let EventKind::WriteOff(part) = what {
            if part.is_some_and(|part| part > left) {
                return Some((WRITE_OFF_TOO_LARGE, left));
            }
            self.written_off += part.unwrap_or(0);
            self.is_written_off = true;
        }
        if what == EventKind::Reopened {
            if !self.is_written_off {
                return Some((REOPENED_NOTHING, 0));
            }
            (self.written_off, self.is_written_off) = (0, false);
        }
        self.paid += what.paid();
        self.credited += what.credited();
        None
    }
}
