//! How messages are written: the house's style, held to mechanically.

use frist::diagnostic::Diagnostic;

use super::cases;

#[test]
fn messages_keep_to_the_style() {
    let mut wrong = Vec::new();
    for case in cases() {
        for diagnostic in case.checked.said() {
            wrong.extend(faults(diagnostic).into_iter().map(|fault| format!("{}: {}: {fault}", case.name, diagnostic.code)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn faults(diagnostic: &Diagnostic) -> Vec<String> {
    let mut faults = Vec::new();
    let parts = [Some(&diagnostic.label), diagnostic.text.as_ref(), diagnostic.hint.as_ref()];
    for part in parts.into_iter().flatten() {
        if part.ends_with('.') {
            faults.push(format!("a final stop: {part}"));
        }
        if part.trim() != part || part.is_empty() {
            faults.push(format!("empty or with blanks around it: {part:?}"));
        }
        // Names of the program's own parts never reach a user.
        if ["Span", "Token", "Rule::", "Some(", "None", "Ok(", "Err("].iter().any(|name| part.contains(name)) {
            faults.push(format!("a name of the program: {part}"));
        }
        if part.matches('`').count() % 2 == 1 {
            faults.push(format!("an open backtick: {part}"));
        }
    }
    if diagnostic.hint.is_none() && diagnostic.text.is_none() && diagnostic.label.len() < 8 {
        faults.push(format!("says nothing: {}", diagnostic.label));
    }
    faults
}
