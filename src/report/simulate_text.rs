//! A ledger carried forward, for the eye: by week, by act and by step.

use super::aligned;
use super::simulate::{WeekLine, assumption, lines, total, week_name};
use crate::forward::{Actions, Simulation};
use crate::value::{Act, Currency, Minor, Money};

/// For each currency what was sent and owed by week, what was sent by act, and what by step.
pub fn text(simulation: &Simulation) -> String {
    let (from, to) = (simulation.from, simulation.to);
    let invoices = counted(simulation.invoices, "invoice");
    let mut out = format!("{invoices} from {from} through {to}, {}\n", counted(to.since(from) as usize + 1, "day"));
    let lines = lines(simulation);
    for currency in simulation.before.keys() {
        let weeks: Vec<&WeekLine> = lines.iter().filter(|line| line.currency == *currency && line.step.is_none()).collect();
        let steps = simulation.steps(&simulation.weeks, *currency);
        out.push_str(&format!("\n{}", by_week(simulation, *currency, &weeks, &steps)));
        if !steps.is_empty() {
            out.push_str(&format!("\n{}\n{}", by_act(simulation, *currency, &weeks), by_step(*currency, &steps)));
        }
    }
    if simulation.before.is_empty() {
        out.push_str("\nNo policy is for the currency of any invoice.\n");
    }
    format!("{out}\n{}\n", assumption(simulation))
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// A count, or nothing.
fn some(count: usize) -> String {
    if count == 0 { String::new() } else { count.to_string() }
}

fn charge(minor: Minor, currency: Currency) -> String {
    if minor == 0 { String::new() } else { Money::new(minor, currency).grouped() }
}

fn by_week(simulation: &Simulation, currency: Currency, weeks: &[&WeekLine], steps: &[([&str; 3], Actions)]) -> String {
    let money = |minor: Minor| Money::new(minor, currency).grouped();
    let interest = |minor: Option<Minor>| minor.map_or("unknown".into(), |minor| charge(minor, currency));
    let row = |first: String, actions: &Actions, withheld: usize, accrued: Option<Minor>, rest: [String; 3]| {
        let charges = [charge(actions.fees, currency), charge(actions.compensation, currency), interest(accrued)];
        [vec![first, some(actions.sent), some(withheld)], charges.to_vec(), rest.to_vec()].concat()
    };
    let mut rows = Vec::new();
    if let Some(before) = simulation.before.get(&currency) {
        let eve = format!("before {}", simulation.from);
        rows.push(row(eve, &Actions::default(), 0, Some(0), [money(before.balance), money(before.overdue), String::new()]));
    }
    let mut accrued = Some(0);
    for line in weeks {
        let Some(amounts) = line.amounts else { continue };
        accrued = accrued.and_then(|sum: Minor| Some(sum + amounts.interest?));
        let name = format!("{} from {}", week_name(line.week.from), line.week.from);
        let rest = [money(amounts.balance), money(amounts.overdue), some(line.week.escalated(currency))];
        rows.push(row(name, &line.actions, line.withheld, amounts.interest, rest));
    }
    let (whole, withheld) = total(steps);
    rows.push(row("in all".into(), &whole, withheld, accrued, [const { String::new() }; 3]));
    let code = currency.to_string();
    let heads = [code.as_str(), "sent", "withheld", "fees", "compensation", "interest", "balance", "overdue", "escalations"];
    // A column only where there is something to put into it.
    let shown = if weeks.iter().any(|line| line.week.escalated(currency) > 0) { heads.len() } else { heads.len() - 1 };
    rows.iter_mut().for_each(|row| row.truncate(shown));
    aligned(&heads[..shown], &rows, &(1..shown).collect::<Vec<_>>())
}

fn by_act(simulation: &Simulation, currency: Currency, weeks: &[&WeekLine]) -> String {
    let sent = |line: &WeekLine| Act::ALL.map(|(word, _)| sent_as(simulation, line, currency, word));
    let counts: Vec<[usize; Act::ALL.len()]> = weeks.iter().map(|line| sent(line)).collect();
    let acts: Vec<usize> = (0..Act::ALL.len()).filter(|act| counts.iter().any(|week| week[*act] > 0)).collect();
    let row = |(line, counts): (&&WeekLine, &[usize; Act::ALL.len()])| {
        let cells = acts.iter().map(|act| some(counts[*act]));
        [week_name(line.week.from)].into_iter().chain(cells).collect::<Vec<String>>()
    };
    let rows: Vec<Vec<String>> = weeks.iter().zip(&counts).map(row).collect();
    let heads: Vec<&str> = ["sent"].into_iter().chain(acts.iter().map(|act| Act::ALL[*act].0)).collect();
    aligned(&heads, &rows, &(1..heads.len()).collect::<Vec<_>>())
}

/// How many notices of an act went out in the week of a line.
pub(super) fn sent_as(simulation: &Simulation, line: &WeekLine, currency: Currency, word: &str) -> usize {
    let steps = simulation.steps(std::slice::from_ref(line.week), currency);
    steps.iter().filter(|([_, _, act], _)| *act == word).map(|(_, actions)| actions.sent).sum()
}

fn by_step(currency: Currency, steps: &[([&str; 3], Actions)]) -> String {
    let row = |(names, actions): &([&str; 3], Actions)| {
        let figures =
            [some(actions.sent), some(actions.withheld.len()), charge(actions.fees, currency), charge(actions.compensation, currency)];
        names.iter().map(ToString::to_string).chain(figures).collect::<Vec<String>>()
    };
    let rows: Vec<Vec<String>> = steps.iter().map(row).collect();
    aligned(&["policy", "step", "act", "sent", "withheld", "fees", "compensation"], &rows, &[3, 4, 5, 6])
}
