use super::{COLUMNS, Cell, Cells, WorklistRow};

/// One object a line, in ledger order.
pub fn json<'a>(rows: impl Iterator<Item = WorklistRow<'a>>) -> String {
    let mut out = String::new();
    rows.for_each(|row| json_line(&row, &mut out));
    out
}

/// Writes one row behind a text.
pub fn json_line(row: &WorklistRow, out: &mut String) {
    row.tell(&mut Object { out, column: 0 });
    out.push_str("}\n");
}

struct Object<'o> {
    out: &'o mut String,
    column: usize,
}

impl Object<'_> {
    /// Writes the name of the next value.
    fn name(&mut self) {
        self.out.push(if self.column == 0 { '{' } else { ',' });
        self.out.push('"');
        self.out.push_str(COLUMNS[self.column]);
        self.out.push_str("\":");
        self.column += 1;
    }
}

impl Cells for Object<'_> {
    fn cell(&mut self, cell: Cell) {
        self.name();
        match cell {
            Cell::Absent => self.out.push_str("null"),
            Cell::Text(text) => push_text(self.out, text),
            Cell::Day(day) => quoted(self.out, |out| day.write(out)),
            Cell::Money(money) => quoted(self.out, |out| money.write_plain(out)),
            Cell::Days(days) => self.out.push_str(itoa::Buffer::new().format(days)),
            Cell::Key(key) => push_text(self.out, &key.to_string()),
        }
    }

    fn reasons(&mut self, row: &WorklistRow) {
        self.name();
        self.out.push('[');
        let mut is_first = true;
        row.tell_because(&mut |reason| {
            if !std::mem::replace(&mut is_first, false) {
                self.out.push(',');
            }
            push_text(self.out, reason);
        });
        self.out.push(']');
    }
}

/// Writes between quotes what needs no escapes.
fn quoted(out: &mut String, write: impl FnOnce(&mut String)) {
    out.push('"');
    write(out);
    out.push('"');
}

/// Writes a text in quotes.
fn push_text(out: &mut String, text: &str) {
    if text.bytes().any(|byte| matches!(byte, b'"' | b'\\' | ..b' ' | 0x7f)) {
        // A text is always one in JSON.
        out.push_str(&serde_json::to_string(text).unwrap_or_default());
    } else {
        quoted(out, |out| out.push_str(text));
    }
}
