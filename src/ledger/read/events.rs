use std::io::{self, Read};

use super::column::Columns;
use super::event_columns::EventColumns;
use super::event_order::{InFile, put};
use super::event_rows::{EventReader, EventsRead, TakenBack};
use super::in_pieces::Opened;
use super::known::InvoicesRead;
use super::made::{Made, MakesRows};
use super::not_read::{NotRead, unreadable};
use super::pieces::TextPiece;
use super::said::Said;
use super::table::{Head, Rows};
use super::taken_back;
use crate::ledger::mapping::TableMapping;
use crate::ledger::{CustomerId, Event, Faults, Ledger, Unallocated};
use crate::threads::on_threads;

/// Reads the events after the invoices and the customers, file by file, a piece on each of several threads.
pub(super) fn read<R: Read>(
    files: Vec<Opened<R>>,
    known: &InvoicesRead,
    threads: usize,
    ledger: &mut Ledger,
    faults: &mut Faults,
) -> Result<(), NotRead> {
    let mut all = Joined::default();
    for file in files {
        let name = file.name;
        read_file(file, known, threads, ledger, &mut all, faults).map_err(unreadable(name))?;
    }
    all.put(known, ledger, faults);
    Ok(())
}

/// The same of rows that are made one after another.
pub(super) fn made(head: &Head, rows: &mut Made<impl MakesRows>, known: &InvoicesRead, ledger: &mut Ledger, faults: &mut Faults) {
    let mut all = Joined::default();
    let reader = EventReader::of(columns(head, None, ledger, faults), known, ledger);
    while rows.go_on() {
        all.take(reader.read(head, rows, 0), faults);
    }
    all.put(known, ledger, faults);
}

/// The columns of a header; what else it names is put into the ledger.
fn columns<'m>(head: &Head<'m>, mapping: Option<&'m TableMapping>, ledger: &mut Ledger, faults: &mut Faults) -> EventColumns<'m> {
    let mut columns = Columns::of(head.file, head.line, &head.header, mapping, faults);
    let of_events = EventColumns::of(&mut columns, faults);
    if columns.are_own() {
        ledger.unread_event_columns.extend(columns.unread());
    }
    ledger.meant_columns.extend(columns.meant("events", &[]));
    of_events
}

fn read_file<R: Read>(
    file: Opened<R>,
    known: &InvoicesRead,
    threads: usize,
    ledger: &mut Ledger,
    all: &mut Joined,
    faults: &mut Faults,
) -> io::Result<()> {
    let mapping = file.mapping;
    let Some((head, mut pieces)) = file.table(faults)? else { return Ok(()) };
    let reader = EventReader::of(columns(&head, mapping, ledger, faults), known, ledger);
    let read = |piece: TextPiece| {
        let text = piece.text();
        // Hardly a row is shorter.
        let about = piece.bytes().len() / 32;
        reader.read(&head, &mut Rows::of(head.delimiter, &text, piece.line, piece.is_end), about)
    };
    let mut left_out = 0;
    let done = |read: EventsRead| {
        left_out += read.left_out;
        all.take(read, faults);
        Ok(())
    };
    on_threads(threads, || pieces.next_piece(), read, done)?;
    ledger.leave_out("events", left_out);
    Ok(())
}

/// What all rows tell.
#[derive(Default)]
struct Joined {
    events: InFile,
    said: Said,
    taken_back: Vec<TakenBack>,
    of_customers: Vec<(CustomerId, Event)>,
    unallocated: Vec<Unallocated>,
}

impl Joined {
    /// Takes in what the next rows tell.
    fn take(&mut self, read: EventsRead, faults: &mut Faults) {
        let EventsRead { mut events, mut of, said, taken_back, of_customers, unallocated, faults: wrong, left_out: _ } = read;
        faults.extend(wrong);
        self.said.take(said, &mut events);
        events.shrink_to_fit();
        of.shrink_to_fit();
        self.events.push((events, of));
        self.taken_back.extend(taken_back);
        self.of_customers.extend(of_customers);
        self.unallocated.extend(unallocated);
    }

    /// Puts everything in its place.
    fn put(self, known: &InvoicesRead, ledger: &mut Ledger, faults: &mut Faults) {
        let Joined { events, said, taken_back, mut of_customers, unallocated } = self;
        put(events, said, ledger);
        taken_back::check(taken_back, known, ledger, faults);
        // Within a customer's day the file's order stays.
        of_customers.sort_by_key(|(customer, event)| (*customer, event.on, event.what.rank()));
        ledger.of_customers = of_customers;
        ledger.unallocated.extend(unallocated);
    }
}
