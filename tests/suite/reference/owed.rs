//! What is owed in law: the books, with only the charges that the law allowed, and as if nothing had been written off.

use super::books::{Books, Sent, Terms};
use super::case::{Case, bears};
use super::dates::Date;
use super::law::{Letter, Minor, Quantity};
use super::ledger::{Notice, What};
use super::letters::{Rows, other_rows};

impl Case<'_> {
    /// Whether principal, and whether anything at all, is owed in law on its day, the money of that day aside.
    /// A chosen reading: of a file of open items what it states, since nobody can judge its letters.
    pub fn owed_in_law(&self, rows: &Rows) -> (bool, bool) {
        if !self.ledger.openings.is_empty() {
            return (self.books.balance > 0, self.books.claim() > 0);
        }
        owed(&self.in_law(&self.allowed(rows), self.on))
    }

    /// What happened to it, without write-offs, and with what the law allowed of each notice.
    fn allowed(&self, rows: &Rows) -> Vec<(Date, What)> {
        let known = self.ledger.events_of(self.at).filter(|event| event.on <= self.on);
        let known = known.filter(|event| !matches!(event.what, What::WriteOff(_) | What::Reopened));
        let mut events: Vec<(Date, What)> = known.map(|event| (event.on, event.what.clone())).collect();
        events.sort_by_key(|(day, what)| (*day, what.turn()));
        let mut sent = 0;
        for at in 0..events.len() {
            let (on, Some(notice)) = (events[at].0, events[at].1.notice()) else { continue };
            let books = self.in_law(&events[..at], on);
            let (fee, compensation) = self.allowed_of(rows, &books, &self.books.sent[..sent], on, &notice);
            events[at].1 = What::Notice(Notice { fee, compensation, ..notice });
            sent += 1;
        }
        events
    }

    /// A chosen reading: it is judged by the notices before it that stand on the day that is decided, with all that they charged.
    fn allowed_of(&self, rows: &Rows, books: &Books, before: &[Sent], on: Date, notice: &Notice) -> (Minor, Minor) {
        let history = before.iter().filter(|sent| !sent.undone).map(|sent| sent.past(rows)).collect();
        let (principal_owed, something_owed) = owed(books);
        let letter = Letter {
            deadline: notice.deadline,
            fee: notice.fee,
            other_rows: notice.letter.as_ref().map_or(0, |letter| other_rows(rows, letter, on, self.at)),
            compensation: notice.compensation,
            disputed: books.disputed,
            principal_owed,
            something_owed,
            ..self.letter(notice.act, on, history)
        };
        if self.law.forbids(&letter) {
            return (0, 0);
        }
        let fees = [Quantity::Fee, Quantity::LetterFee, Quantity::TotalFees, Quantity::TotalCharges];
        let alone = Letter { compensation: 0, ..letter.clone() };
        let fee = self.law.most_up_to(notice.fee, &fees, &alone, |letter, fee| letter.fee = fee);
        let compensations = [Quantity::Compensation, Quantity::TotalCompensation, Quantity::TotalCharges];
        let beside = Letter { fee, ..letter };
        let put = |letter: &mut Letter, compensation| letter.compensation = compensation;
        (fee, self.law.most_up_to(notice.compensation, &compensations, &beside, put))
    }

    /// The books on a day without the money that came in on it.
    /// A chosen reading: what was taken back on it is taken back of that money first.
    fn in_law(&self, events: &[(Date, What)], on: Date) -> Books {
        let earlier = events.iter().filter(|(day, what)| *day < on || !is_of_money(what)).cloned();
        let mut earlier: Vec<(Date, What)> = earlier.collect();
        let today = || events.iter().filter(|(day, _)| *day == on).map(|(_, what)| what);
        let paid: Minor = today().map(|what| if let What::Payment(amount) = what { *amount } else { 0 }).sum();
        let returned: Minor = today().map(|what| if let What::Reversal(amount) = what { *amount } else { 0 }).sum();
        let credited: Minor = today().map(|what| if let What::Credit(amount) = what { *amount } else { 0 }).sum();
        let taken_back: Minor = today().map(|what| if let What::Uncredit(amount) = what { *amount } else { 0 }).sum();
        earlier.extend((taken_back > credited).then_some((on, What::Uncredit(taken_back - credited))));
        earlier.extend((returned > paid).then_some((on, What::Reversal(returned - paid))));
        let earlier: Vec<(Date, &What)> = earlier.iter().map(|(day, what)| (*day, what)).collect();
        let bears = bears(self.policy, self.law, self.invoice, self.consumer());
        let terms = Terms { policy: self.policy, bears: &bears, grace: self.grace.map(|last| (self.due, last)) };
        Books::on(&terms, self.invoice.amount, self.due.min(self.invoice.issued), &earlier, on)
    }
}

/// Whether principal, and whether anything at all, is owed.
fn owed(books: &Books) -> (bool, bool) {
    (books.balance > 0, books.claim() > 0)
}

fn is_of_money(what: &What) -> bool {
    what.is_money() || matches!(what, What::Reversal(_) | What::Uncredit(_))
}
