//! Figures worked out apart from the program (`tests/vectors/README.md`), held against it to the øre.

use std::fs;
use std::sync::OnceLock;

use frist::claim::Letters;
use frist::decide::{BoundPlan, Case, claim_on};
use frist::law::{Invoice, Law, Owing, Proposal, Sent, most_fee};
use frist::ledger::{File, Files, Ledger, folder};
use frist::model::Project;
use frist::value::{Act, Day, Debtor};

use crate::checked::repository;

/// The rows of a file of vectors, each as its cells.
fn rows(name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(repository("tests/vectors").join(name)).unwrap();
    text.lines().skip(1).map(|line| line.split(',').map(Into::into).collect()).collect()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Norway, with a policy for each order of settlement in the vectors.
fn norway() -> &'static Project {
    static NORWAY: OnceLock<Project> = OnceLock::new();
    NORWAY.get_or_init(|| {
        let policy = |settle: &str| {
            format!(
                "policy {} {{\n law NO\n debtors consumer\n currency NOK\n valid from 2000-01-01\n payments settle {}\n \
                 step s is reminder {{ send 14 days after due date }}\n}}\n",
                settle.replace(' ', "-"),
                settle.replace(' ', ", ")
            )
        };
        let text = policy("fees interest principal") + &policy("principal interest fees");
        let project = Project::read([("settle.frist", text.as_str())], false);
        assert!(!project.has_errors(), "{:?}", project.mistakes);
        project
    })
}

fn law() -> &'static Law {
    norway().law("NO").unwrap()
}

/// Every case of `interest.csv` as one ledger.
fn ledger(cases: &[Vec<String>]) -> Ledger {
    let mut invoices = String::from("invoice,customer,debtor,currency,issued,due,amount,due_agreed\n");
    let mut events = String::from("invoice,date,event,amount,act,fee,interest\n");
    for case in cases {
        let [name, amount, issued, due, agreed, _, happened, ..] = case.as_slice() else { panic!("{case:?}") };
        invoices += &format!("{name},C,consumer,NOK,{issued},{due},{amount},{agreed}\n");
        for event in happened.split(';').filter(|event| !event.is_empty()) {
            events += &match event.split(' ').collect::<Vec<_>>().as_slice() {
                ["notice", act, fee, on] => format!("{name},{on},notice,,{act},{fee},\n"),
                ["cancelled", act, on] => format!("{name},{on},cancelled,,{act},,\n"),
                ["waive-fee", amount, on] => format!("{name},{on},waive,,,{amount},\n"),
                ["waive-interest", amount, on] => format!("{name},{on},waive,,,,{amount}\n"),
                [kind, amount, on] => format!("{name},{on},{kind},{amount},,,\n"),
                [kind, on] => format!("{name},{on},{kind},,,,\n"),
                _ => panic!("{event}"),
            };
        }
    }
    let file = |name, text: &'static str| Some(File { name, bytes: text.as_bytes() });
    folder(&Files { invoices: file("invoices.csv", invoices.leak()), events: file("events.csv", events.leak()), ..Files::default() })
        .unwrap_or_else(|faults| panic!("{faults}"))
}

/// Cases that rest on one of two readings, and that the program reads the other way.
const READ_OTHERWISE: [&str; 0] = [];

#[test]
fn interest_and_settlement() {
    let cases = rows("interest.csv");
    let ledger = ledger(&cases);
    let letters = Letters::of(&ledger, Day::LAST);
    let (mut wrong, mut otherwise) = (Vec::new(), Vec::new());
    for (id, case) in cases.iter().enumerate() {
        let [name, _, _, _, _, settle, _, as_of, expected @ ..] = case.as_slice() else { panic!("{case:?}") };
        let plan = norway().plans().into_iter().find(|plan| plan.name == settle.replace(' ', "-")).unwrap();
        let (claim, _) = claim_on(&BoundPlan::new(plan, &ledger.texts), &Case::of(&ledger, &letters, id), day(as_of), &mut Vec::new());
        let told = [Some(claim.balance), claim.interest, Some(claim.fees), claim.total(), Some(claim.credit)]
            .map(|minor| minor.map_or("unknown".into(), |minor| format!("{}.{:02}", minor / 100, minor % 100)));
        if told.as_slice() != expected {
            let line = format!("{name}: expected {expected:?}, told {told:?}");
            if name.starts_with("doubt-") { otherwise.push(line) } else { wrong.push(line) }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(otherwise, READ_OTHERWISE, "balance, interest, fees, claim, credit");
    assert!(cases.len() >= 180);
}

#[test]
fn due_dates_move() {
    for row in rows("due-dates.csv") {
        let counts = law().due_date(Some(day(&row[0])), day(&row[0]).plus(-14));
        assert_eq!(counts.to_string(), row[1], "due {}", row[0]);
    }
}

#[test]
fn the_most_a_notice_may_cost() {
    for row in rows("fees.csv") {
        let [act, due, sent, most] = row.as_slice() else { panic!("{row:?}") };
        let (act, due, on) = (Act::from_word(act).unwrap(), day(due), day(sent));
        // A payment demand costs only after a letter's deadline; one that cost nothing leaves the fee whole.
        let deadline = Some(on.plus(-1));
        let reminder = Sent { act: Some(Act::Reminder), on: Some(on.plus(-15)), deadline, fee: 0, compensation: 0, charged: false };
        let history = if act == Act::PaymentDemand { vec![reminder] } else { Vec::new() };
        let invoice = Invoice {
            debtor: Debtor::Consumer,
            amount: 1_000_00,
            balance: 1_000_00,
            due,
            term: Some(14),
            arose: due.plus(-14),
            interest_from: due,
            fee_agreed: false,
            interest_agreed: None,
            disputed: false,
            owing: Owing::ALL,
            prior: None,
            history: &history,
        };
        let proposal = Proposal { act, on, deadline: Some(on.plus(14)), fee: 0, other_rows: 0, compensation: 0, interest: None };
        let bounds = most_fee(law(), &invoice, &proposal).unwrap();
        assert_eq!(bounds.most, Some(most.parse::<i64>().unwrap() * 100), "{row:?} by {:?}", bounds.rule.map(|rule| &law().rules[rule].id));
    }
}
