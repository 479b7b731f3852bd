use std::collections::HashMap;
use std::io::{self, Read};

use super::FactColumns;
use super::column::{Column, Columns, Slot};
use super::in_pieces::Opened;
use super::known::InvoicesRead;
use super::row::Sign;
use super::table::Rows;
use crate::ledger::codes::{DUPLICATE_CUSTOMER, hints};
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
    let mut about = About { facts: vec![TextColumn::default(); kept.len()], ..About::default() };
    let mut left_out = 0;
    while let Some(piece) = pieces.next_piece()? {
        let text = piece.text();
        let mut rows = Rows::of(head.delimiter, &text, piece.line, piece.is_end);
        while let Some(mut row) = rows.next(&head, faults) {
            if !row.sound {
                continue;
            }
            if head.leaves_out(&row) {
                left_out += 1;
                continue;
            }
            row.require(&customer);
            let number = row.text(&customer).unwrap_or_default();
            if !number.is_empty()
                && let Some(first) = about.index.find(number, &about.number)
            {
                row.faults.push(row.fault(DUPLICATE_CUSTOMER, &customer, number).with("line", about.lines[first]));
            }
            // They stay texts, since a limit's currency is the policy's; a value that nobody could read is told here.
            row.amount(&credit_limit, None, Sign::NotNegative, Some(hints::NO_CREDIT));
            row.day(&credit_checked);
            about.number.push(number);
            about.name.push(row.text(&name).unwrap_or_default());
            about.debtor.push(row.debtor(&debtor));
            about.country.push(row.country(&country).unwrap_or_default());
            let tags = row.tags(&tags);
            if !tags.is_empty() {
                about.tags.insert(about.lines.len(), tags);
            }
            about.facts.iter_mut().zip(&kept).for_each(|(texts, (_, column))| texts.push(row.text(column).unwrap_or_default()));
            about.lines.push(row.line as u32);
            about.index.push(&about.number);
        }
    }
    ledger.leave_out("customers", left_out);
    put(known, ledger, head.file, about, kept.into_iter().map(|(name, _)| name));
    ledger.customers.facts.extend(unread.into_iter().map(|(name, _)| (name, TextColumn::default())));
    Ok(())
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
    let named = |(id, row): (usize, &Option<usize>)| row.map_or(customers.name.get(id).unwrap_or_default(), |row| &about.name[row]);
    customers.name = rows.iter().enumerate().map(named).collect();
    customers.country = in_place(&about.country);
    customers.facts = names.zip(&about.facts).map(|(name, texts)| (name, in_place(texts))).collect();
    customers.debtor = rows.iter().map(|row| row.and_then(|row| about.debtor[row])).collect();
    customers.lines = RowPlaces::of(file, rows.iter().map(|row| row.map_or(0, |row| about.lines[row])).collect());
    let tags = rows.iter().enumerate().filter_map(|(id, row)| Some((id, about.tags.remove(&(*row)?)?)));
    customers.tags = tags.collect();
}
