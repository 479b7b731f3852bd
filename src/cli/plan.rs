use std::path::PathBuf;

use clap::Args;

use super::load::{Statutes, load_assuming, named, refuses};
use super::output::deliver;
use super::{Answer, Outcome};
use crate::report;

#[derive(Args)]
pub struct Arguments {
    /// Policy files, or folders of them
    #[arg(required = true, value_name = "POLICY")]
    policies: Vec<PathBuf>,
    /// Only the policy of this name
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
    /// Write to a file, whole or not at all
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Go on with the last known values after the day through which the law is known
    #[arg(long)]
    assume_law_unchanged: bool,
    #[command(flatten)]
    statutes: Statutes,
}

pub fn run(arguments: &Arguments) -> Outcome {
    let loaded = load_assuming(&arguments.policies, &arguments.statutes, arguments.assume_law_unchanged)?;
    if refuses(&loaded) {
        return Ok(Answer::NotAsked);
    }
    let plans = named(&loaded.plans(), arguments.policy.as_deref())?;
    deliver(&report::plans(&plans), arguments.output.as_ref())?;
    Ok(Answer::Yes)
}
