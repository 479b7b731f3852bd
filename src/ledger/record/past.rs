use std::collections::HashMap;

use super::super::mapping::TableMapping;
use super::super::read::{Table, Text};
use super::super::{Faults, File};
use super::written::Written;

/// The events so far: their text, and how many notices of each step each invoice has had.
pub(super) struct Past {
    text: String,
    pub header: Vec<String>,
    pub line_end: &'static str,
    /// Notices by invoice and step, those that were cancelled too: a number once given to a letter is not given to another.
    pub notices: HashMap<(String, String), u32>,
    /// Where the header and each row end in the text.
    ends: Vec<usize>,
}

impl Past {
    /// Of no file yet: one that will have these columns.
    pub fn new_file(columns: &[&str], written: &Written) -> Past {
        let header: Vec<String> = columns.iter().map(|column| (*column).to_owned()).collect();
        Past { text: header.join(&written.delimiter.to_string()) + "\n", header, line_end: "\n", notices: HashMap::new(), ends: Vec::new() }
    }

    pub fn read(file: File, shape: Option<&TableMapping>, faults: &mut Faults) -> Option<Past> {
        let text = Text::decode(file, shape, faults)?;
        let mark = if file.bytes.starts_with("\u{feff}".as_bytes()) { "\u{feff}" } else { "" };
        let mut table = Table::open(file.name, &text, shape, faults)?;
        let mut ends = vec![mark.len() + table.span_of_record().1];
        let mut columns = table.columns(shape, faults);
        let (invoice, event) = (columns.required("invoice", faults), columns.required("event", faults));
        columns.required("date", faults);
        let step = columns.optional("step", faults);
        let mut notices = HashMap::new();
        while let Some(mut row) = table.next(faults) {
            if matches!(row.text(&event), Some("notice" | "handover" | "assignment"))
                && let (Some(invoice), Some(step)) = (row.text(&invoice), row.text(&step))
            {
                *notices.entry((invoice.to_owned(), step.to_owned())).or_default() += 1;
            }
            ends.push(mark.len() + table.span_of_record().1);
        }
        let text = format!("{mark}{}", text.content);
        let line_end = if text[ends[0]..].starts_with('\r') { "\r\n" } else { "\n" };
        Some(Past { header: table.head.header.clone(), text, line_end, notices, ends })
    }

    /// The text with these columns added at the end of the header, and an empty value for each at the end of every row.
    pub fn widened(&self, columns: &[&str], delimiter: char) -> String {
        if columns.is_empty() {
            return self.text.clone();
        }
        let mut out = String::with_capacity(self.text.len() + self.ends.len() * columns.len());
        let mut at = 0;
        for (i, end) in self.ends.iter().enumerate() {
            out.push_str(&self.text[at..*end]);
            for column in columns {
                out.push(delimiter);
                out.push_str(if i == 0 { column } else { "" });
            }
            at = *end;
        }
        out.push_str(&self.text[at..]);
        out
    }
}
