//! What policies ask of a ledger beside its money.

use std::collections::{BTreeMap, HashSet};

use super::books::Books;
use super::kinds::{FACT_MISSING, FACT_OF_WRONG_TYPE};
use super::{Detail, LedgerFinding};
use crate::decide::CaseFacts;
use crate::ledger::{CREDIT_LIMIT, CustomerId, InvoiceId};
use crate::plan::{Fact, Plan};
use crate::run::{NotOfType, Run};
use crate::terms::BuiltIn;

/// What `evaluate` refuses.
pub fn of_wrong_type(wrong: &[NotOfType], said: &mut Vec<LedgerFinding>) {
    let mut told = HashSet::new();
    for fact in wrong {
        // Two policies may declare the same fact.
        if told.insert((&fact.file, fact.line, &fact.column, &fact.value, fact.expected)) {
            let finding = FACT_OF_WRONG_TYPE.of_customer(fact.customer, Detail::NotOfType(fact.clone()));
            said.push(LedgerFinding { invoice: fact.invoice, ..finding });
        }
    }
}

pub fn find(books: &Books, said: &mut Vec<LedgerFinding>) {
    let Some(run) = books.run else { return };
    of_customers(run, said);
    for (at, bound) in run.plans.iter().enumerate() {
        let covered: Vec<InvoiceId> = books.open().filter(|id| books.plan_at(*id) == Some(at)).collect();
        for (name, has) in needed(bound.plan) {
            let lacking = covered.iter().copied().filter(|id| !has(&run.facts(at, *id)));
            for ((_, currency), group) in books.groups(lacking, |_| ()) {
                let detail = Detail::FactMissing { column: name.into(), policy: at, invoices: group.ids };
                said.push(FACT_MISSING.of_ledger(detail).amount(group.balance, currency));
            }
        }
    }
}

/// Facts of customers that an escalation or a credit class needs.
fn of_customers(run: &Run, said: &mut Vec<LedgerFinding>) {
    let mut lacking: BTreeMap<(&str, &str), Vec<CustomerId>> = BTreeMap::new();
    let unclassed = run.escalations.iter().filter_map(|found| Some((found.customer, "credit", found.missing()?)));
    let undecided = run.undecided.iter().map(|unknown| (unknown.customer, unknown.title.as_str(), unknown.fact.as_str()));
    for (customer, title, fact) in undecided.chain(unclassed) {
        lacking.entry((fact, title)).or_default().push(customer);
    }
    for ((fact, title), customers) in lacking {
        let detail = Detail::CustomerFactMissing { column: fact.into(), asked_by: title.into(), customers };
        said.push(FACT_MISSING.of_ledger(detail));
    }
}

type Has = Box<dyn Fn(&CaseFacts) -> bool>;

/// The columns that a policy's conditions ask for and for which it has no default, each with whether an invoice has a value.
fn needed(policy: &Plan) -> Vec<(&str, Has)> {
    let mut needed: Vec<(&str, Has)> = Vec::new();
    for (at, fact) in policy.facts.iter().enumerate() {
        if fact.default.is_none() && policy.asks(&|asked| *asked == Fact::Declared(at)) {
            needed.push((&fact.name, Box::new(move |facts: &CaseFacts| facts.declared[at].is_some())));
        }
    }
    if policy.asks(&|asked| *asked == Fact::BuiltIn(BuiltIn::CreditLimit)) {
        needed.push((CREDIT_LIMIT, Box::new(|facts| facts.credit_limit.is_some_and(|limit| !limit.is_empty()))));
    }
    needed
}
