/// The texts of one record of a file: of each of its fields what stood in it first.
pub(super) struct Texts {
    fields: &'static [&'static str],
    values: Vec<String>,
    /// The line on which the record begins.
    pub line: usize,
}

impl Texts {
    /// Those of a record without fields.
    pub const fn none() -> Texts {
        Texts { fields: &[], values: Vec::new(), line: 0 }
    }

    /// Those of a record with these fields: the paths of elements below it, parted by `/`.
    pub fn of(fields: &'static [&'static str]) -> Texts {
        Texts { fields, values: vec![String::new(); fields.len()], line: 0 }
    }

    /// Begins another record.
    pub fn begin(&mut self, line: usize) {
        self.line = line;
        self.values.iter_mut().for_each(String::clear);
    }

    /// Takes what stands in an element whose names, the innermost first, lead out to the record.
    pub fn take<'n, P: Iterator<Item = &'n str>>(&mut self, outwards: impl Fn() -> P, text: &str) {
        let place = self.fields.iter().position(|field| field.rsplit('/').eq(outwards()));
        if let Some(value) = place.map(|place| &mut self.values[place]).filter(|value| value.is_empty()) {
            value.push_str(text);
        }
    }

    /// What stands in a field; empty where nothing does.
    pub fn get(&self, field: &str) -> &str {
        let place = self.fields.iter().position(|known| *known == field);
        debug_assert!(place.is_some(), "no field {field}");
        place.map_or("", |place| &self.values[place])
    }

    /// The first of several fields in which something stands.
    pub fn first_of(&self, fields: &[&str]) -> &str {
        fields.iter().map(|field| self.get(field)).find(|text| !text.is_empty()).unwrap_or_default()
    }
}
