//! Small worlds: a little policy under an invented statute with little constants, so that everything that can happen can be tried.
//!
//! Amounts are in króna, which has no smaller unit.

use frist::value::{Day, Minor};

use super::draw::Draw;

/// A policy and its statute as texts, and what an invoice of this world can be.
#[derive(Clone, Debug)]
pub struct World {
    /// The policy, and behind it the statute.
    pub text: String,
    /// The invoices.
    pub axes: Axes,
}

/// What an invoice of a world can be, and what its debtor can do.
#[derive(Clone, Debug)]
pub struct Axes {
    /// Due dates.
    pub due: Vec<Day>,
    /// Days from issue to the due date.
    pub terms: Vec<i32>,
    /// Whether there are invoices without a due date, and the days the statute gives them.
    pub no_due: Option<i32>,
    /// Whether there are due dates that were not agreed.
    pub not_agreed: bool,
    /// Whether a fee was agreed with some and not with others.
    pub fee_agreed: bool,
    /// Amounts.
    pub amounts: Vec<Minor>,
    /// What a payment can leave, and a credit note.
    pub levels: Vec<Minor>,
    /// Whether there are credit notes.
    pub credits: bool,
    /// Whether the debtor objects at times.
    pub disputes: bool,
    /// How long anything before a day can matter on it; `None` is for ever.
    pub memory: Option<i32>,
}

/// Acts a statute speaks of, with those that may cost something first.
const ACTS: [&str; 6] = ["reminder", "collection-notice", "payment-demand", "handover", "courtesy", "call"];
const CHARGED: [&str; 3] = ["reminder", "collection-notice", "payment-demand"];

/// Draws a world.
pub fn draw(seed: u64) -> World {
    let mut draw = Draw(seed);
    let kind =
        draw.of(&[Kind::Plain, Kind::Plain, Kind::Plain, Kind::Dated, Kind::Calendar, Kind::Shares, Kind::Rounds, Kind::Compensation]);
    let count = match kind {
        Kind::Rounds => 2,
        Kind::Shares => draw.within(1, 2),
        _ => draw.of(&[1, 2, 2, 3, 3, 4]),
    } as usize;
    let first: Day = "2026-03-02".parse::<Day>().unwrap().plus(draw.within(0, 13) as i32);
    let length = match (kind, count) {
        (Kind::Rounds, _) => 40,
        (Kind::Shares, _) => 8,
        (_, 1) => 20,
        (_, 2) => 18,
        (_, 3) => 14,
        _ => 11,
    };
    let mut making = Making {
        kind,
        first,
        last: first.plus(length),
        tame: draw.chance(60),
        draw,
        longest: 0,
        promised: 0,
        amounts: vec![100],
        levels: Vec::new(),
        axes: Axes {
            due: Vec::new(),
            terms: vec![14],
            no_due: None,
            not_agreed: false,
            fee_agreed: false,
            amounts: Vec::new(),
            levels: Vec::new(),
            credits: false,
            disputes: false,
            memory: None,
        },
    };
    let name = format!("w{seed}");
    let statute = making.statute(&name);
    let policy = making.policy(&name, count);
    // What `statutory` asks for: something bounds every fee.
    let statute = if policy.contains("fee statutory") {
        let widest = "rule S \"s\" {\ncite \"c\", statute, high\nlimit fee to 6 ISK\n}\n}";
        format!("{}{widest}", statute.strip_suffix('}').unwrap())
    } else {
        statute
    };
    let Making { mut axes, mut amounts, mut levels, longest, .. } = making;
    // Where nothing depends on the date, every due date that leaves all steps some room is like the next.
    let until = if matches!(kind, Kind::Plain | Kind::Compensation) { 2 } else { length - 3 };
    axes.due = match kind {
        Kind::Rounds => vec![first.plus(-3), first, first.plus(1)],
        Kind::Shares => vec![first.plus(-7), first.plus(-2), first],
        _ => (-9..=until).map(|days| first.plus(days)).collect(),
    };
    amounts.sort_unstable();
    amounts.dedup();
    levels.sort_unstable();
    levels.dedup();
    levels.retain(|level| *level > 0);
    axes.amounts = if kind == Kind::Shares { (1..=16).collect() } else { amounts };
    axes.levels = if kind == Kind::Shares { (1..=16).collect() } else { levels };
    axes.memory = (kind != Kind::Rounds).then_some(longest);
    World { text: format!("{policy}\n{statute}"), axes }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nothing depends on the date but the window itself.
    Plain,
    /// Values, rules and fees change within the window.
    Dated,
    /// Holidays, business days and weekdays.
    Calendar,
    /// Fees and limits are shares, rounded.
    Shares,
    /// Charged letters are counted anew after a month.
    Rounds,
    /// The fixed sum of business debtors.
    Compensation,
}

struct Making {
    draw: Draw,
    kind: Kind,
    first: Day,
    last: Day,
    /// Whether the policy is made by somebody who has read the statute.
    tame: bool,
    /// The longest anything reaches back, in days.
    longest: i32,
    /// Days before the due date by which the policy promises to send invoices.
    promised: i32,
    amounts: Vec<Minor>,
    levels: Vec<Minor>,
    axes: Axes,
}

/// A step already written: what later steps may count from.
struct Written {
    name: &'static str,
    deadline: Option<i32>,
    passable: bool,
}

impl Making {
    fn days(&mut self, from: i64, to: i64) -> i64 {
        let days = self.draw.within(from, to);
        self.longest = self.longest.max(days as i32 + 1);
        days
    }

    fn acts(&mut self, of: &[&str]) -> String {
        self.draw.some(of).join(", ")
    }

    fn around(&mut self, threshold: Minor) {
        self.amounts.extend([threshold - 1, threshold, threshold + 1].into_iter().filter(|amount| *amount > 0));
        self.levels.extend([threshold - 1, threshold, threshold + 1]);
    }

    fn statute(&mut self, name: &str) -> String {
        let mut lines = vec![format!("statute {name} {{"), "currency ISK".into(), "read on 2026-01-01".into()];
        // Now and then the law is known for a part of the policy's time only.
        let known = if self.draw.chance(10) { self.last.plus(-4) } else { self.last.plus(100) };
        lines.push(format!("known from 2020-01-01\nknown until {known}"));
        lines.push("day count actual over 365\ninterest rate".into());
        let no_due = self.draw.within(2, 6) as i32;
        lines.push(format!("no due date {no_due} days after issue date"));
        if self.draw.chance(20) {
            self.axes.no_due = Some(no_due);
        }
        if self.kind == Kind::Calendar {
            if self.draw.chance(50) {
                lines.push("due date moved to next business day".into());
            }
            let holiday = self.first.plus(self.draw.within(2, 9) as i32).to_string();
            let month = if &holiday[5..7] == "03" { "March" } else { "April" };
            lines.push(format!("holiday \"A day off\" on {} {month}", holiday[8..].trim_start_matches('0')));
        }
        if self.kind == Kind::Rounds {
            lines.push("new round 1 month after the last charged notice".into());
        }
        lines.push("value rate { from 2020-01-01: 8 % }".into());
        let cap = self.draw.within(2, 5);
        lines.push("value cap {".into());
        lines.push(format!("from 2020-01-01: {cap} ISK"));
        if self.kind == Kind::Dated {
            let on = self.first.plus(self.draw.within(1, 9) as i32);
            let state =
                self.draw.of(&[format!("{} ISK", cap - 1), format!("{} ISK", cap + 1), format!("{} ISK", cap + 1), "not in force".into()]);
            lines.push(format!("from {on}: {state}"));
        }
        lines.push("}".into());
        if self.kind == Kind::Compensation {
            lines.push("value sum { from 2020-01-01: 8 ISK }".into());
        }
        let count = self.draw.within(1, 3) + i64::from(self.draw.chance(20));
        for at in 0..count {
            lines.push(self.rule(at));
        }
        if self.kind == Kind::Compensation {
            self.axes.not_agreed = true;
            lines.push("rule C1 \"c\" {\ncite \"c\", statute, high\nunless all of {\ndebtor is not consumer\ninterest has started\n}\nlimit compensation to 0 ISK\n}".into());
            lines.push(
                "rule C2 \"c\" {\ncite \"c\", statute, high\nlimit total charges to the larger of sum on interest start, total fees\n}"
                    .into(),
            );
        }
        lines.push("}".into());
        lines.join("\n")
    }

    fn rule(&mut self, at: i64) -> String {
        let mut lines = vec![format!("rule R{at} \"r\" {{")];
        let basis = self.draw.of(&["statute", "statute", "statute", "statute", "statute", "statute", "guidance"]);
        lines.push(format!("cite \"c\", {basis}, high"));
        if self.kind == Kind::Dated && self.draw.chance(40) {
            let on = self.first.plus(self.draw.within(0, 10) as i32);
            lines.push(if self.draw.chance(50) { format!("from {on}") } else { format!("until {on}") });
        }
        let charged = if self.draw.chance(60) { "charged " } else { "" };
        let of = if self.draw.chance(60) { CHARGED.join(", ") } else { self.acts(&CHARGED) };
        let before = if self.draw.chance(50) { CHARGED.join(", ") } else { self.acts(&CHARGED) };
        let debtor = if self.draw.chance(15) { "debtor is consumer and " } else { "" };
        let round = if self.kind == Kind::Rounds { " in this round" } else { "" };
        let kind = match self.kind {
            Kind::Shares if at == 0 => 1,
            Kind::Rounds if at == 0 => 4,
            _ => self.draw.of(&[0, 0, 2, 2, 3, 3, 3, 4, 5, 5, 5, 6, 6, 7, 8, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]),
        };
        match kind {
            0 => {
                let cap = self.draw.of(&["cap on send date", "cap on due date", "3 ISK", "2 ISK"]);
                lines.push(format!("of {of}\nlimit fee to {cap}"));
            }
            1 => {
                let share = self.draw.of(&[7, 10, 20, 25, 30, 50]);
                let base = self.draw.of(&["principal", "balance"]);
                let rounded =
                    self.draw.of(&["", ", rounded to 1 ISK", ", rounded down to 1 ISK", ", rounded up to 2 ISK", ", rounded to 3 ISK"]);
                lines.push(format!("limit fee to {share} % of {base}{rounded}"));
            }
            2 => {
                let days = self.days(1, 5);
                let condition =
                    if debtor.is_empty() { format!("overdue below {days} days") } else { format!("{debtor}overdue below {days} days") };
                lines.push(format!("of {of}\nwhen {condition}\nlimit fee to 0 ISK"));
            }
            3 => {
                let days = self.days(2, 6);
                lines.push(format!("of {of}\nwhen {debtor}days since the last {charged}{before} below {days} days\nlimit fee to 0 ISK"));
            }
            4 => {
                let count = self.draw.within(1, 2);
                lines.push(format!("of {of}\nwhen earlier {charged}{before}{round} at least {count}\nlimit fee to 0 ISK"));
            }
            5 => {
                let of = self.draw.of(&["handover", "payment-demand", "handover, payment-demand", "collection-notice"]);
                let before = self.acts(&["reminder", "collection-notice", "courtesy"]);
                let days = self.days(1, 5);
                let ago = self.days(1, 5);
                let passed = self.draw.of(&[
                    String::new(),
                    " with deadline passed".into(),
                    format!(" with deadline of at least {days} days passed"),
                    format!(" after due date at least {ago} days ago"),
                    format!(" at least {ago} days ago"),
                    " after due date with deadline passed".into(),
                ]);
                lines.push(format!("of {of}\nrequire an earlier {before}{passed}"));
            }
            6 => {
                let days = self.draw.within(1, 5);
                let unit = if self.kind == Kind::Calendar && self.draw.chance(50) { "business days" } else { "days" };
                lines.push(format!("of {of}\nrequire deadline at least {days} {unit}"));
            }
            7 => {
                let days = self.days(1, 5);
                let which = self.draw.of(&["first", "last"]);
                lines.push(format!(
                    "of {of}\nwhen earlier {charged}{before}{round} at least 1\nunless the {which} {charged}reminder{round} with deadline of at least {days} days passed\nlimit fee to 0 ISK"
                ));
            }
            8 => {
                self.axes.disputes = true;
                let of = self.acts(&ACTS);
                lines.push(format!("of {of}\nrequire not disputed"));
            }
            9 => {
                self.axes.disputes = true;
                lines.push(format!("of {of}\nwhen disputed\nlimit fee to 0 ISK"));
            }
            10 => {
                let most = self.draw.within(4, 9);
                lines.push(format!("of {of}\nlimit total fees to {most} ISK"));
            }
            11 => {
                let days = self.draw.within(3, 8);
                self.axes.terms.extend([days as i32 - 1, days as i32, days as i32 + 1]);
                lines.push(format!("of {of}\nwhen payment term at most {days} days\nlimit fee to 0 ISK"));
            }
            12 => {
                self.axes.fee_agreed = true;
                lines.push(format!("of {of}\nunless fee agreed\nlimit fee to 0 ISK"));
            }
            13 => {
                let up_to = self.draw.within(20, 60);
                self.around(up_to);
                lines.push(format!("of {of}\nlimit total fees to by principal {{\nup to {up_to} ISK: 2 ISK\nabove: 5 ISK\n}}"));
            }
            14 => {
                let days = self.days(1, 4);
                lines.push(format!(
                    "of {}\nrequire overdue at least {days} days",
                    self.draw.of(&["handover", "collection-notice", "payment-demand"])
                ));
            }
            15 => {
                let (above, days) = (self.draw.within(1, 3), self.draw.within(2, 5));
                lines.push(format!("of {of}\nwhen fee above {above} ISK\nrequire deadline at least {days} days"));
            }
            16 => {
                let days = self.days(2, 5);
                lines.push(format!("of {of}\nrequire not days since the last {before} below {days} days"));
            }
            17 => lines.push(format!("of {of}\nunless send date after due date moved to next business day\nlimit fee to 0 ISK")),
            _ => {
                let days = self.days(2, 5);
                lines.push(format!("of {of}\nwhen any of {{\ndisputed\noverdue below {days} days\n}}\nlimit fee to 1 ISK"));
                self.axes.disputes = true;
            }
        }
        lines.push("}".into());
        lines.join("\n")
    }

    fn policy(&mut self, name: &str, count: usize) -> String {
        let mut lines = vec![format!("policy {name} {{"), format!("law {name}")];
        let debtors = match self.kind {
            Kind::Compensation => self.draw.of(&["business", "consumer, business"]),
            _ => self.draw.of(&["consumer", "consumer", "business", "consumer, business"]),
        };
        lines.push(format!("debtors {debtors}\ncurrency ISK\nvalid from {} until {}", self.first, self.last));
        lines.push(if self.draw.chance(75) { "no interest" } else { "interest statutory" }.into());
        if self.draw.chance(25) {
            lines.push("payments settle principal, interest, fees".into());
        }
        if self.draw.chance(40) && self.axes.disputes || self.draw.chance(5) {
            lines.push("continue while disputed".into());
        } else if !self.draw.chance(20) {
            // A dispute only holds.
            self.axes.disputes = false;
        }
        if self.axes.fee_agreed && self.draw.chance(50) {
            lines.push("agreed reminder fee".into());
            self.axes.fee_agreed = false;
        }
        if self.axes.terms.len() > 1 && self.draw.chance(50) {
            let least = self.draw.of(&self.axes.terms[1..]);
            lines.push(format!("invoices are sent at least {least} days before due date"));
            self.promised = least;
            self.axes.terms.retain(|term| *term >= least);
            self.axes.no_due = self.axes.no_due.filter(|days| *days >= least);
        }
        if self.kind == Kind::Calendar {
            lines.extend(
                self.draw
                    .of(&[None, Some("send on business days"), Some("send on mondays, wednesdays, fridays"), Some("send on tuesdays")])
                    .map(Into::into),
            );
        }
        if self.kind != Kind::Shares && self.draw.chance(10) {
            let limit = self.draw.within(5, 30);
            self.around(limit);
            lines.push(format!("ignore balance below {limit} ISK"));
        }
        let mut written: Vec<Written> = Vec::new();
        for at in 0..count {
            let text = self.step(["a", "b", "c", "d"][at], at, count, debtors, &mut written);
            lines.push(text);
        }
        lines.push("}".into());
        lines.join("\n")
    }

    fn step(&mut self, name: &'static str, at: usize, count: usize, debtors: &str, written: &mut Vec<Written>) -> String {
        let last = at + 1 == count;
        let act = match at {
            _ if self.kind == Kind::Shares => "reminder",
            _ if last && at > 0 && self.draw.chance(45) => "handover",
            0 => self.draw.of(&["reminder", "reminder", "reminder", "collection-notice", "courtesy"]),
            1 => self.draw.of(&["reminder", "collection-notice", "collection-notice", "payment-demand", "call"]),
            _ => self.draw.of(&["reminder", "collection-notice", "payment-demand", "payment-demand"]),
        };
        let free = matches!(act, "courtesy" | "call");
        let mut lines = vec![format!("step {name} is {act} {{")];
        let before_due = free && self.draw.chance(25);
        let mut passable = before_due;
        if self.kind != Kind::Shares && self.draw.chance(22) {
            passable = true;
            lines.push(self.when(debtors));
        }
        let from_due = |making: &mut Making| {
            let earliest = if making.tame && !free { 4 } else { 0 };
            let days = making.draw.within(earliest, 6) + 2 * at as i64;
            let days = if making.draw.chance(30) { days.min(3) } else { days };
            making.longest = making.longest.max(days as i32 + 1);
            match (days, making.draw.chance(12)) {
                (0, _) => "on due date".into(),
                (days, true) => {
                    let promised = making.promised;
                    making.axes.terms.extend([0, 1, 3].into_iter().filter(|term| *term >= promised));
                    format!("{} after issue date", counted(days + 5))
                }
                (days, false) => format!("{} after due date", counted(days)),
            }
        };
        let send = match written.last() {
            _ if before_due => format!("{} before due date", counted(self.draw.within(1, 3))),
            Some(_) if self.draw.chance(70) => {
                let anchor = if self.draw.chance(75) { written.len() - 1 } else { self.draw.within(0, written.len() as i64 - 1) as usize };
                let Written { name, deadline, passable, .. } = &written[anchor];
                let (name, deadline, anchor_passable) = (*name, *deadline, *passable);
                let on_deadline = deadline.is_some() && self.draw.chance(75);
                let earliest = i64::from(self.tame || !on_deadline);
                let days = self.draw.within(earliest, 4);
                let reach = days as i32 + deadline.filter(|_| on_deadline).unwrap_or(0) + 6;
                self.longest = self.longest.max(reach);
                let of = if on_deadline { format!("{name} deadline") } else { name.to_string() };
                let counted = if days == 0 { format!("on {of}") } else { format!("{} after {of}", counted(days)) };
                if anchor_passable || self.draw.chance(10) { format!("{counted}, or {}", from_due(self)) } else { counted }
            }
            _ => from_due(self),
        };
        lines.push(format!("send {send}"));
        let deadline = (act != "handover" && self.draw.chance(if self.tame { 85 } else { 65 })).then(|| {
            let days = if self.tame { self.draw.within(4, 6) } else { self.draw.within(1, 6) };
            let moved = self.kind == Kind::Calendar && self.draw.chance(20);
            lines.push(format!("deadline {}{}", counted(days), if moved { ", on a business day" } else { "" }));
            days as i32
        });
        self.longest = self.longest.max(deadline.unwrap_or(0) + 6);
        if !free {
            lines.push(self.fee(act));
        }
        if self.kind == Kind::Compensation && !free && self.draw.chance(60) {
            lines.push("compensation statutory".into());
        }
        if !last && self.draw.chance(12) {
            passable = true;
            lines.push("unless overtaken".into());
        }
        lines.push("}".into());
        written.push(Written { name, deadline, passable });
        lines.join("\n")
    }

    fn when(&mut self, debtors: &str) -> String {
        let threshold = self.draw.within(20, 60);
        let one = match self.draw.within(0, if debtors.contains(',') { 5 } else { 4 }) {
            0 | 1 => {
                self.around(threshold);
                format!("balance {} {threshold} ISK", self.draw.of(&["at least", "below", "above"]))
            }
            2 => {
                self.around(threshold);
                self.axes.credits = true;
                format!("principal {} {threshold} ISK", self.draw.of(&["at least", "below"]))
            }
            3 | 4 => format!(
                "overdue {} {}",
                self.draw.of(&["at least", "at least", "at least", "below"]),
                counted(self.draw.clone().within(2, 8))
            ),
            _ => format!("debtor is {}", self.draw.of(&["consumer", "business"])),
        };
        match self.draw.within(0, 9) {
            0 => {
                let days = self.draw.within(1, 6);
                format!("when {one} or overdue at least {}", counted(days))
            }
            1 => format!("when not {one}"),
            _ => format!("when {one}"),
        }
    }

    fn fee(&mut self, act: &str) -> String {
        let fixed = |making: &mut Making| making.draw.within(1, if making.tame { 3 } else { 6 });
        if self.kind == Kind::Shares {
            let share = self.draw.of(&[7, 10, 20, 25, 30, 50]);
            let base = self.draw.of(&["principal", "balance"]);
            let adjusts = self.draw.of(&[
                "",
                ", rounded to 1 ISK",
                ", rounded down to 1 ISK",
                ", rounded down to 2 ISK",
                ", at most 2 ISK",
                ", at least 1 ISK",
            ]);
            self.axes.credits |= base == "principal";
            return format!("fee {share} % of {base}{adjusts}");
        }
        match self.draw.within(0, 11) {
            0..=2 => "no fee".into(),
            3..=6 => format!("fee {} ISK", fixed(self)),
            7 | 8 if act != "handover" => "fee statutory".into(),
            9 => {
                let up_to = self.draw.within(20, 60);
                self.around(up_to);
                let (below, above) = (self.draw.within(0, 3).max(1), fixed(self));
                let base = self.draw.of(&["balance", "principal"]);
                self.axes.credits |= base == "principal";
                format!("fee by {base} {{\nup to {up_to} ISK: {below} ISK\nabove: {above} ISK\n}}")
            }
            10 => {
                let on = self.first.plus(self.draw.within(0, 10) as i32);
                let (earlier, later) = (fixed(self), fixed(self));
                // A date within the window: its own due dates matter then.
                if self.kind == Kind::Plain {
                    return format!("fee {later} ISK");
                }
                format!("fee {{\nfrom 2020-01-01: {earlier} ISK\nfrom {on}: {later} ISK\n}}")
            }
            _ => format!("fee {} ISK", fixed(self)),
        }
    }
}

fn counted(days: i64) -> String {
    format!("{days} {}", if days == 1 { "day" } else { "days" })
}
