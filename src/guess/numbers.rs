/// How numbers are written, as far as values tell.
#[derive(Default, Debug)]
pub(super) struct Numbers {
    /// How often each of these marks can only be the decimal one.
    point: usize,
    comma: usize,
    /// What stands between thousands.
    grouping: Option<char>,
    /// Values whose one mark can be either.
    ambiguous: usize,
}

/// Marks between thousands.
const GROUPS: [char; 6] = [' ', '\u{a0}', '\u{202f}', '.', ',', '\''];

impl Numbers {
    /// Whether a value is a number however it is written.
    pub fn is_number(value: &str) -> bool {
        let value = value.trim_matches(['-', '\u{2212}', '+']).trim();
        value.starts_with(|c: char| c.is_ascii_digit())
            && value.ends_with(|c: char| c.is_ascii_digit())
            && value.chars().all(|c| c.is_ascii_digit() || GROUPS.contains(&c))
            && !value.as_bytes().windows(2).any(|pair| pair.iter().all(|byte| b".,' ".contains(byte)))
    }

    /// Takes in a value that is a number.
    pub fn see(&mut self, value: &str) {
        let marks: Vec<(usize, char)> = value.char_indices().filter(|(_, c)| GROUPS.contains(c)).collect();
        let digits_behind = |at: usize, mark: char| value[at + mark.len_utf8()..].chars().take_while(char::is_ascii_digit).count();
        let Some((at, last)) = marks.last().copied() else { return };
        let is_mark = matches!(last, '.' | ',');
        let others: Vec<char> = marks[..marks.len() - 1].iter().map(|(_, mark)| *mark).collect();
        if is_mark && (digits_behind(at, last) != 3 || others.iter().any(|other| *other != last)) {
            *(if last == '.' { &mut self.point } else { &mut self.comma }) += 1;
            self.grouping = others.first().copied().or(self.grouping);
        } else if is_mark && others.is_empty() {
            self.ambiguous += 1;
        } else {
            // Three digits behind each of several, or behind a blank.
            self.grouping = Some(last);
        }
    }

    /// The decimal mark, and what speaks for it; `None` where nothing does.
    pub fn decimal(&self) -> Option<(char, String)> {
        let of_grouping = match self.grouping {
            Some('.') => Some(','),
            Some(',') => Some('.'),
            _ => None,
        };
        match (self.point, self.comma) {
            (0, 0) => of_grouping.map(|mark| (mark, "the other mark stands between thousands".into())),
            (0, seen) => Some((',', format!("{seen} values can be read in no other way"))),
            (seen, 0) => Some(('.', format!("{seen} values can be read in no other way"))),
            (point, comma) => {
                let (mark, seen, other) = if point > comma { ('.', point, comma) } else { (',', comma, point) };
                Some((mark, format!("{seen} values can be read in no other way; {other} cannot be read so")))
            }
        }
    }

    /// The mark between thousands, as a mapping has it.
    pub fn grouping(&self) -> Option<char> {
        self.grouping.map(|mark| if matches!(mark, '\u{a0}' | '\u{202f}') { ' ' } else { mark })
    }

    /// How many values could be read with either mark.
    pub fn ambiguous(&self) -> usize {
        self.ambiguous
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(values: &[&str]) -> (Option<char>, Option<char>, usize) {
        let mut numbers = Numbers::default();
        for value in values {
            assert!(Numbers::is_number(value), "{value}");
            numbers.see(value);
        }
        (numbers.decimal().map(|(mark, _)| mark), numbers.grouping(), numbers.ambiguous())
    }

    #[test]
    fn marks_are_told_apart() {
        assert_eq!(seen(&["1 234,50", "12"]), (Some(','), Some(' '), 0));
        assert_eq!(seen(&["1.234,50-"]), (Some(','), Some('.'), 0));
        assert_eq!(seen(&["1,234.5"]), (Some('.'), Some(','), 0));
        assert_eq!(seen(&["1.234.567"]), (Some(','), Some('.'), 0));
        assert_eq!(seen(&["1.234", "12.400"]), (None, None, 2));
        assert_eq!(seen(&["1\u{a0}234"]), (None, Some(' '), 0));
        assert_eq!(seen(&["-12,5"]), (Some(','), None, 0));
        for other in ["", "12..5", "2026-03-01", "a1", "1/2", "12,", "NOK 5"] {
            assert!(!Numbers::is_number(other), "{other}");
        }
    }
}
