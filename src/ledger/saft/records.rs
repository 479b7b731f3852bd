//! What each element of a SAF-T file is: the one table of its records and of their fields, in the versions 1.10, 1.20 and 1.30 and in the draft of 2.0.

use std::io::Read;

use super::texts::Texts;
use crate::xml::{Elements, Step, XmlFault};

/// A record that begins or ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Record {
    Header,
    /// An account of the general ledger.
    Account,
    Customer,
    /// An address of a customer.
    Address,
    /// What a customer owes on one account; before 1.30 the customer itself says that.
    Balance,
    /// The entries of the general ledger, all of them.
    Entries,
    /// The open items of the draft of 2.0, all of them.
    OpenItems,
    /// A voucher of either.
    Voucher,
    /// A line of a voucher.
    Line,
}

/// How many kinds there are.
const KINDS: usize = Record::Line as usize + 1;

type Fields = &'static [&'static str];

/// Where the records stand, and the fields that are read of them.
const RECORDS: [(&str, Record, Fields); 11] = [
    ("AuditFile/Header", Record::Header, OF_HEADER),
    ("AuditFile/MasterFiles/GeneralLedgerAccounts/Account", Record::Account, &["AccountID", "StandardAccountID", "GroupingCode"]),
    ("AuditFile/MasterFiles/Customers/Customer", Record::Customer, OF_CUSTOMER),
    ("AuditFile/MasterFiles/Customers/Customer/Address", Record::Address, OF_ADDRESS),
    ("AuditFile/MasterFiles/Customers/Customer/BalanceAccount", Record::Balance, OF_BALANCE),
    ("AuditFile/GeneralLedgerEntries", Record::Entries, &[]),
    ("AuditFile/GeneralLedgerEntries/Journal/Transaction", Record::Voucher, OF_VOUCHER),
    ("AuditFile/GeneralLedgerEntries/Journal/Transaction/Line", Record::Line, OF_LINE),
    ("AuditFile/OpenItems", Record::OpenItems, &[]),
    ("AuditFile/OpenItems/Journal/Transaction", Record::Voucher, OF_VOUCHER),
    ("AuditFile/OpenItems/Journal/Transaction/Line", Record::Line, OF_LINE),
];

const OF_HEADER: Fields = &[
    "AuditFileVersion",
    "AuditFileCountry",
    "AuditFileDateCreated",
    "DefaultCurrencyCode",
    "SelectionCriteria/SelectionStartDate",
    "SelectionCriteria/SelectionEndDate",
    "SelectionCriteria/PeriodStart",
    "SelectionCriteria/PeriodStartYear",
    "SelectionCriteria/PeriodEnd",
    "SelectionCriteria/PeriodEndYear",
];

const OF_CUSTOMER: Fields = &[
    "CustomerID",
    "Name",
    "AccountID",
    "OpeningDebitBalance",
    "OpeningCreditBalance",
    "ClosingDebitBalance",
    "ClosingCreditBalance",
    "Contact/Email",
    "Contact/Telephone",
    "Contact/MobilePhone",
    "BankAccount/IBANNumber",
    "BankAccount/BankAccountNumber",
    "PartyInfo/Type",
    "PartyInfo/PaymentTerms/Days",
    "PartyInfo/PaymentTerms/Months",
    "PartyInfo/PaymentTerms/FreeBillingMonth",
];

const OF_ADDRESS: Fields = &["StreetName", "Number", "AdditionalAddressDetail", "PostalCode", "City", "Country", "AddressType"];

const OF_BALANCE: Fields = &["AccountID", "OpeningDebitBalance", "OpeningCreditBalance", "ClosingDebitBalance", "ClosingCreditBalance"];

const OF_VOUCHER: Fields = &["TransactionID", "TransactionDate", "DueDate", "PaymentStatus"];

const OF_LINE: Fields = &[
    "RecordID",
    "AccountID",
    "CustomerID",
    "ValueDate",
    "SourceDocumentID",
    "ReferenceNumber",
    "CrossReference",
    "CID",
    "DueDate",
    "DebitAmount/Amount",
    "DebitAmount/CurrencyCode",
    "DebitAmount/CurrencyAmount",
    "CreditAmount/Amount",
    "CreditAmount/CurrencyCode",
    "CreditAmount/CurrencyAmount",
];

/// The records of a file in their order.
pub(super) struct Records<R> {
    elements: Elements<R>,
    /// The records that are open, each with its place in [`RECORDS`] and how deep it stands.
    open: Vec<(usize, usize)>,
    /// Of each kind of record the texts of that which was read last.
    texts: [Texts; KINDS],
}

impl<R: Read> Records<R> {
    /// Those of a file.
    pub fn of(from: R) -> Records<R> {
        let mut texts = [const { Texts::none() }; KINDS];
        RECORDS.iter().for_each(|(_, record, fields)| texts[*record as usize] = Texts::of(fields));
        Records { elements: Elements::of(from), open: Vec::new(), texts }
    }

    /// The next record that begins, or that ends and can be read whole; `None` behind the last.
    ///
    /// # Errors
    /// Where the file cannot be read on.
    pub fn next(&mut self) -> Result<Option<(Record, Step)>, XmlFault> {
        while let Some(step) = self.elements.next_step()? {
            let depth = self.elements.path().len();
            match step {
                Step::Begins => {
                    if let Some(place) = self.place() {
                        self.open.push((place, depth));
                        let record = RECORDS[place].1;
                        self.texts[record as usize].begin(self.elements.line());
                        return Ok(Some((record, step)));
                    }
                }
                Step::Ends => match self.open.last() {
                    Some((place, own)) if *own == depth => {
                        let record = RECORDS[*place].1;
                        self.open.pop();
                        return Ok(Some((record, step)));
                    }
                    Some((place, own)) => {
                        let (elements, below) = (&self.elements, depth - own);
                        self.texts[RECORDS[*place].1 as usize].take(|| elements.path().rev().take(below), elements.text());
                    }
                    None => {}
                },
            }
        }
        Ok(None)
    }

    /// The name of the outermost element, before anything else is read.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn root(&mut self) -> Result<&str, XmlFault> {
        self.elements.next_step()?;
        Ok(self.elements.name())
    }

    /// The texts of the record of a kind that was read last.
    pub fn texts(&self, record: Record) -> &Texts {
        &self.texts[record as usize]
    }

    /// Whether a record of a kind is open.
    pub fn is_in(&self, record: Record) -> bool {
        self.open.iter().any(|(place, _)| RECORDS[*place].1 == record)
    }

    fn place(&self) -> Option<usize> {
        let name = self.elements.name();
        RECORDS.iter().position(|(path, ..)| path.ends_with(name) && path.split('/').eq(self.elements.path()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_have_the_texts_of_their_own_elements() {
        let text = "<n:AuditFile xmlns:n='x'><n:MasterFiles><n:Customers><n:Customer><n:Name>A</n:Name><n:Address><n:City>B</n:City></n:Address>\
            <n:Contact><n:Email>e</n:Email></n:Contact><n:Contact><n:Email>f</n:Email></n:Contact><n:CustomerID>1</n:CustomerID></n:Customer>\
            <n:Customer/></n:Customers></n:MasterFiles></n:AuditFile>";
        let mut records = Records::of(text.as_bytes());
        let mut seen = Vec::new();
        while let Some((record, step)) = records.next().expect("XML") {
            if step == Step::Ends {
                let of = |record: Record, field: &str| records.texts(record).get(field).to_owned();
                seen.push((record, of(Record::Customer, "Name"), of(Record::Address, "City"), of(Record::Customer, "Contact/Email")));
            }
        }
        let text = |text: &str| text.to_owned();
        assert_eq!(
            seen,
            [
                (Record::Address, text("A"), text("B"), text("")),
                (Record::Customer, text("A"), text("B"), text("e")),
                (Record::Customer, text(""), text("B"), text(""))
            ]
        );
    }
}
