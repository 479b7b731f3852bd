use std::collections::HashMap;

/// A text of [`Texts`].
pub type TextId = u32;

/// Texts held once.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Texts {
    all: Vec<String>,
    index: HashMap<String, TextId>,
}

impl Texts {
    /// The number of this text; the same text has the same number.
    pub fn intern(&mut self, text: &str) -> TextId {
        if let Some(id) = self.index.get(text) {
            return *id;
        }
        let id = self.all.len() as TextId;
        self.all.push(text.into());
        self.index.insert(text.into(), id);
        id
    }

    /// The text of a number that [`Texts::intern`] gave.
    pub fn get(&self, id: TextId) -> &str {
        &self.all[id as usize]
    }

    /// The number of a text already held.
    pub fn find(&self, text: &str) -> Option<TextId> {
        self.index.get(text).copied()
    }
}
