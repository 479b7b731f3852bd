use super::dates::dates;
use super::layout::Layout;
use super::numbers::Numbers;
use super::words;
use crate::ledger::mapping::Holds;

/// A column of the ledger, and the one of the file that may fill it.
pub(super) struct Found {
    /// The ledger's.
    pub name: &'static str,
    /// Where the file's stands.
    pub place: usize,
    /// How sure its name is.
    pub sure: Sure,
}

/// How sure a name is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Sure {
    /// It is a usual name of just that.
    Sure,
    /// Some systems use it for that, others for something else.
    Likely,
}

/// What the values of a column have to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Any,
    Day,
    Number,
    /// Some value says who is a consumer, a business or a public body.
    Debtor,
}

/// The columns that are looked for, by what a file holds. The first take their headers before the others.
const INVOICES: &[(&str, Kind)] = &[
    ("invoice", Kind::Any),
    ("customer", Kind::Any),
    ("name", Kind::Any),
    ("debtor", Kind::Debtor),
    ("currency", Kind::Any),
    ("issued", Kind::Day),
    ("due", Kind::Day),
    ("amount", Kind::Number),
    ("balance", Kind::Number),
    ("last_step", Kind::Any),
    ("last_sent", Kind::Day),
    ("kid", Kind::Any),
    ("email", Kind::Any),
    ("phone", Kind::Any),
    ("address", Kind::Any),
    ("tags", Kind::Any),
];
const CUSTOMERS: &[(&str, Kind)] = &[
    ("customer", Kind::Any),
    ("name", Kind::Any),
    ("debtor", Kind::Debtor),
    ("email", Kind::Any),
    ("phone", Kind::Any),
    ("address", Kind::Any),
    ("tags", Kind::Any),
];
const PAYMENTS: &[(&str, Kind)] =
    &[("invoice", Kind::Any), ("customer", Kind::Any), ("date", Kind::Day), ("amount", Kind::Number), ("currency", Kind::Any)];

/// Those lists whose words are kept under another name than the column's.
fn list_of(holds: Holds, name: &'static str) -> &'static str {
    match (holds, name) {
        (Holds::Events, "date") => "paid_on",
        (Holds::Events, "amount") => "paid",
        _ => name,
    }
}

/// What a file holds, and the columns that may fill the ledger's.
pub(super) fn columns(layout: &Layout) -> (Holds, Vec<Found>) {
    let invoices = of(layout, Holds::Invoices, INVOICES);
    let has = |found: &[Found], name: &str| found.iter().any(|found| found.name == name);
    if has(&invoices, "amount") && (has(&invoices, "due") || has(&invoices, "balance")) {
        return (Holds::Invoices, invoices);
    }
    let payments = of(layout, Holds::Events, PAYMENTS);
    if has(&payments, "date") && has(&payments, "amount") && (has(&payments, "invoice") || has(&payments, "customer")) {
        return (Holds::Events, payments);
    }
    let customers = of(layout, Holds::Customers, CUSTOMERS);
    if has(&customers, "customer") && !has(&invoices, "amount") {
        return (Holds::Customers, customers);
    }
    (Holds::Invoices, invoices)
}

fn of(layout: &Layout, holds: Holds, wanted: &[(&'static str, Kind)]) -> Vec<Found> {
    // Of all that fit by name, the surest first; each header is one column, each column one header.
    let mut fit: Vec<(usize, usize, usize)> = Vec::new();
    for (at, (name, kind)) in wanted.iter().enumerate() {
        for (place, header) in layout.header.iter().enumerate() {
            let rank = words::rank(list_of(holds, name), header).filter(|_| has_kind(layout, place, *kind));
            fit.extend(rank.map(|rank| (rank, at, place)));
        }
    }
    fit.sort_unstable();
    let mut found: Vec<Found> = Vec::new();
    for (rank, at, place) in fit {
        let name = wanted[at].0;
        if found.iter().all(|other| other.name != name && other.place != place) {
            // The first words of each of the six languages are its own; what follows has other meanings too.
            const OWN: usize = 12;
            found.push(Found { name, place, sure: if rank < OWN { Sure::Sure } else { Sure::Likely } });
        }
    }
    found.sort_by_key(|found| wanted.iter().position(|(name, _)| *name == found.name));
    found
}

fn has_kind(layout: &Layout, place: usize, kind: Kind) -> bool {
    let mut values = layout.column(place).peekable();
    if values.peek().is_none() {
        return true;
    }
    match kind {
        Kind::Any => true,
        Kind::Debtor => values.any(|value| words::meaning(value, &["consumer", "business", "public"]).is_some()),
        Kind::Day => dates(layout.column(place)).is_some(),
        // A row of totals may stand among them.
        Kind::Number => {
            let (numbers, all) = values.fold((0, 0), |(numbers, all), value| (numbers + usize::from(Numbers::is_number(value)), all + 1));
            numbers * 10 >= all * 9
        }
    }
}
