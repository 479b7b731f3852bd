//! A brace that is missing or one too many is one message at its place, and its fix gives the file back.

use std::fs;

use frist::diagnostic::{Diagnostic, FileId, Sources};
use frist::model::Project;
use frist::{NotFormatted, format};

use crate::checked::{files_below, repository, words};

/// A text with one brace changed, and what must be said of it: the code and the line.
struct Changed {
    text: String,
    code: &'static str,
    line: usize,
}

/// Every way to lose or to double one brace of a text whose blocks end on lines of their own.
fn changed(text: &str) -> Vec<Changed> {
    let lines: Vec<&str> = text.lines().collect();
    let with = |at: usize, line: &str| {
        let mut lines = lines.clone();
        lines[at] = line;
        lines.join("\n") + "\n"
    };
    let (mut all, mut open) = (Vec::new(), Vec::new());
    for (at, line) in lines.iter().enumerate() {
        let code = line.split(" #").next().unwrap().trim_end();
        if code.ends_with(" {") {
            open.push(at + 1);
            all.push(Changed { text: with(at, &line.replacen(" {", "", 1)), code: "F0008", line: at + 1 });
        } else if line.trim() == "}" {
            let opened = open.pop().unwrap();
            all.push(Changed { text: with(at, ""), code: "F0003", line: opened });
            all.push(Changed { text: with(at, &format!("{line}\n{line}")), code: "F0004", line: at + 2 });
        }
    }
    all
}

fn told(mistakes: &[Diagnostic], sources: &Sources) -> Vec<(String, usize)> {
    let line = |mistake: &Diagnostic| sources.position(mistake.span.file, mistake.span.start).0;
    mistakes.iter().map(|mistake| (mistake.code.clone(), line(mistake))).collect()
}

#[test]
fn each_is_one_message_and_its_fix_gives_the_file_back() {
    let mut tried = 0;
    for file in
        ["policies/statutes", "policies/examples", "policies/practice"].iter().flat_map(|folder| files_below(&repository(folder), "frist"))
    {
        let text = fs::read_to_string(&file).unwrap();
        for one in changed(&text) {
            let mut sources = Sources::default();
            let id = sources.add("changed.frist", one.text.as_str());
            let Err(NotFormatted::Mistakes(mistakes)) = format(&sources, id) else { panic!("{}: {} passes", file.display(), one.code) };
            assert_eq!(told(&mistakes, &sources), [(one.code.to_string(), one.line)], "{}\n{}", file.display(), one.text);
            let fix = mistakes[0].fix.as_ref().unwrap();
            let mut mended = one.text.clone();
            mended.replace_range(fix.span.range(), &fix.text);
            assert_eq!(words(&mended), words(&text), "{}: {} at {}", file.display(), one.code, one.line);
            tried += 1;
        }
    }
    assert!(tried > 600, "{tried}");
}

/// Nothing is said of what stands in the blocks around it, of the steps in it, or of the tests that name these.
#[test]
fn the_rest_is_read_as_it_was_meant() {
    let text = fs::read_to_string(repository("policies/examples/norway-consumer.frist")).unwrap();
    for one in changed(&text) {
        let project = Project::read([("changed.frist", one.text.as_str())], false);
        assert_eq!(told(&project.mistakes, &project.sources), [(one.code.to_string(), one.line)], "{}", one.text);
    }
}

/// A text that is not closed is one message too, with tests that name the step in whose line it stands.
#[test]
fn a_text_that_is_not_closed_is_one_message() {
    let text = fs::read_to_string(repository("policies/examples/norway-consumer.frist")).unwrap();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| line.matches('"').count() == 2) {
        for quote in [line.find('"').unwrap(), line.rfind('"').unwrap()] {
            let mut broken = line.to_string();
            broken.remove(quote);
            let project = Project::read([("changed.frist", text.replacen(line, &broken, 1).as_str())], false);
            assert_eq!(told(&project.mistakes, &project.sources), [("F0002".to_string(), at + 1)], "{broken}");
        }
    }
}

/// Where nothing is further in than anything else, words alone tell where a block ends.
#[test]
fn words_tell_where_the_layout_does_not() {
    let policy =
        |steps: &str| format!("policy p {{\nlaw NO\ndebtors consumer\ncurrency NOK\nvalid from 2026-01-01 until 2026-12-31\n{steps}}}\n");
    let missing = policy("step a is reminder {\nsend 14 days after due date\nstep b is reminder {\nsend 14 days after a\n}\n");
    let project = Project::read([("p.frist", missing.as_str())], false);
    assert_eq!(told(&project.mistakes, &project.sources), [("F0003".to_string(), 6)]);
    let whole = policy("step a is reminder {\nsend 14 days after due date\n}\nstep b is reminder {\nsend 14 days after a\n}\n");
    assert!(Project::read([("p.frist", whole.as_str())], false).mistakes.is_empty());
    // Names are no keywords.
    let named = policy(
        "fact value is number\nfact rule is number\nstep a is reminder {\nwhen any of {\nvalue at least 3\nrule at least 4\n}\nsend 14 days after due date\n}\n",
    );
    let project = Project::read([("p.frist", named.as_str())], false);
    assert!(project.mistakes.is_empty(), "{:#?}", project.mistakes);
}

/// A text that breaks off is one message: what else is missing would have come behind.
#[test]
fn a_text_that_breaks_off_is_one_message() {
    let statements = ["policy p {", "law NO", "debtors consumer", "step a is reminder {", "send 14 days after due date"];
    for lines in 1..=statements.len() {
        let indents = ["", "    ", "    ", "    ", "        "];
        let layouts = [(0, "\n"), (1, "\n"), (0, "\r\n")];
        for (deep, end) in layouts {
            let line = |at: usize| format!("{}{}{end}", if deep == 1 { indents[at] } else { "" }, statements[at]);
            let text: String = (0..lines).map(line).collect();
            let project = Project::read([("p.frist", text.as_str())], false);
            let innermost = if lines > 3 { 4 } else { 1 };
            assert_eq!(told(&project.mistakes, &project.sources), [("F0003".to_string(), innermost)], "{text}");
        }
    }
}

/// Whatever is said points into the file.
#[test]
fn places_are_those_of_the_file() {
    for text in [
        "policy p {",
        "}",
        "{",
        "policy p\n    law NO\n",
        "policy p {\r\n    law NO\r\n    step a is reminder {\r\n}\r\n",
        "\u{feff}policy p {\n\tlaw NO\n",
    ] {
        let mut sources = Sources::default();
        let file = sources.add("p.frist", text);
        let Err(NotFormatted::Mistakes(mistakes)) = format(&sources, file) else { continue };
        for mistake in mistakes {
            assert_eq!(mistake.span.file, FileId(0));
            let ends = mistake.fix.iter().map(|fix| fix.span.range().end).chain([mistake.span.range().end]);
            assert!(ends.clone().all(|end| end <= text.len()), "{text:?}: {mistake:?}");
        }
    }
}

/// What was found among drawn texts: one brace told twice, and two changes at one place.
#[test]
fn braces_that_belong_nowhere_stop_nothing() {
    let lost_head = "# A policy without its first line.\n\n}\n    law  NO\n}\n";
    let odd_ends = "ledger one {\n    delimiter \";\"\n\nledger two {\n    delimiter \";\"\n}\n    invoice from \"No.\"\n  x\n40205\n      }\n}\n}\n    encoding utf-8\n";
    for (text, strays) in [(lost_head, vec![3, 5]), (odd_ends, vec![10, 12])] {
        let mut sources = Sources::default();
        let id = sources.add("odd.frist", text);
        let Err(NotFormatted::Mistakes(mistakes)) = format(&sources, id) else { panic!("{text} passes") };
        let told = told(&mistakes, &sources).into_iter().filter(|(code, _)| code == "F0004").map(|(_, line)| line);
        assert_eq!(told.collect::<Vec<_>>(), strays, "{text}");
    }
}

#[test]
fn a_brace_is_told_once() {
    let mut sources = Sources::default();
    let id = sources.add("twice.frist", "}\n currency\n}");
    let Err(NotFormatted::Mistakes(mistakes)) = format(&sources, id) else { panic!("it passes") };
    assert_eq!(told(&mistakes, &sources), [("F0004".to_string(), 1), ("F0004".to_string(), 3)]);
}
