//! Invoices, customers and events as data: columns of integers, read once, never changed.

mod append;
mod codes;
mod columns;
mod customers;
mod date_form;
mod event;
mod fault;
mod file_pattern;
mod fingerprint;
mod folder_files;
mod grow;
mod ids;
mod in_a_row;
mod lines;
mod listed;
pub mod mapping;
mod named;
mod notices;
mod number_index;
mod of_test;
mod part;
mod read;
mod record;
mod restarting;
mod saft;
mod standing_notices;
mod text_column;
mod texts;
mod unallocated;
mod undone;
mod xml_fault;

use std::collections::HashMap;

pub(crate) use codes::{
    BANK_VALUE, ELEMENT_MISSING, ENDS_EARLY, FACT_OF_OTHER_TYPE, NO_BANK_FILE, OTHER_MESSAGE, RECORD_IN_UTF_8, RECORD_OUT_OF_PLACE,
    RECORD_TOO_LONG, SUM_DIFFERS, hints,
};
pub use codes::{FaultKind, KINDS as FAULT_KINDS, codes};
pub use columns::{BALANCE, CREDIT_CHECKED, CREDIT_LIMIT, CUSTOMER_COLUMNS, ColumnKind, EVENT_COLUMNS, INVOICE_COLUMNS, InvoiceColumn};
pub use customers::Customers;
pub use event::{Event, EventKind, Notice, with_event};
pub use fault::{Fault, Faults};
pub use fingerprint::Fingerprinter;
pub use folder_files::{FolderFile, FolderFiles, NotAssigned};
pub use ids::{CustomerId, InvoiceId};
pub use lines::RowPlaces;
pub use listed::{Kept, Listed};
pub use named::{in_order, named, named_as, order_of};
pub use notices::Notices;
pub use read::{
    Cut, FactColumns, File, Files, InvoiceFile, InvoicePieces, NotOrdered, NotRead, Opened, Ordered, Piece, ReadPart, Sums, Tables,
    can_be_counted, folder, folder_from, folder_with, is_ambiguous, is_parquet, open_items, open_items_with, own_amount, own_number, sums,
};
#[cfg(feature = "parquet")]
pub use read::{Seekable, tell_no_held_panics};
pub use record::{Book, MoneyRow, NewMoney, ReadWith, Recorded, Sent, add_money, in_own_shape, money_rows, record, record_in};
pub use restarting::restarting;
pub use saft::{FromSaft, SaftKind, SaftRemark, is_xml, saft};
pub(crate) use standing_notices::{notify, undone};
pub use standing_notices::{standing_notices, undoes_nothing};
pub use text_column::TextColumn;
pub use texts::{TextId, Texts};
pub use unallocated::{OnNoInvoice, Unallocated};
pub use undone::{Begun, Done, Stop, TooMuch};
pub(crate) use xml_fault::xml_fault;

use crate::value::{Act, Currency, Day, Debtor, Minor, Rate};

/// Everything a run knows of the invoices: the columns of contracts.md, checked.
#[derive(Default, PartialEq, Debug)]
pub struct Ledger {
    /// One entry an invoice, in file order.
    pub invoices: Invoices,
    /// The customers named by any file, in order of first appearance.
    pub customers: Customers,
    /// Every event, those of one invoice together, in the order in which a day's events count.
    pub events: Vec<Event>,
    /// What each notice said.
    pub notices: Notices,
    /// Texts that columns refer to by number: step names, channels, letters.
    pub texts: Texts,
    /// What happened to a customer as a whole, with or without invoices: those of one customer together, in the order in which a day's events count.
    /// Each is also in [`Ledger::events`], of every invoice of the customer.
    pub of_customers: Vec<(CustomerId, Event)>,
    /// Payments and credit notes that name a customer and no invoice, those of one customer together, by day.
    pub unallocated: Vec<Unallocated>,
    /// The day through which payments are known, if the ledger says so.
    pub payments_through: Option<Day>,
    /// Whether this is an open-items file: balances are given, history is not.
    pub open_items: bool,
    /// Tables that stand in the ledger's folder under names that no ledger has: nothing reads them.
    pub unread_files: Vec<String>,
    /// Columns of `events.csv` that no event uses, in the file's order: nothing reads them.
    pub unread_event_columns: Vec<String>,
    /// Of the columns that mean nothing to Frist, those whose names are near to one that their file may have and has not.
    pub meant_columns: Vec<MeantColumn>,
    /// How many rows of each file a mapping leaves out: `invoices`, `customers` or `events`.
    pub left_out: Vec<(&'static str, usize)>,
    /// Why nothing is known to have been paid or sent, where the files tell of neither.
    pub no_history: Option<NoHistory>,
    /// How it was read, where it comes from a SAF-T file.
    pub saft: Option<FromSaft>,
}

/// A column that may be one of Frist's, called otherwise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MeantColumn {
    /// `invoices`, `customers` or `events`.
    pub file: &'static str,
    /// What the file calls it.
    pub column: String,
    /// What Frist would read.
    pub meant: &'static str,
}

/// Why a ledger tells of no payment and no notice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoHistory {
    /// Its folder has no `events.csv`.
    NoEvents,
    /// Its one file is read with a mapping that fills no `balance`: the columns of the file that the mapping passes over, in the file's order.
    NoBalances(Vec<String>),
}

/// The invoices, a column a field; all columns are equally long.
#[derive(Default, PartialEq, Debug)]
pub struct Invoices {
    /// Invoice numbers, unique.
    pub number: TextColumn,
    /// Who owes it.
    pub customer: Vec<CustomerId>,
    /// The kind of debtor of this invoice, or of its customer; `None` is treated as a consumer.
    pub debtor: Vec<Option<Debtor>>,
    /// Currency of every amount of the invoice.
    pub currency: Vec<Currency>,
    /// Issue date.
    pub issued: Vec<Day>,
    /// Due date as the ledger states it; `None` leaves it to the statute.
    pub due: Vec<Option<Day>>,
    /// Amount with VAT, above 0.
    pub amount: Vec<Minor>,
    /// Whether the due date was agreed.
    pub due_agreed: Vec<bool>,
    /// Whether a reminder fee was agreed; `None` leaves it to the policy.
    pub fee_agreed: Vec<Option<bool>>,
    /// An agreed yearly late rate.
    pub interest_agreed: Vec<Option<Rate>>,
    /// Day the invoice was sent.
    pub sent: Vec<Day>,
    /// Day the claim arose.
    pub arose: Vec<Day>,
    /// Tags of the invoice, by invoice; most have none.
    pub tags: HashMap<InvoiceId, Vec<String>>,
    /// Unknown columns of the invoice file, kept as facts: for each column, the text of each invoice.
    pub facts: HashMap<String, TextColumn>,
    /// Where each invoice's events begin in [`Ledger::events`]; one entry more than there are invoices.
    pub first_event: Vec<usize>,
    /// What an open-items file states of each invoice; empty for a ledger folder.
    pub opening: Vec<Opening>,
    /// Where each stands in its file.
    pub lines: RowPlaces,
}

/// What an open-items row tells instead of a history.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, Debug)]
pub struct Opening {
    /// Principal still outstanding, at least 0.
    pub balance: Minor,
    /// Fees charged and not yet paid.
    pub fees: Minor,
    /// The last notice: its step, if named.
    pub last_step: Option<TextId>,
    /// The last notice: its act.
    pub last_act: Option<Act>,
    /// The last notice: the day it was sent.
    pub last_sent: Option<Day>,
    /// The last notice: its deadline.
    pub last_deadline: Option<Day>,
    /// How many notices were charged.
    pub charged_notices: Option<u32>,
    /// Whether the debtor objects.
    pub disputed: bool,
    /// Last day of the creditor's own hold.
    pub hold_until: Option<Day>,
}

impl Opening {
    /// Whether the file tells of a last notice.
    pub fn is_last_told(&self) -> bool {
        self.last_step.is_some() || self.last_act.is_some() || self.last_sent.is_some()
    }

    /// How many letters were charged, read against the creditor: a last notice that nobody counts was charged, and where fees are owed something
    /// was, whatever the count says.
    pub fn charged(&self) -> u32 {
        self.charged_notices.unwrap_or(u32::from(self.is_last_told())).max(u32::from(self.fees > 0))
    }

    /// Whether the last notice is taken to be charged: it is, if any letter was.
    pub fn is_last_charged(&self) -> bool {
        self.is_last_told() && self.charged() > 0
    }
}

impl Ledger {
    /// Counts rows of a file, `invoices`, `customers` or `events`, that a mapping leaves out.
    pub(crate) fn leave_out(&mut self, file: &'static str, rows: usize) {
        match self.left_out.iter_mut().find(|(known, _)| *known == file) {
            Some((_, count)) => *count += rows,
            None if rows > 0 => self.left_out.push((file, rows)),
            None => {}
        }
    }

    /// The events of one invoice, in the order in which they count.
    pub fn events_of(&self, invoice: InvoiceId) -> &[Event] {
        match self.invoices.first_event.get(invoice..invoice + 2) {
            Some(bounds) => &self.events[bounds[0]..bounds[1]],
            None => &[],
        }
    }

    /// The column that may be meant by one of a file that nothing reads.
    pub fn meant_by(&self, file: &str, column: &str) -> Option<&'static str> {
        self.meant_columns.iter().find(|one| one.file == file && one.column == column).map(|one| one.meant)
    }

    /// What the headers of its files tell, without a row of them.
    pub fn header(&self) -> Ledger {
        let names = |facts: &HashMap<String, TextColumn>| facts.keys().map(|name| (name.clone(), TextColumn::default())).collect();
        Ledger {
            invoices: Invoices { facts: names(&self.invoices.facts), ..Invoices::default() },
            customers: Customers { facts: names(&self.customers.facts), ..Customers::default() },
            payments_through: self.payments_through,
            open_items: self.open_items,
            unread_files: self.unread_files.clone(),
            unread_event_columns: self.unread_event_columns.clone(),
            meant_columns: self.meant_columns.clone(),
            no_history: self.no_history.clone(),
            saft: self.saft.clone(),
            ..Ledger::default()
        }
    }

    /// What happened to a customer as a whole, in the order in which it counts.
    pub fn events_of_customer(&self, customer: CustomerId) -> &[(CustomerId, Event)] {
        let from = self.of_customers.partition_point(|(whose, _)| *whose < customer);
        let behind = self.of_customers.partition_point(|(whose, _)| *whose <= customer);
        &self.of_customers[from..behind]
    }
}

impl Invoices {
    /// Makes room for so many more.
    pub(crate) fn reserve(&mut self, more: usize) {
        self.number.reserve(more, 8 * more);
        self.customer.reserve(more);
        self.debtor.reserve(more);
        self.currency.reserve(more);
        self.issued.reserve(more);
        self.due.reserve(more);
        self.amount.reserve(more);
        self.due_agreed.reserve(more);
        self.fee_agreed.reserve(more);
        self.interest_agreed.reserve(more);
        self.sent.reserve(more);
        self.arose.reserve(more);
    }

    /// How many invoices there are.
    pub fn len(&self) -> usize {
        self.number.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.number.is_empty()
    }
}
