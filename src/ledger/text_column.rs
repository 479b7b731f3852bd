use std::ops::Index;

/// The texts of a column one after another, each in no more room than it needs.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct TextColumn {
    all: String,
    /// Where each text ends.
    ends: Vec<usize>,
}

impl TextColumn {
    /// Adds a text behind the others.
    pub fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(self.all.len());
    }

    /// Puts the texts of another column behind these.
    pub(super) fn append(&mut self, other: &TextColumn) {
        let before = self.all.len();
        self.all.push_str(&other.all);
        self.ends.extend(other.ends.iter().map(|end| before + end));
    }

    /// Makes room for so many more, of so many bytes together.
    pub(super) fn reserve(&mut self, texts: usize, bytes: usize) {
        self.ends.reserve(texts);
        self.all.reserve(bytes);
    }

    /// The text at a place, if there is one.
    pub fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        Some(&self.all[start..end])
    }

    /// The text at a place, where there is one that is not empty.
    pub fn filled(&self, at: usize) -> Option<&str> {
        self.get(at).filter(|text| !text.is_empty())
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator + Clone {
        (0..self.ends.len()).map(|at| &self[at])
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Empty texts at the end, until there are so many.
    pub(crate) fn fill(&mut self, len: usize) {
        let end = self.all.len();
        self.ends.resize(len.max(self.ends.len()), end);
    }

    /// Some of the texts, in this order.
    pub(super) fn picked(&self, of: &[usize]) -> TextColumn {
        let mut some = TextColumn::default();
        let texts = || of.iter().filter_map(|at| self.get(*at));
        some.reserve(of.len().min(self.len()), texts().map(str::len).sum());
        texts().for_each(|text| some.push(text));
        some
    }
}

impl Index<usize> for TextColumn {
    type Output = str;

    /// The text at a place.
    ///
    /// # Panics
    /// Where there is none.
    fn index(&self, at: usize) -> &str {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.all[start..self.ends[at]]
    }
}

impl<T: AsRef<str>> FromIterator<T> for TextColumn {
    fn from_iter<I: IntoIterator<Item = T>>(texts: I) -> TextColumn {
        let mut column = TextColumn::default();
        texts.into_iter().for_each(|text| column.push(text.as_ref()));
        column
    }
}

/// The same texts as a list's.
impl<T: AsRef<str>, const N: usize> PartialEq<[T; N]> for TextColumn {
    fn eq(&self, other: &[T; N]) -> bool {
        self.iter().eq(other.iter().map(AsRef::as_ref))
    }
}

impl std::fmt::Debug for TextColumn {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
