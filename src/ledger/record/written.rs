use encoding_rs::{Encoding, UTF_8};

use super::super::mapping::TableMapping;
use super::super::read::Shape;

/// How `events.csv` is written: as Frist does, or as a mapping says.
pub(super) struct Written {
    pub delimiter: char,
    shape: Shape,
    encoding: &'static Encoding,
}

impl Written {
    pub fn of(shape: Option<&TableMapping>) -> Written {
        let encoding = shape.and_then(|shape| Encoding::for_label(shape.encoding.as_bytes())).unwrap_or(UTF_8);
        Written {
            delimiter: shape.map_or(',', |shape| char::from(shape.delimiter)),
            shape: shape.map_or_else(Shape::own, Shape::of),
            encoding,
        }
    }

    /// A value of a column, which is written as Frist does, in quotes where it needs them.
    pub fn value(&self, column: &str, own: &str) -> String {
        let value = match column {
            "date" | "deadline" => self.day(own),
            "amount" | "fee" | "compensation" | "interest" | "interest_rate" => self.shape.write_number(own),
            _ => own.into(),
        };
        if value.contains([self.delimiter, '"', '\r', '\n']) || value.trim() != value {
            format!("\"{}\"", value.replace('"', "\"\""))
        } else {
            value
        }
    }

    fn day(&self, own: &str) -> String {
        let parts: Vec<u32> = own.split('-').filter_map(|part| part.parse().ok()).collect();
        let [year, month, day] = parts[..] else { return own.into() };
        let mut out = String::new();
        self.shape.write_day(year as i32, month, day, &mut out);
        out
    }

    /// The bytes of a text; `None` where its encoding cannot write all of it.
    pub fn bytes(&self, text: &str) -> Option<Vec<u8>> {
        let (bytes, encoding, had_errors) = self.encoding.encode(text);
        // What is read as UTF-16 is not written as that.
        (!had_errors && encoding == self.encoding).then(|| bytes.into_owned())
    }

    /// What people call the encoding.
    pub fn encoding(&self) -> &'static str {
        self.encoding.name()
    }
}
