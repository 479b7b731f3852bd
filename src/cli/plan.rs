use std::path::PathBuf;

use clap::Args;

use super::exit_answer::{Ended, ExitAnswer};
use super::given::{LawOptions, Output, named};
use super::output::{Reader, deliver};
use crate::report;

#[derive(Args)]
pub struct Arguments {
    /// Policy files, or folders of them
    #[arg(required = true, value_name = "POLICY")]
    policies: Vec<PathBuf>,
    /// Only the policy of this name
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    law: LawOptions,
}

pub fn run(arguments: &Arguments) -> Ended {
    let Some(loaded) = arguments.law.to_show(&arguments.policies)? else { return Ok(ExitAnswer::NotAsked) };
    let plans = named(&loaded.plans(), arguments.policy.as_deref())?;
    deliver(Reader::People, &report::plans(&plans), arguments.output.file.as_ref())?;
    Ok(ExitAnswer::Yes)
}
