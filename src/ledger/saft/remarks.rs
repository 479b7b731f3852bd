//! What a SAF-T file leaves open and how it was read: nothing of it is passed over in silence.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::ledger::{Kept, Listed};
use crate::value::{Currency, Day, Minor, Money};

/// How a ledger was read from a SAF-T file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FromSaft {
    /// The version that the file states.
    pub version: String,
    /// The last day of which it tells, if it says so.
    pub through: Option<Day>,
    /// The accounts of which debits with a customer's name were read as invoices; none where no customer names its account.
    pub accounts: Listed,
    /// Whether its list of open items was read, in place of its entries.
    pub open_items: bool,
    /// What was assumed, and what was left out.
    pub remarks: Vec<SaftRemark>,
}

/// One thing that was assumed, or left out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SaftRemark {
    /// What.
    pub kind: SaftKind,
    /// Of which invoices, customers or vouchers.
    pub about: Listed,
    /// How much it is together, in minor units of each currency, where it is an amount.
    pub sums: Vec<(Currency, Minor)>,
}

/// What is assumed of a SAF-T file, or left out of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SaftKind {
    /// No line names a customer: there is nothing to read invoices from.
    NoLines,
    /// These customers owed something before the file begins. Nobody knows by which invoices, due when: it is not read.
    OpeningOwed,
    /// These customers had something to their credit before the file begins: it is money on no invoice.
    OpeningCredit,
    /// The due dates of these invoices come from the terms of their customers.
    DueFromTerms,
    /// Neither these invoices nor their customers say when they are due.
    DueUnknown,
    /// These invoices were called as others are, so that their numbers have that of the voucher behind them.
    NumberShared,
    /// Of these vouchers payments or credit notes name no invoice of their customer, or several: they are money on no invoice.
    OnNoInvoice,
    /// What these vouchers claim is no sale, but paid back or moved: it is left out.
    NoSale,
    /// What came in by these vouchers is in another currency than the invoices: it holds them.
    OtherCurrency,
    /// What came in by these vouchers is of customers of whom nothing else is known: it is left out.
    OfStranger,
    /// Open items that the file says are settled are left out.
    Settled,
    /// The opening balance of these customers and their lines do not come to their closing balance.
    DoesNotAddUp,
}

/// Remarks that are gathered one by one.
#[derive(Default)]
pub(super) struct Gathered(BTreeMap<SaftKind, (Option<Listed>, BTreeMap<Currency, Minor>)>);

impl Gathered {
    /// Adds one; its amount counts where it is one in a currency.
    pub fn add(&mut self, kind: SaftKind, about: &str, amount: Option<(Decimal, &str)>) {
        let (listed, sums) = self.0.entry(kind).or_default();
        listed.get_or_insert_with(|| Listed::new(Kept::First)).push(about);
        let money = amount.and_then(|(amount, code)| Money::from_decimal(amount.abs(), code.parse().ok()?).ok());
        if let Some(money) = money {
            let sum = sums.entry(money.currency).or_default();
            *sum = sum.saturating_add(money.minor);
        }
    }

    /// All of them, in the order of their kinds.
    pub fn all(self) -> Vec<SaftRemark> {
        let remark = |(kind, (about, sums)): (SaftKind, (Option<Listed>, BTreeMap<Currency, Minor>))| {
            Some(SaftRemark { kind, about: about?, sums: sums.into_iter().collect() })
        };
        self.0.into_iter().filter_map(remark).collect()
    }
}
