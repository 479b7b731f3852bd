use std::collections::HashMap;

use super::column::{Column, Slot};
use super::row::Sign;
use super::{File, Table, Text};
use crate::ledger::codes::{DUPLICATE_CUSTOMER, hints};
use crate::ledger::{CREDIT_CHECKED, CREDIT_LIMIT, CustomerId, Faults, Ledger, RowPlaces};
use crate::value::Debtor;

/// What a row says of a customer.
struct About {
    line: usize,
    number: String,
    name: String,
    debtor: Option<Debtor>,
    country: Option<String>,
    tags: Vec<String>,
    facts: Vec<String>,
}

/// Reads `customers.csv` after the invoices. Customers without an invoice come last, by number, so that the order of rows means nothing.
pub(super) fn read(file: File, ledger: &mut Ledger, faults: &mut Faults) {
    let Some(text) = Text::decode(file, None, faults) else { return };
    let Some(mut table) = Table::open(file.name, &text, None, faults) else { return };
    let mut columns = table.columns(None, faults);
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
    let mut lines: HashMap<String, usize> = HashMap::new();
    let mut read: Vec<About> = Vec::new();
    while let Some(mut row) = table.next(faults) {
        if !row.sound {
            continue;
        }
        row.require(&customer);
        let number = row.text(&customer).unwrap_or_default().to_owned();
        if let Some(line) = lines.get(&number) {
            row.faults.push(row.fault(DUPLICATE_CUSTOMER, &customer, &number).with("line", line));
        } else if !number.is_empty() {
            lines.insert(number.clone(), row.line);
        }
        // They stay texts, since a limit's currency is the policy's; a value that nobody could read is told here.
        row.amount(&credit_limit, None, Sign::NotNegative, Some(hints::NO_CREDIT));
        row.day(&credit_checked);
        read.push(About {
            line: row.line,
            number,
            name: row.text(&name).unwrap_or_default().to_owned(),
            debtor: row.debtor(&debtor),
            country: row.country(&country).map(str::to_owned),
            tags: row.tags(&tags),
            facts: facts.iter().map(|(_, column)| row.text(column).unwrap_or_default().to_owned()).collect(),
        });
    }
    let mut of_facts: Vec<Vec<String>> = facts.iter().map(|_| Vec::new()).collect();
    let (with_invoice, mut without): (Vec<_>, Vec<_>) =
        read.into_iter().partition(|about| ledger.customers.index.contains_key(&about.number));
    without.sort_by(|a, b| a.number.cmp(&b.number));
    ledger.customers.lines = RowPlaces::of(file.name, Vec::new());
    for about in with_invoice.into_iter().chain(without) {
        let known = ledger.customers.index.get(&about.number).copied();
        let id = known.unwrap_or_else(|| ledger.customers.add(&about.number));
        put(ledger, id, about, &mut of_facts);
    }
    for texts in &mut of_facts {
        texts.resize(ledger.customers.number.len(), String::new());
    }
    ledger.customers.facts = facts.into_iter().map(|(name, _)| name).zip(of_facts).collect();
}

fn put(ledger: &mut Ledger, id: CustomerId, about: About, facts: &mut [Vec<String>]) {
    let customers = &mut ledger.customers;
    customers.lines.put(id, about.line);
    customers.name[id] = about.name;
    customers.debtor[id] = about.debtor;
    customers.country[id] = about.country;
    customers.tags[id] = about.tags;
    for (texts, text) in facts.iter_mut().zip(about.facts) {
        if texts.len() <= id {
            texts.resize(customers.number.len(), String::new());
        }
        texts[id] = text;
    }
}
