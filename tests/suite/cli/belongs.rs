//! Which policy, and which version of it, an invoice belongs to.

use serde_json::Value;

use super::{Folder, frist, objects};

/// Everything that is decided of one invoice of 2026-03-02, due 2026-03-16, with these events.
fn decided(policy: &str, events: &str, on: &str) -> Value {
    let folder = Folder::new();
    let file = folder.write("policy.frist", policy);
    folder.write("invoices.csv", "invoice,customer,debtor,currency,issued,due,amount\n1,C,consumer,NOK,2026-03-02,2026-03-16,1000.00\n");
    folder.write("events.csv", &format!("invoice,date,event,act,step\n{events}"));
    let ran = frist(&["evaluate", &file, "--ledger", &folder.at(""), "--as-of", on, "--all", "--format", "json"]);
    objects(&ran.out).remove(0)
}

fn policy(more: &str, valid: &str, step: &str) -> String {
    format!(
        "policy p {{\nlaw NO\ndebtors consumer\ncurrency NOK\nvalid {valid}\n{more}\nstep {step} is reminder {{ send 3 days after due date }}\n}}\n"
    )
}

#[test]
fn an_invoice_is_not_dunned_while_nobody_knows_whether_the_policy_applies() {
    let policy = policy("fact score is number\napplies when score above 40", "from 2026-01-01", "purring");
    let decision = decided(&policy, "", "2026-03-30");
    assert_eq!((&decision["decision"], &decision["policy"]), (&"unmatched".into(), &"p".into()), "{decision}");
    assert!(decision["because"].to_string().contains("score"), "{decision}");
}

#[test]
fn a_case_keeps_its_version_though_the_new_one_is_for_others() {
    let versions = policy("", "from 2026-01-01", "first") + &policy("applies when principal above 5 000 NOK", "from 2026-04-01", "second");
    let begun = "1,2026-03-20,notice,courtesy,elsewhere\n";
    let decision = decided(&versions, begun, "2026-04-10");
    assert_eq!((&decision["decision"], &decision["step"]), (&"send".into(), &"first".into()), "{decision}");
    let fresh = decided(&versions, "", "2026-04-10");
    assert_eq!((&fresh["decision"], &fresh["policy"]), (&"unmatched".into(), &Value::Null), "{fresh}");
}

/// Why no policy is for an invoice of a customer in this country: as `evaluate` and `ledger check` say it, and the whole of `why`.
fn without_policy(policies: &str, country: &str, on: &str) -> [String; 3] {
    let folder = Folder::new();
    let file = folder.write("policy.frist", policies);
    folder.write("customers.csv", &format!("customer,country\nC,{country}\n"));
    folder.write("invoices.csv", "invoice,customer,debtor,currency,issued,due,amount\n1,C,consumer,NOK,2026-03-02,2026-03-16,1000.00\n");
    let ledger = folder.at("");
    let at = ["--ledger", &ledger, "--as-of", on, "--format", "json"];
    let evaluated = objects(&frist(&[&["evaluate", &file, "--all"], &at[..]].concat()).out).remove(0);
    let checked = objects(&frist(&[&["ledger", "check", &file], &at[..]].concat()).out);
    let checked = checked.iter().find(|finding| finding["kind"] == "invoice-without-policy").expect("a finding");
    let why = frist(&["why", &file, "--ledger", &ledger, "--as-of", on, "1"]).out;
    let text = |value: &Value| value.as_str().unwrap().to_string();
    [text(&evaluated["because"][0]), text(&checked["message"]), why]
}

#[test]
fn the_reason_why_no_policy_covers_an_invoice_is_the_one_that_holds() {
    let (large, foreign) = (policy("applies when principal at least 20 000 NOK", "from 2026-01-01", "purring"), "SE");
    let ended = policy("", "from 2025-01-01 until 2025-12-31", "purring");
    let large_and_ended = policy("applies when principal at least 20 000 NOK", "from 2025-01-01 until 2025-12-31", "purring");
    let business = large.replace("consumer", "business");
    let on = "2026-03-30";
    let cases = [
        (&large, "NO", "no policy applies to it on 2026-03-30: `p` applies when principal at least 20 000.00 NOK", "it applies when"),
        (&large, foreign, "no policy is for invoices in NOK to a consumer of SE on 2026-03-30", "it is under the law of NO"),
        (
            &ended,
            "NO",
            "no policy is valid for it on 2026-03-30: `p` is valid from 2025-01-01 until 2025-12-31",
            "it was valid until 2025-12-31",
        ),
        // Its period is no reason for whom another law rules it out.
        (&ended, foreign, "no policy is for invoices in NOK to a consumer of SE on 2026-03-30", "it is under the law of NO"),
        // A longer period would not help either: it applies to others.
        (
            &large_and_ended,
            "NO",
            "no policy applies to it on 2026-03-30: `p` applies when principal at least 20 000.00 NOK",
            "it was valid until",
        ),
        (&business, "NO", "no policy is for invoices in NOK to a consumer of NO on 2026-03-30", "it is for business"),
    ];
    for (policies, country, expected, of_policy) in cases {
        let [evaluated, checked, why] = without_policy(policies, country, on);
        assert_eq!((evaluated.as_str(), checked.as_str()), (expected, expected), "{policies}");
        assert!(why.contains(of_policy) && why.contains(expected), "{policies}: {why}");
    }
}
