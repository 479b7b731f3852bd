//! The decisions in their one order: [`ORDER`] is the only place that states it. Each clause stops with a reason or passes with one, so whoever
//! explains a decision reads the clauses that passed before it.

use std::cell::OnceCell;
use std::sync::Arc;

use super::claim_on::{Pursued, claim_on, not_barred_until, pursued};
use super::opened::Opened;
use super::owing::{owing as owing_in_law, owing_by_books};
use super::schedule::{self, Next};
use super::{
    Addressee, Answers, Asked, BoundPlan, Case, CaseFacts, CaseState, ClauseName, Context, Decision, DecisionKind, Draft, Listener,
    NoAnswer, Progress, Proposed, Stop, Why, misfit,
};
use crate::claim::{Claim, Interruptions};
use crate::law::{Breach, Owing, Unknown};
use crate::terms::Hold;
use crate::value::{Day, Minor};

/// One question on the way to a decision.
#[derive(Debug)]
pub struct Clause {
    /// What it is called.
    pub name: ClauseName,
    /// The decision it is about.
    pub kind: DecisionKind,
    ask: fn(&mut Deciding) -> Verdict,
}

/// The clauses in the order in which they are asked. The first that stops decides; the last one always does.
pub const ORDER: [Clause; 14] = [
    Clause { name: ClauseName::Covered, kind: DecisionKind::Unmatched, ask: covered },
    Clause { name: ClauseName::Settled, kind: DecisionKind::Settled, ask: settled },
    Clause { name: ClauseName::Exempt, kind: DecisionKind::Exempt, ask: exempt },
    Clause { name: ClauseName::Held, kind: DecisionKind::Hold, ask: held },
    Clause { name: ClauseName::Small, kind: DecisionKind::Ignore, ask: small },
    Clause { name: ClauseName::Barred, kind: DecisionKind::Finished, ask: barred },
    Clause { name: ClauseName::Step, kind: DecisionKind::Finished, ask: step },
    Clause { name: ClauseName::Due, kind: DecisionKind::Wait, ask: due },
    Clause { name: ClauseName::OneToday, kind: DecisionKind::Wait, ask: one_today },
    Clause { name: ClauseName::RunDay, kind: DecisionKind::Wait, ask: run_day },
    Clause { name: ClauseName::Figures, kind: DecisionKind::Withheld, ask: figures },
    Clause { name: ClauseName::Interest, kind: DecisionKind::Withheld, ask: interest },
    Clause { name: ClauseName::Law, kind: DecisionKind::Withheld, ask: law },
    Clause { name: ClauseName::Send, kind: DecisionKind::Send, ask: send },
];

/// What a clause says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// The next clause is asked.
    Pass(PassReason),
    /// It decides.
    Stop(DecisionKind, Why),
}

/// Why a clause did not stop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PassReason {
    /// The policy is for the invoice, and no fact that says so is missing.
    Covered,
    /// So much of the principal is outstanding.
    Outstanding(Minor),
    /// The principal is settled, but the policy pursues the charges.
    ChargesPursued,
    /// No exemption of the policy holds.
    NotExempt,
    /// Nothing holds the invoice that the policy holds for.
    NotHeld {
        /// What is open and the policy goes on through.
        through: Through,
    },
    /// The balance is not under the policy's limit, if it has one.
    NotSmall,
    /// The charges are pursued, however small the balance is.
    SmallButPursued,
    /// The claim is not time-barred; the first day on which it will be, if the statute has a limitation.
    NotBarred(Option<Day>),
    /// A step is left.
    StepLeft(usize),
    /// The step is due since a day.
    Due(Day),
    /// No notice has gone out on the day yet.
    NoneToday,
    /// Notices go out on the day.
    RunDay,
    /// Every figure of the notice is known.
    FiguresKnown,
    /// The interest owed is known.
    InterestKnown,
    /// No rule of law forbids the notice.
    Lawful,
}

/// What is open on an invoice and does not hold it, because the policy goes on.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Through {
    /// An objection.
    pub dispute: bool,
    /// A payment plan.
    pub plan: bool,
    /// A promise to pay.
    pub promise: bool,
    /// A payment that is not allocated to an invoice.
    pub unallocated: bool,
}

/// Who wants to know which clauses were asked: nobody in a run, and the one who asks why.
pub trait Trace {
    /// A clause was asked. The last one stops.
    fn asked(&mut self, clause: &'static Clause, verdict: &Verdict);
}

impl Trace for () {
    fn asked(&mut self, _: &'static Clause, _: &Verdict) {}
}

impl Trace for Vec<(&'static Clause, Verdict)> {
    fn asked(&mut self, clause: &'static Clause, verdict: &Verdict) {
        self.push((clause, verdict.clone()));
    }
}

/// Decides one invoice on a day.
pub fn decide(bound: &BoundPlan, case: &Case, facts: &CaseFacts, context: Context, on: Day) -> Decision {
    traced(bound, case, facts, context, on, &mut ())
}

/// The same, and tells `trace` of each clause that was asked.
pub fn traced(bound: &BoundPlan, case: &Case, facts: &CaseFacts, context: Context, on: Day, trace: &mut impl Trace) -> Decision {
    let mut notices = Vec::new();
    let (claim, interruptions) = claim_on(bound, case, on, &mut notices);
    let history = History::ToRead { notices, progress: OnceCell::new(), owing: OnceCell::new() };
    Deciding::new(bound, case, facts, context, on, claim, interruptions, history).run(trace)
}

/// Decides an invoice that stands as given, and tells `state.listener` of each criterion that is asked for.
pub fn decide_in(bound: &BoundPlan, case: &Case, facts: &CaseFacts, context: Context, state: &CaseState, on: Day) -> Decision {
    let history = History::Given(state.progress, state.not_barred_until);
    let deciding = Deciding::new(bound, case, facts, context, on, *state.claim, *state.interruptions, history);
    Deciding { listener: state.listener, ..deciding }.run(&mut ())
}

/// One invoice while its clauses are asked: what is known of it, and what they have found so far.
pub struct Deciding<'a> {
    bound: &'a BoundPlan<'a>,
    case: &'a Case<'a>,
    facts: &'a CaseFacts<'a>,
    context: Context,
    on: Day,
    claim: Claim,
    interruptions: Interruptions,
    due: Day,
    history: History<'a>,
    /// The charges for which alone the case goes on, once a clause has passed for them.
    pursued: Option<Pursued>,
    next: Option<Next>,
    /// The step about which something is said, also where nobody knows whether it comes next.
    step: Option<usize>,
    number: u32,
    proposed: Option<Proposed>,
    listener: Option<Listener<'a>>,
}

/// The notices that stand: as given, or read once a clause asks.
enum History<'a> {
    Given(&'a Progress, Option<Day>),
    ToRead { notices: Vec<(u32, Day)>, progress: OnceCell<Read>, owing: OnceCell<Owing> },
}

/// How far a case has come: by its own notices, or as all cases have come whose rows of open items are alike.
enum Read {
    Own(Progress),
    Opened(Arc<Opened>),
}

impl Read {
    fn of(bound: &BoundPlan, case: &Case, notices: &[(u32, Day)]) -> Read {
        match case.opening.filter(|_| notices.is_empty()) {
            Some(opening) => Read::Opened(bound.opened(case, opening)),
            None => Read::Own(Progress::of(bound, case, notices)),
        }
    }
}

impl<'a> Deciding<'a> {
    #[allow(clippy::too_many_arguments)]
    fn new(
        bound: &'a BoundPlan<'a>,
        case: &'a Case<'a>,
        facts: &'a CaseFacts<'a>,
        context: Context,
        on: Day,
        claim: Claim,
        interruptions: Interruptions,
        history: History<'a>,
    ) -> Deciding<'a> {
        let due = case.due(bound);
        let (pursued, next, step, number, proposed, listener) = (None, None, None, 0, None, None);
        Deciding { bound, case, facts, context, on, claim, interruptions, due, history, pursued, next, step, number, proposed, listener }
    }

    fn run(mut self, trace: &mut impl Trace) -> Decision {
        for clause in &ORDER {
            let verdict = (clause.ask)(&mut self);
            trace.asked(clause, &verdict);
            if let Verdict::Stop(kind, why) = verdict {
                return self.decided(kind, why);
            }
        }
        unreachable!("the last clause always stops")
    }

    fn decided(self, kind: DecisionKind, why: Why) -> Decision {
        let waits_for = self.next.as_ref().filter(|_| kind == DecisionKind::Wait).and_then(|next| next.due);
        // The step is due in the future, or today's run cannot send it.
        let next_on = waits_for.map(|due| self.case.run_day_from(self.bound, if due > self.on { due } else { self.on.plus(1) }));
        let Deciding { claim, due, pursued, step, proposed, number, .. } = self;
        Decision { kind, why, claim, due, pursued, step, proposed, next_on, number, letter: None }
    }

    fn asked(&self) -> Asked<'_> {
        let Deciding { bound, case, facts, context, claim, due, on, listener, .. } = self;
        Asked { bound, case, facts, totals: context.totals, claim, due: *due, on: *on, listener: *listener }
    }

    fn progress(&self) -> &Progress {
        match &self.history {
            History::Given(progress, _) => progress,
            History::ToRead { notices, progress, .. } => match progress.get_or_init(|| Read::of(self.bound, self.case, notices)) {
                Read::Own(progress) => progress,
                Read::Opened(opened) => &opened.progress,
            },
        }
    }

    fn not_barred_until(&self) -> Option<Day> {
        match self.history {
            History::Given(_, until) => until,
            History::ToRead { .. } => not_barred_until(self.bound, self.case, self.progress(), self.on),
        }
    }

    /// The charges for which alone the case goes on. What is found here is what its reasons tell.
    fn pursue(&mut self) -> Result<Option<Pursued>, NoAnswer> {
        self.pursued = pursued(self.bound, &self.claim)?;
        Ok(self.pursued)
    }

    /// A fact is missing, or the law does not tell a rate that a fact rests on.
    fn unanswered(&self, answer: NoAnswer) -> Verdict {
        match answer {
            NoAnswer::Missing(fact) => Verdict::Stop(DecisionKind::Unmatched, Why::Missing(fact)),
            NoAnswer::Unknown => self.rate_unknown(),
        }
    }

    fn rate_unknown(&self) -> Verdict {
        Verdict::Stop(DecisionKind::Withheld, Why::NotKnown(Unknown { value: "the interest rate".into(), on: self.on }))
    }

    fn notice(&self, step: usize) -> Draft<'a, '_> {
        let disputed = self.interruptions.disputed.is_some();
        let owing = match &self.history {
            History::Given(..) => owing_by_books(&self.claim),
            History::ToRead { owing, .. } => *owing.get_or_init(|| owing_in_law(self.bound, self.case, &self.claim, self.on)),
        };
        Draft { bound: self.bound, case: self.case, progress: self.progress(), claim: &self.claim, disputed, owing, step }
    }
}

/// Whether the policy is for the invoice at all: that comes before everything it says.
fn covered(of: &mut Deciding) -> Verdict {
    // One invoice alone tells no country: whoever chose the policy has asked for it.
    let addressee = Addressee { country: None, debtor: of.case.debtor, currency: of.case.currency };
    match misfit(of.bound.plan, addressee, |applies| of.asked().holds(applies)) {
        Ok(Some(_)) => Verdict::Stop(DecisionKind::Unmatched, Why::NotCovered),
        Err(NoAnswer::Missing(fact)) => Verdict::Stop(DecisionKind::Unmatched, Why::Missing(fact)),
        // What it applies to is told by facts that stay; none of them rests on a rate.
        Ok(None) | Err(NoAnswer::Unknown) => Verdict::Pass(PassReason::Covered),
    }
}

fn settled(of: &mut Deciding) -> Verdict {
    if of.claim.balance > 0 {
        return Verdict::Pass(PassReason::Outstanding(of.claim.balance));
    }
    match of.pursue() {
        Ok(Some(_)) => Verdict::Pass(PassReason::ChargesPursued),
        Ok(None) => Verdict::Stop(DecisionKind::Settled, Why::Paid),
        Err(answer) => of.unanswered(answer),
    }
}

fn exempt(of: &mut Deciding) -> Verdict {
    for (at, exempt) in of.bound.plan.exempt.iter().enumerate() {
        match of.asked().holds(&exempt.when) {
            Ok(false) => {}
            Ok(true) => return Verdict::Stop(DecisionKind::Exempt, Why::Exempt(at)),
            Err(answer) => return of.unanswered(answer),
        }
    }
    Verdict::Pass(PassReason::NotExempt)
}

/// What holds an invoice: insolvency, the creditor's own hold, a dispute, then what the policy holds for, in the order it says so.
fn held(of: &mut Deciding) -> Verdict {
    let (plan, interruptions, context) = (of.bound.plan, &of.interruptions, of.context);
    let insolvent = interruptions.insolvent.map(Stop::Insolvent);
    let own = interruptions.hold.map(|(since, until)| Stop::Own(since, until));
    let dispute = || interruptions.disputed.filter(|_| !plan.continue_disputed).map(Stop::Dispute);
    let of_policy = || {
        plan.holds.iter().find_map(|hold| match hold {
            Hold::OnPlan => interruptions.plan.map(|(since, until)| Stop::Plan(since, until)),
            Hold::OnPromise => interruptions.promise.map(|(since, until)| Stop::Promise(since, until)),
            Hold::OnUnallocated => (context.unallocated.all() > 0).then_some(Stop::Unallocated(context.unallocated)),
            Hold::UnlessPaymentsKnown(ago) => {
                let needed = ago.before(of.on, &plan.law.calendar);
                let known = context.payments_through.is_some_and(|through| through >= needed);
                (!known).then_some(Stop::PaymentsNotKnown(context.payments_through, needed))
            }
        })
    };
    match insolvent.or(own).or_else(dispute).or_else(of_policy) {
        Some(stop) => Verdict::Stop(DecisionKind::Hold, Why::Stopped(stop)),
        // What the policy held for would have stopped: whatever else is open it goes on through.
        None => Verdict::Pass(PassReason::NotHeld {
            through: Through {
                dispute: interruptions.disputed.is_some(),
                plan: interruptions.plan.is_some(),
                promise: interruptions.promise.is_some(),
                unallocated: context.unallocated.all() > 0,
            },
        }),
    }
}

/// Whoever leaves a small part of the principal unpaid is pursued for the charges just as whoever pays all of it.
fn small(of: &mut Deciding) -> Verdict {
    if of.claim.balance >= of.bound.plan.ignore {
        return Verdict::Pass(PassReason::NotSmall);
    }
    match of.pursue() {
        Ok(Some(_)) => Verdict::Pass(PassReason::SmallButPursued),
        Ok(None) => Verdict::Stop(DecisionKind::Ignore, Why::Small),
        Err(answer) => of.unanswered(answer),
    }
}

fn barred(of: &mut Deciding) -> Verdict {
    let barred = of.not_barred_until().map(|last| last.plus(1));
    match barred.filter(|barred| of.on >= *barred) {
        Some(barred) => Verdict::Stop(DecisionKind::Finished, Why::TimeBarred(barred)),
        None => Verdict::Pass(PassReason::NotBarred(barred)),
    }
}

fn step(of: &mut Deciding) -> Verdict {
    match schedule::next(&of.asked(), of.progress()) {
        Ok(Some(next)) => {
            let step = next.step;
            (of.step, of.next) = (Some(step), Some(next));
            Verdict::Pass(PassReason::StepLeft(step))
        }
        Ok(None) => {
            let Progress { handed_over, assigned, .. } = of.progress();
            let gone = assigned.map(Why::Assigned).or(handed_over.map(Why::HandedOver));
            Verdict::Stop(DecisionKind::Finished, gone.unwrap_or(Why::NoStepLeft))
        }
        Err((step, answer)) => {
            of.step = Some(step);
            of.unanswered(answer)
        }
    }
}

/// What is left for the clauses about a step that was found.
fn about_next(of: &mut Deciding, ask: impl FnOnce(&mut Deciding, Next) -> Verdict) -> Verdict {
    match of.next.clone() {
        Some(next) => ask(of, next),
        None => Verdict::Stop(DecisionKind::Finished, Why::NoStepLeft),
    }
}

fn due(of: &mut Deciding) -> Verdict {
    about_next(of, |of, next| match next.due.filter(|due| *due <= of.on) {
        Some(due) => Verdict::Pass(PassReason::Due(due)),
        None => Verdict::Stop(DecisionKind::Wait, Why::NotYet(next)),
    })
}

fn one_today(of: &mut Deciding) -> Verdict {
    about_next(of, |of, next| match of.progress().last_notice == Some(of.on) {
        false => Verdict::Pass(PassReason::NoneToday),
        true => Verdict::Stop(DecisionKind::Wait, Why::OneToday(next)),
    })
}

fn run_day(of: &mut Deciding) -> Verdict {
    about_next(of, |of, next| {
        let grace = of.case.grace(of.bound);
        match of.bound.plan.is_run_day(of.on) {
            _ if grace.covers(of.on) => Verdict::Stop(DecisionKind::Wait, Why::InTime(next, grace.until)),
            true => Verdict::Pass(PassReason::RunDay),
            false => Verdict::Stop(DecisionKind::Wait, Why::NoRunDay(next)),
        }
    })
}

fn figures(of: &mut Deciding) -> Verdict {
    about_next(of, |of, next| {
        of.number = Progress::count(of.bound, of.case, next.step, of.on) + 1;
        match of.notice(next.step).propose(of.on) {
            Ok(proposed) => {
                of.proposed = Some(proposed);
                Verdict::Pass(PassReason::FiguresKnown)
            }
            Err(unknown) => Verdict::Stop(DecisionKind::Withheld, Why::NotKnown(unknown)),
        }
    })
}

/// A letter that claims interest cannot be written while nobody knows how much is owed.
fn interest(of: &mut Deciding) -> Verdict {
    if of.claim.interest.is_some() {
        return Verdict::Pass(PassReason::InterestKnown);
    }
    of.proposed = None;
    of.rate_unknown()
}

fn law(of: &mut Deciding) -> Verdict {
    let Some(proposed) = of.proposed.as_ref().filter(|_| !of.context.unguarded) else { return Verdict::Pass(PassReason::Lawful) };
    let notice = of.notice(proposed.step);
    let mut breaches = notice.judge(proposed).into_iter().filter(Breach::forbids);
    let Some(breach) = breaches.next() else {
        let unlimited = proposed.unlimited.map(|charge| Verdict::Stop(DecisionKind::Withheld, Why::NotLimited(charge, of.on)));
        return unlimited.unwrap_or(Verdict::Pass(PassReason::Lawful));
    };
    let also = breaches.map(|breach| breach.at).collect();
    Verdict::Stop(DecisionKind::Withheld, Why::Forbidden { rule: breach.at, fault: breach.fault, also })
}

fn send(of: &mut Deciding) -> Verdict {
    about_next(of, |_, next| Verdict::Stop(DecisionKind::Send, Why::Due(next)))
}
