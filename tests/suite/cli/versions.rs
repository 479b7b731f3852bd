//! A policy that changes while invoices are being dunned: `tests/cases/versions`, with and without `takes over open cases`.
//!
//! By hand. `begun` fell due on 26 August, was reminded on 16 September (21 days) and had until the 30th. Its collection notice comes a day later
//! under the old version, with a fee and 14 days, on 1 October to the 15th; 7 days later under the new one, free and with 21 days, on 7 October to
//! the 28th. `further` had until 29 September: 3 days later is 2 October, 10 days later the 9th. `fresh` fell due on 16 September and was not
//! reminded: 21 days later is 7 October; under the new version it has been due since 30 September. Interest is 12.25 %: 1 000 × 36/365 = 12.08.

use super::{evaluate_with, snapshots};

#[test]
fn open_cases_keep_their_version_or_change_to_the_new_one() {
    let run = |version: &str, day: &str| {
        let policy = format!("tests/cases/versions/{version}.frist");
        format!("{version}, {day}\n{}", evaluate_with(&policy, "tests/cases/versions/ledger", day, &["--all"]).out)
    };
    let days = ["2026-09-30", "2026-10-01", "2026-10-07"];
    let all = ["keeps", "takes-over"].map(|version| days.map(|day| run(version, day)).join("\n"));
    snapshots("versions", || insta::assert_snapshot!("both", all.join("\n")));
}
