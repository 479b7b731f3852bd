//! Ledgers aimed at where something changes: around due dates, thresholds and the days of the runs, with everything that can happen to an invoice.

use super::dates::{Date, add_months, date, weekday};
use super::generate::{COUNTRIES, DAYS, DEADLINES, Dice, amount, facts_of, fixed};
use super::law::{ACTS, Minor};
use super::ledger::{Customer, Event, Invoice, Ledger, Notice, Of, Unallocated, What};
use super::policy::{Adjust, Fee, Interest, Part, Policy};

/// What a ledger is drawn with.
pub struct Around<'a> {
    pub countries: &'a [usize],
    pub policies: &'a [Policy],
    /// The first run; due dates lie about it.
    pub begins: Date,
    /// Whether notices stand in it that the policy's own runs did not send, and what undoes them.
    pub by_hand: bool,
    pub about: About,
}

/// What a world is about, besides everything.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum About {
    Anything,
    /// The principal is paid and charges stay.
    Charges,
    /// Invoices of one customer that come due together.
    Letters,
    /// Due dates on no business day, and what happens on the days of grace.
    Grace,
}

fn notice(dice: &mut Dice, around: &Around, on: Date) -> Notice {
    let step = dice.of(&dice.clone().of(around.policies).steps);
    let (act, name) = match dice.from(0, 9) {
        0..=3 => (step.act, Some(step.name)),
        4 => (step.act, None),
        6 => (dice.of(&ACTS), Some(step.name)),
        7 => (step.act, Some("elsewhere".into())),
        _ => (dice.of(&ACTS), None),
    };
    Notice {
        act,
        step: name,
        deadline: dice.maybe(70, |dice| on + dice.of(&DEADLINES)),
        fee: if dice.chance(50) { fixed(dice) } else { 0 },
        compensation: if dice.chance(10) { dice.of(&[40_00, 310_00, 450_00, 460_00]) } else { 0 },
        letter: dice.maybe(25, |dice| dice.of(&["A1", "A2"]).to_string()),
    }
}

fn happening(dice: &mut Dice, around: &Around, principal: Minor, on: Date) -> What {
    let until = |dice: &mut Dice| on + dice.of(&[0, 1, 5, 14, 30, 45]);
    let own = [0, 0, 0, 1, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10, 10, 10, 10, 11, 12, 12, 13, 14, 20, 21];
    let by_hand = [15, 15, 15, 16, 17, 18, 19, 22, 22];
    // What changes the balance.
    let of_grace = [0, 0, 0, 1, 3, 3, 3, 12, 12, 13, 20, 21];
    let kind = if around.about == About::Grace && dice.chance(60) {
        dice.of(&of_grace)
    } else if around.by_hand && dice.chance(40) {
        dice.of(&by_hand)
    } else {
        dice.of(&own)
    };
    match kind {
        // Of all that was invoiced: in some settling orders charges stay.
        0 => What::Payment(if dice.chance(40) { principal + dice.of(&[0, 0, 0, -1, 1, 100_00]) } else { amount(dice) }.max(1)),
        1 | 2 => What::Reversal(amount(dice)),
        3 => What::Credit(if dice.chance(40) { principal } else { amount(dice) }),
        4 => What::Dispute,
        5 => What::Resolved,
        6 => What::Hold(dice.maybe(60, until)),
        7 => What::Release,
        8 => What::Plan(dice.maybe(60, until)),
        9 => What::PlanEnded,
        10 => What::Promise(until(dice), dice.maybe(70, |dice| part_of(dice, principal))),
        11 => What::Acknowledged,
        12 => What::WriteOff(dice.maybe(50, |dice| part_of(dice, principal))),
        13 => {
            let (fees, interest) = dice.of(&[(38_00, 0), (0, 5_00), (5_00, 1_00), (1_000_00, 0)]);
            What::Waive(fees, interest)
        }
        14 => What::Judgment,
        15 => What::Notice(notice(dice, around, on)),
        16 => {
            let step = dice.of(&dice.clone().of(around.policies).steps);
            dice.of(&[
                What::Cancelled(Some(step.act), None),
                What::Cancelled(None, Some(step.name.clone())),
                What::Cancelled(Some(step.act), Some(step.name)),
            ])
        }
        17 => What::Handover(dice.of(&[0, 0, 100_00])),
        18 => What::Recalled,
        20 => What::Uncredit(amount(dice)),
        21 => What::Reopened,
        22 => What::Assignment(dice.maybe(50, |dice| dice.of(&dice.clone().of(around.policies).steps).name)),
        _ => What::Cancelled(Some(dice.of(&["reminder", "collection-notice", "handover"])), None),
    }
}

fn part_of(dice: &mut Dice, principal: Minor) -> Minor {
    dice.of(&[principal, (principal / 2).max(1), (principal / 2).max(1), (principal - 1).max(1), 1])
}

/// What follows on something: money behind a write-off or a promise, a credit note taken back, a claim that comes back from whoever bought it.
fn follow(dice: &mut Dice, what: &What, principal: Minor) -> Vec<(i64, What)> {
    let later = |dice: &mut Dice| dice.of(&[0, 1, 1, 5, 14]);
    let part = |dice: &mut Dice| part_of(dice, principal);
    let mut follows = Vec::new();
    let mut then = |dice: &mut Dice, often: i64, what: &dyn Fn(&mut Dice) -> What| {
        while dice.chance(often) {
            follows.push((later(dice), what(dice)));
        }
    };
    match what {
        What::Payment(_) => then(dice, 30, &|dice| What::Reversal(amount(dice))),
        What::Credit(credited) => {
            then(dice, 35, &|dice| What::Uncredit(dice.of(&[*credited, *credited, (credited / 2).max(1), 1])));
            then(dice, 10, &|dice| What::Payment(part(dice)));
        }
        What::Hold(_) => then(dice, 45, &|dice| What::Hold(dice.maybe(20, |_| 0))),
        What::WriteOff(_) => {
            then(dice, 40, &|dice| What::Payment(part(dice)));
            then(dice, 20, &|dice| What::Reversal(part(dice)));
            then(dice, 25, &|_| What::Reopened);
            then(dice, 15, &|dice| What::WriteOff(Some(part(dice))));
        }
        What::Promise(_, promised) => {
            let promised = promised.unwrap_or(principal);
            then(dice, 70, &|dice| What::Payment(dice.of(&[promised, (promised / 2).max(1), promised + 1, (promised - 1).max(1)])));
            then(dice, 15, &|dice| What::Reversal(dice.of(&[promised, 1])));
        }
        What::Assignment(_) => then(dice, 30, &|_| What::Recalled),
        _ => {}
    }
    if matches!(what, What::Notice(_)) && dice.chance(20) {
        follows.push((0, what.clone()));
    }
    follows
}

/// A day that is no business day somewhere, soon after another.
fn no_business_day(dice: &mut Dice, day: Date) -> Date {
    let holidays = ["2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-06-19", "2026-12-24", "2026-12-25"].map(date);
    let soon = (day..day + 7).filter(|day| weekday(*day) > 4 || holidays.contains(day));
    dice.of(&soon.collect::<Vec<_>>())
}

fn invoice(dice: &mut Dice, around: &Around, before: &[Invoice], customers: usize) -> Invoice {
    let at = before.len();
    // A few are old enough to be barred about now.
    let years = if around.about == About::Anything && dice.chance(8) { 3 } else { 0 };
    let middle = super::dates::add_months(around.begins - 1100 * i64::from(years > 0), 1) - i64::from(years == 0) * 30;
    let due =
        if years > 0 { middle + dice.from(-10, 30) } else { around.begins + dice.of(&[-60, -35, -28, -15, -14, -13, -5, 0, 3, 8, 14, 20]) };
    let issued = due - dice.of(&[14, 14, 14, 14, 0, 10, 13, 15, 29, 30, 31, 45, -4]);
    let (_, currency) = COUNTRIES[dice.of(around.countries)];
    let due = match before.last() {
        // Two that come due together, and one letter may hold both.
        Some(last) if dice.chance(if around.about == About::Letters { 75 } else { 30 }) => {
            last.due.unwrap_or(due) + dice.of(&[0, 0, 0, 0, 1, -1, 3])
        }
        _ => due,
    };
    let due = match around.about {
        About::Grace => {
            let about = around.begins + dice.of(&[-10, -1, 0, 0, 1, 2, 3, 5, 8]);
            no_business_day(dice, about)
        }
        _ if dice.chance(20) => no_business_day(dice, due),
        _ => due,
    };
    Invoice {
        number: format!("{}", 1001 + at),
        customer: dice.from(0, customers as i64 - 1) as usize,
        debtor: if dice.chance(if around.about == About::Letters { 60 } else { 0 }) {
            before.last().map_or(Some(around.policies[0].debtors[0]), |last| last.debtor)
        } else if dice.chance(94) {
            Some(dice.of(&dice.clone().of(around.policies).debtors))
        } else {
            dice.maybe(60, |dice| dice.of(&["consumer", "business", "public"]))
        },
        currency: if dice.chance(3) { "USD" } else { currency },
        issued,
        due: dice.maybe(92, |_| due),
        amount: amount(dice),
        due_agreed: dice.maybe(35, |dice| dice.chance(50)),
        fee_agreed: dice.maybe(50, |dice| dice.chance(60)),
        rate_agreed: dice.maybe(20, |dice| dice.of(&[50_000, 95_000, 180_000])),
        sent: dice.maybe(10, |_| issued + 1),
        arose: dice.maybe(20, |dice| issued - dice.of(&[0, 3, 365, 3 * 365 - 20, 3650 - 30])),
        tags: dice.of(&[vec![], vec![], vec!["web"], vec!["other", "web"]]),
        facts: facts_of(dice, 60),
    }
}

/// What would be a mistake of the ledger is made less, or taken out: more taken back than came in, more given up than there was.
fn without_mistakes(events: &mut Vec<(Date, What)>, principal: Minor) {
    let mut order: Vec<usize> = (0..events.len()).collect();
    order.sort_by_key(|at| (events[*at].0, events[*at].1.turn()));
    let (mut paid, mut credited, mut left, mut is_written_off) = (0, 0, principal, false);
    let mut mistakes = Vec::new();
    for at in order {
        let is_none = match &mut events[at].1 {
            What::Payment(amount) => {
                paid += *amount;
                false
            }
            What::Credit(amount) => {
                credited += *amount;
                false
            }
            What::Reversal(amount) => {
                *amount = (*amount).min(paid);
                paid -= *amount;
                *amount == 0
            }
            What::Uncredit(amount) => {
                *amount = (*amount).min(credited);
                credited -= *amount;
                *amount == 0
            }
            What::WriteOff(amount) => {
                let is_none = amount.iter_mut().any(|amount| {
                    *amount = (*amount).min(left);
                    left -= *amount;
                    *amount == 0
                });
                is_written_off |= !is_none;
                is_none
            }
            What::Reopened => !std::mem::take(&mut is_written_off),
            _ => false,
        };
        if is_none {
            mistakes.push(at);
        }
    }
    let mut at = 0..;
    events.retain(|_| !mistakes.contains(&at.next().unwrap()));
}

/// A hold that follows another has a last day of its own.
fn timed(dice: &mut Dice, what: What, on: Date) -> What {
    match what {
        What::Hold(None) => What::Hold(Some(on + dice.of(&[0, 1, 5, 14, 30]))),
        What::Hold(Some(_)) => What::Hold(None),
        what => what,
    }
}

/// What is of a whole customer, anywhere among the rows.
fn of_customers(dice: &mut Dice, around: &Around, ledger: &mut Ledger) {
    for _ in 0..dice.of(&[0, 0, 0, 0, 1, 1, 2, 3]) {
        let customer = ledger.invoices[dice.from(0, ledger.invoices.len() as i64 - 1) as usize].customer;
        let on = around.begins + dice.from(-15, 40);
        let until = |dice: &mut Dice| dice.maybe(60, |dice| on + dice.of(&[0, 1, 5, 14]));
        let what = match dice.from(0, 8) {
            0..=2 => What::Insolvency,
            3 => What::Dispute,
            4 => What::Resolved,
            5 => What::Hold(until(dice)),
            6 => What::Release,
            7 => What::Plan(until(dice)),
            _ => What::PlanEnded,
        };
        let ends = what == What::Insolvency && dice.chance(60);
        let mut events = vec![Event { of: Of::Customer(customer), on, what }];
        if ends {
            events.push(Event { of: Of::Customer(customer), on: on + dice.of(&[0, 1, 5, 14]), what: What::InsolvencyEnded });
        }
        for event in events {
            let at = dice.from(0, ledger.events.len() as i64) as usize;
            ledger.events.insert(at, event);
        }
    }
}

/// Money or a credit note of a customer, in one of the currencies of its invoices.
fn unallocated(dice: &mut Dice, around: &Around, ledger: &Ledger) -> Unallocated {
    let customer = ledger.invoices[0].customer;
    let of_it = ledger.invoices.iter().filter(|invoice| invoice.customer == customer);
    let currencies: Vec<&'static str> = of_it.map(|invoice| invoice.currency).collect();
    let currency = dice.of(&currencies);
    let is_one = currencies.iter().all(|one| *one == currency);
    let (is_credit_note, is_told) = (dice.chance(30), !is_one || dice.chance(40));
    Unallocated { customer, on: around.begins + dice.from(-10, 40), is_credit_note, currency, is_told }
}

pub fn ledger(dice: &mut Dice, around: &Around) -> Ledger {
    let customers = if around.about == About::Letters { 1 } else { dice.of(&[1, 1, 2, 2, 3]) };
    let customer = |dice: &mut Dice, at: usize| Customer {
        number: format!("C{at}"),
        debtor: dice.maybe(70, |dice| dice.of(&["consumer", "business", "public"])),
        country: dice.maybe(40, |dice| if dice.chance(92) { COUNTRIES[dice.of(around.countries)].0 } else { dice.of(&["DE", "NO", "SE"]) }),
        tags: dice.of(&[vec![], vec![], vec![], vec!["estate"]]),
        credit_limit: dice.maybe(70, |dice| amount(dice).max(1_00)),
        credit_checked: dice.maybe(60, |dice| add_months(around.begins, -dice.of(&[1, 6, 12])) + dice.from(-2, 25)),
        facts: facts_of(dice, 85),
    };
    let mut ledger = Ledger { customers: (0..customers).map(|at| customer(dice, at)).collect(), ..Ledger::default() };
    let least = if around.about == About::Letters { 2 } else { 1 };
    for at in 0..dice.from(least, 5) as usize {
        let invoice = invoice(dice, around, &ledger.invoices, customers);
        let due = invoice.due.unwrap_or(invoice.issued + 30);
        let mut events: Vec<(Date, What)> = Vec::new();
        if around.about == About::Charges && dice.chance(70) {
            let on = due + dice.of(&[-1, 0, 5, 14, 15, 20, 30, 44, 60]);
            if around.by_hand && dice.chance(50) {
                // A charge before, which may have been unlawful: what was paid of it is then paid of something else.
                let day = on.min(due) + dice.of(&[-3, 0, 1, 5]);
                let act = dice.of(&["reminder", "reminder", "collection-notice", "payment-demand"]);
                events.push((day, What::Notice(Notice { act, fee: fixed(dice), ..notice(dice, around, day) })));
            }
            events.push((on, dice.of(&[What::Payment(invoice.amount), What::Payment(invoice.amount), What::Credit(invoice.amount)])));
        }
        let many = match around.about {
            About::Anything => dice.of(&[0, 0, 0, 1, 1, 2, 3, 5, 8]),
            About::Grace => dice.of(&[0, 1, 1, 2, 2, 3, 5]),
            About::Charges | About::Letters => dice.of(&[0, 0, 0, 1, 2]),
        };
        for _ in 0..many {
            let on = match events.last() {
                Some((day, _)) if dice.chance(30) => *day,
                _ if around.about == About::Grace && dice.chance(85) => due + dice.of(&[0, 1, 1, 2, 2, 2, 3, 7]),
                _ if dice.chance(60) => due + dice.of(&DAYS) + dice.of(&[-3, 0, 0, 14, 15]),
                _ => around.begins + dice.from(-20, 60),
            };
            let what = happening(dice, around, invoice.amount, on);
            let follows = follow(dice, &what, invoice.amount);
            events.push((on, what));
            events.extend(follows.into_iter().map(|(later, what)| (on + later, timed(dice, what, on + later))));
        }
        without_mistakes(&mut events, invoice.amount);
        ledger.events.extend(events.into_iter().map(|(on, what)| Event { of: Of::Invoice(at), on, what }));
        ledger.invoices.push(invoice);
    }
    of_customers(dice, around, &mut ledger);
    while dice.chance(15) {
        let money = unallocated(dice, around, &ledger);
        ledger.unallocated.push(money);
    }
    ledger.payments_through = dice.maybe(50, |dice| around.begins + dice.from(-5, 60));
    ledger
}

/// Charges that are left over and worth going on for.
pub fn pursue(dice: &mut Dice, policies: &mut [Policy]) {
    for policy in policies {
        if dice.chance(30) {
            continue;
        }
        policy.pursue = Some(dice.of(&[1, 5_00, 38_00]));
        policy.ignore.take_if(|_| dice.chance(70));
        let by_the_book = [Part::Fees, Part::Interest, Part::Principal];
        policy.settle = dice.of(&[by_the_book, [Part::Principal, Part::Fees, Part::Interest], policy.settle]);
    }
}

/// What keeps invoices of one customer from going out together, taken out of their way.
pub fn let_through(dice: &mut Dice, shares: bool, policies: &mut [Policy], ledger: &mut Ledger) {
    for policy in policies {
        (policy.together, policy.agreed_fee) = (dice.chance(80), true);
        (policy.ignore, policy.applies, policy.hold_unless_known) = (None, None, None);
        policy.exempt.clear();
        if matches!(policy.interest, Interest::Rate(_) | Interest::Agreed) {
            policy.interest = Interest::Statutory;
        }
        for step in policy.steps.iter_mut().filter(|step| ["reminder", "collection-notice", "payment-demand"].contains(&step.act)) {
            let share = Fee::Share(20_000, true, vec![Adjust::AtMost(4_00)]);
            step.fee = if shares { Some(share) } else { dice.of(&[step.fee.clone(), Some(Fee::Statutory), Some(share)]) };
            step.when.take_if(|_| dice.chance(60));
            step.compensation = dice.chance(40);
        }
    }
    let currency = ledger.invoices[0].currency;
    for invoice in &mut ledger.invoices {
        (invoice.currency, invoice.fee_agreed, invoice.rate_agreed) = (currency, None, None);
        invoice.amount = invoice.amount.max(dice.of(&[60_00, 90_00, 300_00]));
        invoice.arose = dice.maybe(40, |dice| invoice.issued - dice.of(&[3, 30, 90, 200, 365]));
    }
    ledger.customers.iter_mut().for_each(|customer| customer.country = None);
    ledger.unallocated.iter_mut().for_each(|money| money.currency = currency);
}

/// The days of the runs: each day, now and then, or on the same day twice.
pub fn calendar(dice: &mut Dice, begins: Date, about: About) -> Vec<Date> {
    let seldom = [vec![0, 1, 5], vec![1, 7, 14], vec![1, 14], vec![13, 14, 15], vec![5, 15], vec![5, 20, 40]];
    let often = [vec![1], vec![0, 1, 1, 3]];
    let gaps = if about == About::Grace { dice.of(&often) } else { dice.of(&[&often[..], &seldom].concat()) };
    let mut on = begins;
    let days = (0..dice.from(4, 20)).map(|_| {
        on += dice.of(&gaps);
        on
    });
    days.filter(|day| *day <= date("2026-12-31")).collect()
}
