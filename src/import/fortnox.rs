//! Fortnox' reminder settings. Its API (developer.fortnox.se) has none of them; the names are those of the page they stand on, as
//! support.fortnox.se, "Inställningar - Påminnelser", tells them, and of the late rate as "Räntefakturering" does.

use super::System;
use super::fields::Fields;
use super::imported::{Imported, ImportedFee, ImportedInterest, ImportedMoment, ImportedPolicy, ImportedStep, Remark, Since};
use super::refused::Refused;
use crate::value::{Act, Offset};

/// The name by which such a file is known.
pub(super) const FIRST: &str = "Antal dagar efter förfallodatum";
const BETWEEN: [&str; 2] = ["Antal dagar mellan påminnelser", "Antal dagar mellan påminnelserna"];
const HOW_MANY: [&str; 2] = ["Antal påminnelser", "Antal påminnelsefakturor"];
const FEE: &str = "Påminnelseavgift";
const RATE: &str = "Dröjsmålsränta";

pub(super) fn read(mut values: Fields) -> Result<Imported, Refused> {
    let first = values.required(&[FIRST])?;
    let days = first.days()?;
    let how_many = values.required(&HOW_MANY)?;
    let count = how_many.count(20)?;
    let between = if count > 1 { values.required(&BETWEEN)?.days()? } else { Offset::Days(0) };
    let fee = values.take(&[FEE]).map(|field| field.amount()).transpose()?.filter(|amount| !amount.is_zero());
    let rate = values.take(&[RATE]).map(|field| field.percent()).transpose()?.filter(|rate| rate.ppm() > 0);
    let step = |number: u32| ImportedStep {
        place: first.place(),
        label: format!("Påminnelse {number}"),
        act: Act::Reminder,
        when: if number == 1 {
            ImportedMoment { after: days, since: Since::DueDate }
        } else {
            ImportedMoment { after: between, since: Since::Previous }
        },
        only_if: Vec::new(),
        deadline: None,
        fee: fee.map_or(ImportedFee::None, |amount| ImportedFee::Amount(amount, Some("SEK".into()))),
        channel: None,
    };
    let mut remarks = vec![Remark::assumed(&first.place(), "a reminder goes out on the first day on which Fortnox lists it")];
    remarks.extend(values.lost(&[]));
    let policy = ImportedPolicy {
        label: None,
        tag: None,
        together: false,
        interest: rate.map_or(ImportedInterest::None, ImportedInterest::Yearly),
        smallest: None,
        steps: (1..=count).map(step).collect(),
        remarks,
    };
    Ok(Imported { system: System::Fortnox, policies: vec![policy] })
}
