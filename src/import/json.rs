//! JSON of other systems as fields: every value that is no list and no object, with the path to it.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::fields::Fields;
use super::refused::Refused;

/// Every value of a file, by its path: `data[0].settings.num_days_reminder1`.
pub(super) fn values(text: &str) -> Result<Fields, Refused> {
    let mut fields = Fields::default();
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Values { path: String::new(), into: &mut fields }.deserialize(&mut reader).and_then(|()| reader.end());
    read.map_err(|error| {
        Refused::whole(format!("it cannot be read as JSON: {error}"), "get it anew: it may have been cut short, or changed by hand")
    })?;
    Ok(fields)
}

struct Values<'a> {
    path: String,
    into: &'a mut Fields,
}

impl<'de> DeserializeSeed<'de> for Values<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl Values<'_> {
    fn say(self, value: &str) {
        self.into.push(&self.path, value, 0);
    }
}

impl<'de> Visitor<'de> for Values<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut names = std::collections::HashSet::new();
        while let Some(name) = map.next_key::<String>()? {
            if !names.insert(name.clone()) {
                return Err(A::Error::custom(format!("`{}` is there twice", super::shown::shown(&name))));
            }
            let path = if self.path.is_empty() { name } else { format!("{}.{name}", self.path) };
            map.next_value_seed(Values { path, into: &mut *self.into })?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut at = 0;
        while list.next_element_seed(Values { path: format!("{}[{at}]", self.path), into: &mut *self.into })?.is_some() {
            at += 1;
        }
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.say(value);
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.say(if value { "true" } else { "false" });
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.say(&value.to_string());
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.say(&value.to_string());
        Ok(())
    }

    /// The shortest digits that name the number: those that stood in the file, up to fifteen. Nothing is reckoned with it.
    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        let text = value.to_string();
        // Three decimals are decimals here, and nobody is to take them for thousands.
        let is_clear = text.split_once('.').is_none_or(|(_, decimals)| decimals.len() != 3);
        self.say(&if is_clear { text } else { text + "0" });
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}
