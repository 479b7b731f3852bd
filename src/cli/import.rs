use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use super::check::say_checked;
use super::day::{day, today};
use super::exit_answer::{Ended, ExitAnswer};
use super::files::table;
use super::output::{Reader, deliver};
use super::say::say;
use crate::diagnostic::{LISTED, Sources};
use crate::import::{Imported, MOST_BYTES, Settings, System, read, remarks, write};
use crate::law::{Law, STATUTES};
use crate::model::Project;
use crate::value::{Act, Currency, Day, Debtor};
use crate::{format, law};

#[derive(Args)]
pub struct Arguments {
    /// What the other system exports: XML, CSV or JSON
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Whose settings they are: kill-bill, oca, business-central, odoo, fortnox or invoice-ninja; told by the file if left out
    #[arg(long, value_name = "SYSTEM", value_parser = system)]
    from: Option<System>,
    /// Under which law the invoices are, such as NO
    #[arg(long, value_name = "NAME")]
    law: Option<String>,
    /// The currency of all amounts; that of the law if left out
    #[arg(long, value_name = "CODE", value_parser = currency)]
    currency: Option<Currency>,
    /// Who owes: consumer, business, public; every kind if left out
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = debtor)]
    debtors: Vec<Debtor>,
    /// What each step is in the eyes of the law, in their order, such as reminder,collection-notice,handover; reminders if left out
    #[arg(long, value_name = "ACTS", value_delimiter = ',', value_parser = act)]
    acts: Vec<Act>,
    /// The first day of the policy; today if left out
    #[arg(long, value_name = "DATE", value_parser = day)]
    valid_from: Option<Day>,
    /// The last day of the policy; the last one for which the law is known if left out
    #[arg(long, value_name = "DATE", value_parser = day)]
    valid_until: Option<Day>,
    /// What the policy is called; the system's name if left out
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Write the policy to a file that ends in .frist
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

fn system(word: &str) -> Result<System, String> {
    System::from_word(word).ok_or_else(|| format!("it is one of {}", System::words()))
}

fn currency(code: &str) -> Result<Currency, String> {
    code.parse().map_err(|_| "it is no code of ISO 4217, such as NOK".into())
}

fn debtor(word: &str) -> Result<Debtor, String> {
    Debtor::from_word(word.trim()).ok_or_else(|| "a debtor is a consumer, business or public".into())
}

fn act(word: &str) -> Result<Act, String> {
    Act::from_word(word.trim()).ok_or_else(|| format!("an act is one of {}", Act::ALL.map(|(word, _)| word).join(", ")))
}

pub fn run(arguments: &Arguments) -> Ended {
    if let Some(output) = arguments.output.as_ref().filter(|output| output.extension().is_none_or(|ending| ending != "frist")) {
        return Err(format!("a policy is not written as `{}`: end the name in .frist", output.display()));
    }
    let file = arguments.file.display().to_string();
    let imported = read(&bytes(&arguments.file)?, arguments.from).map_err(|refused| refused.told(&file))?;
    let Some(name) = &arguments.law else {
        return Err(format!("the settings do not say under which law the invoices are: say {}", laws()));
    };
    let law = law(name).map_err(|error| format!("{error}: say {}", laws()))?;
    let settings = arguments.settings(&law)?;
    let base = arguments.file.file_name().map_or(file.clone(), |name| name.to_string_lossy().into_owned());
    let text = write(&imported, &base, &settings).map_err(|refused| refused.told(&file))?;
    let name = arguments.output.as_ref().map_or("policy.frist".into(), |output| output.display().to_string());
    let text = in_layout(&name, text)?;
    deliver(Reader::Programs, &text, arguments.output.as_ref())?;
    tell(&imported, &settings, &file);
    Ok(match say_checked(&Project::read([(name.as_str(), text.as_str())], false)) {
        // What was written is no policy: a fault of ours.
        ExitAnswer::NotAsked => return Err(OURS.into()),
        answer @ (ExitAnswer::Yes | ExitAnswer::No) => answer,
    })
}

/// The laws that can be named.
fn laws() -> String {
    let names: Vec<String> = STATUTES.iter().map(|(name, ..)| format!("--law {name}")).collect();
    names.join(" or ")
}

const OURS: &str = "the policy that was written cannot be read; please report it with the file";

impl Arguments {
    fn settings(&self, law: &Law) -> Result<Settings, String> {
        let from = self.valid_from.unwrap_or_else(today);
        let until = self.valid_until.unwrap_or(law.known_until).max(from);
        if self.valid_until.is_some_and(|until| until < from) {
            return Err(format!("the policy would end before its first day, {from}"));
        }
        let mut debtors: Vec<Debtor> = Debtor::ALL.map(|(_, debtor)| debtor).to_vec();
        debtors.retain(|debtor| self.debtors.is_empty() || self.debtors.contains(debtor));
        let currency = self.currency.unwrap_or(law.currency);
        let assumed = [
            (self.currency.is_none(), format!("the currency is {currency}, that of the law (--currency)")),
            (self.debtors.is_empty(), "the invoices are to debtors of every kind (--debtors)".into()),
            (self.valid_from.is_none(), "the policy begins on the day it was written (--valid-from)".into()),
            (self.valid_until.is_none(), format!("the policy ends with what is known of the law, on {until} (--valid-until)")),
        ];
        Ok(Settings {
            law: law.name.clone(),
            currency,
            debtors,
            from,
            until: Some(until),
            name: self.name.clone(),
            acts: self.acts.clone(),
            assumed: assumed.into_iter().filter(|(is_assumed, _)| *is_assumed).map(|(_, text)| text).collect(),
        })
    }
}

/// As much of the file as is read at most, and one byte more where there is more.
fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let refused = |reason: String| format!("cannot read `{}`: {reason}", path.display());
    let Some(file) = table(path)? else { return Err(refused("there is no such file".into())) };
    let mut bytes = Vec::new();
    file.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|error| refused(error.to_string()))?;
    Ok(bytes)
}

/// A policy in the layout of `frist fmt`.
fn in_layout(name: &str, text: String) -> Result<String, String> {
    let mut sources = Sources::default();
    let file = sources.add(name, text);
    format(&sources, file).map_err(|_| OURS.into())
}

/// Says what was assumed and what was not carried over.
fn tell(imported: &Imported, settings: &Settings, file: &str) {
    let (assumed, lost) = remarks(imported, settings);
    let all: Vec<_> = assumed.iter().chain(&lost).collect();
    for remark in all.iter().take(LISTED) {
        let what = if remark.is_lost { "not carried over" } else { "assumed" };
        say(format_args!("note: {}: {what}: {}", remark.place.within(file), remark.text));
    }
    if all.len() > LISTED {
        say(format_args!("… and {} more, which stand in the policy", all.len() - LISTED));
    }
}
