//! The letter that a step would be, what it costs, and which invoices go into one letter.

use std::collections::BTreeMap;

use super::books::Sent;
use super::case::{Case, Decided, interest_starts_after, rate_on};
use super::conditions::Known;
use super::dates::Date;
use super::law::{Act, Letter, Minor, Past, Quantity};
use super::ledger::{Event, Ledger, Notice, What};
use super::policy::{Adjust, Fact, Fee, Policy};

/// The rows of each letter that stand, by id and day: on which invoice, with which fee.
pub type Rows = BTreeMap<(String, Date), Vec<(usize, Minor)>>;

/// The fees of a letter on other invoices.
pub fn other_rows(rows: &Rows, letter: &str, on: Date, invoice: usize) -> Minor {
    let all = rows.get(&(letter.to_owned(), on)).into_iter().flatten();
    all.filter(|(at, _)| *at != invoice).map(|(_, fee)| fee).sum()
}

impl Sent {
    pub fn past(&self, rows: &Rows) -> Past {
        let of_it = self.notice.letter.iter().flat_map(|letter| rows.get(&(letter.clone(), self.on))).flatten();
        Past {
            act: self.notice.act,
            days: vec![(self.on, self.notice.deadline)],
            went: true,
            fee: self.notice.fee,
            compensation: self.notice.compensation,
            charged: Some(self.charged || of_it.map(|(_, fee)| fee).any(|fee| *fee > 0)),
        }
    }
}

impl Case<'_> {
    pub fn propose(&self, rows: &Rows, at: usize) -> Letter {
        let step = &self.policy.steps[at];
        let inferred = self.before.as_ref();
        let told = || self.books.valid().map(|sent| sent.past(rows)).collect();
        let history = inferred.map_or_else(told, |before| before.history.clone());
        let (principal_owed, something_owed) = self.owed_in_law(rows);
        let asked =
            interest_starts_after(self.law, self.invoice).max(self.invoice.issued + self.policy.interest_after_issue.unwrap_or(-100_000));
        let rate = |day| rate_on(self.policy, self.law, self.invoice, self.consumer(), self.due, day).map(|rate| (day, rate));
        let mut letter = Letter {
            deadline: step.deadline.map(|deadline| self.deadline(self.on, deadline)),
            disputed: self.books.disputed,
            principal_owed,
            something_owed,
            rates: (asked + 1..=self.on).filter_map(rate).collect(),
            untold: self.books.untold,
            untold_fees: self.books.untold_fees,
            inferred: inferred.is_some(),
            charged_at_most: inferred.and_then(|before| before.charged),
            ..self.letter(step.act, self.on, history)
        };
        letter.fee = step.fee.as_ref().map_or(0, |fee| self.fee(fee, &letter));
        self.compensate(at, letter)
    }

    /// What the law asks of any letter on this invoice.
    pub fn letter(&self, act: Act, on: Date, history: Vec<Past>) -> Letter {
        let invoice = self.invoice;
        Letter {
            act,
            on,
            deadline: None,
            fee: 0,
            other_rows: 0,
            compensation: 0,
            consumer: self.consumer(),
            fee_agreed: invoice.fee_agreed.unwrap_or(self.policy.agreed_fee),
            rate_agreed: invoice.rate_agreed.or(self.policy.agreed_rate).unwrap_or(0),
            disputed: false,
            due: self.due,
            grace: self.grace,
            principal_owed: true,
            something_owed: true,
            term: invoice.due.map(|due| due - invoice.issued),
            amount: invoice.amount,
            arose: invoice.arose.unwrap_or(invoice.issued),
            interest_start: interest_starts_after(self.law, invoice) + 1,
            rates: Vec::new(),
            history,
            untold: 0,
            untold_fees: 0,
            inferred: false,
            charged_at_most: None,
            counts: act != "legal-step",
        }
    }

    /// With the compensation that the step claims beside the letter's fee.
    fn compensate(&self, at: usize, mut letter: Letter) -> Letter {
        let step = &self.policy.steps[at];
        letter.compensation = 0;
        if step.compensation {
            let bounds = [Quantity::Compensation, Quantity::TotalCompensation, Quantity::TotalCharges];
            letter.compensation = self.law.most(&bounds, &letter, |letter, most| letter.compensation = most);
        }
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

/// The rows of the letters that stand on a day.
pub fn rows(ledger: &Ledger, on: Date) -> Rows {
    let mut rows = Rows::new();
    for at in 0..ledger.invoices.len() {
        let mut standing: Vec<(Date, Notice)> = Vec::new();
        let mut events: Vec<&Event> = ledger.events_of(at).filter(|event| event.on <= on).collect();
        events.sort_by_key(|event| (event.on, event.what.turn()));
        for event in events {
            standing.extend(event.what.notice().map(|notice| (event.on, notice)));
            let undone = match &event.what {
                What::Cancelled(act, step) => standing.iter().rposition(|(_, notice)| {
                    act.is_none_or(|act| act == notice.act) && step.as_ref().is_none_or(|step| notice.step.as_ref() == Some(step))
                }),
                What::Recalled => standing.iter().rposition(|(_, notice)| ["handover", "assignment"].contains(&notice.act)),
                _ => None,
            };
            undone.map(|at| standing.remove(at));
        }
        for (on, notice) in standing {
            if let Some(letter) = notice.letter {
                rows.entry((letter, on)).or_default().push((at, notice.fee));
            }
        }
    }
    rows
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
