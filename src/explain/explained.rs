use super::account::AccountLine;
use super::due::{DueDate, InterestRun};
use super::forecast::Forecast;
use super::interruptions::Interruption;
use super::past_notices::PastNotice;
use super::policy_choice::OtherPolicy;
use super::steps::StepState;
use crate::decide::{Clause, Decision, DecisionKind, Verdict};
use crate::law::Governing;
use crate::ledger::TextColumn;
use crate::plan::Plan;
use crate::run::{RunReason, VersionChoice};
use crate::value::{Currency, Day, Debtor, Minor};

/// Everything behind one decision. Amounts are minor units of the invoice's currency.
#[derive(Clone, Debug)]
pub struct Explained<'a> {
    /// The policies in the order in which they are tried; each policy below is a place in this list.
    pub plans: Vec<&'a Plan>,
    /// The numbers of the invoices that may have a say in it; each invoice below is a place in this list.
    pub numbers: TextColumn,
    /// Invoice number.
    pub invoice: String,
    /// Customer number.
    pub customer: String,
    /// Customer name, where known.
    pub name: Option<String>,
    /// The customer's country, where known.
    pub country: Option<String>,
    /// Currency of every amount.
    pub currency: Currency,
    /// With VAT.
    pub amount: Minor,
    /// Who owes; an unknown debtor is treated as a consumer.
    pub debtor: Debtor,
    /// Issue date.
    pub issued: Day,
    /// Whether an open-items file states what is owed, in place of a history.
    pub open_items: bool,
    /// The as-of date.
    pub on: Day,
    /// Which of the nine.
    pub decision: DecisionKind,
    /// Why.
    pub because: Vec<RunReason>,
    /// The policies that were tried before the one it belongs to; all of them when it belongs to none.
    pub not_for: Vec<OtherPolicy>,
    /// What the policy it belongs to makes of it; `None` when none covers it.
    pub policy: Option<UnderPolicy>,
    /// When a notice would go out if nothing else happened; `None` on `send`.
    pub forecast: Option<Forecast>,
}

/// What a policy makes of one invoice.
#[derive(Clone, Debug)]
pub struct UnderPolicy {
    /// The policy, as a place in [`Explained::plans`].
    pub at: usize,
    /// Why this version of it and no other; `None` when there is one only.
    pub version: Option<VersionChoice>,
    /// What is decided: what is owed, and the notice that goes out or is withheld.
    pub decision: Decision,
    /// The first run day on which a withheld notice would be lawful, as the policy writes it then.
    pub lawful_on: Option<Day>,
    /// How the due date comes about.
    pub due: DueDate,
    /// How interest runs; `None` where the policy claims none.
    pub interest: Option<InterestRun>,
    /// How the claim adds up, line by line.
    pub account: Vec<AccountLine>,
    /// The notices that were sent, those undone among them.
    pub notices: Vec<PastNotice>,
    /// Disputes, holds, plans and promises, in the order in which they began.
    pub interruptions: Vec<Interruption>,
    /// The steps in order.
    pub steps: Vec<StepState>,
    /// The clauses that were asked, in their order; the last one stopped.
    pub clauses: Vec<(&'static Clause, Verdict)>,
    /// Every rule of law that speaks of the notice; none where there is no notice.
    pub rules: Vec<Governing>,
}

impl Explained<'_> {
    /// The plan of the policy the invoice belongs to.
    pub fn plan_of(&self, policy: &UnderPolicy) -> &Plan {
        self.plans[policy.at]
    }
}
