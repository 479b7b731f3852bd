//! The command line: reads files, calls the library, prints. The only place that knows the clock, the file system and the terminal.

mod amount;
mod audit;
mod check;
mod content;
mod credit;
mod day;
mod diff;
mod ending;
mod evaluate;
mod events;
mod exit_answer;
mod explain;
mod files;
mod fmt;
mod given;
mod import;
mod inputs;
mod law;
mod ledger;
mod ledger_check;
mod ledger_files;
mod ledger_guess;
mod lock;
mod mapped_tables;
mod memory;
mod output;
mod payments;
mod plan;
mod progress;
mod record;
mod refusal;
mod replace;
mod say;
mod simulate;
mod statute;
mod test;
mod timeline;
mod why;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use exit_answer::ExitAnswer;
use say::say;

/// Credit and dunning policies, checked against the law and applied to a ledger.
#[derive(Parser)]
#[command(name = "frist", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Hold every notice of a ledger's history against the law of its day
    Audit(audit::Arguments),
    /// Check policies against the law and for sense
    Check(check::Arguments),
    /// List what credit customers have, and say whether one may buy for an amount
    Credit(credit::Arguments),
    /// Show what changes between two policies, for which invoices, and who is better off
    Diff(diff::Arguments),
    /// Apply policies to a ledger: who gets which step today, at what cost, and why
    Evaluate(evaluate::Arguments),
    /// Explain a code, a rule of law or a kind of finding
    Explain(explain::Arguments),
    /// Bring files into the one layout
    Fmt(fmt::Arguments),
    /// Write a policy from the reminder settings of another system, and check it
    Import(import::Arguments),
    /// Print the values and rules of law in force on a day
    Law(law::Arguments),
    /// Look at a ledger before it is dunned
    Ledger(ledger::Arguments),
    /// Match files of the bank with a ledger, and add the payments to its events
    Payments(payments::Arguments),
    /// Print what policies and their law were lowered to: steps, decisions, rules, dated values
    Plan(plan::Arguments),
    /// Write notices that were sent into the ledger's events
    Record(record::Arguments),
    /// Carry a ledger forward day by day: what would be sent, and what would be owed
    Simulate(simulate::Arguments),
    /// Run the tests beside the policies
    Test(test::Arguments),
    /// Show what happens to an invoice that nobody pays
    Timeline(timeline::Arguments),
    /// Say why one invoice is decided as it is, figure by figure, and from which day it would be otherwise
    Why(why::Arguments),
}

/// Runs the command line.
pub fn run() -> ExitCode {
    #[cfg(feature = "parquet")]
    crate::ledger::tell_no_held_panics();
    memory::guard();
    let command = match Arguments::try_parse() {
        Ok(arguments) => arguments.command,
        // Help and version are results too.
        Err(asked) => {
            let full = asked.print().err().filter(|error| error.kind() != std::io::ErrorKind::BrokenPipe);
            if let Some(error) = &full {
                say(format_args!("frist: cannot write the result: {error}"));
            }
            return ExitCode::from(if full.is_some() { ExitAnswer::NotAsked as u8 } else { asked.exit_code() as u8 });
        }
    };
    let answer = match command {
        Command::Audit(arguments) => audit::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Credit(arguments) => credit::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Evaluate(arguments) => evaluate::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Fmt(arguments) => fmt::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Law(arguments) => law::run(&arguments),
        Command::Ledger(arguments) => ledger::run(&arguments),
        Command::Payments(arguments) => payments::run(&arguments),
        Command::Plan(arguments) => plan::run(&arguments),
        Command::Record(arguments) => record::run(&arguments),
        Command::Simulate(arguments) => simulate::run(&arguments),
        Command::Test(arguments) => test::run(&arguments),
        Command::Timeline(arguments) => timeline::run(&arguments),
        Command::Why(arguments) => why::run(&arguments),
    };
    progress::end();
    ExitCode::from(answer.unwrap_or_else(|message| {
        say(format_args!("frist: {message}"));
        ExitAnswer::NotAsked
    }) as u8)
}
