use std::io::{self, Read};

use super::column::Columns;
use super::event_columns::EventColumns;
use super::event_order::{InFile, put};
use super::event_rows::{EventReader, EventsRead, TakenBack};
use super::in_pieces::Opened;
use super::known::InvoicesRead;
use super::pieces::TextPiece;
use super::said::Said;
use super::table::Rows;
use super::taken_back;
use crate::ledger::{CustomerId, Event, Faults, Ledger, Unallocated};
use crate::threads::on_threads;

/// Reads `events.csv` after the invoices and the customers, a piece on each of several threads.
pub(super) fn read<R: Read>(
    file: Opened<R>,
    known: &InvoicesRead,
    threads: usize,
    ledger: &mut Ledger,
    faults: &mut Faults,
) -> io::Result<()> {
    let name = file.name;
    let mut all = Joined::default();
    if let Some((head, mut pieces)) = file.table(None, faults)? {
        let mut columns = Columns::of(head.file, head.line, &head.header, None, faults);
        let reader = EventColumns::of(&mut columns, faults);
        ledger.unread_event_columns = columns.unread();
        ledger.meant_columns.extend(columns.meant("events", &[]));
        let reader = EventReader::of(reader, known, ledger);
        let read = |piece: TextPiece| {
            let text = piece.text();
            // Hardly a row is shorter.
            let about = piece.bytes().len() / 32;
            reader.read(&head, &mut Rows::of(head.delimiter, &text, piece.line, piece.is_end), about)
        };
        let done = |read: EventsRead| {
            all.take(read, faults);
            Ok(())
        };
        on_threads(threads, || pieces.next_piece(), read, done)?;
    }
    let Joined { events, said, taken_back, mut of_customers, mut unallocated } = all;
    put(events, said, ledger);
    taken_back::check(name, taken_back, known, ledger, faults);
    // Within a customer's day the file's order stays.
    of_customers.sort_by_key(|(customer, event)| (*customer, event.on, event.what.rank()));
    unallocated.sort_by_key(|money| (money.customer, money.on));
    (ledger.of_customers, ledger.unallocated) = (of_customers, unallocated);
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
        let EventsRead { mut events, mut of, said, taken_back, of_customers, unallocated, faults: wrong } = read;
        faults.extend(wrong);
        self.said.take(said, &mut events);
        events.shrink_to_fit();
        of.shrink_to_fit();
        self.events.push((events, of));
        self.taken_back.extend(taken_back);
        self.of_customers.extend(of_customers);
        self.unallocated.extend(unallocated);
    }
}
