//! A fix does what it says: applied, the finding is gone and nothing new is wrong.

use frist::diagnostic::{Diagnostic, Severity};

use super::cases;
use crate::checked::Checked;

#[test]
fn a_fix_mends_what_it_is_offered_for() {
    let (mut tried, mut wrong) = (0, Vec::new());
    for case in cases() {
        for (diagnostic, step) in with_steps(&case.checked) {
            let Some(fix) = &diagnostic.fix else { continue };
            tried += 1;
            let text = case.checked.mended(fix);
            let mended = Checked::of("mended.frist", &text);
            let still = with_steps(&mended).filter(|(other, of)| other.code == diagnostic.code && *of == step).count();
            let before = with_steps(&case.checked).filter(|(other, of)| other.code == diagnostic.code && *of == step).count();
            if still >= before || new_errors(&case.checked, &mended) {
                let line = text.lines().nth(mended.line(diagnostic) - 1).unwrap_or_default();
                wrong.push(format!("{}: {} at {step:?}: {:?} gives `{line}`: {:?}", case.name, diagnostic.code, fix.text, mended.codes()));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{}",
        wrong.join(
            "
"
        )
    );
    assert!(tried >= 20, "{tried} fixes were offered");
}

/// Every diagnostic with the policy and the step it is about.
fn with_steps(checked: &Checked) -> impl Iterator<Item = (&Diagnostic, Option<(&str, Option<&str>)>)> {
    let mistakes = checked.project.mistakes.iter().map(|mistake| (mistake, None));
    let findings = checked.findings.iter().zip(&checked.said_of);
    mistakes.chain(findings.map(|(finding, said)| (said, Some((finding.policy.as_str(), checked.step(finding))))))
}

/// Whether a mistake appears that was not there before.
fn new_errors(before: &Checked, after: &Checked) -> bool {
    let count = |checked: &Checked| checked.project.mistakes.iter().filter(|mistake| mistake.severity == Severity::Error).count();
    count(after) > count(before)
}
