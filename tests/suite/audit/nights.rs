//! One meaning, two readers: what `evaluate` sends under `fee statutory`, night after night, is never at fault.

use frist::audit::{self, Audit};
use frist::diagnostic::Severity;
use frist::ledger::{File, Files, Ledger, folder, record};
use frist::model::Project;
use frist::plan::Plan;
use frist::report::{csv, rows};
use frist::run::run;
use frist::value::Day;
use proptest::prelude::{any, prop, prop_assert, proptest};

use crate::checked::repository;
use crate::properties::cases;

/// A policy that charges the most, for every kind of debtor, under each law.
fn policies() -> Project {
    let policy = |law: &str, currency: &str| {
        format!(
            "policy all-{law} {{\n law {law}\n debtors consumer, business, public\n currency {currency}\n valid from 2026-01-01\n \
             interest agreed, otherwise statutory\n continue while disputed\n \
             step friendly is courtesy {{\n send 3 days after due date\n no fee\n unless overtaken\n }}\n \
             step first is reminder {{\n send 5 days after due date\n deadline 14 days\n fee statutory\n compensation statutory\n }}\n \
             step second is reminder {{\n send 9 days after first\n deadline 14 days\n fee statutory\n compensation statutory\n }}\n \
             step warning is collection-notice {{\n send 1 day after second deadline\n deadline 14 days\n fee statutory\n }}\n \
             step demand is payment-demand {{\n send 1 day after warning deadline\n deadline 14 days\n fee statutory\n compensation statutory\n }}\n \
             step over is handover {{\n send 1 day after demand deadline\n }}\n}}\n"
        )
    };
    let statute = |name: &str| std::fs::read_to_string(repository("policies/statutes").join(name)).unwrap();
    let (dk, se) = (statute("dk.frist"), statute("se.frist"));
    let texts = [policy("NO", "NOK"), policy("DK", "DKK"), policy("SE", "SEK")].concat();
    let project = Project::read([("policies.frist", texts.as_str()), ("dk.frist", &dk), ("se.frist", &se)], false);
    assert!(!project.has_errors(), "{:?}", project.mistakes);
    project
}

fn read(invoices: &str, events: &str) -> Ledger {
    let file = |name, text: &'static str| Some(File { name, bytes: text.as_bytes() });
    let kept = |text: &str| -> &'static str { text.to_owned().leak() };
    folder(&Files { invoices: file("invoices.csv", kept(invoices)), events: file("events.csv", kept(events)), ..Files::default() })
        .unwrap_or_else(|faults| panic!("{faults}\n{invoices}{events}"))
}

fn errors(audit: &Audit) -> Vec<String> {
    audit.faults.iter().filter(|fault| fault.severity == Severity::Error).map(|fault| format!("{fault:?}")).collect()
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn what_a_statutory_policy_sends_is_never_at_fault(
        law in prop::sample::select(vec![("NO", "NOK"), ("DK", "DKK"), ("SE", "SEK")]),
        invoices in prop::collection::vec(
            (prop::sample::select(vec!["consumer", "business", "public", ""]), 1_i64..5_000_00, 0..40_i32, any::<bool>(), any::<bool>()),
            1..6,
        ),
        happened in prop::collection::vec((any::<prop::sample::Index>(), 0..90_i32, 0..5_u8), 0..8),
        gaps in prop::collection::vec(1..9_i32, 40),
    ) {
        let project = policies();
        let chosen: Vec<&Plan> = project.plans().into_iter().filter(|plan| plan.law.name == law.0).collect();
        let first: Day = "2026-02-02".parse().unwrap();
        let mut text = String::from("invoice,customer,debtor,currency,issued,due,amount,fee_agreed,due_agreed\n");
        for (at, (debtor, amount, due, fee, agreed)) in invoices.iter().enumerate() {
            let due = first.plus(*due);
            text += &format!("{at},C,{debtor},{},{},{due},{}.{:02},{fee},{agreed}\n", law.1, due.plus(-14), amount / 100, amount % 100);
        }
        let mut events = String::from("invoice,date,event,amount,act,fee\n");
        for (of, day, what) in &happened {
            let of = of.index(invoices.len());
            let amount = invoices[of].1;
            let part = format!("{}.{:02}", (amount + 2) / 3 / 100, (amount + 2) / 3 % 100);
            let rest = ["payment,PART,,", "credit,PART,,", "dispute,,,", "resolved,,,", "cancelled,,reminder,"][usize::from(*what)];
            events += &format!("{of},{},{}\n", first.plus(*day), rest.replace("PART", &part));
        }
        let (mut on, mut sent) = (first, 0);
        for gap in gaps {
            on = on.plus(gap);
            let ledger = read(&text, &events);
            let run = run(&chosen, &ledger, on).unwrap();
            let worklist = csv(rows(&run, false));
            let bytes = |name, text: &'_ str| File { name, bytes: text.to_owned().leak().as_bytes() };
            let files = Files { invoices: Some(bytes("invoices.csv", &text)), events: Some(bytes("events.csv", &events)), ..Files::default() };
            let recorded = record(&files, bytes("worklist.csv", &worklist), None).unwrap();
            sent += recorded.added;
            events = recorded.text;
        }
        let ledger = read(&text, &events);
        let audit = audit::audit(&chosen[0].law, &ledger, Day::LAST);
        prop_assert!(errors(&audit).is_empty(), "{:#?}\n{text}{events}", errors(&audit));
        prop_assert!(audit.summary.notices >= sent && audit.summary.over.is_empty());
        // It charges the most: an øre more on any charged notice is one too much.
        for (at, charge) in dearer(&events) {
            let audit = audit::audit(&chosen[0].law, &read(&text, &charge), Day::LAST);
            prop_assert!(!errors(&audit).is_empty() && audit.summary.over.values().sum::<i64>() >= 1, "row {at}\n{text}{charge}");
        }
    }
}

/// The events with one fee, or one compensation, a hundredth higher: each row that charges something.
fn dearer(events: &str) -> Vec<(usize, String)> {
    let rows: Vec<Vec<&str>> = events.lines().map(|row| row.split(',').collect()).collect();
    let charges = ["fee", "compensation"].iter().filter_map(|name| rows[0].iter().position(|column| column == name));
    let mut all = Vec::new();
    for column in charges {
        for at in 1..rows.len() {
            let charged = rows[at].get(column).filter(|cell| !cell.is_empty()).map_or(0, |cell| cell.replace('.', "").parse().unwrap());
            if charged > 0 {
                let higher = format!("{}.{:02}", (charged + 1) / 100, (charged + 1) % 100);
                let mut changed = rows.clone();
                changed[at][column] = &higher;
                let text: Vec<String> = changed.iter().map(|row| row.join(",")).collect();
                all.push((at, text.join("\n") + "\n"));
            }
        }
    }
    all
}
