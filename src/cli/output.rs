use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

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
            .find(|(known, _)| *known == ending)
            .map(|(_, format)| *format)
            .ok_or_else(|| format!("nothing is written as `.{ending}`: end the name in {known}, or say --format")),
    }
}

/// Prints a result, or writes it to a file: whole, or not at all.
pub fn deliver(text: &str, output: Option<&PathBuf>) -> Result<(), String> {
    deliver_with(output, |out| out.write_all(text.as_bytes()))
}

/// The same for a result that is written piece by piece.
pub fn deliver_with(output: Option<&PathBuf>, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<(), String> {
    match output {
        Some(path) => write_whole_with(path, write),
        None => {
            let mut out = BufWriter::new(std::io::stdout().lock());
            match write(&mut out).and_then(|()| out.flush()) {
                // A reader that stops early (`| head`) is no fault.
                Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(format!("cannot write the result: {error}")),
                _ => Ok(()),
            }
        }
    }
}

/// Says what was done. It is done whether anybody reads of it or not.
pub fn tell(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// Writes a file through a neighbour that takes its place, so that nobody ever sees half of it.
pub fn write_whole(path: &Path, text: &str) -> Result<(), String> {
    write_whole_with(path, |out| out.write_all(text.as_bytes()))
}

fn write_whole_with(path: &Path, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<(), String> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "other failures speak for themselves")]
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => format!("cannot write `{}`: there is no such folder", path.display()),
        std::io::ErrorKind::PermissionDenied => format!("cannot write `{}`: the folder cannot be written to", path.display()),
        _ => format!("cannot write `{}`: {error}", path.display()),
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = BufWriter::new(tempfile::NamedTempFile::new_in(folder).map_err(failed)?);
    write(&mut file).map_err(failed)?;
    let file = file.into_inner().map_err(|error| failed(error.into_error()))?;
    if let Ok(old) = std::fs::metadata(path) {
        let _ = file.as_file().set_permissions(old.permissions());
    } else {
        readable(file.as_file());
    }
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// A new file is readable like any other; a temporary one is not.
fn readable(file: &std::fs::File) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let _ = file.set_permissions(std::fs::Permissions::from_mode(0o644));
    }
    #[cfg(not(unix))]
    let _ = file;
}
