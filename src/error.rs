//! The one error of the facade: what is wrong, each mistake with its place and the way out; of a ledger the first thousand are told.

use std::fmt;

use crate::diagnostic::{Diagnostic, Severity, Sources};
use crate::ledger::Faults;
use crate::run::NotOfType;
use crate::words::wrong_facts;

/// Why a question could not be asked. At least one mistake.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Error {
    /// What is wrong, in the order of the texts.
    pub mistakes: Vec<Mistake>,
}

/// One mistake in a policy, a statute or a ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mistake {
    /// A code of `frist explain`; none where the question itself was wrong.
    pub code: Option<String>,
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Error {
    /// What is wrong with a question that names something that is not there.
    pub(crate) fn of_question(message: String) -> Error {
        Error { mistakes: vec![Mistake { code: None, file: String::new(), line: 0, message, help: None }] }
    }

    /// The mistakes of texts that keep them from being used.
    pub(crate) fn of_texts(mistakes: &[Diagnostic], sources: &Sources) -> Error {
        let one = |mistake: &Diagnostic| Mistake {
            code: Some(mistake.code.clone()),
            file: sources.name(mistake.span.file).into(),
            line: sources.position(mistake.span.file, mistake.span.start).0,
            message: format!("{}: {}", mistake.title, mistake.label),
            help: mistake.hint.clone(),
        };
        Error { mistakes: mistakes.iter().filter(|mistake| mistake.severity == Severity::Error).map(one).collect() }
    }
}

impl From<Faults> for Error {
    fn from(faults: Faults) -> Error {
        let one = |fault: &crate::ledger::Fault| Mistake {
            code: Some(fault.kind.code.into()),
            file: fault.file.clone(),
            line: fault.line,
            message: fault.what(),
            help: fault.way_out(),
        };
        Error { mistakes: faults.listed().iter().map(one).collect() }
    }
}

impl From<Vec<NotOfType>> for Error {
    fn from(wrong: Vec<NotOfType>) -> Error {
        wrong_facts(&wrong).into()
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match (self.file.as_str(), self.line) {
            ("", _) => {}
            (file, 0) => write!(f, "{file}: ")?,
            (file, line) => write!(f, "{file}:{line}: ")?,
        }
        if let Some(code) = &self.code {
            write!(f, "[{code}] ")?;
        }
        write!(f, "{}", self.message)?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, " ({help})"))
    }
}

impl fmt::Display for Error {
    /// One mistake a line.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for (at, mistake) in self.mistakes.iter().enumerate() {
            if at > 0 {
                writeln!(f)?;
            }
            write!(f, "{mistake}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
