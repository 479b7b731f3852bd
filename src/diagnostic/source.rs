use std::ops::Range;

/// A file of [`Sources`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FileId(pub u32);

/// A stretch of one file, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// A stretch of a file.
    pub fn new(file: FileId, range: Range<usize>) -> Span {
        Span { file, start: range.start as u32, end: range.end as u32 }
    }

    /// From the beginning of this stretch to the end of another.
    #[must_use]
    pub fn to(self, end: Span) -> Span {
        Span { end: end.end.max(self.start), ..self }
    }

    /// The place right behind it.
    #[must_use]
    pub fn behind(self) -> Span {
        Span { start: self.end, ..self }
    }

    /// The bytes.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value and where it was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value at a place.
    pub fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }
}

/// The texts of a run, by file.
#[derive(Default, Debug)]
pub struct Sources {
    files: Vec<(String, String)>,
    /// Where each line of each file begins.
    lines: Vec<Vec<u32>>,
}

impl Sources {
    /// Takes in a file: its name as people know it, and its text.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let text = text.into();
        self.lines.push(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at as u32 + 1)).collect());
        self.files.push((name.into(), text));
        FileId(self.files.len() as u32 - 1)
    }

    /// The name of a file.
    pub fn name(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].0
    }

    /// The text of a file.
    pub fn text(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].1
    }

    /// What stands at a place.
    pub fn at(&self, span: Span) -> &str {
        self.text(span.file).get(span.range()).unwrap_or_default()
    }

    /// Line and column of a byte, both from 1; columns count characters.
    pub fn position(&self, file: FileId, byte: u32) -> (usize, usize) {
        let (text, lines) = (self.text(file), &self.lines[file.0 as usize]);
        let line = lines.partition_point(|start| *start <= byte).max(1);
        let start = lines[line - 1] as usize;
        let end = text.floor_char_boundary(byte as usize).max(start);
        (line, text[start..end].chars().count() + 1)
    }

    /// Every file with its name and text, in the order taken in.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }
}
