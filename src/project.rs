//! The files of a run read together: texts in, program and laws out.

use crate::check::Laws;
use crate::diagnostic::{Diagnostic, Severity, Sources};
use crate::law::{Law, STATUTES};
use crate::model::{Program, build};
use crate::syntax::parse;

/// Everything the files of a run say, with the built-in statutes beside.
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
    /// Reads files, each a name and a text. A statute among them takes the place of the built-in one of its name.
    /// With `assume_law_unchanged` the last known values hold after the day through which the law is known.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>, assume_law_unchanged: bool) -> Project {
        let built_in = STATUTES.iter().map(|(_, name, text)| (*name, *text));
        let mut sources = Sources::default();
        let (mut items, mut mistakes) = (Vec::new(), Vec::new());
        for (name, text) in files.into_iter().chain(built_in) {
            let file = sources.add(name, text);
            let (read, said) = parse(&sources, file);
            items.extend(read);
            mistakes.extend(said);
        }
        let (mut program, said) = build(items);
        mistakes.extend(said);
        mistakes.sort_by_key(|mistake| mistake.span);
        let mut laws = Laws::new();
        for statute in &program.statutes {
            if !laws.contains_key(&statute.name) {
                laws.insert(statute.name.clone(), Law::new(statute.clone(), assume_law_unchanged));
            }
        }
        program.statutes.retain(|statute| laws.get(&statute.name).is_some_and(|law| law.statute.head == statute.head));
        Project { sources, program, laws, mistakes }
    }

    /// Whether a mistake keeps the policies from being used.
    pub fn has_errors(&self) -> bool {
        self.mistakes.iter().any(|mistake| mistake.severity == Severity::Error)
    }
}
