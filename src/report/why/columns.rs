use std::borrow::Cow;

use crate::diagnostic::visible;

/// Cells in columns, two spaces in; the columns of `right` stand to the right.
pub fn lined(lines: &[Vec<String>], right: &[usize]) -> String {
    let lines: Vec<Vec<Cow<str>>> = lines.iter().map(|line| line.iter().map(|cell| visible(cell)).collect()).collect();
    let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let width = |at: usize| lines.iter().filter_map(|line| line.get(at)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut out = String::new();
    for line in lines {
        let mut text = String::new();
        for (at, cell) in line.iter().enumerate() {
            let gap = " ".repeat(widths[at] - cell.chars().count());
            text.push_str("  ");
            text.push_str(&if right.contains(&at) { format!("{gap}{cell}") } else { format!("{cell}{gap}") });
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
    out
}
