use super::sum::Sum;

/// What a line on a receivable comes to in a ledger.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum What {
    Invoice,
    Payment,
    Credit,
    /// What is owed more, and no sale: money that was paid back, or what was put from one place to another. Nobody can be sent a notice for it.
    NoSale,
}

/// One invoice or one payment, of one or several lines of a voucher.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Item {
    pub what: What,
    /// The line of the file on which its first one begins.
    pub line: usize,
    pub customer: String,
    /// How much, above zero.
    pub amount: Sum,
    /// In which currency; empty for the file's own.
    pub currency: String,
    /// The day of the voucher, as the file has it.
    pub on: String,
    /// The day from which it counts, where that is another.
    pub value_on: String,
    /// The due date, where the file states it.
    pub due: String,
    pub names: Names,
}

impl Item {
    /// Its currency, in a file with this one.
    pub fn currency_or<'c>(&'c self, default: &'c str) -> &'c str {
        if self.currency.is_empty() { default } else { &self.currency }
    }
}

/// What a line is called by.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Names {
    /// `ReferenceNumber`: of an invoice its number, of a payment that of the invoice.
    pub reference: String,
    /// `CrossReference`: what a payment was matched with.
    pub cross: String,
    /// `CID`: the KID.
    pub cid: String,
    /// `SourceDocumentID`: the document that was booked.
    pub document: String,
    /// `TransactionID`: the voucher.
    pub voucher: String,
    /// `RecordID`, of the line within the voucher; empty where no other invoice of the voucher has the same number.
    pub record: String,
}

impl Names {
    /// What an invoice is called: after its reference, otherwise its document, otherwise its voucher.
    pub fn base(&self) -> &str {
        [&self.reference, &self.document, &self.voucher].into_iter().find(|name| !name.is_empty()).map_or("", String::as_str)
    }

    /// The number of an invoice; where several of a voucher are called the same, with that of the line behind it.
    pub fn number(&self) -> String {
        if self.record.is_empty() { self.base().into() } else { format!("{}/{}", self.base(), self.record) }
    }

    /// The same where invoices of other vouchers have it too: that of the voucher behind it, or its day where it is called after the voucher already.
    pub fn full_number(&self, on: &str) -> String {
        let is_named = !self.reference.is_empty() || !self.document.is_empty();
        format!("{}/{}", self.number(), if is_named { &self.voucher } else { on })
    }
}
