//! What a plan says of a kind of debtor, before anything else is known of an invoice or a customer.

use super::{Class, Condition, Criterion, Fact, FactValue, Plan, Right, Step};
use crate::terms::BuiltIn;
use crate::value::Debtor;

impl Plan {
    /// The kinds of debtor it may dun at all: what it applies to leaves them in, and no exemption takes them all out.
    pub fn debtors_dunned(&self) -> impl Iterator<Item = Debtor> {
        self.debtors.iter().filter(|debtor| {
            let exempt = self.exempt.iter().any(|exempt| exempt.when.of_debtor(*debtor) == Some(true));
            !exempt && of(self.applies.as_ref(), *debtor) != Some(false)
        })
    }

    /// Those of them who may get a step.
    pub fn debtors_of_step<'a>(&'a self, step: &'a Step) -> impl Iterator<Item = Debtor> {
        self.debtors_dunned().filter(|debtor| of(step.when.as_ref(), *debtor) != Some(false))
    }

    /// Those of them who may come into a credit class: its condition leaves them in, and no class before it takes them all.
    pub fn debtors_of_class(&self, at: usize) -> impl Iterator<Item = Debtor> {
        let classes: &[Class] = self.credit.as_ref().map_or(&[], |credit| &credit.classes);
        let taken = move |debtor: Debtor| classes[..at].iter().any(|earlier| of(earlier.when.as_ref(), debtor) == Some(true));
        self.debtors_dunned().filter(move |debtor| !taken(*debtor) && of(classes[at].when.as_ref(), *debtor) != Some(false))
    }
}

fn of(condition: Option<&Condition>, debtor: Debtor) -> Option<bool> {
    condition.map_or(Some(true), |condition| condition.of_debtor(debtor))
}

impl Condition {
    /// Whether it holds of every debtor of a kind, or of none; `None` where that hangs on more than the kind.
    pub fn of_debtor(&self, debtor: Debtor) -> Option<bool> {
        let debtor = FactValue::Debtor(debtor);
        let ask = &mut |criterion: &Criterion| match criterion {
            Criterion::Compare(asked) if asked.fact == Fact::BuiltIn(BuiltIn::Debtor) => match &asked.right {
                Right::Value(value) => Ok(debtor.compare(value).is_some_and(|ordering| asked.operator.holds(ordering))),
                Right::Fact(..) => Err(()),
            },
            Criterion::Compare(_) | Criterion::InvoiceTagged(_) | Criterion::CustomerTagged(_) => Err(()),
        };
        self.holds(ask).ok()
    }
}
