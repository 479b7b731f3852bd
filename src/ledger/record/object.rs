use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

/// The fields of a JSON object as they stand, those too that are named twice: which of the two counts is nobody's to choose.
pub(super) struct Object(Vec<(String, Value)>);

impl Object {
    /// The value of a field that is there and not `null`.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value).filter(|value| !value.is_null())
    }

    /// The first field that is named a second time.
    pub fn named_twice(&self) -> Option<&str> {
        let again = |(at, (name, _)): &(usize, &(String, Value))| self.0[..*at].iter().any(|(other, _)| other == name);
        self.0.iter().enumerate().find(again).map(|(_, (name, _))| name.as_str())
    }
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Object, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Object;

            fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Object(fields))
            }
        }
        from.deserialize_map(Fields)
    }
}
