//! The letter that a step would be, what it costs, and which invoices go into one letter.

use std::collections::{BTreeMap, BTreeSet};

use super::case::{Case, Decided, interest_starts_after, rate_on};
use super::conditions::Known;
use super::dates::Date;
use super::law::{Letter, Minor, Past, Quantity};
use super::ledger::{Event, Ledger, Notice, What};
use super::policy::{Adjust, Fact, Fee, Policy};

/// The letters that cost something, by id and day.
pub type Charged = BTreeSet<(String, Date)>;

impl Case<'_> {
    pub fn propose(&self, charged: &Charged, at: usize) -> Letter {
        let step = &self.policy.steps[at];
        let history = self.books.valid().map(|sent| {
            let together = sent.notice.letter.as_ref().is_some_and(|letter| charged.contains(&(letter.clone(), sent.on)));
            Past {
                act: sent.notice.act,
                days: vec![(sent.on, sent.notice.deadline)],
                went: true,
                fee: sent.notice.fee,
                compensation: sent.notice.compensation,
                charged: Some(sent.charged || together),
            }
        });
        let inferred = self.before.as_ref();
        let history = inferred.map_or_else(|| history.collect(), |before| before.history.clone());
        let (law, invoice) = (self.law, self.invoice);
        let starts = interest_starts_after(law, invoice);
        let asked = starts.max(invoice.issued + self.policy.interest_after_issue.unwrap_or(-100_000));
        let mut letter = Letter {
            act: step.act,
            on: self.on,
            deadline: step.deadline.map(|deadline| self.deadline(self.on, deadline)),
            fee: 0,
            other_rows: 0,
            compensation: 0,
            consumer: self.consumer(),
            fee_agreed: invoice.fee_agreed.unwrap_or(self.policy.agreed_fee),
            rate_agreed: invoice.rate_agreed.or(self.policy.agreed_rate).unwrap_or(0),
            disputed: self.books.disputed,
            due: self.due,
            term: invoice.due.map(|due| due - invoice.issued),
            amount: invoice.amount,
            arose: invoice.arose.unwrap_or(invoice.issued),
            interest_start: starts + 1,
            rates: (asked + 1..=self.on)
                .filter_map(|day| rate_on(self.policy, law, invoice, self.consumer(), self.due, day).map(|rate| (day, rate)))
                .collect(),
            history,
            untold: self.books.untold,
            untold_fees: self.books.untold_fees,
            inferred: inferred.is_some(),
            charged_at_most: inferred.and_then(|before| before.charged),
            counts: true,
        };
        letter.fee = step.fee.as_ref().map_or(0, |fee| self.fee(fee, &letter));
        self.compensate(at, letter)
    }

    /// With the compensation that the step claims beside the letter's fee.
    fn compensate(&self, at: usize, mut letter: Letter) -> Letter {
        let step = &self.policy.steps[at];
        letter.compensation = 0;
        if step.compensation {
            let bounds = [Quantity::Compensation, Quantity::TotalCompensation, Quantity::TotalCharges];
            letter.compensation = self.law.most(&bounds, &letter, |letter, most| letter.compensation = most);
        }
        letter.counts = step.act != "legal-step";
        letter
    }

    fn fee(&self, fee: &Fee, letter: &Letter) -> Minor {
        match fee {
            Fee::Fixed(amount) => *amount,
            Fee::Statutory => {
                let bounds = [Quantity::Fee, Quantity::LetterFee, Quantity::TotalFees, Quantity::TotalCharges];
                self.law.most(&bounds, letter, |letter, most| letter.fee = most)
            }
            Fee::Share(share, of_balance, adjust) => {
                let of = if *of_balance { self.books.balance } else { self.number(Fact::Principal).unwrap() };
                let amount = adjust.iter().fold(of * share, |amount, one| one.on(amount));
                (amount + 500_000) / 1_000_000
            }
            Fee::Bands(bands, above) => {
                let band = bands.iter().find(|(end, _)| self.books.balance <= *end).map_or(&**above, |(_, fee)| fee);
                self.fee(band, letter)
            }
            Fee::Dated(dated) => dated.iter().rev().find(|(from, _)| *from <= self.on).map_or(0, |(_, fee)| self.fee(fee, letter)),
        }
    }
}

impl Adjust {
    /// Of an amount in millionths of the minor unit.
    fn on(self, amount: i128) -> i128 {
        let micro = |minor: Minor| minor * 1_000_000;
        match self {
            Adjust::AtLeast(least) => amount.max(micro(least)),
            Adjust::AtMost(most) => amount.min(micro(most)),
            Adjust::Round(unit) => (amount + micro(unit) / 2) / micro(unit) * micro(unit),
            Adjust::RoundUp(unit) => (amount + micro(unit) - 1) / micro(unit) * micro(unit),
            Adjust::RoundDown(unit) => amount / micro(unit) * micro(unit),
        }
    }
}

/// The letters that cost something, by id and day, on whatever invoice.
pub fn charged(ledger: &Ledger, on: Date) -> Charged {
    let mut charged = Charged::new();
    for at in 0..ledger.invoices.len() {
        let mut standing: Vec<(Date, &Notice)> = Vec::new();
        let mut events: Vec<&Event> = ledger.events.iter().filter(|event| event.invoice == at && event.on <= on).collect();
        events.sort_by_key(|event| (event.on, event.what.turn()));
        for event in events {
            match &event.what {
                What::Notice(notice) => standing.push((event.on, notice)),
                What::Cancelled(act, step) => {
                    let fits = |(_, notice): &(Date, &Notice)| {
                        act.is_none_or(|act| act == notice.act) && step.as_ref().is_none_or(|step| notice.step.as_ref() == Some(step))
                    };
                    standing.iter().rposition(fits).map(|at| standing.remove(at));
                }
                What::Recalled => {
                    standing.iter().rposition(|(_, notice)| notice.act == "handover").map(|at| standing.remove(at));
                }
                _ => {}
            }
        }
        let costs = standing.into_iter().filter(|(_, notice)| notice.fee > 0);
        charged.extend(costs.filter_map(|(on, notice)| Some((notice.letter.clone()?, on))));
    }
    charged
}

/// How a notice goes out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Goes {
    Alone,
    /// Alone, since the law forbids it in the letter of the others.
    Left,
    /// In the letter that bears the key of this one's.
    With(usize),
}

/// Puts what goes to one customer today under one step into one letter each, free ones and others apart.
/// Answers for each invoice how it goes.
pub fn together(cases: &[Option<&Case>], decided: &mut [Option<Decided>]) -> Vec<Goes> {
    let mut groups: BTreeMap<(usize, *const Policy, usize, bool), Vec<usize>> = BTreeMap::new();
    for (at, (case, decided)) in cases.iter().zip(&*decided).enumerate() {
        let (Some(case), Some(Decided::Send(step, letter))) = (case, decided) else { continue };
        if case.policy.together || case.policy.steps[*step].together {
            let group = (case.invoice.customer, std::ptr::from_ref(case.policy), *step, letter.fee > 0);
            groups.entry(group).or_default().push(at);
        }
    }
    let mut goes = vec![Goes::Alone; cases.len()];
    for ((_, _, step, costs), lines) in groups {
        let due = |at: &usize| cases[*at].map(|case| case.due);
        let carrier = *lines.iter().min_by_key(|at| (due(at), **at)).unwrap();
        let fee_of = |decided: &Option<Decided>| match decided {
            Some(Decided::Send(_, letter)) => letter.fee,
            _ => 0,
        };
        let fee = fee_of(&decided[carrier]);
        let mut in_it = vec![carrier];
        for at in lines.into_iter().filter(|at| *at != carrier) {
            let (Some(case), Some(Decided::Send(_, own))) = (cases[at], &decided[at]) else { continue };
            if costs {
                let line = case.compensate(step, Letter { fee: 0, other_rows: fee, ..Letter::clone(own) });
                if !case.law.broken(&line).is_empty() {
                    goes[at] = Goes::Left;
                    continue;
                }
                decided[at] = Some(Decided::Send(step, Box::new(line)));
            }
            in_it.push(at);
        }
        if in_it.len() > 1 {
            in_it.into_iter().for_each(|at| goes[at] = Goes::With(carrier));
        }
    }
    goes
}
