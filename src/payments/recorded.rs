//! Money that the events have already.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use super::outcome::Why;
use crate::bank::{BankPayment, Unclear};
use crate::ledger::{CustomerId, InvoiceId, Ledger, MoneyRow};
use crate::value::{Day, Money};

/// How many days two files may be apart about the day of one booking. Beyond that a reference that comes again is another booking's.
const APART: i32 = 7;

/// The money of the events, by the bank's reference and without one.
pub struct Recorded {
    by_ref: BTreeMap<String, Vec<Part>>,
    /// Of a customer's rows without a reference: by the day and whether they take back, the amounts that no booking was found to be.
    by_hand: HashMap<(CustomerId, Day, bool), Vec<Decimal>>,
}

/// A row under a reference: whoever puts a payment on two invoices makes two of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    on: Day,
    /// In whole units.
    pub amount: Decimal,
    /// The invoice it is on.
    pub invoice: Option<InvoiceId>,
}

impl Recorded {
    /// What the rows say, in a ledger whose invoices have these places.
    pub fn of(rows: &[MoneyRow], ledger: &Ledger, places: &HashMap<&str, InvoiceId>) -> Recorded {
        let numbers = ledger.customers.number.iter().enumerate();
        let customers: HashMap<&str, CustomerId> = numbers.map(|(id, number)| (number, id)).collect();
        let mut recorded = Recorded { by_ref: BTreeMap::new(), by_hand: HashMap::new() };
        for row in rows {
            let invoice = places.get(row.invoice.as_str()).copied();
            if row.bank_ref.is_empty() {
                let customer = invoice.map(|id| ledger.invoices.customer[id]).or_else(|| customers.get(row.customer.as_str()).copied());
                if let Some(customer) = customer {
                    recorded.by_hand.entry((customer, row.on, row.is_reversal)).or_default().push(row.amount);
                }
            } else {
                recorded.add(&row.bank_ref, Part { on: row.on, amount: row.amount, invoice });
            }
        }
        recorded
    }

    fn add(&mut self, bank_ref: &str, part: Part) {
        self.by_ref.entry(bank_ref.to_owned()).or_default().push(part);
    }

    /// Remembers a booking that is added to the events.
    pub fn remember(&mut self, payment: &BankPayment, invoice: Option<InvoiceId>) {
        self.add(&payment.bank_ref, Part { on: payment.on, amount: decimal(payment), invoice });
    }

    /// What stands under a reference.
    pub fn under(&self, bank_ref: &str) -> &[Part] {
        self.by_ref.get(bank_ref).map_or(&[], Vec::as_slice)
    }

    /// Whether a booking is there: not at all, itself, or another of its reference.
    pub fn knows(&self, payment: &BankPayment) -> Option<Result<(), Why>> {
        let own = self.under(&payment.bank_ref);
        if let Some(first) = own.first() {
            let sum: Decimal = own.iter().map(|part| part.amount).sum();
            let is_it = sum == decimal(payment) && first.on.since(payment.on).abs() <= APART;
            let shown = || Money::from_decimal(sum, payment.currency).map_or_else(|_| sum.to_string(), |money| money.to_string());
            return Some(if is_it { Ok(()) } else { Err(Why::OtherOfReference(first.on, shown())) });
        }
        // Of a collective entry its payments may be there, from the file that has them.
        let within = format!("{}/", payment.bank_ref);
        let parts = self.by_ref.range(within.clone()..).take_while(|(key, _)| key.starts_with(&within)).flat_map(|(_, parts)| parts);
        let is_whole = payment.unclear == Some(Unclear::Elsewhere) && parts.map(|part| part.amount).sum::<Decimal>() == decimal(payment);
        is_whole.then_some(Ok(()))
    }

    /// Whether a customer has a row of its day and amount that has no reference. Each is found once.
    pub fn is_by_hand(&mut self, payment: &BankPayment, customer: CustomerId, is_reversal: bool) -> bool {
        let Some(amounts) = self.by_hand.get_mut(&(customer, payment.on, is_reversal)) else { return false };
        let found = amounts.iter().position(|amount| *amount == decimal(payment));
        found.map(|at| amounts.remove(at)).is_some()
    }
}

/// What a booking comes to, in whole units.
pub fn decimal(payment: &BankPayment) -> Decimal {
    Decimal::new(payment.amount, payment.currency.decimals())
}
