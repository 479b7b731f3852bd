use codespan_reporting::diagnostic::{Diagnostic as Report, Label, LabelStyle, Severity as Level};
use codespan_reporting::files::SimpleFiles;
use codespan_reporting::term::{Config, emit_into_string};

use super::{Diagnostic, Severity, Sources, visible};

/// How many messages of a run are listed for people; the rest are counted.
pub const LISTED: usize = 1_000;

/// Diagnostics as people read them: title, source with the place marked, why, what to do. At most [`LISTED`] of them, then how many more.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut files = SimpleFiles::new();
    for (name, text) in sources.files() {
        files.add(visible(name), text);
    }
    let config = Config { tab_width: 4, ..Config::default() };
    let more = match diagnostics.len() {
        0..=LISTED => String::new(),
        all => format!("… and {} more\n\n", all - LISTED),
    };
    let listed = diagnostics.iter().take(LISTED);
    let listed: String = listed
        .map(|diagnostic| match emit_into_string(&config, &files, &report(diagnostic)) {
            Ok(text) => text,
            // The place is in no file we hold: say it without the source.
            Err(_) => format!("{}[{}]: {}\n{}\n", diagnostic.severity.word(), diagnostic.code, diagnostic.title, diagnostic.label),
        })
        .collect();
    listed + &more
}

fn report(diagnostic: &Diagnostic) -> Report<usize> {
    let level = match diagnostic.severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Note => Level::Note,
    };
    let label = |style, span: super::Span, text: &str| Label::new(style, span.file.0 as usize, span.range()).with_message(text);
    let mut labels = vec![label(LabelStyle::Primary, diagnostic.span, &diagnostic.label)];
    labels.extend(diagnostic.others.iter().map(|(span, text)| label(LabelStyle::Secondary, *span, text)));
    let notes = [("why", &diagnostic.text), ("help", &diagnostic.hint)]
        .into_iter()
        .filter_map(|(heading, text)| text.as_ref().map(|text| format!("{heading}: {}", text)))
        .collect();
    Report::new(level).with_code(&diagnostic.code).with_message(&diagnostic.title).with_labels(labels).with_notes(notes)
}
