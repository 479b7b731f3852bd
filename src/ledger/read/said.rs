use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use crate::ledger::{Event, EventKind, Notice, TextId, Texts};

/// What notices say, each once, and the texts that they and cancellations name.
#[derive(Default)]
pub(super) struct Said {
    pub texts: Texts,
    pub notices: Vec<Notice>,
    places: HashMap<Notice, u32, FxBuildHasher>,
}

impl Said {
    /// The place of a notice that says this.
    pub fn add(&mut self, notice: Notice) -> u32 {
        *self.places.entry(notice).or_insert_with_key(|notice| {
            self.notices.push(notice.clone());
            (self.notices.len() - 1) as u32
        })
    }

    /// Takes in what is said elsewhere, and changes the events that say it.
    pub fn take(&mut self, other: Said, events: &mut [Event]) {
        let texts: Vec<TextId> = other.texts.iter().map(|text| self.texts.intern(text)).collect();
        let text = |id: Option<TextId>| id.map(|id| texts[id as usize]);
        let same = |notice: Notice| self.add(Notice { step: text(notice.step), letter: text(notice.letter), ..notice });
        let notices: Vec<u32> = other.notices.into_iter().map(same).collect();
        for event in events {
            if let EventKind::Notice(place) = &mut event.what {
                *place = notices[*place as usize];
            } else if let EventKind::Cancelled(_, step) = &mut event.what {
                *step = text(*step);
            }
        }
    }
}
