use super::account::Account;
use super::interruptions::{Interruptions, stand};
use super::journal::{Entry, Journal, Moved, Recorder};
use super::sum::{Claim, Fold};
use crate::law::Owing;
use crate::ledger::{Event, EventKind, notify};
use crate::value::{Day, Minor};

/// Goes through an invoice's events in order. `history` is left with the notices that stand, as places in the ledger's list with their days.
pub fn fold(fold: &Fold, events: &[Event], history: &mut Vec<(u32, Day)>) -> (Claim, Interruptions) {
    let (claim, interruptions, ()) = read_all(Walk::new(fold, history), events);
    (claim, interruptions)
}

/// The same, line by line. `issued` is the day of the first line.
pub fn journal(fold: &Fold, events: &[Event], issued: Day) -> (Claim, Vec<Entry>) {
    let mut history = Vec::new();
    let mut walk = Walk::recorded(fold, &mut history, Journal::default());
    walk.money.tell(issued, Moved::Opened);
    let (claim, _, journal) = read_all(walk, events);
    (claim, journal.entries)
}

fn read_all<R: Recorder>(mut walk: Walk<R>, events: &[Event]) -> (Claim, Interruptions, R) {
    let on = walk.money.fold.on;
    for event in events.iter().take_while(|event| event.on <= on) {
        walk.read(event);
    }
    walk.close()
}

/// One invoice while its events are read one after another.
pub struct Walk<'a, R = ()> {
    money: Account<'a, R>,
    interruptions: Interruptions,
    history: &'a mut Vec<(u32, Day)>,
}

impl<'a> Walk<'a> {
    /// Before the first event. `history` is emptied, and then holds the notices that stand.
    pub fn new(fold: &'a Fold<'a>, history: &'a mut Vec<(u32, Day)>) -> Walk<'a> {
        Walk::recorded(fold, history, ())
    }
}

impl<'a, R: Recorder> Walk<'a, R> {
    fn recorded(fold: &'a Fold<'a>, history: &'a mut Vec<(u32, Day)>, recorder: R) -> Walk<'a, R> {
        history.clear();
        let mut interruptions = Interruptions::default();
        if let Some(opening) = fold.opening {
            interruptions.disputed = opening.disputed.then_some(Day::FIRST);
            interruptions.hold = opening.hold_until.map(|until| (Day::FIRST, Some(until)));
        }
        Walk { money: Account::new(fold, recorder), interruptions, history }
    }

    /// Reads the next event; answers with the notice it undoes.
    pub fn read(&mut self, event: &Event) -> Option<(u32, Day)> {
        self.money.apply(event, self.history);
        // Whoever promises names no amount where all that is owed is meant.
        let owed = if matches!(event.what, EventKind::Promise(_, 0)) { self.money.total(event.on) } else { None };
        stand(&mut self.interruptions, event, owed);
        notify(event, self.money.fold.notices, self.history)
    }

    /// Principal still outstanding.
    pub fn balance(&self) -> Minor {
        self.money.balance
    }

    /// What is owed in law after what was read.
    pub fn owing(&self) -> Owing {
        self.money.owing()
    }

    /// Leaves out so much of what a notice charges: the law did not allow it.
    pub fn disallow(&mut self, place: u32, less: Minor) {
        self.money.disallow(place, less);
    }

    /// What is still to come of what was promised last; `None` where nothing was, or nobody knows how much.
    pub fn promised(&self) -> Option<Minor> {
        self.interruptions.promised
    }

    /// The day since which an objection is open.
    pub fn disputed(&self) -> Option<Day> {
        self.interruptions.disputed
    }

    /// The notices that stand.
    pub fn history(&self) -> &[(u32, Day)] {
        self.history
    }

    fn close(mut self) -> (Claim, Interruptions, R) {
        let on = self.money.fold.on;
        let open = |stop: Option<(Day, Option<Day>)>| stop.filter(|(_, until)| until.is_none_or(|until| on <= until));
        self.interruptions.hold = open(self.interruptions.hold);
        self.interruptions.plan = open(self.interruptions.plan);
        // A promise that was kept holds no longer.
        let is_kept = self.interruptions.promised.is_some_and(|left| left <= 0);
        self.interruptions.promise = open(self.interruptions.promise).filter(|_| !is_kept);
        let (claim, recorder) = self.money.close();
        (claim, self.interruptions, recorder)
    }
}
