use super::Run;
use crate::decide::{Addressee, Misfit};
use crate::ledger::InvoiceId;
use crate::plan::{Condition, FactDeclaration};
use crate::terms::Valid;
use crate::value::{Currency, Debtor};

/// Why no policy covers an invoice, or a sale before there is one.
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
        /// The invoice's currency; `None` where there is none yet, and it could be any.
        currency: Option<Currency>,
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
        let case = self.case(id);
        let misfits: Vec<Option<Misfit>> = self.candidates(id).iter().map(|candidate| candidate.misfit(&case, self.on)).collect();
        let addressee = self.addressee(id);
        self.nearest(&misfits, addressee.debtor, Some(addressee.currency), addressee.country)
    }

    /// The same for any addressee, from what keeps it from each of [`Run::plans`], periods aside.
    pub(super) fn nearest(
        &self,
        misfits: &[Option<Misfit>],
        debtor: Debtor,
        currency: Option<Currency>,
        country: Option<&str>,
    ) -> Uncovered {
        let first = |misfit: Option<Misfit>, valid: bool| {
            let such = |at: &usize| misfits[*at] == misfit && self.plans[*at].plan.is_valid(self.on) == valid;
            (0..misfits.len()).find(such).map(|at| self.plans[at].plan)
        };
        if let Some(plan) = first(None, false) {
            return Uncovered::NoneValid { policy: plan.name.clone(), valid: plan.valid };
        }
        let nearest = first(Some(Misfit::Applies), true).or_else(|| first(Some(Misfit::Applies), false));
        if let Some((plan, applies)) = nearest.and_then(|plan| Some((plan, plan.applies.clone()?))) {
            return Uncovered::NoneApplies { policy: plan.name.clone(), applies, facts: plan.facts.clone(), currency: plan.currency };
        }
        Uncovered::NobodyFor { debtor, currency, country: country.map(Into::into) }
    }
}
