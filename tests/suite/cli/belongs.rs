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
