//! Policies a company might write, under the statutes of the countries, with every figure at the law's limit or one to either side of it.

use super::draw::Draw;
use super::handbook::{COUNTRIES, Country};

/// A policy as a text; its name is `p` with the number.
pub fn draw(seed: u64) -> String {
    let mut draw = Draw(seed);
    let country = &COUNTRIES[draw.within(0, 3) as usize];
    let debtors = draw.of(&["consumer", "consumer", "business", "public", "consumer, business"]);
    let year = draw.of(&[2024, 2025, 2025, 2026, 2026, 2026]);
    let until =
        draw.of(&[format!(" until {year}-12-31"), format!(" until {}-06-30", year + 1), String::new(), format!(" until {year}-09-30")]);
    let month = draw.of(&["01-01", "01-01", "03-15", "07-01"]);
    let mut making = Making { consumer: debtors.contains("consumer"), tame: draw.chance(75), year, country, draw };
    let mut lines = vec![
        format!("policy p{seed} {{"),
        format!("law {}", country.law),
        format!("debtors {debtors}"),
        format!("currency {}", country.currency),
        format!("valid from {year}-{month}{until}"),
    ];
    lines.extend(making.settings());
    let acts = making.draw.of(country.acts);
    let mut before: Vec<Before> = Vec::new();
    for (at, act) in acts.iter().enumerate() {
        lines.push(making.step(at, act, &mut before));
    }
    lines.push("}".into());
    lines.join("\n")
}

struct Making<'a> {
    draw: Draw,
    country: &'a Country,
    consumer: bool,
    /// Whether whoever wrote the policy knew the law.
    tame: bool,
    year: i64,
}

struct Before {
    name: String,
    deadline: bool,
    passable: bool,
    /// The earliest day after the due date, about.
    day: i64,
}

impl Making<'_> {
    /// About a limit from below: it, or one more or a good deal more, and one less from somebody who does not know it.
    fn least(&mut self, limit: i64) -> i64 {
        let lower = if self.tame { 0 } else { 1 };
        limit + self.draw.of(&[-lower, 0, 0, 0, 1, 7])
    }

    /// About a limit from above.
    fn most(&mut self, limit: i64) -> i64 {
        let higher = if self.tame { 0 } else { 1 };
        (limit + self.draw.of(&[higher, 0, 0, -1, -limit / 3])).max(1)
    }

    fn settings(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        let currency = self.country.currency;
        let careless = !self.tame;
        lines.push(match self.draw.within(0, 9) {
            0..=4 => "interest statutory".into(),
            5 => "no interest".into(),
            6 => "interest statutory from 30 days after issue".into(),
            7 if careless || !self.consumer => "interest agreed, otherwise statutory".into(),
            8 if careless => format!("interest {} %", self.draw.of(&["8", "12", "18"])),
            9 if careless => "interest statutory plus 2 percentage points".into(),
            _ => "interest statutory".to_string(),
        });
        if self.draw.chance(20) {
            lines.push("payments settle principal, interest, fees".into());
        }
        if self.draw.chance(25) {
            lines.push(format!("ignore balance below {} {currency}", self.draw.of(&[10, 50, 100])));
        }
        if self.draw.chance(20) {
            lines.push(format!("pursue charges at least {} {currency}", self.draw.of(&[1, 20, 100])));
        }
        if self.draw.chance(30) {
            lines.push("hold while on payment plan".into());
        }
        if self.draw.chance(40) {
            lines.push(format!("send on {}", self.draw.of(&["business days", "mondays, thursdays", "fridays"])));
        }
        if self.draw.chance(if careless { 20 } else { 4 }) {
            lines.push("continue while disputed".into());
        }
        if self.draw.chance(if self.country.law == "SE" && self.tame { 90 } else { 30 }) {
            lines.push("agreed reminder fee".into());
        }
        if lines[0].contains("agreed") && self.draw.chance(50) {
            lines.push(format!("agreed late interest {} %", self.draw.of(&["7", "18"])));
        }
        if self.draw.chance(if self.country.law == "FI" && self.tame { 90 } else { 25 }) {
            let days = self.draw.of(&[14, 14, 14, 20]);
            lines.push(format!("invoices are sent at least {days} days before due date"));
        }
        lines
    }

    fn step(&mut self, at: usize, act: &str, before: &mut Vec<Before>) -> String {
        let name = format!("s{at}");
        let free = matches!(act, "courtesy" | "call");
        let mut passable = false;
        let mut lines = vec![format!("step {name} is {act} {{")];
        let asked = matches!(act, "handover" | "legal-step" | "call") || self.draw.chance(10);
        if asked && self.draw.chance(40) {
            passable = true;
            let fact = self.draw.of(&["balance", "claim", "principal", "balance"]);
            let amount = self.draw.of(&[100, 300, 1000]);
            let how = self.draw.of(&["at least", "at least", "above"]);
            lines.push(format!("when {fact} {how} {amount} {}", self.country.currency));
        }
        let from_due = before.last().map_or(0, |before| before.day);
        let wait = if free { 3 } else { self.country.wait };
        let (send, day) = match before.iter().rev().find(|before| before.deadline && !before.passable) {
            _ if act == "courtesy" && self.draw.chance(30) => {
                passable = true;
                ("3 days before due date".into(), 0)
            }
            Some(anchor) if self.draw.chance(85) => {
                let days = if self.tame { self.draw.of(&[1, 1, 3, 5, 14]) } else { self.draw.of(&[0, 1, 1, 3, 5]) };
                let send = if days == 0 {
                    format!("on {} deadline", anchor.name)
                } else {
                    format!("{} after {} deadline", days_of(days), anchor.name)
                };
                (send, from_due + days + self.country.deadline)
            }
            _ => {
                let days = self.least(wait) + if from_due > 0 { from_due + 1 } else { 0 };
                match before.iter().rev().find(|before| !before.passable) {
                    Some(anchor) if self.draw.chance(40) => {
                        let days = self.least(self.country.wait);
                        (format!("{} after {}", days_of(days), anchor.name), from_due + days)
                    }
                    _ => (format!("{} after due date", days_of(days)), days),
                }
            }
        };
        lines.push(format!("send {send}"));
        let deadline = !free && act != "handover" && act != "legal-step" && (self.tame || self.draw.chance(85));
        if deadline {
            let moved = if self.draw.chance(15) { ", on a business day" } else { "" };
            lines.push(format!("deadline {}{moved}", days_of(self.least(self.country.deadline))));
        }
        if !free {
            lines.extend(self.fee(act));
        }
        let business = !self.consumer || !self.tame;
        if matches!(act, "reminder" | "collection-notice" | "payment-demand") && business && self.draw.chance(20) {
            lines.push("compensation statutory".into());
        }
        if free && self.draw.chance(40) {
            passable = true;
            lines.push("unless overtaken".into());
        }
        lines.push("}".into());
        before.push(Before { name, deadline, passable, day });
        lines.join("\n")
    }

    fn fee(&mut self, act: &str) -> Option<String> {
        let currency = self.country.currency;
        let cap = match act {
            "handover" => self.country.handover,
            "legal-step" => 0,
            "payment-demand" => self.country.demand,
            _ => self.country.cap.iter().rev().find(|(_, from)| *from <= self.year).map_or(5, |(cap, _)| *cap),
        };
        // A business in Finland pays more.
        let cap = if self.country.law == "FI" && !self.consumer && cap > 0 { 12 } else { cap };
        if cap == 0 {
            let charges = !self.tame && self.draw.chance(10);
            return charges.then(|| format!("fee 10 {currency}"));
        }
        Some(match self.draw.within(0, 11) {
            0..=3 => "fee statutory".into(),
            4..=6 => format!("fee {} {currency}", self.most(cap)),
            7 => return None,
            8 => {
                let (most, up_to) = (self.most(cap), self.draw.of(&[250, 1000]));
                format!(
                    "fee by {} {{\nup to {up_to} {currency}: {} {currency}\nabove: {most} {currency}\n}}",
                    self.draw.of(&["balance", "principal"]),
                    (most / 2).max(1)
                )
            }
            9 => {
                let rounded = self.draw.of(&["", ", rounded to 1 ", ", rounded up to 5 "]);
                let rounded = if rounded.is_empty() { String::new() } else { format!("{rounded}{currency}") };
                format!(
                    "fee {} % of {}, at most {} {currency}{rounded}",
                    self.draw.of(&["1", "2.5", "5"]),
                    self.draw.of(&["balance", "principal"]),
                    self.most(cap)
                )
            }
            10 => format!(
                "fee {{\nfrom 2020-01-01: {} {currency}\nfrom {}-01-01: {} {currency}\n}}",
                self.most(cap.min(35)),
                self.draw.of(&[2025, 2026]),
                self.most(cap)
            ),
            _ => format!("fee {{\nfrom 2020-01-01: {} {currency}\nfrom 2026-01-01: statutory\n}}", self.most(cap.min(35))),
        })
    }
}

fn days_of(days: i64) -> String {
    format!("{days} {}", if days == 1 { "day" } else { "days" })
}
