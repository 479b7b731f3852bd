use std::path::PathBuf;

use clap::Args;

use super::exit_answer::{Ended, ExitAnswer};
use super::files::first_bytes;
use super::given::Output;
use super::output::{Reader, deliver};
use crate::diagnostic::Sources;
use crate::guess::{NotGuessed, guess};

#[derive(Args)]
pub struct Arguments {
    /// A file of another system: invoices, open items, payments or customers
    #[arg(value_name = "FILE")]
    export: PathBuf,
    /// What the mapping is called; by the file's name if left out
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    output: Output,
}

/// So many bytes of a file are looked at.
const LOOKED_AT: u64 = 1 << 22;

pub fn run(arguments: &Arguments) -> Ended {
    let file = arguments.export.display().to_string();
    let bytes = first_bytes(&arguments.export, LOOKED_AT)?;
    let stem = arguments.export.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let name = arguments.name.clone().unwrap_or_else(|| as_name(&stem));
    let text = guess(&file, &name, &bytes).map_err(|why| match why {
        NotGuessed::NoTable => {
            format!("`{file}` has no two rows with the same marks between their values, and so is no table to guess from")
        }
        NotGuessed::NoText => format!("`{file}` is no text: have the system export a table of values (CSV)"),
    })?;
    let mut sources = Sources::default();
    let id = sources.add(&file, &text);
    let text = crate::format(&sources, id).map_err(|_| format!("`{file}` has names that no mapping can hold; write one by hand"))?;
    deliver(Reader::Programs, &text, arguments.output.file.as_ref())?;
    Ok(ExitAnswer::Yes)
}

/// A name made of a file's: letters and digits with hyphens between.
fn as_name(stem: &str) -> String {
    let words: Vec<String> =
        stem.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let name = words.join("-");
    if name.starts_with(char::is_alphabetic) { name } else { format!("export-{name}").trim_end_matches('-').into() }
}
