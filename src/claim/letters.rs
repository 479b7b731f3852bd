use super::fold::notify;
use crate::ledger::{Ledger, Notice, TextId, What};
use crate::value::{Day, Minor};

/// The letters that list several invoices, and what their rows cost.
#[derive(Clone, Default, Debug)]
pub struct Letters {
    /// Those of one letter together, in the ledger's order.
    rows: Vec<Row>,
    /// The rows that were undone, those of one letter together.
    undone: Vec<Undone>,
}

/// Rows with the same text and day are one letter.
type Letter = (TextId, Day);

#[derive(Clone, Copy, Debug)]
struct Row {
    letter: Letter,
    notice: u32,
    /// Fees of its letter up to this row, its own included.
    fees: Minor,
}

#[derive(Clone, Copy, Debug)]
struct Undone {
    letter: Letter,
    on: Day,
    fee: Minor,
}

impl Letters {
    /// Adds up the rows of each letter of a ledger, as its events up to a day tell them.
    pub fn of(ledger: &Ledger, on: Day) -> Letters {
        let mut letters = Letters::default();
        if ledger.notices.iter().all(|notice| notice.letter.is_none()) {
            return letters;
        }
        let mut standing = Vec::new();
        for invoice in 0..ledger.invoices.len() {
            standing.clear();
            for event in ledger.events_of(invoice).iter().take_while(|event| event.on <= on) {
                let undone = notify(event, &ledger.notices, &mut standing);
                if let What::Notice(notice) = event.what {
                    let Notice { letter: Some(letter), fee, .. } = ledger.notices[notice as usize] else { continue };
                    letters.rows.push(Row { letter: (letter, event.on), notice, fees: fee });
                } else if let Some((notice, sent)) = undone {
                    let Notice { letter: Some(letter), fee, .. } = ledger.notices[notice as usize] else { continue };
                    letters.undone.push(Undone { letter: (letter, sent), on: event.on, fee });
                }
            }
        }
        letters.rows.sort_by_key(|row| row.letter);
        letters.undone.sort_by_key(|undone| undone.letter);
        for at in 1..letters.rows.len() {
            if letters.rows[at].letter == letters.rows[at - 1].letter {
                letters.rows[at].fees += letters.rows[at - 1].fees;
            }
        }
        letters
    }

    /// Whether the letter of a notice cost something, on whichever row, after all that was read.
    pub fn charged(&self, notice: &Notice, sent: Day) -> bool {
        self.charged_on(notice, sent, Day::LAST)
    }

    /// The same as it stood on a day: a row undone by then no longer counts.
    pub fn charged_on(&self, notice: &Notice, sent: Day, on: Day) -> bool {
        notice.fee > 0 || notice.letter.is_some_and(|letter| self.standing_fees((letter, sent), on) > 0)
    }

    fn standing_fees(&self, letter: Letter, on: Day) -> Minor {
        let end = self.rows.partition_point(|row| row.letter <= letter);
        let sent = self.rows[..end].last().filter(|row| row.letter == letter).map_or(0, |row| row.fees);
        let first = self.undone.partition_point(|undone| undone.letter < letter);
        let undone = self.undone[first..].iter().take_while(|undone| undone.letter == letter);
        sent - undone.filter(|undone| undone.on <= on).map(|undone| undone.fee).sum::<Minor>()
    }

    /// Fees of the rows of the same letter that stand before a notice, whether or not they were undone later.
    pub fn fees_before(&self, place: u32, notice: &Notice, sent: Day) -> Minor {
        let Some(letter) = notice.letter else { return 0 };
        let at = self.rows.partition_point(|row| (row.letter, row.notice) < ((letter, sent), place));
        self.rows[..at].last().filter(|row| row.letter == (letter, sent)).map_or(0, |row| row.fees)
    }
}
