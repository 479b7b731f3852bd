//! Every witness shows what it says in both of its forms: as the test that is printed, and as the rows of `check --format json`.

use std::collections::BTreeMap;

use frist::check::{Finding, Witness, check};
use frist::decide::{DecisionKind, Proposed};
use frist::forward::{Rehearsal, passes};
use frist::law::BreachKind;
use frist::model::Project;
use frist::plan::Plan;
use frist::report::findings::json;
use frist::run::run;
use frist::value::{Day, Money};
use frist::words::test_block;
use serde_json::Value;

use super::cases;
use crate::checked::{FILE, files_below, repository, source};

/// What was replayed.
#[derive(Clone, Copy, Default, Debug)]
pub struct Counts {
    /// Witnesses.
    pub findings: usize,
    /// Printed tests that were read and run.
    pub blocks: usize,
    /// Errors without one.
    pub without_block: usize,
    /// Tests in which the customer owes more.
    pub with_others: usize,
    /// Tests in which the customer has a credit limit.
    pub with_limit: usize,
    /// Rows of which `evaluate` withheld the notice.
    pub withheld: usize,
    /// Rows of which it sent it, where the finding is advice.
    pub sent: usize,
    /// Rows of which the auditor faulted it.
    pub faulted: usize,
}

/// The witnesses of findings as `check --format json` has them, in the order of the findings.
pub fn shown(project: &Project, findings: &[Finding]) -> Vec<Value> {
    let all = serde_json::from_str::<Value>(&json(project, findings)).unwrap()["findings"].as_array().unwrap().clone();
    // Mistakes of syntax and names come first.
    all.into_iter().skip(project.mistakes.len()).map(|finding| finding["witness"].clone()).collect()
}

#[test]
fn every_witness_replays_as_printed() {
    let (mut counts, mut wrong) = (Counts::default(), Vec::new());
    let mut see = |name: &str, text: &str, project: &Project, findings: &[Finding]| {
        for (finding, shown) in findings.iter().zip(shown(project, findings)).filter(|(finding, _)| finding.witness.is_some()) {
            counts.findings += 1;
            let failed = block_fails(text, project, finding, &mut counts).or_else(|| rows_fail(project, finding, &shown, &mut counts));
            wrong.extend(failed.map(|why| format!("{name}: {}: {why}", finding.code())));
        }
    };
    for case in cases() {
        see(&case.name, case.checked.text(), &case.checked.project, &case.checked.findings);
    }
    for path in files_below(&repository("policies"), "frist") {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.display().to_string();
        let project = Project::read([(name.as_str(), text.as_str())], false);
        assert!(!project.has_errors(), "{name}");
        see(&name, &text, &project, &check(&project));
    }
    assert!(wrong.is_empty(), "{counts:?}\n{}", wrong.join("\n"));
    println!("{counts:?}");
    assert!(counts.blocks >= 60 && counts.with_others >= 3 && counts.with_limit >= 1 && counts.faulted >= 60, "{counts:?}");
}

/// Why the block does not do what is said of it: it stays as it is under `fmt`, and passes beside its policy.
pub fn block_fails(text: &str, project: &Project, finding: &Finding, counts: &mut Counts) -> Option<String> {
    if !finding.is_error() {
        return None;
    }
    let Some(block) = test_block(project, finding) else {
        counts.without_block += 1;
        return None;
    };
    counts.blocks += 1;
    counts.with_others += usize::from(block.contains("customer  also owes"));
    counts.with_limit += usize::from(block.contains("customer  credit limit"));
    if frist::format(&source(&format!("{block}\n")), FILE).unwrap() != format!("{block}\n") {
        return Some(format!("fmt changes\n{block}"));
    }
    let pasted = Project::read([("pasted.frist", format!("{text}\n{block}\n").as_str())], false);
    if pasted.has_errors() {
        return Some(format!("{:?}\n{block}", pasted.mistakes));
    }
    let test = pasted.tests.last()?;
    let versions: Vec<&Plan> = pasted.plans().into_iter().filter(|plan| plan.name == test.of).collect();
    (!passes(&versions, test.cases.first()?)).then(|| format!("it fails\n{block}"))
}

/// Why the rows do not do what is said of them: `evaluate` withholds the notice by the rule, or sends it where it is advice, and once it is recorded
/// all the same the auditor faults it.
pub fn rows_fail(project: &Project, finding: &Finding, shown: &Value, counts: &mut Counts) -> Option<String> {
    let (witness, plan) = (finding.witness.as_ref()?, &finding.policy(&project.policies)?.plan);
    let on: Day = shown["runs"][0].as_str()?.parse().ok()?;
    let rows = Rows::of(shown);
    let mut ledger = rows.ledger();
    ledger.payments_through = shown["ledger"][0]["value"].as_str().map(|day| day.parse().unwrap());
    let versions: Vec<&Plan> = project.plans().into_iter().filter(|version| version.name == plan.name).collect();
    let run = run(&versions, &ledger, on).unwrap();
    let Some((at, decision)) = &run.decided[0].by else {
        // A policy that has ended decides nothing.
        return plan.is_valid(on).then(|| format!("no policy on {on}\n{rows:?}"));
    };
    let proposed = decision.proposed;
    let forbidden = witness.fault != BreachKind::Advice;
    if forbidden {
        let by = decision.why.forbidden_by(&run.plans[*at].plan.law).any(|rule| rule.id == finding.code());
        if decision.kind != DecisionKind::Withheld || !by {
            return Some(format!("{:?}: {:?}\n{rows:?}", decision.kind, decision.why));
        }
        counts.withheld += 1;
    } else if decision.step != Some(witness.step) || !matches!(decision.kind, DecisionKind::Send | DecisionKind::Withheld) {
        return Some(format!("{:?} of {:?}\n{rows:?}", decision.kind, decision.step));
    } else {
        counts.sent += 1;
    }
    // An auditor judges nothing by what the law does not tell, and sees of a rate only what a letter states, on its own day.
    let seen_by_an_auditor = match witness.fault {
        BreachKind::NotKnown(_) => false,
        BreachKind::RateTooHigh(_, _, first) => first == on,
        BreachKind::TooMuch(..) | BreachKind::NotMet | BreachKind::Advice => true,
    };
    if !forbidden || !seen_by_an_auditor {
        return None;
    }
    let recorded = rows.recorded(plan, witness, &proposed?).ledger();
    let audit = frist::audit(&plan.law, &recorded, on);
    let faulted = audit.faults.iter().any(|fault| fault.invoice == 0 && fault.on == on && fault.rule == finding.code());
    counts.faulted += usize::from(faulted);
    (!faulted).then(|| format!("the auditor finds {:?}\n{rows:?}", audit.faults))
}

/// Rows of the three files of a ledger, each by its columns.
#[derive(Clone, Debug)]
struct Rows([Vec<BTreeMap<String, String>>; 3]);

impl Rows {
    fn of(shown: &Value) -> Rows {
        let cell = |value: &Value| value.as_str().map(ToString::to_string);
        let row = |row: &Value| {
            let columns = row.as_object().unwrap().iter();
            columns.filter_map(|(name, value)| Some((name.clone(), cell(value)?))).collect()
        };
        Rows(["invoices", "customers", "events"].map(|file| shown[file].as_array().unwrap().iter().map(row).collect()))
    }

    /// The same with the notice as sent. What the company's contracts agree the ledger says too: an auditor knows no policy.
    fn recorded(&self, plan: &Plan, witness: &Witness, sent: &Proposed) -> Rows {
        let Rehearsal { fee_agreed, interest_agreed, currency, .. } = witness.rehearsal;
        let mut rows = self.clone();
        let mut say = |column: &str, value: String| drop(rows.0[0][0].insert(column.into(), value));
        if fee_agreed.is_none() && plan.agreed_fee {
            say("fee_agreed", "true".into());
        }
        if let (None, Some(rate)) = (interest_agreed, plan.agreed_interest) {
            say("interest_agreed", rate.percent());
        }
        let step = &plan.steps[sent.step];
        let notice = sent.sent(plan, 0, None);
        let mut row: BTreeMap<String, String> = BTreeMap::new();
        let money = |minor| Money::new(minor, currency).plain();
        row.extend([("invoice", "W-1"), ("event", "notice"), ("step", &step.name)].map(|(column, value)| (column.into(), value.into())));
        row.insert("act".into(), notice.act.word().into());
        row.insert("date".into(), sent.on.to_string());
        row.insert("fee".into(), money(notice.fee));
        row.insert("compensation".into(), money(notice.compensation));
        row.extend(notice.deadline.map(|deadline| ("deadline".into(), deadline.to_string())));
        // A letter states the rate of its interest, and nothing else tells the auditor.
        if let BreachKind::RateTooHigh(rate, ..) = witness.fault {
            row.insert("interest_rate".into(), rate.percent());
        }
        rows.0[2].push(row);
        rows
    }

    fn ledger(&self) -> frist::ledger::Ledger {
        let names = ["invoices.csv", "customers.csv", "events.csv"];
        let all = names.iter().zip(&self.0).filter(|(_, rows)| !rows.is_empty());
        let texts: Vec<(&str, String)> = all.map(|(name, rows)| (*name, csv(rows))).collect();
        let files: Vec<(&str, &[u8])> = texts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
        frist::ledger(&files).unwrap_or_else(|error| panic!("{error}\n{texts:?}"))
    }
}

fn csv(rows: &[BTreeMap<String, String>]) -> String {
    let mut columns: Vec<&String> = rows.iter().flat_map(BTreeMap::keys).collect();
    columns.sort();
    columns.dedup();
    let line =
        |cells: Vec<&str>| cells.into_iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(",") + "\n";
    let head = line(columns.iter().map(|column| column.as_str()).collect());
    let body = rows.iter().map(|row| line(columns.iter().map(|column| row.get(*column).map_or("", String::as_str)).collect()));
    head + &body.collect::<String>()
}
