//! What the letters of a policy cost: what the law leaves, the most it allows, and bands, shares and dates around that.

use super::super::draw::Draw;
use super::super::handbook::Country;

/// Who is charged under which law, and whether the writer has read it.
pub struct Fees<'c> {
    /// Under which law.
    pub country: &'c Country,
    /// Whether consumers are charged.
    pub consumer: bool,
    /// Whether the writer has read the law.
    pub tame: bool,
    /// The year the policy begins.
    pub year: i64,
}

impl Fees<'_> {
    /// The fee line of a step; `charged` is how many steps before it cost something of their own making.
    pub fn line(&self, act: &str, charged: usize, draw: &mut Draw) -> Option<String> {
        let currency = self.country.currency;
        let cap = self.cap(act);
        if cap == 0 || matches!(act, "courtesy" | "call") {
            let charges = !self.tame && act == "handover" && draw.chance(10);
            return charges.then(|| format!("fee 10 {currency}"));
        }
        // Whoever has read the law lets it count the letters from some letter on.
        let counted = self.tame && charged >= self.allowed();
        match draw.within(0, if counted { 6 } else { 14 }) {
            0..=4 => Some("fee statutory".into()),
            5 | 6 => None,
            7 | 8 => Some(format!("fee {} {currency}", self.most(cap, draw))),
            9 => Some(self.bands(cap, draw)),
            10 | 11 => Some(format!("fee {}", self.share(cap, draw))),
            12 => Some(format!(
                "fee {{\nfrom 2020-01-01: {} {currency}\nfrom {}-01-01: {}\n}}",
                self.most(cap.min(self.oldest_cap()), draw),
                draw.of(&[2025, 2026]),
                self.share(cap.min(self.oldest_cap()), draw)
            )),
            13 => Some(format!(
                "fee {{\nfrom 2020-01-01: {} {currency}\nfrom 2026-01-01: statutory\n}}",
                self.most(cap.min(self.oldest_cap()), draw)
            )),
            _ => Some("fee statutory".into()),
        }
    }

    /// Whether the law lets a case go through these acts at all.
    pub fn may_go_so(&self, acts: &[&str]) -> bool {
        let has = |act: &str| acts.contains(&act);
        let court = !has("legal-step") || has("payment-demand");
        let agency = !has("handover") || has("collection-notice");
        match self.country.law {
            "NO" => court && agency,
            "SE" => court,
            _ => true,
        }
    }

    fn cap(&self, act: &str) -> i64 {
        let usual = match act {
            "handover" => self.country.handover,
            "legal-step" => 0,
            "payment-demand" => self.country.demand,
            _ => self.country.cap.iter().rev().find(|(_, from)| *from <= self.year).map_or(5, |(cap, _)| *cap),
        };
        // A business in Finland pays more.
        if self.country.law == "FI" && !self.consumer && usual > 0 { 12 } else { usual }
    }

    fn oldest_cap(&self) -> i64 {
        self.country.cap[0].0
    }

    /// How many letters may cost something that the writer names.
    fn allowed(&self) -> usize {
        match self.country.law {
            "NO" => 1,
            "DK" => 3,
            _ => 2,
        }
    }

    /// About a limit from above: it, less, or one more from somebody who does not know it.
    fn most(&self, limit: i64, draw: &mut Draw) -> i64 {
        let higher = i64::from(!self.tame);
        (limit + draw.of(&[higher, 0, 0, -1, -limit / 3])).max(1)
    }

    fn bands(&self, cap: i64, draw: &mut Draw) -> String {
        let currency = self.country.currency;
        let (most, by) = (self.most(cap, draw), draw.of(&["balance", "principal"]));
        let (low, high) = draw.of(&[(100, 300), (300, 1000), (250, 1000)]);
        let middle = if draw.chance(50) { format!("\nup to {high} {currency}: {}", self.share(cap, draw)) } else { String::new() };
        format!("fee by {by} {{\nup to {low} {currency}: {} {currency}{middle}\nabove: {most} {currency}\n}}", (most / 2).max(1))
    }

    fn share(&self, cap: i64, draw: &mut Draw) -> String {
        let currency = self.country.currency;
        let least = if draw.chance(30) { format!(", at least 1 {currency}") } else { String::new() };
        let rounded = draw.of(&["", "", ", rounded to 1 ", ", rounded down to 5 "]);
        let rounded = if rounded.is_empty() { String::new() } else { format!("{rounded}{currency}") };
        let (percent, of) = (draw.of(&["1", "2.5", "5"]), draw.of(&["balance", "principal"]));
        format!("{percent} % of {of}{least}, at most {} {currency}{rounded}", self.most(cap, draw))
    }
}
