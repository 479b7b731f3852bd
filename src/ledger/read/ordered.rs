//! A ledger folder whose tables are all ordered by customer, cut into ledgers of some whole customers each: the same tables with fewer rows.

use std::io::{self, Read};

use super::File;
use super::file::Files;
use super::in_pieces::Opened;
use super::pieces::Pieces;
use super::records::Records;
use crate::ledger::{Faults, TextColumn};

/// The tables of a ledger as they are cut.
pub struct Ordered<R> {
    invoices: Cursor<R>,
    customers: Option<Cursor<R>>,
    events: Option<Cursor<R>>,
    has_ended: bool,
}

/// The tables of some whole customers, each with its header.
pub struct Cut {
    invoices: Vec<u8>,
    customers: Option<Vec<u8>>,
    events: Option<Vec<u8>>,
}

impl Cut {
    /// The tables as a ledger is read from them.
    pub fn files(&self) -> Files<'_> {
        let [invoices, customers, events, _] = Files::NAMES;
        Files {
            invoices: Some(File { name: invoices, bytes: &self.invoices }),
            customers: self.customers.as_ref().map(|bytes| File { name: customers, bytes }),
            events: self.events.as_ref().map(|bytes| File { name: events, bytes }),
            ledger: None,
        }
    }
}

impl<R: Read> Ordered<R> {
    /// Begins to read tables that may be ordered: the invoices, the customers and the events.
    ///
    /// # Errors
    /// When a file cannot be read, and when they are not ordered, as far as their beginnings tell.
    pub fn open(invoices: Opened<R>, customers: Option<Opened<R>>, events: Option<Opened<R>>) -> Result<Ordered<R>, NotOrdered> {
        let open = |file: Option<Opened<R>>| file.map(Cursor::open).transpose();
        Ok(Ordered { invoices: Cursor::open(invoices)?, customers: open(customers)?, events: open(events)?, has_ended: false })
    }

    /// The tables of the next customers, with about so many invoices; `None` behind the last.
    ///
    /// # Errors
    /// When a file cannot be read, and when a row is not where its customer's rows should be.
    pub fn next_cut(&mut self, invoices: usize) -> Result<Option<Cut>, NotOrdered> {
        if self.has_ended {
            return Ok(None);
        }
        let (own, last) = self.invoices.take_some(invoices)?;
        self.has_ended = last.is_none();
        let through = |table: &mut Option<Cursor<R>>| table.as_mut().map(|table| table.take_through(last.as_deref())).transpose();
        Ok(Some(Cut { invoices: own, customers: through(&mut self.customers)?, events: through(&mut self.events)? }))
    }
}

/// Why tables cannot be cut.
#[derive(Debug)]
pub enum NotOrdered {
    /// A row is not where its customer's rows should be, names no customer, or cannot be read.
    Row,
    /// The file of this name cannot be read.
    Unreadable(String, io::Error),
}

fn unreadable(name: &str) -> impl Fn(io::Error) -> NotOrdered {
    move |error| NotOrdered::Unreadable(name.into(), error)
}

/// A table, read up to a row.
struct Cursor<R> {
    name: String,
    pieces: Pieces<R>,
    /// The header with its line end.
    header: Vec<u8>,
    /// Where a row has its customer.
    place: usize,
    loaded: Loaded,
    /// The customer of the row last loaded.
    last: String,
}

/// A piece of a table with its rows.
#[derive(Default)]
struct Loaded {
    bytes: Vec<u8>,
    /// Where each row ends.
    ends: Vec<usize>,
    customers: TextColumn,
    /// The next row, and where it begins.
    next: usize,
    start: usize,
}

impl<R: Read> Cursor<R> {
    fn open(Opened { name, from, piece, mapping: _ }: Opened<R>) -> Result<Cursor<R>, NotOrdered> {
        let pieces = Pieces::open(name, from, piece, None, b',', &mut Faults::default()).map_err(unreadable(name))?;
        let mut pieces = pieces.ok_or(NotOrdered::Row)?;
        let mut first = pieces.next_piece().map_err(unreadable(name))?.ok_or(NotOrdered::Row)?;
        let found = {
            let text = first.text();
            let mut records = Records::of(&text.content, b',', 1);
            let end = records.next().map(|span| span.end);
            end.zip(records.record().iter().position(|name| name.trim() == "customer"))
        };
        let (end, place) = found.ok_or(NotOrdered::Row)?;
        let header = first.bytes()[..end].to_vec();
        first.begin_at(end);
        let mut cursor = Cursor { name: name.into(), pieces, header, place, loaded: Loaded::default(), last: String::new() };
        cursor.load(first.into_bytes())?;
        Ok(cursor)
    }

    /// Takes in a piece, whose rows must be in order.
    fn load(&mut self, bytes: Vec<u8>) -> Result<(), NotOrdered> {
        let text = std::str::from_utf8(&bytes).map_err(|_| NotOrdered::Row)?;
        let (mut ends, mut customers) = (Vec::new(), TextColumn::default());
        let mut records = Records::of(text, b',', 1);
        while let Some(span) = records.next() {
            let customer = records.record().get(self.place).unwrap_or_default().trim();
            if !span.is_cut || customer.is_empty() || customer < self.last.as_str() {
                return Err(NotOrdered::Row);
            }
            if customer != self.last {
                self.last.clear();
                self.last.push_str(customer);
            }
            ends.push(span.end);
            customers.push(customer);
        }
        self.loaded = Loaded { bytes, ends, customers, next: 0, start: 0 };
        Ok(())
    }

    /// The customer of the next row; `None` behind the last.
    fn peek(&mut self) -> Result<Option<&str>, NotOrdered> {
        while self.loaded.next >= self.loaded.ends.len() {
            let piece = self.pieces.next_piece().map_err(unreadable(&self.name))?;
            let Some(piece) = piece else { return Ok(None) };
            self.load(piece.into_bytes())?;
        }
        Ok(self.loaded.customers.get(self.loaded.next))
    }

    /// Writes the rows before a place of what is loaded behind others.
    fn write_to(&mut self, next: usize, into: &mut Vec<u8>) {
        let end = if next == 0 { self.loaded.start } else { self.loaded.ends[next - 1] };
        into.extend_from_slice(&self.loaded.bytes[self.loaded.start..end]);
        (self.loaded.next, self.loaded.start) = (next, end);
    }

    /// About so many rows of whole customers, and the last of these; `None` where the table has ended.
    fn take_some(&mut self, rows: usize) -> Result<(Vec<u8>, Option<String>), NotOrdered> {
        let mut taken = self.header.clone();
        let (mut left, mut last) = (rows, String::new());
        while let Some(customer) = self.peek()? {
            if left == 0 && *customer != last {
                return Ok((taken, Some(last)));
            }
            let loaded = &self.loaded;
            let enough = (loaded.next + left.max(1)).min(loaded.ends.len());
            last = loaded.customers[enough - 1].to_owned();
            let more = (enough..loaded.ends.len()).take_while(|row| loaded.customers[*row] == last).count();
            left = left.saturating_sub(enough + more - loaded.next);
            self.write_to(enough + more, &mut taken);
        }
        Ok((taken, None))
    }

    /// The rows of all customers through one; all that are left where none is named.
    fn take_through(&mut self, last: Option<&str>) -> Result<Vec<u8>, NotOrdered> {
        let mut taken = self.header.clone();
        while self.peek()?.is_some_and(|customer| last.is_none_or(|last| customer <= last)) {
            let loaded = &self.loaded;
            let rows = (loaded.next..loaded.ends.len()).take_while(|row| last.is_none_or(|last| &loaded.customers[*row] <= last)).count();
            self.write_to(loaded.next + rows, &mut taken);
        }
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INVOICES: &str = "invoice,customer,amount\n1,A,1\n2,A,2\n3,\"B\",3\n4,C,4\n5,C,5\n6,C,6\n7,E,7\n";
    const EVENTS: &str = "customer,date\nA,1\nA,2\n\nC,3\nD,4\nF,5";

    fn cuts(invoices: &str, events: &str, rows: usize) -> Option<Vec<(String, String)>> {
        fn table(text: &str) -> Opened<'_, &[u8]> {
            Opened { name: "", from: text.as_bytes(), piece: 20, mapping: None }
        }
        let mut ordered = Ordered::open(table(invoices), None, Some(table(events))).ok()?;
        let mut cuts = Vec::new();
        loop {
            match ordered.next_cut(rows) {
                Ok(Some(Cut { invoices, events, .. })) => {
                    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
                    cuts.push((text(invoices), text(events.expect("events"))));
                }
                Ok(None) => return Some(cuts),
                Err(_) => return None,
            }
        }
    }

    #[test]
    fn customers_stay_whole_and_nothing_is_lost() {
        let all = cuts(INVOICES, EVENTS, 2).expect("ordered");
        let (invoices, events): (Vec<&str>, Vec<&str>) = all.iter().map(|(invoices, events)| (invoices.as_str(), events.as_str())).unzip();
        let header = "invoice,customer,amount\n";
        assert_eq!(invoices, ["1,A,1\n2,A,2\n", "3,\"B\",3\n4,C,4\n5,C,5\n6,C,6\n", "7,E,7\n"].map(|rows| format!("{header}{rows}")));
        assert_eq!(events, ["A,1\nA,2\n", "\nC,3\n", "D,4\nF,5"].map(|rows| format!("customer,date\n{rows}")));
        for rows in [1, 3, 4, 100] {
            let all = cuts(INVOICES, EVENTS, rows).expect("ordered");
            let joined: String = all.iter().map(|(invoices, _)| &invoices[header.len()..]).collect();
            assert_eq!(format!("{header}{joined}"), INVOICES, "{rows}");
        }
    }

    #[test]
    fn what_is_not_ordered_is_not_cut() {
        for (invoices, events) in [
            (INVOICES.replace("3,\"B\"", "3,D").as_str(), EVENTS),
            (INVOICES, "customer,date\nB,1\nA,2\n"),
            (INVOICES, "customer,date\nA,1\n,2\n"),
            (INVOICES, "invoice,date\n1,1\n"),
        ] {
            assert_eq!(cuts(invoices, events, 2), None, "{invoices} {events}");
        }
    }
}
