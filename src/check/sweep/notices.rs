//! Every notice that can go out to a case on a day, whatever the debtor has paid and whatever is true of the customer: each put to the law.

use std::cell::RefCell;

use super::amounts::{Above, Charged, bands};
use super::root::{Dates, Root};
use crate::check::TooMany;
use crate::check::possible::{self, BALANCE, Known, Literal, PRINCIPAL, Point, Sort, Variables};
use crate::claim::Claim;
use crate::decide::{
    Answers, Asked, BoundPlan, Case, CaseFacts, CaseState, Context, Decision, DecisionKind, Draft, Progress, Proposed, Why, decide_in,
    owing_by_books,
};
use crate::law::{Breach, BreachKind, Owing, Rule, Unknown};
use crate::plan::{Base, Criterion, Plan};
use crate::value::{Day, Minor, Money};

/// The most pairs of an amount that a fee follows and an invoice's own amount that are tried for one notice.
const MOST_PAIRS: usize = 1_000_000;

/// A notice that can go out.
#[derive(Clone, Debug)]
pub struct Notice<'a> {
    /// As it was proposed to one such invoice.
    pub proposed: Proposed,
    /// Whether its letter costs something, on whichever line.
    pub charged: bool,
    /// Whether it is a line of a letter whose fee another line carries.
    pub line: bool,
    /// What is known of the invoices to which it goes.
    pub piece: Known,
    /// One of these.
    pub point: Point,
    /// What it breaks.
    pub breaches: Vec<(&'a Rule, BreachKind)>,
    /// The invoice's own amount.
    pub amount: Minor,
    /// The most its fee may be.
    pub most_fee: Option<Minor>,
}

impl Notice<'_> {
    /// Whether what follows another to the same case, of which the same is known, follows this one.
    pub fn stands_for(&self, other: &Notice) -> bool {
        let sent = |notice: &Notice| (notice.proposed.step, notice.proposed.fee, notice.proposed.compensation, notice.charged);
        sent(self) == sent(other) && self.is_strained() <= other.is_strained()
    }

    /// Whether it rests on more being owed besides the balance than may be possible.
    pub fn is_strained(&self) -> bool {
        self.point.standing.extras > 0
    }
}

/// What can come of a case on a day.
#[derive(Clone, Default, Debug)]
pub struct Outcomes<'a> {
    /// The notices that can go out, each different for what comes after or for the law.
    pub notices: Vec<Notice<'a>>,
    /// What is known of the invoices to which none goes out.
    pub silent: Vec<Known>,
    /// For each step, whether its condition was ever false and ever true.
    pub whens: Vec<[bool; 2]>,
    /// A step that is due and needs a value the law does not tell.
    pub unknown: Option<(usize, Unknown)>,
    /// A step of which not every fee was followed that rules on later steps add up.
    pub sums_left_out: Option<usize>,
    /// Into how many pieces the invoices were cut.
    pub pieces: usize,
}

/// A case on a day.
#[derive(Clone, Copy)]
pub struct OnDay<'a, 'b> {
    pub bound: &'a BoundPlan<'a>,
    pub variables: &'b Variables,
    pub root: &'b Root,
    pub dates: &'b Dates,
    pub progress: &'b Progress,
    pub on: Day,
    /// Whether anything adds up earlier charges, in this version or one that takes over.
    pub sums: bool,
}

impl<'a> OnDay<'a, '_> {
    fn plan(&self) -> &'a Plan {
        self.bound.plan
    }

    fn overdue(&self) -> i32 {
        self.plan().law.grace(self.root.debtor, self.dates.due).overdue(self.on)
    }

    /// What can come of it, as far as it is known.
    ///
    /// # Errors
    /// When a fee and its limit follow the invoice's money in a way that asks for too many amounts.
    pub fn outcomes(&self, pieces: Vec<Known>) -> Result<Outcomes<'a>, TooMany> {
        let mut outcomes = Outcomes { whens: vec![[false; 2]; self.plan().steps.len()], ..Outcomes::default() };
        let disputes: &[bool] = if self.plan().continue_disputed { &[false, true] } else { &[false] };
        for disputed in disputes {
            for piece in &pieces {
                let whens = RefCell::new(std::mem::take(&mut outcomes.whens));
                let decided = possible::each((self.variables, self.plan()), (self.overdue(), *disputed), piece.clone(), &mut |point| {
                    let (decision, heard) = self.decide(point);
                    self.look(point, &mut whens.borrow_mut());
                    (decision, heard)
                });
                outcomes.whens = whens.into_inner();
                let decided = decided?;
                outcomes.pieces += decided.len();
                for (piece, decision) in decided {
                    self.outcome(piece, decision, *disputed, &mut outcomes)?;
                }
            }
        }
        Ok(outcomes)
    }

    /// What an invoice of these is decided, and which criteria that hung on.
    fn decide(&self, point: &Point) -> (Decision, Vec<(Criterion, bool)>) {
        let heard = RefCell::new(Vec::new());
        let listener = |criterion: &Criterion, holds: bool| heard.borrow_mut().push((criterion.clone(), holds));
        let decision = self.with(point, self.root.amount, |case, facts| {
            let (claim, interruptions) = (point.standing.claim(), point.standing.interruptions());
            let context = self.context(point);
            // Limitation can always have been interrupted.
            let state = CaseState {
                claim: &claim,
                interruptions: &interruptions,
                progress: self.progress,
                not_barred_until: None,
                listener: Some(&listener),
            };
            decide_in(self.bound, case, facts, context, &state, self.on)
        });
        (decision, heard.into_inner())
    }

    fn context(&self, point: &Point) -> Context {
        Context { totals: point.standing.totals(self.overdue()), unguarded: true, payments_through: Some(self.on), ..Context::default() }
    }

    fn with<T>(&self, point: &Point, amount: Minor, ask: impl FnOnce(&Case, &CaseFacts) -> T) -> T {
        let limit = point.credit_limit.map(|limit| Money::new(limit, self.plan().currency).plain());
        let letters = Default::default();
        let invoice = self.root.invoice(self.bound, self.dates);
        let case = Case { amount, ..invoice.case(&letters) };
        let facts = CaseFacts {
            declared: point.facts.iter().map(Option::as_ref).collect(),
            invoice_tags: &point.tags,
            customer_tags: &point.customer_tags,
            credit_limit: limit.as_deref(),
        };
        ask(&case, &facts)
    }

    /// Which conditions of steps hold.
    fn look(&self, point: &Point, whens: &mut [[bool; 2]]) {
        let claim = point.standing.claim();
        self.with(point, self.root.amount, |case, facts| {
            let asked = Asked {
                bound: self.bound,
                case,
                facts,
                totals: point.standing.totals(self.overdue()),
                claim: &claim,
                due: self.dates.due,
                on: self.on,
                listener: None,
            };
            for (seen, step) in whens.iter_mut().zip(&self.plan().steps).filter(|(seen, _)| **seen != [true; 2]) {
                if let Some(Ok(holds)) = step.when.as_ref().map(|when| asked.holds(when)) {
                    seen[usize::from(holds)] = true;
                }
            }
        });
    }

    fn outcome(&self, piece: Known, decision: Decision, disputed: bool, outcomes: &mut Outcomes<'a>) -> Result<(), TooMany> {
        let Some(proposed) = decision.proposed.filter(|_| decision.kind == DecisionKind::Send) else {
            if let (DecisionKind::Withheld, Why::NotKnown(unknown), Some(step)) = (decision.kind, decision.why, decision.step) {
                outcomes.unknown.get_or_insert((step, unknown));
            }
            outcomes.silent.push(piece);
            return Ok(());
        };
        let step = proposed.step;
        let letters = Default::default();
        let invoice = self.root.invoice(self.bound, self.dates);
        let case = invoice.case(&letters);
        let mut found: Vec<Notice<'a>> = Vec::new();
        let fee = self.plan().steps[step].fee.on(self.on);
        let bands = fee.map_or_else(|| vec![(Vec::new(), None)], |fee| bands(fee, &[]));
        for (within, fee) in bands {
            let ends = |(base, above, up_to): &Above| {
                let at = place(*base);
                let least = (*above > Minor::MIN).then(|| Literal::Most(Sort::Money, 0, at, -above - 1));
                least.into_iter().chain((*up_to < Minor::MAX).then_some(Literal::Most(Sort::Money, at, 0, *up_to))).collect::<Vec<_>>()
            };
            let Some(piece) = piece.with(&within.iter().flat_map(ends).collect::<Vec<_>>()) else { continue };
            let charged = Charged { bound: self.bound, case: &case, history: &self.progress.history, step, on: self.on, fee };
            if !charged.follows_money() {
                found.extend(self.notice(&piece, disputed, self.root.amount, step));
                continue;
            }
            let base = place(charged.base());
            let (least, most) = piece.amounts(base);
            let mut tried = 0;
            let is = |place: usize, x: Minor| [Literal::Most(Sort::Money, place, 0, x), Literal::Most(Sort::Money, 0, place, -x)];
            for x in charged.points(least, most)? {
                let Some(exact) = piece.with(&is(base, x)) else { continue };
                // What the ledger has as the invoice's own amount may be anything from what is left of it after credit notes.
                let amounts = charged.ledger_amounts(x, exact.amounts(PRINCIPAL).0, self.root.amount)?;
                tried += amounts.len();
                if tried > MOST_PAIRS {
                    return Err(TooMany::Amounts { step });
                }
                for amount in amounts {
                    let Some(exact) = exact.with(&[Literal::Most(Sort::Money, PRINCIPAL, 0, amount)]) else { continue };
                    if charged.follows_both() {
                        let (least, most) = exact.amounts(BALANCE);
                        for balance in charged.balances(x, least, most)? {
                            let exact = exact.with(&is(BALANCE, balance));
                            found.extend(exact.into_iter().flat_map(|exact| self.notice(&exact, disputed, amount, step)));
                        }
                    }
                    found.extend(self.notice(&exact, disputed, amount, step));
                }
            }
        }
        self.keep(found, outcomes);
        Ok(())
    }

    /// The notice to one invoice of a piece, put to the law: once for each way in which it may see what is owed.
    fn notice(&self, piece: &Known, disputed: bool, amount: Minor, step: usize) -> Vec<Notice<'a>> {
        let point = Point::settle(&mut piece.clone(), self.variables, self.plan(), self.overdue(), disputed);
        let claim = point.standing.claim();
        self.with(&point, amount, |case, _| {
            let put = |owing: Owing| {
                let draft = Draft { bound: self.bound, case, progress: self.progress, claim: &claim, disputed, owing, step };
                let proposed = draft.propose(self.on).ok()?;
                let breaches = draft.judge(&proposed).into_iter().chain(draft.advise(&proposed));
                let breaches = breaches.map(|Breach { rule, fault, .. }| (rule, fault)).collect();
                let most_fee = draft.most_fee(&proposed);
                let charged = proposed.fee > 0;
                Some(Notice { proposed, charged, line: false, piece: piece.clone(), point: point.clone(), breaches, amount, most_fee })
            };
            ways_owed(&claim).into_iter().filter_map(put).collect()
        })
    }

    /// Keeps of the notices to the invoices of one piece those that differ for what comes after, or for the law.
    fn keep(&self, found: Vec<Notice<'a>>, outcomes: &mut Outcomes<'a>) {
        let mut kept: Vec<Notice<'a>> = Vec::new();
        for notice in found {
            let same_after = |other: &&mut Notice<'a>| {
                let (one, other) = (&notice, &**other);
                let sums = (one.proposed.fee, one.proposed.compensation) == (other.proposed.fee, other.proposed.compensation);
                let rules = |of: &Notice<'a>| of.breaches.iter().map(|(rule, _)| rule.id.as_str()).collect::<Vec<_>>();
                one.charged == other.charged
                    && (one.proposed.compensation > 0) == (other.proposed.compensation > 0)
                    && (!self.sums || sums)
                    && rules(one) == rules(other)
            };
            match kept.iter_mut().find(same_after) {
                Some(known) => known.piece = known.piece.joined(&notice.piece),
                None => kept.push(notice),
            }
        }
        if self.sums && kept.len() > 8 {
            // Of many different fees the cheapest and the dearest of each kind are followed.
            outcomes.sums_left_out = kept.first().map(|notice| notice.proposed.step);
            let end = |notice: &Notice<'a>| {
                let alike = kept.iter().filter(|other| other.charged == notice.charged && other.breaches.len() == notice.breaches.len());
                let fees: Vec<Minor> = alike.map(|other| other.proposed.fee).collect();
                fees.iter().min() == Some(&notice.proposed.fee) || fees.iter().max() == Some(&notice.proposed.fee)
            };
            let ends: Vec<Notice<'a>> = kept.iter().filter(|notice| end(notice)).cloned().collect();
            outcomes.notices.extend(ends);
        } else {
            outcomes.notices.extend(kept);
        }
    }

    /// The notice as a line of a letter whose fee another line carries, where the law lets it be one; and the same once that other line was undone.
    pub fn lines(&self, notice: &Notice<'a>) -> Vec<Notice<'a>> {
        let (proposed, point) = (&notice.proposed, &notice.point);
        if !self.plan().steps[proposed.step].together || proposed.fee == 0 {
            return Vec::new();
        }
        let claim = point.standing.claim();
        self.with(point, self.root.amount, |case, _| {
            let disputed = point.standing.disputed;
            let as_line = |owing: Owing| {
                let draft = Draft { bound: self.bound, case, progress: self.progress, claim: &claim, disputed, owing, step: proposed.step };
                let Ok(line) = draft.propose_line(self.on) else { return Vec::new() };
                // The line that carries the fee may be of an invoice that costs less.
                let lawful = |carried: Minor| !draft.judge_beside(&line, carried).iter().any(Breach::forbids);
                if line.unlimited.is_some() || !(lawful(proposed.fee) || lawful(1)) {
                    return Vec::new();
                }
                let line = Notice { proposed: line, line: true, breaches: Vec::new(), most_fee: None, ..notice.clone() };
                vec![Notice { charged: true, ..line.clone() }, Notice { charged: false, ..line }]
            };
            ways_owed(&claim).into_iter().flat_map(as_line).collect()
        })
    }
}

/// How the law may see what is owed. Every charge so far was lawful, so it has it as the books do; but what was given up in them, or came in on the notice's own
/// day, is owed in law.
fn ways_owed(claim: &Claim) -> Vec<Owing> {
    let by_books = owing_by_books(claim);
    if by_books == Owing::ALL { vec![by_books] } else { vec![by_books, Owing::ALL] }
}

fn place(base: Base) -> usize {
    match base {
        Base::Balance => BALANCE,
        Base::Principal => PRINCIPAL,
    }
}
