//! Each case with what `frist diff` says of it.

use frist::diff::compare;
use frist::report::diff::diff;

use super::cases;
use crate::checked::repository;

#[test]
fn what_changes_as_it_reads() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(repository("tests/snapshots/diff"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for case in cases() {
        let said = diff(&compare(&case.old, &case.new));
        settings.bind(|| insta::assert_snapshot!(case.name.as_str(), said));
    }
}
