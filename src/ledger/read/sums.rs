use std::collections::BTreeMap;

use crate::ledger::codes::TOO_LARGE_TOGETHER;
use crate::ledger::{EventKind, Fault, Faults, Ledger};
use crate::value::{Currency, Minor, Money};

/// The most that all amounts of a ledger in one currency may come to, in minor units: however they are added, with centuries of interest, no sum of them is
/// more than can be counted.
const MOST: i128 = (Minor::MAX / 1_000) as i128;

/// What amounts come to in each currency, in minor units.
pub type Sums = BTreeMap<Currency, i128>;

/// Says where the amounts of a ledger without faults, all together, are more than can be counted.
pub(super) fn check(ledger: &Ledger, file: &str, faults: &mut Faults) {
    if faults.is_empty() {
        judge(&sums(ledger), file, faults);
    }
}

/// What the amounts of a ledger come to.
pub fn sums(ledger: &Ledger) -> Sums {
    let mut sums = Sums::new();
    add(ledger, &mut sums);
    sums
}

/// Adds the amounts of a ledger, or of a part of one.
pub(super) fn add(ledger: &Ledger, sums: &mut Sums) {
    let invoices = &ledger.invoices;
    // Most invoices have the currency of the one before.
    let (mut currency, mut sum) = (None, 0);
    for (invoice, amount) in invoices.amount.iter().enumerate() {
        let own = Some(invoices.currency[invoice]);
        if own != currency {
            let done = std::mem::take(&mut sum);
            currency.into_iter().for_each(|currency| *sums.entry(currency).or_default() += done);
            currency = own;
        }
        let of_events: i128 = ledger.events_of(invoice).iter().map(|event| amount_of(&event.what, ledger)).sum();
        let opening: i128 = invoices.opening.get(invoice).map_or(0, |opening| i128::from(opening.balance) + i128::from(opening.fees));
        sum += i128::from(*amount) + of_events + opening;
    }
    currency.into_iter().for_each(|currency| *sums.entry(currency).or_default() += sum);
    for money in &ledger.unallocated {
        *sums.entry(money.currency).or_default() += i128::from(money.amount);
    }
}

/// Whether all sums can be counted.
pub fn can_be_counted(sums: &Sums) -> bool {
    sums.values().all(|sum| *sum <= MOST)
}

/// Says where sums are more than can be counted.
pub(super) fn judge(sums: &Sums, file: &str, faults: &mut Faults) {
    for (currency, sum) in sums {
        if *sum > MOST {
            let most = Money::new(MOST as Minor, *currency).grouped();
            faults.push(Fault::new(TOO_LARGE_TOGETHER, file, 0).with("currency", currency).with("most", most));
        }
    }
}

fn amount_of(what: &EventKind, ledger: &Ledger) -> i128 {
    if let EventKind::Notice(place) = *what {
        let notice = &ledger.notices[place as usize];
        return i128::from(notice.fee) + i128::from(notice.compensation) + i128::from(notice.interest.unwrap_or(0));
    }
    let charges = if let EventKind::Waive(fees, interest) = *what { i128::from(fees) + i128::from(interest) } else { 0 };
    let given_up = if let EventKind::WriteOff(Some(amount)) = *what { amount } else { 0 };
    // What takes a payment or a credit note back is an amount like any other.
    charges + i128::from(given_up) + i128::from(what.paid().abs()) + i128::from(what.credited().abs())
}
