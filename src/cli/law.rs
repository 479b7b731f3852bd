use clap::{Args, ValueEnum};

use super::day::{day, today};
use super::exit_answer::{Ended, ExitAnswer};
use super::given::Statutes;
use super::output::{Reader, deliver};
use super::statute::statute;
use crate::model::Wanted;
use crate::report;
use crate::value::Day;

#[derive(Args)]
pub struct Arguments {
    /// The statute, such as NO; without it, the statutes there are
    law: Option<String>,
    /// The day; today if left out
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = day, conflicts_with = "format")]
    on: Option<Day>,
    /// What holds on a day, for people; or the whole statute as a page
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    #[command(flatten)]
    statutes: Statutes,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Markdown,
}

pub fn run(arguments: &Arguments) -> Ended {
    let wanted = arguments.law.as_deref().map_or(Wanted::All, Wanted::Also);
    let Some(loaded) = arguments.statutes.read(&[], wanted)? else { return Ok(ExitAnswer::NotAsked) };
    let Some(name) = &arguments.law else {
        deliver(Reader::People, &report::laws(&loaded.statutes), None)?;
        return Ok(ExitAnswer::Yes);
    };
    let law = statute(&loaded, name)?;
    let page =
        || loaded.statutes.iter().find(|statute| statute.law.name == law.name).map(|statute| report::law_page(statute, &loaded.sources));
    let text = match arguments.format {
        Format::Human => report::law(law, arguments.on.unwrap_or_else(today)),
        Format::Markdown => page().unwrap_or_default(),
    };
    deliver(Reader::People, &text, None)?;
    Ok(ExitAnswer::Yes)
}
