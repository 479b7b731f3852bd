//! How a file writes its dates.

use crate::value::Day;

/// Where year, month and day stand, and what is between them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DateForm {
    pattern: String,
    parts: Vec<Part>,
    /// Whether something may stand behind it, such as a time, that nobody reads.
    may_go_on: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    /// A number of two or four digits, or of one or two.
    Number(Of, Digits),
    Mark(char),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Of {
    Year,
    Month,
    Day,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Digits {
    OneOrTwo,
    Two,
    Four,
}

/// Why a text is not a day in a file's form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnreadableDay {
    /// Not written as the pattern says.
    Form,
    /// Written so, but there is no such day, or none between 1970 and 2199.
    NoSuchDay,
}

/// The numbers of a pattern, the longer before what it begins with.
const NUMBERS: [(&str, Of, Digits); 6] = [
    ("yyyy", Of::Year, Digits::Four),
    ("yy", Of::Year, Digits::Two),
    ("mm", Of::Month, Digits::Two),
    ("m", Of::Month, Digits::OneOrTwo),
    ("dd", Of::Day, Digits::Two),
    ("d", Of::Day, Digits::OneOrTwo),
];

/// The year that two digits count from.
const CENTURY: i32 = 2000;

impl DateForm {
    /// The form of a pattern such as `dd.mm.yyyy`: a year (`yyyy`; `yy` for 2000 to 2099), a month (`mm`; `m` without a zero) and a day (`dd`; `d`), once
    /// each, any other characters standing for themselves; behind a `*` at its end stands what is not read. `None` where it is none, or where nobody could tell where a number ends.
    pub fn of(pattern: &str) -> Option<DateForm> {
        let (before, may_go_on) = pattern.strip_suffix('*').map_or((pattern, false), |before| (before, true));
        let (mut parts, mut rest) = (Vec::new(), before);
        while let Some(first) = rest.chars().next() {
            let number = NUMBERS.iter().find(|(letters, ..)| rest.starts_with(letters));
            let (part, length) =
                number.map_or((Part::Mark(first), first.len_utf8()), |(letters, of, digits)| (Part::Number(*of, *digits), letters.len()));
            parts.push(part);
            rest = &rest[length..];
        }
        let once = |wanted: Of| parts.iter().filter(|part| matches!(part, Part::Number(of, _) if *of == wanted)).count() == 1;
        let ends = |pair: &[Part]| match pair {
            [Part::Number(_, Digits::OneOrTwo), next] => matches!(next, Part::Mark(mark) if !mark.is_ascii_digit()),
            _ => true,
        };
        // A letter too many is no mark.
        let is_mark = |part: &Part| !matches!(part, Part::Mark('y' | 'm' | 'd'));
        let is_form = [Of::Year, Of::Month, Of::Day].into_iter().all(once) && parts.windows(2).all(ends) && parts.iter().all(is_mark);
        let is_open = may_go_on && matches!(parts.last(), Some(Part::Number(_, Digits::OneOrTwo)));
        (is_form && !is_open).then(|| DateForm { pattern: pattern.into(), parts, may_go_on })
    }

    /// As it is written.
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// Reads a day.
    ///
    /// # Errors
    /// As [`UnreadableDay`] says.
    pub fn read(&self, text: &str) -> Result<Day, UnreadableDay> {
        let (mut year, mut month, mut day) = (0, 0, 0);
        let mut rest = text;
        for part in &self.parts {
            let (of, digits) = match part {
                Part::Mark(mark) => {
                    rest = rest.strip_prefix(*mark).ok_or(UnreadableDay::Form)?;
                    continue;
                }
                Part::Number(of, digits) => (of, digits),
            };
            let (least, most) = digits.bounds();
            let length = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
            if length < least {
                return Err(UnreadableDay::Form);
            }
            let number = rest.as_bytes()[..length].iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
            rest = &rest[length..];
            match of {
                Of::Year => year = number as i32 + if *digits == Digits::Two { CENTURY } else { 0 },
                Of::Month => month = number,
                Of::Day => day = number,
            }
        }
        if rest.is_empty() || self.may_go_on {
            Day::new(year, month, day).ok_or(UnreadableDay::NoSuchDay)
        } else {
            Err(UnreadableDay::Form)
        }
    }

    /// Writes a day as this form reads it. One before or after the years that it knows is written with all digits of its year.
    pub fn write(&self, year: i32, month: u32, day: u32, out: &mut String) {
        use std::fmt::Write;
        for part in &self.parts {
            let in_century = (CENTURY..CENTURY + 100).contains(&year);
            // A text in memory takes all that is written.
            let _ = match part {
                Part::Mark(mark) => write!(out, "{mark}"),
                Part::Number(Of::Year, Digits::Two) if in_century => write!(out, "{:02}", year - CENTURY),
                Part::Number(Of::Year, _) => write!(out, "{year:04}"),
                Part::Number(Of::Month, digits) => write!(out, "{month:0width$}", width = digits.bounds().0),
                Part::Number(Of::Day, digits) => write!(out, "{day:0width$}", width = digits.bounds().0),
            };
        }
    }
}

impl Default for DateForm {
    /// That of ISO 8601: `yyyy-mm-dd`.
    fn default() -> DateForm {
        let number = |of, digits| Part::Number(of, digits);
        let dash = Part::Mark('-');
        let parts = vec![number(Of::Year, Digits::Four), dash, number(Of::Month, Digits::Two), dash, number(Of::Day, Digits::Two)];
        DateForm { pattern: "yyyy-mm-dd".into(), parts, may_go_on: false }
    }
}

impl Digits {
    /// The fewest and the most.
    fn bounds(self) -> (usize, usize) {
        match self {
            Digits::OneOrTwo => (1, 2),
            Digits::Two => (2, 2),
            Digits::Four => (4, 4),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let day = Day::new(2026, 3, 5).ok_or(UnreadableDay::NoSuchDay);
        let (form, none) = (Err(UnreadableDay::Form), Err(UnreadableDay::NoSuchDay));
        for (pattern, text, read) in [
            ("yyyy-mm-dd", "2026-03-05", day),
            ("yyyymmdd", "20260305", day),
            ("yyyy-mm-dd 00:00", "2026-03-05 00:00", day),
            ("yymmdd", "260305", day),
            ("dd.mm.yyyy", "05.03.2026", day),
            ("dd.mm.yyyy", "5.3.2026", form),
            ("dd.mm.yyyy", "05.03.20261", form),
            ("dd.mm.yyyy", "0ø.03.2026", form),
            ("dd.mm.yyyy", "05.03.26", form),
            ("d.m.yyyy", "5.3.2026", day),
            ("d.m.yyyy", "05.03.2026", day),
            ("d.m.yyyy", "005.3.2026", form),
            ("d.m.yyyy", ".3.2026", form),
            ("d.m.yy", "5.3.26", day),
            ("d.m.yy", "5.3.2026", form),
            ("d. m. yyyy", "5. 3. 2026", day),
            ("m/d/yyyy", "3/5/2026", day),
            ("m/d/yyyy", "30/3/2026", none),
            ("yyyy-mm-dd*", "2026-03-05T00:00:00", day),
            ("yyyy-mm-dd*", "2026-03-05", day),
            ("yyyy-mm-dd*", "2026-03-5T00", form),
            ("yyyy-mm-dd", "1969-12-31", none),
            ("yyyy-mm-dd", "2026-02-29", none),
            ("yyyy-mm-dd", "2026-00-01", none),
        ] {
            assert_eq!(DateForm::of(pattern).expect(pattern).read(text), read, "{pattern} {text}");
        }
    }

    #[test]
    fn what_is_no_form() {
        for pattern in
            ["", "yyyy-mm", "dd.mm", "dd.mm.yyy", "yyyy-mm-dd-dd", "dmyyyy", "d0m.yyyy", "dd.mmm.yyyy", "tt.mm.jjjj", "yyyy-m-d*"]
        {
            assert_eq!(DateForm::of(pattern), None, "{pattern}");
        }
        assert_eq!(DateForm::of("yyyy-mm-dd"), Some(DateForm::default()));
    }

    #[test]
    fn what_is_written_is_read() {
        for pattern in ["yyyy-mm-dd", "d.m.yyyy", "dd/mm/yy", "yymmdd", "m/d/yy"] {
            let form = DateForm::of(pattern).expect(pattern);
            for (year, month, day) in [(2026, 3, 5), (2000, 12, 31), (2099, 1, 10)] {
                let mut text = String::new();
                form.write(year, month, day, &mut text);
                assert_eq!(form.read(&text).ok(), Day::new(year, month, day), "{pattern} {text}");
            }
            // Whoever writes a day that the form cannot say writes nothing that it reads as another.
            let mut text = String::new();
            form.write(1999, 3, 5, &mut text);
            assert!(form.read(&text).is_err() || pattern.contains("yyyy"), "{pattern} {text}");
        }
    }
}
