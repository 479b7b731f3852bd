use super::texts::Texts;
use crate::value::Day;

/// A customer's terms of payment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Terms {
    days: i32,
    months: i32,
    /// Whether all counts from the end of the invoice's month.
    from_end_of_month: bool,
}

/// Longer than anybody gives.
const MOST_DAYS: i32 = 3_650;

impl Terms {
    /// Those of a customer; `None` where it states none, or none that anybody gives.
    pub fn of(customer: &Texts) -> Option<Terms> {
        let stated = |field: &str, most: i32| match customer.get(&format!("PartyInfo/PaymentTerms/{field}")) {
            "" => Some(None),
            text => text.parse::<i32>().ok().filter(|number| (0..=most).contains(number)).map(Some),
        };
        let (days, months) = (stated("Days", MOST_DAYS)?, stated("Months", MOST_DAYS / 30)?);
        let from_end_of_month = matches!(customer.get("PartyInfo/PaymentTerms/FreeBillingMonth"), "true" | "1");
        let is_stated = days.is_some() || months.is_some() || from_end_of_month;
        is_stated.then_some(Terms { days: days.unwrap_or(0), months: months.unwrap_or(0), from_end_of_month })
    }

    /// When an invoice of a day is due.
    pub fn due(self, issued: Day) -> Day {
        let from = if self.from_end_of_month { end_of_month(issued) } else { issued };
        from.plus_months(self.months).plus(self.days)
    }
}

fn end_of_month(day: Day) -> Day {
    let (_, _, of_month) = Day::calendar(day.number()).unwrap_or((0, 0, 1));
    day.plus(1 - of_month as i32).plus_months(1).plus(-1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_months_and_the_end_of_a_month() {
        let due = |days, months, from_end_of_month, issued: &str| {
            Terms { days, months, from_end_of_month }.due(issued.parse().expect("a day")).to_string()
        };
        assert_eq!(due(15, 0, false, "2017-01-12"), "2017-01-27");
        assert_eq!(due(30, 0, true, "2017-01-09"), "2017-03-02");
        assert_eq!(due(0, 1, false, "2017-01-31"), "2017-02-28");
        assert_eq!(due(0, 0, true, "2016-02-29"), "2016-02-29");
        assert_eq!(due(0, 0, true, "2017-12-01"), "2017-12-31");
    }
}
