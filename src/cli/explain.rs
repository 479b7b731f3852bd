use clap::Args;

use super::load::{Statutes, load};
use super::{Answer, Outcome};
use crate::diagnostic::{CODES, nearest};

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
    for statute in &loaded.program.statutes {
        if let Some(rule) = statute.rule(&wanted) {
            let cite = rule.cite.as_ref().map_or(String::new(), |cite| format!("{} (confidence {})", cite.text, cite.confidence.word()));
            println!("# {}: {}\n\n{cite}\n", rule.id.value, rule.title);
            let (_, column) = loaded.sources.position(rule.span.file, rule.span.start);
            println!("{}", loaded.sources.at(rule.span).replace(&format!("\n{}", " ".repeat(column - 1)), "\n"));
            return Ok(Answer::Yes);
        }
    }
    let rules = loaded.program.statutes.iter().flat_map(|statute| statute.rules.iter().map(|rule| rule.id.value.as_str()));
    let near = nearest(&wanted, CODES.iter().map(|code| code.code).chain(rules));
    Err(match near {
        Some(near) => format!("nothing is known of `{}`; did you mean `{near}`?", arguments.code),
        None => format!("nothing is known of `{}`; write a code such as F1001 or a rule such as NO-FEE-CAP", arguments.code),
    })
}
