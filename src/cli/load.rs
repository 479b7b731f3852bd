use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use crate::diagnostic::render;
use crate::law::{Law, STATUTES};
use crate::ledger::{Faults, File, LISTED};
use crate::model::{Project, Wanted};
use crate::plan::Plan;

/// Which statutes a run reads.
#[derive(Args, Default)]
pub struct Statutes {
    /// Read a statute from a file, in place of the built-in one of its name
    #[arg(long = "statute", value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// Reads policies and the statutes they may name.
pub fn load(files: &[PathBuf], statutes: &Statutes) -> Result<Project, String> {
    load_assuming(files, statutes, false)
}

/// The same; with `unchanged` the last known values hold after the day through which the law is known.
pub fn load_assuming(files: &[PathBuf], statutes: &Statutes, unchanged: bool) -> Result<Project, String> {
    read(files, statutes, Wanted::OfPolicies, unchanged)
}

/// The same with the built-in statutes that are wanted besides.
pub fn load_with(files: &[PathBuf], statutes: &Statutes, wanted: Wanted) -> Result<Project, String> {
    read(files, statutes, wanted, false)
}

fn read(files: &[PathBuf], statutes: &Statutes, wanted: Wanted, unchanged: bool) -> Result<Project, String> {
    let mut texts = Vec::new();
    for path in expand(files)?.iter().chain(&statutes.files) {
        texts.push((path.display().to_string(), read_text(path)?));
    }
    Ok(Project::read_with(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())), wanted, unchanged))
}

/// The statute of a name, whatever its case; the run was read with it wanted.
pub fn statute<'a>(project: &'a Project, name: &str) -> Result<&'a Arc<Law>, String> {
    project.law(name).or_else(|| project.law(&name.to_uppercase())).ok_or_else(|| {
        let built_in = STATUTES.iter().map(|(name, ..)| *name);
        let mut known: Vec<&str> = built_in.chain(project.statutes.iter().map(|statute| statute.law.name.as_str())).collect();
        known.sort_unstable();
        known.dedup();
        format!("no statute is called `{name}`; there is {}", known.join(", "))
    })
}

/// The plans of the policies of a name, all versions of it; without a name, all of them.
pub fn named<'p>(all: &[&'p Plan], name: Option<&str>) -> Result<Vec<&'p Plan>, String> {
    let named: Vec<&Plan> = all.iter().copied().filter(|plan| name.is_none_or(|name| plan.name == name)).collect();
    if !named.is_empty() {
        return Ok(named);
    }
    let mut known: Vec<String> = all.iter().map(|plan| format!("`{}`", plan.name)).collect();
    known.dedup();
    let known = if known.is_empty() { "no policy".into() } else { known.join(", ") };
    Err(match name {
        Some(name) => format!("no policy is called `{name}`; there is {known}"),
        None => "there is no policy in these files".into(),
    })
}

/// Prints the mistakes, if any; true when the run cannot go on.
pub fn refuses(project: &Project) -> bool {
    eprint!("{}", render(&project.mistakes, &project.sources));
    project.has_errors()
}

/// Prints what is wrong with a ledger.
pub fn print_faults(faults: &Faults) {
    for fault in faults.listed() {
        eprintln!("error[{}]: {fault}", fault.code);
    }
    let count = faults.count();
    let listed = if count > LISTED { format!(" (the first {LISTED} are listed)") } else { String::new() };
    eprintln!("{count} mistake{}{listed}; nothing was decided and nothing was written", if count == 1 { "" } else { "s" });
}

/// Files as named; a folder stands for every policy file below it, in the order of their names.
pub fn expand(paths: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut found = Vec::new();
            below(path, &mut found)?;
            found.sort();
            if found.is_empty() {
                return Err(format!("`{}` holds no `.frist` file", path.display()));
            }
            files.extend(found);
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("cannot read `{}`: {error}", folder.display()))?;
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            below(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "frist") {
            found.push(path);
        }
    }
    Ok(())
}

/// A text file in UTF-8.
pub fn read_text(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        format!("`{}` is not UTF-8: line {line} holds other bytes; save the file as UTF-8", path.display())
    })
}

/// A file's name and bytes.
pub struct Bytes {
    name: String,
    bytes: Vec<u8>,
}

impl Bytes {
    /// Reads a file; `None` where there is none.
    pub fn read(path: &Path) -> Result<Option<Bytes>, String> {
        match std::fs::read(path) {
            Ok(bytes) => Ok(Some(Bytes { name: path.display().to_string(), bytes })),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(format!("cannot read `{}`: {error}", path.display())),
        }
    }

    /// The file as the ledger reads it.
    pub fn file(&self) -> File<'_> {
        File { name: &self.name, bytes: &self.bytes }
    }
}
