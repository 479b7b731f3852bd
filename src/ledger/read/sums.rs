use std::collections::BTreeMap;

use super::file::File;
use crate::ledger::codes::TOO_LARGE_TOGETHER;
use crate::ledger::{EventKind, Fault, Faults, Ledger};
use crate::value::{Currency, Minor, Money};

/// The most that all amounts of a ledger in one currency may come to, in minor units: however they are added, with centuries of interest, no sum of them is
/// more than can be counted.
const MOST: i128 = (Minor::MAX / 1_000) as i128;

/// Says where the amounts of a ledger without faults, all together, are more than can be counted.
pub(super) fn check(ledger: &Ledger, file: File, faults: &mut Faults) {
    if !faults.is_empty() {
        return;
    }
    let mut sums: BTreeMap<Currency, i128> = BTreeMap::new();
    let invoices = &ledger.invoices;
    for (invoice, amount) in invoices.amount.iter().enumerate() {
        let of_events: i128 = ledger.events_of(invoice).iter().map(|event| amount_of(&event.what, ledger)).sum();
        let opening: i128 = invoices.opening.get(invoice).map_or(0, |opening| i128::from(opening.balance) + i128::from(opening.fees));
        *sums.entry(invoices.currency[invoice]).or_default() += i128::from(*amount) + of_events + opening;
    }
    for money in &ledger.unallocated {
        *sums.entry(money.currency).or_default() += i128::from(money.amount);
    }
    for (currency, sum) in sums {
        if sum > MOST {
            let most = Money::new(MOST as Minor, currency).grouped();
            faults.push(Fault::new(TOO_LARGE_TOGETHER, file.name, 0).with("currency", currency).with("most", most));
        }
    }
}

fn amount_of(what: &EventKind, ledger: &Ledger) -> i128 {
    match *what {
        EventKind::Payment(amount) | EventKind::Reversal(amount) | EventKind::Credit(amount) | EventKind::Uncredit(amount) => amount.into(),
        EventKind::WriteOff(amount) => amount.unwrap_or(0).into(),
        EventKind::Waive(fees, interest) => i128::from(fees) + i128::from(interest),
        EventKind::Notice(notice) => {
            let notice = &ledger.notices[notice as usize];
            i128::from(notice.fee) + i128::from(notice.compensation) + i128::from(notice.interest.unwrap_or(0))
        }
        EventKind::Reopened
        | EventKind::Insolvency
        | EventKind::InsolvencyEnded
        | EventKind::Dispute
        | EventKind::Resolved
        | EventKind::Hold(_)
        | EventKind::Release
        | EventKind::Plan(_)
        | EventKind::PlanEnded
        | EventKind::Promise(..)
        | EventKind::Acknowledged
        | EventKind::Judgment
        | EventKind::Cancelled(..)
        | EventKind::Recalled => 0,
    }
}
