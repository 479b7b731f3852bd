//! The calls of `lib.rs`: what is handed over is read or refused, never left aside.

use frist::{decide, explain, law, ledger, read};

const INVOICES: &str = "invoice,customer,debtor,currency,issued,due,amount\n1001,7,consumer,NOK,2026-06-01,2026-06-15,10000.00\n";
const EVENTS: &str = "invoice,date,event,amount\n1001,2026-06-20,payment,10000.00\n";

fn refused(files: &[(&str, &[u8])]) -> String {
    ledger(files).map(|_| ()).unwrap_err().to_string()
}

#[test]
fn every_file_of_a_ledger_is_read_or_refused() {
    let (invoices, events) = (INVOICES.as_bytes(), EVENTS.as_bytes());
    assert_eq!(ledger(&[("invoices.csv", invoices), ("events.csv", events)]).unwrap().events.len(), 1);
    let known = "invoices.csv, customers.csv, events.csv, ledger.csv";
    for name in ["event.csv", "ledger/events.csv", "Events.csv"] {
        let files = [("invoices.csv", invoices), (name, events)];
        assert_eq!(refused(&files), format!("`{name}` is no file of a ledger, which is {known}"));
    }
    assert_eq!(refused(&[("invoices.csv", invoices), ("invoices.csv", invoices)]), "`invoices.csv` is there twice");
    assert!(refused(&[("events.csv", events)]).starts_with("invoices.csv: [F4"), "{}", refused(&[("events.csv", events)]));
}

#[test]
fn a_statute_has_a_name() {
    assert_eq!(law("NO").unwrap().name, "NO");
    assert_eq!(law("no").unwrap().name, "NO");
    assert_eq!(law("ZZ").map(|_| ()).unwrap_err().to_string(), "there is no statute `ZZ`");
}

#[test]
fn a_mistake_says_where() {
    let error = read([("a.frist", "policy p {\n    law ZZ\n}\n")]).map(|_| ()).unwrap_err();
    let mistake = error.mistakes.iter().find(|mistake| mistake.code.as_deref() == Some("F1026")).expect("an unknown statute");
    assert_eq!((mistake.file.as_str(), mistake.line), ("a.frist", 2));
}

#[test]
fn a_fact_of_another_type_is_a_mistake_of_its_file() {
    let policy = "policy p {\n    law NO\n    debtors consumer\n    currency NOK\n    valid from 2026-01-01 until 2026-12-31\n    fact score is number\n    \
                  step r is reminder { send 14 days after due date }\n}\n";
    let policies = read([("p.frist", policy)]).unwrap();
    let invoices = "invoice,customer,debtor,currency,issued,due,amount,score\n1001,7,consumer,NOK,2026-06-01,2026-06-15,10000.00,high\n";
    let ledger = ledger(&[("invoices.csv", invoices.as_bytes())]).unwrap();
    let told = "invoices.csv:2: [F4038] column `score`: `high` is not a number (mend the value in the ledger, or the type of the `fact` in the policy)";
    let on = "2026-07-31".parse().unwrap();
    assert_eq!(decide(&policies, &ledger, on).map(|_| ()).unwrap_err().to_string(), told);
    assert_eq!(explain(&policies, &ledger, "1001", on).map(|_| ()).unwrap_err().to_string(), told);
}
