use std::io::Read;

use super::records::{Record, Records};
use super::texts::Texts;
use super::voucher::Stopped;
use crate::ledger::read::{MakesRows, Values};
use crate::xml::Step;

/// The columns of the rows.
pub(super) const COLUMNS: [&str; 8] = ["customer", "name", "debtor", "country", "email", "phone", "account", "address"];

/// What kind of debtor a kind of party is. Of another nothing is known.
const KINDS: [(&str, &str); 3] = [("Private", "consumer"), ("Company", "business"), ("Government", "public")];

/// The kinds of address, those that letters go to first.
const ADDRESSES: [&str; 3] = ["BillingAddress", "PostalAddress", "StreetAddress"];

/// Makes the rows of the customers.
pub(super) struct CustomerRows<'s, R> {
    records: Records<R>,
    /// The best address so far of the customer that is read: how good it is, its country and its lines.
    address: Option<(usize, String, String)>,
    stopped: &'s mut Option<Stopped>,
}

impl<'s, R: Read> CustomerRows<'s, R> {
    /// Those of a file. Why they end before it does is put into `stopped`.
    pub fn of(from: R, stopped: &'s mut Option<Stopped>) -> CustomerRows<'s, R> {
        CustomerRows { records: Records::of(from), address: None, stopped }
    }

    fn address(&mut self) {
        let texts = self.records.texts(Record::Address);
        let kind = ADDRESSES.iter().position(|kind| *kind == texts.get("AddressType")).unwrap_or(ADDRESSES.len());
        if self.address.as_ref().is_none_or(|(known, ..)| kind < *known) {
            self.address = Some((kind, texts.get("Country").into(), lines(texts)));
        }
    }
}

/// An address in one line.
fn lines(address: &Texts) -> String {
    let together = |fields: [&str; 2]| fields.map(|field| address.get(field)).join(" ").trim().to_owned();
    let parts = [together(["StreetName", "Number"]), address.get("AdditionalAddressDetail").into(), together(["PostalCode", "City"])];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

impl<R: Read> MakesRows for CustomerRows<'_, R> {
    fn make(&mut self, values: &mut Values) -> Option<usize> {
        loop {
            match self.records.next() {
                Ok(Some((Record::Customer, Step::Begins))) => self.address = None,
                Ok(Some((Record::Address, Step::Ends))) => self.address(),
                Ok(Some((Record::Customer, Step::Ends))) => break,
                // What comes behind the master files is none.
                Ok(Some((Record::Entries | Record::OpenItems, _)) | None) => return None,
                Ok(Some(_)) => {}
                Err(fault) => {
                    *self.stopped = Some(fault.into());
                    return None;
                }
            }
        }
        let texts = self.records.texts(Record::Customer);
        let debtor = KINDS.iter().find(|(kind, _)| *kind == texts.get("PartyInfo/Type")).map_or("", |(_, debtor)| debtor);
        let (country, address) = self.address.as_ref().map_or(("", ""), |(_, country, address)| (country, address));
        for value in [
            texts.get("CustomerID"),
            texts.get("Name"),
            debtor,
            country,
            texts.get("Contact/Email"),
            texts.first_of(&["Contact/Telephone", "Contact/MobilePhone"]),
            texts.first_of(&["BankAccount/IBANNumber", "BankAccount/BankAccountNumber"]),
            address,
        ] {
            values.push(value);
        }
        Some(texts.line)
    }
}
