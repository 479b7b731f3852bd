use clap::Args;

use super::exit_answer::{Ended, ExitAnswer};
use super::given::Statutes;
use super::output::{Reader, deliver};
use crate::diagnostic::{CODES, nearest};
use crate::inspect::{FindingKind, KINDS, Needs};
use crate::ledger;
use crate::model::Wanted;
use crate::report::quoted;
use crate::terms::Cite;

#[derive(Args)]
pub struct Arguments {
    /// A code such as F1001, the name of a rule of law such as NO-FEE-CAP, or a kind of finding of `ledger check` such as overpaid
    code: String,
    #[command(flatten)]
    statutes: Statutes,
}

pub fn run(arguments: &Arguments) -> Ended {
    let wanted = arguments.code.to_uppercase();
    let pages = || CODES.iter().map(|code| (code.code, code.page)).chain(ledger::codes().map(|kind| (kind.code, kind.page)));
    if let Some((_, page)) = pages().find(|(code, _)| *code == wanted) {
        return print(&without_marks(page));
    }
    if let Some(kind) = KINDS.iter().find(|kind| kind.word == arguments.code.to_lowercase()) {
        return print(&format!("# {}: {}\n\n{}\n\n{}\n", kind.word, kind.title, kind.to_do, found_by(kind)));
    }
    let loaded = arguments.statutes.read_all(&[], Wanted::All, false)?;
    let rules = || {
        loaded.statutes.iter().flat_map(|statute| &statute.law.rules).chain(loaded.practices.iter().flat_map(|practice| &practice.rules))
    };
    let written = loaded.statutes.iter().map(|statute| &statute.written).chain(loaded.practices.iter().map(|practice| &practice.written));
    let written = || written.clone();
    if let Some((rule, span)) = rules().find(|rule| rule.id == wanted).zip(written().find_map(|written| written.rule(&wanted))) {
        return page(&format!("{}: {}", rule.id, rule.title), rule.cite.as_ref(), &quoted(&loaded.sources, span));
    }
    let limitations = loaded.statutes.iter().filter_map(|statute| statute.law.limitation.as_ref().zip(statute.written.limitation));
    if let Some((limitation, span)) = limitations.into_iter().find(|(limitation, _)| limitation.id == wanted) {
        let title = format!("{}: when a claim lapses", limitation.id);
        return page(&title, limitation.cite.as_ref(), &quoted(&loaded.sources, span));
    }
    let rules = rules().map(|rule| rule.id.as_str());
    let near = nearest(&wanted, pages().map(|(code, _)| code).chain(rules).chain(KINDS.iter().map(|kind| kind.word)));
    Err(match near {
        Some(near) => format!("nothing is known of `{}`; did you mean `{near}`?", arguments.code),
        None => format!("nothing is known of `{}`; write a code such as F1001 or a rule such as NO-FEE-CAP", arguments.code),
    })
}

/// Who finds it, and how much it matters.
fn found_by(kind: &FindingKind) -> String {
    let with = if kind.needs == Needs::Policy { " where policies are named" } else { "" };
    format!("`frist ledger check` finds it{with}: {}.", kind.severity.word())
}

/// A page without the lines that say under which names its examples are saved when they are run: the commands name them.
fn without_marks(page: &str) -> String {
    page.split_inclusive('\n').filter(|line| !line.starts_with("<!-- file: ")).collect()
}

fn page(title: &str, cite: Option<&Cite>, words: &str) -> Ended {
    let cite = cite.map_or(String::new(), |cite| format!("{} (confidence {})", cite.text, cite.confidence.word()));
    print(&format!("# {title}\n\n{cite}\n\n{words}\n"))
}

fn print(text: &str) -> Ended {
    deliver(Reader::People, text, None)?;
    Ok(ExitAnswer::Yes)
}
