use super::aligned;
use crate::check::Covered;
use crate::plan::Plan;
use crate::value::{Day, Money};

/// What a proof went through: the window, the kinds of invoices and histories, and the points between which nothing changes.
pub fn proof(policy: &Plan, covered: &Covered) -> String {
    let cuts = &covered.cuts;
    let days = |days: &[i32]| days.iter().map(i32::to_string).collect::<Vec<_>>();
    let dates = |dates: &[Day]| dates.iter().map(Day::to_string).collect::<Vec<_>>();
    let money = |amounts: &[i64]| amounts.iter().map(|minor| Money::new(*minor, policy.currency).plain()).collect::<Vec<_>>();
    let rows = [
        ("sent", vec![format!("{} to {}", cuts.window.0, cuts.window.1)]),
        ("due from", vec![cuts.oldest.to_string()]),
        ("kinds of invoices", vec![covered.kinds.to_string()]),
        ("states of an invoice", vec![covered.standings.to_string()]),
        ("due dates", vec![covered.due_dates.to_string()]),
        ("notices judged", vec![covered.notices.to_string()]),
        (
            "may be late",
            vec![match cuts.late {
                1 => "one notice of a history, those behind it as late as they then must be".into(),
                late => format!("{late} notices of a history, those behind them as late as they then must be"),
            }],
        ),
        ("changes by sending day", dates(&cuts.sending)),
        ("changes by due date", dates(&cuts.due)),
        ("overdue, days", days(&cuts.overdue)),
        ("gaps, days", days(&cuts.gaps)),
        ("deadlines, days", days(&cuts.deadlines)),
        ("payment terms, days", days(&cuts.terms)),
        ("amounts", money(&cuts.money)),
        ("bands of law", money(&cuts.bands)),
        (
            "calendar",
            vec![if cuts.reads.calendar {
                "every due date of the window: business days or months are counted".into()
            } else {
                "days are only counted, so differences decide".into()
            }],
        ),
    ];
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .filter(|(_, points)| !points.is_empty())
        .map(|(axis, points)| vec![format!("  {axis}"), points.join(", ")])
        .collect();
    format!("{}\n{}", policy.name, aligned(&["  axis", "gone through"], &rows, &[]))
}
