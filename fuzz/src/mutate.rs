//! Changes that keep an input near to what somebody could have written: lines and words taken out, doubled, exchanged or brought in from the repository's
//! files. Half of all changes are the fuzzer's own.

use std::collections::BTreeSet;

/// What no file of the repository holds, and some file of a user might.
const ODD: &[&str] = &[
    "0",
    "-1",
    "0.005",
    "1,5",
    "1 000",
    "99999999999999999999",
    "92233720368547758.07",
    "9223372036854775.80",
    "1900-01-01",
    "2129-12-31",
    "2130-01-01",
    "2024-02-29",
    "2026-02-30",
    "\"",
    "\"\"",
    "{",
    "}",
    "|",
    "#",
    "%",
    "é",
    "e\u{301}",
    "\u{200b}",
    "\u{202e}",
    "\u{1b}[2J",
    "\0",
    "\r",
    "\t",
    "\u{a0}",
    "\u{feff}",
    "\u{fffd}",
    "NOK",
    "SEK",
    "DKK",
    "EUR",
    "JPY",
    "\u{1e}",
];

/// The lines and the words of the files that a run begins with.
pub struct Pool {
    lines: Vec<Vec<u8>>,
    words: Vec<Vec<u8>>,
}

impl Pool {
    /// Of these files.
    pub fn of(files: &[Vec<u8>]) -> Pool {
        let lines: BTreeSet<&[u8]> =
            files.iter().flat_map(|file| file.split(|byte| *byte == b'\n')).filter(|line| line.len() < 200).collect();
        let words: BTreeSet<&[u8]> = lines.iter().flat_map(|line| words_of(line)).map(|(from, to, line)| &line[from..to]).collect();
        let owned = |set: BTreeSet<&[u8]>| set.into_iter().map(<[u8]>::to_vec).collect::<Vec<_>>();
        let odd = ODD.iter().flat_map(|odd| vec![odd.as_bytes().to_vec(); 4]);
        Pool { words: owned(words).into_iter().chain(odd).collect(), lines: owned(lines) }
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') || byte >= 0x80
}

/// Where the words of a line stand; what is no letter and no blank is a word of its own.
fn words_of(line: &[u8]) -> Vec<(usize, usize, &[u8])> {
    let mut words = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let long = line[at..].iter().take_while(|byte| is_word(**byte)).count();
        if line[at] != b' ' {
            words.push((at, at + long.max(1), line));
        }
        at += long.max(1);
    }
    words
}

struct Dice(u64);

impl Dice {
    fn below(&mut self, many: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % many.max(1) as u64) as usize
    }
}

/// Changes an input in place; gives its new size.
pub fn mutate(pool: &Pool, data: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    let mut dice = Dice(u64::from(seed) << 1 | 1);
    let _ = (dice.below(2), dice.below(2), dice.below(2));
    if size == 0 || dice.below(2) == 0 {
        return libfuzzer_sys::fuzzer_mutate(data, size, most);
    }
    let mut lines: Vec<Vec<u8>> = data[..size].split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    for _ in 0..=dice.below(3) {
        change(pool, &mut lines, &mut dice);
    }
    let text = lines.join(&b'\n');
    let size = text.len().min(most);
    data[..size].copy_from_slice(&text[..size]);
    size
}

fn change(pool: &Pool, lines: &mut Vec<Vec<u8>>, dice: &mut Dice) {
    let at = dice.below(lines.len());
    match dice.below(8) {
        0 if lines.len() > 1 => {
            let many = 1 + dice.below(3).min(lines.len() - at - 1);
            lines.drain(at..at + many);
            if lines.is_empty() {
                lines.push(Vec::new());
            }
        }
        1 => {
            let line = lines[at].clone();
            lines.insert(dice.below(lines.len()), line);
        }
        2 => {
            let other = dice.below(lines.len());
            lines.swap(at, other);
        }
        3 => lines.insert(at, pool.lines[dice.below(pool.lines.len())].clone()),
        choice => {
            let words: Vec<(usize, usize)> = words_of(&lines[at]).into_iter().map(|(from, to, _)| (from, to)).collect();
            let Some((from, to)) = words.get(dice.below(words.len())).copied() else { return };
            let word = lines[at][from..to].to_vec();
            let other = &lines[dice.below(lines.len())];
            let others = words_of(other);
            let new = match (choice, others.get(dice.below(others.len()))) {
                (4, _) => Vec::new(),
                (5, Some((from, to, line))) => line[*from..*to].to_vec(),
                (6, _) => next_to(&word, dice),
                _ => pool.words[dice.below(pool.words.len())].clone(),
            };
            lines[at].splice(from..to, new);
        }
    }
}

/// A figure near to the one that stands there, in its last digits; another word stays.
fn next_to(word: &[u8], dice: &mut Dice) -> Vec<u8> {
    let digits = word.iter().rev().take_while(|byte| byte.is_ascii_digit()).count().min(9);
    let (head, tail) = word.split_at(word.len() - digits);
    let Some(number) = std::str::from_utf8(tail).ok().and_then(|tail| tail.parse::<u64>().ok()) else { return word.to_vec() };
    let near = match dice.below(4) {
        0 => number + 1,
        1 => number.saturating_sub(1),
        2 => number * 10,
        _ => number / 10,
    };
    [head, format!("{near:0digits$}").as_bytes()].concat()
}
