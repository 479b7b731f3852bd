/// Where each row of a table stands: for what turns out to be wrong only after reading.
#[derive(Clone, Default, Debug)]
pub struct RowPlaces {
    file: String,
    lines: Vec<u32>,
}

/// The same rows in another order are the same ledger.
impl PartialEq for RowPlaces {
    fn eq(&self, _: &RowPlaces) -> bool {
        true
    }
}

impl RowPlaces {
    pub(super) fn of(file: &str, lines: Vec<u32>) -> RowPlaces {
        RowPlaces { file: file.into(), lines }
    }

    /// Puts rows of the same file behind these.
    pub(super) fn append(&mut self, others: RowPlaces) {
        self.file = others.file;
        self.lines.extend(others.lines);
    }

    /// The rows of some, in this order.
    pub(super) fn part(&self, of: &[usize]) -> RowPlaces {
        let lines = of.iter().map(|row| self.lines.get(*row).copied().unwrap_or(0)).collect();
        RowPlaces { file: self.file.clone(), lines }
    }

    /// The file of a row, and its line from 1; 0 where the row is not in it.
    pub fn place(&self, row: usize) -> (&str, usize) {
        (&self.file, self.lines.get(row).map_or(0, |line| *line as usize))
    }
}
