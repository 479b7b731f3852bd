//! Which accounts of the general ledger are receivables, and what stands against them in a voucher.

use std::collections::{HashMap, HashSet};

use super::texts::Texts;

/// What stands against what a customer owes, in one voucher.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Against {
    pub sale: bool,
    pub money: bool,
    pub loss: bool,
    pub other: bool,
}

/// What an account is, by how its number in the Norwegian chart of accounts (NS 4102) begins; the longest that fits counts.
const CLASSES: [(&str, Class); 9] = [
    ("15", Class::Receivable),
    ("19", Class::Money),
    ("2", Class::Debt),
    // VAT on what is sold.
    ("27", Class::Sale),
    ("3", Class::Sale),
    // What was claimed and is given up.
    ("78", Class::Loss),
    // Interest that is claimed.
    ("80", Class::Sale),
    // What is won and lost by rates of exchange: it changes what the books say, and not what is owed.
    ("806", Class::Loss),
    ("816", Class::Loss),
];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Class {
    Receivable,
    Money,
    Debt,
    Sale,
    Loss,
    Other,
}

/// The accounts of a file.
#[derive(Default, Debug)]
pub(super) struct Accounts {
    /// The number in a standard chart, of those that have another of their own.
    standard: HashMap<String, String>,
    /// Those that customers name as theirs.
    stated: HashSet<String>,
}

impl Accounts {
    /// Takes in an account of the general ledger.
    pub fn add(&mut self, account: &Texts) {
        let (own, standard) = (account.get("AccountID"), account.first_of(&["StandardAccountID", "GroupingCode"]));
        // An own number that only goes on behind the standard one says more.
        let is_other = standard.starts_with(|first: char| first.is_ascii_digit()) && !own.starts_with(standard);
        if is_other && Class::of(standard) != Class::of(own) {
            self.standard.insert(own.into(), standard.into());
        }
    }

    /// Takes in an account that a customer names as its own; whether it is a receivable, and no debt of ours such as what was paid in advance.
    pub fn state(&mut self, account: &str) -> bool {
        let is_claim = !matches!(self.class(account), Class::Debt);
        if is_claim && !account.is_empty() {
            self.stated.insert(account.into());
        }
        is_claim
    }

    /// Whether what stands on an account with a customer's name is owed by it.
    pub fn is_receivable(&self, account: &str) -> bool {
        if self.stated.is_empty() { self.class(account) == Class::Receivable } else { self.stated.contains(account) }
    }

    /// Those that customers name, in order.
    pub fn stated(&self) -> Vec<String> {
        let mut stated: Vec<String> = self.stated.iter().cloned().collect();
        stated.sort_unstable();
        stated
    }

    /// Takes note of an account that stands against receivables.
    pub fn against(&self, account: &str, against: &mut Against) {
        match self.class(account) {
            Class::Sale => against.sale = true,
            Class::Money => against.money = true,
            Class::Loss => against.loss = true,
            Class::Receivable | Class::Debt | Class::Other => against.other = true,
        }
    }

    fn class(&self, account: &str) -> Class {
        Class::of(self.standard.get(account).map_or(account, String::as_str))
    }
}

impl Class {
    fn of(number: &str) -> Class {
        let fits = CLASSES.iter().filter(|(begins, _)| number.starts_with(begins));
        fits.max_by_key(|(begins, _)| begins.len()).map_or(Class::Other, |(_, class)| *class)
    }
}
