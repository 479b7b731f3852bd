use crate::decide::{BoundPlan, Case, Decision, DecisionKind, Letter};
use crate::run::Run;
use crate::value::{Currency, Day, Minor, Money};
use crate::words::because;

/// The columns of a worklist, in the order of contracts.md. Other programs read them: a name changes only with a version.
pub const COLUMNS: [&str; 31] = [
    "invoice",
    "customer",
    "name",
    "policy",
    "decision",
    "step",
    "title",
    "act",
    "send_on",
    "deadline",
    "channel",
    "due",
    "overdue",
    "amount",
    "balance",
    "interest",
    "fees",
    "fee",
    "compensation",
    "claim",
    "credit",
    "currency",
    "next_step",
    "next_on",
    "rule",
    "because",
    "key",
    "notice_id",
    "to",
    "written_off",
    "recovered",
];

/// One decision as its reader sees it; `None` is absent.
#[derive(Clone, Debug)]
pub struct WorklistRow {
    /// Invoice number.
    pub invoice: String,
    /// Customer number.
    pub customer: String,
    /// Customer name.
    pub name: Option<String>,
    /// Policy.
    pub policy: Option<String>,
    /// Which of the nine.
    pub decision: DecisionKind,
    /// Step, on `send` and `withheld`.
    pub step: Option<String>,
    /// What the letter is headed.
    pub title: Option<String>,
    /// Its act.
    pub act: Option<&'static str>,
    /// The day it goes out.
    pub send_on: Option<Day>,
    /// The last day to pay it sets.
    pub deadline: Option<Day>,
    /// How it is sent.
    pub channel: Option<String>,
    /// The due date that counts.
    pub due: Option<Day>,
    /// Days past it; negative before it.
    pub overdue: Option<i32>,
    /// With VAT.
    pub amount: Minor,
    /// Principal still outstanding.
    pub balance: Option<Minor>,
    /// Late interest.
    pub interest: Option<Minor>,
    /// Earlier fees and compensation.
    pub fees: Option<Minor>,
    /// This notice's fee.
    pub fee: Option<Minor>,
    /// This notice's compensation.
    pub compensation: Option<Minor>,
    /// Everything owed, this notice's charges included.
    pub claim: Option<Minor>,
    /// What is left of payments.
    pub credit: Option<Minor>,
    /// Currency of every amount.
    pub currency: Currency,
    /// The next step, on `wait`.
    pub next_step: Option<String>,
    /// When it comes.
    pub next_on: Option<Day>,
    /// The rule that withholds it.
    pub rule: Option<String>,
    /// Why.
    pub because: Vec<String>,
    /// What a sender remembers, so as not to act twice.
    pub key: Option<String>,
    /// The invoice that carries the fee of the letter that lists this one too, on another line than its own.
    pub letter_of: Option<String>,
    /// What the lines of one letter share: the key of the line that carries its fee.
    pub notice_id: Option<String>,
    /// To whom the claim is handed or sold, on `send`.
    pub to: Option<String>,
    /// Principal that was given up, where there is any.
    pub written_off: Option<Minor>,
    /// What came in on it.
    pub recovered: Option<Minor>,
}

/// The rows of a run: what somebody has to act on, or with `all` one for every invoice, in ledger order.
pub fn rows(run: &Run, all: bool) -> Vec<WorklistRow> {
    let acted_on = |kind: DecisionKind| matches!(kind, DecisionKind::Send | DecisionKind::Withheld);
    run.decided
        .iter()
        .filter(|decided| all || decided.by.as_ref().is_some_and(|(_, decision)| acted_on(decision.kind)))
        .map(|decided| {
            let case = run.case(decided.invoice);
            let invoices = &run.ledger.invoices;
            let customer = invoices.customer[decided.invoice];
            let name = run.ledger.customers.name.get(customer).filter(|name| !name.is_empty());
            let mut row =
                blank(&case, invoices.number[decided.invoice].clone(), run.ledger.customers.number[customer].clone(), name.cloned());
            if let Some((at, decision)) = &decided.by {
                fill(&mut row, &case, &run.plans[*at], decision, run.on);
                if let Some(letter) = &decision.letter {
                    join(&mut row, run, letter);
                }
            }
            row.because = because(run, decided.invoice);
            row
        })
        .collect()
}

fn blank(case: &Case, invoice: String, customer: String, name: Option<String>) -> WorklistRow {
    WorklistRow {
        invoice,
        customer,
        name,
        policy: None,
        decision: DecisionKind::Unmatched,
        step: None,
        title: None,
        act: None,
        send_on: None,
        deadline: None,
        channel: None,
        due: case.stated_due,
        overdue: None,
        amount: case.amount,
        balance: None,
        interest: None,
        fees: None,
        fee: None,
        compensation: None,
        claim: None,
        credit: None,
        currency: case.currency,
        next_step: None,
        next_on: None,
        rule: None,
        because: Vec::new(),
        key: None,
        letter_of: None,
        notice_id: None,
        to: None,
        written_off: None,
        recovered: None,
    }
}

/// What the lines of a letter share: the key of its carrier.
fn join(row: &mut WorklistRow, run: &Run, letter: &Letter) {
    row.notice_id = run.notice_id(letter);
    row.letter_of = Some(run.ledger.invoices.number[letter.carrier].clone()).filter(|carrier| *carrier != row.invoice);
}

fn fill(row: &mut WorklistRow, case: &Case, bound: &BoundPlan, decision: &Decision, on: Day) {
    let claim = &decision.claim;
    row.policy = Some(bound.plan.name.clone());
    row.decision = decision.kind;
    row.due = Some(decision.due);
    row.overdue = Some(case.grace(bound).overdue(on));
    row.balance = Some(claim.balance);
    row.interest = claim.interest;
    row.fees = Some(claim.fees);
    row.claim = claim.total();
    row.credit = Some(claim.credit);
    if claim.written_off > 0 {
        (row.written_off, row.recovered) = (Some(claim.written_off), Some(claim.recovered));
    }
    let step = decision.step.map(|step| &bound.plan.steps[step]);
    match (decision.kind, step) {
        (DecisionKind::Send | DecisionKind::Withheld, Some(step)) => {
            row.step = Some(step.name.clone());
            row.title.clone_from(&step.title);
            row.act = Some(step.act.word());
            row.channel.clone_from(&step.channel);
            row.key = Some(decision.key(&row.invoice, &step.name));
        }
        (DecisionKind::Wait, Some(step)) => {
            row.next_step = Some(step.name.clone());
            row.next_on = decision.next_on;
        }
        _ => {}
    }
    if let (DecisionKind::Send, Some(proposed)) = (decision.kind, &decision.proposed) {
        row.send_on = Some(on);
        row.to = step.and_then(|step| step.to.clone());
        row.deadline = proposed.deadline;
        row.fee = Some(proposed.fee);
        row.compensation = Some(proposed.compensation);
        row.claim = claim.total().map(|total| total + proposed.fee + proposed.compensation);
    }
    if decision.kind == DecisionKind::Withheld {
        row.key = None;
        row.rule = decision.why.forbidden_by(&bound.plan.law).next().map(|rule| rule.id.clone());
    }
}

impl WorklistRow {
    /// The cells in the order of [`COLUMNS`], as programs read them; `because` is one text.
    pub fn cells(&self) -> [Option<String>; 31] {
        let money = |minor: Minor| Money::new(minor, self.currency).plain();
        let day = |day: Day| day.to_string();
        [
            Some(self.invoice.clone()),
            Some(self.customer.clone()),
            self.name.clone(),
            self.policy.clone(),
            Some(self.decision.word().into()),
            self.step.clone(),
            self.title.clone(),
            self.act.map(Into::into),
            self.send_on.map(day),
            self.deadline.map(day),
            self.channel.clone(),
            self.due.map(day),
            self.overdue.map(|days| days.to_string()),
            Some(money(self.amount)),
            self.balance.map(money),
            self.interest.map(money),
            self.fees.map(money),
            self.fee.map(money),
            self.compensation.map(money),
            self.claim.map(money),
            self.credit.map(money),
            Some(self.currency.to_string()),
            self.next_step.clone(),
            self.next_on.map(day),
            self.rule.clone(),
            Some(self.because.join("; ")),
            self.key.clone(),
            self.notice_id.clone(),
            self.to.clone(),
            self.written_off.map(money),
            self.recovered.map(money),
        ]
    }
}
