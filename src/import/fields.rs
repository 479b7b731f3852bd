//! What a file says, field by field: a row of a table, an element of XML or an object of JSON are read alike.

use rust_decimal::Decimal;

use super::imported::{Place, Remark};
use super::refused::Refused;
use super::shown::shown;
use crate::value::{Offset, Rate};

/// The longest time between two letters that is read, in days.
const MOST_DAYS: i32 = 3_650;

/// One value with its name and its place.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub name: String,
    /// Without blanks around it.
    pub value: String,
    pub line: usize,
}

impl Field {
    pub fn place(&self) -> Place {
        Place { line: self.line, key: self.name.clone() }
    }

    fn refused(&self, why: &str, help: &str) -> Refused {
        Refused::at(&self.place(), format!("`{}` {why}", shown(&self.value)), help)
    }

    /// A whole number from 0.
    pub fn count(&self, most: u32) -> Result<u32, Refused> {
        let number = self.decimal()?;
        let whole = u32::try_from(number.trunc().mantissa()).ok().filter(|_| number.fract().is_zero());
        match whole {
            Some(number) if number <= most => Ok(number),
            _ => Err(self.refused("is no whole number that can stand here", &format!("write a whole number from 0 to {most}"))),
        }
    }

    /// Days, below zero for before.
    pub fn signed_days(&self) -> Result<i32, Refused> {
        let number = self.decimal()?;
        let days = i32::try_from(number.trunc().mantissa()).ok().filter(|days| number.fract().is_zero() && days.abs() <= MOST_DAYS);
        days.ok_or_else(|| self.refused("is no number of days that can be read", &format!("write a whole number up to {MOST_DAYS}")))
    }

    /// Days from 0.
    pub fn days(&self) -> Result<Offset, Refused> {
        match self.signed_days()? {
            days if days >= 0 => Ok(Offset::Days(days)),
            _ => Err(self.refused("is below zero", "write how many days after it is")),
        }
    }

    /// An amount from 0, in whole units.
    pub fn amount(&self) -> Result<Decimal, Refused> {
        let number = self.decimal()?;
        let is_sound = !number.is_sign_negative() || number.is_zero();
        if is_sound { Ok(number.normalize()) } else { Err(self.refused("is below zero", "an amount that is charged has no sign")) }
    }

    /// A share from 0, in percent.
    pub fn percent(&self) -> Result<Rate, Refused> {
        let number = self.amount()?;
        Rate::from_percent(number).ok_or_else(|| self.refused("is no percentage that can be read", "write it with at most four decimals"))
    }

    /// Yes or no, in the words of exports.
    pub fn is_yes(&self) -> Result<bool, Refused> {
        match self.value.to_lowercase().as_str() {
            "true" | "yes" | "1" | "x" => Ok(true),
            "false" | "no" | "0" => Ok(false),
            _ => Err(self.refused("is neither yes nor no", "write `true` or `false`")),
        }
    }

    /// A number with a point or a comma before its decimals.
    fn decimal(&self) -> Result<Decimal, Refused> {
        let text: String = self.value.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).collect();
        let marks: Vec<usize> = text.char_indices().filter(|(_, c)| matches!(c, '.' | ',')).map(|(at, _)| at).collect();
        match marks.as_slice() {
            // A mark before three digits may be one for thousands, but for behind a zero.
            [one] if text.len() - one == 4 && !text.starts_with('0') => {
                return Err(self.refused("can be read in two ways", "write it without a mark for thousands, or with two decimals"));
            }
            [] | [_] => {}
            _ => return Err(self.refused("has several marks", "write it without marks for thousands")),
        }
        let plain = text.replace(',', ".");
        let is_plain = plain.len() <= 28
            && plain.trim_start_matches('-').chars().all(|c| c.is_ascii_digit() || c == '.')
            && plain.ends_with(|c: char| c.is_ascii_digit());
        let number = plain.parse::<Decimal>().ok().filter(|_| is_plain);
        number.ok_or_else(|| self.refused("is no number that can be read", "write it with digits, and a point before decimals"))
    }
}

/// The fields of one level, or of all settings, of which readers take what they know.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    all: Vec<Field>,
    /// Where they begin.
    pub line: usize,
}

impl Fields {
    /// Those at a line.
    pub fn at(line: usize) -> Fields {
        Fields { all: Vec::new(), line }
    }

    /// One more. An empty one says nothing.
    pub fn push(&mut self, name: &str, value: &str, line: usize) {
        if !value.trim().is_empty() {
            self.all.push(Field { name: name.into(), value: value.trim().into(), line });
        }
    }

    /// Where they stand.
    pub fn place(&self) -> Place {
        Place::line(self.line)
    }

    /// The first that has one of these names, whatever its case.
    pub fn take(&mut self, names: &[&str]) -> Option<Field> {
        let is = |name: &&str| self.all.iter().position(|field| field.name.to_lowercase() == name.to_lowercase());
        names.iter().find_map(is).map(|at| self.all.remove(at))
    }

    /// The same where nothing can be said without it.
    pub fn required(&mut self, names: &[&str]) -> Result<Field, Refused> {
        self.take(names).ok_or_else(|| {
            let place = Place { line: self.line, key: names.first().copied().unwrap_or_default().into() };
            Refused::at(&place, "there is no value", "export the settings with it, or fill it in")
        })
    }

    /// The name of a level, or what stands in for it.
    pub fn label(&mut self, names: &[&str], otherwise: impl Into<String>) -> String {
        self.take(names).map_or(otherwise.into(), |field| field.value)
    }

    /// Whether something is switched on; off where nothing is said.
    pub fn is_on(&mut self, names: &[&str]) -> Result<bool, Refused> {
        self.take(names).map_or(Ok(false), |field| field.is_yes())
    }

    /// The same without the paths: every value by the last part of its name.
    pub fn by_last_name(self) -> Fields {
        let mut all = self.all;
        all.iter_mut().for_each(|field| field.name = field.name.rsplit('.').next().unwrap_or_default().into());
        Fields { all, line: self.line }
    }

    /// The objects that have a value of this name, each with the names below it.
    pub fn objects_with(&self, name: &str) -> Vec<Fields> {
        let paths = self.all.iter().filter_map(|field| field.name.strip_suffix(name).filter(|path| path.is_empty() || path.ends_with('.')));
        let below = |path: &str| {
            let mut object = Fields::at(self.line);
            let own = self.all.iter().filter_map(|field| field.name.strip_prefix(path).map(|name| (name, field)));
            own.for_each(|(name, field)| object.push(name, &field.value, field.line));
            object
        };
        paths.map(below).collect()
    }

    /// What nobody took: what of it a policy has no word for, with the reasons that are known.
    pub fn lost(self, why: &[(&str, &str)]) -> Vec<Remark> {
        const UNKNOWN: &str = "a policy has nothing for it";
        let says = |field: &Field| {
            !field.name.starts_with('<') && !matches!(field.value.to_lowercase().as_str(), "false" | "0" | "0.0" | "no" | "null")
        };
        let reason = |name: &str| why.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map_or(UNKNOWN, |(_, why)| *why);
        let of = |field: Field| Remark { value: field.value.clone(), ..Remark::lost(&field.place(), reason(&field.name)) };
        self.all.into_iter().filter(says).filter(|field| !reason(&field.name).is_empty()).map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(value: &str) -> Field {
        Field { name: "delay".into(), value: value.into(), line: 2 }
    }

    #[test]
    fn numbers_have_one_reading() {
        for (text, number) in [("35", "35"), ("35.00", "35"), ("35,5", "35.5"), ("1 000.25", "1000.25"), ("0.125", "0.125")] {
            assert_eq!(field(text).amount().map(|number| number.to_string()).ok().as_deref(), Some(number), "{text}");
        }
        for text in ["1,000", "1.000", "1.000,25", "abc", "-1", "1e5", "", "9".repeat(40).as_str(), "+5", ".", "1."] {
            assert!(field(text).amount().is_err(), "{text}");
        }
        assert_eq!(field("-3").signed_days(), Ok(-3));
        for text in ["-3", "2.5", "3651", "99999999999999999999"] {
            assert!(field(text).days().is_err(), "{text}");
        }
        assert_eq!(field("14").days(), Ok(Offset::Days(14)));
    }
}
