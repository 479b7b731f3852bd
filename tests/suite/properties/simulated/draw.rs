//! The worlds that are tried.

use crate::checked::repository;
use crate::reference::dates::{Date, date};
use crate::reference::generate::{Dice, hurry, policies};
use crate::reference::invent;
use crate::reference::law::Law;
use crate::reference::ledger::Ledger;
use crate::reference::ledgers::{About, Around, calendar, ledger, let_through, pursue};
use crate::reference::open_items;
use crate::reference::policy::Policy;

/// The file of the law that is invented.
pub const INVENTED: &str = "xa.frist";

/// A world with its runs: each a day and the throws that decide which letters go out.
#[derive(Clone, Debug)]
pub struct Tried {
    pub laws: Vec<Law>,
    /// The files that the laws are.
    pub statutes: Vec<(String, String)>,
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

/// A world drawn by a seed.
pub fn tried(seed: u64) -> Tried {
    draw(seed, true)
}

/// The same with the policy's own history alone, and nothing that contradicts what it says is agreed.
pub fn own(seed: u64) -> Tried {
    let mut tried = draw(seed, false);
    for invoice in &mut tried.ledger.invoices {
        (invoice.fee_agreed, invoice.rate_agreed) = (None, None);
    }
    tried
}

/// With `anything` letters of others too, most of the time, and files of open items.
fn draw(seed: u64, anything: bool) -> Tried {
    let mut dice = Dice::new(seed);
    let by_hand = dice.chance(80) && anything;
    let about = dice.of(&[
        About::Anything,
        About::Anything,
        About::Anything,
        About::Anything,
        About::Charges,
        About::Charges,
        About::Charges,
        About::Letters,
        About::Letters,
        About::Grace,
        About::Grace,
    ]);
    // A statute that nobody made more often than another, and mostly where letters are.
    let country = match about {
        About::Grace => dice.of(&[1, 1, 3, 3, 4]),
        _ => dice.from(0, if about == About::Letters { 7 } else { 5 }).min(4) as usize,
    };
    let mut countries = vec![country];
    if dice.chance(20) {
        countries.push((country + dice.from(1, 4) as usize) % 5);
    }
    let law = |country: &usize| match laws().get(*country) {
        Some(law) => (law.clone(), statutes()[*country].clone()),
        None => {
            let mut law = invent::law(&mut dice);
            if about == About::Letters && dice.chance(40) {
                invent::of_letters(&mut dice, &mut law);
            }
            let text = law.print();
            (law, (INVENTED.into(), text))
        }
    };
    let (laws, statutes): (Vec<Law>, Vec<_>) = countries.iter().map(law).unzip();
    let mut policies = policies(&mut dice, &countries);
    if about == About::Grace {
        policies.iter_mut().for_each(|policy| hurry(&mut dice, policy));
    }
    let begins = date("2026-01-10") + dice.from(0, 240);
    let drawn = if dice.chance(15) && anything { open_items::open_items } else { ledger };
    let mut ledger = drawn(&mut dice, &Around { countries: &countries, policies: &policies, begins, by_hand, about });
    if about == About::Charges {
        pursue(&mut dice, &mut policies);
    }
    let shares = laws.iter().any(invent::is_of_letters);
    if shares || about == About::Letters && dice.chance(75) {
        let_through(&mut dice, shares, &mut policies, &mut ledger);
    }
    let runs = calendar(&mut dice, begins, about).into_iter().map(|day| (day, dice.from(0, i64::MAX - 1) as u64)).collect();
    Tried { laws, statutes, policies, ledger, runs }
}

impl Tried {
    /// Everything as text.
    pub fn text(&self) -> String {
        let csv = self.ledger.print();
        let open = if self.ledger.openings.is_empty() { String::new() } else { open_items::print(&self.ledger) };
        let policies: String = self.policies.iter().map(Policy::print).collect();
        let statute = self.statutes.iter().find(|(name, _)| name == INVENTED).map_or("", |(_, text)| text);
        format!("{policies}{statute}\n{open}\n{}{}{}{}", csv.invoices, csv.customers, csv.events, csv.ledger)
    }
}
