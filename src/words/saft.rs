use crate::ledger::{FromSaft, SaftKind, SaftRemark};
use crate::value::Money;

/// How a ledger was read from a SAF-T file, in a sentence.
pub fn from_saft(saft: &FromSaft) -> String {
    let through = saft.through.map_or(String::new(), |day| format!(" through {day}"));
    let on = match saft.accounts.count() {
        0 => "the accounts of customers (15)".into(),
        1 => format!("account {}", saft.accounts.kept().join(", ")),
        _ => saft.accounts.words("account"),
    };
    let what = if saft.open_items {
        "its list of open items is read, and its entries are not: what is left of each invoice is its balance, and what is left of payments is on no invoice".into()
    } else {
        format!(
            "invoices are the debits with a customer on {on} that have a sale or no money against them, payments and credit notes the credits"
        )
    };
    format!("SAF-T {}{through}: {what}", saft.version)
}

/// What programs call a remark, what it is about, and what is said before that and its sum, and behind them.
const REMARKS: [(SaftKind, &str, &str, &str, &str); 12] = [
    (SaftKind::NoLines, "saft-no-lines", "customer", "no line names a customer, so no invoice is read; the file has", ""),
    (
        SaftKind::OpeningOwed,
        "saft-opening-owed",
        "customer",
        "owed before the file begins by",
        ": not read, since nobody can be reminded of a sum without its invoices and their due dates",
    ),
    (
        SaftKind::OpeningCredit,
        "saft-opening-credit",
        "customer",
        "to the credit of",
        ", before the file begins: read as paid on no invoice",
    ),
    (SaftKind::DueFromTerms, "saft-due-from-terms", "invoice", "no due date on", ": that of the customer's terms of payment is taken"),
    (SaftKind::DueUnknown, "saft-due-unknown", "invoice", "no due date and no terms of payment for", ": that of the statute is taken"),
    (
        SaftKind::NumberShared,
        "saft-number-shared",
        "invoice",
        "a number that other invoices have too on",
        ": that of the voucher, or its day, is put behind it",
    ),
    (SaftKind::OnNoInvoice, "saft-on-no-invoice", "credit", "no invoice of the customer, or more than one, is named by", ": on no invoice"),
    (SaftKind::NoSale, "saft-no-sale", "debit", "no sale stands against", ", such as money paid back or moved: left out"),
    (
        SaftKind::OtherCurrency,
        "saft-other-currency",
        "credit",
        "the customer has no invoice in the currency of",
        ": the customer's invoices are held",
    ),
    (SaftKind::OfStranger, "saft-of-stranger", "credit", "no invoice and nothing else is known of the customer of", ": left out"),
    (SaftKind::Settled, "saft-settled", "item", "the file says that nothing is open of", ": left out"),
    (
        SaftKind::DoesNotAddUp,
        "saft-does-not-add-up",
        "customer",
        "opening balance and lines do not come to the closing balance of",
        ": what is missing in the lines",
    ),
];

/// What programs call a remark.
pub fn saft_word(kind: SaftKind) -> &'static str {
    REMARKS.iter().find(|(known, ..)| *known == kind).map_or("saft", |(_, word, ..)| word)
}

/// What was assumed of a SAF-T file, or left out of it, in a sentence.
pub fn saft_remark(remark: &SaftRemark) -> String {
    let Some((_, _, what, before, behind)) = REMARKS.iter().find(|(kind, ..)| *kind == remark.kind) else { return String::new() };
    let sums: Vec<String> = remark.sums.iter().map(|(currency, minor)| Money::new(*minor, *currency).to_string()).collect();
    let sums = if sums.is_empty() { String::new() } else { format!(", {} together", sums.join(", ")) };
    format!("{before} {}{sums}{behind}", remark.about.words(what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_remark_has_its_words() {
        // Their order is that of their kinds, the last of which is this.
        assert_eq!(REMARKS.len(), SaftKind::DoesNotAddUp as usize + 1);
        assert!(REMARKS.iter().enumerate().all(|(at, (kind, ..))| *kind as usize == at));
    }
}
