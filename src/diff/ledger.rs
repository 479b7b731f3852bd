use std::collections::BTreeMap;

use crate::decide::DecisionKind;
use crate::ledger::InvoiceId;
use crate::run::Run;
use crate::value::{Currency, Day, Debtor, Minor};

/// A field of a decision that is compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    /// The policy.
    Policy,
    /// Which of the nine decisions.
    Decision,
    /// The step that goes out or is withheld.
    Step,
    /// The day it goes out.
    SendOn,
    /// The last day to pay it sets.
    Deadline,
    /// The step that is waited for.
    NextStep,
    /// When it comes.
    NextOn,
    /// This notice's fee.
    Fee,
    /// This notice's compensation.
    Compensation,
    /// Late interest.
    Interest,
    /// Everything owed.
    Claim,
}

impl Field {
    /// Each with its name, in order.
    pub const ALL: [(&'static str, Field); 11] = [
        ("policy", Field::Policy),
        ("decision", Field::Decision),
        ("step", Field::Step),
        ("send_on", Field::SendOn),
        ("deadline", Field::Deadline),
        ("next_step", Field::NextStep),
        ("next_on", Field::NextOn),
        ("fee", Field::Fee),
        ("compensation", Field::Compensation),
        ("interest", Field::Interest),
        ("claim", Field::Claim),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Field::ALL[self as usize].0
    }

    /// Whether it is an amount.
    pub fn is_money(self) -> bool {
        match self {
            Field::Fee | Field::Compensation | Field::Interest | Field::Claim => true,
            Field::Policy | Field::Decision | Field::Step | Field::SendOn | Field::Deadline | Field::NextStep | Field::NextOn => false,
        }
    }
}

/// One decision as it is compared; `None` is absent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct View {
    /// The policy's name.
    pub policy: Option<String>,
    /// Which of the nine.
    pub decision: DecisionKind,
    /// The step, on `send` and `withheld`.
    pub step: Option<String>,
    /// The day it goes out.
    pub send_on: Option<Day>,
    /// The last day to pay it sets.
    pub deadline: Option<Day>,
    /// The next step, on `wait`.
    pub next_step: Option<String>,
    /// When it comes.
    pub next_on: Option<Day>,
    /// This notice's fee.
    pub fee: Option<Minor>,
    /// This notice's compensation.
    pub compensation: Option<Minor>,
    /// Late interest.
    pub interest: Option<Minor>,
    /// Everything owed, this notice's charges included.
    pub claim: Option<Minor>,
}

impl View {
    fn of(run: &Run, id: InvoiceId) -> View {
        let none = View {
            policy: None,
            decision: DecisionKind::Unmatched,
            step: None,
            send_on: None,
            deadline: None,
            next_step: None,
            next_on: None,
            fee: None,
            compensation: None,
            interest: None,
            claim: None,
        };
        let Some((at, decision)) = &run.decided[id].by else { return none };
        let policy = run.plans[*at].plan;
        let step = decision.step.map(|step| policy.steps[step].name.clone());
        let letter = decision.proposed.as_ref().filter(|_| decision.kind == DecisionKind::Send);
        let waits = decision.kind == DecisionKind::Wait;
        let charges = letter.map_or(0, |letter| letter.fee + letter.compensation);
        View {
            policy: Some(policy.name.clone()),
            decision: decision.kind,
            step: step.clone().filter(|_| matches!(decision.kind, DecisionKind::Send | DecisionKind::Withheld)),
            send_on: letter.map(|_| run.on),
            deadline: letter.and_then(|letter| letter.deadline),
            next_step: step.filter(|_| waits),
            next_on: decision.next_on.filter(|_| waits),
            fee: letter.map(|letter| letter.fee),
            compensation: letter.map(|letter| letter.compensation),
            interest: decision.claim.interest,
            claim: decision.claim.total().map(|total| total + charges),
        }
    }

    /// Whether a field is the same as in another view.
    fn is_same(&self, other: &View, field: Field) -> bool {
        match field {
            Field::Policy => self.policy == other.policy,
            Field::Decision => self.decision == other.decision,
            Field::Step => self.step == other.step,
            Field::SendOn => self.send_on == other.send_on,
            Field::Deadline => self.deadline == other.deadline,
            Field::NextStep => self.next_step == other.next_step,
            Field::NextOn => self.next_on == other.next_on,
            Field::Fee => self.fee == other.fee,
            Field::Compensation => self.compensation == other.compensation,
            Field::Interest => self.interest == other.interest,
            Field::Claim => self.claim == other.claim,
        }
    }
}

/// An invoice that is decided otherwise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Changed {
    /// Invoice number.
    pub invoice: String,
    /// Customer number.
    pub customer: String,
    /// Who owes, where the ledger says so.
    pub debtor: Option<Debtor>,
    /// Currency of every amount.
    pub currency: Currency,
    /// Old and new.
    pub views: [View; 2],
}

impl Changed {
    /// Which fields differ, in order.
    pub fn fields(&self) -> Vec<Field> {
        let [old, new] = &self.views;
        Field::ALL.into_iter().map(|(_, field)| field).filter(|field| !old.is_same(new, *field)).collect()
    }
}

/// The invoices that two runs over one ledger decide otherwise, in ledger order.
pub fn changed(old: &Run, new: &Run) -> Vec<Changed> {
    let (invoices, customers) = (&old.ledger.invoices, &old.ledger.customers);
    let of = |id: InvoiceId| Changed {
        invoice: invoices.number[id].into(),
        customer: customers.number[invoices.customer[id]].into(),
        debtor: invoices.debtor[id],
        currency: invoices.currency[id],
        views: [View::of(old, id), View::of(new, id)],
    };
    (0..invoices.len()).map(of).filter(|changed| changed.views[0] != changed.views[1]).collect()
}

/// What a day comes to for one kind of debtor and currency.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Tally {
    /// Notices that go out.
    pub letters: i64,
    /// Notices the law forbids.
    pub withheld: i64,
    /// Fees of the notices.
    pub fees: Minor,
    /// Their compensation.
    pub compensation: Minor,
    /// The interest they claim.
    pub interest: Minor,
    /// Invoices that are held.
    pub held: i64,
    /// Invoices exempt, ignored, or that no policy covers.
    pub left_alone: i64,
}

impl Tally {
    fn count(&mut self, view: &View) {
        match view.decision {
            DecisionKind::Send => {
                self.letters += 1;
                self.fees += view.fee.unwrap_or(0);
                self.compensation += view.compensation.unwrap_or(0);
                self.interest += view.interest.unwrap_or(0);
            }
            DecisionKind::Withheld => self.withheld += 1,
            DecisionKind::Hold => self.held += 1,
            DecisionKind::Exempt | DecisionKind::Ignore | DecisionKind::Unmatched => self.left_alone += 1,
            DecisionKind::Wait | DecisionKind::Settled | DecisionKind::Finished => {}
        }
    }
}

/// Old and new by kind of debtor and currency; an unknown debtor counts as a consumer.
pub type LedgerTotals = BTreeMap<(Debtor, Currency), [Tally; 2]>;

/// What both runs come to.
pub fn totals(old: &Run, new: &Run) -> LedgerTotals {
    let invoices = &old.ledger.invoices;
    let mut totals = LedgerTotals::new();
    for id in 0..invoices.len() {
        let debtor = invoices.debtor[id].unwrap_or(Debtor::Consumer);
        let tallies = totals.entry((debtor, invoices.currency[id])).or_default();
        tallies[0].count(&View::of(old, id));
        tallies[1].count(&View::of(new, id));
    }
    totals
}
