//! Odoo's follow-up levels. Column names: the fields of `account_followup.followup.line`, technical or as its views label them, from the open versions of
//! the module `account_followup` and odoo.com/documentation, "Follow-up on invoices". Levels go by their delay, and the days are counted from the due
//! date; below zero they come before it.

use super::System;
use super::fields::Fields;
use super::imported::{Imported, ImportedFee, ImportedInterest, ImportedMoment, ImportedPolicy, ImportedStep, Place, Remark, Since};
use super::refused::Refused;
use super::shown::shown;
use crate::value::{Act, Offset};

/// The column by which such a table is known.
pub(super) const DELAY: [&str; 2] = ["delay", "Due Days"];
const NAME: [&str; 4] = ["name", "Follow-Up Action", "Description", "Name"];
const EMAIL: [&str; 3] = ["send_email", "Send Email", "Send an Email"];
const LETTER: [&str; 3] = ["send_letter", "Send a Letter", "Letter"];
const SMS: [&str; 2] = ["send_sms", "Send SMS Message"];
const BY_HAND: [&str; 4] = ["manual_action", "Manual Action", "create_activity", "Schedule Activity"];

const TEXT: &str = "what a letter says is not the policy's";
const TASK: &str = "what somebody does by hand is not the policy's";
const LOST: [(&str, &str); 14] = [
    ("id", ""),
    ("sequence", ""),
    ("company_id", ""),
    ("description", TEXT),
    ("sms_description", TEXT),
    ("email_template_id", TEXT),
    ("mail_template_id", TEXT),
    ("sms_template_id", TEXT),
    ("join_invoices", TEXT),
    ("manual_action_note", TASK),
    ("manual_action_responsible_id", TASK),
    ("activity_summary", TASK),
    ("activity_note", TASK),
    ("auto_execute", "what is proposed is sent by who runs `frist evaluate`"),
];

pub(super) fn read(rows: Vec<Fields>) -> Result<Imported, Refused> {
    let (mut steps, mut remarks) = (Vec::new(), Vec::new());
    for (at, row) in rows.into_iter().enumerate() {
        steps.push(one(at, row, &mut remarks)?);
    }
    // Levels of one day stay in the order of the file.
    steps.sort_by_key(|(delay, _)| *delay);
    remarks.push(Remark::assumed(&Place::default(), "invoices of a customer at one level go out in one letter"));
    let steps = steps.into_iter().map(|(_, step)| step).collect();
    let policy =
        ImportedPolicy { label: None, tag: None, together: true, interest: ImportedInterest::None, smallest: None, steps, remarks };
    Ok(Imported { system: System::Odoo, policies: vec![policy] })
}

fn one(at: usize, mut row: Fields, remarks: &mut Vec<Remark>) -> Result<(i32, ImportedStep), Refused> {
    let place = row.place();
    let delay = row.required(&DELAY)?.signed_days()?;
    let label = row.label(&NAME, format!("Level {}", at + 1));
    let (email, letter, sms, by_hand) = (row.is_on(&EMAIL)?, row.is_on(&LETTER)?, row.is_on(&SMS)?, row.is_on(&BY_HAND)?);
    let ways: Vec<&'static str> =
        [(letter, "post"), (email, "email"), (sms, "sms")].iter().filter(|(on, _)| *on).map(|(_, way)| *way).collect();
    if let [_, more @ ..] = ways.as_slice()
        && !more.is_empty()
    {
        remarks.push(Remark::lost(&place, format!("`{}` goes out by {} too; a step has one channel", shown(&label), more.join(" and "))));
    }
    let act = match (ways.is_empty(), by_hand) {
        (true, true) => {
            remarks.push(Remark::assumed(&place, format!("`{}` sends nothing, and is taken as a call", shown(&label))));
            Act::Call
        }
        (false, true) => {
            remarks.push(Remark::lost(&place, format!("`{}` asks for something by hand besides", shown(&label))));
            Act::Reminder
        }
        (_, false) => Act::Reminder,
    };
    remarks.extend(row.lost(&LOST));
    let when = ImportedMoment { after: Offset::Days(delay), since: Since::DueDate };
    let channel = ways.first().copied();
    Ok((delay, ImportedStep { place, label, act, when, only_if: Vec::new(), deadline: None, fee: ImportedFee::None, channel }))
}
