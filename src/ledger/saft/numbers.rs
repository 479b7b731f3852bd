use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::item::{Item, Names};

/// A number that stands for some texts: of the same texts the same, of others hardly ever. Two that are taken for one never take money from anybody: an invoice
/// gets a longer number, or a payment is on none.
pub(super) fn print(texts: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    texts.hash(&mut hasher);
    hasher.finish()
}

/// What the invoices of a file are called, in eight bytes each: whether several are called the same.
#[derive(Default)]
pub(super) struct Numbers {
    is_shared: HashMap<u64, bool>,
}

impl Numbers {
    /// Takes in an invoice.
    pub fn add(&mut self, invoice: &Item) {
        self.is_shared.entry(print(invoice.names.number())).and_modify(|shared| *shared = true).or_insert(false);
    }

    /// The number of an invoice, which no other of the file has, as far as that can be; and whether it had to be made longer for that.
    pub fn of(&self, invoice: &Item) -> (String, bool) {
        let number = invoice.names.number();
        if self.is_shared.get(&print(&number)).copied().unwrap_or(false) {
            return (invoice.names.full_number(&invoice.on), true);
        }
        (number, false)
    }
}

/// By what an invoice can be found.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum By {
    Reference,
    Cid,
    Document,
    Voucher,
}

type Field = fn(&Names) -> &str;

const OF_INVOICE: [(By, Field); 4] = [
    (By::Reference, |names| &names.reference),
    (By::Cid, |names| &names.cid),
    (By::Document, |names| &names.document),
    (By::Voucher, |names| &names.voucher),
];

/// How a payment may name its invoice, the surest first. The document of a payment is the bank's, and says nothing of the invoice.
const OF_PAYMENT: [(Field, By); 6] = [
    (|names| &names.reference, By::Reference),
    (|names| &names.cross, By::Reference),
    (|names| &names.cid, By::Cid),
    (|names| &names.cross, By::Document),
    (|names| &names.cross, By::Voucher),
    // What was paid at once stands in the voucher of the sale.
    (|names| &names.voucher, By::Voucher),
];

/// By what the invoices of each customer can be found.
#[derive(Default)]
pub(super) struct Found {
    /// The place of the invoice; `None` where several can be found so.
    invoices: HashMap<u64, Option<u32>>,
}

impl Found {
    /// Takes in an invoice that has this place among all.
    pub fn add(&mut self, invoice: &Item, place: u32) {
        for (by, field) in OF_INVOICE {
            let name = field(&invoice.names);
            if !name.is_empty() {
                self.invoices.entry(print((by, &invoice.customer, name))).and_modify(|found| *found = None).or_insert(Some(place));
            }
        }
    }

    /// The place of the invoice that a payment of the same customer names, if it names one and no other.
    pub fn by(&self, payment: &Item) -> Option<u32> {
        let named = OF_PAYMENT.iter().map(|(field, by)| (by, field(&payment.names))).filter(|(_, name)| !name.is_empty());
        named.map(|(by, name)| self.invoices.get(&print((by, &payment.customer, name)))).find_map(|found| found.copied().flatten())
    }
}
