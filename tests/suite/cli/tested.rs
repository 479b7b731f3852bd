//! `frist test` says of each expectation that is not met what was expected and what came.

use super::frist;
use crate::checked::repository;

#[test]
fn what_is_not_met_is_said() {
    let ran = frist(&["test", "tests/cases/tested/missed.frist"]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.out, std::fs::read_to_string(repository("tests/cases/tested/missed.txt")).unwrap());
}
