/// The first few of some invoices, and how many more there are.
pub fn named(numbers: &[String], ids: impl Iterator<Item = usize>) -> String {
    named_as("invoice", numbers, ids)
}

/// The numbers of some things in an order of their own, whatever the order of a ledger's rows: the shorter first, so that 1000 comes after 999.
pub fn in_order(numbers: &[String], ids: impl Iterator<Item = usize>) -> Vec<&str> {
    let mut all: Vec<&str> = ids.map(|id| numbers[id].as_str()).collect();
    all.sort_by_key(|number| order_of(number));
    all
}

/// By what numbers are ordered.
pub fn order_of(number: &str) -> (usize, &str) {
    (number.chars().count(), number)
}

/// The first few of some things, and how many more there are.
pub fn named_as(what: &str, numbers: &[String], ids: impl Iterator<Item = usize>) -> String {
    const SHOWN: usize = 5;
    let all = in_order(numbers, ids);
    let more = if all.len() > SHOWN { format!(" and {} more", all.len() - SHOWN) } else { String::new() };
    let s = if all.len() == 1 { "" } else { "s" };
    format!("{} {what}{s} ({}{more})", all.len(), all[..all.len().min(SHOWN)].join(", "))
}
