//! A ledger as commands are given it: a folder or a file, and the mapping that says how it is written.

use std::path::{Path, PathBuf};

use clap::Args;

use super::files::{is_in_xml, print_faults, source, table, tables_of};
use super::given::{Statutes, Threads};
use super::memory;
use super::progress::Counted;
use super::say::say;
use crate::evaluate::Source;
use crate::ledger::mapping::{Mapping, TableMapping};
use crate::ledger::{
    FactColumns, Faults, FolderFile, FolderFiles, Ledger, NotAssigned, NotRead, Opened, Tables, folder_from, open_items_with, saft,
};
use crate::model::{Project, SHIPPED, Wanted, shipped};
use crate::words;

/// A ledger to read.
#[derive(Args)]
pub struct LedgerFiles {
    /// A ledger folder (invoices.csv, customers.csv, events.csv, ledger.csv) or one open-items file
    #[arg(long, value_name = "PATH")]
    ledger: PathBuf,
    #[command(flatten)]
    map: Map,
}

/// How foreign files are written.
#[derive(Args)]
pub struct Map {
    /// Read foreign files: the name of a `ledger` block among the policies or of one that Frist brings along, or a file with one
    #[arg(long, value_name = "NAME|FILE", requires = "ledger")]
    map: Option<String>,
}

impl LedgerFiles {
    /// Reads the ledger. Prints what is wrong with it; `None` when there is anything.
    pub fn read(&self, project: &Project) -> Result<Option<Ledger>, String> {
        self.read_with(project, FactColumns::All, Threads::OF_MACHINE.count())
    }

    /// The same with no more facts than are wanted, on so many threads.
    pub fn read_with(&self, project: &Project, wanted: FactColumns, threads: usize) -> Result<Option<Ledger>, String> {
        read_ledger(&self.ledger, &self.map, &[project], wanted, threads)
    }

    /// Whether a foreign shape is named.
    pub fn is_mapped(&self) -> bool {
        self.map.map.is_some()
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.ledger
    }

    /// The shape of the file that is the whole ledger, where a mapping is named.
    pub fn of_file(&self, project: &Project) -> Result<Option<TableMapping>, String> {
        of_file(self.map.read(&[project])?, &self.ledger)
    }
}

impl Map {
    /// The mapping that is named, where one is: a `ledger` block already read, one in a file, or one that Frist brings along.
    pub fn read(&self, projects: &[&Project]) -> Result<Option<Mapping>, String> {
        self.map.as_deref().map(|map| mapping(map, projects)).transpose()
    }
}

/// Reads a ledger folder or an open-items file, in the shape of a mapping that one of the projects holds, that stands in a file of its own or that Frist
/// brings along. Prints what is wrong with it; `None` when there is anything.
pub fn read_ledger(path: &Path, map: &Map, projects: &[&Project], wanted: FactColumns, threads: usize) -> Result<Option<Ledger>, String> {
    let mapping = map.read(projects)?;
    let read = if path.is_dir() {
        read_folder(path, mapping.as_ref(), wanted, threads)?
    } else {
        let Some(source) = source(path)? else { return Err(format!("there is no ledger at `{}`", path.display())) };
        if is_in_xml(&*source)? {
            return read_xml(&*source, mapping.is_some(), wanted);
        }
        let bytes = source.bytes().map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
        open_items_with(source.name(), &bytes, of_file(mapping, path)?.as_ref(), wanted)
    };
    Ok(or_print(read))
}

/// Reads a ledger from a file of XML, for which no mapping may be named. Prints what is wrong with it; `None` when there is anything.
pub fn read_xml(source: &dyn Source, is_mapped: bool, wanted: FactColumns) -> Result<Option<Ledger>, String> {
    if is_mapped {
        return Err(format!("`--map` reads tables, and `{}` is XML", source.name()));
    }
    Ok(or_print(in_words(saft(source.name(), &|| source.open(), wanted))?))
}

fn or_print(read: Result<Ledger, Faults>) -> Option<Ledger> {
    read.map_err(|faults| print_faults(&faults)).ok()
}

/// What was read, or what is wrong with it; that a file cannot be read, in words.
fn in_words(read: Result<Ledger, NotRead>) -> Result<Result<Ledger, Faults>, String> {
    match read {
        Err(NotRead::Unreadable(file, error)) => Err(format!("cannot read `{file}`: {}", memory::explained(error))),
        Err(NotRead::Faults(faults)) => Ok(Err(faults)),
        Ok(ledger) => Ok(Ok(ledger)),
    }
}

/// What a mapping says of a file that is the whole ledger.
fn of_file(mapping: Option<Mapping>, path: &Path) -> Result<Option<TableMapping>, String> {
    let Some(mapping) = mapping else { return Ok(None) };
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let of_file = mapping.of_file(&name).cloned();
    of_file.map(Some).ok_or_else(|| {
        format!("the mapping `{}` says nothing of invoices, and a ledger that is one file has nothing else; name the folder", mapping.name)
    })
}

/// Which file of a folder is which table, and the tables in it that are none of the ledger's.
pub fn files_of(folder: &Path, mapping: Option<&Mapping>) -> Result<(FolderFiles, Vec<String>), String> {
    let names = tables_of(folder);
    let files = FolderFiles::of(&names, mapping).map_err(|error| not_assigned(folder, &error))?;
    let unread = names.iter().filter(|name| files.all().all(|file| file.name != **name)).cloned().collect();
    Ok((files, unread))
}

fn not_assigned(folder: &Path, error: &NotAssigned) -> String {
    match error {
        NotAssigned::None(pattern) => {
            format!(
                "`{}` has no file called `{pattern}`, which the mapping names; write the name that it has, or leave that block out",
                folder.display()
            )
        }
        NotAssigned::Several(holds, names) => {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            let table = holds.own_file().trim_end_matches(".csv");
            format!("of `{}` the mapping makes {} {table}, and a ledger has one file of them", folder.display(), names.join(" and "))
        }
    }
}

fn read_folder(path: &Path, mapping: Option<&Mapping>, wanted: FactColumns, threads: usize) -> Result<Result<Ledger, Faults>, String> {
    let (files, unread_files) = files_of(path, mapping)?;
    let names: Vec<String> = files.all().map(|file| path.join(&file.name).display().to_string()).collect();
    // In the order in which they are named.
    let mut names_of = names.iter();
    let mut open = |file| names_of.next().map(|name| open_table(path, name, file)).transpose();
    let invoices = files.invoices.as_ref().map(&mut open).transpose()?.flatten();
    let customers = files.customers.as_ref().map(&mut open).transpose()?.flatten();
    let events = files.events.iter().filter_map(|file| open(file).transpose()).collect::<Result<_, String>>()?;
    let settings = files.settings.as_ref().map(&mut open).transpose()?.flatten();
    let tables = Tables { invoices, customers, events, settings };
    let read = in_words(folder_from(tables, wanted, threads))?;
    // A table that has another name than it should may be what a mistake comes from.
    if read.is_err() && !unread_files.is_empty() {
        say(format_args!("note: {}", words::unread_files(&unread_files)));
    }
    Ok(read.map(|ledger| Ledger { unread_files, ..ledger }))
}

/// A file of a folder, to be read from its beginning.
fn open_table<'n>(folder: &Path, name: &'n str, file: &'n FolderFile) -> Result<Opened<'n, Counted>, String> {
    let from = table(&folder.join(&file.name))?.ok_or_else(|| format!("`{name}` is gone"))?;
    Ok(Opened::at(name, from, file.shape.as_ref()))
}

/// The mapping of a name.
pub fn mapping(map: &str, projects: &[&Project]) -> Result<Mapping, String> {
    let known = || projects.iter().flat_map(|project| &project.mappings).map(|mapping| &mapping.value);
    if let Some(found) = known().find(|mapping| mapping.name == map) {
        return Ok(found.clone());
    }
    let path = PathBuf::from(map);
    if !path.exists() {
        if let Some(shipped) = shipped(map) {
            return Ok(shipped);
        }
        let names: Vec<String> = known()
            .map(|mapping| mapping.name.clone())
            .chain(SHIPPED.iter().map(|(name, _)| (*name).into()))
            .map(|name| format!("`{name}`"))
            .collect();
        return Err(format!("`{map}` is neither a file nor a `ledger` block; there are {}", names.join(", ")));
    }
    let Some(read) = Statutes::default().read(&[path], Wanted::OfPolicies)? else {
        return Err(format!("`{map}` cannot be used as a mapping"));
    };
    read.mappings.into_iter().next().map(|mapping| mapping.value).ok_or(format!("`{map}` holds no `ledger` block"))
}
