use std::io::Write;
use std::path::{Path, PathBuf};

/// Prints a result, or writes it to a file: whole, or not at all.
pub fn deliver(text: &str, output: Option<&PathBuf>) -> Result<(), String> {
    match output {
        Some(path) => write_whole(path, text),
        None => {
            let written = std::io::stdout().lock().write_all(text.as_bytes());
            match written {
                // A reader that stops early (`| head`) is no fault.
                Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(format!("cannot write the result: {error}")),
                _ => Ok(()),
            }
        }
    }
}

/// Writes a file through a neighbour that takes its place, so that nobody ever sees half of it.
pub fn write_whole(path: &Path, text: &str) -> Result<(), String> {
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => format!("cannot write `{}`: there is no such folder", path.display()),
        std::io::ErrorKind::PermissionDenied => format!("cannot write `{}`: the folder cannot be written to", path.display()),
        _ => format!("cannot write `{}`: {error}", path.display()),
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
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
