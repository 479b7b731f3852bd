use std::collections::BTreeMap;

use crate::decide::Kind;
use crate::ledger::InvoiceId;
use crate::run::Run;
use crate::value::{Currency, Day, Debtor, Minor, Money};

/// The fields of a decision that are compared, in order.
pub const FIELDS: [&str; 11] =
    ["policy", "decision", "step", "send_on", "deadline", "next_step", "next_on", "fee", "compensation", "interest", "claim"];

/// One decision as it is compared; `None` is absent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct View {
    /// The policy's name.
    pub policy: Option<String>,
    /// Which of the nine.
    pub decision: Kind,
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
            decision: Kind::Unmatched,
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
        let letter = decision.proposed.as_ref().filter(|_| decision.kind == Kind::Send);
        let waits = decision.kind == Kind::Wait;
        let charges = letter.map_or(0, |letter| letter.fee + letter.compensation);
        View {
            policy: Some(policy.name.clone()),
            decision: decision.kind,
            step: step.clone().filter(|_| matches!(decision.kind, Kind::Send | Kind::Withheld)),
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

    /// The values in the order of [`FIELDS`], as programs read them.
    pub fn cells(&self, currency: Currency) -> [Option<String>; 11] {
        let money = |minor: Option<Minor>| minor.map(|minor| Money::new(minor, currency).plain());
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        [
            self.policy.clone(),
            Some(self.decision.word().into()),
            self.step.clone(),
            day(self.send_on),
            day(self.deadline),
            self.next_step.clone(),
            day(self.next_on),
            money(self.fee),
            money(self.compensation),
            money(self.interest),
            money(self.claim),
        ]
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
    /// Which of [`FIELDS`] differ, by place.
    pub fn fields(&self) -> Vec<usize> {
        let [old, new] = [0, 1].map(|side| self.views[side].cells(self.currency));
        (0..FIELDS.len()).filter(|at| old[*at] != new[*at]).collect()
    }
}

/// The invoices that two runs over one ledger decide otherwise, in ledger order.
pub fn changed(old: &Run, new: &Run) -> Vec<Changed> {
    let (invoices, customers) = (&old.ledger.invoices, &old.ledger.customers);
    let of = |id: InvoiceId| Changed {
        invoice: invoices.number[id].clone(),
        customer: customers.number[invoices.customer[id]].clone(),
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
    /// The names of what is counted, and whether each is money.
    pub const LINES: [(&'static str, bool); 7] = [
        ("letters", false),
        ("withheld", false),
        ("fees", true),
        ("compensation", true),
        ("interest", true),
        ("held", false),
        ("left alone", false),
    ];

    /// The values in the order of [`Tally::LINES`].
    pub fn values(&self) -> [i64; 7] {
        [self.letters, self.withheld, self.fees, self.compensation, self.interest, self.held, self.left_alone]
    }

    fn count(&mut self, view: &View) {
        match view.decision {
            Kind::Send => {
                self.letters += 1;
                self.fees += view.fee.unwrap_or(0);
                self.compensation += view.compensation.unwrap_or(0);
                self.interest += view.interest.unwrap_or(0);
            }
            Kind::Withheld => self.withheld += 1,
            Kind::Hold => self.held += 1,
            Kind::Exempt | Kind::Ignore | Kind::Unmatched => self.left_alone += 1,
            Kind::Wait | Kind::Settled | Kind::Finished => {}
        }
    }
}

/// Old and new by kind of debtor and currency; an unknown debtor counts as a consumer.
pub type Totals = BTreeMap<(Debtor, Currency), [Tally; 2]>;

/// What both runs come to.
pub fn totals(old: &Run, new: &Run) -> Totals {
    let invoices = &old.ledger.invoices;
    let mut totals = Totals::new();
    for id in 0..invoices.len() {
        let debtor = invoices.debtor[id].unwrap_or(Debtor::Consumer);
        let tallies = totals.entry((debtor, invoices.currency[id])).or_default();
        tallies[0].count(&View::of(old, id));
        tallies[1].count(&View::of(new, id));
    }
    totals
}
