//! Every finding of law comes with an invoice that really gets the forbidden notice.

use frist::check::Finding;
use frist::decide::{DecisionKind, Why};
use frist::forward::{passes, try_case};
use frist::plan::Plan;

use super::{Case, cases};
use crate::checked::Checked;

#[test]
fn a_witness_gets_the_notice_without_the_guard() {
    each(|case, finding| {
        let bound = case.checked.bound(finding);
        let witness = finding.witness.as_ref().unwrap();
        let mut rehearsal = witness.rehearsal.clone();
        rehearsal.unguarded = true;
        let free = rehearsal.decide(&bound, witness.on);
        assert_eq!((free.kind, free.step), (DecisionKind::Send, Some(witness.step)), "{}: {}", case.name, finding.code());
        if finding.is_error() {
            rehearsal.unguarded = false;
            let guarded = rehearsal.decide(&bound, witness.on);
            assert_eq!(guarded.kind, DecisionKind::Withheld, "{}: {}", case.name, finding.code());
            assert!(matches!(guarded.why, Why::Forbidden { .. }));
        }
    });
}

#[test]
fn the_test_block_of_a_witness_passes_when_pasted() {
    let mut wrong = Vec::new();
    each(|case, finding| {
        if finding.is_error() {
            wrong.extend(not_passed(case, finding).map(|why| format!("{}: {}: {why}", case.name, finding.code())));
        }
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Why the printed block, put behind the policy, does not pass.
fn not_passed(case: &Case, finding: &Finding) -> Option<String> {
    let block = frist::words::test_block(&case.checked.project, finding)?;
    let pasted = Checked::of("pasted.frist", &format!("{}\n{block}\n", case.checked.text()));
    if pasted.project.has_errors() {
        return Some(format!("{:?} in\n{block}", pasted.errors()));
    }
    let test = pasted.project.tests.last()?;
    let plans: Vec<&Plan> = pasted.project.plans().into_iter().filter(|plan| plan.name == test.of).collect();
    (!passes(&plans, test.cases.first()?)).then(|| format!("it fails\n{block}"))
}

fn each(mut see: impl FnMut(&Case, &Finding)) {
    let mut seen = 0;
    for case in cases() {
        for finding in case.checked.findings.iter().filter(|finding| finding.witness.is_some()) {
            see(case, finding);
            seen += 1;
        }
    }
    assert!(seen >= 30, "{seen} witnesses");
}

#[test]
fn the_tests_of_good_policies_pass() {
    for case in cases().iter().filter(|case| case.name.starts_with("good/")) {
        let project = &case.checked.project;
        for test in &project.tests {
            let plans: Vec<&Plan> = project.plans().into_iter().filter(|plan| plan.name == test.of).collect();
            for one in &test.cases {
                let tried = try_case(&plans, one).unwrap();
                assert!(tried.missed.is_empty(), "{}: {}: {:?}", case.name, test.title, tried.missed);
            }
        }
    }
}
