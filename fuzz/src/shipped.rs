//! What inputs are tried with: what is shipped, and a ledger of the tests. Each is read once.

use std::sync::{Arc, LazyLock};

use frist::law::Law;
use frist::ledger::mapping::TableMapping;
use frist::ledger::{File, Files, Ledger, folder};
use frist::model::{Project, Wanted};

use crate::seeds::{below, repository};

/// The example policies of all four countries, with their laws.
pub static POLICIES: LazyLock<Project> = LazyLock::new(|| project("policies/examples"));

/// The mappings of other systems' files.
pub static MAPPINGS: LazyLock<Vec<TableMapping>> =
    LazyLock::new(|| project("policies/ledgers").mappings.iter().flat_map(|mapping| mapping.value.tables.clone()).collect());

/// Every statute.
pub static LAWS: LazyLock<Vec<Arc<Law>>> = LazyLock::new(|| Project::read_with([], Wanted::All, false).laws());

/// The policies of the ledger with something of everything.
pub static NIGHTS: LazyLock<Project> = LazyLock::new(|| project("tests/cases/nights"));

static TABLES: LazyLock<[(&str, Vec<u8>); 4]> =
    LazyLock::new(|| Files::NAMES.map(|name| (name, std::fs::read(repository("tests/cases/nights/ledger").join(name)).expect("a table"))));

/// A ledger with something of everything, as files.
pub fn tables() -> Files<'static> {
    let [invoices, customers, events, ledger] = TABLES.each_ref().map(|(name, bytes)| Some(File { name, bytes }));
    Files { invoices, customers, events, ledger }
}

/// The same ledger, read.
pub static LEDGER: LazyLock<Ledger> = LazyLock::new(|| folder(&tables()).expect("a ledger"));

fn project(folder: &str) -> Project {
    let texts: Vec<(String, String)> = below(&repository(folder), "frist")
        .into_iter()
        .map(|path| (path.display().to_string(), std::fs::read_to_string(path).expect("a shipped file")))
        .collect();
    let project = Project::read(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())), false);
    assert!(!project.has_errors());
    project
}
