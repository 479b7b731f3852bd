//! Whom no policy is for.

use std::collections::HashSet;

use super::books::{Books, Group};
use super::kinds::{
    COUNTRY_WITHOUT_POLICY, CURRENCY_WITHOUT_POLICY, CUSTOMER_WITHOUT_POLICY, DEBTOR_UNKNOWN, DEBTOR_WITHOUT_POLICY, INVOICE_WITHOUT_POLICY,
};
use super::{Finding, Kind};
use crate::ledger::{CustomerId, InvoiceId};
use crate::plan::Plan;
use crate::value::Debtor;
use crate::words::of_run;

pub fn find(books: &Books, said: &mut Vec<Finding>) {
    let invoices = &books.ledger.invoices;
    let customer = |id: InvoiceId| invoices.customer[id];
    for ((customer, currency), group) in books.groups(books.open().filter(|id| invoices.debtor[*id].is_none()), customer) {
        said.push(DEBTOR_UNKNOWN.of_customer(customer, books.named(&group.ids)).amount(group.balance, currency));
    }
    let Some(run) = books.run else { return };
    let policies = || run.plans.iter().map(|bound| bound.plan);
    let debtor = |id: InvoiceId| invoices.debtor[id].unwrap_or(Debtor::Consumer);
    let mut without = |kind: &'static Kind, key: &dyn Fn(InvoiceId) -> Option<String>, is_for: &dyn Fn(&Plan, InvoiceId) -> bool| {
        let ids = books.open().filter(|id| key(*id).is_some() && !policies().any(|policy| is_for(policy, *id)));
        for ((key, currency), Group { ids, balance }) in books.groups(ids, key) {
            let message = format!("{}: {}", key.unwrap_or_default(), books.named(&ids));
            said.push(kind.of_ledger(message).amount(balance, currency));
        }
    };
    without(CURRENCY_WITHOUT_POLICY, &|id| Some(books.currency(id).to_string()), &|policy, id| policy.currency == books.currency(id));
    without(COUNTRY_WITHOUT_POLICY, &|id| books.country(id).map(Into::into), &|policy, id| books.country(id) == Some(&policy.law.name));
    without(DEBTOR_WITHOUT_POLICY, &|id| Some(debtor(id).word().into()), &|policy, id| policy.covers(debtor(id)));
    let covered: HashSet<CustomerId> = books.open().filter(|id| books.plan(*id).is_some()).map(customer).collect();
    let uncovered = || books.open().filter(|id| books.plan(*id).is_none());
    for (of, group) in books.groups(uncovered(), customer) {
        if !covered.contains(&of.0) {
            said.push(CUSTOMER_WITHOUT_POLICY.of_customer(of.0, books.named(&group.ids)).amount(group.balance, of.1));
        }
    }
    for id in uncovered() {
        let why = of_run(run, id, &run.uncovered(id));
        let balance = books.claim(id).balance;
        said.push(INVOICE_WITHOUT_POLICY.of_invoice(books, id, why).amount(balance, books.currency(id)));
    }
}
