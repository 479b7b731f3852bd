use std::path::PathBuf;

use clap::{Args, ValueEnum};
use rust_decimal::Decimal;

use super::amount::amount;
use super::day::day;
use super::exit_answer::{Ended, ExitAnswer};
use super::given::{LawOptions, Output, named};
use super::output::{Reader, deliver, format_among};
use super::say::say;
use crate::decide::BoundPlan;
use crate::forward::{Stated, Timeline, rehearsal_plan};
use crate::plan::Plan;
use crate::report;
use crate::report::timeline::AssumedTimeline;
use crate::terms::FactType;
use crate::value::{Day, Debtor};
use crate::words::unfit;

#[derive(Args)]
pub struct Arguments {
    /// Policy files, or folders of them
    #[arg(required = true, value_name = "POLICY")]
    policies: Vec<PathBuf>,
    /// Only the policy of this name
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
    /// The invoice amount in the policy's currency; 10000 if left out
    #[arg(long, allow_hyphen_values = true, value_parser = amount)]
    amount: Option<Decimal>,
    /// Who owes; the policy's first kind of debtor if left out
    #[arg(long, value_parser = debtor)]
    debtor: Option<Debtor>,
    /// The issue date; some time before the due date if left out
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = day)]
    issued: Option<Day>,
    /// The due date; the first that fits the policy's period if left out
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = day)]
    due: Option<Day>,
    /// What a fact of the policy is for this invoice, such as score=70
    #[arg(long = "fact", value_name = "NAME=VALUE", value_parser = fact)]
    facts: Vec<(String, String)>,
    /// A tag of the invoice
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// A tag of the customer
    #[arg(long = "customer-tag", value_name = "TAG")]
    customer_tags: Vec<String>,
    /// How to print; by the ending of --output if left out, otherwise as text
    #[arg(long, value_enum)]
    format: Option<Format>,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    law: LawOptions,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Markdown,
    Svg,
}

fn debtor(text: &str) -> Result<Debtor, String> {
    Debtor::from_word(text).ok_or_else(|| "it is `consumer`, `business` or `public`".to_string())
}

fn fact(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or_else(|| "write the name and the value, such as score=70".to_string())?;
    Ok((name.trim().into(), value.trim().into()))
}

pub fn run(arguments: &Arguments) -> Ended {
    let endings = [("txt", Format::Text), ("md", Format::Markdown), ("svg", Format::Svg)];
    let format = format_among(arguments.format, arguments.output.file.as_ref(), Format::Text, &endings, ".txt, .md or .svg")?;
    let Some(loaded) = arguments.law.to_apply(&arguments.policies)? else { return Ok(ExitAnswer::NotAsked) };
    let policies = arguments.chosen(&loaded.plans())?;
    let stated = arguments.stated();
    if let Some(unknown) = stated.unknown_fact(&policies) {
        return Err(format!("no policy here declares a fact `{unknown}`{}", declared(&policies)));
    }
    let mut all = Vec::new();
    let bound: Vec<BoundPlan> = policies.iter().map(|plan| rehearsal_plan(plan)).collect();
    for bound in &bound {
        let assumed = stated.invoice(bound).map_err(|error| format!("`{}`: {}", bound.plan.name, unfit(bound.plan, &error)))?;
        let timeline = Timeline::of(bound, assumed.invoice);
        if let Some(missing) = timeline.end.missing() {
            return Err(needs(bound.plan, missing));
        }
        all.push(AssumedTimeline { timeline, assumptions: assumed.assumptions });
    }
    let (reader, text) = match format {
        Format::Text => (Reader::People, report::timeline::text(&all)),
        Format::Markdown => (Reader::People, report::timeline::markdown(&all)),
        Format::Svg => (Reader::Programs, report::timeline_svg(&all)),
    };
    deliver(reader, &text, arguments.output.file.as_ref())?;
    Ok(ExitAnswer::Yes)
}

impl Arguments {
    /// The policies to show: those of the name, and those for the debtor.
    fn chosen<'p>(&self, all: &[&'p Plan]) -> Result<Vec<&'p Plan>, String> {
        let named = named(all, self.policy.as_deref())?;
        let Some(debtor) = self.debtor else { return Ok(named) };
        let (covered, others): (Vec<&Plan>, Vec<&Plan>) = named.into_iter().partition(|policy| policy.covers(debtor));
        let others: Vec<String> = others.iter().map(|policy| format!("`{}`", policy.name)).collect();
        if covered.is_empty() {
            return Err(format!("{} is not for invoices to {}", others.join(", "), debtor.described()));
        }
        if !others.is_empty() {
            say(format_args!("note: not for invoices to {}: {}", debtor.described(), others.join(", ")));
        }
        Ok(covered)
    }

    fn stated(&self) -> Stated {
        Stated {
            amount: self.amount,
            debtor: self.debtor,
            issued: self.issued,
            due: self.due,
            facts: self.facts.clone(),
            tags: self.tags.clone(),
            customer_tags: self.customer_tags.clone(),
        }
    }
}

fn declared(policies: &[&Plan]) -> String {
    let mut names: Vec<String> = policies.iter().flat_map(|policy| &policy.customer_facts).map(|fact| format!("`{}`", fact.name)).collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() { String::new() } else { format!("; there is {}", names.join(", ")) }
}

/// What to say of a fact without which nobody knows what the policy does.
fn needs(policy: &Plan, missing: &str) -> String {
    let kind = policy.facts.iter().find(|fact| fact.name == missing).map(|fact| fact.kind);
    let example = match kind {
        Some(FactType::YesNo) => "yes",
        Some(FactType::Date) => "2026-01-31",
        Some(FactType::Text) => "north",
        Some(FactType::Money) | None => "50000",
        Some(_) => "70",
    };
    format!("what `{}` does depends on `{missing}`, which has no default: say what it is, such as --fact {missing}={example}", policy.name)
}
