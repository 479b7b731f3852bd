//! What rows of open items tell of the notices so far, read once for all invoices that are alike.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxBuildHasher;

use super::progress::Progress;
use super::told::Told;
use crate::ledger::Opening;
use crate::value::Day;

/// What a row tells beside the policy, and how far its case has come.
#[derive(Debug)]
pub struct Opened {
    /// What the file and the policy tell together.
    pub told: Told,
    /// How far the case has come by what the file tells.
    pub progress: Progress,
}

/// Those of a ledger that were read so far. Many invoices were issued on one day and have come as far as others.
#[derive(Default, Debug)]
pub struct AllOpened(Mutex<HashMap<Alike, Arc<Opened>, FxBuildHasher>>);

/// No more of them are kept: only where a ledger is decided as a whole there may be as many.
const MOST: usize = 1 << 12;

/// All of a row that decides how far its case has come. Whoever finds that out is given no more.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Alike {
    /// The issue date.
    pub issued: Day,
    /// The due date that counts.
    pub due: Day,
    /// What the row tells of the past; what it tells of today is left out.
    pub past: Opening,
}

impl Alike {
    /// What of a row decides, with its issue date and the due date that counts.
    pub fn of(opening: &Opening, issued: Day, due: Day) -> Alike {
        Alike { issued, due, past: Opening { balance: 0, disputed: false, hold_until: None, ..*opening } }
    }
}

impl AllOpened {
    /// What such a row tells: as it was found before, or as `read` says.
    pub fn find(&self, alike: Alike, read: impl FnOnce() -> Opened) -> Arc<Opened> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = all.get(&alike) {
            return Arc::clone(known);
        }
        if all.len() >= MOST {
            all.clear();
        }
        let opened = Arc::new(read());
        all.insert(alike, Arc::clone(&opened));
        opened
    }
}
