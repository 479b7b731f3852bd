//! One policy: what it needs is there, its names and currencies stand for something, its steps can count from what they name.

use std::sync::Arc;

use super::condition::{Scope, known_words};
use super::customer;
use super::written::{Written, WrittenStep};
use crate::diagnostic::{
    AFTER_HANDOVER, ANCHOR_PASSED_OVER, Diagnostic, FEE_NOT_MEANT, FORWARD_ANCHOR, HOLD_AND_CONTINUE, MAY_CHANGE, MISSING, NO_DEADLINE,
    NO_STEPS, Span, Spanned, UNKNOWN_STEP,
};
use crate::law::Law;
use crate::plan::{Anchor, Condition, Exemption, Fact, FactDeclaration, FactValue, Fee, Moment, Plan, Step};
use crate::syntax::tree;
use crate::terms::{Adjust, BuiltIn, FeeAmount, Hold, Interest, InterestFrom, Literal, Name, Part, SendOn};
use crate::value::{Act, Rate};

/// A policy in which every name stands for something: its plan, and where that is written.
#[derive(Clone, Debug)]
pub struct Policy {
    /// What it means.
    pub plan: Plan,
    /// Where it says so.
    pub written: Written,
}

/// Looks up the names of one policy, which stands under a law. `None` where something it needs is missing.
pub fn build(tree: &tree::Policy, law: Option<&Arc<Law>>) -> (Option<Policy>, Vec<Diagnostic>) {
    let mut said = Vec::new();
    let policy = PolicyBuilder { said: &mut said }.policy(tree, law);
    (policy, said)
}

struct PolicyBuilder<'a> {
    said: &'a mut Vec<Diagnostic>,
}

impl PolicyBuilder<'_> {
    fn policy(&mut self, tree: &tree::Policy, law: Option<&Arc<Law>>) -> Option<Policy> {
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
        let currency = format!("currency {}", law.map_or("NOK".into(), |law| law.currency.to_string()));
        missing(tree.currency.is_some(), "currency", "amounts of two currencies never add", &currency);
        missing(tree.valid.is_some(), "valid", "law and rates change by date", "valid from 2026-01-01");
        let currency = tree.currency.map(|currency| currency.value);
        if tree.steps.is_empty() && tree.credit.is_none() && !tree.broken.may_hold("step") && !tree.broken.may_hold("credit") {
            self.said.push(NO_STEPS.at(tree.head).with("found", &tree.name.value));
        }
        let lost = |name: &str| tree.broken.may_hold(name);
        let scope = Scope { facts: &tree.facts, currency, lost: &lost };
        scope.check_facts(self.said);
        self.amounts(tree, &scope);
        let applies = tree.applies.as_ref().and_then(|applies| {
            let condition = scope.condition(&applies.value, self.said)?;
            self.stays(&condition, &comparisons(&applies.value));
            Some(condition)
        });
        let exempt = tree.exempt.iter();
        let exempt =
            exempt.filter_map(|exempt| Some(Exemption { when: scope.condition(&exempt.when, self.said)?, words: exempt.words.clone() }));
        let exempt = exempt.collect();
        let escalations = tree.escalations.iter().filter_map(|one| customer::escalation(one, &scope, self.said)).collect();
        let customer_facts = customer::facts(tree);
        let credit = tree.credit.as_ref().map(|credit| {
            let lost = |name: &str| lost(name) || credit.broken.may_hold(name);
            Scope { facts: &credit.facts, currency, lost: &lost }.check_facts(self.said);
            customer::credit(credit, &Scope { facts: &customer_facts, currency, lost: &lost }, self.said)
        });
        let (steps, written_steps) = self.steps(tree, &scope).into_iter().unzip();
        let valid = tree.valid?;
        let (interest, interest_written) = match tree.interest {
            Some(interest) => (interest.value, interest.span),
            None => (Some(Interest::Statutory(Rate::ZERO, InterestFrom::DueDate)), tree.head),
        };
        let plan = Plan {
            name: tree.name.value.clone(),
            title: tree.title.clone(),
            law: Arc::clone(law?),
            debtors: tree.debtors?.value,
            currency: currency?,
            valid: valid.value,
            keeps_until: valid.value.until,
            idle: Vec::new(),
            takes_over: tree.takes_over.is_some(),
            applies,
            interest,
            settle: tree.settle.map_or(Part::USUAL, |order| order.value),
            ignore: tree.ignore.map_or(0, |limit| limit.value.minor),
            holds: self.holds(tree),
            exempt,
            send_on: tree.send_on.map_or(SendOn::EveryDay, |days| days.value),
            continue_disputed: tree.continue_disputed.is_some(),
            pursue: tree.pursue.map(|limit| limit.value.minor),
            agreed_fee: tree.agreed_fee.is_some(),
            agreed_interest: tree.agreed_interest.map(|rate| rate.value),
            sent_before_due: tree.sent_before_due.map(|days| days.value),
            facts: declared(&tree.facts),
            steps,
            escalations,
            credit,
            customer_facts: declared(&customer_facts),
        };
        let written = Written {
            head: tree.head,
            currency: tree.currency.map_or(tree.head, |currency| currency.span),
            valid: valid.span,
            interest: interest_written,
            takes_over: tree.takes_over,
            continue_disputed: tree.continue_disputed,
            agreed_fee: tree.agreed_fee,
            agreed_interest: tree.agreed_interest.map(|rate| rate.span),
            sent_before_due: tree.sent_before_due.map(|days| days.span),
            steps: written_steps,
            terms: tree.credit.iter().flat_map(|credit| &credit.classes).map(|class| class.terms.map(|terms| terms.span)).collect(),
        };
        Some(Policy { plan, written })
    }

    /// Every amount of the policy is in its currency.
    fn amounts(&mut self, tree: &tree::Policy, scope: &Scope) {
        let mut check = |money: crate::value::Money, span: Span| {
            if let Err(error) = scope.same_currency(&Literal::Money(money), span) {
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
    fn stays(&mut self, condition: &Condition, written: &[Span]) {
        for (comparison, span) in condition.comparisons().zip(written) {
            for fact in comparison.facts() {
                match fact {
                    Fact::BuiltIn(BuiltIn::Debtor | BuiltIn::Principal) | Fact::Declared(_) => {}
                    Fact::BuiltIn(fact) => self.said.push(MAY_CHANGE.at(*span).with("fact", format!("`{}`", fact.phrase()))),
                }
            }
        }
    }

    fn steps(&mut self, tree: &tree::Policy, scope: &Scope) -> Vec<(Step, WrittenStep)> {
        let mut steps = Vec::new();
        for (at, step) in tree.steps.iter().enumerate() {
            if matches!(step.act.value, Act::Courtesy | Act::Call | Act::WriteOff | Act::Assignment)
                && (!step.fee.value.is_empty() || step.compensation.is_some())
            {
                let span = step.compensation.filter(|_| step.fee.value.is_empty()).unwrap_or(step.fee.span);
                self.said.push(FEE_NOT_MEANT.at(span).with("act", step.act.value.word()).fix(span, "no fee"));
            }
            if let Some((gone, [what, why, here])) = gone_before(&tree.steps[..at], step.act.value) {
                let after = AFTER_HANDOVER.at(step.head).with("step", &step.name.value).with("found", &gone.name.value);
                self.said.push(after.with("what", what).with("why", why).and(gone.head, here));
            }
            let when = step.when.as_ref().and_then(|when| scope.condition(&when.value, self.said));
            let moments: Vec<Moment> = step.send.value.iter().filter_map(|moment| self.moment(tree, at, moment)).collect();
            if moments.len() == step.send.value.len() {
                self.may_be_missing(tree, at, &moments);
            }
            let built = Step {
                name: step.name.value.clone(),
                act: step.act.value,
                title: step.title.clone(),
                when,
                send: moments,
                deadline: step.deadline.map(|deadline| deadline.value),
                fee: Fee { lines: step.fee.value.iter().map(|line| (line.from, line.amount.clone())).collect() },
                compensation: step.compensation.is_some(),
                channel: step.channel.clone(),
                to: step.to.clone(),
                unless_overtaken: step.unless_overtaken,
                together: step.together.or(tree.together).is_some(),
            };
            let written = WrittenStep {
                head: step.head,
                when: step.when.as_ref().map(|when| when.span),
                comparisons: step.when.as_ref().map_or(Vec::new(), |when| comparisons(&when.value)),
                send: step.send.span,
                deadline: step.deadline.map(|deadline| deadline.span),
                fee: step.fee.span,
                compensation: step.compensation,
            };
            steps.push((built, written));
        }
        steps
    }

    fn moment(&mut self, tree: &tree::Policy, at: usize, moment: &Spanned<tree::Moment>) -> Option<Moment> {
        let find = |name: &Name, said: &mut Vec<Diagnostic>| -> Option<usize> {
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
        Some(Moment { offset: moment.value.offset, before: moment.value.before, anchor })
    }

    /// What the policy holds for: plans and promises, unless it goes on through them or says so itself, and what it says in the order written.
    fn holds(&mut self, tree: &tree::Policy) -> Vec<Hold> {
        for goes_on in &tree.continues {
            if let Some(holds) = tree.holds.iter().find(|hold| hold.value == goes_on.value) {
                self.said.push(HOLD_AND_CONTINUE.at(goes_on.span).and(holds.span, "and here it is held for the same"));
            }
        }
        let goes_on = |hold: &Hold| tree.continues.iter().any(|other| other.value == *hold);
        let written = || tree.holds.iter().map(|hold| hold.value);
        Hold::USUAL.into_iter().filter(|hold| !goes_on(hold) && !written().any(|other| other == *hold)).chain(written()).collect()
    }

    /// A step that counts only from steps that can be passed over may never have anything to count from.
    fn may_be_missing(&mut self, tree: &tree::Policy, at: usize, moments: &[Moment]) {
        let passed_over = |moment: &Moment| match moment.anchor {
            Anchor::DueDate | Anchor::IssueDate => None,
            Anchor::Step(at) | Anchor::Deadline(at) => reason_passed_over(&tree.steps[at]).map(|reason| (at, reason)),
        };
        let reasons: Option<Vec<_>> = moments.iter().map(passed_over).collect();
        if let Some((passed, reason)) = reasons.as_ref().and_then(|reasons| reasons.last()).filter(|_| !moments.is_empty()) {
            let step = &tree.steps[at];
            let written: Vec<String> = moments.iter().map(|moment| moment.written(|at| &tree.steps[at].name.value)).collect();
            self.said.push(
                ANCHOR_PASSED_OVER
                    .at(step.send.value[0].span)
                    .with("found", &tree.steps[*passed].name.value)
                    .with("step", &step.name.value)
                    .with("reason", reason)
                    .with("written", written.join(", or "))
                    .with("alternative", alternative(tree, at))
                    .and(tree.steps[*passed].head, "this step can be passed over"),
            );
        }
    }
}

/// A second way for a step to count: from the nearest step that is always sent, otherwise from the due date.
fn alternative(tree: &tree::Policy, at: usize) -> String {
    let sure = tree.steps[..at].iter().rev().find(|step| reason_passed_over(step).is_none());
    match sure {
        Some(step) if step.deadline.is_some() => format!("1 day after {} deadline", step.name.value),
        Some(step) => format!("14 days after {}", step.name.value),
        None => "21 days after due date".into(),
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
                    each(*up_to);
                }
                for_each_amount(amount, each);
            }
        }
    }
}

fn declared(facts: &[tree::FactDeclaration]) -> Vec<FactDeclaration> {
    let one = |fact: &tree::FactDeclaration| FactDeclaration {
        name: fact.name.value.clone(),
        kind: fact.kind,
        default: fact.default.as_ref().map(|default| FactValue::of(&default.value)),
    };
    facts.iter().map(one).collect()
}

/// Where each comparison of a condition stands.
fn comparisons(condition: &tree::Condition) -> Vec<Span> {
    let span = |criterion: &tree::Criterion| match criterion {
        tree::Criterion::Compare(comparison) => Some(comparison.span),
        tree::Criterion::Tagged { .. } => None,
    };
    condition.questions().into_iter().filter_map(span).collect()
}

/// The step before one of an act with which the claim leaves the creditor for good, and what is said of it. What may be left out leaves the others.
fn gone_before(before: &[tree::Step], act: Act) -> Option<(&tree::Step, [&'static str; 3])> {
    let handed_over = before.iter().find(|step| step.act.value == Act::Handover).filter(|_| !act.follows_handover());
    let sold = before.iter().find(|step| step.act.value == Act::Assignment && step.when.is_none() && !step.unless_overtaken);
    let of_handover = [
        "hand-over",
        "once a claim is handed over only a legal step, a write-off or an assignment can follow",
        "the claim is handed over here",
    ];
    let of_sale = ["assignment of every claim", "once a claim is sold or pledged nothing can follow", "the claim is sold or pledged here"];
    handed_over.map(|step| (step, of_handover)).or(sold.map(|step| (step, of_sale)))
}
