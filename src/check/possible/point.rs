use super::known::Known;
use super::variables::{BALANCE, CLAIM, Flag, LARGEST, PRINCIPAL, Variables};
use crate::check::standing::Standing;
use crate::decide::CustomerTotals;
use crate::plan::{Fact, FactValue, Plan};
use crate::terms::BuiltIn;
use crate::value::Minor;

/// One invoice of those that are meant, on a day: how it stands, and its facts.
#[derive(Clone, PartialEq, Debug)]
pub struct Point {
    /// How it stands.
    pub standing: Standing,
    /// Declared facts, in the policy's order.
    pub facts: Vec<Option<FactValue>>,
    /// Tags of the invoice.
    pub tags: Vec<String>,
    /// Tags of the customer.
    pub customer_tags: Vec<String>,
    /// The customer's credit limit in minor units.
    pub credit_limit: Option<Minor>,
}

impl Point {
    /// Settles what is known on the plainest of the invoices that are meant, so many days after the due date: nothing paid, nothing owed besides, no other
    /// invoices, every fact at its default; as far as that can be.
    pub fn settle(known: &mut Known, variables: &Variables, plan: &Plan, overdue: i32, disputed: bool) -> Point {
        let principal = known.settle_amount(PRINCIPAL, LARGEST);
        let balance = known.settle_amount(BALANCE, LARGEST);
        let extras = known.settle_amount(CLAIM, 0) - balance;
        let others = others(known, variables, balance, overdue);
        let limit = Fact::BuiltIn(BuiltIn::CreditLimit);
        let credit_limit = variables.amount(&limit).map(|at| known.settle_amount(at, 1_000 * plan.currency.unit()));
        let facts = (0..plan.facts.len()).map(|at| fact(known, variables, plan, at)).collect();
        let mut tagged = |customer: bool| -> Vec<String> {
            let tags = variables.flags.iter().enumerate().filter_map(|(at, flag)| match flag {
                Flag::Invoice(tag) if !customer => Some((at, tag)),
                Flag::Customer(tag) if customer => Some((at, tag)),
                Flag::Invoice(_) | Flag::Customer(_) | Flag::Declared(_) => None,
            });
            tags.filter(|(at, _)| known.settle_flag(*at, false)).map(|(_, tag)| tag.clone()).collect()
        };
        let (tags, customer_tags) = (tagged(false), tagged(true));
        known.tell_texts_apart();
        Point { standing: Standing { principal, balance, extras, disputed, others }, facts, tags, customer_tags, credit_limit }
    }
}

fn others(known: &mut Known, variables: &Variables, balance: Minor, overdue: i32) -> CustomerTotals {
    if !variables.of_customer {
        return CustomerTotals::default();
    }
    let place = |fact: BuiltIn| variables.amount(&Fact::BuiltIn(fact));
    let is_late = overdue > 0 && balance > 0;
    let own = if is_late { balance } else { 0 };
    let oldest = known.settle_oldest(0);
    let counted = variables.number(&Fact::BuiltIn(BuiltIn::CustomerOverdueInvoices));
    let count = counted.map(|at| variables.number_on(known.settle_number(at, 0))).and_then(|count| u32::try_from(count).ok());
    let late = place(BuiltIn::CustomerOverdueBalance).map(|at| known.settle_amount(at, 0) - own);
    let all = place(BuiltIn::CustomerBalance).map(|at| known.settle_amount(at, 0) - balance);
    // What nobody asks for is as little as the rest leaves it.
    let some_late = late.map_or(oldest > if is_late { overdue } else { 0 }, |late| late > 0);
    let overdue_invoices = count.map_or(u32::from(some_late), |count| count - u32::from(is_late));
    if overdue_invoices == 0 {
        return CustomerTotals { balance: all.unwrap_or(0), ..CustomerTotals::default() };
    }
    let overdue_balance = late.unwrap_or(overdue_invoices.into());
    let oldest_overdue = if oldest > 0 { oldest } else { 1 };
    CustomerTotals { balance: all.unwrap_or(overdue_balance).max(overdue_balance), overdue_balance, overdue_invoices, oldest_overdue }
}

/// The value of a declared fact; none where nobody asks for one.
fn fact(known: &mut Known, variables: &Variables, plan: &Plan, at: usize) -> Option<FactValue> {
    let (fact, default) = (Fact::Declared(at), plan.facts[at].default.as_ref());
    if let Some(place) = variables.amount(&fact) {
        let wished = if let Some(FactValue::Whole(minor)) = default { *minor } else { 0 };
        return Some(FactValue::Whole(known.settle_amount(place, wished)));
    }
    if let Some(place) = variables.number(&fact) {
        let wished = if let Some(FactValue::Number(number)) = default { variables.rung(*number) } else { None };
        return Some(FactValue::Number(variables.number_on(known.settle_number(place, wished.unwrap_or(0)))));
    }
    if let Some(place) = variables.date(&fact) {
        let wished = if let Some(FactValue::Date(day)) = default { *day } else { plan.valid.from };
        return Some(FactValue::Date(known.settle_date(place, wished)));
    }
    if let Some(place) = variables.text(&fact) {
        let wished = if let Some(FactValue::Text(text)) = default { variables.written(text) } else { None };
        return Some(FactValue::Text(match known.settle_text(place, variables.written.len(), wished) {
            Some(written) => variables.written[written].clone(),
            None => other(&variables.written, known.first_text(place) - variables.written.len()),
        }));
    }
    let place = variables.flag(&Flag::Declared(at))?;
    Some(FactValue::YesNo(known.settle_flag(place, default == Some(&FactValue::YesNo(true)))))
}

/// A text that is none of those written out, and another for each number.
fn other(written: &[String], number: usize) -> String {
    let text = |mark: &str| format!("other{mark}{}", if number == 0 { String::new() } else { format!(" {}", number + 1) });
    let mut mark = String::new();
    while written.contains(&text(&mark)) {
        mark.push('-');
    }
    text(&mark)
}
