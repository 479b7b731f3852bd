use clap::Args;

use super::evaluate::{day, today};
use super::load::{Statutes, load, refuses, statute};
use super::{Answer, Outcome};
use crate::report;
use crate::value::Day;

#[derive(Args)]
pub struct Arguments {
    /// The statute, such as NO
    law: String,
    /// The day; today if left out
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Day>,
    #[command(flatten)]
    statutes: Statutes,
}

pub fn run(arguments: &Arguments) -> Outcome {
    let loaded = load(&[], &arguments.statutes)?;
    if refuses(&loaded) {
        return Ok(Answer::NotAsked);
    }
    let law = statute(&loaded, &arguments.law)?;
    print!("{}", report::law(&law.statute, arguments.on.unwrap_or_else(today)));
    Ok(Answer::Yes)
}
