use super::aligned;
use crate::check::Covered;
use crate::plan::Plan;
use crate::value::Day;

/// What a proof went through: the window, the kinds of invoices, the cases, and the points at which something changes.
pub fn proof(policy: &Plan, covered: &Covered) -> String {
    let days = |days: &[i32]| days.iter().map(i32::to_string).collect::<Vec<_>>();
    let dates = |dates: &[Day]| dates.iter().map(Day::to_string).collect::<Vec<_>>();
    let rows = [
        ("sent", vec![format!("{} to {}", covered.window.0, covered.window.1)]),
        ("kinds of invoices", vec![covered.kinds.to_string()]),
        ("situations judged", vec![covered.situations.to_string()]),
        ("cases, day by day", vec![covered.cases.to_string()]),
        ("changes by sending day", dates(&covered.changes)),
        ("overdue, days", days(&covered.ages)),
        ("payment terms, days", days(&covered.terms)),
    ];
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .filter(|(_, points)| !points.is_empty())
        .map(|(axis, points)| vec![format!("  {axis}"), points.join(", ")])
        .collect();
    format!("{}\n{}", policy.name, aligned(&["  axis", "gone through"], &rows, &[]))
}
