use codespan_reporting::diagnostic::{Diagnostic as Report, Label, LabelStyle, Severity as Level};
use codespan_reporting::files::SimpleFiles;
use codespan_reporting::term::{Config, emit_into_string};

use super::{Diagnostic, Severity, Sources};

/// Diagnostics as people read them: title, source with the place marked, why, what to do.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut files = SimpleFiles::new();
    for (name, text) in sources.files() {
        files.add(name, text);
    }
    let config = Config { tab_width: 4, ..Config::default() };
    diagnostics
        .iter()
        .map(|diagnostic| match emit_into_string(&config, &files, &report(diagnostic)) {
            Ok(text) => text,
            // The place is in no file we hold: say it without the source.
            Err(_) => format!("{}[{}]: {}\n{}\n", diagnostic.severity.word(), diagnostic.code, diagnostic.title, diagnostic.label),
        })
        .collect()
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
