use std::path::PathBuf;

use clap::Args;

use super::exit_answer::{Ended, ExitAnswer};
use super::files::{expand, read_text};
use super::output::{tell, write_whole};
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
        let mut sources = Sources::default();
        let file = sources.add(path.display().to_string(), read_text(&path)?);
        match format(&sources, file) {
            Ok(formatted) if formatted == sources.text(file) => {}
            Ok(_) if arguments.check => {
                tell(&format!("{} would change\n", path.display()));
                answer = answer.max(ExitAnswer::No);
            }
            Ok(formatted) => {
                write_whole(&path, &formatted)?;
                tell(&format!("{} formatted\n", path.display()));
            }
            Err(NotFormatted::Mistakes(mistakes)) => {
                eprint!("{}", render(&mistakes, &sources));
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
