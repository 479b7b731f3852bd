use std::path::{Path, PathBuf};

use clap::Args;

use crate::check::Laws;
use crate::diagnostic::{Diagnostic, Severity, Sources, render};
use crate::law::{Law, STATUTES};
use crate::ledger::File;
use crate::model::{Program, build};
use crate::syntax::parse;

/// Which statutes a run reads.
#[derive(Args, Default)]
pub struct Statutes {
    /// Read a statute from a file, in place of the built-in one of its name
    #[arg(long = "statute", value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Go on with the last known values after the day through which the law is known, and mark what rests on it
    #[arg(long)]
    pub assume_law_unchanged: bool,
}

/// Everything the named files say, with the statutes beside.
pub struct Loaded {
    /// The texts.
    pub sources: Sources,
    /// What they mean.
    pub program: Program,
    /// The statutes made ready.
    pub laws: Laws,
    /// Mistakes of syntax, names and units.
    pub mistakes: Vec<Diagnostic>,
}

impl Loaded {
    /// Prints the mistakes, if any; true when the run cannot go on.
    pub fn refuses(&self) -> bool {
        eprint!("{}", render(&self.mistakes, &self.sources));
        self.mistakes.iter().any(|mistake| mistake.severity == Severity::Error)
    }
}

/// Reads policies and the statutes they may name.
pub fn load(files: &[PathBuf], statutes: &Statutes) -> Result<Loaded, String> {
    let mut sources = Sources::default();
    let (mut items, mut mistakes) = (Vec::new(), Vec::new());
    let mut read = |name: String, text: String, sources: &mut Sources| {
        let file = sources.add(name, text);
        let (read, said) = parse(sources, file);
        items.extend(read);
        mistakes.extend(said);
    };
    for path in expand(files)?.iter().chain(&statutes.files) {
        read(path.display().to_string(), read_text(path)?, &mut sources);
    }
    for (_, name, text) in STATUTES {
        read((*name).into(), (*text).into(), &mut sources);
    }
    let (mut program, said) = build(items);
    mistakes.extend(said);
    mistakes.sort_by_key(|mistake| mistake.span);
    // A statute of the same name read from a file comes first, and counts.
    let mut laws = Laws::new();
    for statute in &program.statutes {
        if !laws.contains_key(&statute.name) {
            laws.insert(statute.name.clone(), Law::new(statute.clone(), statutes.assume_law_unchanged));
        }
    }
    program.statutes.retain(|statute| laws.get(&statute.name).is_some_and(|law| law.statute.head == statute.head));
    Ok(Loaded { sources, program, laws, mistakes })
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
