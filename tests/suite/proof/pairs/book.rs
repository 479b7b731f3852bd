//! Night after night: the policies decide a ledger, `record` writes down what was sent, and the next night reads it back.

use std::collections::BTreeSet;
use std::fmt::Write;

use frist::decide::{Decision, DecisionKind, Why};
use frist::ledger::{EventKind, File, InvoiceId, Ledger, record, standing_notices};
use frist::plan::Plan;
use frist::report::{csv, json, rows};
use frist::run::{Run, run};
use frist::value::{Act, Day};
use serde_json::Value;

use super::super::draw::Draw;
use super::files::{Texts, read, tables};
use super::tally::Tally;

/// The most runs of one ledger.
const RUNS: usize = 28;

/// A ledger with the policies that are run over it.
pub struct Book<'p> {
    plans: &'p [&'p Plan],
    /// The files as they stand.
    pub texts: Texts,
    /// What withheld notices of policies that do not pass; the first few.
    pub refused: Vec<Withheld>,
    /// Every step that was to go out: the policy, as a place among the plans, and the step's own.
    pub stepped: BTreeSet<(usize, usize)>,
    /// The same, read.
    pub ledger: Ledger,
    /// By invoice, the letters that were undone since the last one went out.
    undone: Vec<usize>,
}

/// A notice that the law withheld.
#[derive(Clone, Debug)]
pub struct Withheld {
    /// Its invoice.
    pub invoice: String,
    /// The policy, as a place among the plans.
    pub by: usize,
    /// The day.
    pub on: Day,
    /// What was decided.
    pub decision: Decision,
}

impl<'p> Book<'p> {
    /// A ledger before the first night.
    pub fn open(plans: &'p [&'p Plan], texts: Texts) -> Book<'p> {
        let ledger = read(&texts.invoices, &texts.customers, &texts.events);
        let undone = vec![0; ledger.invoices.len()];
        Book { plans, texts, refused: Vec::new(), stepped: BTreeSet::new(), ledger, undone }
    }

    /// Runs the policies from a day to another: punctually, late or now and then. Ends with the first notices of policies that pass which a rule
    /// withholds, if any.
    pub fn keep(&mut self, passing: &[bool], (first, last): (Day, Day), draw: &mut Draw, tally: &mut Tally) -> Vec<Withheld> {
        let late = draw.of(&[0, 0, 3, 10, 40]);
        let careless = draw.chance(25);
        let mut on = self.ledger.invoices.issued.iter().min().map_or(first, |issued| first.max(*issued));
        let mut ran = None;
        for _ in 0..RUNS {
            if on > last {
                break;
            }
            if let Some(ran) = ran
                && draw.chance(if self.undone.iter().any(|undone| *undone > 0) { 30 } else { 8 })
            {
                self.undo(ran, on, draw, tally);
            }
            // Who does not say so knows of no payments.
            self.ledger.payments_through = Some(if draw.chance(5) { on.plus(-9) } else { on });
            let run = run(self.plans, &self.ledger, on).unwrap_or_else(|wrong| panic!("{wrong:?}\n{:?}", self.texts));
            let (withheld, refused): (Vec<_>, Vec<_>) = seen(&run, on, tally).into_iter().partition(|withheld| passing[withheld.by]);
            self.refused.extend(refused.into_iter().take(1));
            if !withheld.is_empty() {
                return withheld;
            }
            let by_step = run.decided.iter().filter_map(|decided| decided.by.as_ref()).filter(|(_, decision)| decision.proposed.is_some());
            self.stepped.extend(by_step.filter_map(|(by, decision)| Some((*by, decision.step?))));
            let decisions = || run.decided.iter().filter_map(|decided| decided.by.as_ref()).map(|(_, decision)| decision);
            let sends = decisions().any(|decision| decision.kind == DecisionKind::Send);
            let rows = sends.then(|| rows(&run, false));
            let lines = rows.map(|rows| if draw.chance(15) { csv(rows) } else { json(rows) });
            let over = decisions().all(|decision| matches!(decision.kind, DecisionKind::Finished | DecisionKind::Settled));
            let next = decisions().filter_map(|decision| decision.next_on).min();
            if let Some(lines) = lines {
                let all = !careless || draw.chance(75);
                self.send(&lines, on, all, draw, tally);
            }
            ran = Some(on);
            let happens = self.ledger.events.iter().map(|event| event.on).filter(|day| *day > on).min();
            if over && happens.is_none() && draw.chance(80) {
                break;
            }
            on = after(on, late, (next, happens), draw, tally);
        }
        Vec::new()
    }

    /// Writes down what was sent, as `record` does: all of it, or some of its letters.
    fn send(&mut self, worklist: &str, on: Day, all: bool, draw: &mut Draw, tally: &mut Tally) {
        let keys = if all { None } else { Some(some_letters(worklist, draw)) };
        if keys.as_ref().is_some_and(Vec::is_empty) {
            tally.count("run whose letters were all left out");
            return;
        }
        let files = tables(&self.texts.invoices, &self.texts.customers, &self.texts.events);
        let recorded = record(&files, File { name: "worklist", bytes: worklist.as_bytes() }, keys.as_deref());
        let recorded = recorded.unwrap_or_else(|faults| panic!("{faults}\n{worklist}\n{:?}", self.texts));
        if recorded.left_out > 0 {
            tally.count("letter left out of a run");
        }
        tally.sent += recorded.added;
        self.write(recorded.text);
        for (id, undone) in self.undone.iter_mut().enumerate() {
            let latest = standing_notices(self.ledger.events_of(id), &self.ledger.notices, on).last().map(|(_, sent)| *sent);
            if latest == Some(on) {
                *undone = 0;
            }
        }
    }

    fn write(&mut self, events: String) {
        self.texts.events = events;
        self.ledger = read(&self.texts.invoices, &self.texts.customers, &self.texts.events);
    }

    /// Undoes the latest letter of an invoice, on a day on which no run has come yet; where one was undone already, the one before it. A third
    /// one, or one behind which another stands, is outside the promise.
    fn undo(&mut self, ran: Day, on: Day, draw: &mut Draw, tally: &mut Tally) {
        let ids: Vec<InvoiceId> = (0..self.ledger.invoices.len()).collect();
        let id = draw.of(&ids);
        let ledger = &self.ledger;
        let latest = |id: InvoiceId| standing_notices(ledger.events_of(id), &ledger.notices, ran).last().copied();
        let Some((place, sent)) = latest(id) else { return };
        let notice = &ledger.notices[place as usize];
        let (Some(step), letter) = (notice.step, notice.letter) else { return };
        // A letter of several invoices is undone on all of them.
        let lines: Vec<InvoiceId> = match letter {
            None => vec![id],
            Some(_) => {
                let has = |at: &InvoiceId| {
                    let of = |what: EventKind| what.notice().is_some_and(|at| ledger.notices[at as usize].letter == letter);
                    ledger.events_of(*at).iter().any(|event| event.on == sent && of(event.what))
                };
                ids.into_iter().filter(has).collect()
            }
        };
        let last_of_all =
            |at: &InvoiceId| latest(*at).is_some_and(|(place, on)| on == sent && ledger.notices[place as usize].letter == letter);
        if !lines.iter().all(last_of_all) || lines.iter().any(|line| self.undone[*line] >= 2) {
            return;
        }
        let (act, step) = (notice.act, ledger.texts.get(step).to_string());
        let day = ran.plus(draw.within(1, i64::from(on.since(ran))) as i32);
        let header = self.texts.events.lines().next().unwrap_or_default().to_string();
        let mut events = self.texts.events.clone();
        for line in lines.iter().copied() {
            let number = &ledger.invoices.number[line];
            let recalled = act == Act::Handover && draw.chance(70);
            tally.count(if recalled { "recalled" } else { "cancelled" });
            let event = if recalled { "recalled" } else { "cancelled" };
            let cell = |column: &str| match column {
                "invoice" => number.to_owned(),
                "date" => day.to_string(),
                "event" => event.into(),
                "step" if !recalled => step.clone(),
                _ => String::new(),
            };
            let cells: Vec<String> = header.split(',').map(cell).collect();
            let _ = writeln!(events, "{}", cells.join(","));
        }
        if letter.is_some() {
            tally.count("letter of several invoices undone");
        }
        if lines.iter().any(|line| self.undone[*line] == 1) {
            tally.count("letter undone, then the one before it");
        }
        lines.into_iter().for_each(|line| self.undone[line] += 1);
        self.write(events);
    }
}

/// The notices that a rule withholds; every decision is counted.
fn seen(run: &Run, on: Day, tally: &mut Tally) -> Vec<Withheld> {
    let mut withheld = Vec::new();
    tally.runs += 1;
    for decided in &run.decided {
        let Some((by, decision)) = &decided.by else {
            tally.count("unmatched");
            continue;
        };
        tally.count(decision.kind.word());
        if decision.letter.as_ref().is_some_and(|letter| letter.lines.len() > 1) {
            tally.count("line of a letter");
        }
        match &decision.why {
            Why::Forbidden { .. } => withheld.push(Withheld {
                invoice: run.ledger.invoices.number[decided.invoice].to_owned(),
                by: *by,
                on,
                decision: decision.clone(),
            }),
            Why::NotKnown(_) | Why::NotLimited(..) => tally.count("withheld: the law does not tell"),
            Why::TimeBarred(_) => tally.count("time-barred"),
            _ => {}
        }
    }
    withheld
}

/// The day of the next run: soon, or on the day on which something is due or happens, or late.
fn after(on: Day, late: i64, (next, happens): (Option<Day>, Option<Day>), draw: &mut Draw, tally: &mut Tally) -> Day {
    // Where nothing is awaited, most days are alike.
    let idle = if next.is_none() && happens.is_none() { draw.of(&[0, 10, 30]) } else { 0 };
    let slept = idle + draw.of(&[1, 1, 1, 2, late + 1]) + if draw.chance(30) { draw.within(0, late) } else { 0 };
    let soon = on.plus(slept as i32);
    let awaited = next.filter(|_| draw.chance(85));
    let comes = match (awaited, happens) {
        (Some(due), Some(day)) => Some(due.min(day)),
        (Some(due), None) => Some(due),
        (None, Some(day)) => Some(day).filter(|_| draw.chance(60)),
        (None, None) => None,
    };
    let days = if draw.chance(70) { 0 } else { draw.within(0, late) as i32 };
    let chosen = comes.map_or(soon, |day| soon.max(day.plus(days)));
    if next.is_some_and(|due| chosen > due) {
        tally.count("late run");
    }
    if next.is_some_and(|due| chosen > due.plus(14)) {
        tally.count("run more than two weeks late");
    }
    chosen
}

/// The keys of some of the letters of a worklist, none of them in part.
fn some_letters(worklist: &str, draw: &mut Draw) -> Vec<String> {
    let sent = if worklist.starts_with('{') { json_keys(worklist) } else { csv_keys(worklist) };
    let mut letters: Vec<&String> = sent.iter().map(|(_, letter)| letter).collect();
    letters.sort();
    letters.dedup();
    letters.retain(|_| draw.chance(50));
    sent.iter().filter(|(_, letter)| letters.contains(&letter)).map(|(key, _)| key.clone()).collect()
}

/// The key of each notice to send, and what its letter is called: what its lines share, or its own key.
fn keyed(decision: &str, key: &str, letter: &str) -> Option<(String, String)> {
    (decision == "send").then(|| (key.into(), if letter.is_empty() { key.into() } else { letter.into() }))
}

fn json_keys(worklist: &str) -> Vec<(String, String)> {
    let one = |line: &str| {
        let row: Value = serde_json::from_str(line).unwrap();
        let text = |name: &str| row[name].as_str().unwrap_or_default().to_string();
        keyed(&text("decision"), &text("key"), &text("notice_id"))
    };
    worklist.lines().filter_map(one).collect()
}

fn csv_keys(worklist: &str) -> Vec<(String, String)> {
    let mut lines = csv_rows(worklist);
    let header = lines.next().unwrap_or_default();
    let [key, letter, decision] = ["key", "notice_id", "decision"].map(|name| header.iter().position(|column| column == name).unwrap());
    lines.filter_map(|row| keyed(&row[decision], &row[key], &row[letter])).collect()
}

/// The rows of a CSV text. No value of a worklist goes over a line.
fn csv_rows(text: &str) -> impl Iterator<Item = Vec<String>> {
    text.lines().map(|line| {
        let (mut cells, mut quoted) = (vec![String::new()], false);
        for c in line.chars() {
            match c {
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(String::new()),
                _ => cells.last_mut().unwrap().push(c),
            }
        }
        cells
    })
}
