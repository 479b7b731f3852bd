use clap::{Args, Subcommand};

use super::exit_answer::Ended;
use super::{ledger_check, ledger_guess};

#[derive(Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List what in a ledger would make its dunning wrong, before anything is sent
    Check(ledger_check::Arguments),
    /// Write a mapping to start from, by what a foreign file looks like
    Guess(ledger_guess::Arguments),
}

pub fn run(arguments: &Arguments) -> Ended {
    match &arguments.command {
        Command::Check(arguments) => ledger_check::run(arguments),
        Command::Guess(arguments) => ledger_guess::run(arguments),
    }
}
