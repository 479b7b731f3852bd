use std::collections::HashSet;
use std::fmt;

use super::codes::{FaultKind, hints};
use crate::diagnostic::{LISTED, filled, nearest, visible};

/// One thing wrong with one of a ledger's files.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Fault {
    /// Its kind, with its code.
    pub kind: &'static FaultKind,
    /// The file's name, as the caller gave it.
    pub file: String,
    /// The line where the row begins, from 1; 0 when the fault is of the whole file.
    pub line: usize,
    /// The column, by its header in the file.
    pub column: Option<String>,
    /// The value as the file has it.
    pub value: Option<String>,
    /// What else its sentences name.
    named: Vec<(&'static str, String)>,
    /// The way out, in place of the table's.
    hint: Option<&'static str>,
}

impl Fault {
    pub(crate) fn new(kind: &'static FaultKind, file: &str, line: usize) -> Fault {
        Fault { kind, file: file.into(), line, column: None, value: None, named: Vec::new(), hint: None }
    }

    pub(crate) fn column(mut self, column: &str) -> Fault {
        self.column = Some(column.into());
        self
    }

    pub(crate) fn value(mut self, value: &str) -> Fault {
        self.value = Some(value.into());
        self
    }

    /// Fills a `{placeholder}` of the table.
    pub(crate) fn with(mut self, placeholder: &'static str, text: impl fmt::Display) -> Fault {
        self.named.push((placeholder, visible(&text.to_string()).into_owned()));
        self
    }

    /// Says what to do, in place of the table's hint.
    pub(crate) fn hint(mut self, hint: &'static str) -> Fault {
        self.hint = Some(hint);
        self
    }

    /// Says which of the known words may be meant, or else which there are.
    pub(crate) fn meant<'w>(self, text: &str, words: impl Iterator<Item = &'w str> + Clone) -> Fault {
        match nearest(text, words.clone()) {
            Some(near) => self.hint(hints::IS_MEANT).with("near", quoted(near)),
            None => self.hint(hints::KNOWN_ARE).with("known", listed(words)),
        }
    }

    /// What is wrong, behind its column.
    pub fn what(&self) -> String {
        let message = self.filled(self.kind.message);
        match &self.column {
            Some(column) => format!("column {}: {message}", quoted(column)),
            None => message,
        }
    }

    /// The way out, where there is one.
    pub fn way_out(&self) -> Option<String> {
        let hint = self.hint.unwrap_or(self.kind.hint);
        (!hint.is_empty()).then(|| self.filled(hint))
    }

    /// A sentence of the table with its placeholders filled.
    fn filled(&self, sentence: &str) -> String {
        let (column, value) = (visible(self.column.as_deref().unwrap_or_default()), quoted(self.value.as_deref().unwrap_or_default()));
        filled(sentence, |name| match (self.named.iter().find(|(placeholder, _)| *placeholder == name), name) {
            (Some((_, text)), _) => Some(text),
            (None, "column") => Some(&column),
            (None, "value") => Some(&value),
            (None, _) => None,
        })
    }

    /// The line without its hint.
    fn line_of_text(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}", visible(&self.file))?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        write!(f, ": {}", self.what())
    }
}

impl fmt::Display for Fault {
    /// One line, and one more with the way out.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.line_of_text(f)?;
        match self.way_out() {
            Some(hint) => write!(f, "\n  {hint}"),
            None => Ok(()),
        }
    }
}

/// All faults of a run.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Faults {
    kept: Vec<Fault>,
    count: usize,
}

impl Faults {
    pub(crate) fn push(&mut self, fault: Fault) {
        self.count += 1;
        self.kept.push(fault);
        // Sorting now and then bounds the memory of a file in which every row is wrong.
        if self.kept.len() == 2 * LISTED {
            self.settle();
        }
    }

    /// Adds those of another part of a ledger.
    pub fn extend(&mut self, other: Faults) {
        let more = other.count - other.kept.len();
        other.kept.into_iter().for_each(|fault| self.push(fault));
        self.count += more;
    }

    /// The value, when nothing was found wrong.
    ///
    /// # Errors
    /// The faults themselves, in the order of file and line.
    pub fn or<T>(mut self, value: T) -> Result<T, Faults> {
        self.settle();
        if self.count == 0 { Ok(value) } else { Err(self) }
    }

    fn settle(&mut self) {
        self.kept.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        self.kept.truncate(LISTED);
    }

    /// The faults that are listed, by file and line; at most [`LISTED`].
    pub fn listed(&self) -> &[Fault] {
        &self.kept
    }

    /// How many faults there are, listed or not.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether nothing was found wrong.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

impl FromIterator<Fault> for Faults {
    fn from_iter<I: IntoIterator<Item = Fault>>(found: I) -> Faults {
        let mut faults = Faults::default();
        found.into_iter().for_each(|fault| faults.push(fault));
        faults.settle();
        faults
    }
}

impl fmt::Display for Faults {
    /// One fault after the other; a hint is given once, where it is first needed.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let mut given = HashSet::new();
        for fault in &self.kept {
            fault.line_of_text(f)?;
            match fault.way_out() {
                Some(hint) if given.insert(hint.clone()) => writeln!(f, "\n  {hint}")?,
                _ => writeln!(f)?,
            }
        }
        match self.count - self.kept.len() {
            0 => Ok(()),
            more => writeln!(f, "and {more} more"),
        }
    }
}

impl std::error::Error for Faults {}

/// A user's text in backticks, on one line and not endlessly long; of none, that it is none.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.is_empty() {
        return "an empty value".into();
    }
    let mut shown = visible(&text.chars().take(LONGEST).collect::<String>()).into_owned();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

/// Words in backticks as a sentence lists them: `` `a`, `b` and `c` ``; of very many the first, and how many more there are.
pub(crate) fn listed<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    const MOST: usize = 30;
    let mut words: Vec<String> = words.into_iter().map(quoted).collect();
    if words.len() > MOST {
        let more = words.split_off(MOST).len();
        words.push(format!("{more} more"));
    }
    match (words.pop(), words.is_empty()) {
        (Some(last), false) => format!("{} and {last}", words.join(", ")),
        (last, _) => last.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::codes::{ALREADY_RECORDED, NOT_A_DATE};
    use super::*;

    fn fault(file: &str, line: usize) -> Fault {
        Fault::new(NOT_A_DATE, file, line).column("due").value("x")
    }

    #[test]
    fn faults_are_listed_by_file_and_line_and_counted_beyond_the_limit() {
        let mut faults = Faults::default();
        for line in (1..=2_500).rev() {
            faults.push(fault("b.csv", line));
        }
        faults.push(fault("a.csv", 7));
        let faults = faults.or(()).expect_err("faults");
        assert_eq!((faults.listed().len(), faults.count()), (LISTED, 2_501));
        assert_eq!((faults.listed()[0].file.as_str(), faults.listed()[1].line, faults.listed()[999].line), ("a.csv", 1, 999));
        let text = faults.to_string();
        assert!(text.starts_with("a.csv:7: column `due`: `x` is not a date\n  dates are written `2026-03-30`; another form needs a `ledger` mapping\nb.csv:1: column"), "{text}");
        assert!(text.ends_with("\nand 1501 more\n"), "{text}");
    }

    #[test]
    fn what_a_file_says_is_never_a_placeholder() {
        let fault = Fault::new(ALREADY_RECORDED, "w.csv", 2).value("{file}/r/1").with("file", "{value}.csv");
        assert_eq!(fault.what(), "the notice `{file}/r/1` is already in {value}.csv");
    }

    #[test]
    fn words() {
        assert_eq!(listed(["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(listed(["x"; 40]), format!("{} and 10 more", ["`x`"; 30].join(", ")));
        assert_eq!(quoted("a\nb"), "`a\\nb`");
        assert_eq!(quoted(""), "an empty value");
        assert_eq!(nearest("Reminders", ["call", "reminder"]), Some("reminder"));
        assert_eq!(nearest("letter", ["call", "reminder"]), None);
    }
}
