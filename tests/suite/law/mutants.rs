//! Every way in which a statute's text could be wrong by one unit or one word.

mod line;

use frist::value::Day;

use self::line::Line;

/// One change of a statute's text.
pub struct Change {
    /// The line as it was and as it is, or that it is gone.
    pub label: String,
    /// The whole statute with it.
    pub text: String,
}

/// A place that could be wrong by so little. Where the figure is rounded by law the smallest unit cannot show: then the coarser steps follow.
pub struct Mutant {
    /// The rule, value or other statement it is in.
    pub about: String,
    /// The smallest change first; at least one.
    pub steps: Vec<Change>,
}

/// A statement of the statute: the lines it takes, its first words and its name.
struct Block<'a> {
    first: usize,
    last: usize,
    kind: &'a str,
    name: &'a str,
}

/// Every mutant of a statute in the one layout.
pub fn all(text: &str) -> Vec<Mutant> {
    let lines: Vec<&str> = text.lines().collect();
    let mut statute = Mutating { lines: &lines, rounded: rounded_values(&lines), made: Vec::new() };
    for block in blocks(&lines) {
        match block.kind {
            "rule" => statute.rule(&block),
            "value" => statute.value(&block),
            "limitation" => statute.limitation(&block),
            _ => statute.setting(&block),
        }
    }
    statute.made
}

/// Values that a rounded limit reads.
fn rounded_values<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    lines.iter().filter(|line| line.contains(", rounded to")).flat_map(|line| line.split_whitespace()).collect()
}

fn blocks<'a>(lines: &[&'a str]) -> Vec<Block<'a>> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        let mut words = line.split_whitespace();
        let (kind, name) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let top = line.starts_with("    ") && !line.starts_with("     ") && !kind.starts_with(['#', '}']);
        let last = match top && Line::read(line).opens() {
            true => at + lines[at..].iter().position(|line| *line == "    }").unwrap(),
            false => at,
        };
        if top {
            let name = if kind == "holiday" { line.split('"').nth(1).unwrap_or(name) } else { name };
            blocks.push(Block { first: at, last, kind, name });
        }
        at = last + 1;
    }
    blocks
}

struct Mutating<'a> {
    lines: &'a [&'a str],
    rounded: Vec<&'a str>,
    made: Vec<Mutant>,
}

impl Mutating<'_> {
    fn rule(&mut self, block: &Block) {
        self.delete(block, block.first, block.last, "the rule");
        let mut at = block.first + 1;
        while at < block.last {
            let line = Line::read(self.lines[at]);
            let closed = self.closed(at);
            match line.first() {
                "" | "cite" | "}" => {}
                "when" | "unless" => self.delete(block, at, closed, &line.to_string()),
                // A line of `all of { … }`.
                word if !["from", "until", "of", "limit", "require", "advise", "up", "above:"].contains(&word) => {
                    self.delete(block, at, at, &line.to_string());
                }
                _ => {}
            }
            self.replace_all(block, at, line.dates().into_iter().chain(line.dropped_dates()));
            if !["from", "until"].contains(&line.first()) {
                let changed = line.numbers().into_iter().flatten().chain(line.words_dropped()).chain(line.words_changed());
                self.replace_all(block, at, changed);
            }
            at += 1;
        }
    }

    fn value(&mut self, block: &Block) {
        let mut before = None;
        for at in block.first + 1..block.last {
            let line = Line::read(self.lines[at]);
            if line.first() != "from" {
                continue;
            }
            // A line that says what the one before it said changes nothing on any day.
            if before.as_ref() != Some(&line.state()) {
                self.replace_all(block, at, line.dates());
            }
            before = Some(line.state());
            if self.rounded.contains(&block.name) {
                // The smaller steps first, each way.
                for direction in [0, 1] {
                    let steps: Vec<String> = line.numbers().into_iter().filter_map(|pair| pair.into_iter().nth(direction)).collect();
                    self.replace(block, at, steps);
                }
            } else {
                let first = line.numbers().into_iter().next().unwrap_or_default();
                self.replace_all(block, at, first);
            }
            self.replace_all(block, at, line.words_changed());
        }
    }

    fn limitation(&mut self, block: &Block) {
        self.delete(block, block.first, block.last, "the limitation");
        for at in block.first + 1..block.last {
            let line = Line::read(self.lines[at]);
            match line.first() {
                "" | "cite" => continue,
                "ends" => self.replace_all(block, at, line.numbers().into_iter().flatten().chain(line.starts_changed())),
                "restarted" => {
                    self.delete(block, at, at, &line.to_string());
                    self.replace_all(block, at, line.numbers().into_iter().flatten().chain(line.items_dropped()));
                }
                _ => self.delete(block, at, at, &line.to_string()),
            }
        }
        if !self.lines[block.first..block.last].iter().any(|line| line.contains("last day excluded")) {
            let line = self.lines[block.last - 1];
            self.replace_with(block, block.last - 1, vec![("last day excluded".into(), format!("{line}\nlast day excluded"))]);
        }
    }

    fn setting(&mut self, block: &Block) {
        let line = Line::read(self.lines[block.first]);
        // What is told and never judged.
        if ["read", "announced", "excludes", "currency"].contains(&block.kind) {
            return;
        }
        self.delete(block, block.first, block.last, &line.to_string());
        let changed = line.numbers().into_iter().flatten().chain(line.dates()).chain(line.setting_changed());
        self.replace_all(block, block.first, changed);
    }

    /// The line that closes the block a line opens; the line itself if it opens none.
    fn closed(&self, at: usize) -> usize {
        let indent = |line: &str| line.len() - line.trim_start().len();
        if !Line::read(self.lines[at]).opens() {
            return at;
        }
        at + 1 + self.lines[at + 1..].iter().position(|line| indent(line) == indent(self.lines[at])).unwrap()
    }

    fn delete(&mut self, block: &Block, first: usize, last: usize, what: &str) {
        let kept = self.lines[..first].iter().chain(&self.lines[last + 1..]);
        let text = kept.map(|line| format!("{line}\n")).collect();
        self.push(block, vec![Change { label: format!("{what} => nothing"), text }]);
    }

    fn replace_all(&mut self, block: &Block, at: usize, changed: impl IntoIterator<Item = String>) {
        for line in changed {
            self.replace(block, at, vec![line]);
        }
    }

    fn replace(&mut self, block: &Block, at: usize, steps: Vec<String>) {
        self.replace_with(block, at, steps.into_iter().map(|line| (line.clone(), line)).collect());
    }

    fn replace_with(&mut self, block: &Block, at: usize, steps: Vec<(String, String)>) {
        let old = Line::read(self.lines[at]).uncited();
        let change = |(shown, line): (String, String)| {
            let shown = Line::read(&shown).uncited();
            Change { label: format!("{old} => {shown}"), text: self.with(at, &line) }
        };
        let steps: Vec<Change> = steps.into_iter().map(change).collect();
        self.push(block, steps);
    }

    fn with(&self, at: usize, line: &str) -> String {
        let lines = self.lines[..at].iter().chain([&line]).chain(&self.lines[at + 1..]);
        lines.map(|line| format!("{line}\n")).collect()
    }

    fn push(&mut self, block: &Block, mut steps: Vec<Change>) {
        let about = match block.kind {
            "rule" | "value" | "limitation" | "holiday" => block.name,
            kind => kind,
        };
        for step in &mut steps {
            step.label = format!("{about} | {}", step.label);
        }
        if !steps.is_empty() {
            self.made.push(Mutant { about: about.into(), steps });
        }
    }
}

/// The day before and the day after.
fn around(date: &str) -> Option<[String; 2]> {
    let day: Day = date.parse().ok()?;
    Some([day.plus(-1).to_string(), day.plus(1).to_string()])
}
