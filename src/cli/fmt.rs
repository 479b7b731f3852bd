use std::path::{Path, PathBuf};

use clap::Args;

use super::exit_answer::{Ended, ExitAnswer};
use super::files::{expand, read_text};
use super::inputs::folder_of;
use super::lock::FolderLock;
use super::output::tell;
use super::replace::replace;
use super::say::{say, say_all};
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
        // What is wrong with one file keeps no other from being formatted.
        answer = answer.max(one(&path, arguments.check).unwrap_or_else(|message| {
            say(format_args!("frist: {message}"));
            ExitAnswer::NotAsked
        }));
    }
    Ok(answer)
}

fn one(path: &Path, check: bool) -> Ended {
    let text = read_text(path)?;
    let formatted = match formatted(path, text.clone())? {
        None => return Ok(ExitAnswer::NotAsked),
        Some(formatted) if formatted == text => return Ok(ExitAnswer::Yes),
        Some(formatted) => formatted,
    };
    if check {
        tell(&format!("{} would change", path.display()))?;
        return Ok(ExitAnswer::No);
    }
    let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let lock = FolderLock::take(&folder_of(&real))?;
    if read_text(path)? != text {
        return Err(format!("`{}` was changed by another program meanwhile, and was left alone; format it again", path.display()));
    }
    replace(path, &formatted)?;
    drop(lock);
    tell(&format!("{} formatted", path.display()))?;
    Ok(ExitAnswer::Yes)
}

/// A text in the one layout. Prints what is wrong with it; `None` when that keeps it from having one.
fn formatted(path: &Path, text: String) -> Result<Option<String>, String> {
    let mut sources = Sources::default();
    let file = sources.add(path.display().to_string(), text);
    match format(&sources, file) {
        Ok(formatted) => Ok(Some(formatted)),
        Err(NotFormatted::Mistakes(mistakes)) => {
            say_all(&render(&mistakes, &sources));
            Ok(None)
        }
        Err(NotFormatted::Changed) => {
            Err(format!("`{}` would lose something by formatting, and was left alone; please report it with the file", path.display()))
        }
    }
}
