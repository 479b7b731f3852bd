//! Several files, one of them with a mistake: what the others say is found all the same.

use super::{DAY, Folder, LEDGER, frist};

#[test]
fn a_file_that_is_not_utf_8_is_told_beside_the_others() {
    let folder = Folder::new();
    let broken = folder.at("latin.frist");
    std::fs::write(&broken, b"policy a {\n    law NO # b\xe5de\n}\n").unwrap();
    let other = folder.write("other.frist", "policy b {\n    nonsense\n}\n");
    for arguments in [&["check", &broken, &other][..], &["evaluate", &broken, &other, "--ledger", LEDGER, "--as-of", DAY]] {
        let ran = frist(arguments);
        let said = ran.out + &ran.err;
        assert_eq!(ran.code, 2, "{said}");
        assert!(said.contains("error[F0018]") && said.contains("latin.frist:2:") && said.contains("error[F0005]"), "{said}");
    }
}

const HEAD: &str = "law NO\n    debtors consumer\n    currency NOK\n    valid from 2026-01-01 until 2026-12-31\n";

fn policy(name: &str, debtors: &str, send: &str, fee: &str) -> String {
    let head = HEAD.replace("consumer", debtors);
    format!(
        "policy {name} {{\n    {head}    step purring is reminder {{\n        send {send}\n        deadline 14 days\n        fee {fee}\n    }}\n}}\n"
    )
}

/// The reminder of a test of such a policy; 14 days after 16 March is the 30th.
fn test(name: &str, debtor: &str, fee: &str) -> String {
    format!(
        "test \"{name}\" of {name} {{\n    invoice 1 000 NOK issued 2026-03-02 due 2026-03-16 to {debtor}\n    expect purring on 2026-03-30 with fee {fee}\n}}\n"
    )
}

struct Files {
    _folder: Folder,
    broken: String,
    sound: String,
}

/// `broken` has a mistake of its text in `a`; `sound` charges 70 NOK where 38 is allowed.
fn files() -> Files {
    let folder = Folder::new();
    let broken =
        folder.write("a.frist", &(policy("a", "business", "14 dys after due date", "statutory") + &test("a", "business", "38 NOK")));
    let sound = folder.write("b.frist", &(policy("b", "consumer", "14 days after due date", "70 NOK") + &test("b", "consumer", "38 NOK")));
    Files { _folder: folder, broken, sound }
}

#[test]
fn check_proves_what_can_be_read() {
    let Files { broken, sound, .. } = &files();
    for order in [[broken, sound], [sound, broken]] {
        let ran = frist(&["check", order[0], order[1]]);
        assert_eq!(ran.code, 2, "{}", ran.out);
        assert!(ran.out.contains("error[F1007]") && ran.out.contains("error[NO-FEE-CAP]"), "{}", ran.out);
        assert!(ran.out.ends_with("1 policy checked, 1 policy not: 2 errors\n"), "{}", ran.out);
    }
    // What is not read may be whom the others are not for.
    let ran = frist(&["check", broken, sound, "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let codes: Vec<&str> = value["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect();
    assert_eq!((ran.code, codes), (2, vec!["F1007", "NO-FEE-CAP"]));
}

#[test]
fn a_version_is_not_checked_without_the_others() {
    let folder = Folder::new();
    let first = folder.write("1.frist", &policy("p", "consumer", "14 days after due date", "70 NOK"));
    let later = policy("p", "consumer", "14 days after deu date", "statutory").replace("2026-01-01", "2026-07-01");
    let ran = frist(&["check", &first, &folder.write("2.frist", &later)]);
    assert_eq!(ran.code, 2);
    assert!(ran.out.ends_with("nothing was checked: 1 error\n"), "{}", ran.out);
}

#[test]
fn test_tries_what_can_be_read() {
    let Files { broken, sound, .. } = &files();
    let ran = frist(&["test", broken, sound]);
    assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("error[F1007]"), "{}", ran.err);
    // The guard withholds the 70 NOK, so the test of `b` fails; that of `a` is not run.
    assert!(
        ran.out.contains("FAILED") && ran.out.contains("0 passed, 1 failed, 1 not run; what cannot be read was not tried\n"),
        "{}",
        ran.out
    );
}

#[test]
fn evaluate_names_the_mistakes_of_all() {
    let folder = Folder::new();
    let broken = folder.write("a.frist", &policy("a", "consumer", "14 dys after due date", "statutory"));
    let other = folder.write("b.frist", &policy("b", "consumer", "14 days after deu date", "statutory"));
    // Nothing bounds what a business pays for a reminder before the due date: only the law tells.
    let unbounded = policy("c", "business", "14 days after due date", "statutory").replace("law NO", "law SE").replace("NOK", "SEK");
    let unbounded = folder.write("c.frist", &unbounded.replace("is reminder", "is legal-step"));
    let ran = frist(&["evaluate", &broken, &other, &unbounded, "--ledger", LEDGER, "--as-of", DAY]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    for code in ["F1007", "F1023", "F1033"] {
        assert!(ran.err.contains(&format!("error[{code}]")), "{code}\n{}", ran.err);
    }
}

#[test]
fn fmt_looks_at_each() {
    let Files { broken, sound, _folder: folder } = &files();
    let open = folder.write("c.frist", "policy p {\n");
    let ran = frist(&["fmt", "--check", &open, broken, sound]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("error[F0003]") && ran.out.contains("b.frist would change"), "{}{}", ran.out, ran.err);
}

/// Two versions of a policy that both charge too much: one note, and two tests that can be told apart.
#[test]
fn versions_are_one_policy_in_a_note_and_two_in_tests() {
    let folder = Folder::new();
    let first = policy("p", "consumer", "14 days after due date", "70 NOK");
    let both = folder.write("p.frist", &(first.clone() + &first.replace("2026-01-01", "2026-07-01")));
    let ran = frist(&["evaluate", &both, "--ledger", LEDGER, "--as-of", DAY, "--check"]);
    assert_eq!(ran.err.matches("note: `p` fails `frist check` (NO-FEE-CAP)").count(), 1, "{}", ran.err);
    let ran = frist(&["check", &both]);
    for from in ["2026-01-01", "2026-07-01"] {
        let title = format!("test \"NO-FEE-CAP at purring, valid from {from}\" of p {{");
        assert_eq!(ran.out.matches(&title).count(), 1, "{}", ran.out);
    }
}
