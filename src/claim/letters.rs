use crate::law::Sent;
use crate::ledger::{EventKind, Ledger, Notice, TextId, notify};
use crate::value::{Currency, Day, Minor};

/// The letters that list several invoices, and what their rows cost.
#[derive(Clone, Default, Debug)]
pub struct Letters {
    /// Those of one letter together, by currency and then in the ledger's order.
    rows: Vec<LetterRow>,
    /// The rows with a fee that were undone and the days of it, those of one letter together.
    undone: Vec<(LetterKey, Day)>,
}

/// Rows with the same text and day are one letter.
type LetterKey = (TextId, Day);

#[derive(Clone, Copy, Debug)]
struct LetterRow {
    letter: LetterKey,
    currency: Currency,
    notice: u32,
    /// Fees of its letter in its currency up to this row, its own included.
    fees: Minor,
    /// How many rows of its letter up to this one, itself included, have a fee.
    charged: usize,
}

impl Letters {
    /// Adds up the rows of each letter of a ledger, as its events up to a day tell them.
    pub fn of(ledger: &Ledger, on: Day) -> Letters {
        let mut letters = Letters::default();
        if !ledger.notices.has_letters() {
            return letters;
        }
        let mut standing = Vec::new();
        for invoice in 0..ledger.invoices.len() {
            standing.clear();
            for event in ledger.events_of(invoice).iter().take_while(|event| event.on <= on) {
                let undone = notify(event, &ledger.notices, &mut standing);
                if let EventKind::Notice(notice) = event.what {
                    letters.add(notice, &ledger.notices[notice as usize], event.on, ledger.invoices.currency[invoice]);
                } else if let Some((notice, sent)) = undone {
                    letters.undo(&ledger.notices[notice as usize], sent, event.on);
                }
            }
        }
        letters.undone.sort();
        letters.rows.sort_by_key(|row| (row.letter, row.currency));
        for at in 1..letters.rows.len() {
            let before = letters.rows[at - 1];
            let row = &mut letters.rows[at];
            if row.letter == before.letter {
                row.charged += before.charged;
                row.fees += if row.currency == before.currency { before.fees } else { 0 };
            }
        }
        letters
    }

    fn add(&mut self, place: u32, notice: &Notice, sent: Day, currency: Currency) {
        if let Some(letter) = notice.letter {
            let charged = usize::from(notice.fee > 0);
            self.rows.push(LetterRow { letter: (letter, sent), currency, notice: place, fees: notice.fee, charged });
        }
    }

    fn undo(&mut self, notice: &Notice, sent: Day, on: Day) {
        if let Some(letter) = notice.letter.filter(|_| notice.fee > 0) {
            self.undone.push(((letter, sent), on));
        }
    }

    /// Whether the letter of a notice cost something, on whichever row, after all that was read.
    pub fn charged(&self, notice: &Notice, sent: Day) -> bool {
        self.charged_on(notice, sent, Day::LAST)
    }

    /// The same as it stood on a day: a row undone by then no longer counts.
    pub fn charged_on(&self, notice: &Notice, sent: Day, on: Day) -> bool {
        notice.fee > 0 || notice.letter.is_some_and(|letter| self.charged_rows((letter, sent)) > self.undone_rows((letter, sent), on))
    }

    /// A notice as one that went before, as its letter stood on a day.
    pub fn sent(&self, notice: &Notice, sent: Day, on: Day) -> Sent {
        let charged = self.charged_on(notice, sent, on);
        let Notice { act, deadline, fee, compensation, .. } = *notice;
        Sent { act: Some(act), on: Some(sent), deadline, fee, compensation, charged }
    }

    fn charged_rows(&self, letter: LetterKey) -> usize {
        let end = self.rows.partition_point(|row| row.letter <= letter);
        self.rows[..end].last().filter(|row| row.letter == letter).map_or(0, |row| row.charged)
    }

    fn undone_rows(&self, letter: LetterKey, on: Day) -> usize {
        let place = |on: Day| self.undone.partition_point(|undone| *undone <= (letter, on));
        place(on) - self.undone.partition_point(|undone| undone.0 < letter)
    }

    /// Fees of the rows of the same letter and currency that stand before a notice, whether or not they were undone later.
    pub fn fees_before(&self, place: u32, notice: &Notice, sent: Day, currency: Currency) -> Minor {
        let Some(letter) = notice.letter else { return 0 };
        let letter = (letter, sent);
        let at = self.rows.partition_point(|row| (row.letter, row.currency, row.notice) < (letter, currency, place));
        self.rows[..at].last().filter(|row| (row.letter, row.currency) == (letter, currency)).map_or(0, |row| row.fees)
    }
}
