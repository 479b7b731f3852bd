use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType, Int32Type};
use parquet::errors::Result;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{ColumnPath, Type, TypePtr};

use super::packed::{DECIMALS, Unpack};
use crate::report::COLUMNS;

/// So many lines are a group of rows, whatever parts they come in.
const ROWS: usize = 1 << 15;
/// The most digits an amount may have, and the bytes that hold them.
const DIGITS: i32 = 38;
const BYTES: usize = size_of::<i128>();

/// A file that is being written, one group of rows after another.
pub struct RowGroups {
    writer: SerializedFileWriter<Written>,
    /// What was written and not yet handed on.
    written: Written,
    columns: Vec<Column>,
    rows: usize,
}

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

/// What a column of the worklist holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Of {
    Text,
    Texts,
    Day,
    Days,
    Money,
}

/// The values of a column of the next group.
struct Column {
    of: Of,
    is_needed: bool,
    /// Whether most of its values stand in other lines too.
    is_of_few: bool,
    /// For each value, and for each row without one, whether there is one.
    has_value: Vec<i16>,
    /// For each of them whether it is of the same row as the one before.
    goes_on: Vec<i16>,
    numbers: Vec<i32>,
    bytes: Vec<u8>,
    /// Where each text ends in the bytes.
    ends: Vec<usize>,
}

impl RowGroups {
    /// A file without rows.
    ///
    /// # Errors
    /// None that a worklist could cause.
    pub fn begin() -> io::Result<RowGroups> {
        let written = Written::default();
        let (schema, columns) = (schema()?, COLUMNS.iter().map(|name| Column::named(name)).collect());
        let writer = SerializedFileWriter::new(written.clone(), schema, Arc::new(properties()))?;
        Ok(RowGroups { writer, written, columns, rows: 0 })
    }

    /// Adds packed lines; writes what is complete.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add(&mut self, lines: &str, out: &mut dyn Write) -> io::Result<()> {
        let mut lines = Unpack(lines);
        while !lines.0.is_empty() {
            let left = lines.0.len();
            self.columns.iter_mut().for_each(|column| column.take(&mut lines));
            if lines.0.len() == left {
                return Err(io::Error::other("a line is not packed as it should be"));
            }
            self.rows += 1;
            if self.rows == ROWS {
                self.write_group(out)?;
            }
        }
        Ok(())
    }

    /// Writes what is left, and the end of the file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.rows > 0 {
            self.write_group(out)?;
        }
        self.writer.finish()?;
        self.written.hand_on(out)
    }

    fn write_group(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let mut group = self.writer.next_row_group()?;
        for column in &mut self.columns {
            if let Some(mut writer) = group.next_column()? {
                column.write(&mut writer)?;
                writer.close()?;
            }
        }
        group.close()?;
        self.rows = 0;
        self.written.hand_on(out)
    }
}

impl Written {
    fn hand_on(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut bytes = self.0.lock().map_err(|_| io::Error::other("another thread failed"))?;
        out.write_all(&bytes)?;
        bytes.clear();
        Ok(())
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().map_err(|_| io::Error::other("another thread failed"))?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Column {
    fn named(name: &str) -> Column {
        let of = match name {
            "send_on" | "deadline" | "due" | "next_on" => Of::Day,
            "overdue" => Of::Days,
            "amount" | "balance" | "interest" | "fees" | "fee" | "compensation" | "claim" | "credit" | "written_off" | "recovered" => {
                Of::Money
            }
            "because" => Of::Texts,
            "invoice" | "customer" | "name" | "policy" | "decision" | "step" | "title" | "act" | "channel" | "currency" | "next_step"
            | "rule" | "key" | "notice_id" | "to" => Of::Text,
            other => unreachable!("what stands in the column `{other}`"),
        };
        let is_needed = matches!(name, "invoice" | "customer" | "decision" | "amount" | "currency" | "because");
        let is_of_few = !matches!(of, Of::Money | Of::Texts) && !matches!(name, "invoice" | "customer" | "name" | "key" | "notice_id");
        Column {
            of,
            is_needed,
            is_of_few,
            has_value: Vec::new(),
            goes_on: Vec::new(),
            numbers: Vec::new(),
            bytes: Vec::new(),
            ends: Vec::new(),
        }
    }

    /// Takes its value of the next line.
    fn take(&mut self, line: &mut Unpack) {
        match self.of {
            Of::Text => {
                let text = line.text();
                self.has_value.push(text.is_some().into());
                text.into_iter().for_each(|text| self.push(text));
            }
            Of::Texts => {
                let before = self.has_value.len();
                while let Some(text) = line.text() {
                    self.goes_on.push((self.has_value.len() > before).into());
                    self.has_value.push(1);
                    self.push(text);
                }
                if self.has_value.len() == before {
                    self.goes_on.push(0);
                    self.has_value.push(0);
                }
            }
            Of::Day | Of::Days => {
                let number = line.number().and_then(|number| i32::try_from(number).ok());
                self.has_value.push(number.is_some().into());
                self.numbers.extend(number);
            }
            Of::Money => {
                let amount = line.number();
                self.has_value.push(amount.is_some().into());
                amount.into_iter().for_each(|amount| self.bytes.extend(amount.to_be_bytes()));
            }
        }
    }

    fn push(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
        self.ends.push(self.bytes.len());
    }

    /// Writes its values, and begins anew.
    fn write(&mut self, writer: &mut SerializedColumnWriter) -> Result<()> {
        let all = ByteArray::from(std::mem::take(&mut self.bytes));
        let has_value = (!self.is_needed || self.of == Of::Texts).then_some(&self.has_value[..]);
        match self.of {
            Of::Text | Of::Texts => {
                let starts = std::iter::once(0).chain(self.ends.iter().copied());
                let texts: Vec<ByteArray> = starts.zip(&self.ends).map(|(start, end)| all.slice(start, end - start)).collect();
                let goes_on = (self.of == Of::Texts).then_some(&self.goes_on[..]);
                writer.typed::<ByteArrayType>().write_batch(&texts, has_value, goes_on)?;
            }
            Of::Day | Of::Days => drop(writer.typed::<Int32Type>().write_batch(&self.numbers, has_value, None)?),
            Of::Money => {
                let amounts: Vec<FixedLenByteArray> = (0..all.len() / BYTES).map(|at| all.slice(at * BYTES, BYTES).into()).collect();
                writer.typed::<FixedLenByteArrayType>().write_batch(&amounts, has_value, None)?;
            }
        }
        self.has_value.clear();
        self.goes_on.clear();
        self.numbers.clear();
        self.ends.clear();
        Ok(())
    }

    fn schema(&self, name: &str) -> Result<Type> {
        let repetition = if self.is_needed { Repetition::REQUIRED } else { Repetition::OPTIONAL };
        let of = |physical| Type::primitive_type_builder(name, physical).with_repetition(repetition);
        match self.of {
            Of::Text => of(Physical::BYTE_ARRAY).with_logical_type(Some(LogicalType::String)).build(),
            Of::Day => of(Physical::INT32).with_logical_type(Some(LogicalType::Date)).build(),
            Of::Days => of(Physical::INT32).build(),
            Of::Money => {
                let (precision, scale) = (DIGITS, DECIMALS as i32);
                let amount = of(Physical::FIXED_LEN_BYTE_ARRAY).with_length(BYTES as i32).with_precision(precision).with_scale(scale);
                amount.with_logical_type(Some(LogicalType::decimal(scale, precision))).build()
            }
            Of::Texts => {
                let text = Type::primitive_type_builder("element", Physical::BYTE_ARRAY).with_repetition(Repetition::REQUIRED);
                let text = text.with_logical_type(Some(LogicalType::String)).build()?;
                let list = Type::group_type_builder("list").with_repetition(Repetition::REPEATED).with_fields(vec![Arc::new(text)]);
                let texts = Type::group_type_builder(name).with_repetition(repetition).with_logical_type(Some(LogicalType::List));
                texts.with_fields(vec![Arc::new(list.build()?)]).build()
            }
        }
    }
}

/// How the columns are written: each text of those that hold few once, and no bounds a page, which would be looked for in every value.
fn properties() -> WriterProperties {
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("frist ", env!("CARGO_PKG_VERSION")).into())
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_dictionary_enabled(false);
    for name in COLUMNS.iter().filter(|name| Column::named(name).is_of_few) {
        properties = properties.set_column_dictionary_enabled(ColumnPath::from(*name), true);
    }
    properties.build()
}

fn schema() -> Result<TypePtr> {
    let columns: Vec<TypePtr> = COLUMNS.iter().map(|name| Column::named(name).schema(name).map(Arc::new)).collect::<Result<_>>()?;
    Ok(Arc::new(Type::group_type_builder("worklist").with_fields(columns).build()?))
}
