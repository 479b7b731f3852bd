//! What the customer's other invoices come to in a history, as invoices.

use super::standing::Standing;
use crate::decide::{Answers, Asked, BoundPlan, CustomerTotals};
use crate::forward::{OtherInvoice, Rehearsal};
use crate::plan::{Comparison, Fact, USUAL_TERM};
use crate::terms::BuiltIn;
use crate::value::{Day, Debtors, Minor};

/// More days than any stretch without a business day has.
const HOLIDAYS: usize = 30;

/// The other invoices of a customer that stands like this when a notice comes: those it has, where no comparison of the policy can tell the
/// difference. Otherwise those are paid the day before, and others take their place, none of them earlier than the day after the last notice.
pub fn fitting(bound: &BoundPlan, invoice: &Rehearsal, standing: &Standing, on: Day, last: Option<Day>) -> Vec<OtherInvoice> {
    if !bound.plan.asks_about_customer() {
        return Vec::new();
    }
    let wanted = truths(bound, invoice, standing, standing.totals(overdue(bound, invoice, on)), on);
    let agrees = |others: &[OtherInvoice]| {
        let with = Rehearsal { others: others.to_vec(), ..invoice.clone() };
        truths(bound, invoice, standing, with.totals(bound, &standing.claim(), on), on) == wanted
    };
    if agrees(&invoice.others) {
        return invoice.others.clone();
    }
    let eve = on.plus(-1);
    let ended = |other: &OtherInvoice| OtherInvoice { until: Some(other.until.map_or(eve, |until| until.min(eve))), ..*other };
    let before: Vec<OtherInvoice> =
        invoice.others.iter().map(ended).filter(|other| other.until.is_some_and(|until| other.issued <= until)).collect();
    let mut lists = lists(bound, standing.others, on, last).map(|list| [before.clone(), list].concat());
    let first = lists.next().unwrap_or_default();
    if agrees(&first) { first } else { lists.find(|list| agrees(list)).unwrap_or(first) }
}

fn overdue(bound: &BoundPlan, invoice: &Rehearsal, on: Day) -> i32 {
    invoice.case(&Default::default()).grace(bound).overdue(on)
}

/// The truth of every comparison of the policy for an invoice whose customer's totals are these; `None` where one has no answer.
fn truths(bound: &BoundPlan, invoice: &Rehearsal, standing: &Standing, totals: CustomerTotals, on: Day) -> Vec<Option<bool>> {
    let (letters, facts, claim) = (Default::default(), invoice.case_facts(), standing.claim());
    let case = invoice.case(&letters);
    let asked = Asked { bound, case: &case, facts: &facts, totals, claim: &claim, due: case.due(bound), on, listener: None };
    let truth = |one: &Comparison| asked.ordering(one).ok().flatten().map(|ordering| one.operator.holds(ordering));
    bound.plan.comparisons().map(truth).collect()
}

/// Invoices that come to these totals on a day. Where no due date is so many days ago, since due dates move, the next earlier one comes first, then
/// the next later one.
fn lists(bound: &BoundPlan, totals: CustomerTotals, on: Day, last: Option<Day>) -> impl Iterator<Item = Vec<OtherInvoice>> {
    let law = &bound.plan.law;
    let asks = |wanted: BuiltIn| bound.plan.asks(&|fact| *fact == Fact::BuiltIn(wanted));
    let money = asks(BuiltIn::CustomerBalance) || asks(BuiltIn::CustomerOverdueBalance);
    // Where only their number or age counts, each is of a usual amount.
    let amount = move |exact: Minor| if money { exact } else { 1_000 * bound.plan.currency.unit() };
    [-1, 1].into_iter().map(move |by| {
        let issued = |due: Day| last.map_or(due.plus(-USUAL_TERM), |last| due.plus(-USUAL_TERM).max(last.plus(1)));
        let other = |exact: Minor, mut due: Day| {
            // No law has so many holidays in a row; before its first day and after its last a calendar may have nothing else.
            for _ in 0..HOLIDAYS {
                // On a business day none moves, and no days of grace follow.
                if law.due_date(Some(due), due) == due && (law.in_time == Debtors::NONE || law.calendar.is_business_day(due)) {
                    break;
                }
                due = due.plus(by);
            }
            OtherInvoice { amount: amount(exact), issued: issued(due), due, until: None }
        };
        let count = Minor::from(totals.overdue_invoices);
        let mut all: Vec<OtherInvoice> = Vec::new();
        if count > 0 {
            all.push(other(totals.overdue_balance - (count - 1), on.plus(-totals.oldest_overdue)));
            all.extend((1..count).map(|_| other(1, on.plus(-1))));
        }
        let rest = totals.balance - totals.overdue_balance;
        all.extend((rest > 0).then(|| other(rest, on.plus(USUAL_TERM))));
        all
    })
}
