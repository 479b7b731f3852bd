//! What several commands are given alike: policies with their law, a ledger, where the result goes.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread::available_parallelism;

use clap::{Args, ValueEnum};

use super::day::{day, today};
use super::files::{expand, text_of};
use super::memory;
use super::output::{Reader, format_of};
use super::refusal::refused;
use super::say::{say, say_all};
use crate::diagnostic::render;
use crate::ledger::{Kept, Ledger};
use crate::model::{Project, Wanted};
use crate::plan::Plan;
use crate::run::Note;
use crate::value::Day;
use crate::words;

/// Which statutes a run reads.
#[derive(Args, Default)]
pub struct Statutes {
    /// Read a statute from a file, in place of the built-in one of its name
    #[arg(long = "statute", value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

impl Statutes {
    /// Reads policies and the statutes that are wanted. Prints what is wrong with them; `None` when that keeps them from being used.
    pub fn read(&self, policies: &[PathBuf], wanted: Wanted) -> Result<Option<Project>, String> {
        Ok(usable(self.read_all(policies, wanted, false)?))
    }

    /// The same, mistakes and all, without a word.
    pub fn read_all(&self, policies: &[PathBuf], wanted: Wanted, unchanged: bool) -> Result<Project, String> {
        let mut texts = Vec::new();
        for path in expand(policies)?.iter().chain(&self.files) {
            texts.push((path.display().to_string(), text_of(path)?));
        }
        Ok(Project::read_with(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())), wanted, unchanged))
    }
}

/// The law that policies are applied under.
#[derive(Args)]
pub struct LawOptions {
    /// Go on with the values of the last day for which the law is known, and mark what rests on them
    #[arg(long)]
    assume_law_unchanged: bool,
    #[command(flatten)]
    statutes: Statutes,
}

impl LawOptions {
    /// Reads policies that are to be applied, with their law. Prints what is wrong with them; `None` when that keeps them from being applied: a mistake
    /// of their text, or of what only their law can tell.
    pub fn to_apply(&self, policies: &[PathBuf]) -> Result<Option<Project>, String> {
        let (project, all) = self.to_try(policies)?;
        if all && project.policies.is_empty() {
            return Err(NO_POLICY.into());
        }
        Ok(all.then_some(project))
    }

    /// Reads policies that are tried each for itself: what is wrong with one keeps no other from it. Prints what is wrong with them, and leaves those out;
    /// false when there are any.
    pub fn to_try(&self, policies: &[PathBuf]) -> Result<(Project, bool), String> {
        let mut project = self.statutes.read_all(policies, Wanted::OfPolicies, self.assume_law_unchanged)?;
        say_all(&render(&project.mistakes, &project.sources));
        let refused = refused(&project);
        let all = !project.has_errors() && refused.is_empty();
        project.leave_out(&refused);
        Ok((project, all))
    }

    /// Reads policies that are only looked at. Prints what is wrong with their text; `None` when that keeps them from being read.
    pub fn to_show(&self, policies: &[PathBuf]) -> Result<Option<Project>, String> {
        Ok(usable(self.statutes.read_all(policies, Wanted::OfPolicies, self.assume_law_unchanged)?))
    }
}

/// What is said where a policy is to be applied and none was read.
const NO_POLICY: &str = "there is no policy in these files";

/// What is said where nothing at all was read: nothing is no answer.
pub const NOTHING: &str = "nothing stands in these files";

fn usable(project: Project) -> Option<Project> {
    say_all(&render(&project.mistakes, &project.sources));
    (!project.has_errors()).then_some(project)
}

/// On how many threads a command works.
#[derive(Args)]
pub struct Threads {
    /// On how many threads; as many as the machine has if left out. The result is the same
    #[arg(long = "threads", value_name = "N", value_parser = number)]
    asked: Option<NonZeroUsize>,
}

impl Threads {
    /// As many as the machine has.
    pub const OF_MACHINE: Threads = Threads { asked: None };

    /// How many, at least 1.
    pub fn count(&self) -> usize {
        let of_machine = || available_parallelism().map_or(1, NonZeroUsize::get).min(memory::threads());
        self.asked.map_or_else(of_machine, NonZeroUsize::get)
    }
}

fn number(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| "how many is a whole number, at least 1".into())
}

/// Says what a ledger and its use make one remark on, on standard error.
pub fn print_notes(on: Day, notes: &[Note]) {
    notes.iter().for_each(|note| say(format_args!("note: {}", words::note(on, note))));
}

/// The day on which a ledger is decided.
#[derive(Args)]
pub struct OnDay {
    /// The day to decide for; today if left out
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = day)]
    as_of: Option<Day>,
    /// The day through which payments are known, in place of what the ledger says
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = day)]
    pub payments_through: Option<Day>,
}

impl OnDay {
    /// The day, once the ledger knows through which one payments are known.
    pub fn of(&self, ledger: &mut Ledger) -> Day {
        ledger.payments_through = self.payments_through.or(ledger.payments_through);
        self.day()
    }

    /// The day, whatever the ledger knows.
    pub fn day(&self) -> Day {
        self.as_of.unwrap_or_else(today)
    }

    /// Whether one of the two is stated.
    pub fn is_stated(&self) -> bool {
        self.as_of.or(self.payments_through).is_some()
    }
}

/// How a list of findings is printed, and where it goes.
#[derive(Args)]
pub struct Printed {
    /// How to print; by the ending of --output if left out, otherwise for people
    #[arg(long, value_enum)]
    format: Option<Format>,
    #[command(flatten)]
    output: Output,
}

/// For people, as aligned text, or for programs.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Human,
    Json,
    Csv,
}

impl Format {
    /// What of a list of numbers is said: people read the first few, programs all of them.
    pub fn kept(self) -> Kept {
        if self == Format::Json { Kept::All } else { Kept::First }
    }

    /// Who reads it.
    pub fn reader(self) -> Reader {
        if self == Format::Human { Reader::People } else { Reader::Programs }
    }
}

impl Printed {
    /// How, and to which file.
    pub fn ask(&self) -> Result<(Format, Option<&PathBuf>), String> {
        let file = self.output.file.as_ref();
        Ok((format_of(self.format, file, [Format::Human, Format::Json, Format::Csv])?, file))
    }
}

/// Where a result goes.
#[derive(Args)]
pub struct Output {
    /// Write to a file, whole or not at all
    #[arg(long = "output", value_name = "FILE")]
    pub file: Option<PathBuf>,
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
        None => NO_POLICY.into(),
    })
}
