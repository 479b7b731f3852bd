use super::money::Money;
use super::{Entry, Journal, Moved, Recorder};
use crate::law::Accrual;
use crate::ledger::{Event, Notice, Opening, What};
use crate::terms::Part;
use crate::value::{Act, Day, Minor};

/// What one invoice comes to on a day. Amounts are minor units of its currency.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Claim {
    /// The invoice amount less credit notes.
    pub principal: Minor,
    /// Principal still outstanding.
    pub balance: Minor,
    /// Fees and compensation not yet paid or waived.
    pub fees: Minor,
    /// Late interest not yet paid or waived; `None` when the law does not tell a rate it needs.
    pub interest: Option<Minor>,
    /// Late interest ever accrued, whether owed, paid or waived, rounded as it was settled; `None` as for `interest`.
    pub accrued: Option<Minor>,
    /// What is left of payments when everything is settled.
    pub credit: Minor,
    /// Whether the interest rests on the assumption that the law has not changed.
    pub assumed: bool,
}

impl Claim {
    /// Balance, interest and fees; `None` when the interest is unknown.
    pub fn total(&self) -> Option<Minor> {
        Some(self.balance + self.interest? + self.fees)
    }
}

/// Where a case stands on a day, besides its money.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Standing {
    /// The day since which an objection is open.
    pub disputed: Option<Day>,
    /// The creditor's own hold: since when, and through which day.
    pub hold: Option<(Day, Option<Day>)>,
    /// A payment plan: since when, and through which day.
    pub plan: Option<(Day, Option<Day>)>,
    /// A promise to pay: since when, and through which day.
    pub promise: Option<(Day, Option<Day>)>,
    /// Whether the balance was given up.
    pub written_off: bool,
}

/// What decides how an invoice's events are read.
#[derive(Clone, Copy, Debug)]
pub struct Fold<'a> {
    /// The ledger's own amount.
    pub amount: Minor,
    /// What an open-items file states instead of a history.
    pub opening: Option<&'a Opening>,
    /// The late rate.
    pub accrual: Accrual<'a>,
    /// The order in which a payment settles.
    pub settle: [Part; 3],
    /// What each notice said.
    pub notices: &'a [Notice],
    /// The as-of date: events after it do not exist.
    pub on: Day,
}

/// Goes through an invoice's events in order. `history` is left with the notices that stand, as places in the ledger's list with their days.
pub fn fold(fold: &Fold, events: &[Event], history: &mut Vec<(u32, Day)>) -> (Claim, Standing) {
    let (claim, standing, ()) = read_all(Walk::new(fold, history), events);
    (claim, standing)
}

/// The same, line by line. `issued` is the day of the first line.
pub fn journal(fold: &Fold, events: &[Event], issued: Day) -> (Claim, Vec<Entry>) {
    let mut history = Vec::new();
    let mut walk = Walk::recorded(fold, &mut history, Journal::default());
    walk.money.tell(issued, Moved::Opened);
    let (claim, _, journal) = read_all(walk, events);
    (claim, journal.entries)
}

fn read_all<R: Recorder>(mut walk: Walk<R>, events: &[Event]) -> (Claim, Standing, R) {
    let on = walk.money.fold.on;
    for event in events.iter().take_while(|event| event.on <= on) {
        walk.read(event);
    }
    walk.close()
}

/// One invoice while its events are read one after another.
pub struct Walk<'a, R = ()> {
    money: Money<'a, R>,
    standing: Standing,
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
        let mut standing = Standing::default();
        if let Some(opening) = fold.opening {
            standing.disputed = opening.disputed.then_some(Day::FIRST);
            standing.hold = opening.hold_until.map(|until| (Day::FIRST, Some(until)));
        }
        Walk { money: Money::new(fold, recorder), standing, history }
    }

    /// Reads the next event; answers with the notice it undoes.
    pub fn read(&mut self, event: &Event) -> Option<(u32, Day)> {
        self.money.apply(event, self.history);
        stand(&mut self.standing, event);
        notify(event, self.money.fold.notices, self.history)
    }

    /// Principal still outstanding.
    pub fn balance(&self) -> Minor {
        self.money.balance
    }

    /// The day since which an objection is open.
    pub fn disputed(&self) -> Option<Day> {
        self.standing.disputed
    }

    /// The notices that stand.
    pub fn history(&self) -> &[(u32, Day)] {
        self.history
    }

    fn close(mut self) -> (Claim, Standing, R) {
        let on = self.money.fold.on;
        let open = |stop: Option<(Day, Option<Day>)>| stop.filter(|(_, until)| until.is_none_or(|until| on <= until));
        self.standing.hold = open(self.standing.hold);
        self.standing.plan = open(self.standing.plan);
        self.standing.promise = open(self.standing.promise);
        let (claim, recorder) = self.money.close();
        (claim, self.standing, recorder)
    }
}

/// The notices of one invoice that stand on a day: sent by then, and not undone.
pub fn standing_notices(events: &[Event], notices: &[Notice], on: Day) -> Vec<(u32, Day)> {
    let mut history = Vec::new();
    for event in events.iter().take_while(|event| event.on <= on) {
        notify(event, notices, &mut history);
    }
    history
}

/// Adds a notice to those that stand, or takes away the one an event undoes, and answers with that.
pub(super) fn notify(event: &Event, notices: &[Notice], history: &mut Vec<(u32, Day)>) -> Option<(u32, Day)> {
    match event.what {
        What::Notice(notice) => {
            history.push((notice, event.on));
            None
        }
        What::Cancelled(..) | What::Recalled => undone(event.what, history, notices).map(|at| history.remove(at)),
        _ => None,
    }
}

fn stand(standing: &mut Standing, event: &Event) {
    let since = event.on;
    match event.what {
        What::Dispute => standing.disputed = standing.disputed.or(Some(since)),
        What::Resolved => standing.disputed = None,
        // Of two holds the longer counts; one without an end lasts until it is released.
        What::Hold(until) => {
            standing.hold = Some(match standing.hold {
                Some((earlier, Some(first))) if since <= first => (earlier, until.map(|until| until.max(first))),
                Some((earlier, None)) => (earlier, None),
                _ => (since, until),
            })
        }
        What::Release => standing.hold = None,
        What::Plan(until) => standing.plan = Some((since, until)),
        What::PlanEnded => standing.plan = None,
        What::Promise(until, _) => standing.promise = Some((since, until)),
        What::WriteOff => standing.written_off = true,
        What::Notice(_) | What::Cancelled(..) | What::Recalled => {}
        What::Credit(_) | What::Waive(..) | What::Payment(_) | What::Reversal(_) | What::Acknowledged | What::Judgment => {}
    }
}

/// Which of the notices that stand an event undoes: the latest it names.
pub(super) fn undone(what: What, history: &[(u32, Day)], notices: &[Notice]) -> Option<usize> {
    history.iter().rposition(|(notice, _)| {
        let notice = &notices[*notice as usize];
        match what {
            What::Cancelled(act, step) => act.is_none_or(|act| act == notice.act) && step.is_none_or(|step| Some(step) == notice.step),
            What::Recalled => notice.act == Act::Handover,
            _ => false,
        }
    })
}
