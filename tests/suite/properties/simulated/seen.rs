//! How often each thing occurred in the worlds that were tried.

use std::collections::{BTreeMap, BTreeSet};

use super::draw::Tried;
use crate::reference::generate::COUNTRIES;
use crate::reference::law::ACTS;
use crate::reference::policy::Policy;
use crate::reference::simulate::{Row, Run};

/// How many worlds, and how often each thing was in them; of what is decided, how many lines.
#[derive(Default)]
pub struct Seen {
    pub worlds: usize,
    policies: usize,
    invoices: usize,
    events: usize,
    runs: usize,
    lines: usize,
    customers: usize,
    constructs: BTreeMap<String, usize>,
    decisions: BTreeMap<String, usize>,
    said: BTreeMap<String, usize>,
    pub differences: usize,
}

fn count(of: &mut BTreeMap<String, usize>, name: impl Into<String>) {
    *of.entry(name.into()).or_default() += 1;
}

impl Seen {
    pub fn world(&mut self, tried: &Tried) {
        let ledger = &tried.ledger;
        self.worlds += 1;
        self.policies += tried.policies.len();
        self.invoices += ledger.invoices.len();
        self.events += ledger.events.len();
        let last = tried.runs.last().map_or(0, |(day, _)| *day);
        let events = ledger.events.iter().filter(|event| event.on <= last);
        let acts = tried.policies.iter().flat_map(|policy| &policy.steps).map(|step| format!("step of {}", step.act));
        let laws = tried.laws.iter().map(|law| format!("law {}", law.name));
        let once: BTreeSet<String> = events
            .map(|event| format!("event {}", event.what.word()))
            .chain(tried.policies.iter().flat_map(Policy::constructs).map(Into::into))
            .chain(ledger.constructs(&tried.policies, &tried.laws, last).into_iter().map(Into::into))
            .chain(acts)
            .chain(laws)
            .collect();
        once.into_iter().for_each(|name| count(&mut self.constructs, name));
    }

    pub fn run(&mut self, run: &Run) {
        self.runs += 1;
        for (line, reason) in run.lines.iter().zip(&run.reasons) {
            self.line(line, reason);
        }
        run.besides.iter().for_each(|told| count(&mut self.decisions, told));
        for row in &run.customers {
            self.customers += 1;
            let own =
                ["stop credit", "call", "tell the board of it"].contains(&row["do"].as_str()) && row["escalation"] != "over credit limit";
            count(&mut self.said, if own { "an escalation" } else { row["escalation"].as_str() });
        }
    }

    fn line(&mut self, row: &Row, reason: &str) {
        self.lines += 1;
        count(&mut self.decisions, row["decision"].clone());
        count(&mut self.decisions, reason);
        let more = |name: &str| row.get(name).is_some_and(|minor| minor != "0.00");
        for name in ["fee", "compensation", "interest", "credit", "written_off", "recovered"] {
            if more(name) {
                count(&mut self.decisions, format!("some {name}"));
            }
        }
        if row.get("balance").is_some_and(|balance| balance == "0.00") && row["decision"] != "settled" {
            count(&mut self.decisions, format!("pursued: {}", row["decision"]));
        }
    }

    /// Prints what was seen.
    pub fn print(&self) {
        let print = |title: &str, of: &BTreeMap<String, usize>, all: usize| {
            println!("\nof {all} {title}");
            of.iter().for_each(|(name, times)| println!("{times:9} {:5} ‰  {name}", times * 1_000 / all.max(1)));
        };
        print("worlds", &self.constructs, self.worlds);
        print("lines", &self.decisions, self.lines);
        print("objects about customers", &self.said, self.customers);
        println!(
            "\n{} worlds with {} policies, {} invoices and {} events; {} runs, {} lines decided, {} objects about customers; differences {}",
            self.worlds, self.policies, self.invoices, self.events, self.runs, self.lines, self.customers, self.differences
        );
    }

    /// Fails where something occurs too seldom to say anything.
    pub fn is_enough(&self) {
        let share = |of: &BTreeMap<String, usize>, name: &str, all: usize| of.get(name).copied().unwrap_or(0) * 10_000 / all.max(1);
        let of_events = EVENTS.iter().map(|word| format!("event {word}"));
        let of_acts = ACTS.iter().map(|act| format!("step of {act}"));
        let of_laws = COUNTRIES.iter().map(|(law, _)| format!("law {law}"));
        let constructs = CONSTRUCTS.iter().map(ToString::to_string);
        let mut seldom = Vec::new();
        for name in of_events.chain(of_acts).chain(of_laws).chain(constructs) {
            let share = share(&self.constructs, &name, self.worlds);
            if share < 100 {
                seldom.push(format!("{name}: {share} in 10 000 worlds"));
            }
        }
        let lines = LINES.iter().map(|line| (line, &self.decisions, self.lines));
        let said = SAID.iter().map(|line| (line, &self.said, self.customers));
        for ((name, least), of, all) in lines.chain(said) {
            let share = share(of, name, all);
            if share < *least {
                seldom.push(format!("{name}: {share} in 10 000, not {least}"));
            }
        }
        assert!(seldom.is_empty(), "too seldom:\n{}", seldom.join("\n"));
    }
}

const EVENTS: [&str; 23] = [
    "payment",
    "reversal",
    "credit",
    "uncredit",
    "waive",
    "notice",
    "cancelled",
    "dispute",
    "resolved",
    "hold",
    "release",
    "plan",
    "plan-ended",
    "promise",
    "acknowledged",
    "judgment",
    "handover",
    "assignment",
    "recalled",
    "write-off",
    "reopened",
    "insolvency",
    "insolvency-ended",
];

/// Each in at least one of a hundred worlds, like every event, act and law.
const CONSTRUCTS: &[&str] = &[
    "a foreign country",
    "agreed fee",
    "agreed rate",
    "alternatives",
    "another event on a day of grace",
    "another settling order",
    "applies when",
    "assignment before due date",
    "assignment, and a step behind it",
    "before due date",
    "business days",
    "cancelled by act",
    "cancelled by step",
    "check every",
    "compensation",
    "continue while disputed",
    "credit note on a day of grace",
    "credit",
    "dated fee",
    "deadline on a business day",
    "due together",
    "escalate",
    "event of a customer",
    "exempt",
    "facts",
    "fee by share",
    "fee in bands",
    "fixed fee",
    "from a deadline",
    "from a step",
    "from issue date",
    "hold on plan",
    "hold on promise",
    "hold on unallocated",
    "hold unless known",
    "ignore",
    "interest after issue",
    "interest agreed",
    "interest fixed",
    "interest plus",
    "interest statutory",
    "months",
    "no deadline",
    "no due date",
    "no interest",
    "notice of a foreign step",
    "notice without a step",
    "open item: charged notices",
    "open item: disputed",
    "open item: fees",
    "open item: held",
    "open item: last act",
    "open item: last deadline",
    "open item: last step",
    "open item: more charged than the last",
    "open item: no last notice",
    "open item: settled",
    "paid or credited beyond it",
    "paid or credited to the end",
    "payment behind a promise",
    "payment behind a write-off",
    "payment on a day of grace",
    "plan through a day",
    "plan without end",
    "prepayment",
    "promise of an amount",
    "pursue",
    "rate agreed for an invoice",
    "recalled behind an assignment",
    "reversal behind a write-off",
    "rows of one letter",
    "send on business days",
    "send on weekdays",
    "several currencies",
    "several holds",
    "several invoices of a customer",
    "several laws",
    "several notices on a day",
    "several payments",
    "several policies",
    "several reversals",
    "several versions",
    "several write-offs",
    "statutory fee",
    "takes over",
    "timed hold",
    "to somebody",
    "together in a step",
    "together",
    "unallocated credit note",
    "unallocated in one of several currencies",
    "unallocated payment",
    "unless overtaken",
    "valid until",
    "when",
    "write-off of a part",
];

/// In so many of ten thousand lines at least.
const LINES: &[(&str, usize)] = &[
    ("exempt", 150),
    ("finished", 500),
    ("finished: assigned", 20),
    ("finished: handed over", 100),
    ("finished: no step left", 200),
    ("finished: time-barred", 16),
    ("grace: one of its days", 30),
    ("grace: over, with interest", 100),
    ("held: disputed", 10),
    ("held: insolvency", 20),
    ("held: own", 6),
    ("held: own, through a day", 3),
    ("held: payments not known", 10),
    ("held: payments not known, business days", 6),
    ("held: plan", 6),
    ("held: promise", 1),
    ("held: unallocated", 6),
    ("hold", 300),
    ("ignore", 150),
    ("open item: a step before it may have been charged", 2),
    ("open item: a step before it may have gone out", 5),
    ("open item: a step before it was charged", 1),
    ("open item: a step before it went out", 10),
    ("open item: contradicts by its days", 10),
    ("open item: contradicts by its number", 5),
    ("open item: older than the policy", 2),
    ("open item: two steps before it went out", 1),
    ("owed in law: no principal, and sent", 5),
    ("owed in law: no principal, and withheld", 10),
    ("owed in law: nothing, and withheld", 5),
    ("promise: kept before its day", 1),
    ("promise: partly kept", 1),
    ("pursued: finished", 3),
    ("pursued: hold", 1),
    ("pursued: send", 1),
    ("pursued: wait", 1),
    ("pursued: withheld", 1),
    ("send", 250),
    ("sent", 200),
    ("sent: an assignment", 5),
    ("sent: carries the fee of a letter", 1),
    ("sent: in a free letter", 1),
    ("sent: without its fee in a letter", 1),
    ("settled", 400),
    ("settled: charges are not pursued", 16),
    ("settled: charges below what is pursued", 6),
    ("settled: written off", 100),
    ("some compensation", 6),
    ("some credit", 200),
    ("some fee", 80),
    ("some interest", 2000),
    ("some recovered", 10),
    ("some written_off", 50),
    ("uncredit: of what went beyond the balance", 10),
    ("unmatched: a fact of `exempt when`", 3),
    ("unmatched: a fact of `when`", 1),
    ("unmatched: no policy", 200),
    ("wait", 1000),
    ("waits: a day of grace", 5),
    ("waits: not a run day", 100),
    ("waits: not due yet", 500),
    ("waits: not issued yet", 6),
    ("waits: one notice today", 1),
    ("withheld", 200),
];

/// In so many of ten thousand objects about customers at least.
const SAID: &[(&str, usize)] = &[
    ("an escalation", 500),
    ("credit check overdue", 500),
    ("no credit class", 200),
    ("over credit limit", 500),
    ("prepayment", 200),
    ("terms too long", 200),
];
