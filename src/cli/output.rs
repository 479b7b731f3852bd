use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::progress;
use super::replace::Draft;
use crate::diagnostic::{Visible, visible};

/// How to print: as stated, otherwise by the ending of the file, otherwise for people.
pub fn format_of<F: Copy>(stated: Option<F>, output: Option<&PathBuf>, [people, json, csv]: [F; 3]) -> Result<F, String> {
    let endings = [("csv", csv), ("json", json), ("jsonl", json), ("ndjson", json), ("txt", people)];
    format_among(stated, output, people, &endings, ".csv, .json or .txt")
}

/// The same for a command with formats of its own: each ending with its format, and the endings in words.
pub fn format_among<F: Copy>(
    stated: Option<F>,
    output: Option<&PathBuf>,
    people: F,
    endings: &[(&str, F)],
    known: &str,
) -> Result<F, String> {
    match (stated, output.and_then(|output| output.extension()?.to_str())) {
        (Some(format), _) => Ok(format),
        (None, None) => Ok(people),
        (None, Some(ending)) => endings
            .iter()
            .find(|(known, _)| ending.eq_ignore_ascii_case(known))
            .map(|(_, format)| *format)
            .ok_or_else(|| format!("nothing is written as `.{ending}`: end the name in {known}, or say --format")),
    }
}

/// Who reads a result.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// People, on whose screen nothing moves that a ledger brings along.
    People,
    /// Programs, which get every value as it is.
    Programs,
}

/// Prints a result, or writes it to a file: whole, or not at all.
pub fn deliver(reader: Reader, text: &str, output: Option<&PathBuf>) -> Result<(), String> {
    deliver_with(reader, output, |out| out.write_all(text.as_bytes()))
}

/// The same for a result that is written piece by piece.
pub fn deliver_with(
    reader: Reader,
    output: Option<&PathBuf>,
    write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Result<(), String> {
    match output.filter(|path| !is_standard_output(path)) {
        Some(path) => draft_with(reader, path, write)?.finish(),
        None => {
            progress::end();
            let mut out = BufWriter::new(std::io::stdout().lock());
            match for_reader(reader, &mut out, write).and_then(|()| out.flush()) {
                // A reader that stops early (`| head`) is no fault.
                Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(format!("cannot write the result: {error}")),
                _ => Ok(()),
            }
        }
    }
}

/// Whether a name stands for standard output, which is open already and goes on where it is.
fn is_standard_output(path: &Path) -> bool {
    ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].iter().any(|name| path == Path::new(name))
}

/// A result that waits to take its place, for several that are one.
pub fn draft(reader: Reader, path: &Path, text: &str) -> Result<Draft, String> {
    draft_with(reader, path, |out| out.write_all(text.as_bytes()))
}

/// The same for a result that is written piece by piece.
pub fn draft_with(reader: Reader, path: &Path, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<Draft, String> {
    Draft::of_result(path, |out| for_reader(reader, out, write))
}

/// Writes a result as its reader may see it.
pub fn for_reader(reader: Reader, out: &mut dyn Write, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> std::io::Result<()> {
    match reader {
        Reader::People => write(&mut Visible(out)),
        Reader::Programs => write(out),
    }
}

/// Says in one line what was done.
pub fn tell(line: &str) -> Result<(), String> {
    deliver(Reader::People, &format!("{}\n", visible(line)), None)
}
