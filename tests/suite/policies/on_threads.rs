//! What is said of many policies does not depend on how many threads check them.

use frist::check::{USUAL, explained};
use frist::model::Project;

use super::cases;

/// Every so many-th case is among them.
const STRIDE: usize = 5;

#[test]
fn as_much_is_found_on_any_number_of_threads() {
    let texts = cases().iter().filter(|case| !case.checked.project.has_errors()).step_by(STRIDE);
    let texts: Vec<(&str, &str)> = texts.map(|case| (case.name.as_str(), case.checked.text())).collect();
    let project = Project::read(texts, false);
    let said = |threads| {
        let (findings, covered) = explained(&project, USUAL, threads);
        let covered: Vec<String> = covered.iter().map(|(plan, covered)| format!("{}: {covered:?}", plan.name)).collect();
        (findings, covered)
    };
    let alone = said(1);
    assert!(alone.0.len() > 10 && alone.1.len() > 10, "{} findings, {} policies", alone.0.len(), alone.1.len());
    for threads in [2, 7] {
        assert!(said(threads) == alone, "{threads} threads");
    }
}
