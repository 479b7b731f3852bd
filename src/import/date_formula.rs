use crate::value::Offset;

/// The time that a date formula of Business Central adds, `14D` or `<1M>`; `None` where Frist has no such time (`CM`, `1M+5D`) or it is too long.
///
/// D, W, M, Q and Y are the units of learn.microsoft.com, "Use date formulas" (Working with calendar dates and times); other languages have other letters.
pub(super) fn date_formula(text: &str) -> Option<Offset> {
    let text = text.trim_start_matches('<').trim_end_matches('>').trim();
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let number: i32 = number.parse().ok().filter(|number: &i32| number.abs() <= 1_000)?;
    Some(match unit.to_ascii_uppercase().as_str() {
        "D" => Offset::Days(number),
        "W" => Offset::Days(number * 7),
        "M" if number >= 0 => Offset::Months(number),
        "Q" if (0..=40).contains(&number) => Offset::Months(number * 3),
        "Y" if (0..=10).contains(&number) => Offset::Months(number * 12),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_of_one_unit_are_times() {
        for (text, time) in [
            ("14D", Offset::Days(14)),
            ("<2W>", Offset::Days(14)),
            ("1M", Offset::Months(1)),
            ("1q", Offset::Months(3)),
            ("-5D", Offset::Days(-5)),
        ] {
            assert_eq!(date_formula(text), Some(time), "{text}");
        }
        for text in ["", "D", "CM", "1M+5D", "14", "14T", "99999D", "å", "<>", "-1M"] {
            assert_eq!(date_formula(text), None, "{text}");
        }
    }
}
