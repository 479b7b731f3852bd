use std::io::{Seek, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::exit_answer::{Ended, ExitAnswer};
use super::files::{FolderOnDisk, is_in_xml, print_faults, source};
use super::given::{LawOptions, OnDay, Output, Threads, print_notes};
use super::ledger_files::{LedgerFiles, read_xml};
use super::memory;
use super::output::{Reader, deliver_with, draft, draft_with, for_reader, format_among};
use super::replace::{Draft, is_no_file};
use super::say::say;
use crate::check::{USUAL, explained, failed};
use crate::evaluate::{self, Asked, NotWritten, Source, Worklist};
use crate::ledger::mapping::TableMapping;
use crate::ledger::{FactColumns, Ledger};
use crate::model::Project;
use crate::report;

#[derive(Args)]
pub struct Arguments {
    /// Policy files, or folders of them; an invoice belongs to the first policy that fits
    #[arg(required = true, value_name = "POLICY")]
    policies: Vec<PathBuf>,
    #[command(flatten)]
    ledger: LedgerFiles,
    #[command(flatten)]
    day: OnDay,
    /// One decision for every invoice, not only what somebody has to act on
    #[arg(long)]
    all: bool,
    /// Prove the policies first, as `frist check` does, and warn of those that fail
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    threads: Threads,
    /// How to print; by the ending of --output if left out, otherwise a table
    #[arg(long, value_enum)]
    format: Option<Format>,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    law: LawOptions,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Json,
    Csv,
    /// Columns with types, where the program is built with it
    Parquet,
}

/// What is decided: a ledger that was read, or files that are read while they are decided.
enum Given {
    Ledger(Box<Ledger>),
    File(Box<dyn Source>, Option<TableMapping>),
    /// A ledger folder whose tables may be ordered by customer.
    Folder(FolderOnDisk),
}

/// What came of deciding it.
enum Tried {
    Written,
    Faulty,
    /// The tables of a folder are not ordered: it is to be read as a whole.
    NotOrdered,
}

pub fn run(arguments: &Arguments) -> Ended {
    let output = arguments.output.file.as_ref();
    let format = format_among(arguments.format, output, Format::Table, &ENDINGS, ".csv, .json, .parquet or .txt")?;
    let Some(loaded) = arguments.law.to_apply(&arguments.policies)? else { return Ok(ExitAnswer::NotAsked) };
    let threads = arguments.threads.count();
    let failed = if arguments.check { failed(&loaded, &explained(&loaded, USUAL, threads).0) } else { Vec::new() };
    let plans = loaded.plans();
    let (on, payments_through) = (arguments.day.day(), arguments.day.payments_through);
    let asked = Asked {
        policies: &plans,
        on,
        payments_through,
        all: arguments.all,
        format: format.of()?,
        threads,
        part: Asked::PART,
        also: &failed,
    };
    let Some(given) = arguments.given(&asked, &loaded)? else { return Ok(ExitAnswer::NotAsked) };
    let tried = match arguments.write(&asked, &given, format, output)? {
        Tried::NotOrdered => {
            let names = |column: &str| asked.names(column);
            let Some(mut ledger) = arguments.ledger.read_with(&loaded, FactColumns::Named(&names), threads)? else {
                return Ok(ExitAnswer::NotAsked);
            };
            arguments.day.of(&mut ledger);
            arguments.write(&asked, &Given::Ledger(Box::new(ledger)), format, output)?
        }
        tried @ (Tried::Written | Tried::Faulty) => tried,
    };
    Ok(if matches!(tried, Tried::Written) { ExitAnswer::Yes } else { ExitAnswer::NotAsked })
}

impl Arguments {
    /// Decides what is given, and lets the worklist take its place where all of it is there.
    fn write(&self, asked: &Asked, given: &Given, format: Format, output: Option<&PathBuf>) -> Result<Tried, String> {
        let reader = if format == Format::Table { Reader::People } else { Reader::Programs };
        let write = |out: &mut dyn Write| match given {
            Given::Ledger(ledger) => evaluate::ledger(asked, ledger, out).map(Some),
            Given::File(source, mapping) => evaluate::file(asked, &**source, mapping.as_ref(), out).map(Some),
            Given::Folder(folder) => evaluate::ordered(asked, &folder.tables(), out),
        };
        // Lines of columns have no room for escalations.
        let apart = matches!(format, Format::Csv | Format::Parquet) && asked.policies.iter().any(|plan| plan.speaks_of_customers());
        match output.filter(|output| !is_no_file(output)) {
            None => {
                // Nothing of it is seen before all of it is there: a mistake may stand in the last row.
                let mut spool = tempfile::SpooledTempFile::new(IN_MEMORY);
                let worklist = match whole(|write| for_reader(reader, &mut spool, write), write)? {
                    Ok(worklist) => worklist,
                    Err(tried) => return Ok(tried),
                };
                remark(format, asked, &worklist);
                spool.rewind().map_err(|error| cannot_write(&error))?;
                deliver_with(Reader::Programs, output, |out| std::io::copy(&mut spool, out).map(drop))?;
                if apart && !worklist.escalations.is_empty() {
                    let escalations = counted(worklist.escalations.len(), "escalation");
                    say(format_args!("note: {escalations} of customers not printed; with --output FILE they go to a second file"));
                }
            }
            // Both are complete before either takes its place: where a policy has escalations, its worklist never stands beside another day's. The second
            // is written even when it is empty, for the same reason.
            Some(output) => {
                let mut first = None;
                let written = whole(
                    |write| {
                        first = Some(draft_with(reader, output, write));
                        Ok(())
                    },
                    write,
                );
                let (written, first) = (written?, first.transpose()?);
                let worklist = match written {
                    Ok(worklist) => worklist,
                    Err(tried) => return Ok(tried),
                };
                remark(format, asked, &worklist);
                let beside = apart.then(|| escalations_file(output));
                let second =
                    beside.as_ref().map(|beside| draft(reader, beside, &report::escalations_csv(&worklist.escalations))).transpose()?;
                Draft::finish_all(second.into_iter().chain(first))?;
                say(format_args!("{} written to {}", counted(worklist.rows, "row"), output.display()));
                if let Some(beside) = beside {
                    say(format_args!("{} written to {}", counted(worklist.escalations.len(), "escalation"), beside.display()));
                }
            }
        }
        Ok(Tried::Written)
    }
}

/// How a worklist is written into a file whose name ends so.
const ENDINGS: [(&str, Format); 6] = [
    ("csv", Format::Csv),
    ("json", Format::Json),
    ("jsonl", Format::Json),
    ("ndjson", Format::Json),
    ("parquet", Format::Parquet),
    ("txt", Format::Table),
];

/// So many bytes of a result stay in memory until it is complete.
const IN_MEMORY: usize = 1 << 24;

/// Has a worklist written to where `to` takes it. Prints what is wrong with the ledger; what came of it where there is no worklist.
fn whole(
    to: impl FnOnce(&mut dyn FnMut(&mut dyn Write) -> std::io::Result<()>) -> std::io::Result<()>,
    write: impl Fn(&mut dyn Write) -> Result<Option<Worklist>, NotWritten>,
) -> Result<Result<Worklist, Tried>, String> {
    let mut written = None;
    let sent = to(&mut |out| match write(out) {
        Err(NotWritten::Unwritable(error)) => Err(error),
        answer => {
            written = Some(answer);
            Ok(())
        }
    });
    sent.map_err(|error| cannot_write(&error))?;
    match written {
        Some(Ok(worklist)) => Ok(worklist.ok_or(Tried::NotOrdered)),
        Some(Err(NotWritten::Faults(faults))) => {
            print_faults(&faults);
            Ok(Err(Tried::Faulty))
        }
        Some(Err(NotWritten::Unreadable(file, error))) => Err(format!("cannot read `{file}`: {}", memory::explained(error))),
        Some(Err(NotWritten::Unwritable(error))) => Err(cannot_write(&error)),
        // Whoever was to take it could not, which is said where that is known.
        None => Ok(Err(Tried::Faulty)),
    }
}

fn cannot_write(error: &std::io::Error) -> String {
    format!("cannot write the result: {error}")
}

/// Says what the run remarks on, where that has no place in its result.
fn remark(format: Format, asked: &Asked, worklist: &Worklist) {
    if format != Format::Json {
        print_notes(asked.on, &worklist.notes);
    }
}

impl Format {
    fn of(self) -> Result<evaluate::Format, String> {
        match self {
            Format::Table => Ok(evaluate::Format::Table),
            Format::Json => Ok(evaluate::Format::Json),
            Format::Csv => Ok(evaluate::Format::Csv),
            #[cfg(feature = "parquet")]
            Format::Parquet => Ok(evaluate::Format::Parquet),
            #[cfg(not(feature = "parquet"))]
            Format::Parquet => {
                Err("this program was built without Parquet; `cargo install --path . --features parquet` builds one with it".into())
            }
        }
    }
}

impl Arguments {
    /// The ledger, or the files that it is. Prints what is wrong with it; `None` when there is anything.
    fn given(&self, asked: &Asked, loaded: &Project) -> Result<Option<Given>, String> {
        let path = self.ledger.path();
        if path.is_dir() {
            if let Some(folder) = FolderOnDisk::at(path).filter(|_| !self.ledger.is_mapped()) {
                return Ok(Some(Given::Folder(folder)));
            }
            return Ok(self.ledger.read(loaded)?.map(|mut ledger| {
                self.day.of(&mut ledger);
                Given::Ledger(Box::new(ledger))
            }));
        }
        let source = source(path)?.ok_or_else(|| format!("there is no ledger at `{}`", path.display()))?;
        if is_in_xml(&*source)? {
            let names = |column: &str| asked.names(column);
            return Ok(read_xml(&*source, self.ledger.is_mapped(), FactColumns::Named(&names))?.map(|mut ledger| {
                self.day.of(&mut ledger);
                Given::Ledger(Box::new(ledger))
            }));
        }
        let mapping = self.ledger.of_file(loaded)?;
        Ok(Some(Given::File(source, mapping)))
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// The name of the second file: `worklist.csv` has `worklist.escalations.csv`.
fn escalations_file(output: &Path) -> PathBuf {
    output.with_extension("escalations.csv")
}
