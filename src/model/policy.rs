use crate::diagnostic::{
    AFTER_HANDOVER, ANCHOR_PASSED_OVER, DUPLICATE, Diagnostic, FEE_NOT_MEANT, FORWARD_ANCHOR, MAY_CHANGE, MISSING, NO_DEADLINE, NO_STEPS,
    Span, Spanned, UNKNOWN_STEP,
};
use crate::syntax::tree::{self, Adjust, Deadline, FactDeclaration, FeeAmount, FeeLine, Hold, Interest, InterestFrom, Part, SendOn, Valid};
use crate::value::{Act, Currency, Day, Debtor, Debtors, Minor, Offset, Rate};

use super::condition::{Condition, Fact, Scope, known_words};
use super::customer::{self, Credit, Escalation};

/// A policy in which every name stands for something.
#[derive(Clone, PartialEq, Debug)]
pub struct Policy {
    /// What tests and outputs call it.
    pub name: String,
    /// What people call it.
    pub title: Option<String>,
    /// The line that opens it.
    pub head: Span,
    /// The statute's name and where it stands.
    pub law: Spanned<String>,
    /// Whom it is for.
    pub debtors: Debtors,
    /// The currency of its invoices and of every amount in it.
    pub currency: Currency,
    /// When it holds; a version ends the day before the next.
    pub valid: Spanned<Valid>,
    /// The last day on which a case that began under it may still be dunned by it: a later version may leave those be. `None` is no end.
    pub keeps_until: Option<Day>,
    /// Whether it takes over invoices an earlier version is dunning.
    pub takes_over: bool,
    /// Which invoices it is for.
    pub applies: Option<Condition>,
    /// Late interest, and where it is written; `None` within is no interest.
    pub interest: Spanned<Option<Interest>>,
    /// The order in which a payment settles.
    pub settle: [Part; 3],
    /// Balances below this are left alone; 0 is none.
    pub ignore: Minor,
    /// When to hold.
    pub holds: Vec<Hold>,
    /// Whom to leave alone, with the policy's own words.
    pub exempt: Vec<(Condition, String)>,
    /// On which days notices go out.
    pub send_on: SendOn,
    /// Whether a dispute does not hold.
    pub continue_disputed: Option<Span>,
    /// Charges pursued after the principal is paid.
    pub pursue: Option<Minor>,
    /// Whether the company's contracts agree a reminder fee.
    pub agreed_fee: Option<Span>,
    /// The late rate the company's contracts agree.
    pub agreed_interest: Option<Spanned<Rate>>,
    /// Days before the due date by which invoices are sent, as promised.
    pub sent_before_due: Option<Spanned<i32>>,
    /// Declared facts.
    pub facts: Vec<FactDeclaration>,
    /// The steps in order.
    pub steps: Vec<Step>,
    /// What is done about a customer.
    pub escalations: Vec<Escalation>,
    /// Credit classes.
    pub credit: Option<Credit>,
    /// The facts that escalations and credit classes ask for: the declared ones, then those of the `credit` block.
    pub customer_facts: Vec<FactDeclaration>,
    /// Payment terms of the credit classes, in days.
    pub terms: Vec<Spanned<i32>>,
}

/// One step.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// What anchors and ledgers call it.
    pub name: String,
    /// What it is in the eyes of the law.
    pub act: Act,
    /// What the letter is headed.
    pub title: Option<String>,
    /// The line that opens it.
    pub head: Span,
    /// When it applies.
    pub when: Option<Spanned<Condition>>,
    /// When it is due; the first whose anchor has happened counts.
    pub send: Spanned<Vec<Moment>>,
    /// How long the debtor gets.
    pub deadline: Option<Spanned<Deadline>>,
    /// What it costs.
    pub fee: Spanned<Fee>,
    /// Whether it claims the fixed compensation, and where that is written.
    pub compensation: Option<Span>,
    /// How it is sent.
    pub channel: Option<String>,
    /// To whom it is handed.
    pub to: Option<String>,
    /// Whether a later step that is due drops it.
    pub unless_overtaken: bool,
    /// Whether one letter lists the customer's invoices for which it is due.
    pub together: bool,
}

/// What a step costs, by date.
#[derive(Clone, PartialEq, Debug)]
pub struct Fee {
    lines: Vec<FeeLine>,
}

impl Fee {
    /// A fee that holds on every day; `None` is no fee.
    pub fn always(amount: Option<FeeAmount>, span: Span) -> Fee {
        Fee { lines: amount.into_iter().map(|amount| FeeLine { from: None, amount, span }).collect() }
    }

    /// The fee on a day; `None` is no fee.
    pub fn on(&self, day: Day) -> Option<&FeeAmount> {
        self.lines.iter().rev().find(|line| line.from.is_none_or(|from| from <= day)).map(|line| &line.amount)
    }

    /// The days on which it changes.
    pub fn changes(&self) -> impl Iterator<Item = Day> {
        self.lines.iter().filter_map(|line| line.from)
    }

    /// Every amount it can be.
    pub fn amounts(&self) -> impl Iterator<Item = &FeeAmount> {
        self.lines.iter().map(|line| &line.amount)
    }
}

/// A day counted from something that happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment {
    /// How long.
    pub offset: Offset,
    /// Whether before the anchor.
    pub before: bool,
    /// From what.
    pub anchor: Anchor,
    /// Where it stands.
    pub span: Span,
}

/// What a moment counts from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchor {
    /// The due date.
    DueDate,
    /// The issue date.
    IssueDate,
    /// The day an earlier step was sent.
    Step(usize),
    /// The deadline an earlier step set.
    Deadline(usize),
}

impl Moment {
    /// The moment as a policy writes it, with the names of its steps.
    pub fn written<'a>(&self, name: impl Fn(usize) -> &'a str) -> String {
        let anchor = self.anchor.written(name);
        match (self.offset, self.before) {
            (Offset::Days(0), _) => format!("on {anchor}"),
            (offset, true) => format!("{offset} before {anchor}"),
            (offset, false) => format!("{offset} after {anchor}"),
        }
    }
}

impl Anchor {
    /// The anchor as a policy writes it, with the names of its steps.
    pub fn written<'a>(&self, name: impl Fn(usize) -> &'a str) -> String {
        match *self {
            Anchor::DueDate => "due date".into(),
            Anchor::IssueDate => "issue date".into(),
            Anchor::Step(at) => name(at).into(),
            Anchor::Deadline(at) => format!("{} deadline", name(at)),
        }
    }
}

impl Policy {
    /// Whether the policy's period holds a day.
    pub fn is_valid(&self, on: Day) -> bool {
        let valid = self.valid.value;
        valid.from <= on && valid.until.is_none_or(|until| on <= until)
    }

    /// The name of a step.
    pub fn step_name(&self, at: usize) -> &str {
        &self.steps[at].name
    }

    /// Whether it says what is done about a customer.
    pub fn speaks_of_customers(&self) -> bool {
        !self.escalations.is_empty() || self.credit.is_some()
    }

    /// The condition facts a customer's other invoices decide.
    pub fn asks_about_customer(&self) -> bool {
        let asks = |fact: &Fact| {
            use tree::Fact as F;
            matches!(
                fact,
                Fact::BuiltIn(F::CustomerBalance | F::CustomerOldestOverdue | F::CustomerOverdueBalance | F::CustomerOverdueInvoices)
            )
        };
        self.asks(&asks)
    }

    /// Whether a condition that decides invoices asks about a fact that `asks` picks.
    pub fn asks(&self, asks: &dyn Fn(&Fact) -> bool) -> bool {
        let whens = self.steps.iter().filter_map(|step| step.when.as_ref().map(|when| &when.value));
        whens.chain(self.exempt.iter().map(|(condition, _)| condition)).chain(&self.applies).any(|condition| condition.asks(asks))
    }
}

/// Looks up the names of one policy. `None` where something it needs is missing.
pub fn build(tree: tree::Policy) -> (Option<Policy>, Vec<Diagnostic>) {
    let mut said = Vec::new();
    let policy = Builder { said: &mut said }.policy(tree);
    (policy, said)
}

struct Builder<'a> {
    said: &'a mut Vec<Diagnostic>,
}

impl Builder<'_> {
    fn policy(&mut self, tree: tree::Policy) -> Option<Policy> {
        let what = format!("policy `{}`", tree.name.value);
        let mut missing = |found: bool, word: &str, why: &str, example: &str| {
            if !found && !tree.broken.may_hold(word) {
                let report = MISSING.at(tree.head).with("what", &what).with("missing", word).with("why", why).with("example", example);
                self.said.push(report);
            }
        };
        missing(tree.law.is_some(), "law", "the statute decides what may be sent, when, and at what cost", "law NO");
        missing(
            tree.debtors.is_some(),
            "debtors",
            "the law treats consumers, businesses and public authorities differently",
            "debtors consumer",
        );
        missing(tree.currency.is_some(), "currency", "amounts of two currencies never add", "currency NOK");
        missing(tree.valid.is_some(), "valid", "law and rates change by date", "valid from 2026-01-01");
        let currency = tree.currency.map(|currency| currency.value);
        if tree.steps.is_empty() && tree.credit.is_none() && !tree.broken.may_hold("step") && !tree.broken.may_hold("credit") {
            self.said.push(NO_STEPS.at(tree.head).with("found", &tree.name.value));
        }
        let lost = |name: &str| tree.broken.may_hold(name);
        let scope = Scope { facts: &tree.facts, currency, lost: &lost };
        scope.check_facts(self.said);
        self.amounts(&tree, &scope);
        let applies = tree.applies.as_ref().and_then(|applies| {
            let condition = scope.condition(&applies.value, self.said)?;
            self.stays(&condition);
            Some(condition)
        });
        let exempt =
            tree.exempt.iter().filter_map(|exempt| Some((scope.condition(&exempt.when, self.said)?, exempt.words.clone()))).collect();
        let escalations = tree.escalations.iter().filter_map(|escalation| Escalation::build(escalation, &scope, self.said)).collect();
        let customer_facts = customer::facts(&tree);
        let credit = tree.credit.as_ref().map(|credit| {
            let lost = |name: &str| lost(name) || credit.broken.may_hold(name);
            Scope { facts: &credit.facts, currency, lost: &lost }.check_facts(self.said);
            Credit::build(credit, &Scope { facts: &customer_facts, currency, lost: &lost }, self.said)
        });
        let steps = self.steps(&tree, &scope);
        let valid = tree.valid?;
        Some(Policy {
            head: tree.head,
            law: tree.law?,
            debtors: tree.debtors?.value,
            currency: currency?,
            valid,
            keeps_until: valid.value.until,
            takes_over: tree.takes_over.is_some(),
            applies,
            interest: tree.interest.unwrap_or(Spanned::new(Some(Interest::Statutory(Rate::ZERO, InterestFrom::DueDate)), tree.head)),
            settle: tree.settle.map_or(Part::USUAL, |order| order.value),
            ignore: tree.ignore.map_or(0, |limit| limit.value.minor),
            holds: tree.holds.iter().map(|hold| hold.value).collect(),
            exempt,
            send_on: tree.send_on.map_or(SendOn::EveryDay, |days| days.value),
            continue_disputed: tree.continue_disputed,
            pursue: tree.pursue.map(|limit| limit.value.minor),
            agreed_fee: tree.agreed_fee,
            agreed_interest: tree.agreed_interest,
            sent_before_due: tree.sent_before_due,
            steps,
            terms: tree.credit.iter().flat_map(|credit| &credit.classes).filter_map(|class| class.terms).collect(),
            facts: tree.facts,
            name: tree.name.value,
            title: tree.title,
            escalations,
            credit,
            customer_facts,
        })
    }

    /// Every amount of the policy is in its currency.
    fn amounts(&mut self, tree: &tree::Policy, scope: &Scope) {
        let mut check = |money: crate::value::Money, span: Span| {
            if let Err(error) = scope.same_currency(&tree::Literal::Money(money), span) {
                self.said.push(*error);
            }
        };
        for limit in [tree.ignore, tree.pursue].into_iter().flatten() {
            check(limit.value, limit.span);
        }
        for class in tree.credit.iter().flat_map(|credit| &credit.classes) {
            if let Some(limit) = class.limit {
                check(limit.value, limit.span);
            }
        }
        for line in tree.steps.iter().flat_map(|step| &step.fee.value) {
            for_each_amount(&line.amount, &mut |money| check(money, line.span));
        }
    }

    /// `applies when` may use only what cannot change.
    fn stays(&mut self, condition: &Condition) {
        for comparison in condition.comparisons() {
            let changing = |fact: &Fact| match fact {
                Fact::BuiltIn(fact) => !matches!(fact, tree::Fact::Debtor | tree::Fact::Principal),
                Fact::Declared(_) => false,
            };
            let right = match &comparison.right {
                super::Right::Fact(fact, _) => Some(fact),
                super::Right::Value(_) => None,
            };
            for fact in [Some(&comparison.fact), right].into_iter().flatten().filter(|fact| changing(fact)) {
                if let Fact::BuiltIn(fact) = fact {
                    self.said.push(MAY_CHANGE.at(comparison.span).with("fact", format!("`{}`", fact.phrase())));
                }
            }
        }
    }

    fn steps(&mut self, tree: &tree::Policy, scope: &Scope) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        for (at, step) in tree.steps.iter().enumerate() {
            if matches!(step.act.value, Act::Courtesy | Act::Call | Act::WriteOff)
                && (!step.fee.value.is_empty() || step.compensation.is_some())
            {
                let span = step.compensation.filter(|_| step.fee.value.is_empty()).unwrap_or(step.fee.span);
                self.said.push(FEE_NOT_MEANT.at(span).with("act", step.act.value.word()).fix(span, "no fee"));
            }
            let handover = tree.steps[..at].iter().find(|before| before.act.value == Act::Handover);
            if let Some(handover) = handover.filter(|_| !step.act.value.follows_handover()) {
                self.said.push(
                    AFTER_HANDOVER
                        .at(step.head)
                        .with("step", &step.name.value)
                        .with("found", &handover.name.value)
                        .and(handover.head, "the claim is handed over here"),
                );
            }
            let when = step.when.as_ref().and_then(|when| Some(Spanned::new(scope.condition(&when.value, self.said)?, when.span)));
            let moments: Vec<Moment> = step.send.value.iter().filter_map(|moment| self.moment(tree, at, moment)).collect();
            if moments.len() == step.send.value.len() {
                self.may_be_missing(tree, step, &moments);
            }
            steps.push(Step {
                name: step.name.value.clone(),
                act: step.act.value,
                title: step.title.clone(),
                head: step.head,
                when,
                send: Spanned::new(moments, step.send.span),
                deadline: step.deadline,
                fee: Spanned::new(Fee { lines: step.fee.value.clone() }, step.fee.span),
                compensation: step.compensation,
                channel: step.channel.clone(),
                to: step.to.clone(),
                unless_overtaken: step.unless_overtaken,
                together: step.together.or(tree.together).is_some(),
            });
        }
        steps
    }

    fn moment(&mut self, tree: &tree::Policy, at: usize, moment: &Spanned<tree::Moment>) -> Option<Moment> {
        let find = |name: &tree::Name, said: &mut Vec<Diagnostic>| -> Option<usize> {
            let Some(found) = tree.steps.iter().position(|step| step.name.value == name.value) else {
                if !tree.broken.may_hold(&name.value) {
                    let known = tree.steps[..at].iter().map(|step| step.name.value.as_str()).chain(["due date", "issue date"]);
                    said.push(
                        UNKNOWN_STEP.at(name.span).with("found", &name.value).with("known", known_words(&name.value, known, "anchors")),
                    );
                }
                return None;
            };
            if found >= at {
                let report = FORWARD_ANCHOR.at(name.span).with("found", &name.value).with("step", &tree.steps[at].name.value);
                said.push(report.and(tree.steps[found].head, "it stands here"));
                return None;
            }
            Some(found)
        };
        let anchor = match &moment.value.anchor {
            tree::Anchor::DueDate => Anchor::DueDate,
            tree::Anchor::IssueDate => Anchor::IssueDate,
            tree::Anchor::Step(name) => Anchor::Step(find(name, self.said)?),
            tree::Anchor::Deadline(name) => {
                let step = find(name, self.said)?;
                if tree.steps[step].deadline.is_none() && !tree.steps[step].broken.may_hold("deadline") {
                    let written =
                        format!("{} {} {}", moment.value.offset, if moment.value.before { "before" } else { "after" }, name.value);
                    let report = NO_DEADLINE.at(name.span).with("found", &name.value).with("written", written);
                    self.said.push(report.and(tree.steps[step].head, "this step has no `deadline`"));
                    return None;
                }
                Anchor::Deadline(step)
            }
        };
        Some(Moment { offset: moment.value.offset, before: moment.value.before, anchor, span: moment.span })
    }

    /// A step that counts only from steps that can be passed over may never have anything to count from.
    fn may_be_missing(&mut self, tree: &tree::Policy, step: &tree::Step, moments: &[Moment]) {
        let passed_over = |moment: &Moment| match moment.anchor {
            Anchor::DueDate | Anchor::IssueDate => None,
            Anchor::Step(at) | Anchor::Deadline(at) => reason_passed_over(&tree.steps[at]).map(|reason| (at, reason)),
        };
        let reasons: Option<Vec<_>> = moments.iter().map(passed_over).collect();
        if let Some((at, reason)) = reasons.as_ref().and_then(|reasons| reasons.last()).filter(|_| !moments.is_empty()) {
            let written: Vec<String> = moments.iter().map(|moment| moment.written(|at| &tree.steps[at].name.value)).collect();
            self.said.push(
                ANCHOR_PASSED_OVER
                    .at(step.send.value[0].span)
                    .with("found", &tree.steps[*at].name.value)
                    .with("step", &step.name.value)
                    .with("reason", reason)
                    .with("written", written.join(", or "))
                    .with("alternative", "21 days after due date")
                    .and(tree.steps[*at].head, "this step can be passed over"),
            );
        }
    }
}

/// Why a step can be passed over, if it can.
fn reason_passed_over(step: &tree::Step) -> Option<&'static str> {
    if step.when.is_some() {
        Some("it has a `when`, and is passed over while that does not hold")
    } else if step.unless_overtaken {
        Some("it is passed over once a later step is due")
    } else if step.send.value.iter().any(|moment| moment.value.before && moment.value.anchor == tree::Anchor::DueDate) {
        Some("it is triggered before the due date, and passed over from the due date on")
    } else {
        None
    }
}

fn for_each_amount(fee: &FeeAmount, each: &mut dyn FnMut(crate::value::Money)) {
    match fee {
        FeeAmount::Statutory => {}
        FeeAmount::Fixed(money) => each(*money),
        FeeAmount::Share(_, _, adjusts) => {
            for adjust in adjusts {
                let (Adjust::AtLeast(money) | Adjust::AtMost(money) | Adjust::Rounded(_, money)) = adjust;
                each(*money);
            }
        }
        FeeAmount::Bands(_, bands) => {
            for (up_to, amount) in bands {
                if let Some(up_to) = up_to {
                    each(up_to.value);
                }
                for_each_amount(amount, each);
            }
        }
    }
}

/// Ends each version the day before the next of its name, and reports two of one day.
pub fn order_versions(policies: &mut [Policy], diagnostics: &mut Vec<Diagnostic>) {
    for at in 0..policies.len() {
        let (name, from) = (policies[at].name.clone(), policies[at].valid.value.from);
        if let Some(other) = policies[..at].iter().find(|other| other.name == name && other.valid.value.from == from) {
            let report = DUPLICATE.at(policies[at].head).with("found", &name).with("what", format!("valid from {from}"));
            diagnostics.push(report.and(other.head, "the first stands here").hint("give the new version a later `valid from`"));
        }
        let later = || policies.iter().filter(|other| other.name == name && other.valid.value.from > from);
        let next = later().map(|other| other.valid.value.from).min();
        let taken_over = later().filter(|other| other.takes_over).map(|other| other.valid.value.from.plus(-1)).min();
        if let Some(next) = next {
            policies[at].keeps_until = taken_over;
            let valid = &mut policies[at].valid.value;
            valid.until = Some(valid.until.map_or(next.plus(-1), |until| until.min(next.plus(-1))));
        }
    }
}

impl Policy {
    /// Whether the policy is for this kind of debtor.
    pub fn covers(&self, debtor: Debtor) -> bool {
        self.debtors.contains(debtor)
    }
}
