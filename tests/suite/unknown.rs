//! What a notice comes to where the law does not tell a value, or is only taken to stay as it is.

use frist::decide::DecisionKind;
use frist::ledger::{File, Files, folder};
use frist::model::Project;
use frist::run::run;

/// The fee of the notice that the one invoice gets on a day, and whether only the assumption that the law stays as it is lets it go out; `None` where it
/// is withheld.
fn sent(texts: &[&str], unchanged: bool, due: &str, on: &str) -> Option<(i64, bool)> {
    let project = Project::read(texts.iter().map(|text| ("p.frist", *text)), unchanged);
    assert!(!project.has_errors(), "{:#?}", project.mistakes);
    let invoices = format!("invoice,customer,debtor,currency,issued,due,amount\n1,7,consumer,NOK,2026-10-01,{due},1000.00\n");
    let invoices = Some(File { name: "invoices.csv", bytes: invoices.as_bytes() });
    let ledger = folder(&Files { invoices, ..Files::default() }).unwrap();
    let run = run(&project.plans(), &ledger, on.parse().unwrap()).unwrap();
    let (_, decision) = run.decided[0].by.as_ref().expect("a policy");
    match decision.kind {
        DecisionKind::Send => decision.proposed.as_ref().map(|proposed| (proposed.fee, proposed.assumed)),
        DecisionKind::Withheld => None,
        _ => panic!("{:?}", decision.kind),
    }
}

fn norway(settings: &str, fee: &str) -> String {
    format!(
        "policy p {{\n law NO\n debtors consumer\n currency NOK\n valid from 2026-01-01\n {settings}\n step r is reminder {{\n send 14 days after due date\n \
         deadline 14 days\n {fee}\n }}\n}}\n"
    )
}

/// A policy of one step under the law of a text of its own.
fn one_step(act: &str, fee: &str) -> String {
    format!(
        "policy p {{\n law XA\n debtors consumer\n currency NOK\n valid from 2026-01-01\n step s is {act} {{\n send 14 days after due date\n {fee}\n }}\n}}\n"
    )
}

/// The Norwegian cap is a share of a value that is known through 2026-12-31: 5 % of 750 kroner, rounded to 38.
#[test]
fn what_only_the_assumption_lets_out_is_marked() {
    let at = |settings: &str, fee: &str, unchanged: bool| sent(&[&norway(settings, fee)], unchanged, "2027-01-15", "2027-02-15");
    for settings in ["no interest", "interest 5 %"] {
        assert_eq!(at(settings, "fee 37 NOK", false), None, "{settings}");
        assert_eq!(at(settings, "fee 37 NOK", true), Some((37_00, true)), "{settings}");
        assert_eq!(at(settings, "fee statutory", false), None, "{settings}");
        assert_eq!(at(settings, "fee statutory", true), Some((38_00, true)), "{settings}");
    }
    // What needs no value of the law rests on nothing that is assumed, nor does what is sent while the law is known.
    assert_eq!(at("no interest", "", false), Some((0, false)));
    assert_eq!(at("no interest", "", true), Some((0, false)));
    assert_eq!(at("interest statutory", "", true), Some((0, true)), "the rate is assumed");
    assert_eq!(at("interest 5 %", "", false), None, "whether 5 % is allowed hangs on the rate of the law");
    assert_eq!(at("interest 5 %", "", true), Some((0, true)));
    let known = sent(&[&norway("no interest", "fee 37 NOK")], true, "2026-11-16", "2026-12-15");
    assert_eq!(known, Some((37_00, false)));
}

/// Whether each invoice of a ledger is sent its letter on 2027-02-15 because the law is taken to stay as it is; the ledger has three columns of each.
fn assumed(policy: &str, invoices: &[[&str; 3]], events: &str) -> Vec<Option<bool>> {
    let project = Project::read([("p.frist", policy)], true);
    assert!(!project.has_errors(), "{:#?}", project.mistakes);
    let row = |[number, debtor, due]: &[&str; 3]| format!("{number},7,{debtor},NOK,2026-10-01,{due},1000.00\n");
    let rows: String = invoices.iter().map(row).collect();
    let rows = format!("invoice,customer,debtor,currency,issued,due,amount\n{rows}");
    let file = |name, text: &'static str| Some(File { name, bytes: text.as_bytes() });
    let events = format!("invoice,date,event,act,step,deadline,fee,amount\n{events}");
    let files = Files { invoices: file("invoices.csv", rows.leak()), events: file("events.csv", events.leak()), ..Files::default() };
    let ledger = folder(&files).unwrap();
    let run = run(&project.plans(), &ledger, "2027-02-15".parse().unwrap()).unwrap();
    let of = |decided: &frist::run::Decided| Some(decided.by.as_ref()?.1.proposed.as_ref()?.assumed);
    run.decided.iter().map(of).collect()
}

/// The carrier's fee is the whole letter's: its lines rest on what it rests on.
#[test]
fn every_line_of_a_letter_rests_on_what_lets_it_out() {
    let together = norway("no interest", "fee 37 NOK\n together per customer");
    let due = ["consumer", "2027-01-15"];
    assert_eq!(assumed(&together, &[["1", due[0], due[1]], ["2", due[0], due[1]]], ""), [Some(true), Some(true)]);
}

/// Interest that ended with the payment in 2026 rests on rates that are known; what is left are the charges of the first letter.
#[test]
fn interest_that_ran_while_the_law_was_known_rests_on_no_assumption() {
    let policy = "policy p {\n law NO\n debtors consumer\n currency NOK\n valid from 2026-01-01\n interest statutory\n pursue charges at least 10 NOK\n payments settle principal, interest, fees\n \
                  step a is reminder {\n send 14 days after due date\n deadline 14 days\n fee 38 NOK\n }\n \
                  step b is reminder {\n send 1 day after a deadline\n deadline 14 days\n }\n}\n";
    let sent = "1,2026-11-20,notice,reminder,a,2026-12-04,38.00,\n";
    let paid = format!("{sent}1,2026-12-10,payment,,,,,1000.00\n");
    let invoice = [["1", "consumer", "2026-11-02"]];
    assert_eq!(assumed(policy, &invoice, &paid), [Some(false)]);
    assert_eq!(assumed(policy, &invoice, sent), [Some(true)], "unpaid, it bears interest to this day");
}

/// Nothing limits what a payment demand may cost here, and a reminder's fee only once it is the second.
const LIMITLESS: &str = r#"statute XA "A made-up law of letters" {
    currency     NOK
    known until  2027-12-31
    day count    actual over 365
    interest     rate
    no due date  30 days after issue date
    value rate { from 2000-01-01: 8 % }
    rule XA-SECOND "What a second reminder may cost" {
        cite   "a made-up act § 1", statute, high
        of     reminder
        when   earlier reminder at least 1
        limit  fee to 20 NOK
    }
}
"#;

/// `statutory` is no figure where no rule limits a charge: the letter is withheld, and does not go out for nothing.
#[test]
fn what_no_rule_limits_is_withheld_where_it_is_statutory() {
    let at = |act: &str, fee: &str| sent(&[LIMITLESS, &one_step(act, fee)], false, "2027-01-15", "2027-02-15");
    for act in ["payment-demand", "reminder"] {
        assert_eq!(at(act, "fee statutory"), None, "{act}");
        assert_eq!(at(act, "compensation statutory"), None, "{act}");
        assert_eq!(at(act, "fee by balance { up to 500 NOK: 10 NOK\n above: statutory }"), None, "{act}");
        assert_eq!(at(act, "fee by balance { up to 5 000 NOK: 10 NOK\n above: statutory }"), Some((10_00, false)), "{act}");
        assert_eq!(at(act, "fee 500 NOK"), Some((500_00, false)), "{act}");
        assert_eq!(at(act, ""), Some((0, false)), "{act}");
    }
}

const COURT: &str = r#"statute XA "A made-up law of courts" {
    currency     NOK
    known until  2027-12-31
    day count    actual over 365
    interest     rate
    no due date  30 days after issue date
    value rate { from 2000-01-01: 8 % }
    value small { from 2000-01-01: not encoded }
    rule XA-COURT "The most a legal step may cost" {
        cite   "a made-up act § 1", statute, high
        of     legal-step
        limit  fee to 50 NOK
    }
    rule XA-TOTAL "Fees in all" {
        cite   "a made-up act § 2", statute, high
        when   letter fee above small on send date
        limit  total fees to 20 NOK
    }
}
"#;

/// What a legal step costs is in no total: a limit on a total that nobody can tell whether it governs does not concern it, fixed or `statutory`.
#[test]
fn a_total_that_may_govern_does_not_concern_a_legal_step() {
    let at = |act: &str, fee: &str| sent(&[COURT, &one_step(act, fee)], false, "2027-01-15", "2027-02-15");
    assert_eq!(at("legal-step", "fee 50 NOK"), Some((50_00, false)));
    assert_eq!(at("legal-step", "fee statutory"), Some((50_00, false)));
    assert_eq!(at("legal-step", "fee 51 NOK"), None);
    assert_eq!(at("reminder", "fee 50 NOK"), None, "nobody can tell whether the total bounds it");
    assert_eq!(at("reminder", "fee 20 NOK"), Some((20_00, false)), "it is kept, whether it governs or not");
}
