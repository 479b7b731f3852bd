use super::Run;
use crate::decide::{Addressee, Misfit};
use crate::ledger::InvoiceId;
use crate::plan::{Condition, FactDeclaration};
use crate::terms::Valid;
use crate::value::{Currency, Debtor};

/// Why no policy covers an invoice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Uncovered {
    /// The first policy for such invoices is not valid on the day.
    NoneValid {
        /// Its name.
        policy: String,
        /// When it holds.
        valid: Valid,
    },
    /// The first policy for such debtors and such a currency applies to other invoices.
    NoneApplies {
        /// Its name.
        policy: String,
        /// What it applies to.
        applies: Condition,
        /// The facts that this may name.
        facts: Vec<FactDeclaration>,
        /// The currency of its amounts.
        currency: Currency,
    },
    /// No policy is for such invoices.
    NobodyFor {
        /// The kind of debtor.
        debtor: Debtor,
        /// The invoice's currency.
        currency: Currency,
        /// The customer's country, where known.
        country: Option<String>,
    },
}

impl Run<'_> {
    /// Who owes an invoice, and in what currency.
    pub fn addressee(&self, id: InvoiceId) -> Addressee<'_> {
        let case = self.case(id);
        Addressee { country: self.country(id), debtor: case.debtor, currency: case.currency }
    }

    /// Why no policy covers an invoice: what stands between it and the policy that comes nearest.
    pub fn uncovered(&self, id: InvoiceId) -> Uncovered {
        let (case, candidates) = (self.case(id), self.candidates(id));
        let misfits: Vec<Option<Misfit>> = candidates.iter().map(|candidate| candidate.misfit(&case, self.on)).collect();
        let first = |misfit: Option<Misfit>, valid: bool| {
            let such = |at: &usize| misfits[*at] == misfit && self.plans[*at].plan.is_valid(self.on) == valid;
            (0..candidates.len()).find(such).map(|at| self.plans[at].plan)
        };
        if let Some(plan) = first(None, false) {
            return Uncovered::NoneValid { policy: plan.name.clone(), valid: plan.valid };
        }
        let nearest = first(Some(Misfit::Applies), true).or_else(|| first(Some(Misfit::Applies), false));
        if let Some((plan, applies)) = nearest.and_then(|plan| Some((plan, plan.applies.clone()?))) {
            return Uncovered::NoneApplies { policy: plan.name.clone(), applies, facts: plan.facts.clone(), currency: plan.currency };
        }
        let Addressee { country, debtor, currency } = self.addressee(id);
        Uncovered::NobodyFor { debtor, currency, country: country.map(Into::into) }
    }
}
