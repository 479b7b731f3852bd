//! A row of open items is never laxer than the history it is made of: drawn policies send their letters day by day, and each day the whole history and
//! the row that is left of it are decided side by side.
//!
//! The rows name their last step, so the program reads the steps before it. `FRIST_TRIES=50` tries fifty times as many worlds, others each
//! time; `FRIST_SEED` begins elsewhere.

use std::collections::BTreeMap;

use frist::claim::Letters;
use frist::decide::{BoundPlan, Case, NotOwn, Told};
use frist::model::Project;

use super::simulated::draw::{Tried, own};
use super::simulated::{decided, project, read, record};
use crate::reference::dates::{Date, show};
use crate::reference::generate::Dice;
use crate::reference::law::Minor;
use crate::reference::ledger::{Customer, Ledger, Notice, Of, What};
use crate::reference::open_items::{self, Opening};
use crate::reference::simulate::Row;

/// A world of one policy, with nothing in it that a file of open items does not tell but the letters.
fn world(seed: u64) -> Option<Tried> {
    let mut tried = own(seed);
    let policy = &mut tried.policies[0];
    (policy.until, policy.hold_unless_known, policy.credit) = (None, None, None);
    policy.escalate.clear();
    // What was claimed in compensation is in no column.
    policy.steps.iter_mut().for_each(|step| step.compensation = false);
    // The demands of an invented statute may ask that a letter be missing: what is read against the creditor there is not what forbids.
    if policy.law == "XA" {
        return None;
    }
    let (currency, debtor) = (policy.currency, policy.debtors[0]);
    tried.policies.truncate(1);
    let ledger = &mut tried.ledger;
    (ledger.events, ledger.unallocated, ledger.payments_through) = (Vec::new(), Vec::new(), None);
    ledger.customers = ledger.customers.iter().map(|one| Customer { number: one.number.clone(), ..Customer::default() }).collect();
    for invoice in &mut ledger.invoices {
        (invoice.currency, invoice.debtor) = (currency, Some(debtor));
    }
    Some(tried)
}

/// What is left of each invoice's history in a file of open items; how much of it the file tells beside the last step and its day is thrown.
fn rows(ledger: &Ledger, lines: &[Row], dice: &mut Dice) -> Vec<Opening> {
    // A line without a policy has no figures: nothing was paid of it either.
    let minor = |row: &Row, name: &str, other: Minor| row.get(name).map_or(other, |text| text.replace('.', "").parse().unwrap());
    let charged = |at: usize| {
        let notices = || ledger.events.iter().filter_map(|event| Some((event.of, event.on, notice(&event.what)?)));
        let costs = |on: Date, one: &Notice| {
            let beside = notices().any(|(_, day, other)| day == on && other.letter == one.letter && one.letter.is_some() && other.fee > 0);
            one.fee > 0 || beside
        };
        notices().filter(|(of, on, one)| *of == Of::Invoice(at) && costs(*on, one)).count() as i64
    };
    let row = |(at, line): (usize, &Row)| {
        let last = ledger.events.iter().rfind(|event| event.of == Of::Invoice(at));
        let sent = last.and_then(|event| Some((event.on, notice(&event.what)?)));
        let mut opening = Opening {
            balance: minor(line, "balance", ledger.invoices[at].amount),
            fees: Some(minor(line, "fees", 0)),
            charged: dice.maybe(60, |_| charged(at)),
            ..Opening::default()
        };
        if let Some((on, notice)) = sent {
            (opening.last_sent, opening.last_step) = (Some(on), notice.step.clone());
            opening.last_act = dice.maybe(70, |_| notice.act);
            opening.last_deadline = notice.deadline.filter(|_| dice.chance(85));
        } else {
            opening.charged = None;
        }
        opening
    };
    lines.iter().enumerate().map(row).collect()
}

fn notice(what: &What) -> Option<&Notice> {
    if let What::Notice(notice) = what { Some(notice) } else { None }
}

/// How often what was seen.
type Seen = BTreeMap<String, usize>;

/// How the row stands to the history; `Err` where it lets something out that the history does not.
fn compare(full: &Row, row: &Row, together: bool) -> Result<String, String> {
    let text = |of: &Row, name: &str| of.get(name).cloned().unwrap_or_default();
    let fee = |of: &Row| text(of, "fee").replace('.', "").parse::<i64>().unwrap_or(0);
    let (whole, left) = (text(full, "decision"), text(row, "decision"));
    if left != "send" {
        let rule = row.get("rule").map_or(String::new(), |rule| format!(" by {rule}"));
        return Ok(format!("{whole}: {}", if left == whole { "the same".into() } else { format!("{left}{rule}") }));
    }
    // In a letter of several invoices another line may carry the fee.
    let dearer = !together && fee(row) > fee(full);
    if whole != "send" || text(full, "step") != text(row, "step") || dearer {
        return Err(format!("the history {full:?}\nthe row {row:?}"));
    }
    Ok(if together || fee(row) == fee(full) { "send: the same".into() } else { "send: with less fee".into() })
}

/// How the program reads the row of an invoice.
fn told_of(project: &Project, ledger: &frist::ledger::Ledger, id: usize, on: Date) -> Told {
    let (bound, letters) = (BoundPlan::new(project.plans()[0], &ledger.texts), Letters::of(ledger, show(on).parse().unwrap()));
    let case = Case::of(ledger, &letters, id);
    case.opening.map_or(Told::FileAlone, |opening| bound.opened(&case, opening).told.clone())
}

/// The first day on which a row is laxer than its history, or is not taken to be the policy's own though it is.
fn laxer(tried: &Tried, seen: &mut Seen) -> Option<String> {
    let project = project(tried);
    let policy = &tried.policies[0];
    let together = policy.together || policy.steps.iter().any(|step| step.together);
    let mut ledger = tried.ledger.clone();
    for (on, throws) in &tried.runs {
        let mut dice = Dice::new(*throws);
        let (lines, _) = decided(&project, &read(&ledger), *on);
        let left = Ledger { openings: rows(&ledger, &lines, &mut dice), events: Vec::new(), ..ledger.clone() };
        let open = read(&left);
        let wrong = |what: String| {
            let history = Tried { ledger: ledger.clone(), ..tried.clone() }.text();
            Some(format!("on {}: {what}\n{}\n{history}", show(*on), open_items::print(&left)))
        };
        for (at, (full, row)) in lines.iter().zip(&decided(&project, &open, *on).0).enumerate() {
            let begun = ledger.events.iter().filter(|event| event.of == Of::Invoice(at)).count();
            let compared = compare(full, row, together);
            let before = match (begun, told_of(&project, &open, at, *on)) {
                (0, _) => continue,
                // Nothing is known of the others, and a file that does not count them tells of none.
                (_, Told::FileAlone | Told::NotOwn(_, NotOwn::Older)) if ledger.invoices[at].issued < policy.from => {
                    *seen.entry(format!("older than the policy: {}", if compared.is_ok() { "not laxer" } else { "laxer" })).or_default() +=
                        1;
                    continue;
                }
                (_, not_own @ (Told::FileAlone | Told::NotOwn(..))) => {
                    return wrong(format!("contradicts its own policy: {full:?} {not_own:?}"));
                }
                (1, Told::Own(_)) => "one before",
                (_, Told::Own(_)) => "several before",
            };
            match compared {
                Ok(how) => *seen.entry(format!("{before}, {how}")).or_default() += 1,
                Err(laxer) => return wrong(laxer),
            }
        }
        for (at, line) in lines.iter().enumerate() {
            if line["decision"] == "send" && dice.chance(85) {
                let mut event = record(at, line, *on, &mut dice);
                if let What::Notice(notice) = &mut event.what {
                    // Nobody puts anything else into the letter.
                    notice.letter = line.get("notice_id").cloned();
                }
                ledger.events.push(event);
            }
        }
    }
    None
}

#[test]
fn a_row_of_open_items_is_never_laxer_than_its_history() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let (tries, now) = (number("FRIST_TRIES"), || std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs() << 20);
    let first = number("FRIST_SEED").unwrap_or_else(|| if tries.is_some() { now() } else { 2026 });
    let (mut seen, mut worlds) = (Seen::new(), 0);
    for seed in first..first + 400 * tries.unwrap_or(1) {
        let Some(tried) = world(seed) else { continue };
        worlds += 1;
        let laxer = laxer(&tried, &mut seen);
        assert!(laxer.is_none(), "seed {seed}, {}", laxer.unwrap_or_default());
    }
    println!("{worlds} worlds; of rows with so many letters before, the history and what the row comes to");
    seen.iter().for_each(|(what, times)| println!("{times:8}  {what}"));
    let sent = |how: &str| {
        seen.iter().filter(|(what, _)| what.starts_with("several") && what.contains(how)).map(|(_, times)| times).sum::<usize>()
    };
    assert!(sent("send: the same") > 20 && sent("withheld: the same") > 20, "too seldom: {seen:?}");
}
