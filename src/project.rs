//! The files of a run read together: texts in, program and laws out.

use crate::check::Laws;
use crate::diagnostic::{Diagnostic, REPLACED_LAW, Severity, Sources};
use crate::law::{Law, PRACTICES, STATUTES};
use crate::model::{Policy, Program, Statute, build};
use crate::syntax::parse;
use crate::syntax::tree::Item;

/// Everything the files of a run say, with the built-in statutes and practices beside.
#[derive(Debug)]
pub struct Project {
    /// The texts.
    pub sources: Sources,
    /// What they mean.
    pub program: Program,
    /// The statutes made ready.
    pub laws: Laws,
    /// Mistakes of syntax, names and units, in the order of the texts.
    pub mistakes: Vec<Diagnostic>,
}

impl Project {
    /// Reads files, each a name and a text. A statute or a practice among them takes the place of the built-in one of its name.
    /// With `assume_law_unchanged` the last known values hold after the day through which the law is known.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>, assume_law_unchanged: bool) -> Project {
        let mut sources = Sources::default();
        let (mut items, mut mistakes, mut replaced) = (Vec::new(), Vec::new(), Vec::new());
        let mut read = |name: &str, text: &str, items: &mut Vec<Item>, sources: &mut Sources| {
            let file = sources.add(name, text);
            let (read, said) = parse(sources, file);
            items.extend(read);
            mistakes.extend(said);
        };
        for (name, text) in files {
            read(name, text, &mut items, &mut sources);
        }
        let packs = STATUTES.iter().map(|pack| (false, pack)).chain(PRACTICES.iter().map(|pack| (true, pack)));
        for (practice, (pack, name, text)) in packs {
            let own = items.iter().find_map(|item| match item {
                Item::Statute(own) if !practice && own.name.value == *pack => Some(own.head),
                Item::Practice(own) if practice && own.name.value == *pack => Some(own.head),
                _ => None,
            });
            match own {
                // The built-in text itself, read from its file, replaces nothing.
                Some(head) if sources.text(head.file) == *text => {}
                Some(head) => replaced.push(REPLACED_LAW.at(head).with("found", pack)),
                None => read(name, text, &mut items, &mut sources),
            }
        }
        let (program, said) = build(items);
        mistakes.extend(said);
        mistakes.extend(replaced);
        mistakes.sort_by_key(|mistake| mistake.span);
        let ready = |statute: &Statute| {
            let practices = program.practices.iter().filter(|practice| practice.speaks_of(&statute.name));
            let mut law = Law::new(statute.clone(), assume_law_unchanged);
            law.practice = practices.flat_map(|practice| practice.rules.iter().cloned()).collect();
            (statute.name.clone(), law)
        };
        let laws = program.statutes.iter().map(ready).collect();
        Project { sources, program, laws, mistakes }
    }

    /// The policies in the order in which they are tried, each with its law.
    pub fn policies(&self) -> Vec<(&Policy, &Law)> {
        self.program.policies.iter().filter_map(|policy| Some((policy, self.laws.get(&policy.law.value)?))).collect()
    }

    /// Whether a mistake keeps the policies from being used.
    pub fn has_errors(&self) -> bool {
        self.mistakes.iter().any(|mistake| mistake.severity == Severity::Error)
    }
}
