//! The invoice a policy is shown on: what the reader said of it, and what was assumed.

use rust_decimal::Decimal;

use super::Rehearsal;
use crate::decide::Bound;
use crate::plan::{FactDeclaration, Plan, Value};
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
    /// What nobody stated of it, in short phrases.
    pub said: Vec<String>,
}

/// Whole units of an invoice of which nobody said how large it is.
const AMOUNT: i64 = 10_000;
/// Days between issue and due date where nothing tells.
const TERM: i32 = 14;

impl Stated {
    /// The invoice that was stated, with what is missing filled in from the policy.
    ///
    /// # Errors
    /// A sentence that says what of it cannot be, and what to say instead.
    pub fn invoice(&self, bound: &Bound) -> Result<Assumed, String> {
        let policy = bound.plan;
        let mut said = Vec::new();
        let amount = self.amount(policy, &mut said)?;
        let debtor = self.debtor(policy, &mut said)?;
        let (issued, due) = self.days(bound, &mut said)?;
        let mut invoice = Rehearsal::new(policy.currency, debtor, amount, issued, Some(due));
        invoice.tags.clone_from(&self.tags);
        invoice.customer_tags.clone_from(&self.customer_tags);
        invoice.facts = self.facts(policy, &mut said)?;
        invoice.credit_limit = self.fact(CREDIT_LIMIT).map(Into::into);
        said.push("the due date was agreed".into());
        if !policy.agreed_fee {
            said.push("no reminder fee was agreed".into());
        }
        if policy.asks_about_customer() {
            said.push("the customer owes nothing else".into());
        }
        Ok(Assumed { invoice, said })
    }

    fn amount(&self, policy: &Plan, said: &mut Vec<String>) -> Result<Minor, String> {
        let decimal = self.amount.unwrap_or_else(|| {
            said.push("the amount".into());
            Decimal::from(AMOUNT)
        });
        let money = Money::from_decimal(decimal, policy.currency);
        let money = money.ok().filter(|money| money.minor > 0);
        money.map(|money| money.minor).ok_or_else(|| {
            let decimals = policy.currency.decimals();
            format!("{decimal} is not an amount in {}: it is above zero, with at most {decimals} decimals", policy.currency)
        })
    }

    fn debtor(&self, policy: &Plan, said: &mut Vec<String>) -> Result<Debtor, String> {
        match self.debtor {
            Some(debtor) if policy.covers(debtor) => Ok(debtor),
            Some(debtor) => Err(format!("`{}` is not for invoices to {}", policy.name, debtor.described())),
            None => {
                let first = policy.debtors.iter().next();
                let of_many = policy.debtors.iter().nth(1).map_or("the debtor", |_| "the debtor, the first kind the policy is for");
                said.push(of_many.into());
                first.ok_or_else(|| format!("`{}` is for no debtors", policy.name))
            }
        }
    }

    /// Issue and due date: as stated, otherwise a term apart, and so that the invoice falls into the policy's period.
    fn days(&self, bound: &Bound, said: &mut Vec<String>) -> Result<(Day, Day), String> {
        let policy = bound.plan;
        let (term, of) =
            match (policy.sent_before_due, policy.credit.iter().flat_map(|credit| &credit.classes).find_map(|class| class.terms)) {
                (Some(promised), _) => (promised, ", as the policy promises"),
                (None, Some(terms)) => (terms, ", the terms of the first credit class"),
                (None, None) => (TERM, ""),
            };
        let begins = policy.valid.from.max(bound.plan.law.known_from);
        let due = self.due.unwrap_or_else(|| {
            said.push("the due date".into());
            bound.plan.law.calendar.on_or_after(self.issued.unwrap_or(begins).plus(term))
        });
        let issued = self.issued.unwrap_or_else(|| {
            said.push(format!("the issue date, {term} days before the due date{of}"));
            due.plus(-term)
        });
        if due < issued {
            return Err(format!("the invoice would be due on {due}, before its issue date {issued}: say --due and --issued"));
        }
        Ok((issued, due))
    }

    fn fact(&self, name: &str) -> Option<&str> {
        // Of two values for one fact the later counts.
        self.facts.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    fn facts(&self, policy: &Plan, said: &mut Vec<String>) -> Result<Vec<Option<Value>>, String> {
        let read = |fact: &FactDeclaration| match (self.fact(&fact.name), &fact.default) {
            (Some(text), _) => {
                let expected = fact.kind.described();
                let name = &fact.name;
                fact_value(text, fact.kind, policy).map(Some).ok_or_else(|| format!("fact `{name}`: `{text}` is not {expected}"))
            }
            (None, Some(default)) => {
                said.push(format!("{} as the policy's default has it", fact.name));
                Ok(Some(default.clone()))
            }
            (None, None) => Ok(None),
        };
        policy.facts.iter().map(read).collect()
    }

    /// The first fact that none of these policies asks about.
    pub fn unknown_fact<'a>(&'a self, policies: &[&Plan]) -> Option<&'a str> {
        let declared = |name: &str| policies.iter().any(|policy| policy.customer_facts.iter().any(|fact| fact.name == name));
        self.facts.iter().map(|(name, _)| name.as_str()).find(|name| *name != CREDIT_LIMIT && !declared(name))
    }
}

/// The customer's column that conditions know as `credit limit`.
const CREDIT_LIMIT: &str = "credit_limit";
