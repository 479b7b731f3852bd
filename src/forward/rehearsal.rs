use super::OtherInvoice;
use crate::claim::{Claim, Letters};
use crate::decide::{BoundPlan, Case, CaseFacts, Context, CustomerTotals, Decision, DecisionKind, claim_on, decide};
use crate::ledger::{Event, EventKind, Notice, Notices, Texts};
use crate::plan::{FactValue, Plan};
use crate::value::{Currency, Day, Debtor, Minor, Rate};

/// One invoice that is nobody's, to try a policy on: what tests and checks run.
#[derive(Clone, Debug)]
pub struct Rehearsal {
    /// Its currency.
    pub currency: Currency,
    /// Who owes.
    pub debtor: Debtor,
    /// With VAT.
    pub amount: Minor,
    /// Issue date.
    pub issued: Day,
    /// Day it was sent.
    pub sent: Day,
    /// Day the claim arose.
    pub arose: Day,
    /// Due date.
    pub due: Option<Day>,
    /// Whether that date was agreed.
    pub due_agreed: bool,
    /// Whether a reminder fee was agreed; `None` leaves it to the policy.
    pub fee_agreed: Option<bool>,
    /// An agreed late rate.
    pub interest_agreed: Option<Rate>,
    /// Tags of the invoice.
    pub tags: Vec<String>,
    /// Tags of the customer.
    pub customer_tags: Vec<String>,
    /// Declared facts in the policy's order.
    pub facts: Vec<Option<FactValue>>,
    /// The customer's credit limit, as a ledger writes it.
    pub credit_limit: Option<String>,
    /// The customer's other invoices.
    pub others: Vec<OtherInvoice>,
    /// What has happened, in order.
    pub events: Vec<Event>,
    /// What the notices said.
    pub notices: Notices,
    /// Whether the law guard stands aside.
    pub unguarded: bool,
}

/// The texts a rehearsal's notices refer to: the steps' names, by their places.
pub fn step_texts(policy: &Plan) -> Texts {
    let mut texts = Texts::default();
    for step in &policy.steps {
        texts.intern(&step.name);
    }
    texts
}

/// A policy with its law, ready for a rehearsal.
pub fn rehearsal_plan(plan: &Plan) -> BoundPlan<'_> {
    BoundPlan::new(plan, &step_texts(plan))
}

impl Rehearsal {
    /// An invoice nothing has happened to.
    pub fn new(currency: Currency, debtor: Debtor, amount: Minor, issued: Day, due: Option<Day>) -> Rehearsal {
        Rehearsal {
            currency,
            debtor,
            amount,
            issued,
            sent: issued,
            arose: issued,
            due,
            due_agreed: true,
            fee_agreed: None,
            interest_agreed: None,
            tags: Vec::new(),
            customer_tags: Vec::new(),
            facts: Vec::new(),
            credit_limit: None,
            others: Vec::new(),
            events: Vec::new(),
            notices: Notices::default(),
            unguarded: false,
        }
    }

    /// Moves its own days; what has happened stays where it is.
    pub fn later(&mut self, days: i32) {
        for day in [&mut self.issued, &mut self.sent, &mut self.arose].into_iter().chain(&mut self.due) {
            *day = day.plus(days);
        }
    }

    /// The invoice as the evaluator sees it.
    pub fn case<'a>(&'a self, letters: &'a Letters) -> Case<'a> {
        Case {
            currency: self.currency,
            debtor: self.debtor,
            debtor_known: true,
            amount: self.amount,
            issued: self.issued,
            stated_due: self.due,
            due_agreed: self.due_agreed,
            fee_agreed: self.fee_agreed,
            interest_agreed: self.interest_agreed,
            sent: self.sent,
            arose: self.arose,
            opening: None,
            events: &self.events,
            notices: &self.notices,
            letters,
        }
    }

    /// Puts an event where it counts: after those of its day that come before it.
    pub fn happen(&mut self, on: Day, what: EventKind) {
        let at = self.events.partition_point(|event| (event.on, event.what.rank()) <= (on, what.rank()));
        self.events.insert(at, Event { on, what });
    }

    /// Records a notice as sent.
    pub fn send(&mut self, on: Day, notice: Notice) {
        self.notices.push(notice);
        self.happen(on, EventKind::Notice(self.notices.len() as u32 - 1));
    }

    /// Decides the invoice on a day.
    pub fn decide(&self, bound: &BoundPlan, on: Day) -> Decision {
        let letters = Letters::default();
        let case = self.case(&letters);
        let facts = self.case_facts();
        let totals = if bound.plan.asks_about_customer() {
            let (claim, _) = claim_on(bound, &case, on, &mut Vec::new());
            self.totals(bound, &claim, on)
        } else {
            CustomerTotals::default()
        };
        let context = Context { totals, unguarded: self.unguarded, payments_through: Some(on), ..Context::default() };
        decide(bound, &case, &facts, context, on)
    }

    /// What the customer's open invoices come to on a day: the other ones, and this one with its claim.
    pub fn totals(&self, bound: &BoundPlan, claim: &Claim, on: Day) -> CustomerTotals {
        let mut totals = CustomerTotals::default();
        self.others.iter().for_each(|other| other.count(&mut totals, &bound.plan.law, self.debtor, on));
        totals.add(claim, self.case(&Letters::default()).grace(bound).overdue(on));
        totals
    }

    /// What conditions may ask of it besides its money.
    pub fn case_facts(&self) -> CaseFacts<'_> {
        CaseFacts {
            declared: self.facts.iter().map(Option::as_ref).collect(),
            invoice_tags: &self.tags,
            customer_tags: &self.customer_tags,
            credit_limit: self.credit_limit.as_deref(),
        }
    }

    /// Decides on a day and records what is sent.
    pub fn run(&mut self, bound: &BoundPlan, on: Day) -> Decision {
        let decision = self.decide(bound, on);
        self.record(bound, &decision, on);
        decision
    }

    /// Records the notice of a decision as sent.
    pub fn record(&mut self, bound: &BoundPlan, decision: &Decision, on: Day) {
        if let (DecisionKind::Send, Some(proposed)) = (decision.kind, &decision.proposed) {
            self.send(on, proposed.sent(bound.plan, proposed.step as u32, None));
        }
    }
}
