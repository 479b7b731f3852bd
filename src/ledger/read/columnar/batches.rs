use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};

use parquet::column::reader::ColumnReader;
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{FileReader, SerializedFileReader};

use super::anywhere::{Anywhere, Seekable};
use super::cells::Cells;
use super::kind::Kind;
use super::rows::Batch;
use crate::ledger::codes::{OF_OTHER_TYPE, UNREADABLE_PARQUET};
use crate::ledger::mapping::{Source, TableMapping};
use crate::ledger::read::FactColumns;
use crate::ledger::{Fault, Faults, InvoiceColumn};

/// The rows of a file, so many at a time, so that no more of it is in memory.
pub struct Batches {
    file: String,
    reader: SerializedFileReader<Anywhere>,
    /// Those of the header.
    columns: Vec<Column>,
    size: usize,
    /// The group of rows that comes next.
    group: usize,
    /// The columns of the group that is being read.
    readers: Vec<Option<ColumnReader>>,
    /// How many rows of it are left.
    left: usize,
    /// The number of the row that comes next, from 1.
    row: usize,
}

/// A column of the file.
struct Column {
    place: usize,
    name: String,
    kind: Kind,
    is_read: bool,
    is_mapped: bool,
}

impl Batches {
    /// The rows of a file, about so many at a time. `None` where it cannot be read, which was told.
    pub fn open(
        file: &str,
        from: Box<dyn Seekable>,
        size: usize,
        mapping: Option<&TableMapping>,
        wanted: FactColumns,
        faults: &mut Faults,
    ) -> Option<Batches> {
        let reader = match held(|| SerializedFileReader::new(Anywhere::of(from)?)) {
            Ok(reader) => reader,
            Err(error) => {
                faults.push(Fault::new(UNREADABLE_PARQUET, file, 0).with("reason", error));
                return None;
            }
        };
        let columns = columns(file, &reader, mapping, wanted, faults)?;
        Some(Batches { file: file.into(), reader, columns, size: size.max(1), group: 0, readers: Vec::new(), left: 0, row: 1 })
    }

    /// The names of its columns.
    pub fn header(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.name.clone()).collect()
    }

    /// The next rows; `None` behind the last. Behind a fault there are none.
    pub fn next(&mut self) -> Option<std::result::Result<Batch, Fault>> {
        let next = held(|| self.read()).transpose()?;
        Some(next.map_err(|error| {
            (self.left, self.group) = (0, self.reader.num_row_groups());
            Fault::new(UNREADABLE_PARQUET, &self.file, 0).with("reason", error)
        }))
    }

    fn read(&mut self) -> Result<Option<Batch>> {
        // Where no column is read the file could say that it has any number of rows.
        if self.columns.iter().all(|column| !column.is_read) {
            return Ok(None);
        }
        while self.left == 0 {
            if self.group == self.reader.num_row_groups() {
                return Ok(None);
            }
            self.begin_group()?;
        }
        let rows = self.left.min(self.size);
        let mut columns = Vec::with_capacity(self.columns.len());
        for (column, reader) in self.columns.iter().zip(&mut self.readers) {
            let cells = reader.as_mut().map(|reader| Cells::read(rows, reader, column.kind, column.is_mapped));
            columns.push(cells.transpose()?);
        }
        let first = self.row;
        self.row += rows;
        self.left -= rows;
        Ok(Some(Batch { first, rows, columns }))
    }

    fn begin_group(&mut self) -> Result<()> {
        let group = self.reader.get_row_group(self.group)?;
        self.group += 1;
        self.left = usize::try_from(group.metadata().num_rows())?;
        self.readers.clear();
        for column in &self.columns {
            // Each value, the absent ones among them, is one of a row.
            if column.is_read && group.metadata().column(column.place).num_values() != group.metadata().num_rows() {
                return Err(ParquetError::General("a column has more or fewer values than there are rows".into()));
            }
            let reader = column.is_read.then(|| group.get_column_reader(column.place));
            self.readers.push(reader.transpose()?);
        }
        Ok(())
    }
}

thread_local! {
    /// Whether this thread reads what may make the reader panic.
    static IS_HELD: Cell<bool> = const { Cell::new(false) };
}

/// What a reader answers, which panics on some files whose bytes contradict each other: a damaged file is a mistake like any other. Nothing is read on
/// behind it.
fn held<T>(read: impl FnOnce() -> Result<T>) -> Result<T> {
    IS_HELD.set(true);
    let read = catch_unwind(AssertUnwindSafe(read));
    IS_HELD.set(false);
    read.unwrap_or_else(|_| Err(ParquetError::General("its data contradict each other".into())))
}

/// Prints no more of a panic that is told as a mistake of a file. It is for a program that has all panics to itself, once, when it begins.
pub fn tell_no_held_panics() {
    let tell = take_hook();
    set_hook(Box::new(move |panic| {
        if !IS_HELD.get() {
            tell(panic);
        }
    }));
}

/// The columns of a file that have single values of a known type. `None` where one that Frist reads is no such column, which is told then.
fn columns(
    file: &str,
    reader: &SerializedFileReader<Anywhere>,
    mapping: Option<&TableMapping>,
    wanted: FactColumns,
    faults: &mut Faults,
) -> Option<Vec<Column>> {
    let schema = reader.metadata().file_metadata().schema_descr();
    let (mut columns, mut all) = (Vec::new(), true);
    for (place, column) in schema.columns().iter().enumerate() {
        let name = column.path().parts().first().map_or("", String::as_str).trim();
        let (is_own, is_fact) = fills(name, mapping, &wanted);
        match Kind::of(column).filter(|kind| *kind != Kind::Float || !is_own) {
            Some(kind) => {
                let is_mapped = is_own && mapping.is_some();
                columns.push(Column { place, name: name.into(), kind, is_read: is_own || is_fact, is_mapped });
            }
            // A structure of several columns is told of once.
            None if is_own && (place == 0 || schema.get_column_root_idx(place - 1) != schema.get_column_root_idx(place)) => {
                let of = column.logical_type_ref().map_or_else(|| format!("{}", column.physical_type()), |logical| format!("{logical:?}"));
                faults.push(Fault::new(OF_OTHER_TYPE, file, 0).column(name).with("type", of));
                all = false;
            }
            None => all &= !is_own,
        }
    }
    all.then_some(columns)
}

/// Whether a column of the file fills one of Frist's, and whether it fills a fact that is wanted.
fn fills(name: &str, mapping: Option<&TableMapping>, wanted: &FactColumns) -> (bool, bool) {
    let is = |name: &str| if InvoiceColumn::named(name).is_some() { (true, false) } else { (false, wanted.is(name)) };
    let Some(mapping) = mapping else { return is(name) };
    let of_it = mapping.columns.iter().filter(|column| matches!(&column.source, Source::From { header, .. } if header == name));
    of_it.map(|column| is(&column.name)).fold((false, false), |(own, fact), (is_own, is_fact)| (own || is_own, fact || is_fact))
}
