//! What the conditions of a policy ask: of the invoice, of its customer, and of one fact against another.

use std::collections::BTreeSet;

use super::super::draw::Draw;

/// The columns a policy may declare, each with its type.
const FACTS: [(&str, &str); 12] = [
    ("region", "text"),
    ("seat", "text"),
    ("branch", "text"),
    ("score", "number"),
    ("rank", "number"),
    ("grade", "number"),
    ("pledge", "money"),
    ("cover", "money"),
    ("signed", "date"),
    ("renewed", "date"),
    ("ended", "date"),
    ("key-account", "yes/no"),
];

/// Tags of invoices and of customers.
pub const TAGS: [&str; 2] = ["vip", "estate"];

const SIZES: [&str; 8] = ["above", "at least", "below", "at most", "above", "at least", "is", "is not"];

/// Writes conditions, and remembers which facts they ask for.
pub struct Asks {
    /// The currency of amounts.
    pub currency: &'static str,
    /// The year of dates.
    pub year: i64,
    used: BTreeSet<usize>,
    /// How many more conditions there may be: each more is harder to prove, and what is not proved is not run.
    left: usize,
}

impl Asks {
    /// Before the first condition.
    pub fn new(currency: &'static str, year: i64, draw: &mut Draw) -> Asks {
        Asks { currency, year, used: BTreeSet::new(), left: draw.of(&[0, 1, 1, 1, 2, 2, 3]) }
    }

    /// Whether the policy asks for one more condition.
    pub fn asks(&mut self, of_a_hundred: i64, draw: &mut Draw) -> bool {
        let asks = draw.chance(of_a_hundred) && self.left > 0;
        self.left -= usize::from(asks);
        asks
    }

    /// The lines that declare what was asked for.
    pub fn declarations(&self, draw: &mut Draw) -> Vec<String> {
        let declare = |at: &usize| {
            let (name, kind) = FACTS[*at];
            let default = if draw.chance(60) { format!(" default {}", self.value(kind, draw)) } else { String::new() };
            format!("fact {name} is {kind}{default}")
        };
        self.used.iter().map(declare).collect()
    }

    /// A condition. One that is `stable` has the same answer for as long as an invoice is dunned.
    pub fn condition(&mut self, stable: bool, draw: &mut Draw) -> String {
        let one = |asks: &mut Asks, draw: &mut Draw| asks.one(stable, draw);
        match draw.within(0, 99) {
            0..=59 => one(self, draw),
            60..=67 => format!("not {}", one(self, draw)),
            68..=79 => format!("{} and {}", one(self, draw), one(self, draw)),
            80..=89 => format!("{} or {}", one(self, draw), one(self, draw)),
            _ => self.chain(draw),
        }
    }

    /// Three facts of one type, each against the next, and the last against the first.
    fn chain(&mut self, draw: &mut Draw) -> String {
        let (kind, hows) = draw.of(&[("text", &["is", "is not"][..]), ("number", &SIZES), ("date", &SIZES)]);
        let names: Vec<&str> = FACTS.iter().filter(|(_, of)| *of == kind).map(|(name, _)| self.fact(name)).collect();
        let lines: Vec<String> =
            (0..draw.within(2, 3) as usize).map(|at| format!("{} {} {}", names[at], draw.of(hows), names[(at + 1) % 3])).collect();
        format!("{} of {{\n{}\n}}", draw.of(&["all", "any"]), lines.join("\n"))
    }

    fn one(&mut self, stable: bool, draw: &mut Draw) -> String {
        match draw.within(0, if stable { 11 } else { 21 }) {
            0..=2 => self.pair("text", &["is", "is not"], draw),
            3 => self.against_value("text", &["is", "is not"], draw),
            4 | 5 => format!("{}{}", self.pair("money", &SIZES, draw), self.plus(draw)),
            6 => self.pair("number", &SIZES, draw),
            7 => self.against_value("number", &SIZES, draw),
            8 => self.pair("date", &SIZES, draw),
            9 => self.against_value("date", &SIZES, draw),
            10 => self.against_value("yes/no", &["is"], draw),
            11 => format!("{} tagged \"{}\"", draw.of(&["customer", "invoice"]), draw.of(&TAGS)),
            12..=14 => self.money_of_invoice(draw),
            15 | 16 => self.credit_limit(draw),
            17 | 18 => self.total(draw),
            19 => format!("overdue {} {} days", draw.of(&SIZES[..6]), draw.of(&[14, 20, 28, 45])),
            20 => format!("debtor {} {}", draw.of(&["is", "is not"]), draw.of(&["consumer", "business"])),
            _ => {
                let fact = draw.of(&["balance", "claim", "principal"]);
                format!("{fact} {} {}", draw.of(&SIZES[..6]), self.value("money", draw))
            }
        }
    }

    /// Two declared facts of one type.
    fn pair(&mut self, kind: &str, hows: &[&str], draw: &mut Draw) -> String {
        let all: Vec<&str> = FACTS.iter().filter(|(_, of)| *of == kind).map(|(name, _)| *name).collect();
        let left = draw.of(&all);
        let right = draw.of(&all.into_iter().filter(|name| *name != left).collect::<Vec<_>>());
        format!("{} {} {}", self.fact(left), draw.of(hows), self.fact(right))
    }

    fn against_value(&mut self, kind: &str, hows: &[&str], draw: &mut Draw) -> String {
        let all: Vec<&str> = FACTS.iter().filter(|(_, of)| *of == kind).map(|(name, _)| *name).collect();
        let name = draw.of(&all);
        format!("{} {} {}", self.fact(name), draw.of(hows), self.value(kind, draw))
    }

    fn money_of_invoice(&mut self, draw: &mut Draw) -> String {
        let own = draw.of(&["balance", "balance", "claim", "principal"]);
        let other = draw.of(&["pledge", "cover", "claim", "principal", "balance"]);
        let other = if other == own { "pledge" } else { other };
        if FACTS.iter().any(|(name, _)| *name == other) {
            self.fact(other);
        }
        let (left, right) = if draw.chance(50) { (own, other) } else { (other, own) };
        format!("{left} {} {right}{}", draw.of(&SIZES), self.plus(draw))
    }

    fn credit_limit(&mut self, draw: &mut Draw) -> String {
        let other = draw.of(&["customer balance", "customer balance", "customer overdue balance", "balance", "principal"]);
        let (left, right) = if draw.chance(60) { (other, "credit limit") } else { ("credit limit", other) };
        format!("{left} {} {right}{}", draw.of(&SIZES[..6]), self.plus(draw))
    }

    fn total(&self, draw: &mut Draw) -> String {
        let how = draw.of(&SIZES);
        match draw.within(0, 3) {
            0 => format!("customer balance {how} {}", self.value("money", draw)),
            1 => format!("customer overdue balance {how} {}", self.value("money", draw)),
            2 => format!("customer overdue invoices {how} {}", draw.of(&[1, 2, 3])),
            _ => format!("customer oldest overdue {how} {} days", draw.of(&[7, 20, 30, 60])),
        }
    }

    fn plus(&self, draw: &mut Draw) -> String {
        if draw.chance(60) { format!(" plus {} {}", draw.of(&[1, 50, 100, 500]), self.currency) } else { String::new() }
    }

    /// One of the values that policies write.
    pub fn value(&self, kind: &str, draw: &mut Draw) -> String {
        match kind {
            "text" => draw.of(&["\"north\"", "\"south\""]).into(),
            "number" => draw.of(&["0", "5", "50"]).into(),
            "money" => format!("{} {}", draw.of(&[100, 300, 1000]), self.currency),
            "date" => format!("{}-{}", self.year, draw.of(&["01-01", "03-01", "06-30"])),
            _ => draw.of(&["yes", "no"]).into(),
        }
    }

    fn fact<'n>(&mut self, name: &'n str) -> &'n str {
        self.used.extend(FACTS.iter().position(|(known, _)| *known == name));
        name
    }
}
