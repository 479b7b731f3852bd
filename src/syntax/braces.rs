//! A brace that is missing, or one too many: found by the layout and by words that stand in no other place, said once, and mended so that the rest of
//! the text is read as it was meant.

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::{BLOCK_MISSING, Diagnostic, FileId, STRAY_BRACE, Span, UNCLOSED_BLOCK};

/// The words that open a block at the left margin.
pub const ITEMS: &[&str] = &["policy", "statute", "practice", "test", "ledger"];

/// The words that open a block in one kind of block and in no other, with those kinds.
const WITHIN: &[(&str, &[&str])] = &[
    ("step", &["policy"]),
    ("escalate", &["policy"]),
    ("credit", &["policy"]),
    ("class", &["credit"]),
    ("rule", &["statute", "practice"]),
    ("value", &["statute"]),
    ("limitation", &["statute"]),
];

/// A text whose braces match.
pub struct Matched<'a> {
    /// The text, with braces put in and taken out.
    pub text: Cow<'a, str>,
    /// What was put in, in order.
    inserted: Vec<Inserted>,
}

/// Something that was put in.
struct Inserted {
    /// Where, in the text as it was written.
    at: usize,
    /// Where it begins in the mended text.
    begins: usize,
    /// Where it ends there.
    ends: usize,
}

impl Matched<'_> {
    /// The place in the text as it was written.
    pub fn written(&self, at: usize) -> usize {
        let before = self.inserted.partition_point(|one| one.begins < at).checked_sub(1).map(|last| &self.inserted[last]);
        before.map_or(at, |last| last.at + at.saturating_sub(last.ends))
    }
}

/// The text with every brace that is missing or too many mended, each said once.
pub fn matched<'a>(text: &'a str, file: FileId, diagnostics: &mut Vec<Diagnostic>) -> Matched<'a> {
    let rows = rows(text);
    let mut changes = Vec::new();
    for part in parts(&rows) {
        let next = rows.get(part.end);
        let part = &rows[part];
        let faults = faults(part);
        let told = Told { text, file, rows: part, next };
        diagnostics.extend(faults.iter().filter_map(|fault| told.said(fault)));
        changes.extend(faults.iter().map(|fault| told.change(fault)));
    }
    if changes.is_empty() {
        return Matched { text: text.into(), inserted: Vec::new() };
    }
    // What is put in at a place comes before what is taken out from there on.
    changes.sort_by_key(|change| (change.at, change.taken));
    let (mut mended, mut from, mut inserted) = (String::new(), 0, Vec::<Inserted>::new());
    for Change { at, taken, put } in changes {
        mended.push_str(&text[from..at]);
        if !put.is_empty() {
            inserted.push(Inserted { at, begins: mended.len(), ends: mended.len() + put.len() });
        }
        mended.push_str(&put);
        // What is taken out leaves its place: everything else stays where it was written.
        mended.push_str(&text[at..at + taken].replace('}', " "));
        from = at + taken;
    }
    mended.push_str(&text[from..]);
    Matched { text: mended.into(), inserted }
}

/// A line that says something.
struct Row<'a> {
    /// Its first word; empty where it begins with something else.
    word: &'a str,
    /// How far in it stands, in columns.
    indent: usize,
    /// From its first character to its last, a comment left out.
    code: Range<usize>,
    /// The end of the line, a comment included.
    end: usize,
    /// Its braces outside of texts: where, and whether it opens.
    braces: Vec<(usize, bool)>,
    /// Whether it goes on with the line before, which ends in a comma.
    continued: bool,
    /// Its number, from 1.
    number: usize,
}

impl Row<'_> {
    fn opens(&self) -> bool {
        self.braces.iter().any(|(_, opens)| *opens)
    }

    /// Whether it begins with a `}`.
    fn closes(&self) -> bool {
        self.braces.first().is_some_and(|(at, opens)| !opens && *at == self.code.start)
    }

    /// The kinds of block its first word stands in alone: none for the file itself; `None` for a word that may stand anywhere.
    fn homes(&self) -> Option<&'static [&'static str]> {
        let within = WITHIN.iter().find(|(word, _)| *word == self.word).map(|(_, homes)| *homes);
        within.or_else(|| (ITEMS.contains(&self.word) && self.indent == 0).then_some(&[]))
    }
}

/// The lines of a text that say something.
fn rows(text: &str) -> Vec<Row<'_>> {
    let (mut rows, mut start) = (Vec::<Row>::new(), 0);
    let mut comma = false;
    for (at, line) in text.split(['\n', '\r']).enumerate() {
        let end = start + line.len();
        let own = line.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        let first = end - own.len();
        let (code, braces) = scanned(own, first);
        if !code.is_empty() {
            let word = own.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').next().unwrap_or_default();
            let indent = line[..line.len() - own.len()].chars().map(|c| if c == '\t' { 4 } else { usize::from(c != '\u{FEFF}') }).sum();
            let continued = comma && !code.starts_with('}');
            comma = code.ends_with(',');
            rows.push(Row { word, indent, code: first..first + code.len(), end, braces, continued, number: at + 1 });
        }
        start = end + 1;
    }
    // A file with both ends of line counts each `\r\n` once.
    if text.contains('\r') {
        for row in &mut rows {
            row.number -= text[..row.code.start].matches("\r\n").count();
        }
    }
    rows
}

/// A line without its comment and the blanks before it, and its braces. A text that is not closed ends with the line, or before a `{` at its end.
fn scanned(line: &str, start: usize) -> (&str, Vec<(usize, bool)>) {
    let (mut braces, mut at) = (Vec::new(), 0);
    while let Some(found) = line[at..].find(['"', '#', '{', '}']) {
        at += found;
        match line.as_bytes()[at] {
            b'#' => return (line[..at].trim_end(), braces),
            b'"' => {
                let text = &line[at + 1..];
                at += match text.find('"') {
                    Some(closed) => closed + 2,
                    None => text.trim_end().strip_suffix('{').map_or(text.len(), |inside| inside.trim_end().len()) + 1,
                };
            }
            brace => {
                braces.push((start + at, brace == b'{'));
                at += 1;
            }
        }
    }
    (line.trim_end(), braces)
}

/// The parts of a text that stand by themselves: each begins where a policy, a statute … does.
fn parts(rows: &[Row]) -> Vec<Range<usize>> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, row) in rows.iter().enumerate() {
        if at > start && row.homes().is_some_and(<[_]>::is_empty) && (depth == 0 || row.opens()) {
            parts.push(start..at);
            (start, depth) = (at, 0);
        }
        for (_, opens) in &row.braces {
            depth = if *opens { depth + 1 } else { depth.saturating_sub(1) };
        }
    }
    parts.push(start..rows.len());
    parts
}

/// What is wrong with a brace. Rows are named by their places in the part.
enum Fault {
    /// A block is open where it should not be any more: in front of a row, or at the end of the part.
    Unclosed { open: Open, outer: Vec<Open>, before: usize, why: Why },
    /// A brace closes nothing, or too soon.
    Stray { row: usize, close: usize, too_soon: bool, sure: bool },
    /// A row has no `{`, and a block below it.
    Unopened { row: usize },
    /// The block of such a row ends in front of another.
    Ended { row: usize, before: usize },
}

/// Why a block should have been closed.
#[derive(Clone, Copy)]
enum Why {
    /// The row can stand only outside of it.
    Word,
    /// The row is a `}` and stands as far in as this one, which opens a block.
    Closes(usize),
    /// The row stands no further in than the one with the `{`.
    Outside,
}

/// A block that is open.
#[derive(Clone, Copy)]
struct Open {
    /// Its `{`; none where that is missing.
    at: Option<usize>,
    /// The row it stands in.
    row: usize,
}

/// What is wrong with the braces of a part: nothing where they match and no word shows that they do so by chance. By layout, where that explains it with
/// no more changes than there must be; otherwise by words alone.
fn faults(rows: &[Row]) -> Vec<Fault> {
    let by_words = Walk::over(rows, false);
    if by_words.faults.is_empty() && !by_words.in_doubt {
        return Vec::new();
    }
    let count = |opens: bool| rows.iter().flat_map(|row| &row.braces).filter(|(_, one)| *one == opens).count();
    let Walk { faults: by_layout, is_flat, .. } = Walk::over(rows, true);
    let changes = by_layout.iter().filter(|fault| !matches!(fault, Fault::Ended { .. })).count();
    if changes <= count(true).abs_diff(count(false)).max(2) && !is_flat { by_layout } else { by_words.faults }
}

/// One way through the rows of a part.
struct Walk<'r, 't> {
    rows: &'r [Row<'t>],
    by_layout: bool,
    open: Vec<Open>,
    faults: Vec<Fault>,
    /// Whether a row that must open a block has no `{`, and rows below it that stand further in.
    in_doubt: bool,
    /// Whether a block begins with a row that stands no further in than the one with its `{`: then the layout tells nothing.
    is_flat: bool,
}

impl<'r, 't> Walk<'r, 't> {
    fn over(rows: &'r [Row<'t>], by_layout: bool) -> Walk<'r, 't> {
        let mut walk = Walk { rows, by_layout, open: Vec::new(), faults: Vec::new(), in_doubt: false, is_flat: false };
        for (at, row) in rows.iter().enumerate() {
            walk.words(at);
            let taken = by_layout && !row.continued && walk.layout(at);
            for (brace, opens) in row.braces.iter().skip(usize::from(taken)) {
                if *opens {
                    walk.open.push(Open { at: Some(*brace), row: at });
                } else if walk.open.pop().is_none() {
                    walk.faults.push(Fault::Stray { row: at, close: *brace, too_soon: false, sure: by_layout });
                }
            }
            walk.opener(at);
        }
        // One missing brace leaves every block around it open; the innermost speaks for all.
        if let Some(open) = walk.open.pop() {
            let outer = std::mem::take(&mut walk.open);
            walk.end(open, outer, rows.len(), Why::Word);
        }
        walk
    }

    /// A word that stands in one kind of block alone closes what is open within one.
    fn words(&mut self, at: usize) {
        let Some(homes) = self.rows[at].homes().filter(|_| self.rows[at].opens()) else { return };
        let home = self.open.iter().rposition(|open| homes.contains(&self.rows[open.row].word));
        let Some(keep) = home.map(|home| home + 1).or(homes.is_empty().then_some(0)) else { return };
        // What stands further in than the block it is in was meant to be in it, and is told as a word that does not belong there.
        while self.open.len() > keep && self.open.last().is_some_and(|open| self.rows[open.row].indent >= self.rows[at].indent) {
            self.unclosed(at, Why::Word);
        }
    }

    /// How far in a row stands closes what is open further in. True where the row begins with a `}` that closes nothing.
    fn layout(&mut self, at: usize) -> bool {
        let (rows, row) = (self.rows, &self.rows[at]);
        let indent = |open: &Open| rows[open.row].indent;
        if !row.closes() {
            self.is_flat |= self.open.last().is_some_and(|open| open.row + 1 == at && indent(open) >= row.indent);
            while self.open.last().is_some_and(|open| indent(open) >= row.indent) {
                self.unclosed(at, Why::Outside);
            }
            return false;
        }
        if let Some(head) = self.open.iter().rfind(|open| indent(open) == row.indent).map(|open| open.row) {
            while self.open.last().is_some_and(|open| indent(open) > row.indent) {
                self.unclosed(at, Why::Closes(head));
            }
        }
        let fits = self.open.last().is_some_and(|open| indent(open) >= row.indent);
        if !fits {
            // The row that should have opened what it closes, or an earlier `}` that came too soon.
            let before = (0..at).rev().find(|before| rows[*before].indent <= row.indent && !rows[*before].continued);
            let stray = |row: usize, too_soon: bool| Fault::Stray { row, close: rows[row].code.start, too_soon, sure: true };
            let head = before.filter(|before| before + 1 < at && rows[*before].indent == row.indent);
            // One that closes nothing has been told, and did not come too soon for this one.
            let is_told = |head: usize| self.faults.iter().any(|fault| matches!(fault, Fault::Stray { row, .. } if *row == head));
            self.faults.push(match head {
                Some(head) if rows[head].braces.is_empty() => Fault::Unopened { row: head },
                Some(head) if rows[head].closes() && !is_told(head) => stray(head, true),
                Some(_) | None => stray(at, false),
            });
        }
        !fits
    }

    /// A row that must open a block and does not.
    fn opener(&mut self, at: usize) {
        let row = &self.rows[at];
        let deeper = self.rows.get(at + 1).is_some_and(|below| below.indent > row.indent && !below.continued);
        let Some(homes) = row.homes().filter(|_| row.braces.is_empty() && deeper) else { return };
        let top = self.open.last().map(|open| self.rows[open.row].word);
        if !top.map_or(homes.is_empty(), |top| homes.contains(&top)) {
            return;
        }
        self.in_doubt = true;
        if self.by_layout {
            self.faults.push(Fault::Unopened { row: at });
            self.open.push(Open { at: None, row: at });
        }
    }

    fn unclosed(&mut self, before: usize, why: Why) {
        if let Some(open) = self.open.pop() {
            self.end(open, Vec::new(), before, why);
        }
    }

    fn end(&mut self, open: Open, outer: Vec<Open>, before: usize, why: Why) {
        self.faults.push(if open.at.is_some() {
            Fault::Unclosed { open, outer, before, why }
        } else {
            Fault::Ended { row: open.row, before }
        });
    }
}

/// A change of the text.
struct Change {
    at: usize,
    /// How many bytes are taken out.
    taken: usize,
    /// What is put in.
    put: String,
}

/// What is said of the faults of a part, and what mends them.
struct Told<'r, 't> {
    text: &'t str,
    file: FileId,
    rows: &'r [Row<'t>],
    next: Option<&'r Row<'t>>,
}

impl Told<'_, '_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    fn said(&self, fault: &Fault) -> Option<Diagnostic> {
        let report = match fault {
            Fault::Unclosed { open, outer, before, why } => self.unclosed(open, outer, *before, *why)?,
            Fault::Stray { close, too_soon, .. } => {
                let what = if *too_soon { "comes too soon: what follows still belongs to the block" } else { "closes nothing" };
                STRAY_BRACE.at(self.span(*close..*close + 1)).with("what", what)
            }
            Fault::Unopened { row } => {
                let code = self.rows[*row].code.clone();
                let words = self.text[code.clone()].split('"').next().unwrap_or_default().trim_end();
                BLOCK_MISSING.at(self.span(code)).with("statement", format!("`{words}`")).hint("put a `{` at the end of this line")
            }
            Fault::Ended { .. } => return None,
        };
        // Where nothing but the count tells which brace is too many, a person has to look.
        let sure = !matches!(fault, Fault::Stray { sure: false, .. });
        let Change { at, taken, put } = self.change(fault);
        Some(if sure { report.fix(self.span(at..at + taken), put) } else { report })
    }

    fn unclosed(&self, open: &Open, outer: &[Open], before: usize, why: Why) -> Option<Diagnostic> {
        let brace = |open: &Open| open.at.map(|at| self.span(at..at + 1));
        let mut report = UNCLOSED_BLOCK.at(brace(open)?);
        report.others.extend(outer.iter().filter_map(brace).map(|span| (span, "nor has this one".into())));
        let Some(row) = self.rows.get(before).or(self.next) else {
            return Some(report.hint("put a `}` on a line of its own where the block ends, at the latest on the last line"));
        };
        let why = match why {
            Why::Word => format!("`{}` can only stand outside of it", row.word),
            Why::Closes(head) => format!("this stands as far in as line {}, and closes what begins there", self.rows[head].number),
            Why::Outside => format!("this stands no further in than line {}, so the block ends before it", self.rows[open.row].number),
        };
        let report = report.and(self.span(row.code.clone()), why);
        Some(report.hint(format!("put a `}}` on a line of its own before line {}", row.number)))
    }

    /// What mends a fault.
    fn change(&self, fault: &Fault) -> Change {
        let close = |row: usize| format!("\n{}}}", " ".repeat(self.rows[row].indent));
        match fault {
            Fault::Unclosed { open, outer, before, .. } => {
                let put = std::iter::once(open).chain(outer.iter().rev()).map(|open| close(open.row)).collect();
                Change { at: self.rows[before - 1].end, taken: 0, put }
            }
            Fault::Ended { row, before } => Change { at: self.rows[before - 1].end, taken: 0, put: close(*row) },
            Fault::Unopened { row } => Change { at: self.rows[*row].code.end, taken: 0, put: " {".into() },
            Fault::Stray { row, close, .. } => {
                let row = &self.rows[*row];
                let alone = row.code == (*close..close + 1) && row.end == row.code.end;
                let before = self.text[..*close].trim_end_matches([' ', '\t']);
                let line = before.strip_suffix('\n').map(|before| before.strip_suffix('\r').unwrap_or(before));
                let from = line.filter(|_| alone).map_or(*close, str::len);
                Change { at: from, taken: close + 1 - from, put: String::new() }
            }
        }
    }
}
