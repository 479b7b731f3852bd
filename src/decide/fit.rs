use super::NoAnswer;
use crate::plan::{Condition, Plan};
use crate::value::{Currency, Debtor};

/// Who owes an invoice, and in what currency: what tells before anything else whether a policy is for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Addressee<'a> {
    /// The customer's country; `None` where nobody says, and then no law is ruled out.
    pub country: Option<&'a str>,
    /// Who owes.
    pub debtor: Debtor,
    /// The invoice's currency.
    pub currency: Currency,
}

/// Why a policy is not for an invoice, its period aside.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Misfit {
    /// It is under another law than that of the customer's country.
    Country,
    /// It is for other debtors.
    Debtor,
    /// It is for invoices in another currency.
    Currency,
    /// What it applies to does not hold.
    Applies,
}

/// Every misfit that the addressee alone tells, the one that is told first in front.
pub fn misfits<'a>(plan: &'a Plan, of: Addressee<'a>) -> impl Iterator<Item = Misfit> + use<'a> {
    let country = of.country.is_some_and(|country| country != plan.law.name).then_some(Misfit::Country);
    let debtor = (!plan.covers(of.debtor)).then_some(Misfit::Debtor);
    let currency = (of.currency != plan.currency).then_some(Misfit::Currency);
    country.into_iter().chain(debtor).chain(currency)
}

/// The first reason why a policy is not for an invoice; `None` where it is for it, its period aside. What it applies to is asked last.
///
/// # Errors
/// When what it applies to has no answer.
pub fn misfit(plan: &Plan, of: Addressee, holds: impl FnOnce(&Condition) -> Result<bool, NoAnswer>) -> Result<Option<Misfit>, NoAnswer> {
    if let Some(first) = misfits(plan, of).next() {
        return Ok(Some(first));
    }
    let applies = plan.applies.as_ref().map_or(Ok(true), holds)?;
    Ok((!applies).then_some(Misfit::Applies))
}
