//! The formatter moves blanks and nothing else.

use frist::diagnostic::Diagnostic;
use frist::{NotFormatted, format};

use super::cases;
use crate::checked::{Checked, FILE, source, words};

#[test]
fn formatting_moves_blanks_and_nothing_else() {
    for case in cases() {
        let sources = &case.checked.project.sources;
        let formatted = match format(sources, FILE) {
            Ok(formatted) => formatted,
            Err(NotFormatted::Mistakes(mistakes)) => {
                assert!(mistakes.iter().all(|mistake| mistake.code.starts_with("F0")), "{}", case.name);
                assert!(!mistakes.is_empty(), "{}", case.name);
                continue;
            }
            Err(NotFormatted::Changed) => panic!("{} would lose something", case.name),
        };
        let again = source(&formatted);
        assert_eq!(words(sources.text(FILE)), words(&formatted), "{}", case.name);
        assert_eq!(format(&again, FILE).unwrap(), formatted, "{} is not settled at once", case.name);
        assert!(formatted.lines().all(|line| line == line.trim_end()), "{} has blanks at line ends", case.name);
        assert_eq!(told(&Checked::of("formatted.frist", &formatted)), told(&case.checked), "{}", case.name);
    }
}

#[test]
fn a_row_without_cells_stays_one() {
    let text = "test \"t\" of p {\n    | amount |\n    |\n}\n";
    assert_eq!(format(&source(text), FILE).unwrap(), text);
}

#[test]
fn a_text_keeps_its_quotes_and_a_word_its_letters() {
    // The second `é` is an `e` with its accent behind it.
    let text = "ledger export {\n    invoice         from \"No\"\n    \"COMPANY\": business\n    fe\u{301}s            from \"Fee\"\n}\n";
    assert_eq!(words(&format(&source(text), FILE).unwrap()), words(text));
    let text = "policy p {\n    \"valid\" from 2026-01-01\n    currency NOK\n}\n";
    assert_eq!(words(&format(&source(text), FILE).unwrap()), words(text));
}

#[test]
fn a_block_ends_before_the_next_one_whatever_blanks_it_has() {
    let said = |text: &str| Checked::of("text.frist", text).codes().join(" ");
    for opens in ["step", "value", "rule", "policy", "statute"] {
        let text = format!("ledger l {{\n    debtor from \"Type\" {{\n{opens} \"P\": consumer\n    }}\n}}\n");
        let (without, tab) =
            (text.replace(&format!("\n{opens} "), &format!("\n{opens}")), text.replace(&format!("\n{opens} "), &format!("\n{opens}\t")));
        for other in [&without, &tab] {
            assert_eq!(said(other), said(&text), "{other}");
            if let Ok(formatted) = format(&source(other), FILE) {
                assert_eq!((said(&formatted), words(&formatted)), (said(other), words(other)), "{formatted}");
                assert_eq!(format(&source(&formatted), FILE).unwrap(), formatted);
            }
        }
    }
}

#[test]
fn two_numbers_do_not_become_one() {
    for statement in ["step s is reminder { fee 1  000 NOK }", "test \"t\" of p {\n | amount | to |\n | 1  000 NOK | consumer |\n}"] {
        let formatted = format(&source(statement), FILE).unwrap();
        assert!(formatted.contains("1  000 NOK"), "{formatted}");
    }
}

/// What is said, places and blanks aside.
fn told(checked: &Checked) -> Vec<[String; 5]> {
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let one = |diagnostic: &Diagnostic| {
        let fix = diagnostic.fix.as_ref().map_or(String::new(), |fix| fix.text.clone());
        let place = bare(checked.project.sources.at(diagnostic.span));
        [diagnostic.code.clone(), bare(&diagnostic.label), diagnostic.text.clone().unwrap_or_default(), fix, place]
    };
    checked.said().map(one).collect()
}
