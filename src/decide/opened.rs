//! What rows of open items tell of the notices so far, read once for all invoices that are alike.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxBuildHasher;

use super::progress::Progress;
use super::told::Told;
use crate::ledger::{Opening, TextId};
use crate::value::{Act, Day, Minor};

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

/// No more of them are kept: a part of a ledger has hardly as many.
const MOST: usize = 1 << 12;

/// All of a row that decides how far its case has come.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Alike {
    issued: Day,
    due: Day,
    last_step: Option<TextId>,
    last_act: Option<Act>,
    last_sent: Option<Day>,
    last_deadline: Option<Day>,
    charged_notices: Option<u32>,
    fees: Minor,
}

impl Alike {
    /// What of a row decides, with its issue date and the due date that counts.
    pub fn of(opening: &Opening, issued: Day, due: Day) -> Alike {
        let Opening { last_step, last_act, last_sent, last_deadline, charged_notices, fees, .. } = *opening;
        Alike { issued, due, last_step, last_act, last_sent, last_deadline, charged_notices, fees }
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
