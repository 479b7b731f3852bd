//! New rows behind those that `events.csv` has, which stay as they are.

use super::past::Past;
use super::written::Written;

/// A row to be added to the events.
pub(super) trait EventRow {
    /// Its value in a column of `events.csv`, written as Frist does; empty for columns that it does not fill.
    fn value(&self, column: &str) -> &str;
}

impl Past {
    /// The text of the events so far with more rows behind, and where each of these begins. Of the columns that such rows may fill the header is given
    /// those that it lacks and that one of them fills.
    pub fn with(&self, columns: &[&'static str], rows: &[impl EventRow], written: &Written) -> (String, Vec<usize>) {
        let lacking = |column: &&&str| !self.header.iter().any(|name| name == **column);
        let filled = |column: &&&str| rows.iter().any(|row| !row.value(column).is_empty());
        let new: Vec<&str> = columns.iter().filter(lacking).filter(filled).copied().collect();
        let mut out = self.widened(&new, written.delimiter);
        let mut begins = Vec::new();
        for row in rows {
            if !out.is_empty() && !out.ends_with('\n') {
                out.push_str(self.line_end);
            }
            begins.push(out.len());
            let columns = self.header.iter().map(String::as_str).chain(new.iter().copied());
            let row: Vec<String> = columns.map(|column| written.value(column, row.value(column))).collect();
            out.push_str(&row.join(&written.delimiter.to_string()));
            out.push_str(self.line_end);
        }
        (out, begins)
    }
}
