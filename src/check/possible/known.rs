use super::differences::Differences;
use super::literal::{Literal, Sort};
use super::texts::Texts;
use super::variables::{BALANCE, CLAIM, LARGEST, OLDEST, PRINCIPAL, Variables};
use crate::plan::{Fact, Plan};
use crate::terms::BuiltIn;
use crate::value::{Day, Minor};

/// What is known of the facts of an invoice and its customer: every invoice that fits it is meant.
///
/// Only one shape of what may be known is used: bounds of one fact, and of the difference of two. What cannot be said so is cut into pieces that can.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Known {
    money: Differences,
    numbers: Differences,
    dates: Differences,
    days: Differences,
    texts: Texts,
    flags: Vec<Option<bool>>,
    /// The customer's balance and overdue balance, where the invoice is not overdue: then its own balance is in the first and not in the second, which is
    /// a matter of three numbers.
    not_late: Option<(usize, usize)>,
}

impl Known {
    /// Nothing is known of an invoice but its amount, in minor units.
    pub fn of_amount(variables: &Variables, amount: Minor) -> Known {
        let mut known = Known {
            money: Differences::of(variables.money.len()),
            numbers: Differences::of(variables.numbers.len()),
            dates: Differences::of(variables.dates.len()),
            days: Differences::of(1),
            texts: Texts::of(variables.written.len(), variables.texts.len()),
            flags: vec![None; variables.flags.len()],
            not_late: None,
        };
        (0..variables.money.len()).for_each(|at| known.bound_amount(variables, at, amount));
        (1..=variables.dates.len()).for_each(|at| known.bound_date(at));
        known
    }

    fn bound_amount(&mut self, variables: &Variables, at: usize, amount: Minor) {
        let (least, most) = match &variables.money[at] {
            Fact::BuiltIn(BuiltIn::Principal) => (0, amount),
            Fact::BuiltIn(_) => (0, LARGEST),
            Fact::Declared(_) => (-LARGEST, LARGEST),
        };
        self.money.learn(at + 1, 0, most);
        self.money.learn(0, at + 1, -least);
    }

    fn bound_date(&mut self, at: usize) {
        self.dates.learn(at, 0, Day::LAST.number().into());
        self.dates.learn(0, at, -i64::from(Day::FIRST.number()));
    }

    /// Learns what follows from that the customer's balance is at least its overdue balance and this one's together; whether that can be. Of four numbers in
    /// a closed set, two are above the other two together by at most the lesser of the two ways to pair them.
    fn add_up(&mut self) -> bool {
        let Some((all, late)) = self.not_late else { return true };
        let apart = |known: &Known, x: usize, y: usize| known.money.apart(x, y);
        let (rest, own) = (apart(self, all, BALANCE), apart(self, all, late));
        let least = apart(self, 0, late).saturating_add(apart(self, 0, BALANCE));
        let can = own + apart(self, 0, BALANCE) >= 0 && rest + apart(self, 0, late) >= 0;
        can && self.money.learn(late, 0, rest) && self.money.learn(BALANCE, 0, own) && self.money.learn(0, all, least)
    }

    /// Learns one thing; whether that can be.
    pub fn learn(&mut self, literal: Literal) -> bool {
        match literal {
            Literal::Most(Sort::Money, x, y, most) => self.money.learn(x, y, most) && self.add_up(),
            Literal::Most(Sort::Number, x, y, most) => self.numbers.learn(x, y, most),
            Literal::Most(Sort::Date, x, y, most) => self.dates.learn(x, y, most),
            Literal::Most(Sort::Days, x, y, most) => self.days.learn(x, y, most),
            Literal::Same(one, other, same) => self.texts.learn(one, other, same),
            Literal::Flag(at, set) => *self.flags[at].get_or_insert(set) == set,
        }
    }

    /// The same with more known; `None` where that cannot be.
    pub fn with(&self, literals: &[Literal]) -> Option<Known> {
        let mut known = self.clone();
        literals.iter().all(|literal| known.learn(*literal)).then_some(known)
    }

    /// What an invoice may owe on a day on which it may be dunned: more than the policy ignores, or charges it pursues; besides the balance no more than
    /// `charges`, where that is known.
    pub fn owed(&self, plan: &Plan, charges: Option<Minor>) -> Vec<Known> {
        let mut known = self.clone();
        // Credit notes lower a principal for good; payments move the balance both ways.
        known.money.may_fall(PRINCIPAL);
        for (x, y, most) in [(0, PRINCIPAL, 0), (0, BALANCE, 0), (BALANCE, PRINCIPAL, 0), (BALANCE, CLAIM, 0)] {
            known.money.learn(x, y, most);
        }
        if let Some(charges) = charges {
            known.money.learn(CLAIM, BALANCE, charges);
        }
        let enough = plan.ignore.max(1);
        let owed = Literal::Most(Sort::Money, 0, BALANCE, -enough);
        let mut pieces: Vec<Known> = known.with(&[owed]).into_iter().collect();
        if let Some(pursued) = plan.pursue {
            let little = |least: i64, most: i64| {
                [
                    Literal::Most(Sort::Money, BALANCE, 0, most),
                    Literal::Most(Sort::Money, 0, BALANCE, -least),
                    Literal::Most(Sort::Money, BALANCE, CLAIM, -pursued),
                ]
            };
            // Whether anything of the principal is left decides whether the invoice counts among the customer's.
            pieces.extend([(0, 0), (1, enough - 1)].into_iter().filter_map(|(least, most)| known.with(&little(least, most))));
        }
        pieces
    }

    /// The same with what the customer's other invoices may come to, so many days after the due date of this one.
    pub fn beside_others(&self, variables: &Variables, overdue: i32) -> Vec<Known> {
        if !variables.of_customer {
            return vec![self.clone()];
        }
        let place = |fact: BuiltIn| variables.amount(&Fact::BuiltIn(fact));
        let (all, late) = (place(BuiltIn::CustomerBalance), place(BuiltIn::CustomerOverdueBalance));
        let counted = variables.number(&Fact::BuiltIn(BuiltIn::CustomerOverdueInvoices));
        let counts_itself = self.money.range(BALANCE).0.is_some_and(|least| least > 0);
        let is_late = overdue > 0 && counts_itself;
        let of = |count: u32| -> Option<Known> {
            let mut known = self.clone();
            let others = count.checked_sub(u32::from(is_late))?;
            let mut can = true;
            // Every overdue invoice owes something.
            let least = i64::from(others);
            if let Some(all) = all {
                can &= known.money.learn(BALANCE, all, -least);
            }
            if let Some(late) = late {
                let own = if is_late { BALANCE } else { 0 };
                can &= known.money.learn(own, late, -least);
                can &= others > 0 || known.money.learn(late, own, 0);
            }
            if let Some((all, late)) = all.zip(late) {
                can &= known.money.learn(late, all, 0);
                known.not_late = (counts_itself && !is_late).then_some((all, late));
                can &= known.add_up();
            }
            if let Some(at) = counted {
                can &= known.numbers.is(at, variables.rung(count.into())?);
            }
            let own_age = if is_late { i64::from(overdue) } else { 0 };
            can &= match others {
                0 => known.days.is(OLDEST, own_age),
                _ => known.days.learn(0, OLDEST, -own_age.max(1)) && known.days.learn(OLDEST, 0, i64::from(Day::LAST.number())),
            };
            can.then_some(known)
        };
        variables.counts.iter().filter_map(|count| of(*count)).collect()
    }

    /// The same without the customer's other invoices.
    #[must_use]
    pub fn alone(mut self, variables: &Variables) -> Known {
        let of_others = |fact: &Fact| matches!(fact, Fact::BuiltIn(fact) if fact.is_total());
        (1..=variables.money.len()).filter(|at| of_others(&variables.money[at - 1])).for_each(|at| self.money.forget(at));
        (1..=variables.numbers.len()).filter(|at| of_others(&variables.numbers[at - 1])).for_each(|at| self.numbers.forget(at));
        self.days.forget(OLDEST);
        self.not_late = None;
        self
    }

    /// The same once something was charged: besides the balance no more is owed than `charges`, where that is known.
    #[must_use]
    pub fn charged(mut self, charges: Option<Minor>) -> Known {
        self.money.forget(CLAIM);
        self.money.learn(BALANCE, CLAIM, 0);
        if let Some(charges) = charges {
            self.money.learn(CLAIM, BALANCE, charges);
        }
        self
    }

    /// What is left of it for the days to come: money and the customer's other invoices may be anything then, and what `asked` does not pick is asked for
    /// no more.
    #[must_use]
    pub fn carried_on(
        mut self,
        variables: &Variables,
        amount: Minor,
        asked: &dyn Fn(&Fact) -> bool,
        tagged: &dyn Fn(usize) -> bool,
    ) -> Known {
        let stays = |fact: &Fact| match fact {
            Fact::Declared(_) | Fact::BuiltIn(BuiltIn::CreditLimit | BuiltIn::Principal) => asked(fact),
            Fact::BuiltIn(_) => false,
        };
        for at in (0..variables.money.len()).filter(|at| !stays(&variables.money[*at])) {
            self.money.forget(at + 1);
        }
        (0..variables.money.len()).for_each(|at| self.bound_amount(variables, at, amount));
        for at in (0..variables.numbers.len()).filter(|at| !stays(&variables.numbers[*at])) {
            self.numbers.forget(at + 1);
        }
        for at in (0..variables.dates.len()).filter(|at| !stays(&variables.dates[*at])) {
            self.dates.forget(at + 1);
            self.bound_date(at + 1);
        }
        for at in (0..variables.texts.len()).filter(|at| !stays(&variables.texts[*at])) {
            self.texts.forget(variables.written.len() + at);
        }
        for at in (0..variables.flags.len()).filter(|at| !tagged(*at)) {
            self.flags[at] = None;
        }
        self.days.forget(OLDEST);
        self.not_late = None;
        self
    }

    /// What is known of the invoices of two pieces alike that differ in their amounts alone.
    #[must_use]
    pub fn joined(&self, other: &Known) -> Known {
        let mut known = self.clone();
        known.money.widen(&other.money);
        known
    }

    /// Learns what an invoice must be to be the same as another later on, of which all is settled: what `asked` picks stays, and a principal only falls; or
    /// `unpaid` nothing of it is paid or credited.
    pub fn agree(
        &mut self,
        variables: &Variables,
        later: &Known,
        unpaid: bool,
        asked: &dyn Fn(&Fact) -> bool,
        tagged: &dyn Fn(usize) -> bool,
    ) {
        let stays = |fact: &Fact| match fact {
            Fact::Declared(_) | Fact::BuiltIn(BuiltIn::CreditLimit) => asked(fact),
            Fact::BuiltIn(_) => false,
        };
        let principal = later.amounts(PRINCIPAL).0;
        self.money.learn(0, PRINCIPAL, -principal);
        if unpaid {
            for at in [PRINCIPAL, BALANCE] {
                self.money.is(at, later.amounts(at).0);
            }
        }
        for at in (1..=variables.money.len()).filter(|at| stays(&variables.money[at - 1])) {
            self.money.is(at, later.amounts(at).0);
        }
        for at in (1..=variables.numbers.len()).filter(|at| stays(&variables.numbers[at - 1])) {
            if let Some(number) = later.numbers.range(at).0 {
                self.numbers.is(at, number);
            }
        }
        for at in (1..=variables.dates.len()).filter(|at| stays(&variables.dates[at - 1])) {
            if let Some(date) = later.dates.range(at).0 {
                self.dates.is(at, date);
            }
        }
        let written = variables.written.len();
        let texts: Vec<usize> = (0..self.texts.count()).filter(|at| *at < written || stays(&variables.texts[at - written])).collect();
        for (at, one) in texts.iter().enumerate() {
            for other in &texts[..at] {
                if let Some(same) = later.texts.are_same(*one, *other) {
                    self.texts.learn(*one, *other, same);
                }
            }
        }
        for at in (0..self.flags.len()).filter(|at| tagged(*at)) {
            self.flags[at] = self.flags[at].or(later.flags[at]);
        }
    }

    /// The least and the greatest an amount can be.
    pub fn amounts(&self, at: usize) -> (Minor, Minor) {
        let (least, most) = self.money.range(at);
        (least.unwrap_or(-LARGEST), most.unwrap_or(LARGEST))
    }

    /// Settles an amount on the one nearest to what is wished for.
    pub fn settle_amount(&mut self, at: usize, wished: Minor) -> Minor {
        let Some((all, late)) = self.not_late.filter(|_| at == BALANCE) else {
            let settled = self.money.settle(at, wished);
            self.add_up();
            return settled;
        };
        // So much that the customer's balance can be as much as all of it, and half of what it would have to be twice.
        let apart = |x: usize, y: usize| self.money.apart(x, y);
        let most = apart(all, late).min((apart(all, 0).saturating_add(apart(BALANCE, late))).div_euclid(2));
        self.money.learn(BALANCE, 0, most);
        let balance = self.money.settle(BALANCE, wished);
        self.money.learn(late, all, -balance);
        self.not_late = None;
        balance
    }

    /// Settles a rung.
    pub fn settle_number(&mut self, at: usize, wished: i64) -> i64 {
        self.numbers.settle(at, wished)
    }

    /// Settles a date.
    pub fn settle_date(&mut self, at: usize, wished: Day) -> Day {
        let number = self.dates.settle(at, wished.number().into());
        Day::from_number(i32::try_from(number).unwrap_or(i32::MAX))
    }

    /// Settles the age of the customer's oldest overdue invoice.
    pub fn settle_oldest(&mut self, wished: i32) -> i32 {
        i32::try_from(self.days.settle(OLDEST, wished.into())).unwrap_or(0)
    }

    /// Settles a text on one of those that are written out, where it can be that one; otherwise on the one it is, or on none that is written out.
    pub fn settle_text(&mut self, at: usize, written: usize, wished: Option<usize>) -> Option<usize> {
        let is = wished.filter(|wished| self.texts.learn(at, *wished, true));
        let settled = is.or_else(|| self.texts.written(at));
        if settled.is_none() {
            // Nor is any text that is the same as this one.
            (0..written).for_each(|one| _ = self.texts.learn(at, one, false));
        }
        settled
    }

    /// Settles all texts that may be the same or not: they differ.
    pub fn tell_texts_apart(&mut self) {
        for one in 0..self.texts.count() {
            for other in 0..one {
                self.texts.learn(one, other, false);
            }
        }
    }

    /// The place of the first of the texts that are the same.
    pub fn first_text(&self, at: usize) -> usize {
        self.texts.first(at)
    }

    /// Settles a flag.
    pub fn settle_flag(&mut self, at: usize, wished: bool) -> bool {
        *self.flags[at].get_or_insert(wished)
    }
}
