//! Invoice Ninja's reminders. Names: github.com/invoiceninja/invoiceninja, `app/DataMapper/CompanySettings.php`; what they do: `app/Utils/Traits/MakesReminders.php`
//! and `app/Jobs/Util/ReminderJob.php`. A fee is charged when its reminder is due; a percentage is of what the invoice owes then.

use super::System;
use super::fields::Fields;
use super::imported::{Imported, ImportedFee, ImportedInterest, ImportedMoment, ImportedPolicy, ImportedStep, Place, Remark, Since};
use super::refused::Refused;
use super::shown::shown;
use crate::value::{Act, Offset};

/// The name by which such a file is known.
pub(super) const KNOWN_BY: &str = "schedule_reminder1";

const ENDLESS: &str = "a reminder without an end has no step; write as many steps as are meant";
const LOST: [(&str, &str); 4] = [
    ("endless_reminder_frequency_id", ENDLESS),
    ("late_fee_endless_amount", ENDLESS),
    ("late_fee_endless_percent", ENDLESS),
    ("reminder_send_time", "at what time of the day is not the policy's"),
];

pub(super) fn read(mut values: Fields) -> Result<Imported, Refused> {
    let mut remarks = Vec::new();
    if values.take(&["send_reminders"]).is_some_and(|field| field.is_yes() == Ok(false)) {
        remarks.push(Remark::lost(&Place::default(), "`send_reminders` is off: nothing is sent there at all"));
    }
    if values.is_on(&["enable_reminder_endless"])? {
        remarks.push(Remark::lost(&Place { line: 0, key: "enable_reminder_endless".into() }, ENDLESS));
    }
    let mut steps = Vec::new();
    for number in 1..=3 {
        steps.extend(one(number, &mut values, &mut remarks)?);
    }
    let ours = |remark: &Remark| {
        let key = remark.place.key.as_str();
        !key.contains("quote") && !key.starts_with("email_") && (key.contains("reminder") || key.starts_with("late_fee"))
    };
    remarks.extend(values.lost(&LOST).into_iter().filter(ours));
    // It sends what is due on the day, whatever its number.
    let policy =
        ImportedPolicy { label: None, tag: None, together: false, interest: ImportedInterest::None, smallest: None, steps, remarks };
    Ok(Imported { system: System::InvoiceNinja, policies: vec![policy] })
}

fn one(number: u32, values: &mut Fields, remarks: &mut Vec<Remark>) -> Result<Option<ImportedStep>, Refused> {
    let is_on = values.is_on(&[&format!("enable_reminder{number}")])?;
    let (days, schedule) = (values.take(&[&format!("num_days_reminder{number}")]), values.take(&[&format!("schedule_reminder{number}")]));
    let (amount, percent) = (values.take(&[&format!("late_fee_amount{number}")]), values.take(&[&format!("late_fee_percent{number}")]));
    let Some(schedule) = schedule.filter(|_| is_on) else { return Ok(None) };
    let place = schedule.place();
    let days = days.map_or(Ok(Offset::Days(0)), |field| field.days())?.about_days();
    let (after, since) = match schedule.value.as_str() {
        "after_invoice_date" => (days, Since::IssueDate),
        "before_due_date" => (-days, Since::DueDate),
        "after_due_date" => (days, Since::DueDate),
        other => {
            let help = "Invoice Ninja has after_invoice_date, before_due_date and after_due_date";
            return Err(Refused::at(&place, format!("`{}` is none of its values", shown(other)), help));
        }
    };
    let amount = amount.map(|field| field.amount()).transpose()?.filter(|amount| !amount.is_zero());
    let share = percent.as_ref().map(|field| field.percent()).transpose()?.filter(|rate| rate.ppm() > 0);
    let fee = match (amount, share) {
        (Some(amount), share) => {
            if let (Some(_), Some(field)) = (share, &percent) {
                remarks.push(Remark::lost(&field.place(), format!("{} % of the balance besides: a step has one fee", shown(&field.value))));
            }
            ImportedFee::Amount(amount, None)
        }
        (None, Some(share)) => {
            remarks.push(Remark::assumed(&place, "of the balance without the fees before, which Invoice Ninja adds to the invoice"));
            ImportedFee::OfBalance(share)
        }
        (None, None) => ImportedFee::None,
    };
    let when = ImportedMoment { after: Offset::Days(after), since };
    let place = Place { line: 0, key: format!("reminder{number}") };
    let (label, act) = (format!("Reminder {number}"), Act::Reminder);
    Ok(Some(ImportedStep { place, label, act, when, only_if: Vec::new(), deadline: None, fee, channel: Some("email") }))
}
