//! The ledger a command is given, and what is to be said of it.

use std::path::{Path, PathBuf};

use super::load::{Bytes, Statutes, load, refuses};
use crate::ledger::mapping::Mapping;
use crate::ledger::{Faults, Files, Ledger, folder, named, open_items};
use crate::model::Project;
use crate::run::NotOfType;
use crate::words::not_of_type;

/// Says whose kind the ledger does not tell.
pub fn tell_debtors(ledger: &Ledger) {
    let unknown_debtor = ledger.invoices.debtor.iter().enumerate().filter(|(_, debtor)| debtor.is_none()).map(|(id, _)| id);
    if unknown_debtor.clone().next().is_some() {
        eprintln!(
            "note: the ledger does not say what kind of debtor owes {}: treated as consumers",
            named(&ledger.invoices.number, unknown_debtor)
        );
    }
}

/// Prints the values that are not of the types the policies declare.
pub fn print_wrong_facts(wrong: &[NotOfType]) {
    wrong.iter().for_each(|fact| eprintln!("{}", not_of_type(fact)));
}

/// The mapping an option names: a `ledger` block already read, or a file with one.
pub fn mapping(map: &str, loaded: &Project) -> Result<Mapping, String> {
    if let Some(found) = loaded.mappings.iter().find(|mapping| mapping.value.name == map) {
        return Ok(found.value.clone());
    }
    let path = PathBuf::from(map);
    if !path.exists() {
        let known: Vec<String> = loaded.mappings.iter().map(|mapping| format!("`{}`", mapping.value.name)).collect();
        let known = if known.is_empty() { "no `ledger` block".into() } else { known.join(", ") };
        return Err(format!("`{map}` is neither a file nor a `ledger` block of the policies read ({known})"));
    }
    let read = load(&[path], &Statutes::default())?;
    if refuses(&read) {
        return Err(format!("`{map}` cannot be used as a mapping"));
    }
    read.mappings.into_iter().next().map(|mapping| mapping.value).ok_or(format!("`{map}` holds no `ledger` block"))
}

/// Reads a ledger folder or an open-items file.
pub fn read(path: &Path, mapping: Option<&Mapping>) -> Result<Result<Ledger, Faults>, String> {
    if path.is_dir() {
        if mapping.is_some() {
            return Err(format!("`--map` reads one file, and `{}` is a folder", path.display()));
        }
        const FILES: [&str; 4] = ["invoices.csv", "customers.csv", "events.csv", "ledger.csv"];
        let mut others: Vec<String> = std::fs::read_dir(path)
            .map(|entries| entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect())
            .unwrap_or_default();
        others.retain(|name| name.to_lowercase().ends_with(".csv") && !FILES.contains(&name.as_str()));
        others.sort_unstable();
        for name in others {
            eprintln!("note: `{name}` in the ledger folder is not read; a ledger is {}", FILES.join(", "));
        }
        let of = |name: &str| Bytes::read(&path.join(name));
        let (invoices, customers, events, ledger) = (of("invoices.csv")?, of("customers.csv")?, of("events.csv")?, of("ledger.csv")?);
        return Ok(folder(&Files {
            invoices: invoices.as_ref().map(Bytes::file),
            customers: customers.as_ref().map(Bytes::file),
            events: events.as_ref().map(Bytes::file),
            ledger: ledger.as_ref().map(Bytes::file),
        }));
    }
    let Some(bytes) = Bytes::read(path)? else { return Err(format!("there is no ledger at `{}`", path.display())) };
    Ok(open_items(bytes.file().name, bytes.file().bytes, mapping))
}
