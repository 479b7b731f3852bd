//! What must hold of every text in the language.

use frist::check::explained;
use frist::diagnostic::{Diagnostic, Sources, render};
use frist::forward::try_case;
use frist::model::{Project, Wanted};
use frist::plan::Plan;
use frist::value::Day;
use frist::{NotFormatted, format, report};

use crate::checked::{FILE, source, words};
use crate::shipped::LEDGER;
use crate::written::{held, written, written_practice};

/// How many cases of a policy are looked at: a proof may take minutes.
const CASES: u64 = 100;

/// The longest text whose policies are checked, and of how many texts one is: a proof takes as long as a hundred of everything else.
const CHECKED: (usize, usize) = (1_000, 16);

fn read(text: &str) -> Project {
    Project::read_with([("text.frist", text)], Wanted::OfPolicies, false)
}

/// Every message is about a place of its text, and can be shown.
fn are_placed(said: &[Diagnostic], sources: &Sources) {
    for diagnostic in said {
        let others = diagnostic.others.iter().map(|(span, _)| span).chain(diagnostic.fix.as_ref().map(|fix| &fix.span));
        for span in others.chain([&diagnostic.span]) {
            assert!(sources.text(span.file).get(span.range()).is_some(), "{} at {span:?}", diagnostic.code);
        }
        assert_ne!(diagnostic.code, "F9001", "{}", diagnostic.label);
    }
    assert_eq!(render(said, sources).is_empty(), said.is_empty());
}

/// Reads a text, holds what is said to its place, and the formatter to its word: it moves blanks and nothing else, and what is formatted means the same.
pub fn reads(text: &str) -> Project {
    let project = read(text);
    are_placed(&project.mistakes, &project.sources);
    match format(&project.sources, FILE) {
        Ok(formatted) => {
            assert_eq!(words(text), words(&formatted));
            assert_eq!(format(&source(&formatted), FILE).expect("a text in the one layout"), formatted, "not settled at once");
            if formatted != text {
                let again = read(&formatted);
                // A statute that is the built-in one to the letter replaces none, and one that only its blanks tell apart does (`F2015`).
                let told = |project: &Project| project.mistakes.iter().map(|mistake| mistake.code.clone()).collect::<Vec<_>>();
                let codes = |project: &Project| told(project).into_iter().filter(|code| *code != "F2015").collect::<Vec<_>>();
                assert_eq!(codes(&again), codes(&project));
                assert_eq!(report::plans(&again.plans()), report::plans(&project.plans()));
                assert_eq!(
                    again.mappings.iter().map(|mapping| &mapping.value).collect::<Vec<_>>(),
                    project.mappings.iter().map(|mapping| &mapping.value).collect::<Vec<_>>()
                );
            }
        }
        Err(NotFormatted::Mistakes(mistakes)) => assert!(!mistakes.is_empty() && project.has_errors()),
        Err(NotFormatted::Changed) => panic!("would lose something"),
    }
    project
}

/// Applies the policies of a text that has no mistake: its page, its tests, a ledger decided by it and, where it is short, its proof.
pub fn is_applied(text: &str, project: &Project) {
    if project.has_errors() {
        return;
    }
    let plans = project.plans();
    assert_eq!(report::plans(&plans).is_empty(), plans.is_empty());
    let (longest, one_of) = CHECKED;
    if text.len() <= longest && text.bytes().map(usize::from).sum::<usize>().is_multiple_of(one_of) {
        is_checked(project);
    }
    let refused: Vec<Diagnostic> =
        frist::check::refusals(project).iter().map(|finding| frist::words::diagnostic(project, finding)).collect();
    are_placed(&refused, &project.sources);
    if refused.iter().any(Diagnostic::refuses) {
        return;
    }
    for test in &project.tests {
        let policies: Vec<&Plan> = plans.iter().copied().filter(|plan| plan.name == test.of).collect();
        for case in test.cases.iter().take(2) {
            let tried = try_case(&policies, case);
            for missed in tried.iter().flat_map(|tried| &tried.missed) {
                frist::words::missed(case, missed);
            }
        }
    }
    if let Ok(run) = frist::decide(project, &LEDGER, "2026-06-30".parse().expect("a day")) {
        assert_eq!(report::rows(&run, true).count(), LEDGER.invoices.len());
    }
}

fn is_checked(project: &Project) {
    let (findings, covered) = explained(project, CASES, 1);
    let said: Vec<Diagnostic> = findings.iter().map(|finding| frist::words::diagnostic(project, finding)).collect();
    are_placed(&said, &project.sources);
    for (plan, covered) in covered {
        assert!(!report::proof(plan, &covered).is_empty());
    }
    serde_json::from_str::<serde_json::Value>(&report::findings::sarif(said.iter(), &project.sources)).expect("JSON");
    assert!(!report::findings::summary(said.iter()).is_empty());
    report::findings::json(project, &findings);
    report::findings::github(said.iter(), &project.sources);
    for finding in &findings {
        if let Some(test) = frist::words::test_block(project, finding) {
            assert!(project.tests_in(&test).is_some(), "{test}");
        }
    }
}

/// Shows the statutes of a text that has no mistake, writes each anew from what was read of it, and judges the letters of a ledger by it.
pub fn is_law(project: &Project) {
    if project.has_errors() {
        return;
    }
    let own = project.statutes.iter().filter(|statute| statute.written.head.file == FILE);
    assert!(!report::laws(&project.statutes).is_empty() || project.statutes.is_empty());
    for statute in own {
        let law = &statute.law;
        assert!(!report::law_page(statute, &project.sources).is_empty());
        for on in [Day::FIRST, law.known_from, law.read_on, law.known_until, Day::LAST] {
            assert!(!report::law(law, on).is_empty());
        }
        let practices = project.practices.iter().filter(|practice| practice.written.head.file == FILE);
        let text = written(law) + "\n" + &practices.map(|practice| written_practice(practice, law)).collect::<Vec<_>>().join("\n");
        let again = read(&text);
        assert!(!again.has_errors(), "{:#?}\n{text}", again.mistakes);
        let same = again.law(&law.name).expect("the law that was written");
        assert_eq!(held(same), held(law), "{text}");
        let audit = frist::audit(law, &LEDGER, Day::LAST);
        let mut out = Vec::new();
        report::audit::human(&audit, &LEDGER, &mut out).expect("written");
        assert!(!out.is_empty());
    }
}
