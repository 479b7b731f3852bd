//! Letters that list several invoices: a policy that passes sends them, nothing of them is withheld, and an auditor finds nothing in them.

use std::fmt::Write;

use frist::audit::audit;
use frist::check::check;
use frist::diagnostic::Severity;
use frist::forward::simulate;
use frist::ledger::{File, Files, Ledger, folder};
use frist::model::Project;
use frist::plan::Plan;
use frist::value::{Day, Money};

use super::countries::statutes;
use super::draw::{Draw, each};
use super::{realistic, seed, tries};

const LEDGERS: u64 = 12;

/// What came of one policy: letters of several lines, notices, and what was wrong.
#[derive(Default)]
struct Seen {
    passed: bool,
    lines: usize,
    sent: usize,
    wrong: Vec<String>,
}

fn tried(seed: u64) -> Seen {
    let mut text = realistic::draw(seed);
    let at = text.find("step ").unwrap();
    text.insert_str(at, "together per customer\n");
    let files = [("p.frist", text.as_str())].into_iter().chain(statutes().iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let project = Project::read(files, false);
    assert!(!project.has_errors(), "{text}");
    let mut seen = Seen::default();
    if check(&project).iter().any(|finding| finding.is_error()) {
        return seen;
    }
    seen.passed = true;
    let plan = &project.policies[0].plan;
    for ledger in 0..LEDGERS {
        let mut draw = Draw(seed * 7_919 + ledger);
        let csv = invoices(plan, &mut draw);
        let mut ledger = read(&csv);
        let (mut on, last) = window(plan);
        on = on.max(last.plus(-250));
        while on <= last {
            let simulation = simulate(&[plan], &mut ledger, (on, on), None).unwrap();
            let actions = simulation.weeks.iter().flat_map(|week| week.actions.values());
            let (sent, withheld): (Vec<usize>, Vec<usize>) = actions.map(|actions| (actions.sent, actions.withheld.len())).unzip();
            seen.sent += sent.iter().sum::<usize>();
            if withheld.iter().any(|withheld| *withheld > 0) {
                seen.wrong.push(format!("withheld on {on}\n{text}\n{}\n{}", csv.0, csv.1));
            }
            on = on.plus(draw.of(&[1, 1, 1, 2, 7]));
        }
        seen.lines += ledger.notices.iter().filter(|notice| notice.letter.is_some()).count();
        let audit = audit(&plan.law, &ledger, last);
        if let Some(fault) = audit.faults.iter().find(|fault| fault.severity == Severity::Error) {
            let invoice = &ledger.invoices.number[fault.invoice];
            seen.wrong.push(format!("{} faults {invoice} on {}\n{text}\n{}\n{}", fault.rule, fault.on, csv.0, csv.1));
        }
        if !seen.wrong.is_empty() {
            break;
        }
    }
    seen
}

fn window(plan: &Plan) -> (Day, Day) {
    (plan.valid.from, plan.valid.until.unwrap_or(Day::LAST).min(plan.law.known_until))
}

/// Two customers with some invoices each that fall due about the same time, and what is paid and credited of them.
fn invoices(plan: &Plan, draw: &mut Draw) -> (String, String) {
    let (first, last) = window(plan);
    let mut invoices = "invoice,customer,debtor,currency,issued,due,amount,fee_agreed,interest_agreed\n".to_string();
    let mut events = "invoice,date,event,amount\n".to_string();
    let debtors: Vec<_> = plan.debtors.iter().collect();
    let agreed = if plan.agreed_fee { "true" } else { "" };
    let rate = plan.agreed_interest.map_or(String::new(), |rate| rate.to_string().replace(" %", ""));
    for customer in 0..2 {
        let debtor = draw.of(&debtors).word();
        let due = last.plus(-draw.within(60, 240) as i32).max(first);
        for invoice in 0..draw.of(&[2, 2, 3, 4]) {
            let due = due.plus(draw.of(&[0, 0, 0, 1, 2, 7, 14, 30]));
            let amount = draw.of(&[40_00, 240_00, 1_000_00, 1_000_01, 25_000_00]) + draw.of(&[0, 0, 1, 5_00]);
            let money = |minor: i64| Money::new(minor, plan.currency).plain();
            let number = format!("{customer}-{invoice}");
            let _ = writeln!(
                invoices,
                "{number},{customer},{debtor},{},{},{due},{},{agreed},{rate}",
                plan.currency,
                due.plus(-20),
                money(amount)
            );
            for _ in 0..draw.of(&[0, 0, 1, 2]) {
                let on = due.plus(draw.within(-5, 60) as i32);
                let part = draw.of(&[amount, amount / 2, amount / 3, 1_00]);
                let event = draw.of(&["payment", "payment", "credit"]);
                let _ = writeln!(events, "{number},{on},{event},{}", money(part));
            }
        }
    }
    (invoices, events)
}

fn read((invoices, events): &(String, String)) -> Ledger {
    let file = |name, text: &'_ str| Some(File { name, bytes: text.to_owned().into_bytes().leak() });
    let files = Files { invoices: file("invoices.csv", invoices), events: file("events.csv", events), ..Files::default() };
    folder(&files).unwrap_or_else(|faults| panic!("{faults}\n{invoices}\n{events}"))
}

#[test]
fn a_policy_that_passes_sends_letters_nobody_faults() {
    let first = seed() + 500_000;
    let seen: Vec<Seen> = each(24 * tries(), |at| tried(first + at as u64));
    let passed = seen.iter().filter(|seen| seen.passed).count();
    let (lines, sent): (usize, usize) = (seen.iter().map(|seen| seen.lines).sum(), seen.iter().map(|seen| seen.sent).sum());
    println!("{} policies, {passed} pass: {sent} notices sent, {lines} of them lines of letters", seen.len());
    let wrong: Vec<&String> = seen.iter().flat_map(|seen| &seen.wrong).collect();
    assert!(wrong.is_empty(), "{} wrong; the first: {}", wrong.len(), wrong[0]);
    assert!(passed * 5 >= seen.len() && lines * 10 >= sent, "{passed} policies and {lines} lines of {sent} notices say little");
}
