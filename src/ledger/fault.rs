use std::collections::HashSet;
use std::fmt;

/// How many faults of a run are listed; the rest are counted.
pub const LISTED: usize = 1_000;

/// One thing wrong with one of a ledger's files.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Fault {
    /// Its code in [`super::CODES`].
    pub code: &'static str,
    /// The file's name, as the caller gave it.
    pub file: String,
    /// The line where the row begins, from 1; 0 when the fault is of the whole file.
    pub line: usize,
    /// The column, by its header in the file.
    pub column: Option<String>,
    /// The value as the file has it.
    pub value: Option<String>,
    /// What is wrong, on one line.
    pub message: String,
    /// The way out, where there is one.
    pub hint: Option<String>,
}

impl Fault {
    pub(crate) fn new(code: &'static str, file: &str, line: usize, message: impl Into<String>) -> Fault {
        Fault { code, file: file.into(), line, column: None, value: None, message: message.into(), hint: None }
    }

    pub(crate) fn column(mut self, column: &str) -> Fault {
        self.column = Some(column.into());
        self
    }

    pub(crate) fn value(mut self, value: &str) -> Fault {
        self.value = Some(value.into());
        self
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Fault {
        self.hint = Some(hint.into());
        self
    }

    /// Its title in [`super::CODES`].
    pub fn title(&self) -> &'static str {
        super::CODES.iter().find(|(code, _)| *code == self.code).map_or("", |(_, title)| title)
    }

    /// What is wrong, behind its column.
    pub fn what(&self) -> String {
        match &self.column {
            Some(column) => format!("column {}: {}", quoted(column), self.message),
            None => self.message.clone(),
        }
    }

    /// The line without its hint.
    fn line_of_text(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}", self.file)?;
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
        match &self.hint {
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

    /// The value, when nothing was found wrong.
    ///
    /// # Errors
    /// The faults themselves, in the order of file and line.
    pub(crate) fn or<T>(mut self, value: T) -> Result<T, Faults> {
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
            match &fault.hint {
                Some(hint) if given.insert(hint) => writeln!(f, "\n  {hint}")?,
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

/// A user's text in backticks, on one line and not endlessly long.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown: String =
        text.chars().take(LONGEST).flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] }).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

/// Words in backticks as a sentence lists them: `` `a`, `b` and `c` ``.
pub(crate) fn listed<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let mut words: Vec<String> = words.into_iter().map(quoted).collect();
    match (words.pop(), words.is_empty()) {
        (Some(last), false) => format!("{} and {last}", words.join(", ")),
        (last, _) => last.unwrap_or_default(),
    }
}

/// The word that was probably meant, if one is near enough: a third of its letters may be wrong.
pub(crate) fn nearest<'w>(text: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let text = text.to_lowercase();
    let near = words.into_iter().map(|word| (strsim::damerau_levenshtein(&text, &word.to_lowercase()), word));
    near.filter(|(slips, word)| slips * 3 <= word.chars().count()).min_by_key(|(slips, _)| *slips).map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(file: &str, line: usize) -> Fault {
        Fault::new("F4011", file, line, "`x` is not a date").column("due").value("x").hint("dates are written `2026-03-30`")
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
        assert!(text.starts_with("a.csv:7: column `due`: `x` is not a date\n  dates are written `2026-03-30`\nb.csv:1: column"), "{text}");
        assert!(text.ends_with("\nand 1501 more\n"), "{text}");
    }

    #[test]
    fn words() {
        assert_eq!(listed(["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(quoted("a\nb"), "`a\\nb`");
        assert_eq!(nearest("Reminders", ["call", "reminder"]), Some("reminder"));
        assert_eq!(nearest("letter", ["call", "reminder"]), None);
    }
}
