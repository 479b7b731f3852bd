//! The steps of a policy: which acts, counted from what, for whom.

use super::super::draw::Draw;
use super::asks::Asks;
use super::fees::Fees;

/// More letters than the statutes let anybody charge for.
const LONG: [&[&str]; 6] = [
    &["reminder", "reminder", "reminder", "collection-notice", "handover"],
    &["reminder", "reminder", "reminder", "reminder"],
    &["courtesy", "reminder", "reminder", "reminder", "payment-demand"],
    &["reminder", "reminder", "reminder", "reminder", "collection-notice"],
    &["reminder", "reminder", "collection-notice", "payment-demand", "handover", "legal-step"],
    &["reminder", "collection-notice", "handover", "legal-step", "write-off"],
];

/// What a later version does to the steps of the one before.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    None,
    /// One is gone, by its place.
    Drop(usize),
    /// One has another name.
    Rename(usize),
}

/// A step that is written already: what later ones may count from.
struct Before {
    name: String,
    deadline: bool,
    passable: bool,
    /// The earliest day after the due date, about.
    day: i64,
}

/// Writes the steps of one policy.
pub struct Steps<'f> {
    /// What they may cost.
    pub fees: Fees<'f>,
    /// Whether they go out together, step by step.
    pub together: bool,
    before: Vec<Before>,
    charged: usize,
}

impl<'f> Steps<'f> {
    /// Before the first one.
    pub fn new(fees: Fees<'f>, together: bool) -> Steps<'f> {
        Steps { fees, together, before: Vec::new(), charged: 0 }
    }

    /// All of them.
    pub fn write(mut self, change: Change, asks: &mut Asks, draw: &mut Draw) -> Vec<String> {
        let long: Vec<&[&str]> = LONG.into_iter().filter(|acts| !self.fees.tame || self.fees.may_go_so(acts)).collect();
        let acts = if draw.chance(35) { draw.of(&long) } else { draw.of(self.fees.country.acts) };
        let mut lines = Vec::new();
        for (at, act) in acts.iter().enumerate() {
            if change == Change::Drop(at) && acts.len() > 1 {
                continue;
            }
            let name = if change == Change::Rename(at) { format!("t{at}") } else { format!("s{at}") };
            lines.extend(self.stage(&name, act, asks, draw));
        }
        lines
    }

    /// One step, or two of which the one goes to those to whom the other does not.
    fn stage(&mut self, name: &str, act: &str, asks: &mut Asks, draw: &mut Draw) -> Vec<String> {
        let (send, day, early) = self.moment(act, draw);
        let stable = self.fees.tame && draw.chance(80);
        // What others rest on goes to everybody, where the writer has read the law.
        let rested_on = self.fees.tame && matches!(act, "collection-notice" | "payment-demand");
        let fork = asks.asks(if rested_on { 0 } else { 22 }, draw).then(|| asks.condition(stable, draw));
        let Some(condition) = fork else {
            let of_a_hundred = if matches!(act, "handover" | "legal-step" | "call" | "write-off") { 45 } else { 20 };
            let asked = asks.asks(if rested_on { 0 } else { of_a_hundred }, draw);
            let when = asked.then(|| asks.condition(draw.chance(30), draw));
            return vec![self.step(name, act, when, &send, (day, early), draw)];
        };
        let charged = self.charged;
        let one = self.step(name, act, Some(condition.clone()), &send, (day, early), draw);
        self.charged = charged;
        let other = self.step(&format!("{name}b"), act, Some(opposite(&condition)), &send, (day, early), draw);
        vec![one, other]
    }

    /// From when, about which day that is, and whether it may fall before the due date.
    fn moment(&self, act: &str, draw: &mut Draw) -> (String, i64, bool) {
        let (tame, country) = (self.fees.tame, self.fees.country);
        let from_due = self.before.iter().map(|before| before.day).max().unwrap_or(0);
        if act == "courtesy" && draw.chance(40) {
            return (format!("{} before due date", days_of(draw.of(&[1, 3, 10]))), 0, true);
        }
        let wait = if matches!(act, "courtesy" | "call") { 3 } else { country.wait };
        let least = |limit: i64, draw: &mut Draw| limit + draw.of(&[-i64::from(!tame), 0, 0, 0, 1, 7]);
        let after_due = least(wait, draw) + if from_due > 0 { from_due + 1 } else { 0 };
        if draw.chance(2) {
            return (format!("{} after issue date", days_of(after_due + draw.of(&[14, 30, 60]))), after_due, true);
        }
        let gap = if tame { draw.of(&[1, 1, 3, 5, 14]) } else { draw.of(&[0, 1, 1, 3, 5]) };
        let with_deadline: Vec<&Before> = self.before.iter().rev().filter(|before| before.deadline).take(2).collect();
        if let Some(anchor) = with_deadline.first()
            && draw.chance(70)
        {
            let count = |of: &Before| {
                if gap == 0 { format!("on {} deadline", of.name) } else { format!("{} after {} deadline", days_of(gap), of.name) }
            };
            let day = from_due + gap + country.deadline;
            let both = anchor.passable && with_deadline.len() == 2;
            let mut moments = vec![count(anchor)];
            moments.extend(with_deadline.get(1).filter(|_| both).map(|other| count(other)));
            moments.extend(anchor.passable.then(|| format!("{} after due date", days_of(day))));
            return (moments.join(", or "), day, false);
        }
        match self.before.last() {
            Some(anchor) if draw.chance(40) => {
                let days = least(country.wait, draw);
                let other = if anchor.passable { format!(", or {} after due date", days_of(from_due + days)) } else { String::new() };
                (format!("{} after {}{other}", days_of(days), anchor.name), from_due + days, false)
            }
            _ => (format!("{} after due date", days_of(after_due)), after_due, false),
        }
    }

    fn step(&mut self, name: &str, act: &str, when: Option<String>, send: &str, (day, early): (i64, bool), draw: &mut Draw) -> String {
        let free = matches!(act, "courtesy" | "call");
        let (tame, consumer) = (self.fees.tame, self.fees.consumer);
        let mut lines = vec![format!("step {name} is {act} {{")];
        let mut passable = when.is_some() || early;
        lines.extend(when.map(|when| format!("when {when}")));
        lines.push(format!("send {send}"));
        let deadline = matches!(act, "reminder" | "collection-notice" | "payment-demand") && (tame || draw.chance(85));
        if deadline {
            let days = self.fees.country.deadline + draw.of(&[-i64::from(!tame), 0, 0, 0, 1, 7]);
            let moved = if draw.chance(15) { ", on a business day" } else { "" };
            lines.push(format!("deadline {}{moved}", days_of(days)));
        }
        if let Some(fee) = self.fees.line(act, self.charged, draw) {
            self.charged += usize::from(fee != "fee statutory");
            lines.push(fee);
        }
        let claims = (!consumer || !tame) && matches!(act, "reminder" | "collection-notice" | "payment-demand");
        if claims && draw.chance(30) {
            lines.push("compensation statutory".into());
        }
        if free && draw.chance(40) {
            passable = true;
            lines.push("unless overtaken".into());
        }
        if self.together && !free && draw.chance(60) {
            lines.push("together per customer".into());
        }
        lines.push("}".into());
        self.before.push(Before { name: name.into(), deadline, passable, day });
        lines.join("\n")
    }
}

/// The condition that holds where this one does not.
fn opposite(condition: &str) -> String {
    if let Some(inner) = condition.strip_prefix("not ") {
        return inner.into();
    }
    let join = |word: &str, other: &str| {
        condition.contains(word).then(|| {
            let parts: Vec<String> = condition.split(word).map(|part| format!("not {part}")).collect();
            parts.join(other)
        })
    };
    let block = |from: &str, to: &str| {
        let lines = condition.strip_prefix(from)?.strip_suffix("\n}")?;
        let negated: Vec<String> = lines.lines().map(|line| format!("not {line}")).collect();
        Some(format!("{to}{}\n}}", negated.join("\n")))
    };
    block("all of {\n", "any of {\n")
        .or_else(|| block("any of {\n", "all of {\n"))
        .or_else(|| join(" and ", " or "))
        .or_else(|| join(" or ", " and "))
        .unwrap_or_else(|| format!("not {condition}"))
}

/// Days as a policy writes them.
pub fn days_of(days: i64) -> String {
    format!("{days} {}", if days == 1 { "day" } else { "days" })
}
