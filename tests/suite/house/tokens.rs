//! A text of Rust as tokens, without comments, texts and tests.

use std::mem::take;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// A word, `::`, or one sign.
    pub text: String,
    pub line: usize,
}

/// The tokens of a text, but for comments, texts and the items behind `#[cfg(test)]`.
pub fn tokens(text: &str) -> Vec<Token> {
    without_tests(&all(text))
}

/// Whether a token is a word.
pub fn is_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Without the items behind `#[cfg(test)]`.
fn without_tests(tokens: &[Token]) -> Vec<Token> {
    let mut kept = Vec::with_capacity(tokens.len());
    let mut at = 0;
    let is =
        |at: usize, texts: &[&str]| texts.iter().enumerate().all(|(i, text)| tokens.get(at + i).is_some_and(|token| token.text == *text));
    while at < tokens.len() {
        if !is(at, &["#", "[", "cfg", "(", "test", ")", "]"]) {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        at += 7;
        let mut depth = 0_usize;
        while let Some(token) = tokens.get(at) {
            at += 1;
            match token.text.as_str() {
                "{" | "(" | "[" => depth += 1,
                "}" | ")" | "]" => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 && token.text == "}" {
                        break;
                    }
                }
                ";" if depth == 0 => break,
                _ => {}
            }
        }
    }
    kept
}

/// Words, `::` and signs; comments and texts are none.
fn all(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let (mut found, mut word) = (Vec::new(), String::new());
    let (mut at, mut line) = (0, 1);
    let next = |at: usize| chars.get(at).copied().unwrap_or('\0');
    while at <= chars.len() {
        let one = next(at);
        if one.is_alphanumeric() || one == '_' {
            word.push(one);
            at += 1;
            continue;
        }
        let end = match (one, word.as_str()) {
            ('"', "r" | "br" | "cr") => Some(raw_text(&chars, at, 0)),
            ('#', "r" | "br" | "cr") => {
                let signs = chars[at..].iter().take_while(|sign| **sign == '#').count();
                (next(at + signs) == '"').then(|| raw_text(&chars, at + signs, signs))
            }
            ('"', _) => Some(quoted(&chars, at)),
            ('\'', _) if next(at + 1) == '\\' || next(at + 2) == '\'' => Some(quoted(&chars, at)),
            ('/', _) if next(at + 1) == '/' => Some(at + chars[at..].iter().take_while(|one| **one != '\n').count()),
            ('/', _) if next(at + 1) == '*' => Some(comment(&chars, at)),
            _ => None,
        };
        if end.is_some() && matches!(one, '"' | '#') && matches!(word.as_str(), "r" | "b" | "c" | "br" | "cr") {
            word.clear();
        }
        if !word.is_empty() {
            found.push(Token { text: take(&mut word), line });
        }
        if let Some(end) = end {
            line += chars[at..end.min(chars.len())].iter().filter(|one| **one == '\n').count();
            at = end;
            continue;
        }
        match one {
            '\n' => line += 1,
            ':' if next(at + 1) == ':' => {
                found.push(Token { text: "::".into(), line });
                at += 1;
            }
            one if !one.is_whitespace() && one != '\0' => found.push(Token { text: one.into(), line }),
            _ => {}
        }
        at += 1;
    }
    found
}

/// The place behind a text or a character that begins here.
fn quoted(chars: &[char], begin: usize) -> usize {
    let mut at = begin + 1;
    while at < chars.len() && chars[at] != chars[begin] {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// The place behind a raw text whose quotation mark stands here, behind so many `#`.
fn raw_text(chars: &[char], begin: usize, signs: usize) -> usize {
    let ends = |at: &usize| chars[*at] == '"' && chars.len() > at + signs && chars[at + 1..=at + signs].iter().all(|sign| *sign == '#');
    (begin + 1..chars.len()).find(ends).map_or(chars.len(), |at| at + 1 + signs)
}

/// The place behind a comment that may hold others.
fn comment(chars: &[char], begin: usize) -> usize {
    let (mut at, mut depth) = (begin, 0);
    while at + 1 < chars.len() {
        match (chars[at], chars[at + 1]) {
            ('/', '*') => depth += 1,
            ('*', '/') => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return at;
        }
    }
    chars.len()
}
