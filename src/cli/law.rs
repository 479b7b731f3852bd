use clap::Args;

use super::evaluate::{day, today};
use super::load::{Statutes, load, refuses};
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
    let Some(law) = loaded.laws.get(&arguments.law) else {
        let mut known: Vec<&str> = loaded.laws.keys().map(String::as_str).collect();
        known.sort_unstable();
        return Err(format!("no statute is called `{}`; there is {}", arguments.law, known.join(", ")));
    };
    print!("{}", report::law(&law.statute, arguments.on.unwrap_or_else(today)));
    Ok(Answer::Yes)
}
