use super::{Event, EventKind, InvoiceId, Ledger, Notice};
use crate::value::Day;

impl Ledger {
    /// Adds notices that were sent, as if their rows stood behind all others in `events.csv`: each comes after what its invoice's day holds already.
    ///
    /// The steps and letters they name are texts of this ledger.
    pub fn send(&mut self, mut sent: Vec<(InvoiceId, Day, Notice)>) {
        sent.sort_by_key(|(invoice, on, _)| (*invoice, *on));
        let mut sent = sent.into_iter().peekable();
        let old = std::mem::take(&mut self.events);
        let old_notices = std::mem::take(&mut self.notices);
        let bounds = std::mem::take(&mut self.invoices.first_event);
        self.events.reserve_exact(old.len() + sent.len());
        self.invoices.first_event.reserve_exact(bounds.len());
        for invoice in 0..self.invoices.len() {
            self.invoices.first_event.push(self.events.len());
            let own = bounds.get(invoice..invoice + 2).map_or(&[][..], |bounds| &old[bounds[0]..bounds[1]]);
            for event in own {
                // A notice is of the last rank of its day: only a later day comes after it.
                while let Some((_, on, notice)) = sent.next_if(|(of, on, _)| *of == invoice && *on < event.on) {
                    self.push(on, notice);
                }
                match event.what.notice() {
                    Some(place) => self.push(event.on, old_notices[place as usize].clone()),
                    None => self.events.push(*event),
                }
            }
            while let Some((_, on, notice)) = sent.next_if(|(of, ..)| *of == invoice) {
                self.push(on, notice);
            }
        }
        self.invoices.first_event.push(self.events.len());
    }

    /// Notices are numbered in the order of the events.
    fn push(&mut self, on: Day, notice: Notice) {
        self.notices.push(notice);
        self.events.push(Event { on, what: EventKind::Notice((self.notices.len() - 1) as u32) });
    }
}
