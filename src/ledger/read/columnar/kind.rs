use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::schema::types::ColumnDescriptor;

/// What the values of a column are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Yes or no.
    Truth,
    /// Whole numbers.
    Whole,
    /// Whole numbers that are never below zero.
    Unsigned,
    /// Whole numbers of which so many digits are decimals.
    Decimal(u32),
    /// Days since 1970-01-01.
    Day,
    /// So many units a day since 1970-01-01, at no particular place.
    Moment(i64),
    /// Texts in UTF-8.
    Text,
    /// Numbers that are not exact.
    Float,
}

/// The most digits that sixteen bytes hold.
const DIGITS: i32 = 38;
const SECONDS: i64 = 24 * 60 * 60;

impl Kind {
    /// The kind of a column's values, if single values of it can be read.
    pub fn of(column: &ColumnDescriptor) -> Option<Kind> {
        if column.max_rep_level() > 0 || column.path().parts().len() > 1 {
            return None;
        }
        let (logical, converted) = (column.logical_type_ref(), column.converted_type());
        let is_decimal = converted == ConvertedType::DECIMAL || matches!(logical, Some(LogicalType::Decimal(_)));
        if is_decimal {
            let (scale, precision) = (column.type_scale(), column.type_precision());
            return ((0..=precision).contains(&scale) && precision <= DIGITS).then_some(Kind::Decimal(scale as u32));
        }
        match column.physical_type() {
            Type::BOOLEAN => Some(Kind::Truth),
            Type::INT32 | Type::INT64 => whole(logical, converted),
            Type::FLOAT | Type::DOUBLE => Some(Kind::Float),
            Type::BYTE_ARRAY => text(logical, converted),
            Type::INT96 | Type::FIXED_LEN_BYTE_ARRAY => None,
        }
    }
}

fn whole(logical: Option<&LogicalType>, converted: ConvertedType) -> Option<Kind> {
    match (logical, converted) {
        (Some(LogicalType::Date), _) | (None, ConvertedType::DATE) => Some(Kind::Day),
        (Some(LogicalType::Integer(integer)), _) => Some(if integer.is_signed { Kind::Whole } else { Kind::Unsigned }),
        // A moment that is the same everywhere is another day here and there.
        (Some(LogicalType::Timestamp(moment)), _) if !moment.is_adjusted_to_u_t_c => Some(Kind::Moment(match moment.unit {
            TimeUnit::MILLIS => SECONDS * 1_000,
            TimeUnit::MICROS => SECONDS * 1_000_000,
            TimeUnit::NANOS => SECONDS * 1_000_000_000,
        })),
        (None, ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 | ConvertedType::UINT_64) => Some(Kind::Unsigned),
        // A column of nothing but nulls has no type of its own.
        (Some(LogicalType::Unknown), _) => Some(Kind::Whole),
        (None, ConvertedType::NONE | ConvertedType::INT_8 | ConvertedType::INT_16 | ConvertedType::INT_32 | ConvertedType::INT_64) => {
            Some(Kind::Whole)
        }
        _ => None,
    }
}

fn text(logical: Option<&LogicalType>, converted: ConvertedType) -> Option<Kind> {
    match (logical, converted) {
        (Some(LogicalType::String | LogicalType::Enum | LogicalType::Json), _) => Some(Kind::Text),
        (None, ConvertedType::NONE | ConvertedType::UTF8 | ConvertedType::ENUM | ConvertedType::JSON) => Some(Kind::Text),
        _ => None,
    }
}
