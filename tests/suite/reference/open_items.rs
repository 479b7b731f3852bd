//! A file of open items: what it tells of an invoice in place of events, and what is read into what it does not tell.

use super::books::{Books, Terms};
use super::dates::{Date, show};
use super::generate::{DEADLINES, Dice, amount, fixed};
use super::law::{ACTS, Act, Minor};
use super::ledger::{Customer, Invoice, Ledger, Notice, of};
use super::ledgers::{Around, ledger};
use super::policy::{Anchor, Policy, Span, Step};
use super::print::money;

/// What a row tells beside the invoice.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Opening {
    pub balance: Minor,
    pub fees: Option<Minor>,
    pub last_step: Option<String>,
    pub last_act: Option<Act>,
    pub last_sent: Option<Date>,
    pub last_deadline: Option<Date>,
    pub charged: Option<i64>,
    pub disputed: Option<bool>,
    pub hold_until: Option<Date>,
}

impl Opening {
    /// Interest runs on today's balance.
    pub fn books(&self, terms: &Terms, first: Date, on: Date) -> Books {
        let policy = terms.policy;
        let mut books = Books::on(terms, self.balance, first, &[], on);
        books.fees = self.fees.unwrap_or(0);
        books.disputed = self.disputed == Some(true);
        books.holds.extend(self.hold_until.map(Some));
        let named = |name: &String| policy.steps.iter().find(|step| step.name == *name);
        let act = self.last_act.or(self.last_step.as_ref().and_then(named).map(|step| step.act));
        // A letter of no act is one of which nobody can say what it was.
        let last = self.last_sent.map(|day| (day, act.unwrap_or_default())).filter(|(day, _)| *day <= on);
        // A chosen reading: where the file does not say how many were charged, the last one was; without it, one was if fees are owed.
        // Where fees are owed one was, whatever the number says.
        let charged = self.charged.unwrap_or(i64::from(last.is_some())).max(i64::from(books.fees > 0));
        if let Some((day, act)) = last {
            // What is owed of fees was charged with it.
            let notice = Notice { act, step: self.last_step.clone(), deadline: self.last_deadline, fee: books.fees, ..Notice::default() };
            books.stands(policy, day, notice, charged >= 1);
        } else {
            books.untold_fees = books.fees;
        }
        books.untold = (charged - i64::from(last.is_some())).max(0);
        books
    }

    /// What stands in it, for counting.
    pub fn constructs(&self) -> Vec<&'static str> {
        let is = [
            ("open item: settled", self.balance == 0),
            ("open item: fees", self.fees.is_some()),
            ("open item: last step", self.last_step.is_some()),
            ("open item: last act", self.last_act.is_some()),
            ("open item: no last notice", self.last_sent.is_none()),
            ("open item: last deadline", self.last_deadline.is_some()),
            ("open item: charged notices", self.charged.is_some()),
            ("open item: more charged than the last", self.charged.is_some_and(|charged| charged > 1)),
            ("open item: disputed", self.disputed == Some(true)),
            ("open item: held", self.hold_until.is_some()),
        ];
        is.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect()
    }

    fn cells(&self) -> String {
        format!(
            "{},{},{},{},{},{},{},{},{}",
            money(self.balance),
            of(self.fees, money),
            self.last_step.as_deref().unwrap_or_default(),
            self.last_act.unwrap_or_default(),
            of(self.last_sent, show),
            of(self.last_deadline, show),
            of(self.charged, |charged| charged.to_string()),
            of(self.disputed, |disputed| disputed.to_string()),
            of(self.hold_until, show),
        )
    }
}

/// About how many days after the due date a step comes when every step before it goes out in time.
fn takes(steps: &[Step], at: usize) -> i64 {
    let days = |span: Span| match span {
        Span::Days(days) => days,
        Span::Business(days) => days * 7 / 5 + 2,
        Span::Months(months) => months * 31,
    };
    let mut on: Vec<i64> = Vec::new();
    for step in &steps[..=at] {
        let moment = &step.send[0];
        let from = match moment.anchor {
            Anchor::Due => 0,
            Anchor::Issue => -10,
            Anchor::Sent(of) => on[of],
            Anchor::Deadline(of) => on[of] + steps[of].deadline.map_or(0, |(span, _)| days(span)),
        };
        let counted = if moment.before { from - days(moment.span) } else { from + days(moment.span) };
        on.push(counted.max(on.last().map_or(-30, |before| before + 1)));
    }
    on[at]
}

fn opening(dice: &mut Dice, around: &Around, invoice: &mut Invoice) -> Opening {
    let some = amount(dice).min(invoice.amount);
    let balance = dice.of(&[invoice.amount, invoice.amount, invoice.amount, (invoice.amount / 2).max(1), some, 0]);
    let mut opening = Opening {
        balance,
        fees: dice.maybe(40, fixed),
        disputed: dice.maybe(30, |dice| dice.chance(25)),
        hold_until: dice.maybe(10, |dice| around.begins + dice.from(-3, 20)),
        ..Opening::default()
    };
    let mut with_fee = 0;
    if dice.chance(65) {
        let fits =
            |policy: &&Policy| policy.currency == invoice.currency && invoice.debtor.is_none_or(|debtor| policy.debtors.contains(&debtor));
        let of = around.policies.iter().find(fits).filter(|_| dice.chance(85)).cloned();
        let steps = of.unwrap_or_else(|| dice.of(around.policies)).steps;
        let at = dice.from(0, steps.len() as i64 - 1) as usize;
        let step = steps[at].clone();
        // Most of the time the steps before it have had the time they take.
        let behind = if dice.chance(80) { takes(&steps, at) } else { dice.of(&[1, 9, 10, 13, 14, 15, 20, 30]) };
        let late = dice.of(&[0, 0, 0, 1, 1, 3, 14, 30]);
        let due = invoice.due.unwrap_or(invoice.issued + 30);
        let back = if dice.chance(85) { (due + behind + late - around.begins).max(0) } else { 0 };
        for day in [&mut invoice.issued].into_iter().chain(&mut invoice.due).chain(&mut invoice.sent).chain(&mut invoice.arose) {
            *day -= back;
        }
        let sent = (due - back + behind + late).min(around.begins);
        (opening.last_step, opening.last_act) = match dice.from(0, 9) {
            0..=3 => (Some(step.name), Some(step.act)),
            4..=5 => (Some(step.name), None),
            6 => (None, Some(step.act)),
            7 => (None, Some(dice.of(&ACTS))),
            8 => (Some(step.name), Some(dice.of(&ACTS))),
            _ => (Some("elsewhere".into()), Some(step.act)),
        };
        opening.last_sent = Some(sent);
        with_fee = steps[..=at].iter().filter(|step| step.fee.is_some()).count() as i64;
        opening.last_deadline = dice.maybe(80, |dice| sent + dice.of(&DEADLINES));
    }
    opening.charged = dice.maybe(60, |dice| if dice.chance(40) { with_fee } else { dice.from(0, 3) });
    opening
}

/// The same kind of ledger with its rows in one file, and no customers known.
pub fn open_items(dice: &mut Dice, around: &Around) -> Ledger {
    let drawn = ledger(dice, around);
    let customers = drawn.customers.iter().map(|customer| Customer { number: customer.number.clone(), ..Customer::default() }).collect();
    let mut invoices = drawn.invoices;
    let openings = invoices.iter_mut().map(|invoice| opening(dice, around, invoice)).collect();
    Ledger { customers, invoices, openings, ..Ledger::default() }
}

/// The one file.
pub fn print(ledger: &Ledger) -> String {
    let mut text = "invoice,customer,debtor,currency,issued,due,amount,due_agreed,fee_agreed,interest_agreed,sent,arose,tags,score,region,key-account,\
         balance,fees,last_step,last_act,last_sent,last_deadline,charged_notices,disputed,hold_until\n"
        .to_string();
    for (row, opening) in ledger.invoice_rows().zip(&ledger.openings) {
        text += &format!("{row},{}\n", opening.cells());
    }
    text
}
