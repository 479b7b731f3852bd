//! The invoice a policy is shown on: what the reader said of it, and what was assumed.

use rust_decimal::Decimal;

use super::Rehearsal;
use crate::decide::BoundPlan;
use crate::ledger::CREDIT_LIMIT;
use crate::plan::{FactDeclaration, FactValue, Plan, USUAL_TERM};
use crate::run::fact_value;
use crate::value::{Day, Debtor, Minor, Money};

/// What is said of an invoice; the rest is assumed.
#[derive(Clone, Default, Debug)]
pub struct Stated {
    /// With VAT, in whole units of the policy's currency.
    pub amount: Option<Decimal>,
    /// Who owes.
    pub debtor: Option<Debtor>,
    /// Issue date.
    pub issued: Option<Day>,
    /// Due date.
    pub due: Option<Day>,
    /// Facts by the names of their columns.
    pub facts: Vec<(String, String)>,
    /// Tags of the invoice.
    pub tags: Vec<String>,
    /// Tags of the customer.
    pub customer_tags: Vec<String>,
}

/// An invoice to show a policy on.
#[derive(Clone, Debug)]
pub struct Assumed {
    /// The invoice.
    pub invoice: Rehearsal,
    /// What nobody stated of it.
    pub assumptions: Vec<Assumption>,
}

/// Something that is assumed of an invoice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Assumption {
    /// Its amount.
    Amount,
    /// Who owes: the only kind of debtor the policy is for.
    Debtor,
    /// Who owes: the first of several kinds of debtors the policy is for.
    FirstDebtor,
    /// Its due date.
    DueDate,
    /// Its issue date: so many days before the due date.
    IssueDate(i32, Term),
    /// A declared fact, by its place in the policy: the policy's default holds.
    Default(usize),
    /// The due date was agreed.
    DueAgreed,
    /// No reminder fee was agreed.
    NoFeeAgreed,
    /// The customer owes nothing else.
    NothingElseOwed,
}

/// Where the days between issue and due date come from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Term {
    /// The policy promises to send invoices so long before.
    Promised,
    /// They are the terms of the first credit class that has any.
    OfFirstClass,
    /// Nothing tells.
    Usual,
}

/// Why an invoice cannot be as it was stated.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unfit {
    /// The amount is not above zero, or has more decimals than the currency.
    Amount(Decimal),
    /// The policy is not for this kind of debtor.
    Debtor(Debtor),
    /// The policy is for no debtors.
    NoDebtors,
    /// It would be due before it is issued.
    DueBeforeIssue {
        /// When it would be due.
        due: Day,
        /// When it is issued.
        issued: Day,
    },
    /// A text is no value of the type of a declared fact, which is named by its place in the policy.
    Fact(usize, String),
}

/// Whole units of an invoice of which nobody said how large it is.
const AMOUNT: i64 = 10_000;

impl Stated {
    /// The invoice that was stated, with what is missing filled in from the policy.
    ///
    /// # Errors
    /// What of it cannot be.
    pub fn invoice(&self, bound: &BoundPlan) -> Result<Assumed, Unfit> {
        let policy = bound.plan;
        let mut assumptions = Vec::new();
        let amount = self.amount(policy, &mut assumptions)?;
        let debtor = self.debtor(policy, &mut assumptions)?;
        let (issued, due) = self.days(bound, &mut assumptions)?;
        let mut invoice = Rehearsal::new(policy.currency, debtor, amount, issued, Some(due));
        invoice.tags.clone_from(&self.tags);
        invoice.customer_tags.clone_from(&self.customer_tags);
        invoice.facts = self.facts(policy, &mut assumptions)?;
        invoice.credit_limit = self.fact(CREDIT_LIMIT).map(Into::into);
        assumptions.push(Assumption::DueAgreed);
        if !policy.agreed_fee {
            assumptions.push(Assumption::NoFeeAgreed);
        }
        if policy.asks_about_customer() {
            assumptions.push(Assumption::NothingElseOwed);
        }
        Ok(Assumed { invoice, assumptions })
    }

    fn amount(&self, policy: &Plan, assumptions: &mut Vec<Assumption>) -> Result<Minor, Unfit> {
        let decimal = self.amount.unwrap_or_else(|| {
            assumptions.push(Assumption::Amount);
            Decimal::from(AMOUNT)
        });
        let money = Money::from_decimal(decimal, policy.currency);
        let money = money.ok().filter(|money| money.minor > 0);
        money.map(|money| money.minor).ok_or(Unfit::Amount(decimal))
    }

    fn debtor(&self, policy: &Plan, assumptions: &mut Vec<Assumption>) -> Result<Debtor, Unfit> {
        match self.debtor {
            Some(debtor) if policy.covers(debtor) => Ok(debtor),
            Some(debtor) => Err(Unfit::Debtor(debtor)),
            None => {
                let first = policy.debtors.iter().next();
                let of_many = policy.debtors.iter().nth(1).is_some();
                assumptions.push(if of_many { Assumption::FirstDebtor } else { Assumption::Debtor });
                first.ok_or(Unfit::NoDebtors)
            }
        }
    }

    /// Issue and due date: as stated, otherwise a term apart, and so that the invoice falls into the policy's period.
    fn days(&self, bound: &BoundPlan, assumptions: &mut Vec<Assumption>) -> Result<(Day, Day), Unfit> {
        let policy = bound.plan;
        let (term, of) =
            match (policy.sent_before_due, policy.credit.iter().flat_map(|credit| &credit.classes).find_map(|class| class.terms)) {
                (Some(promised), _) => (promised, Term::Promised),
                (None, Some(terms)) => (terms, Term::OfFirstClass),
                (None, None) => (USUAL_TERM, Term::Usual),
            };
        let begins = policy.valid.from.max(bound.plan.law.known_from);
        let due = self.due.unwrap_or_else(|| {
            assumptions.push(Assumption::DueDate);
            bound.plan.law.calendar.on_or_after(self.issued.unwrap_or(begins).plus(term))
        });
        let issued = self.issued.unwrap_or_else(|| {
            assumptions.push(Assumption::IssueDate(term, of));
            due.plus(-term)
        });
        if due < issued {
            return Err(Unfit::DueBeforeIssue { due, issued });
        }
        Ok((issued, due))
    }

    fn fact(&self, name: &str) -> Option<&str> {
        // Of two values for one fact the later counts.
        self.facts.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    fn facts(&self, policy: &Plan, assumptions: &mut Vec<Assumption>) -> Result<Vec<Option<FactValue>>, Unfit> {
        let read = |(at, fact): (usize, &FactDeclaration)| match (self.fact(&fact.name), &fact.default) {
            (Some(text), _) => fact_value(text, fact.kind, policy).map(Some).ok_or_else(|| Unfit::Fact(at, text.into())),
            (None, Some(default)) => {
                assumptions.push(Assumption::Default(at));
                Ok(Some(default.clone()))
            }
            (None, None) => Ok(None),
        };
        policy.facts.iter().enumerate().map(read).collect()
    }

    /// The first fact that none of these policies asks about.
    pub fn unknown_fact<'a>(&'a self, policies: &[&Plan]) -> Option<&'a str> {
        let declared = |name: &str| policies.iter().any(|policy| policy.customer_facts.iter().any(|fact| fact.name == name));
        self.facts.iter().map(|(name, _)| name.as_str()).find(|name| *name != CREDIT_LIMIT && !declared(name))
    }
}
