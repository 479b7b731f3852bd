//! The advice of the trade that is built in: each rule is told of a letter that departs from it, and not a day before.

use std::collections::BTreeSet;

use frist::law::{BreachKind, Invoice, Law, Owing, Proposal, Sent, judge};
use frist::model::{Project, Wanted};
use frist::value::{Act, Day, Debtor};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The advice that goes with a statute, as rules to judge by.
fn advice(project: &Project, statute: &str) -> Law {
    let law = Law::clone(project.law(statute).unwrap());
    Law { rules: law.practice.clone(), ..law }
}

/// What is said of a letter on an invoice due 2026-03-02, after these reminders.
fn said(law: &Law, reminders: &[&str], act: Act, on: &str, deadline: Option<&str>) -> Vec<String> {
    let sent = |on: &&str| Sent { act: Some(Act::Reminder), on: Some(day(on)), deadline: None, fee: 0, compensation: 0, charged: false };
    let history: Vec<Sent> = reminders.iter().map(sent).collect();
    let due = day("2026-03-02");
    let invoice = Invoice {
        debtor: Debtor::Consumer,
        amount: 100_00,
        balance: 100_00,
        due,
        term: Some(14),
        arose: day("2026-02-16"),
        interest_from: due,
        fee_agreed: false,
        interest_agreed: None,
        disputed: false,
        owing: Owing::ALL,
        prior: None,
        history: &history,
    };
    let proposal = Proposal { act, on: day(on), deadline: deadline.map(day), fee: 0, other_rows: 0, compensation: 0, interest: None };
    let breaches = judge(law, &invoice, &proposal);
    assert!(breaches.iter().all(|breach| breach.fault == BreachKind::Advice), "advice only advises: {breaches:?}");
    breaches.iter().map(|breach| breach.rule.id.clone()).collect()
}

/// Earlier reminders, the letter, its day and deadline, and what is said of it.
type Case = (&'static [&'static str], Act, &'static str, Option<&'static str>, &'static [&'static str]);

#[test]
fn each_piece_of_advice_on_both_sides() {
    let project = Project::read_with([], Wanted::All, false);
    let law = advice(&project, "SE");
    let may = Some("2026-05-31");
    let (reminder, handover) = (Act::Reminder, Act::Handover);
    let cases: [Case; 14] = [
        // 19 and 20 days overdue; a second letter may be later.
        (&[], reminder, "2026-03-21", may, &[]),
        (&[], reminder, "2026-03-22", may, &["REMIND-AT-ONCE"]),
        (&["2026-03-10"], reminder, "2026-03-22", may, &[]),
        // A third reminder.
        (&["2026-03-05", "2026-03-16"], reminder, "2026-03-28", may, &["FEW-REMINDERS"]),
        // 9, 10, 42 and 43 days after the last.
        (&["2026-03-10"], reminder, "2026-03-19", may, &["NO-HASTE"]),
        (&["2026-03-10"], reminder, "2026-03-20", may, &[]),
        (&["2026-03-10"], reminder, "2026-04-21", may, &[]),
        (&["2026-03-10"], reminder, "2026-04-22", may, &["NO-LONG-GAP"]),
        (&["2026-03-10"], reminder, "2026-03-25", None, &["EVERY-LETTER-HAS-A-DATE"]),
        // 9, 10, 14, 15 and 43 days after the last.
        (&["2026-03-10"], handover, "2026-03-19", None, &["HAND-OVER-IN-TIME", "SE-HAND-OVER-IN-TIME"]),
        (&["2026-03-10"], handover, "2026-03-20", None, &[]),
        (&["2026-03-10"], handover, "2026-03-24", None, &[]),
        (&["2026-03-10"], handover, "2026-03-25", None, &["SE-HAND-OVER-IN-TIME"]),
        (&["2026-03-10"], handover, "2026-04-22", None, &["HAND-OVER-IN-TIME", "SE-HAND-OVER-IN-TIME"]),
    ];
    let mut seen = BTreeSet::new();
    for (reminders, act, on, deadline, expected) in cases {
        let said = said(&law, reminders, act, on, deadline);
        assert_eq!(said, expected, "{act:?} on {on} after {reminders:?}");
        seen.extend(said);
    }
    let all: BTreeSet<String> =
        project.statutes.iter().flat_map(|statute| statute.law.practice.iter().map(|rule| rule.id.clone())).collect();
    assert_eq!(seen, all, "every piece of advice has been told once");
}

#[test]
fn a_practice_speaks_beside_the_statutes_it_names() {
    let text = "practice ours \"Our own\" {\n for DK\n rule OURS \"No calls\" {\n cite \"our habit\", practice, low\n of call\n advise disputed\n }\n}\n";
    let project = Project::read_with([("ours.frist", text)], Wanted::All, false);
    assert!(project.mistakes.is_empty(), "{:?}", project.mistakes);
    let has = |law: &str, rule: &str| project.law(law).unwrap().practice.iter().any(|advice| advice.id == rule);
    assert_eq!(["NO", "SE", "DK", "FI"].map(|law| has(law, "REMIND-AT-ONCE")), [true; 4]);
    assert_eq!(["NO", "SE", "DK", "FI"].map(|law| has(law, "OURS")), [false, false, true, false]);
    assert_eq!(["NO", "SE", "DK", "FI"].map(|law| has(law, "SE-HAND-OVER-IN-TIME")), [false, true, false, false]);
}
