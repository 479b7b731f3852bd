use super::propose::{Notice, Proposed};
use super::schedule::{self, Next};
use super::standing::Progress;
use super::truth::{Answers, Asked, NoAnswer};
use super::{Case, CaseFacts, Bound, Totals, limitation};
use crate::claim::{Claim, Standing, fold};
use crate::law::{Breach, Fault, Unknown};
use crate::ledger::InvoiceId;
use crate::terms::Hold;
use crate::value::{Day, Minor};

/// The nine decisions of contracts.md.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// A notice goes out today.
    Send,
    /// The next step is not due, or today is no run day.
    Wait,
    /// Something holds the case.
    Hold,
    /// The policy leaves it alone.
    Exempt,
    /// The balance is under the policy's limit.
    Ignore,
    /// Nothing is owed.
    Settled,
    /// No step is left, it is handed over, or time-barred.
    Finished,
    /// The law forbids the notice today.
    Withheld,
    /// No policy covers it, or a fact is missing.
    Unmatched,
}

impl Kind {
    /// Each with its word.
    pub const ALL: [(&'static str, Kind); 9] = [
        ("send", Kind::Send),
        ("wait", Kind::Wait),
        ("hold", Kind::Hold),
        ("exempt", Kind::Exempt),
        ("ignore", Kind::Ignore),
        ("settled", Kind::Settled),
        ("finished", Kind::Finished),
        ("withheld", Kind::Withheld),
        ("unmatched", Kind::Unmatched),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        Kind::ALL[self as usize].0
    }
}

/// What holds a case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stop {
    /// The creditor's own hold: since, until.
    Own(Day, Option<Day>),
    /// An objection, since.
    Dispute(Day),
    /// A payment plan: since, until.
    Plan(Day, Option<Day>),
    /// A promise: since, until.
    Promise(Day, Option<Day>),
    /// The customer has paid so much that is not allocated, in minor units.
    Unallocated(Minor),
    /// Payments are known only through a day (or no day at all), and the policy asks for another.
    PaymentsNotKnown(Option<Day>, Day),
}

/// What decided.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// The notice is due and lawful.
    Due(Next),
    /// The next step is due later, or counts from something that has not happened.
    NotYet(Next),
    /// The step is due, but today is no run day.
    NoRunDay(Next),
    /// A notice has gone out today already.
    OneToday(Next),
    /// Something holds it.
    Stopped(Stop),
    /// Which of the policy's exemptions.
    Exempt(usize),
    /// Under the limit.
    Small,
    /// Nothing is owed.
    Paid,
    /// No step is left.
    NoStepLeft,
    /// Handed over on a day.
    HandedOver(Day),
    /// Time-barred since a day.
    TimeBarred(Day),
    /// A rule forbids it: the rule, what it says with the figures, and the first lawful run day.
    Forbidden {
        /// The rule's code.
        rule: String,
        /// Its title.
        title: String,
        /// Where it is written.
        cite: String,
        /// How it is broken.
        fault: Fault,
        /// The first lawful run day within two hundred days.
        lawful_on: Option<Day>,
        /// Other rules that forbid it too.
        also: Vec<String>,
    },
    /// The law does not tell a value the notice depends on.
    NotKnown(Unknown),
    /// The ledger lacks a fact.
    Missing(String),
    /// The policy is not for such an invoice.
    NotCovered,
}

/// What is to be done about one invoice on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    /// Which of the nine.
    pub kind: Kind,
    /// What decided.
    pub why: Why,
    /// The invoice's money.
    pub claim: Claim,
    /// The due date that counts.
    pub due: Day,
    /// The step it is about, if one.
    pub step: Option<usize>,
    /// The notice, on `send` and `withheld`.
    pub proposed: Option<Proposed>,
    /// When the next step comes, on `wait`.
    pub next_on: Option<Day>,
    /// One more than the notices of the step already in the ledger.
    pub number: u32,
    /// The letter that lists this invoice with others of its customer.
    pub letter: Option<Letter>,
}

/// A letter that lists several invoices of a customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Letter {
    /// The oldest of them, which carries the fee.
    pub carrier: InvoiceId,
    /// All of them, in ledger order.
    pub lines: Vec<InvoiceId>,
}

/// What the whole ledger tells a single case.
#[derive(Clone, Copy, Default, Debug)]
pub struct Around {
    /// What the customer's open invoices come to.
    pub totals: Totals,
    /// What the customer has paid that is not allocated, in minor units.
    pub unallocated: Minor,
    /// The day through which payments are known.
    pub payments_through: Option<Day>,
    /// Whether the law guard stands aside: for proofs only.
    pub unguarded: bool,
}

/// Where one invoice stands on a day: everything its events and notices come to.
#[derive(Clone, Copy)]
pub struct State<'a> {
    /// Its money.
    pub claim: &'a Claim,
    /// Disputes, holds, plans and promises that are open.
    pub standing: &'a Standing,
    /// The notices that stand.
    pub progress: &'a Progress,
    /// The last day on which it is not time-barred, if there is one.
    pub not_barred_until: Option<Day>,
}

/// Decides one invoice on a day.
pub fn decide(bound: &Bound, case: &Case, facts: &CaseFacts, around: Around, on: Day) -> Decision {
    let mut standing_notices = Vec::new();
    let (claim, standing) = claim_on(bound, case, on, &mut standing_notices);
    if claim.balance == 0 && pursued(bound, &claim, &standing) == Ok(false) {
        return Decision::settled(claim, case.due(bound));
    }
    let progress = Progress::of(bound, case, &standing_notices);
    let not_barred_until = limitation::last_day(bound, case, &progress.history, on);
    decide_in(bound, case, facts, around, &State { claim: &claim, standing: &standing, progress: &progress, not_barred_until }, on)
}

/// Decides an invoice that stands as given.
pub fn decide_in(bound: &Bound, case: &Case, facts: &CaseFacts, around: Around, state: &State, on: Day) -> Decision {
    let State { claim, standing, progress, not_barred_until } = *state;
    let due = case.due(bound);
    let asked = Asked { bound, case, facts, totals: around.totals, claim, due, on };
    let mut decision = Decision::settled(*claim, due);
    let policy = bound.plan;
    let pursued = pursued(bound, claim, standing);
    if claim.balance == 0 {
        match &pursued {
            Ok(true) => {}
            Ok(false) => return decision,
            Err(answer) => return decision.without_answer(answer.clone(), on),
        }
    }
    for (at, exempt) in policy.exempt.iter().enumerate() {
        match asked.holds(&exempt.when) {
            Ok(false) => {}
            Ok(true) => return decision.say(Kind::Exempt, Why::Exempt(at)),
            Err(answer) => return decision.without_answer(answer, on),
        }
    }
    if let Some(stop) = stop(bound, standing, around, on) {
        return decision.say(Kind::Hold, Why::Stopped(stop));
    }
    // Who leaves a little of the principal is not better off than who pays all of it.
    if claim.balance < policy.ignore && pursued != Ok(true) {
        return decision.say(Kind::Ignore, Why::Small);
    }
    if let Some(last) = not_barred_until.filter(|last| on > *last) {
        return decision.say(Kind::Finished, Why::TimeBarred(last.plus(1)));
    }
    let next = match schedule::next(&asked, progress) {
        Ok(Some(next)) => next,
        Ok(None) => return decision.say(Kind::Finished, progress.handed_over.map_or(Why::NoStepLeft, Why::HandedOver)),
        Err((step, answer)) => {
            decision.step = Some(step);
            return decision.without_answer(answer, on);
        }
    };
    decision.step = Some(next.step);
    let sent_today = progress.last_notice == Some(on);
    let is_due = next.due.is_some_and(|due| due <= on);
    if !is_due || sent_today || !bound.plan.is_run_day(on) {
        decision.next_on = next.due.map(|due| bound.plan.run_day_from(if due > on { due } else { on.plus(1) }));
        let why = match () {
            () if !is_due => Why::NotYet(next),
            () if sent_today => Why::OneToday(next),
            () => Why::NoRunDay(next),
        };
        return decision.say(Kind::Wait, why);
    }
    let notice = Notice { bound, case, progress, claim, disputed: standing.disputed.is_some(), step: next.step };
    decision.number = Progress::count(bound, case, next.step, on) + 1;
    let proposed = match notice.propose(on) {
        Ok(proposed) => proposed,
        Err(unknown) => return decision.say(Kind::Withheld, Why::NotKnown(unknown)),
    };
    if claim.interest.is_none() {
        // A letter that claims interest cannot say how much is owed.
        return decision.without_answer(NoAnswer::Unknown, on);
    }
    let mut breaches = if around.unguarded { Vec::new() } else { notice.judge(&proposed) };
    breaches.retain(Breach::forbids);
    let also = breaches.iter().skip(1).map(|breach| breach.rule.id.clone()).collect();
    let breach = breaches.into_iter().next();
    decision.proposed = Some(proposed);
    match breach {
        None => decision.say(Kind::Send, Why::Due(next)),
        Some(breach) => {
            let lawful_on = if matches!(breach.fault, Fault::NotKnown(_)) { None } else { notice.first_lawful(on) };
            let why = Why::Forbidden {
                rule: breach.rule.id.clone(),
                title: breach.rule.title.clone(),
                cite: breach.rule.cite.as_ref().map_or(String::new(), |cite| cite.text.clone()),
                fault: breach.fault,
                lawful_on,
                also,
            };
            decision.say(Kind::Withheld, why)
        }
    }
}

impl Decision {
    /// Nothing is owed.
    fn settled(claim: Claim, due: Day) -> Decision {
        Decision { kind: Kind::Settled, why: Why::Paid, claim, due, step: None, proposed: None, next_on: None, number: 0, letter: None }
    }

    /// What a sender remembers of its notice, so as not to act twice.
    pub fn key(&self, invoice: &str, step: &str) -> String {
        format!("{invoice}/{step}/{}", self.number.max(1))
    }

    /// Says that the policy is not for the invoice.
    pub fn not_covered(self) -> Decision {
        Decision { step: None, proposed: None, next_on: None, ..self.say(Kind::Unmatched, Why::NotCovered) }
    }

    /// Says that the ledger lacks a fact without which nobody knows whether the policy is for the invoice.
    pub fn missing(self, fact: String) -> Decision {
        Decision { step: None, proposed: None, next_on: None, ..self.say(Kind::Unmatched, Why::Missing(fact)) }
    }

    fn say(self, kind: Kind, why: Why) -> Decision {
        Decision { kind, why, ..self }
    }

    fn without_answer(self, answer: NoAnswer, on: Day) -> Decision {
        match answer {
            NoAnswer::Missing(fact) => self.say(Kind::Unmatched, Why::Missing(fact)),
            NoAnswer::Unknown => self.say(Kind::Withheld, Why::NotKnown(Unknown { value: "the interest rate".into(), on })),
        }
    }
}

/// Every rule the decided notice breaks, advice included: what `check` asks of a run without the guard.
pub fn breaches<'a>(bound: &'a Bound<'a>, case: &Case, on: Day, proposed: &Proposed) -> Vec<Breach<'a>> {
    let mut standing_notices = Vec::new();
    let (claim, standing) = claim_on(bound, case, on, &mut standing_notices);
    let progress = Progress::of(bound, case, &standing_notices);
    let disputed = standing.disputed.is_some();
    let notice = Notice { bound, case, progress: &progress, claim: &claim, disputed, step: proposed.step };
    notice.judge(proposed).into_iter().chain(notice.advise(proposed)).collect()
}

/// One invoice's money and standing on a day, and the notices that stand.
pub fn claim_on(bound: &Bound, case: &Case, on: Day, standing: &mut Vec<(u32, Day)>) -> (Claim, Standing) {
    fold(&case.fold(bound, on), case.events, standing)
}

/// Whether the policy goes on for the charges alone: so much of them is owed, and nothing was given up.
pub fn pursued(bound: &Bound, claim: &Claim, standing: &Standing) -> Result<bool, NoAnswer> {
    let Some(least) = bound.plan.pursue.filter(|_| !standing.written_off) else { return Ok(false) };
    if claim.fees >= least {
        return Ok(true);
    }
    claim.interest.map(|interest| claim.fees + interest >= least).ok_or(NoAnswer::Unknown)
}

fn stop(bound: &Bound, standing: &Standing, around: Around, on: Day) -> Option<Stop> {
    let policy = bound.plan;
    if let Some((since, until)) = standing.hold {
        return Some(Stop::Own(since, until));
    }
    if let Some(since) = standing.disputed.filter(|_| !policy.continue_disputed) {
        return Some(Stop::Dispute(since));
    }
    policy.holds.iter().find_map(|hold| match hold {
        Hold::OnPlan => standing.plan.map(|(since, until)| Stop::Plan(since, until)),
        Hold::OnPromise => standing.promise.map(|(since, until)| Stop::Promise(since, until)),
        Hold::OnUnallocated => (around.unallocated > 0).then_some(Stop::Unallocated(around.unallocated)),
        Hold::UnlessPaymentsKnown(ago) => {
            let needed = ago.before(on, &bound.plan.law.calendar);
            around
                .payments_through
                .is_none_or(|through| through < needed)
                .then_some(Stop::PaymentsNotKnown(around.payments_through, needed))
        }
    })
}
