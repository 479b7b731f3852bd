use super::TextColumn;

/// How many things a sentence names.
pub(super) const SHOWN: usize = 5;

/// The first few of some invoices, and how many more there are.
pub fn named(numbers: &TextColumn, ids: impl Iterator<Item = usize>) -> String {
    named_as("invoice", numbers, ids)
}

/// The numbers of some things in an order of their own, whatever the order of a ledger's rows: the shorter first, so that 1000 comes after 999.
pub fn in_order(numbers: &TextColumn, ids: impl Iterator<Item = usize>) -> Vec<&str> {
    let mut all: Vec<&str> = ids.map(|id| &numbers[id]).collect();
    all.sort_by_key(|number| order_of(number));
    all
}

/// By what numbers are ordered.
pub fn order_of(number: &str) -> (usize, &str) {
    (number.chars().count(), number)
}

/// The first few of some things, and how many more there are.
pub fn named_as(what: &str, numbers: &TextColumn, ids: impl Iterator<Item = usize>) -> String {
    let all = in_order(numbers, ids);
    in_words(what, all.len(), &all)
}

/// So many things, of which the first are these.
pub(super) fn in_words(what: &str, count: usize, first: &[&str]) -> String {
    let more = if count > SHOWN { format!(" and {} more", count - SHOWN) } else { String::new() };
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s} ({}{more})", first[..first.len().min(SHOWN)].join(", "))
}
