//! The program against the reference: the same policies, ledgers and days, the same lines.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use frist::evaluate::run;
use frist::ledger::{File, Files, Ledger as Read, folder};
use frist::project::Project;
use frist::report::{COLUMNS, rows};
use proptest::prelude::{ProptestConfig, any};
use proptest::test_runner::TestRunner;

use super::cases;
use crate::checked::repository;
use crate::reference::dates::{Date, date, show};
use crate::reference::generate::{Around, COUNTRIES, Dice, calendar, ledger, policies};
use crate::reference::invent;
use crate::reference::law::{ACTS, Law};
use crate::reference::ledger::{Event, Ledger, Notice, What};
use crate::reference::policy::Policy;
use crate::reference::simulate::{Row, World};

/// A world with its runs: each a day and the throws that decide which letters go out.
#[derive(Clone, Debug)]
pub struct Tried {
    pub laws: Vec<Law>,
    /// The text of the one law that counts.
    pub statute: (String, String),
    pub policies: Vec<Policy>,
    pub ledger: Ledger,
    pub runs: Vec<(Date, u64)>,
}

fn statutes() -> &'static Vec<(String, String)> {
    static TEXTS: std::sync::OnceLock<Vec<(String, String)>> = std::sync::OnceLock::new();
    TEXTS.get_or_init(|| {
        let file = |name: &str| format!("policies/statutes/{name}.frist");
        let read = |name: &str| (file(name), std::fs::read_to_string(repository(&file(name))).unwrap());
        ["no", "se", "dk", "fi"].map(read).to_vec()
    })
}

fn laws() -> &'static Vec<Law> {
    static LAWS: std::sync::OnceLock<Vec<Law>> = std::sync::OnceLock::new();
    LAWS.get_or_init(crate::reference::countries::all)
}

pub fn project(policies: &[Policy], (name, statute): &(String, String)) -> Project {
    let text: String = policies.iter().map(Policy::print).collect();
    let project = Project::read([("policy.frist", text.as_str()), (name.as_str(), statute.as_str())], false);
    let said: Vec<String> = project.mistakes.iter().map(|mistake| format!("{} {}", mistake.code, mistake.label)).collect();
    assert!(!project.has_errors(), "seed of mistakes\n{}\n{text}{statute}", said.join("\n"));
    project
}

pub fn read(ledger: &Ledger) -> Read {
    let csv = ledger.print();
    let file = |name, text: &'_ str| Some(File { name, bytes: text.to_owned().into_bytes().leak() });
    let files = Files {
        invoices: file("invoices.csv", &csv.invoices),
        customers: file("customers.csv", &csv.customers),
        events: file("events.csv", &csv.events),
        ledger: file("ledger.csv", &csv.ledger),
    };
    folder(&files).unwrap_or_else(|faults| panic!("{faults}\n{}\n{}\n{}", csv.invoices, csv.customers, csv.events))
}

pub fn decided(project: &Project, law: &str, ledger: &Ledger, on: Date) -> Vec<Row> {
    let ledger = read(ledger);
    let policies: Vec<_> = project.program.policies.iter().map(|policy| (policy, &project.laws[law])).collect();
    let run = run(&policies, &ledger, show(on).parse().unwrap()).unwrap();
    let line = |row: &frist::report::Row| {
        let cells = COLUMNS.into_iter().zip(row.cells()).filter(|(name, _)| !["because", "name", "title"].contains(name));
        cells.filter_map(|(name, cell)| Some((name, cell?))).collect::<Row>()
    };
    rows(&run, true).iter().map(line).collect()
}

/// The first day and line on which the two differ.
fn difference(tried: &Tried, mut seen: impl FnMut(&Row)) -> Option<String> {
    let project = project(&tried.policies, &tried.statute);
    let mut ledger = tried.ledger.clone();
    for (on, throws) in &tried.runs {
        let world = World { policies: &tried.policies, laws: &tried.laws, ledger: &ledger };
        let expected = world.decide(*on);
        let told = decided(&project, tried.policies[0].law, &ledger, *on);
        let mut dice = Dice::new(*throws);
        let mut sent = Vec::new();
        for (at, (expected, told)) in expected.iter().zip(&told).enumerate() {
            if expected != told {
                let apart = |name: &&&str| expected.get(**name) != told.get(**name);
                let apart: Vec<String> = COLUMNS
                    .iter()
                    .filter(apart)
                    .map(|name| format!("{name}: reference {:?}, program {:?}", expected.get(name), told.get(name)))
                    .collect();
                let tried = Tried { ledger, ..tried.clone() };
                return Some(format!(
                    "on {}:\n{}\nreference {expected:?}\nprogram {told:?}\n{}",
                    show(*on),
                    apart.join("\n"),
                    tried.text()
                ));
            }
            seen(expected);
            if expected["decision"] == "send" && dice.chance(85) {
                sent.push(record(at, expected, *on, &mut dice));
            }
        }
        ledger.events.extend(sent);
    }
    None
}

/// The notice that a line of a worklist is, once it was sent.
fn record(at: usize, row: &Row, on: Date, dice: &mut Dice) -> Event {
    let minor = |name: &str| row[name].replace('.', "").parse().unwrap();
    let act = ACTS.into_iter().find(|act| row["act"] == *act).unwrap();
    let letter = if dice.chance(25) { Some(format!("L{}", row["customer"])) } else { None };
    let notice = Notice {
        act,
        step: Some(row["step"].clone()),
        deadline: row.get("deadline").map(|day| date(day)),
        fee: minor("fee"),
        compensation: minor("compensation"),
        letter,
    };
    Event { invoice: at, on, what: What::Notice(notice) }
}

/// A world drawn by a seed.
pub fn tried(seed: u64) -> Tried {
    draw(seed, true)
}

/// The same with the policy's own history alone, and nothing that contradicts what it says is agreed.
#[allow(dead_code)]
pub fn own(seed: u64) -> Tried {
    let mut tried = draw(seed, false);
    for invoice in &mut tried.ledger.invoices {
        (invoice.fee_agreed, invoice.rate_agreed) = (None, None);
    }
    tried
}

fn draw(seed: u64, by_hand: bool) -> Tried {
    let mut dice = Dice::new(seed);
    let country = dice.from(0, 5).min(4) as usize;
    let (law, statute) = match laws().get(country) {
        Some(law) => (law.clone(), statutes()[country].clone()),
        None => {
            let law = invent::law(&mut dice);
            let text = law.print();
            (law, ("xa.frist".into(), text))
        }
    };
    let policies = policies(&mut dice, country);
    let begins = date("2026-01-10") + dice.from(0, 240);
    let ledger = ledger(&mut dice, &Around { country, policies: &policies, begins, by_hand });
    let runs = calendar(&mut dice, begins).into_iter().map(|day| (day, dice.from(0, i64::MAX - 1) as u64)).collect();
    Tried { laws: vec![law], statute, policies, ledger, runs }
}

impl Tried {
    /// Everything as text.
    pub fn text(&self) -> String {
        let csv = self.ledger.print();
        let policies: String = self.policies.iter().map(Policy::print).collect();
        let statute = if self.statute.0 == "xa.frist" { self.statute.1.as_str() } else { "" };
        format!("{policies}{statute}\n{}{}{}{}", csv.invoices, csv.customers, csv.events, csv.ledger)
    }
}

/// Everything smaller by one thing.
fn smaller(tried: &Tried) -> Vec<Tried> {
    let mut all = Vec::new();
    let mut less = |change: &dyn Fn(&mut Tried)| {
        let mut one = tried.clone();
        change(&mut one);
        all.push(one);
    };
    for at in 0..tried.runs.len() {
        less(&|one| {
            one.runs.remove(at);
        });
    }
    for at in 0..tried.ledger.invoices.len() {
        if tried.ledger.invoices.len() > 1 {
            less(&|one| {
                one.ledger.invoices.remove(at);
                one.ledger.events.retain(|event| event.invoice != at);
                one.ledger.events.iter_mut().for_each(|event| event.invoice -= usize::from(event.invoice > at));
            });
        }
    }
    for at in 0..tried.ledger.events.len() {
        less(&|one| drop(one.ledger.events.remove(at)));
    }
    if tried.policies.len() > 1 {
        for at in 0..tried.policies.len() {
            less(&|one| drop(one.policies.remove(at)));
        }
    }
    if tried.statute.0 == "xa.frist" {
        for at in 2..tried.laws[0].rules.len() {
            less(&|one| {
                one.laws[0].rules.remove(at);
                one.statute.1 = one.laws[0].print();
            });
        }
    }
    for of in 0..tried.policies.len() {
        less(&|one| one.policies[of].exempt.clear());
        less(&|one| one.policies[of].ignore = None);
        less(&|one| one.policies[of].interest = crate::reference::policy::Interest::Statutory);
        less(&|one| one.policies[of].interest_after_issue = None);
        less(&|one| one.policies[of].hold_unless_known = None);
        less(&|one| one.policies[of].send_on = crate::reference::policy::SendOn::EveryDay);
        less(&|one| {
            let steps = &mut one.policies[of].steps;
            if steps.len() > 1 {
                steps.pop();
            }
        });
        for at in 0..tried.policies[of].steps.len() {
            less(&|one| one.policies[of].steps[at].when = None);
            less(&|one| one.policies[of].steps[at].fee = None);
            less(&|one| one.policies[of].steps[at].compensation = false);
            less(&|one| one.policies[of].steps[at].overtaken = false);
        }
    }
    all
}

fn smallest(mut tried: Tried) -> String {
    let still = |tried: &Tried| std::panic::catch_unwind(|| difference(tried, |_| ())).ok().flatten().is_some();
    while let Some(less) = smaller(&tried).into_iter().find(|less| format!("{less:?}") != format!("{tried:?}") && still(less)) {
        tried = less;
    }
    difference(&tried, |_| ()).unwrap()
}

/// How many worlds, and how often each thing was in them; of decisions, how many lines.
#[derive(Default)]
struct Seen {
    worlds: usize,
    lines: usize,
    constructs: BTreeMap<String, usize>,
    decisions: BTreeMap<String, usize>,
}

impl Seen {
    fn world(&mut self, tried: &Tried) {
        self.worlds += 1;
        let last = tried.runs.last().map_or(0, |(day, _)| *day);
        let events = tried.ledger.events.iter().filter(|event| event.on <= last);
        let acts = tried.policies.iter().flat_map(|policy| &policy.steps).map(|step| format!("step of {}", step.act));
        let law = tried.policies[0].law;
        let once: BTreeSet<String> = events
            .map(|event| format!("event {}", event.what.word()))
            .chain(tried.policies.iter().flat_map(Policy::constructs).map(Into::into))
            .chain(acts)
            .chain([format!("law {law}")])
            .collect();
        once.into_iter().for_each(|name| *self.constructs.entry(name).or_default() += 1);
    }

    fn line(&mut self, row: &Row) {
        self.lines += 1;
        let mut count = |name: String| *self.decisions.entry(name).or_default() += 1;
        count(match (row["decision"].as_str(), row.contains_key("policy")) {
            ("unmatched", false) => "no policy".into(),
            ("unmatched", true) => "fact missing".into(),
            (decision, _) => decision.into(),
        });
        if let Some(rule) = row.get("rule") {
            count(rule.clone());
        }
        let more = |name: &str| row.get(name).is_some_and(|minor| minor != "0.00");
        for name in ["fee", "compensation", "interest", "credit"] {
            if more(name) {
                count(format!("some {name}"));
            }
        }
    }

    /// Prints the shares, and fails where something occurs too seldom to say anything.
    fn tell(&self) {
        let share = |of: &BTreeMap<String, usize>, name: &str, all: usize| of.get(name).copied().unwrap_or(0) * 1_000 / all.max(1);
        let print = |of: &BTreeMap<String, usize>, all: usize| of.keys().for_each(|name| println!("{:4} ‰  {name}", share(of, name, all)));
        println!("of {} worlds", self.worlds);
        print(&self.constructs, self.worlds);
        println!("of {} lines", self.lines);
        print(&self.decisions, self.lines);
        let of_events = EVENTS.iter().map(|word| format!("event {word}"));
        let of_acts = ACTS.iter().map(|act| format!("step of {act}"));
        let of_laws = COUNTRIES.iter().map(|(law, _)| format!("law {law}"));
        let constructs = CONSTRUCTS.iter().map(ToString::to_string);
        for name in of_events.chain(of_acts).chain(of_laws).chain(constructs) {
            let share = share(&self.constructs, &name, self.worlds);
            assert!(share >= 20, "{name} in {share} of a thousand worlds");
        }
        for (name, least) in LINES {
            let share = share(&self.decisions, name, self.lines);
            assert!(share >= least, "{name} in {share} of a thousand lines");
        }
    }
}

const EVENTS: [&str; 18] = [
    "payment",
    "reversal",
    "credit",
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
    "recalled",
    "write-off",
];

/// Each in at least two of a hundred worlds, like every event, act and law.
const CONSTRUCTS: [&str; 39] = [
    "agreed fee",
    "agreed rate",
    "alternatives",
    "another settling order",
    "applies when",
    "before due date",
    "business days",
    "compensation",
    "continue while disputed",
    "dated fee",
    "deadline on a business day",
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
    "no interest",
    "send on business days",
    "send on weekdays",
    "statutory fee",
    "takes over",
    "unless overtaken",
    "valid until",
    "when",
];

/// In so many of a thousand lines at least.
const LINES: [(&str, usize); 13] = [
    ("send", 25),
    ("wait", 100),
    ("hold", 40),
    ("exempt", 15),
    ("ignore", 15),
    ("settled", 40),
    ("finished", 50),
    ("withheld", 30),
    ("no policy", 20),
    ("fact missing", 3),
    ("some fee", 8),
    ("some compensation", 2),
    ("some credit", 20),
];

#[test]
fn the_program_says_what_the_reference_says() {
    let seen = RefCell::new(Seen::default());
    // A seed says nothing by being smaller: what fails is made small by itself.
    let config = ProptestConfig { max_shrink_iters: 0, ..cases(150) };
    let ran = TestRunner::new(config).run(&any::<u64>(), |seed| {
        let tried = tried(seed);
        let mut seen = seen.borrow_mut();
        seen.world(&tried);
        if difference(&tried, |row| seen.line(row)).is_some() {
            panic!("seed {seed}\n{}", smallest(tried));
        }
        Ok(())
    });
    ran.unwrap();
    seen.into_inner().tell();
}
