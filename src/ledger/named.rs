/// The first few of some invoices, and how many more there are.
pub fn named(numbers: &[String], ids: impl Iterator<Item = usize>) -> String {
    named_as("invoice", numbers, ids)
}

/// The first few of some things, and how many more there are.
pub fn named_as(what: &str, numbers: &[String], ids: impl Iterator<Item = usize>) -> String {
    const SHOWN: usize = 5;
    let all: Vec<&str> = ids.map(|id| numbers[id].as_str()).collect();
    let more = if all.len() > SHOWN { format!(" and {} more", all.len() - SHOWN) } else { String::new() };
    let s = if all.len() == 1 { "" } else { "s" };
    format!("{} {what}{s} ({}{more})", all.len(), all[..all.len().min(SHOWN)].join(", "))
}
