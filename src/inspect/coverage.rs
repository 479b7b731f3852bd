//! Whom no policy is for.

use std::collections::HashSet;

use super::books::{Books, Group};
use super::kinds::{
    COUNTRY_WITHOUT_POLICY, CURRENCY_WITHOUT_POLICY, CUSTOMER_WITHOUT_POLICY, DEBTOR_UNKNOWN, DEBTOR_WITHOUT_POLICY, INVOICE_WITHOUT_POLICY,
};
use super::{Detail, LedgerFinding};
use crate::decide::{Misfit, misfits};
use crate::ledger::{CustomerId, InvoiceId};
use crate::value::Debtor;

pub fn find(books: &Books, said: &mut Vec<LedgerFinding>) {
    let invoices = &books.ledger.invoices;
    let customer = |id: InvoiceId| invoices.customer[id];
    for ((customer, currency), group) in books.groups(books.open().filter(|id| invoices.debtor[*id].is_none()), customer) {
        said.push(DEBTOR_UNKNOWN.of_customer(customer, Detail::DebtorUnknown { invoices: group.ids }).amount(group.balance, currency));
    }
    let Some(run) = books.run else { return };
    let debtor = |id: InvoiceId| invoices.debtor[id].unwrap_or(Debtor::Consumer);
    // Whom not one policy is for, whatever else they say, for this one reason.
    let without = |why: Misfit| -> Vec<InvoiceId> {
        let all = |id: &InvoiceId| run.plans.iter().all(|bound| misfits(bound.plan, run.addressee(*id)).any(|misfit| misfit == why));
        books.open().filter(all).collect()
    };
    let ids = without(Misfit::Currency);
    for ((_, currency), Group { ids: invoices, balance }) in books.groups(ids.into_iter(), |id| books.currency(id).to_string()) {
        let detail = Detail::CurrencyWithoutPolicy { currency, invoices };
        said.push(CURRENCY_WITHOUT_POLICY.of_ledger(detail).amount(balance, currency));
    }
    let ids = without(Misfit::Country);
    for ((country, currency), Group { ids: invoices, balance }) in books.groups(ids.into_iter(), |id| books.country(id)) {
        let detail = Detail::CountryWithoutPolicy { country: country.unwrap_or_default().into(), invoices };
        said.push(COUNTRY_WITHOUT_POLICY.of_ledger(detail).amount(balance, currency));
    }
    let ids = without(Misfit::Debtor);
    for ((_, currency), Group { ids: invoices, balance }) in books.groups(ids.into_iter(), |id| debtor(id).word()) {
        let detail = Detail::DebtorWithoutPolicy { debtor: debtor(invoices[0]), invoices };
        said.push(DEBTOR_WITHOUT_POLICY.of_ledger(detail).amount(balance, currency));
    }
    let covered: HashSet<CustomerId> = books.open().filter(|id| books.plan(*id).is_some()).map(customer).collect();
    let uncovered = || books.open().filter(|id| books.plan(*id).is_none());
    for (of, group) in books.groups(uncovered(), customer) {
        if !covered.contains(&of.0) {
            let finding = CUSTOMER_WITHOUT_POLICY.of_customer(of.0, Detail::CustomerWithoutPolicy { invoices: group.ids });
            said.push(finding.amount(group.balance, of.1));
        }
    }
    for id in uncovered() {
        let detail = Detail::InvoiceWithoutPolicy(run.uncovered(id));
        let balance = books.claim(id).balance;
        said.push(INVOICE_WITHOUT_POLICY.of_invoice(books, id, detail).amount(balance, books.currency(id)));
    }
}
