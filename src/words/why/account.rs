use crate::claim::Moved;
use crate::explain::{AccountLine, ChargingNotice, Explained};
use crate::value::{Currency, Minor, Money};

/// What a line of the account says.
pub fn account_line(explained: &Explained, line: &AccountLine) -> String {
    let money = |minor: Minor| Money::new(minor, explained.currency).grouped();
    let notice = || line.charge.as_ref().map_or(String::new(), named);
    match line.entry.what {
        Moved::Opened if explained.open_items => "open items: balance and fees as the file states them".into(),
        Moved::Opened => "invoice".into(),
        Moved::Accrued(stretch) => {
            let rate = stretch.rate.map_or("a rate the law does not tell".into(), |rate| rate.to_string());
            format!("{} × {rate} × {}/{}", money(stretch.balance), stretch.days(), stretch.year)
        }
        Moved::Rounded(_) => "rounding".into(),
        Moved::CreditNote(amount) => format!("credit note of {}", money(amount)),
        Moved::Excess(amount) => format!("{} of it is more than the balance: settles like a payment", money(amount)),
        Moved::Payment(amount) => format!("payment of {}", money(amount)),
        Moved::Reversal(amount) => format!("payment of {} taken back", money(amount)),
        Moved::Waived => "waived".into(),
        Moved::CreditNoteUndone(amount) => format!("credit note of {} taken back", money(amount)),
        Moved::WrittenOff => "written off".into(),
        Moved::Reopened => "write-off undone".into(),
        Moved::Charged(_) => line.charge.as_ref().map_or(String::new(), |charge| charged(charge, explained.currency)),
        Moved::Uncharged(_) => format!("{} undone", notice()),
        Moved::Forgiven => "of that, forgiven before".into(),
        Moved::Freed(_) => "of that, paid before: settles the rest".into(),
        Moved::CreditUsed => "money at hand settles it".into(),
    }
}

fn charged(charge: &ChargingNotice, currency: Currency) -> String {
    let money = |minor: Minor| Money::new(minor, currency).grouped();
    let notice = named(charge);
    match (charge.fee, charge.compensation) {
        (_, 0) => format!("{notice}: fee"),
        (0, _) => format!("{notice}: compensation"),
        (fee, compensation) => format!("{notice}: fee {}, compensation {}", money(fee), money(compensation)),
    }
}

/// The notice by its step, or by its act where the ledger names none.
fn named(charge: &ChargingNotice) -> String {
    charge.step.as_ref().map_or(charge.act.word().into(), |step| format!("`{step}`"))
}
