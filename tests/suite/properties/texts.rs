//! No text makes the program panic, and none takes long.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use frist::diagnostic::render;
use frist::model::Project;
use frist::{NotFormatted, format};
use proptest::prelude::{Strategy, any, prop, prop_oneof, proptest};

use super::cases;
use crate::checked::{Checked, FILE, files_below, repository, source, words};

/// Far beyond what any text of this size takes, and near enough to notice an exponential one.
const LONG: Duration = Duration::from_secs(5);

/// Reads a text every way there is, and holds what is said to its place.
fn reads(text: &str) {
    let begun = Instant::now();
    let Project { sources, mistakes: said, .. } = Project::read([("policy.frist", text)], false);
    for diagnostic in &said {
        let places =
            diagnostic.others.iter().map(|(span, _)| span).chain([&diagnostic.span]).chain(diagnostic.fix.as_ref().map(|fix| &fix.span));
        for span in places {
            assert!(sources.text(span.file).get(span.range()).is_some(), "{} at {span:?}", diagnostic.code);
        }
        assert_ne!(diagnostic.code, "F9001", "{}", diagnostic.label);
    }
    let rendered = render(&said, &sources);
    assert_eq!(rendered.is_empty(), said.is_empty());
    match format(&sources, FILE) {
        Ok(formatted) => {
            let again = source(&formatted);
            assert_eq!(words(text), words(&formatted));
            assert_eq!(format(&again, FILE).unwrap(), formatted, "not settled at once");
        }
        Err(NotFormatted::Mistakes(mistakes)) => assert!(!mistakes.is_empty()),
        Err(NotFormatted::Changed) => panic!("would lose something"),
    }
    assert!(begun.elapsed() < LONG, "took {:?}", begun.elapsed());
}

/// The good policies, each as its smallest pieces: blanks, words, figures, marks.
fn pieces() -> &'static [Vec<String>] {
    static PIECES: OnceLock<Vec<Vec<String>>> = OnceLock::new();
    PIECES.get_or_init(|| {
        let texts = files_below(&repository("tests/policies/good"), "frist").into_iter().map(|path| std::fs::read_to_string(path).unwrap());
        texts.map(|text| split(&text)).collect()
    })
}

fn split(text: &str) -> Vec<String> {
    let kind = |c: char| match c {
        ' ' | '\t' => 0,
        c if c.is_alphanumeric() || c == '-' => 1,
        _ => 2,
    };
    let mut pieces: Vec<String> = Vec::new();
    let mut last = 2;
    for c in text.chars() {
        match pieces.last_mut() {
            Some(piece) if kind(c) == last && last != 2 => piece.push(c),
            _ => pieces.push(c.into()),
        }
        last = kind(c);
    }
    pieces
}

/// A piece of any good policy, or something no policy has.
fn piece() -> impl Strategy<Value = String> {
    let odd = [
        "{",
        "}",
        "\n",
        "\"",
        ",",
        "|",
        "#",
        ":",
        "%",
        "-1",
        "1.000",
        "99999999999999999999",
        "é",
        "\u{200b}",
        "\0",
        "2026-02-30",
        "_",
        "\r",
    ];
    prop_oneof![
        3 => (any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(|(text, at)| at.get(text.get(pieces()).as_slice()).clone()),
        1 => prop::sample::select(odd.to_vec()).prop_map(Into::into),
    ]
}

/// A good policy with some pieces taken out, doubled or exchanged.
fn mutated() -> impl Strategy<Value = String> {
    let change = (any::<prop::sample::Index>(), 0..3, piece());
    (any::<prop::sample::Index>(), prop::collection::vec(change, 1..6)).prop_map(|(text, changes)| {
        let mut pieces = text.get(pieces()).clone();
        for (at, how, piece) in changes {
            let at = at.index(pieces.len());
            match how {
                0 => drop(pieces.remove(at)),
                1 => pieces.insert(at, pieces[at].clone()),
                _ => pieces[at] = piece,
            }
        }
        pieces.concat()
    })
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn scraps(scraps in prop::collection::vec(piece(), 0..60)) {
        reads(&scraps.concat());
        reads(&scraps.join(" "));
    }

    #[test]
    fn mutations(text in mutated()) {
        reads(&text);
    }

    #[test]
    fn characters(text in "\\PC{0,80}") {
        reads(&text);
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn mutations_are_checked(text in mutated()) {
        let begun = Instant::now();
        let checked = Checked::of("mutated.frist", &text);
        for diagnostic in checked.said() {
            assert!(checked.project.sources.text(diagnostic.span.file).get(diagnostic.span.range()).is_some());
        }
        // A policy valid for decades is checked over every change of law in them.
        assert!(begun.elapsed() < 6 * LONG, "took {:?}", begun.elapsed());
    }
}

#[test]
fn deep_and_long_texts() {
    for text in
        ["{".repeat(50_000), "policy p {".repeat(9_000), "a ".repeat(20_000), "\n".repeat(50_000), "\"".repeat(9_999), "a,\n".repeat(9_000)]
    {
        reads(&text);
    }
    reads(&format!("policy p {{\n{}}}\n", "    fact f is number\n".repeat(500)));
}
