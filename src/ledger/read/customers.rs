use std::collections::HashMap;
use std::io::{self, Read};

use super::column::{Column, Columns, Slot};
use super::in_pieces::Opened;
use super::known::InvoicesRead;
use super::made::{Made, MakesRows};
use super::row::Sign;
use super::table::{Head, NextRow, Rows};
use super::{FactColumns, Row};
use crate::ledger::codes::{DUPLICATE_CUSTOMER, hints};
use crate::ledger::mapping::TableMapping;
use crate::ledger::number_index::NumberIndex;
use crate::ledger::{CREDIT_CHECKED, CREDIT_LIMIT, CustomerId, Faults, Ledger, RowPlaces, TextColumn};
use crate::value::Debtor;

/// What the rows say of customers, in the order of the file.
#[derive(Default)]
struct About {
    number: TextColumn,
    index: NumberIndex,
    lines: Vec<u32>,
    name: TextColumn,
    debtor: Vec<Option<Debtor>>,
    country: TextColumn,
    tags: HashMap<usize, Vec<String>>,
    facts: Vec<TextColumn>,
}

/// Reads `customers.csv` after the invoices. Customers without an invoice come last, by number, so that the order of rows means nothing.
pub(super) fn read<R: Read>(
    file: Opened<R>,
    wanted: FactColumns,
    known: &mut InvoicesRead,
    ledger: &mut Ledger,
    faults: &mut Faults,
) -> io::Result<()> {
    let mapping = file.mapping;
    let Some((head, mut pieces)) = file.table(faults)? else { return Ok(()) };
    let columns = CustomerColumns::of(&head, mapping, wanted, ledger, faults);
    let (mut about, mut left_out) = (columns.about(), 0);
    while let Some(piece) = pieces.next_piece()? {
        let text = piece.text();
        left_out += columns.read(&head, &mut Rows::of(head.delimiter, &text, piece.line, piece.is_end), &mut about, faults);
    }
    ledger.leave_out("customers", left_out);
    columns.put(known, ledger, head.file, about);
    Ok(())
}

/// The same of rows that are made one after another.
pub(super) fn made(
    head: &Head,
    rows: &mut Made<impl MakesRows>,
    wanted: FactColumns,
    known: &mut InvoicesRead,
    ledger: &mut Ledger,
    faults: &mut Faults,
) {
    let columns = CustomerColumns::of(head, None, wanted, ledger, faults);
    let mut about = columns.about();
    while rows.go_on() {
        columns.read(head, rows, &mut about, faults);
    }
    columns.put(known, ledger, head.file, about);
}

/// The columns of customers.
struct CustomerColumns<'m> {
    customer: Column<'m>,
    name: Column<'m>,
    debtor: Column<'m>,
    country: Column<'m>,
    tags: Column<'m>,
    credit_limit: Column<'m>,
    credit_checked: Column<'m>,
    /// Facts whose texts are kept, and the others.
    kept: Vec<(String, Column<'m>)>,
    unread: Vec<(String, Column<'m>)>,
}

impl<'m> CustomerColumns<'m> {
    fn of(
        head: &Head<'m>,
        mapping: Option<&'m TableMapping>,
        wanted: FactColumns,
        ledger: &mut Ledger,
        faults: &mut Faults,
    ) -> CustomerColumns<'m> {
        let mut columns = Columns::of(head.file, head.line, &head.header, mapping, faults);
        let customer = columns.required("customer", faults);
        let name = columns.optional("name", faults);
        let debtor = columns.optional("debtor", faults);
        let country = columns.optional("country", faults);
        let tags = columns.optional("tags", faults);
        let facts = columns.rest(faults);
        ledger.meant_columns.extend(columns.meant("customers", &[CREDIT_LIMIT, CREDIT_CHECKED]));
        let of_name = |name: &'static str| {
            let slot = facts.iter().find(|(fact, _)| fact == name).map_or(Slot::Absent, |(_, column)| column.slot.clone());
            Column { label: name, slot }
        };
        let (credit_limit, credit_checked) = (of_name(CREDIT_LIMIT), of_name(CREDIT_CHECKED));
        // What a limit and a check are is told of every customer, whoever asks for it.
        let (kept, unread): (Vec<_>, Vec<_>) =
            facts.into_iter().partition(|(name, _)| wanted.is(name) || [CREDIT_LIMIT, CREDIT_CHECKED].contains(&name.as_str()));
        CustomerColumns { customer, name, debtor, country, tags, credit_limit, credit_checked, kept, unread }
    }

    /// What is told of no customer.
    fn about(&self) -> About {
        About { facts: vec![TextColumn::default(); self.kept.len()], ..About::default() }
    }

    /// Reads rows; how many a mapping leaves out.
    fn read<'h>(&self, head: &'h Head<'m>, rows: &mut impl NextRow, about: &mut About, faults: &mut Faults) -> usize {
        let mut left_out = 0;
        while let Some(mut row) = rows.next_row(head, faults) {
            if !row.sound {
                continue;
            }
            if head.leaves_out(&row) {
                left_out += 1;
                continue;
            }
            self.read_row(&mut row, about);
        }
        left_out
    }

    fn read_row<'r>(&'r self, row: &mut Row<'r>, about: &mut About) {
        let columns: &CustomerColumns<'r> = self;
        row.require(&columns.customer);
        let number = row.text(&columns.customer).unwrap_or_default();
        if !number.is_empty()
            && let Some(first) = about.index.find(number, &about.number)
        {
            row.faults.push(row.fault(DUPLICATE_CUSTOMER, &columns.customer, number).with("line", about.lines[first]));
        }
        // They stay texts, since a limit's currency is the policy's; a value that nobody could read is told here.
        row.amount(&columns.credit_limit, None, Sign::NotNegative, Some(hints::NO_CREDIT));
        row.day(&columns.credit_checked);
        about.number.push(number);
        about.name.push(row.text(&columns.name).unwrap_or_default());
        about.debtor.push(row.debtor(&columns.debtor));
        about.country.push(row.country(&columns.country).unwrap_or_default());
        let tags = row.tags(&columns.tags);
        if !tags.is_empty() {
            about.tags.insert(about.lines.len(), tags);
        }
        about.facts.iter_mut().zip(&columns.kept).for_each(|(texts, (_, column))| texts.push(row.text(column).unwrap_or_default()));
        about.lines.push(row.line as u32);
        about.index.push(&about.number);
    }

    /// Puts what is known of the customers of a file in its place.
    fn put(self, known: &mut InvoicesRead, ledger: &mut Ledger, file: &str, about: About) {
        put(known, ledger, file, about, self.kept.into_iter().map(|(name, _)| name));
        ledger.customers.facts.extend(self.unread.into_iter().map(|(name, _)| (name, TextColumn::default())));
    }
}

/// Puts what is known of each customer in its place.
fn put(known: &mut InvoicesRead, ledger: &mut Ledger, file: &str, mut about: About, names: impl Iterator<Item = String>) {
    let mut without: Vec<usize> = (0..about.number.len()).filter(|row| known.customer(&about.number[*row], ledger).is_none()).collect();
    without.sort_by_key(|row| &about.number[*row]);
    let customers = &mut ledger.customers;
    for row in without {
        known.customer_of(&about.number[row], customers);
    }
    let row_of = |id: CustomerId| about.index.find(&customers.number[id], &about.number);
    let rows: Vec<Option<usize>> = (0..customers.len()).map(row_of).collect();
    let in_place = |texts: &TextColumn| rows.iter().map(|row| row.map_or("", |row| &texts[row])).collect::<TextColumn>();
    // What the file of invoices calls a customer of whom this one does not tell stays.
    let named = |(id, row): (usize, &Option<usize>)| {
        let name = row.map_or("", |row| &about.name[row]);
        if name.is_empty() { customers.name.get(id).unwrap_or_default() } else { name }
    };
    customers.name = rows.iter().enumerate().map(named).collect();
    customers.country = in_place(&about.country);
    customers.facts = names.zip(&about.facts).map(|(name, texts)| (name, in_place(texts))).collect();
    customers.debtor = rows.iter().map(|row| row.and_then(|row| about.debtor[row])).collect();
    customers.lines = RowPlaces::of(file, rows.iter().map(|row| row.map_or(0, |row| about.lines[row])).collect());
    let tags = rows.iter().enumerate().filter_map(|(id, row)| Some((id, about.tags.remove(&(*row)?)?)));
    customers.tags = tags.collect();
}
