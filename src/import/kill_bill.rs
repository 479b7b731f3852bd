//! Kill Bill's overdue configuration. Element names and meaning: docs.killbill.io "Overdue", and `org.killbill.billing.overdue.config` of its source:
//! the first state of the file whose condition holds is the account's, so the file goes from the last to the first; the days of
//! `timeSinceEarliestUnpaidInvoiceEqualsOrExceeds` are counted from the invoice date, and due dates are not asked.

use super::System;
use super::fields::Fields;
use super::imported::{
    Imported, ImportedCondition, ImportedFee, ImportedInterest, ImportedMoment, ImportedPolicy, ImportedStep, Place, Remark, Since,
};
use super::refused::Refused;
use super::shown::shown;
use super::states::states;
use crate::value::{Act, Offset};

/// The element that a configuration is.
pub(super) const ROOT: &str = "overdueConfig";
const SINCE: &str = "condition/timeSinceEarliestUnpaidInvoiceEqualsOrExceeds";
const EMAIL: &str = "<enterStateEmailNotification>";

const RUNS: &str = "when it is looked at again is when `frist evaluate` is run";
const SALES: &str = "what is sold to the customer meanwhile is not the policy's; `escalate` may say it";
const TEXT: &str = "what a letter says is not the policy's";
/// Why what is left has no place in a policy; the empty reason is for what another element says already.
const LOST: [(&str, &str); 12] = [
    ("blockChanges", SALES),
    ("disableEntitlementAndChangesBlocked", SALES),
    ("subscriptionCancellationPolicy", "subscriptions are not the policy's"),
    ("externalMessage", TEXT),
    ("enterStateEmailNotification/subject", TEXT),
    ("enterStateEmailNotification/templateName", TEXT),
    ("enterStateEmailNotification/isHTML", ""),
    ("autoReevaluationInterval/unit", ""),
    ("autoReevaluationInterval/number", RUNS),
    ("condition/responseForLastFailedPaymentIn/response", "a ledger has no answers of a card"),
    ("accountOverdueStates/initialReevaluationInterval/unit", ""),
    ("accountOverdueStates/initialReevaluationInterval/number", RUNS),
];

pub(super) fn read(bytes: &[u8]) -> Result<Imported, Refused> {
    let (states, besides) = states(bytes, ROOT)?;
    let mut policy = ImportedPolicy {
        label: None,
        tag: None,
        together: true,
        interest: ImportedInterest::None,
        smallest: None,
        steps: Vec::new(),
        remarks: vec![
            Remark::assumed(&Place::default(), "days are counted from the issue date, as Kill Bill does: it asks for no due date"),
            Remark::assumed(&Place::default(), "an account is as overdue as its oldest invoice there; here each invoice has its own days"),
        ],
    };
    policy.remarks.extend(besides.lost(&LOST));
    for state in states.into_iter().rev() {
        one(state, &mut policy)?;
    }
    Ok(Imported { system: System::KillBill, policies: vec![policy] })
}

fn one(mut state: Fields, policy: &mut ImportedPolicy) -> Result<(), Refused> {
    let place = state.place();
    let label = state.label(&["name"], "state");
    if state.is_on(&["isClearState"])? {
        policy.remarks.push(Remark::lost(&place, format!("`{}`: the state of those who owe nothing is no step", shown(&label))));
        return Ok(());
    }
    let Some(after) = time(&mut state, &label, policy)? else { return Ok(()) };
    let only_if = conditions(&mut state, policy)?;
    let channel = state.take(&[EMAIL]).map(|_| "email");
    if channel.is_none() {
        policy.remarks.push(Remark::assumed(&place, format!("`{}` is a step, although no email is configured for it", shown(&label))));
    }
    policy.remarks.extend(state.lost(&LOST));
    let when = ImportedMoment { after, since: Since::IssueDate };
    policy.steps.push(ImportedStep { place, label, act: Act::Reminder, when, only_if, deadline: None, fee: ImportedFee::None, channel });
    Ok(())
}

/// The time since the oldest unpaid invoice; none at all where the state does not ask for any. `None` where it is never reached.
fn time(state: &mut Fields, label: &str, policy: &mut ImportedPolicy) -> Result<Option<Offset>, Refused> {
    let (unit, number) = (state.take(&[&format!("{SINCE}/unit")]), state.take(&[&format!("{SINCE}/number")]));
    let Some(unit) = unit else { return Ok(Some(Offset::Days(0))) };
    let place = unit.place();
    if unit.value == "UNLIMITED" {
        policy.remarks.push(Remark::lost(&place, format!("`{}` is never reached by time", shown(label))));
        return Ok(None);
    }
    let number = number.ok_or_else(|| Refused::at(&place, "there is no number beside the unit", "write how many, in <number>"))?;
    let times = |by: u32, most: u32| number.count(most).map(|number| i32::try_from(number * by).unwrap_or(i32::MAX));
    Ok(Some(match unit.value.as_str() {
        "DAYS" => Offset::Days(times(1, 3_650)?),
        "WEEKS" => Offset::Days(times(7, 520)?),
        "MONTHS" => Offset::Months(times(1, 120)?),
        "YEARS" => Offset::Months(times(12, 10)?),
        other => {
            return Err(Refused::at(
                &place,
                format!("`{}` is no unit of time", shown(other)),
                "Kill Bill has DAYS, WEEKS, MONTHS, YEARS and UNLIMITED",
            ));
        }
    }))
}

fn conditions(state: &mut Fields, policy: &mut ImportedPolicy) -> Result<Vec<ImportedCondition>, Refused> {
    let mut all = Vec::new();
    if let Some(field) = state.take(&["condition/numberOfUnpaidInvoicesEqualsOrExceeds"]) {
        policy.remarks.push(Remark::assumed(&field.place(), "unpaid invoices are taken as overdue ones"));
        all.push(ImportedCondition::OverdueInvoices(field.count(1_000_000)?));
    }
    if let Some(field) = state.take(&["condition/totalUnpaidInvoiceBalanceEqualsOrExceeds"]) {
        all.push(ImportedCondition::Balance(field.amount()?));
    }
    for (name, make) in [
        ("condition/controlTagInclusion", ImportedCondition::Tagged as fn(String) -> ImportedCondition),
        ("condition/controlTagExclusion", ImportedCondition::NotTagged),
    ] {
        if let Some(field) = state.take(&[name]) {
            policy.remarks.push(Remark::assumed(&field.place(), "the control tag stands among the customer's tags in the ledger"));
            all.push(make(field.value));
        }
    }
    Ok(all)
}
