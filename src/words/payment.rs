//! Why a booking of the bank is on no invoice.

use crate::payments::{KnownBy, Why};

/// One sentence.
pub fn on_no_invoice(why: &Why) -> String {
    match why {
        Why::NothingNamed(None) => "it names no invoice, and its payer is no customer known by account or name".into(),
        Why::NothingNamed(Some(KnownBy::Account)) => "it names no invoice; it came from the customer's account".into(),
        Why::NothingNamed(Some(KnownBy::Name)) => "it names no invoice; its payer has the customer's name".into(),
        Why::Settled(invoice) => format!("invoice {invoice} is settled"),
        Why::TooMuch(invoice, open) => format!("it is more than the {open} open on invoice {invoice}"),
        Why::Several(invoices) => format!("it names several open invoices: {}", listed(invoices)),
        Why::OtherCurrency(invoice, currency) => format!("invoice {invoice} is in {currency}"),
        Why::AmountAlone(invoice) => format!("it names no invoice; its amount alone is that of invoice {invoice}"),
        Why::SameAmount(invoices) => format!("it names no invoice; its amount is that of several: {}", listed(invoices)),
        Why::PaidBefore => {
            "the events have a row of this customer, day and amount without a `bank_ref`: fill it in there if it is this one".into()
        }
        Why::OtherOfReference(on, amount) => format!("the events have {amount} of {on} under this `bank_ref`"),
        Why::Elsewhere => "a collective entry without its payments, which stand in another file: most often the camt.054 of the day".into(),
        Why::NotWhole(sum) => format!("a collective entry whose payments come to {sum}"),
        Why::Ours => "no payment of a customer".into(),
        Why::OursOfInvoice(invoice) => format!("no payment of a customer, but with the reference of invoice {invoice}"),
        Why::NothingToTakeBack(Some(invoice)) => {
            format!("the events have no payment of this amount on invoice {invoice} that could be taken back")
        }
        Why::NothingToTakeBack(None) => "it names no payment that could be taken back".into(),
    }
}

/// The first few numbers, and how many more there are.
fn listed(invoices: &[String]) -> String {
    const MOST: usize = 5;
    let shown = invoices[..invoices.len().min(MOST)].join(", ");
    match invoices.len().saturating_sub(MOST) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
