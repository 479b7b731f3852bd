//! Reasons that rest on what nobody knows, or on what a file does not tell.

use serde_json::Value;

use super::{Folder, frist, objects};

// The law of Norway is known through 2026: interest from then on is not. The step is due 60 days after 2026-12-15, on 2027-02-13.
const BEFORE_THE_STEP: &str = "2027-02-01";
const ONCE_IT_IS_DUE: &str = "2027-02-15";

const POLICY: &str = "policy p {
    law NO
    debtors consumer
    currency NOK
    valid from 2026-01-01
    interest statutory
    payments settle principal, interest, fees
    pursue charges at least 10 NOK

    step purring is reminder {
        send 60 days after due date
        when claim above 100 NOK
    }
}
";

const INVOICE: &str = "invoice,customer,debtor,currency,issued,due,amount\n1,C,consumer,NOK,2026-12-01,2026-12-15,1000.00\n";

fn decided(policy: &str, path: &str, on: &str) -> Value {
    let ran = frist(&["evaluate", policy, "--ledger", path, "--as-of", on, "--all", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    objects(&ran.out).remove(0)
}

/// The decision of the one invoice and its reasons, once these events have happened.
fn reasons(events: &str) -> (String, String) {
    let folder = Folder::new();
    let policy = folder.write("policy.frist", POLICY);
    folder.write("invoices.csv", INVOICE);
    folder.write("events.csv", &format!("invoice,date,event,amount,act,fee\n{events}"));
    let decided = decided(&policy, &folder.at(""), ONCE_IT_IS_DUE);
    (decided["decision"].as_str().unwrap().to_string(), decided["because"].to_string())
}

#[test]
fn charges_are_said_to_be_pursued_where_they_are() {
    let paid = "1,2027-01-20,payment,1000.00,,\n";
    let (decision, because) = reasons(paid);
    assert_eq!(decision, "withheld", "nobody knows the interest, so nobody knows whether 10 kroner are owed: {because}");
    assert!(!because.contains("pursued"), "{because}");
    // Fees of 35 kroner are at least 10, whatever the interest.
    let (decision, because) = reasons(&format!("1,2026-12-30,notice,,reminder,35.00\n{paid}"));
    assert_eq!(decision, "finished", "the one step was sent: {because}");
    let (decision, because) = reasons("1,2026-12-16,notice,,courtesy,35.00\n1,2027-01-20,payment,1000.00,,\n");
    assert_eq!(decision, "withheld", "{because}");
    assert!(because.contains("charges of 35.00 NOK are pursued, as they are at least 10.00 NOK"), "{because}");
    // What was written off is not pursued.
    let (decision, because) = reasons("1,2026-12-16,notice,,courtesy,35.00\n1,2027-01-20,write-off,,,\n");
    assert_eq!(decision, "settled", "{because}");
    assert!(!because.contains("are pursued"), "{because}");
}

#[test]
fn a_step_is_next_while_nobody_need_say_whether_it_applies() {
    let folder = Folder::new();
    let policy = folder.write("policy.frist", POLICY);
    folder.write("invoices.csv", INVOICE);
    let why = |on: &str| frist(&["why", &policy, "--ledger", &folder.at(""), "--as-of", on, "1", "--format", "json"]).out;
    for (on, decision, state) in [(BEFORE_THE_STEP, "wait", "next"), (ONCE_IT_IS_DUE, "withheld", "no-answer")] {
        let told: Value = serde_json::from_str(&why(on)).unwrap();
        let step = &told["steps"][0];
        assert_eq!((&told["decision"], &step["state"]), (&decision.into(), &state.into()), "{told}");
    }
}

#[test]
fn the_last_notice_of_an_open_items_file_is_charged_where_fees_are_owed() {
    let folder = Folder::new();
    let policy = folder.write("policy.frist", &POLICY.replace("claim above 100 NOK", "balance above 100 NOK"));
    // The sentence of semantics.md: charged unless the count says 0 and no fees are owed.
    for (fees, charged_notices, is_charged) in [("0.00", "", true), ("0.00", "1", true), ("0.00", "0", false), ("20.00", "0", true)] {
        let items = format!(
            "invoice,customer,debtor,currency,issued,due,amount,balance,fees,last_act,last_sent,charged_notices\n\
             1,C,consumer,NOK,2026-03-02,2026-03-16,1000.00,1000.00,{fees},courtesy,2026-03-20,{charged_notices}\n"
        );
        let because = decided(&policy, &folder.write("items.csv", &items), "2026-06-30")["because"].to_string();
        assert_eq!(because.contains("the last notice was charged"), is_charged, "{fees} {charged_notices}: {because}");
    }
}
