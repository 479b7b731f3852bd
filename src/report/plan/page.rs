/// A page in the making: sections of rows, each a word and what it says.
#[derive(Default)]
pub struct PlanPage {
    out: String,
}

impl PlanPage {
    /// A line that begins a section, with an empty line before it unless it is the first.
    pub fn head(&mut self, depth: usize, text: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.line(depth, text);
    }

    /// A line by itself.
    pub fn line(&mut self, depth: usize, text: &str) {
        let line = format!("{}{text}", "  ".repeat(depth));
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    /// Rows of cells in columns of one width; a cell of several lines goes on below itself. The last column may be of any width.
    pub fn rows(&mut self, depth: usize, rows: &[Vec<String>]) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let widest = |at: usize| rows.iter().filter_map(|row| row.get(at)).flat_map(|cell| cell.lines()).map(width).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(widest).collect();
        for row in rows {
            let height = row.iter().map(|cell| cell.lines().count()).max().unwrap_or(0);
            for at in 0..height {
                let mut line = String::new();
                for (cell, wide) in row.iter().zip(&widths) {
                    let text = cell.lines().nth(at).unwrap_or("");
                    line.push_str(text);
                    line.push_str(&" ".repeat(wide + 2 - width(text)));
                }
                self.line(depth, &line);
            }
        }
    }

    /// Rows of a word and what it says.
    pub fn pairs(&mut self, depth: usize, pairs: &[(&str, String)]) {
        let rows: Vec<Vec<String>> = pairs.iter().map(|(word, says)| vec![(*word).into(), says.clone()]).collect();
        self.rows(depth, &rows);
    }

    /// The page.
    pub fn text(self) -> String {
        self.out
    }
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// Parts with commas between, on as many lines as they need.
pub fn listed(parts: &[String]) -> String {
    const WIDE: usize = 100;
    let (mut lines, mut line) = (Vec::new(), String::new());
    for (at, part) in parts.iter().enumerate() {
        let comma = if at + 1 < parts.len() { "," } else { "" };
        if !line.is_empty() && width(&line) + 1 + width(part) > WIDE {
            lines.push(std::mem::take(&mut line));
        }
        let blank = if line.is_empty() { "" } else { " " };
        line.push_str(&format!("{blank}{part}{comma}"));
    }
    lines.push(line);
    lines.join("\n")
}
