use crate::ledger::mapping::DateForm;

/// A form of dates in which values can be read, and what of it is not sure.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Dates {
    /// As a mapping writes it.
    pub pattern: String,
    /// Another that fits as well.
    pub or: Option<String>,
}

/// Marks between the numbers of a date.
const MARKS: [char; 4] = ['.', '-', '/', ' '];

/// The form of all these values; `None` where they are no dates in one form.
pub(super) fn dates<'v>(values: impl Iterator<Item = &'v str> + Clone) -> Option<Dates> {
    values.clone().next()?;
    let mut fit: Vec<String> = patterns()
        .into_iter()
        .filter(|pattern| DateForm::of(pattern).is_some_and(|form| values.clone().all(|value| form.read(value).is_ok())))
        .collect();
    // Zeros that stand everywhere are meant, and times that stand nowhere are not.
    let is_shorter_form_of_one = |pattern: &String, all: &[String]| all.iter().any(|other| *pattern != *other && fuller(other, pattern));
    let all = fit.clone();
    fit.retain(|pattern| !is_shorter_form_of_one(pattern, &all));
    let mut fit = fit.into_iter();
    let pattern = fit.next()?;
    Some(Dates { pattern, or: fit.next() })
}

/// Whether one pattern is the other, with zeros or without a time.
fn fuller(one: &str, other: &str) -> bool {
    let plain = |pattern: &str| pattern.trim_end_matches('*').replace("dd", "d").replace("mm", "m");
    let rank = |pattern: &str| (pattern.ends_with('*'), usize::MAX - pattern.len());
    plain(one) == plain(other) && rank(one) < rank(other)
}

/// All forms that are looked for, the usual ones first.
fn patterns() -> Vec<String> {
    let mut all = vec!["yyyymmdd".to_owned()];
    for mark in MARKS {
        for order in [["yyyy", "mm", "dd"], ["dd", "mm", "yyyy"], ["mm", "dd", "yyyy"], ["dd", "mm", "yy"], ["yy", "mm", "dd"]] {
            let with_zeros = order.join(&mark.to_string());
            let without = with_zeros.replace("mm", "m").replace("dd", "d");
            all.extend([with_zeros.clone(), without]);
            if order[0] == "yyyy" || order[2] == "yyyy" {
                all.push(format!("{with_zeros}*"));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(values: &[&str]) -> Option<(String, Option<String>)> {
        dates(values.iter().copied()).map(|dates| (dates.pattern, dates.or))
    }

    #[test]
    fn forms_are_told_apart() {
        let one = |pattern: &str| Some((pattern.to_owned(), None));
        assert_eq!(form(&["2026-03-30", "2026-04-01"]), one("yyyy-mm-dd"));
        assert_eq!(form(&["30.03.2026", "01.04.2026"]), one("dd.mm.yyyy"));
        assert_eq!(form(&["30.3.2026", "1.4.2026"]), one("d.m.yyyy"));
        assert_eq!(form(&["30/03/26"]), Some(("dd/mm/yy".into(), Some("yy/mm/dd".into()))));
        assert_eq!(form(&["30/13/26", "13/30/26"]), None);
        assert_eq!(form(&["03/30/2026"]), one("mm/dd/yyyy"));
        assert_eq!(form(&["01/04/2026"]), Some(("dd/mm/yyyy".into(), Some("mm/dd/yyyy".into()))));
        assert_eq!(form(&["2026-03-30T00:00:00"]), one("yyyy-mm-dd*"));
        assert_eq!(form(&["20260330"]), one("yyyymmdd"));
        for none in [&["30.03.2026", "x"][..], &["12"], &[]] {
            assert_eq!(form(none), None);
        }
    }
}
