//! What can come of a case on a day, found out once for each situation.

use std::rc::Rc;

use super::case::{Case, History, Key};
use super::notices::{Notice, OnDay};
use super::situation::{Follow, Found, Situation, charges, next};
use super::state::Sweep;
use super::watcher::{Runs, Watcher};
use crate::check::TooMany;
use crate::check::possible::{Flag, Known, Point};
use crate::decide::Progress;
use crate::plan::{Criterion, Fact};
use crate::value::{Day, Minor};

/// How many cases one piece of what is known counts for that is decided.
const PIECE: u64 = 10;

impl<'a> Sweep<'a> {
    /// The place of what can come of a case on a day.
    pub(super) fn found(
        &mut self,
        key: &Key,
        case: &mut Case<'a>,
        on: Day,
        alike: (u16, u16),
        watcher: &mut impl Watcher<'a>,
    ) -> Result<u32, TooMany> {
        if let Some((known, found)) = case.outcomes
            && known == alike
        {
            return Ok(found);
        }
        let situation = Situation::of(key, case, alike);
        let found = match self.memo.get(&situation) {
            Some(found) => *found,
            None => {
                let found = self.find(key, &case.history, on, watcher)?;
                self.situations.push(Rc::new(found));
                let place = self.situations.len() as u32 - 1;
                self.memo.insert(situation, place);
                place
            }
        };
        case.outcomes = Some((alike, found));
        Ok(found)
    }

    fn find(&mut self, key: &Key, history: &History<'a>, on: Day, watcher: &mut impl Watcher<'a>) -> Result<Found<'a>, TooMany> {
        let (bound, plan) = (self.bound, self.bound.plan);
        let History { seed, progress, .. } = history;
        let root = &self.kinds.roots[seed.root as usize];
        let outlook = &self.outlooks[history.seed.root as usize][next(progress)];
        let overdue = plan.law.grace(root.debtor, seed.dates.due).overdue(on);
        let sums = outlook.adds_up() || self.later_add_up;
        let on_day = OnDay { bound, variables: &self.variables, root, dates: &seed.dates, progress, on, sums };
        let known = self.knowns.get(key.known);
        let owed = match self.runs {
            Runs::Any => known.owed(plan, charges(plan, progress)),
            // Nothing is paid.
            Runs::Punctual => vec![(*known).clone()],
        };
        let pieces = owed.iter().flat_map(|piece| piece.beside_others(&self.variables, overdue)).collect();
        let outcomes = on_day.outcomes(pieces)?;
        let lapses = seed.dates.lapse(&plan.law, root.debtor);
        watcher.found(&outcomes, lapses.is_some_and(|last| last < on));
        // To find out what can come of a case costs as much as to look at many of which that is known.
        self.looked_at += PIECE * outcomes.pieces as u64;
        self.sums_left_out = self.sums_left_out.or(outcomes.sums_left_out);
        let lines: Vec<Notice> = outcomes.notices.iter().flat_map(|notice| on_day.lines(notice)).collect();
        let amount = root.amount;
        let mut follows: Vec<Follow> = Vec::new();
        for notice in outcomes.notices.into_iter().chain(lines) {
            let known = self.carried_on(amount, progress, &notice);
            let known = self.knowns.number(&known);
            let again = follows.iter().any(|before| before.known == known && before.notice.stands_for(&notice));
            follows.push(Follow { notice: Rc::new(notice), known, again });
        }
        let mut silent: Vec<u32> = Vec::new();
        if self.runs == Runs::Punctual {
            silent.extend(outcomes.silent.into_iter().map(|known| self.knowns.number(&known.alone(&self.variables))));
            silent.sort_unstable();
            silent.dedup();
        }
        Ok(Found { follows, silent })
    }

    /// What is known after a notice of the invoices to which it went.
    fn carried_on(&self, amount: Minor, before: &Progress, notice: &Notice) -> Known {
        let known = notice.piece.clone();
        if self.runs == Runs::Punctual {
            let charged = charges(self.bound.plan, before).map(|charges| charges + notice.proposed.fee + notice.proposed.compensation);
            return known.alone(&self.variables).charged(charged);
        }
        let (asked, tagged) = self.asked(notice.proposed.step + 1);
        known.carried_on(&self.variables, amount, &asked, &tagged)
    }

    /// Which facts and flags the conditions of the steps ahead ask for.
    pub(super) fn asked(&self, next: usize) -> (impl Fn(&Fact) -> bool, impl Fn(usize) -> bool) {
        // Conditions ask the same of every kind.
        let outlook = &self.outlooks[0][next];
        let flags = &self.variables.flags;
        let tagged = move |at: usize| match &flags[at] {
            Flag::Declared(fact) => outlook.facts.contains(&&Fact::Declared(*fact)),
            Flag::Invoice(tag) => outlook.tags.iter().any(|asked| matches!(asked, Criterion::InvoiceTagged(asked) if asked == tag)),
            Flag::Customer(tag) => outlook.tags.iter().any(|asked| matches!(asked, Criterion::CustomerTagged(asked) if asked == tag)),
        };
        (move |fact: &Fact| outlook.facts.contains(&fact), tagged)
    }

    /// One of the invoices to which a notice went, so many days after the due date, and what is known of it then; `later` is what was known of it when the
    /// next one went out.
    pub fn settled(&self, notice: &Notice, later: Option<&Known>, overdue: i32) -> (Point, Known) {
        let mut known = notice.piece.clone();
        if let Some(later) = later {
            let (asked, tagged) = self.asked(notice.proposed.step + 1);
            known.agree(&self.variables, later, self.runs == Runs::Punctual, &asked, &tagged);
        }
        let point = Point::settle(&mut known, &self.variables, self.bound.plan, overdue, notice.point.standing.disputed);
        (point, known)
    }
}
