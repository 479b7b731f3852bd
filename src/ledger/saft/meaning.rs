//! What a voucher comes to: which of its lines are invoices, which are payments. The lines with a customer on a receivable say how much, and what stands
//! against them says what it is.

use super::accounts::Against;
use super::item::{Item, What};

/// What stands against the receivables of a voucher, and what its lines are then: those that add to what is owed, and those that take off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Sale,
    SaleAndMoney,
    Money,
    Loss,
    Other,
    /// Nothing: what is owed is put from one place to another.
    Nothing,
    /// An open item: what is left of an invoice, or of a payment.
    Open,
}

/// Which lines of one customer in a voucher are one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Joined {
    /// Each is one.
    No,
    /// Those of one number: a rounding, a discount, a part of the invoice on another account.
    ByNumber,
    /// All of them.
    All,
}

const MEANING: [(Kind, What, What, Joined); 7] = [
    (Kind::Sale, What::Invoice, What::Credit, Joined::ByNumber),
    (Kind::SaleAndMoney, What::Invoice, What::Payment, Joined::No),
    (Kind::Money, What::NoSale, What::Payment, Joined::No),
    (Kind::Loss, What::NoSale, What::Credit, Joined::No),
    (Kind::Other, What::Invoice, What::Payment, Joined::ByNumber),
    (Kind::Nothing, What::NoSale, What::Payment, Joined::All),
    (Kind::Open, What::Invoice, What::Payment, Joined::No),
];

fn kind(against: Option<Against>) -> Kind {
    match against {
        None => Kind::Open,
        Some(Against { sale: true, money: true, .. }) => Kind::SaleAndMoney,
        Some(Against { sale: true, .. }) => Kind::Sale,
        Some(Against { money: true, .. }) => Kind::Money,
        Some(Against { loss: true, .. }) => Kind::Loss,
        Some(Against { other: true, .. }) => Kind::Other,
        Some(Against { other: false, .. }) => Kind::Nothing,
    }
}

/// What the lines of a voucher come to, in their order. Each has an amount with its sign, and is of no kind yet. What stands against them is not known of open
/// items.
pub(super) fn items(lines: Vec<Item>, against: Option<Against>) -> Vec<Item> {
    let kind = kind(against);
    let Some((_, adds, takes_off, joined)) = MEANING.into_iter().find(|(of, ..)| *of == kind) else { return Vec::new() };
    let mut items = together(lines, joined);
    items.retain(|item| !item.amount.is_nothing());
    for item in &mut items {
        item.what = match &item.amount {
            // What is no number is told wherever it stands, as what it would be most likely.
            amount if !amount.is_number() => What::Invoice,
            amount if amount.takes_off() => takes_off,
            _ => adds,
        };
    }
    name_apart(&mut items);
    items
}

/// Puts lines that are one together.
fn together(lines: Vec<Item>, joined: Joined) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for line in lines {
        let is_one = |item: &Item| {
            let same_number = || item.names.base() == line.names.base();
            item.customer == line.customer && item.currency == line.currency && (joined == Joined::All || same_number())
        };
        // What was read of a voucher lately is looked through, and no more: a voucher may hold a year.
        const LATELY: usize = 16;
        let lately = items.len().saturating_sub(LATELY);
        let one = items[lately..].iter_mut().find(|item| joined != Joined::No && is_one(item));
        let sum = one.as_ref().and_then(|item| item.amount.and(&line.amount));
        match (one, sum) {
            (Some(item), Some(sum)) => {
                item.amount = sum;
                // The later date, to the debtor's advantage.
                if item.due < line.due {
                    item.due = line.due;
                }
            }
            _ => items.push(line),
        }
    }
    items
}

/// Lets invoices of one voucher with one number be told apart by their lines.
fn name_apart(items: &mut [Item]) {
    let mut numbers: Vec<(String, usize)> = Vec::new();
    for (place, item) in items.iter().enumerate().filter(|(_, item)| item.what == What::Invoice) {
        numbers.push((item.names.base().to_owned(), place));
    }
    numbers.sort_unstable();
    let shared = |at: usize, other: usize| numbers.get(other).is_some_and(|(number, _)| *number == numbers[at].0);
    let is_shared: Vec<bool> = (0..numbers.len()).map(|at| shared(at, at + 1) || at > 0 && shared(at, at - 1)).collect();
    for ((_, place), is_shared) in numbers.iter().zip(is_shared) {
        if !is_shared {
            items[*place].names.record.clear();
        }
    }
    items.iter_mut().filter(|item| item.what != What::Invoice).for_each(|item| item.names.record.clear());
}
