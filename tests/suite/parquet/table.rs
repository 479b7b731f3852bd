//! A table of texts as a Parquet file, each column with a type.

use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArrayType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;

/// How the texts of a column are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum As {
    Text,
    Date,
    /// Midnight of a day, in milliseconds.
    Moment,
    Truth,
    Small,
    Large,
    /// With so many decimals, in so many bytes.
    Small32(u32),
    Large64(u32),
    Fixed(u32, usize),
    Bytes(u32),
    Double,
}

use As::*;

/// A column: its name, its type, its texts. What is empty is null.
pub struct Column {
    pub name: String,
    pub of: As,
    pub texts: Vec<String>,
}

/// A file of these columns, with so many rows a group.
pub fn file(columns: &[Column], rows_of_group: usize, compression: Compression) -> Vec<u8> {
    let fields = columns.iter().map(|column| Arc::new(schema(column))).collect();
    let schema = Arc::new(Type::group_type_builder("table").with_fields(fields).build().unwrap());
    let properties = Arc::new(WriterProperties::builder().set_compression(compression).set_data_page_row_count_limit(7).build());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).unwrap();
    let rows = columns[0].texts.len();
    for start in (0..rows).step_by(rows_of_group) {
        let mut group = writer.next_row_group().unwrap();
        for column in columns {
            let mut to = group.next_column().unwrap().unwrap();
            write(&mut to, column.of, &column.texts[start..rows.min(start + rows_of_group)]);
            to.close().unwrap();
        }
        group.close().unwrap();
    }
    writer.into_inner().unwrap()
}

fn schema(column: &Column) -> Type {
    let precision = if matches!(column.of, Small32(_)) { 9 } else { 18 };
    let decimal = |scale: u32| Some(LogicalType::decimal(scale as i32, precision));
    let (physical, logical) = match column.of {
        Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Date => (Physical::INT32, Some(LogicalType::Date)),
        Moment => (Physical::INT64, Some(LogicalType::timestamp(false, TimeUnit::MILLIS))),
        Truth => (Physical::BOOLEAN, None),
        Small => (Physical::INT32, Some(LogicalType::integer(32, false))),
        Large => (Physical::INT64, None),
        Small32(scale) => (Physical::INT32, decimal(scale)),
        Large64(scale) => (Physical::INT64, decimal(scale)),
        Fixed(scale, _) => (Physical::FIXED_LEN_BYTE_ARRAY, decimal(scale)),
        Bytes(scale) => (Physical::BYTE_ARRAY, decimal(scale)),
        Double => (Physical::DOUBLE, None),
    };
    let (scale, length) = match column.of {
        Fixed(scale, length) => (Some(scale), length),
        Small32(scale) | Large64(scale) | Bytes(scale) => (Some(scale), 0),
        Text | Date | Moment | Truth | Small | Large | Double => (None, 0),
    };
    let builder = Type::primitive_type_builder(&column.name, physical).with_repetition(Repetition::OPTIONAL).with_logical_type(logical);
    let builder = match scale {
        Some(scale) => builder.with_precision(precision).with_scale(scale as i32),
        None => builder,
    };
    builder.with_length(length as i32).build().unwrap()
}

fn write(to: &mut SerializedColumnWriter, of: As, texts: &[String]) {
    match of {
        Text => put::<ByteArrayType>(to, texts, |text| text.into()),
        Date => put::<Int32Type>(to, texts, |text| days(text) as i32),
        Moment => put::<Int64Type>(to, texts, |text| days(text) * 86_400_000),
        Truth => put::<BoolType>(to, texts, |text| text == "true" || text == "yes"),
        Small => put::<Int32Type>(to, texts, |text| text.parse::<u32>().unwrap() as i32),
        Large => put::<Int64Type>(to, texts, |text| text.parse().unwrap()),
        Small32(scale) => put::<Int32Type>(to, texts, |text| i32::try_from(scaled(text, scale)).unwrap()),
        Large64(scale) => put::<Int64Type>(to, texts, |text| i64::try_from(scaled(text, scale)).unwrap()),
        Fixed(scale, length) => put::<FixedLenByteArrayType>(to, texts, |text| {
            let bytes = scaled(text, scale).to_be_bytes();
            // Of a long one the sign goes on to the left.
            let fill = if bytes[0] >= 0x80 { 0xff } else { 0 };
            let long = [vec![fill; length.saturating_sub(16)], bytes[16_usize.saturating_sub(length)..].to_vec()].concat();
            ByteArray::from(long).into()
        }),
        Bytes(scale) => put::<ByteArrayType>(to, texts, |text| {
            let bytes = scaled(text, scale).to_be_bytes();
            let extra = bytes.windows(2).take_while(|pair| pair[0] == 0 && pair[1] < 0x80 || pair[0] == 0xff && pair[1] >= 0x80).count();
            ByteArray::from(bytes[extra..].to_vec())
        }),
        Double => put::<DoubleType>(to, texts, |text| text.parse().unwrap()),
    }
}

fn put<T: DataType>(to: &mut SerializedColumnWriter, texts: &[String], value: impl Fn(&str) -> T::T) {
    let levels: Vec<i16> = texts.iter().map(|text| (!text.is_empty()).into()).collect();
    let values: Vec<T::T> = texts.iter().filter(|text| !text.is_empty()).map(|text| value(text)).collect();
    to.typed::<T>().write_batch(&values, Some(&levels), None).unwrap();
}

/// Days since 1970-01-01 of a day of the Gregorian calendar.
fn days(text: &str) -> i64 {
    let parts: Vec<i64> = text.split('-').map(|part| part.parse().unwrap()).collect();
    let (year, month, day) = (parts[0] - i64::from(parts[1] < 3), (parts[1] + 9) % 12, parts[2]);
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + day - 719_469
}

/// A number in its smallest units.
fn scaled(text: &str, scale: u32) -> i128 {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let decimals = decimals.trim_end_matches('0');
    format!("{whole}{decimals:0<width$}", width = scale as usize).parse().unwrap()
}

#[test]
fn days_are_those_of_the_calendar() {
    // 56 years to 2026, 14 of them with a day more, and 31 + 28 + 29 days.
    assert_eq!((days("1970-01-01"), days("2026-03-30"), days("1969-12-31")), (0, 56 * 365 + 14 + 88, -1));
}
