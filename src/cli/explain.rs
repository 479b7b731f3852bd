use clap::Args;

use super::load::{Statutes, load};
use super::{Answer, Outcome};
use crate::diagnostic::{CODES, nearest};
use crate::report::quoted;
use crate::terms::Cite;

#[derive(Args)]
pub struct Arguments {
    /// A code such as F1001, or the name of a rule of law such as NO-FEE-CAP
    code: String,
    #[command(flatten)]
    statutes: Statutes,
}

pub fn run(arguments: &Arguments) -> Outcome {
    let wanted = arguments.code.to_uppercase();
    if let Some(code) = CODES.iter().find(|code| code.code == wanted) {
        print!("{}", code.page);
        return Ok(Answer::Yes);
    }
    if let Some((code, title)) = crate::ledger::CODES.iter().find(|(code, _)| *code == wanted) {
        println!(
            "# {code}: {title}\n\nA mistake in a ledger file. The message names the file, the line, the column and the value, and says what to do."
        );
        println!("Nothing is decided and no output is written until the ledger has no mistakes. docs/ledger.md lists the columns.");
        return Ok(Answer::Yes);
    }
    let loaded = load(&[], &arguments.statutes)?;
    let packs = || loaded.program.statutes.iter().chain(&loaded.program.practices);
    if let Some(rule) = packs().find_map(|pack| pack.rule(&wanted)) {
        return Ok(print(&format!("{}: {}", rule.id, rule.title), rule.cite.as_ref(), &quoted(&loaded.sources, rule.span)));
    }
    let mut limitations = packs().filter_map(|pack| pack.limitation.as_ref());
    if let Some(limitation) = limitations.find(|limitation| limitation.id.value == wanted) {
        let title = format!("{}: when a claim lapses", limitation.id.value);
        return Ok(print(&title, limitation.cite.as_ref(), &quoted(&loaded.sources, limitation.span)));
    }
    let rules = packs().flat_map(|pack| pack.rules.iter().map(|rule| rule.id.as_str()));
    let near = nearest(&wanted, CODES.iter().map(|code| code.code).chain(rules));
    Err(match near {
        Some(near) => format!("nothing is known of `{}`; did you mean `{near}`?", arguments.code),
        None => format!("nothing is known of `{}`; write a code such as F1001 or a rule such as NO-FEE-CAP", arguments.code),
    })
}

fn print(title: &str, cite: Option<&Cite>, words: &str) -> Answer {
    let cite = cite.map_or(String::new(), |cite| format!("{} (confidence {})", cite.text, cite.confidence.word()));
    println!("# {title}\n\n{cite}\n\n{words}");
    Answer::Yes
}
