//! One line of a statute as words, and the lines that differ from it by one thing.

use std::fmt;

use frist::value::{Act, Debtor};

use super::around;

/// The words of a line; a text in quotes is one word, a comment none, a grouped number one.
pub struct Line {
    words: Vec<String>,
}

impl fmt::Display for Line {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.words.join(" "))
    }
}

/// The steps by which a number before this word is changed, in hundredths; none where it is no number of law.
fn unit_steps(unit: &str) -> &'static [i64] {
    match unit {
        "NOK" | "SEK" | "DKK" | "EUR" => &[1, 100, 1_000],
        "%" => &[1, 10, 100],
        "percentage" => &[1],
        _ => &[100],
    }
}

/// The comma or colon behind a word.
fn tail(word: &str) -> &str {
    word.find([',', ':']).map_or("", |at| &word[at..])
}

fn bare(word: &str) -> &str {
    word.trim_end_matches([',', ':'])
}

fn hundredths(word: &str) -> Option<i64> {
    let digits = bare(word).replace(' ', "");
    let (whole, cents) = digits.split_once('.').unwrap_or((&digits, "0"));
    let sign = if whole.starts_with('-') { -1 } else { 1 };
    let cents: i64 = format!("{cents:0<2}").parse().ok()?;
    Some(whole.parse::<i64>().ok()? * 100 + sign * cents)
}

fn written(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, cents) = (hundredths.abs() / 100, hundredths.abs() % 100);
    if cents == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{cents:02}") }
}

impl Line {
    pub fn read(text: &str) -> Line {
        let mut words: Vec<String> = Vec::new();
        for (at, part) in text.split('"').enumerate() {
            if at % 2 == 1 {
                words.push(format!("\"{part}\""));
                continue;
            }
            for word in part.split('#').next().unwrap_or_default().split_whitespace() {
                let grouped = word.len() >= 3 && bare(word).len() == 3 && bare(word).bytes().all(|byte| byte.is_ascii_digit());
                match words.last_mut() {
                    Some(last) if grouped && last.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ') => *last += &format!(" {word}"),
                    _ => words.push(word.into()),
                }
            }
            if part.contains('#') {
                break;
            }
        }
        Line { words }
    }

    pub fn first(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }

    /// Whether a block begins with it.
    pub fn opens(&self) -> bool {
        self.words.last().is_some_and(|word| word == "{")
    }

    /// The line without where it is written and how sure that is.
    pub fn uncited(&self) -> String {
        let cited = self.words.iter().position(|word| ["confidence", "cite"].contains(&word.as_str()));
        self.words[..cited.unwrap_or(self.words.len())].join(" ")
    }

    /// What stands behind `from DATE:`.
    pub fn state(&self) -> String {
        self.uncited().split(' ').skip(2).collect::<Vec<_>>().join(" ")
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", String::as_str)
    }

    /// The line with the words from `first` to before `end` replaced.
    fn with(&self, first: usize, end: usize, by: &[&str]) -> String {
        let by = by.iter().map(|word| word.to_string());
        let words: Vec<String> = self.words[..first].iter().cloned().chain(by).chain(self.words[end..].iter().cloned()).collect();
        words.join(" ")
    }

    /// The same without some words; a comma behind the last of them goes to the word before.
    fn without(&self, first: usize, end: usize) -> String {
        let mut words = self.words.clone();
        let comma = tail(&words[end - 1]).to_string();
        words.drain(first..end);
        if !comma.is_empty() && first > 0 && tail(&words[first - 1]).is_empty() && first < words.len() {
            words[first - 1] += &comma;
        }
        words.join(" ").trim_end_matches(',').to_string()
    }

    fn sees(&self, at: usize, phrase: &str) -> bool {
        phrase.split(' ').enumerate().all(|(by, word)| bare(self.word(at + by)) == word)
    }

    /// Every number by its steps: a pair of lines a step, less and more.
    pub fn numbers(&self) -> Vec<Vec<String>> {
        let mut changed = Vec::new();
        for (at, word) in self.words.iter().enumerate() {
            let Some(number) = hundredths(word) else { continue };
            let rounding = at >= 2 && self.words[at - 2] == "rounded";
            if rounding || self.is_month(at + 1) {
                continue;
            }
            let unit = bare(self.word(at + 1));
            for step in unit_steps(unit) {
                let line = |number: i64| self.with(at, at + 1, &[&format!("{}{}", written(number), tail(word))]);
                changed.push(vec![line(number - step), line(number + step)]);
            }
        }
        changed
    }

    fn is_month(&self, at: usize) -> bool {
        MONTHS.iter().any(|(month, _)| *month == self.word(at))
    }

    /// Each date a day earlier and a day later.
    pub fn dates(&self) -> Vec<String> {
        let mut changed = Vec::new();
        for (at, word) in self.words.iter().enumerate() {
            for day in around(bare(word)).into_iter().flatten() {
                changed.push(self.with(at, at + 1, &[&format!("{day}{}", tail(word))]));
            }
        }
        changed
    }

    /// `from DATE until DATE` with one side, or neither, of a rule.
    pub fn dropped_dates(&self) -> Vec<String> {
        match self.words.iter().position(|word| word == "until") {
            _ if self.first() != "from" && self.first() != "until" => Vec::new(),
            Some(at) if at > 0 => vec![self.with(at, self.words.len(), &[]), self.with(0, at, &[])],
            _ => vec![String::new()],
        }
    }

    /// Each act of a list, and each word that narrows, left out.
    pub fn words_dropped(&self) -> Vec<String> {
        let mut changed = self.acts_dropped();
        for at in 0..self.words.len() {
            for phrase in ["charged", "not", "in this round"] {
                if self.sees(at, phrase) && !(phrase == "not" && self.word(at - 1) == "is") {
                    changed.push(self.without(at, at + phrase.split(' ').count()));
                }
            }
            if self.sees(at, "after due date") && self.word(at - 1) != "date" {
                changed.push(self.without(at, at + 3));
            }
            if self.sees(at, "at least") && self.sees(at + 4, "ago") {
                changed.push(self.without(at, at + 5));
            }
            if self.sees(at, "with deadline") {
                changed.push(self.with(at, self.words.len(), &[]));
            }
            if self.sees(at, "of at least") && self.sees(at + 5, "passed") {
                changed.push(self.without(at, at + 5));
            }
            if self.sees(at, "rounded to") {
                changed.push(self.with(at, self.words.len(), &[]).trim_end_matches(',').into());
            }
            if self.sees(at, "and") {
                changed.push(self.with(at, self.words.len(), &[]));
                changed.push(self.with(1, at + 1, &[]));
            }
            if self.sees(at, "the larger of") {
                changed.extend(self.terms_dropped(at));
            }
        }
        changed
    }

    fn acts_dropped(&self) -> Vec<String> {
        let act = |at: usize| Act::from_word(bare(self.word(at))).is_some();
        let mut changed = Vec::new();
        for at in 0..self.words.len() {
            let next = act(at) && self.word(at).ends_with(',') && act(at + 1);
            let last = act(at) && at > 0 && act(at - 1) && self.word(at - 1).ends_with(',');
            if next {
                changed.push(self.with(at, at + 1, &[]));
            } else if last {
                changed.push(self.with(at - 1, at + 1, &[bare(self.word(at - 1))]));
            }
        }
        changed
    }

    /// `the larger of A, B, C` without one of them.
    fn terms_dropped(&self, at: usize) -> Vec<String> {
        let rest = self.words[at + 3..].join(" ");
        let terms: Vec<&str> = rest.split(", ").collect();
        let head = self.words[..at].join(" ");
        let kept = |without: usize| {
            let kept: Vec<&str> = terms.iter().enumerate().filter(|(at, _)| *at != without).map(|(_, term)| *term).collect();
            let larger = if kept.len() > 1 { "the larger of " } else { "" };
            format!("{head} {larger}{}", kept.join(", "))
        };
        (0..terms.len()).map(kept).collect()
    }

    /// Each word that could be another of its kind.
    pub fn words_changed(&self) -> Vec<String> {
        const DATES: [&str; 4] = ["send date", "due date", "arose", "interest start"];
        let mut changed = Vec::new();
        for at in 0..self.words.len() {
            for (one, other) in [("the first", "the last"), ("the last", "the first")] {
                // `days since the last` is a phrase of its own.
                if self.sees(at, one) && self.word(at.saturating_sub(1)) != "since" {
                    changed.push(self.with(at, at + 2, &[other]));
                }
            }
            for (one, other) in [("not in force", "not encoded"), ("not encoded", "not in force"), ("repealed", "not encoded")] {
                if self.sees(at, one) {
                    changed.push(self.with(at, at + one.split(' ').count(), &[other]));
                }
            }
            if self.sees(at, "debtor is") {
                let not = self.sees(at + 2, "not");
                let kind = at + 2 + usize::from(not);
                for (other, _) in Debtor::ALL.iter().filter(|(word, _)| *word != bare(self.word(kind))) {
                    // All but one kind, or that one alone: the third kind goes to the other side.
                    let by: &[&str] = if not { &["debtor", "is", other] } else { &["debtor", "is not", other] };
                    changed.push(self.with(at, kind + 1, by));
                }
            }
            for date in DATES.iter().filter(|date| self.sees(at, &format!("on {date}"))) {
                let end = at + 1 + date.split(' ').count();
                let comma = tail(self.word(end - 1));
                for other in DATES.iter().filter(|other| other != &date) {
                    changed.push(self.with(at, end, &["on", &format!("{other}{comma}")]));
                }
            }
        }
        changed
    }

    /// The items of the list behind `by`, each left out.
    pub fn items_dropped(&self) -> Vec<String> {
        let first = self.words.iter().position(|word| word == "by").map_or(self.words.len(), |by| by + 1);
        (first..self.words.len()).map(|at| self.without(at, at + 1)).collect()
    }

    /// `after agreed due date, otherwise arose` from other days.
    pub fn starts_changed(&self) -> Vec<String> {
        let Some(at) = self.words.iter().position(|word| word == "after") else { return Vec::new() };
        let written = self.words[at + 1..].join(" ");
        let others = ["agreed due date, otherwise arose", "agreed due date, otherwise due date", "due date", "arose"];
        // The due date, agreed or not, is the due date.
        let same = |other: &str| other == written || written == "due date" && other.ends_with("otherwise due date");
        others.iter().filter(|other| !same(other)).map(|other| self.with(at + 1, self.words.len(), &[other])).collect()
    }

    /// A setting's own words: the day of a holiday, the day count, a margin.
    pub fn setting_changed(&self) -> Vec<String> {
        let mut changed = Vec::new();
        for at in 0..self.words.len() {
            if self.is_month(at) {
                changed.extend(self.next_days(at));
            }
            if ["from", "until"].contains(&self.word(at)) && self.first() == "holiday" && around(self.word(at + 1)).is_some() {
                changed.push(self.with(at, at + 2, &[]));
            }
            if self.sees(at, "on easter") {
                changed.push(self.with(at, at + 2, &["1 day before easter"]));
                changed.push(self.with(at, at + 2, &["1 day after easter"]));
            }
            if self.sees(at, "plus") && self.first() == "interest" {
                changed.push(self.with(at, self.words.len(), &[]));
            }
            for (one, other) in [("365", "calendar year"), ("calendar year", "365")] {
                if self.sees(at, one) {
                    changed.push(self.with(at, self.words.len(), &[other]));
                }
            }
        }
        changed
    }

    /// `17 May` a day earlier and a day later.
    fn next_days(&self, month: usize) -> Vec<String> {
        let at = MONTHS.iter().position(|(name, _)| *name == self.word(month)).unwrap_or_default();
        let day: u32 = self.word(month - 1).parse().unwrap_or(1);
        let before = if day > 1 { (day - 1, at) } else { (MONTHS[(at + 11) % 12].1, (at + 11) % 12) };
        let after = if day < MONTHS[at].1 { (day + 1, at) } else { (1, (at + 1) % 12) };
        [before, after].map(|(day, at)| self.with(month - 1, month + 1, &[&day.to_string(), MONTHS[at].0])).into()
    }
}

const MONTHS: [(&str, u32); 12] = [
    ("January", 31),
    ("February", 28),
    ("March", 31),
    ("April", 30),
    ("May", 31),
    ("June", 30),
    ("July", 31),
    ("August", 31),
    ("September", 30),
    ("October", 31),
    ("November", 30),
    ("December", 31),
];
