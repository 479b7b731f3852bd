use std::sync::Arc;

use super::TextColumn;
use super::number_index::NumberIndex;

/// A text of [`Texts`].
pub type TextId = u32;

/// Texts held once. The parts of a ledger share them.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Texts {
    held: Arc<Held>,
}

#[derive(Default, PartialEq, Debug)]
struct Held {
    all: TextColumn,
    index: NumberIndex,
}

impl Clone for Held {
    fn clone(&self) -> Held {
        let mut held = Held::default();
        for text in self.all.iter() {
            held.add(text);
        }
        held
    }
}

impl Held {
    fn add(&mut self, text: &str) -> TextId {
        self.all.push(text);
        self.index.push(&self.all) as TextId
    }
}

impl Texts {
    /// The number of this text; the same text has the same number.
    pub fn intern(&mut self, text: &str) -> TextId {
        match self.find(text) {
            Some(known) => known,
            None => Arc::make_mut(&mut self.held).add(text),
        }
    }

    /// The text of a number that [`Texts::intern`] gave.
    pub fn get(&self, id: TextId) -> &str {
        &self.held.all[id as usize]
    }

    /// All of them, by their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.held.all.iter()
    }

    /// The number of a text already held.
    pub fn find(&self, text: &str) -> Option<TextId> {
        self.held.index.find(text, &self.held.all).map(|at| at as TextId)
    }
}
