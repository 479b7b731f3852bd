//! Levels of `account_credit_control` of the Odoo Community Association. Column names: the fields of `credit.control.policy.level`, technical or as its
//! views label them, in github.com/OCA/credit-control, `account_credit_control/models/credit_control_policy.py`; of fees those of
//! `account_credit_control_dunning_fees`. A level follows the one below it; `previous_date` counts from the day that one was sent.

use std::collections::BTreeMap;

use super::System;
use super::fields::{Field, Fields};
use super::imported::{Imported, ImportedFee, ImportedInterest, ImportedMoment, ImportedPolicy, ImportedStep, Place, Remark, Since};
use super::refused::Refused;
use super::shown::shown;
use crate::value::Act;

/// The column by which such a table is known.
pub(super) const MODE: [&str; 4] = ["computation_mode", "Compute Mode", "level_ids/computation_mode", "Policy Levels/Compute Mode"];
const LEVEL: [&str; 4] = ["level", "level_ids/level", "Policy Levels/Level", "Level"];
const NAME: [&str; 4] = ["level_ids/name", "Policy Levels/Name", "name", "Name"];
/// Of a level its policy; of a policy whose levels stand beside it, its own name.
const POLICY: [&str; 6] = ["policy_id", "policy_id/name", "Related Policy", "Related Policy/Name", "name", "Name"];
const DELAY: [&str; 4] = ["delay_days", "Delay (in days)", "level_ids/delay_days", "Policy Levels/Delay (in days)"];
const CHANNEL: [&str; 4] = ["channel", "Channel", "level_ids/channel", "Policy Levels/Channel"];

const TEXT: &str = "what a letter says is not the policy's";
const LOST: [(&str, &str); 9] = [
    ("id", ""),
    ("custom_text", TEXT),
    ("custom_mail_text", TEXT),
    ("custom_text_after_details", TEXT),
    ("email_template_id", TEXT),
    ("mail_show_invoice_detail", TEXT),
    ("dunning_product_id", "on which account a fee is booked is not the policy's"),
    ("dunning_fees_type", ""),
    ("account_ids", "on which account an invoice stands is not the ledger's; name the invoices by `applies when`"),
];

pub(super) fn read(rows: Vec<Fields>) -> Result<Imported, Refused> {
    // The levels of each policy by their number.
    let mut policies: Vec<(Option<String>, BTreeMap<u32, Fields>)> = Vec::new();
    for mut row in rows {
        let (level, name) = (row.required(&LEVEL)?, row.take(&NAME));
        let number = level.count(1_000)?;
        let label = row.take(&POLICY).map(|field| field.value);
        name.iter().for_each(|name| row.push(NAME[2], &name.value, name.line));
        // An export of policies with their levels names each policy once.
        let same = |(known, _): &&mut (Option<String>, _)| label.is_none() || *known == label;
        let levels = match policies.iter_mut().rev().find(same) {
            Some((_, levels)) => levels,
            None => {
                policies.push((label, BTreeMap::new()));
                let Some((_, levels)) = policies.last_mut() else { continue };
                levels
            }
        };
        let place = row.place();
        if levels.insert(number, row).is_some() {
            return Err(Refused::at(&place, format!("level {number} is there twice"), "a policy has each level once; leave one out"));
        }
    }
    let read = policies.into_iter().map(|(label, levels)| one(label, levels)).collect::<Result<Vec<_>, _>>()?;
    Ok(Imported { system: System::Oca, policies: read })
}

fn one(label: Option<String>, levels: BTreeMap<u32, Fields>) -> Result<ImportedPolicy, Refused> {
    let (mut steps, mut remarks) = (Vec::<ImportedStep>::new(), Vec::new());
    // Whether the level before was left out: what counts from it is left out too.
    let mut is_broken = true;
    for (number, mut level) in levels {
        let place = level.place();
        let label = level.label(&NAME, format!("Level {number}"));
        let (mode, delay) = (level.required(&MODE)?, level.required(&DELAY)?);
        let since = match mode.value.as_str() {
            "net_days" | "Due Date" => Ok(Since::DueDate),
            "previous_date" | "Previous Reminder" if is_broken => Err("it counts from a level that is not carried over"),
            "previous_date" | "Previous Reminder" => Ok(Since::Previous),
            "end_of_month" | "Due Date, End Of Month" => Err("a step cannot wait for the end of a month; write it by hand"),
            _ => return Err(unknown(&mode, "OCA has net_days, end_of_month and previous_date")),
        };
        is_broken = since.is_err();
        let when = match since {
            Ok(since) => ImportedMoment { after: delay.days()?, since },
            Err(why) => {
                let text = format!("`{}`, {} days, `{}`: {why}", shown(&label), shown(&delay.value), shown(&mode.value));
                remarks.push(Remark::lost(&place, text));
                continue;
            }
        };
        let (act, channel) = channel(&mut level)?;
        let fee = fee(&mut level)?;
        remarks.extend(level.lost(&LOST));
        steps.push(ImportedStep { place, label, act, when, only_if: Vec::new(), deadline: None, fee, channel });
    }
    remarks.push(Remark::assumed(&Place::default(), "invoices of a customer at one level go out in one letter"));
    Ok(ImportedPolicy { label, tag: None, together: true, interest: ImportedInterest::None, smallest: None, steps, remarks })
}

fn channel(level: &mut Fields) -> Result<(Act, Option<&'static str>), Refused> {
    let Some(channel) = level.take(&CHANNEL) else { return Ok((Act::Reminder, None)) };
    Ok(match channel.value.to_lowercase().as_str() {
        "email" => (Act::Reminder, Some("email")),
        "letter" => (Act::Reminder, Some("post")),
        "phone" => (Act::Call, None),
        _ => return Err(unknown(&channel, "OCA has letter, email and phone")),
    })
}

fn fee(level: &mut Fields) -> Result<ImportedFee, Refused> {
    let currency = level.take(&["dunning_currency_id", "Fees currency", "dunning_currency_id/name"]).map(|field| field.value);
    match level.take(&["dunning_fixed_amount", "Fees Fixed Amount"]) {
        Some(field) => Ok(ImportedFee::Amount(field.amount()?, currency)),
        None => Ok(ImportedFee::None),
    }
}

fn unknown(field: &Field, help: &str) -> Refused {
    Refused::at(&field.place(), format!("`{}` is none of its values", shown(&field.value)), help)
}
