//! Events in the order in which they count, whatever the order of the file.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::said::Said;
use crate::ledger::{CustomerId, Event, EventKind, Ledger, Notice, Notices, TextId, Texts};
use crate::value::Day;

/// The events of a file in its order, a piece of it after another, and the invoice of each.
pub(super) type InFile = Vec<(Vec<Event>, Vec<u32>)>;

/// Puts events into the ledger: those of one invoice after another, each in the order in which a day's events count. Notices and texts are numbered by that
/// order and not by the file's.
pub(super) fn put(read: InFile, said: Said, ledger: &mut Ledger) {
    let (mut events, bounds) = by_invoice(read, ledger.invoices.len());
    let mut numbers = Numbers::of(said);
    for (invoice, customer) in ledger.invoices.customer.iter().enumerate() {
        let own = &mut events[bounds[invoice]..bounds[invoice + 1]];
        // Within a kind of a day the file's order stays.
        own.sort_by_key(|event| (event.on, event.what.rank()));
        own.iter_mut().for_each(|event| numbers.renumber(&mut event.what, *customer, &mut ledger.texts));
    }
    ledger.notices = Notices::of(numbers.of, numbers.told);
    ledger.events = events;
    ledger.invoices.first_event = bounds;
}

/// The events of one invoice after another, each in the file's order, and where those of each begin.
fn by_invoice(read: InFile, invoices: usize) -> (Vec<Event>, Vec<usize>) {
    // How many there are of an invoice says where those of the next begin.
    let mut next = vec![0; invoices + 1];
    read.iter().flat_map(|(_, of)| of).for_each(|of| next[*of as usize + 1] += 1);
    for invoice in 0..invoices {
        next[invoice + 1] += next[invoice];
    }
    let mut events = vec![Event { on: Day::FIRST, what: EventKind::Reopened }; next[invoices]];
    for (piece, of) in read {
        for (event, of) in piece.into_iter().zip(of) {
            let place = &mut next[of as usize];
            events[*place] = event;
            *place += 1;
        }
    }
    // Where those of an invoice end, those of the next begin.
    next.rotate_right(1);
    next[0] = 0;
    (events, next)
}

/// Gives notices and texts their numbers in the ledger.
struct Numbers {
    said: Said,
    /// By the place of what was said, and where it lists several invoices the customer: its place among what is told.
    places: HashMap<(u32, Option<CustomerId>), u32, FxBuildHasher>,
    told: Vec<Notice>,
    of: Vec<u32>,
}

impl Numbers {
    fn of(said: Said) -> Numbers {
        Numbers { said, places: HashMap::default(), told: Vec::new(), of: Vec::new() }
    }

    fn renumber(&mut self, what: &mut EventKind, customer: CustomerId, texts: &mut Texts) {
        let said = &self.said;
        let text = |id: Option<TextId>, texts: &mut Texts| id.map(|id| texts.intern(said.texts.get(id)));
        if let EventKind::Notice(place) = what {
            let notice = &said.notices[*place as usize];
            let told = self.places.entry((*place, notice.letter.map(|_| customer))).or_insert_with(|| {
                let step = text(notice.step, texts);
                // A letter is one customer's: what another calls its own by the same text has nothing to do with it.
                let letter = notice.letter.map(|letter| texts.intern(&format!("{customer}/{}", said.texts.get(letter))));
                self.told.push(Notice { step, letter, ..notice.clone() });
                (self.told.len() - 1) as u32
            });
            self.of.push(*told);
            *place = (self.of.len() - 1) as u32;
        } else if let EventKind::Cancelled(_, step) = what {
            *step = text(*step, texts);
        }
    }
}
