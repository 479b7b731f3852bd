//! One source file as plain text: the modules it declares, the names it defines, the paths it names.

use std::collections::{HashMap, HashSet};

use super::tokens::{Token, is_word, tokens};

/// What one file says.
#[derive(Default, Debug)]
pub struct Source {
    /// `mod name;`.
    pub declared: Vec<String>,
    /// Names defined at the top of the file.
    pub defined: HashSet<String>,
    /// Every name that a `use` brings in.
    pub uses: Vec<Use>,
    /// Every path outside of `use`, and every macro as `name!`.
    pub paths: Vec<Path>,
    /// Every word outside of `use` that may be a type, a constant or a call, with the first line it stands in.
    pub words: HashMap<String, usize>,
}

/// One name of a `use`.
#[derive(Debug)]
pub struct Use {
    pub path: Vec<String>,
    /// The name it gets here; `*` for all of a module.
    pub name: String,
    /// Whether others may take it from here.
    pub public: bool,
    pub line: usize,
}

/// A path as it is written.
#[derive(Debug)]
pub struct Path {
    pub path: Vec<String>,
    pub line: usize,
}

impl Source {
    pub fn read(text: &str) -> Source {
        let tokens = tokens(text);
        let mut source = Source::default();
        let (mut at, mut depth) = (0, 0_usize);
        // The depths at which modules inside the file were opened.
        let mut inner: Vec<usize> = Vec::new();
        let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
        while at < tokens.len() {
            let line = tokens[at].line;
            let after_tick = at > 0 && text(at - 1) == "'";
            match text(at) {
                "{" => depth += 1,
                "}" => {
                    depth = depth.saturating_sub(1);
                    inner.pop_if(|opened| *opened == depth);
                }
                "mod" if is_word(text(at + 1)) => {
                    match text(at + 2) {
                        ";" => source.declared.push(text(at + 1).into()),
                        "{" => {
                            source.defined.insert(text(at + 1).into());
                            inner.push(depth);
                            depth += 1;
                            at += 1;
                        }
                        _ => {}
                    }
                    at += 1;
                }
                "use" => {
                    let public = is_public(&tokens[..at]);
                    let end = (at..tokens.len()).find(|end| text(*end) == ";").unwrap_or(tokens.len());
                    let mut found = Vec::new();
                    use_tree(&tokens[at + 1..end], &mut 0, &[], &mut found);
                    for (path, name, line) in found {
                        let path = from_top(path, inner.len());
                        source.uses.push(Use { path, name, public: public && inner.is_empty(), line });
                    }
                    at = end;
                }
                "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static" | "union" if depth == 0 && !after_tick => {
                    let named = if text(at + 1) == "mut" { at + 2 } else { at + 1 };
                    if is_word(text(named)) && !matches!(text(named), "fn" | "unsafe" | "extern" | "async") {
                        source.defined.insert(text(named).into());
                        at = named;
                    }
                }
                "macro_rules" if text(at + 1) == "!" => {
                    source.defined.insert(text(at + 2).into());
                    at += 2;
                }
                word if is_word(word) => {
                    let mut path = vec![word.to_string()];
                    let starts = at == 0 || !matches!(text(at - 1), "." | "::");
                    while text(at + 1) == "::" && is_word(text(at + 2)) {
                        path.push(text(at + 2).into());
                        at += 2;
                    }
                    if text(at + 1) == "!" && text(at + 2) != "=" {
                        path.last_mut().expect("a word").push('!');
                    }
                    if starts && (path.len() > 1 || path[0].ends_with('!')) {
                        source.paths.push(Path { path: from_top(path, inner.len()), line });
                    } else if starts && (word.starts_with(char::is_uppercase) || text(at + 1) == "(") {
                        source.words.entry(word.into()).or_insert(line);
                    }
                }
                _ => {}
            }
            at += 1;
        }
        source
    }
}

/// A path inside of modules of the file, as the file's own module would write it.
fn from_top(mut path: Vec<String>, inside: usize) -> Vec<String> {
    for _ in 0..inside {
        if path.first().is_some_and(|first| first == "super") {
            path.remove(0);
            if path.first().is_none_or(|first| first != "super") {
                path.insert(0, "self".into());
                break;
            }
        }
    }
    path
}

/// Whether the tokens before a `use` end in `pub` or `pub(…)`.
fn is_public(before: &[Token]) -> bool {
    let mut before = before.iter().rev().map(|token| token.text.as_str());
    match before.next() {
        Some("pub") => true,
        Some(")") => before.find(|text| *text == "(").and_then(|_| before.next()) == Some("pub"),
        _ => false,
    }
}

/// `a::{b, c as d, self, *}`: each path with the name it gets.
fn use_tree(tokens: &[Token], at: &mut usize, above: &[String], found: &mut Vec<(Vec<String>, String, usize)>) {
    let mut path = above.to_vec();
    let mut line = tokens.get(*at).map_or(0, |token| token.line);
    while let Some(token) = tokens.get(*at) {
        *at += 1;
        match token.text.as_str() {
            "::" => {}
            "{" => {
                while tokens.get(*at).is_some_and(|token| token.text != "}") {
                    use_tree(tokens, at, &path, found);
                    if tokens.get(*at).is_some_and(|token| token.text == ",") {
                        *at += 1;
                    }
                }
                *at += 1;
                return;
            }
            "," | "}" => {
                *at -= 1;
                break;
            }
            "as" => {
                let name = tokens.get(*at).map_or(String::new(), |token| token.text.clone());
                *at += 1;
                found.push((without_self(path), name, line));
                return;
            }
            word => {
                path.push(word.into());
                line = token.line;
            }
        }
    }
    let path = without_self(path);
    if let Some(name) = path.last().cloned() {
        found.push((path, name, line));
    }
}

fn without_self(mut path: Vec<String>) -> Vec<String> {
    if path.len() > 1 {
        path.pop_if(|last| last == "self");
    }
    path
}
