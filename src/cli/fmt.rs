use std::path::{Path, PathBuf};

use clap::Args;

use super::exit_answer::{Ended, ExitAnswer};
use super::files::{expand, read_text};
use super::lock::FolderLock;
use super::output::tell;
use super::replace::replace;
use super::say::say_all;
use crate::diagnostic::{Sources, render};
use crate::{NotFormatted, format};

#[derive(Args)]
pub struct Arguments {
    /// Files, or folders of them
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Change nothing; exit with 1 when a file would change
    #[arg(long)]
    check: bool,
}

pub fn run(arguments: &Arguments) -> Ended {
    let mut answer = ExitAnswer::Yes;
    for path in expand(&arguments.files)? {
        // From reading to writing nobody else formats it.
        let _lock = if arguments.check { None } else { Some(FolderLock::take(&folder_of(&path))?) };
        let mut sources = Sources::default();
        let file = sources.add(path.display().to_string(), read_text(&path)?);
        match format(&sources, file) {
            Ok(formatted) if formatted == sources.text(file) => {}
            Ok(_) if arguments.check => {
                tell(&format!("{} would change\n", path.display()))?;
                answer = answer.max(ExitAnswer::No);
            }
            Ok(formatted) => {
                if read_text(&path)? != sources.text(file) {
                    return Err(format!(
                        "`{}` was changed by another program meanwhile, and was left alone; format it again",
                        path.display()
                    ));
                }
                replace(&path, &formatted)?;
                tell(&format!("{} formatted\n", path.display()))?;
            }
            Err(NotFormatted::Mistakes(mistakes)) => {
                say_all(&render(&mistakes, &sources));
                answer = ExitAnswer::NotAsked;
            }
            Err(NotFormatted::Changed) => {
                return Err(format!(
                    "`{}` would lose something by formatting, and was left alone; please report it with the file",
                    path.display()
                ));
            }
        }
    }
    Ok(answer)
}

/// The folder in which a file stands, behind links.
fn folder_of(path: &Path) -> PathBuf {
    let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    real.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}
