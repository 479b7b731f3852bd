use std::ops::Index;
use std::sync::Arc;

use super::Notice;

/// What the notices of a ledger said, by their places. What many of them say alike is held once, and the parts of a ledger share all of it.
#[derive(Clone, Default)]
pub struct Notices {
    held: Arc<Held>,
}

#[derive(Clone, Default)]
struct Held {
    /// Which of the texts below each is.
    of: Vec<u32>,
    said: Vec<Notice>,
}

impl Notices {
    /// Of texts, and for each notice which of them it is.
    pub(super) fn of(of: Vec<u32>, said: Vec<Notice>) -> Notices {
        Notices { held: Arc::new(Held { of, said }) }
    }

    /// Adds a notice behind the others.
    pub fn push(&mut self, notice: Notice) {
        let held = Arc::make_mut(&mut self.held);
        held.of.push(held.said.len() as u32);
        held.said.push(notice);
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Notice> + ExactSizeIterator + Clone {
        self.held.of.iter().map(|said| &self.held.said[*said as usize])
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.held.of.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.held.of.is_empty()
    }

    /// Whether one of them lists several invoices.
    pub fn has_letters(&self) -> bool {
        self.held.said.iter().any(|notice| notice.letter.is_some())
    }
}

impl Index<usize> for Notices {
    type Output = Notice;

    /// The notice at a place.
    ///
    /// # Panics
    /// Where there is none.
    fn index(&self, at: usize) -> &Notice {
        &self.held.said[self.held.of[at] as usize]
    }
}

impl FromIterator<Notice> for Notices {
    fn from_iter<I: IntoIterator<Item = Notice>>(notices: I) -> Notices {
        let said: Vec<Notice> = notices.into_iter().collect();
        Notices::of((0..said.len() as u32).collect(), said)
    }
}

impl PartialEq for Notices {
    fn eq(&self, other: &Notices) -> bool {
        self.iter().eq(other.iter())
    }
}

impl std::fmt::Debug for Notices {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
