//! Business Central's reminder levels, with the columns of their reminder terms beside them. Column names: the fields of the tables 292 "Reminder Terms" and
//! 293 "Reminder Level", learn.microsoft.com and microsoft.github.io/BCApps; what they do: codeunit 392 "Reminder-Make". A reminder goes out the day
//! after the grace period, counted from the due date of the invoice, and from the second on from the due date of the reminder before.

use super::System;
use super::date_formula::date_formula;
use super::fields::{Field, Fields};
use super::imported::{Imported, ImportedFee, ImportedInterest, ImportedMoment, ImportedPolicy, ImportedStep, Place, Remark, Since};
use super::refused::Refused;
use super::shown::shown;
use crate::value::{Act, Offset};

/// The column by which such a table is known.
pub(super) const GRACE: [&str; 2] = ["Grace Period", "GracePeriod"];
const TERMS: [&str; 3] = ["Reminder Terms Code", "ReminderTermsCode", "Code"];
const NUMBER: [&str; 3] = ["No.", "No", "Level"];
const DUE: [&str; 2] = ["Due Date Calculation", "DueDateCalculation"];
const FEE: [&str; 2] = ["Additional Fee (LCY)", "AdditionalFeeLCY"];
const LINE_FEE: [&str; 3] = ["Add. Fee per Line Amount (LCY)", "Add. Fee per Line", "AddFeePerLineAmountLCY"];
const KIND: [&str; 2] = ["Add. Fee Calculation Type", "AddFeeCalculationType"];
const INTEREST: [&str; 2] = ["Calculate Interest", "CalculateInterest"];
const MOST: [&str; 3] = ["Max. No. of Reminders", "Maximum No. of Reminders", "MaxNoofReminders"];
const SMALLEST: [&str; 3] = ["Minimum Amount (LCY)", "Minimum Amount", "MinimumAmountLCY"];
/// No terms ask for more reminders than this; what is above is told.
const MOST_REMINDERS: usize = 20;

const BOOKS: &str = "on which account it is booked is not the policy's";
const LOST: [(&str, &str); 5] = [
    ("Description", ""),
    ("Post Interest", BOOKS),
    ("Post Additional Fee", BOOKS),
    ("Post Add. Fee per Line", BOOKS),
    ("Add. Fee per Line Description", "what a letter says is not the policy's"),
];

/// A row, as far as it says which it is.
struct Level {
    terms: Option<String>,
    number: u32,
    row: Fields,
}

pub(super) fn read(rows: Vec<Fields>) -> Result<Imported, Refused> {
    let mut levels = Vec::<Level>::new();
    for mut row in rows {
        let level = Level { terms: row.take(&TERMS).map(|field| field.value), number: row.required(&NUMBER)?.count(1_000)?, row };
        if levels.iter().any(|other| (&other.terms, other.number) == (&level.terms, level.number)) {
            return Err(Refused::at(
                &level.row.place(),
                format!("level {} is there twice", level.number),
                "terms have each level once; leave one out",
            ));
        }
        levels.push(level);
    }
    let mut codes: Vec<Option<String>> = Vec::new();
    for level in &levels {
        if !codes.contains(&level.terms) {
            codes.push(level.terms.clone());
        }
    }
    if let Some(level) = levels.iter().find(|level| level.terms.is_none()).filter(|_| codes.len() > 1) {
        let place = Place { line: level.row.line, key: TERMS[0].into() };
        return Err(Refused::at(&place, "there is no value, and other rows have one", "fill in whose level it is"));
    }
    // The levels of terms stand in the order of their numbers; terms in that of the file.
    levels.sort_by_key(|level| level.number);
    let mut policies = Vec::new();
    for code in codes {
        let own;
        (own, levels) = levels.into_iter().partition(|level| level.terms == code);
        policies.push(one(code, own)?);
    }
    Ok(Imported { system: System::BusinessCentral, policies })
}

fn one(label: Option<String>, levels: Vec<Level>) -> Result<ImportedPolicy, Refused> {
    let mut policy = ImportedPolicy {
        label,
        tag: None,
        together: true,
        interest: ImportedInterest::None,
        smallest: None,
        steps: Vec::new(),
        remarks: Vec::new(),
    };
    let (mut most, mut is_broken) = (None, false);
    for (at, Level { number, mut row, .. }) in levels.into_iter().enumerate() {
        let place = row.place();
        let label = format!("Reminder {number}");
        // Of the terms, the first row says it for all.
        let (of_terms, smallest) = (row.take(&MOST), row.take(&SMALLEST));
        if at == 0 {
            most = of_terms.map(|field| field.count(1_000).map(|count| (count, field.place()))).transpose()?;
            policy.smallest = smallest.map(|field| field.amount()).transpose()?.filter(|amount| !amount.is_zero());
        }
        let (grace, due) = (row.take(&GRACE), row.take(&DUE));
        let when = moment(grace.as_ref(), at == 0).filter(|_| !is_broken);
        let deadline = due.as_ref().and_then(|due| date_formula(&due.value));
        if let Some(due) = due.as_ref().filter(|_| deadline.is_none()) {
            policy.remarks.push(Remark::lost(
                &due.place(),
                format!(
                    "`{}` is no time that a deadline can be, and the next step counts from the day of sending; write it in days or months",
                    shown(&due.value)
                ),
            ));
        }
        if row.is_on(&INTEREST)? && policy.interest == ImportedInterest::None {
            policy.interest = ImportedInterest::Statutory;
            policy.remarks.push(Remark::assumed(
                &place,
                "interest is at the late rate of the law; the rate stands in the finance charge terms, and not here",
            ));
        }
        let fee = fee(&mut row, &mut policy)?;
        policy.remarks.extend(row.lost(&LOST));
        let Some((when, is_day_early)) = when else {
            let found = grace.map_or(String::new(), |grace| grace.value);
            let why = if is_broken {
                "it counts from a level that is not carried over"
            } else {
                "it is no time that a step can count; write it by hand"
            };
            policy.remarks.push(Remark::lost(&place, format!("`{label}`, grace period `{}`: {why}", shown(&found))));
            is_broken = true;
            continue;
        };
        if is_day_early {
            policy
                .remarks
                .push(Remark::assumed(&place, "a grace period of months ends on its last day; Business Central sends the day after"));
        }
        policy.steps.push(ImportedStep { place, label, act: Act::Reminder, when, only_if: Vec::new(), deadline, fee, channel: None });
    }
    if !is_broken {
        repeat(most, &mut policy);
    }
    Ok(policy)
}

/// The day after a grace period, and whether a day is missing to it; `None` where it cannot be said.
fn moment(grace: Option<&Field>, is_first: bool) -> Option<(ImportedMoment, bool)> {
    let since = if is_first { Since::DueDate } else { Since::PreviousDeadline };
    let after = grace.map_or(Some(Offset::Days(0)), |grace| date_formula(&grace.value))?;
    Some(match after {
        Offset::Days(days) if days < -1 && !is_first => return None,
        Offset::Days(days) => (ImportedMoment { after: Offset::Days(days + 1), since }, false),
        longer @ (Offset::Months(_) | Offset::BusinessDays(_)) => (ImportedMoment { after: longer, since }, true),
    })
}

fn fee(row: &mut Fields, policy: &mut ImportedPolicy) -> Result<ImportedFee, Refused> {
    let amount = |field: Option<Field>| field.map(|field| field.amount()).transpose();
    if let Some(kind) = row.take(&KIND).filter(|kind| !kind.value.eq_ignore_ascii_case("Fixed")) {
        policy.remarks.push(Remark::lost(
            &kind.place(),
            format!("`{}`: the fee is reckoned by the table Additional Fee Setup, which is not here", shown(&kind.value)),
        ));
    }
    let place = row.place();
    let (fee, line) = (amount(row.take(&FEE))?.unwrap_or_default(), amount(row.take(&LINE_FEE))?.unwrap_or_default());
    if !line.is_zero() {
        policy.together = false;
        policy.remarks.push(Remark::assumed(&place, "each invoice has a letter of its own, since a fee is charged for each line"));
    }
    let both = fee.checked_add(line).filter(|both| !both.is_zero());
    Ok(both.map_or(ImportedFee::None, |both| ImportedFee::Amount(both, None)))
}

/// Brings the levels to the number of reminders that the terms allow: the last one goes out again, or what is beyond does not.
fn repeat(most: Option<(u32, Place)>, policy: &mut ImportedPolicy) {
    let Some((most, place)) = most else { return };
    let (most, levels) = (most as usize, policy.steps.len());
    let Some(last) = policy.steps.last().cloned() else { return };
    if most == 0 || most > MOST_REMINDERS {
        policy.remarks.push(Remark::lost(&place, format!("`{}` goes out again without an end; a policy ends", last.label)));
    } else if most < levels {
        policy.remarks.push(Remark::lost(
            &place,
            format!("{} of {levels} levels are never reached: no more than {most} reminders are sent", levels - most),
        ));
        policy.steps.truncate(most);
    }
    if most > MOST_REMINDERS {
        return;
    }
    for number in levels + 1..=most {
        // It counts from the reminder before, whatever the level was the first for.
        let when = ImportedMoment { since: Since::PreviousDeadline, ..last.when };
        policy.steps.push(ImportedStep { label: format!("Reminder {number}"), when, ..last.clone() });
    }
}
