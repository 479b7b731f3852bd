use super::texts::Texts;
use crate::value::Day;

/// From which day and through which one a file tells, as its header has it, each where it can be known.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Period {
    pub from: Option<Day>,
    pub through: Option<Day>,
}

impl Period {
    /// That of a header: two days, or two periods of accounting, which are months; what goes beyond the twelfth belongs to the end of a year. What a file tells
    /// of days after it was made is not known yet.
    pub fn of(header: &Texts) -> Period {
        let day = |field: &str| header.get(field).parse::<Day>().ok();
        let month = |period: &str, year: &str| {
            let month: u32 = header.get(period).parse().ok()?;
            Day::new(header.get(year).parse().ok()?, month.clamp(1, 12), 1)
        };
        let of = |name: &str| format!("SelectionCriteria/{name}");
        let from = day(&of("SelectionStartDate")).or_else(|| month(&of("PeriodStart"), &of("PeriodStartYear")));
        let last = |first: Day| first.plus_months(1).plus(-1);
        let through = day(&of("SelectionEndDate")).or_else(|| month(&of("PeriodEnd"), &of("PeriodEndYear")).map(last));
        let made = day("AuditFileDateCreated");
        Period { from, through: through.map_or(made, |through| Some(made.map_or(through, |made| made.min(through)))) }
    }
}
