//! Policies aimed at what is hard to prove: facts against facts, versions that take over, two policies for one customer, many charged letters.

use super::super::draw::Draw;
use super::super::handbook::{COUNTRIES, Country};
use super::asks::{Asks, TAGS};
use super::fees::Fees;
use super::steps::{Change, Steps};

/// The policies of a number as one text: one alone, versions of one, or two beside each other.
pub fn draw(seed: u64) -> String {
    let mut draw = Draw(seed);
    let country = &COUNTRIES[draw.within(0, 3) as usize];
    let written = Written { country, tame: draw.chance(50), year: draw.of(&[2024, 2025, 2025, 2026, 2026, 2026]) };
    match draw.within(0, 99) {
        0..=54 => written.alone(&mut draw),
        55..=79 => written.versions(&mut draw),
        _ => written.two(&mut draw),
    }
}

/// By whom policies are written.
struct Written {
    country: &'static Country,
    /// Whether they have read the law.
    tame: bool,
    year: i64,
}

/// What one policy of several is for.
struct Head<'h> {
    name: &'h str,
    debtors: &'h str,
    valid: String,
    /// A line more, such as what it applies to.
    also: Option<String>,
}

const DEBTORS: [&str; 7] = ["consumer", "consumer", "business", "business", "public", "consumer, business", "business, public"];

impl Written {
    fn alone(&self, draw: &mut Draw) -> String {
        let valid = self.valid(draw);
        let head = Head { name: "p", debtors: draw.of(&DEBTORS), valid, also: None };
        self.policy(&head, Change::None, draw)
    }

    /// Some months, most often about a day on which the law changes. To prove a long time costs as much more, and other tests have it.
    fn valid(&self, draw: &mut Draw) -> String {
        let year = self.year;
        let last = |from: &str, until: String| format!("valid from {year}-{from} until {until}");
        match draw.within(0, 9) {
            0..=2 => last("05-01", format!("{year}-09-15")),
            3..=5 => last("10-15", format!("{}-02-28", year + 1)),
            6 | 7 => last("01-01", format!("{year}-04-30")),
            8 => last("03-15", format!("{year}-12-31")),
            _ => format!("valid from {year}-07-01"),
        }
    }

    /// Two versions of a policy or three; most take over what the one before has begun.
    fn versions(&self, draw: &mut Draw) -> String {
        let debtors = draw.of(&DEBTORS);
        let mut begins = vec![(self.year, draw.of(&["02-01", "03-01"]))];
        begins.push((self.year, draw.of(&["04-15", "05-01", "06-01"])));
        if draw.chance(35) {
            begins.push((self.year, draw.of(&["07-01", "07-15"])));
        }
        let same = draw.chance(75);
        let lots = draw.clone();
        let mut texts = Vec::new();
        for (at, (year, day)) in begins.iter().enumerate() {
            // The same lots write the same policy, but for what is changed in it.
            let mut own = if same { lots.clone() } else { draw.clone() };
            draw.within(0, 9);
            let change = match draw.within(0, 3) {
                _ if at == 0 => Change::None,
                0 => Change::None,
                1 => Change::Rename(draw.within(0, 3) as usize),
                _ => Change::Drop(draw.within(0, 3) as usize),
            };
            let also = (at > 0 && draw.chance(85)).then(|| "takes over open cases".to_string());
            let valid = format!("valid from {year}-{day} until {}-09-15", self.year);
            texts.push(self.policy(&Head { name: "p", debtors, valid, also }, change, &mut own));
        }
        texts.join("\n")
    }

    /// Two policies that share customers: by the kind of debtor, or the special one before the general one.
    fn two(&self, draw: &mut Draw) -> String {
        let valid = self.valid(draw);
        let special = match draw.within(0, 4) {
            0 | 1 => None,
            2 => Some(format!("applies when invoice tagged \"{}\"", TAGS[0])),
            3 => Some(format!("applies when customer tagged \"{}\"", TAGS[0])),
            _ => Some(format!("applies when principal at least 1000 {}", self.country.currency)),
        };
        let debtors = match &special {
            None => ("consumer", draw.of(&["business", "business, public"])),
            Some(_) => (draw.of(&["business", "consumer"]), draw.of(&["business", "consumer, business"])),
        };
        let first = self.policy(&Head { name: "p", debtors: debtors.0, valid: valid.clone(), also: special }, Change::None, draw);
        let second = self.policy(&Head { name: "q", debtors: debtors.1, valid, also: None }, Change::None, draw);
        format!("{first}\n{second}")
    }

    fn policy(&self, head: &Head, change: Change, draw: &mut Draw) -> String {
        let Head { name, debtors, valid, also } = head;
        let consumer = debtors.contains("consumer");
        let fees = Fees { country: self.country, consumer, tame: self.tame, year: self.year };
        let mut asks = Asks::new(self.country.currency, self.year, draw);
        let together = draw.chance(30);
        let settings = self.settings(consumer, &mut asks, draw);
        let steps = Steps::new(fees, together).write(change, &mut asks, draw);
        let mut lines =
            vec![format!("policy {name} {{\nlaw {}\ndebtors {debtors}\ncurrency {}\n{valid}", self.country.law, self.country.currency)];
        lines.extend(also.clone());
        if together && draw.chance(50) {
            lines.push("together per customer".into());
        }
        lines.extend(settings);
        lines.extend(asks.declarations(draw));
        lines.extend(steps);
        lines.push("}".into());
        lines.join("\n")
    }

    fn settings(&self, consumer: bool, asks: &mut Asks, draw: &mut Draw) -> Vec<String> {
        let (tame, law, currency) = (self.tame, self.country.law, self.country.currency);
        let from = draw.of(&["", "", " from due date", " from 30 days after issue", " from 45 days after issue"]);
        let rate = match draw.within(0, 9) {
            0..=4 => "interest statutory",
            5 => "no interest",
            6 | 7 if !tame || !consumer => "interest agreed, otherwise statutory",
            8 if !tame => "interest 18 %",
            9 if !tame => "interest statutory plus 2 percentage points",
            _ => "interest statutory",
        };
        let mut lines = vec![if rate == "no interest" { rate.into() } else { format!("{rate}{from}") }];
        let mut with = |of_a_hundred: i64, line: String, draw: &mut Draw| {
            if draw.chance(of_a_hundred) {
                lines.push(line);
            }
        };
        with(20, "payments settle principal, interest, fees".into(), draw);
        with(20, format!("ignore balance below {} {currency}", draw.of(&[10, 50, 100])), draw);
        with(20, format!("pursue charges at least {} {currency}", draw.of(&[1, 20, 100])), draw);
        with(25, "hold while on payment plan".into(), draw);
        with(20, "hold while on promise".into(), draw);
        with(15, "hold while payment is unallocated".into(), draw);
        with(5, "hold unless payments are known through 5 days ago".into(), draw);
        with(30, format!("send on {}", draw.of(&["business days", "mondays, thursdays", "fridays"])), draw);
        with(if tame { 6 } else { 20 }, "continue while disputed".into(), draw);
        with(if law == "SE" && tame { 90 } else { 30 }, "agreed reminder fee".into(), draw);
        with(if rate.contains("agreed") { 50 } else { 5 }, format!("agreed late interest {} %", draw.of(&["7", "18"])), draw);
        let promised = draw.of(&[14, 14, 14, 20]);
        with(if law == "FI" && tame { 85 } else { 20 }, format!("invoices are sent at least {promised} days before due date"), draw);
        if asks.asks(8, draw) {
            lines.push(format!("exempt when {}", asks.condition(draw.chance(50), draw)));
        }
        lines
    }
}
