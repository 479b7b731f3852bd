//! `frist test` says of each expectation that is not met what was expected and what came, which lines stand for nothing, and which tests were not run.

use super::{Ran, frist};
use crate::checked::repository;

fn says(ran: &Ran, name: &str) {
    assert_eq!(ran.out, std::fs::read_to_string(repository("tests/cases/tested").join(name)).unwrap(), "{}", ran.err);
}

#[test]
fn what_is_not_met_is_said() {
    let ran = frist(&["test", "tests/cases/tested/missed.frist"]);
    assert_eq!(ran.code, 1);
    says(&ran, "missed.txt");
}

#[test]
fn a_test_with_a_mistake_is_not_run() {
    let ran = frist(&["test", "tests/cases/tested/policy.frist", "tests/cases/tested/not-run.frist"]);
    assert_eq!(ran.code, 2);
    says(&ran, "not-run.txt");
}

#[test]
fn what_undoes_no_letter_fails_at_its_line() {
    let ran = frist(&["test", "tests/cases/tested/policy.frist", "tests/cases/tested/undoes.frist"]);
    assert_eq!(ran.code, 1);
    says(&ran, "undoes.txt");
}
