use super::cuts::{Cuts, comparisons, conditions};
use crate::evaluate::{Plan, Rehearsal};
use crate::model::{Anchor, Condition, Fact, Policy, Right, Value};
use crate::syntax::tree::{Effect, Fact as F, Interest, Quantity, Rule, RuleCondition, Subject};
use crate::value::{Day, Debtor, Minor, Money, Offset, Rate};

/// An invoice whose due date is still open: everything about it that stays as it is.
#[derive(Clone, Debug)]
pub struct Kind {
    invoice: Rehearsal,
    term: Option<i32>,
    /// How much it is gone through.
    pub weight: Weight,
}

/// How much a kind of invoice is gone through: most axes do not meet in one rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weight {
    /// On every date that decides.
    Full,
    /// Its payment term is unusual: late runs reach the dates of change.
    Aside,
    /// It is there for its agreed rate alone: how late it is reminded makes no difference.
    Interest,
}

impl Kind {
    /// The invoice with its dates.
    pub fn due(&self, plan: &Plan, due: Day) -> Rehearsal {
        let mut invoice = self.invoice.clone();
        (invoice.issued, invoice.due) = match self.term {
            Some(term) => (due.plus(-term), Some(due)),
            // The statute's own days after issue bring it to the same due date.
            None => (due.plus(-plan.law.statute.no_due_date), None),
        };
        invoice
    }
}

/// Too many kinds of invoices to go through: what there is too much of.
pub struct TooMany(pub &'static str);

/// The most combinations of tags and declared facts that are gone through.
const MOST_FACTS: usize = 1_024;

/// Every kind of invoice that the policy or its law can tell apart.
///
/// # Errors
/// When tags and declared facts combine to more than can be gone through.
pub fn kinds(plan: &Plan, cuts: &Cuts) -> Result<Vec<Kind>, TooMany> {
    let policy = plan.policy;
    let fees: &[Option<bool>] = if cuts.reads.fee_agreed && policy.agreed_fee.is_none() { &[None, Some(true)] } else { &[None] };
    let labels = labels(policy)?;
    let mut kinds = Vec::new();
    for debtor in debtors(plan) {
        for amount in amounts(policy, cuts) {
            for (at, (term, agreed)) in terms(policy, cuts).into_iter().enumerate() {
                let usual = at == 0;
                for fee in fees {
                    for label in &labels {
                        let mut invoice = label.clone();
                        (invoice.debtor, invoice.amount) = (debtor, amount);
                        (invoice.due_agreed, invoice.fee_agreed) = (agreed, *fee);
                        kinds.push(Kind { invoice, term, weight: if usual { Weight::Full } else { Weight::Aside } });
                    }
                }
            }
        }
    }
    // An agreed rate of the invoice's own bears on nothing but the limit of the rate.
    let limited = plan.law.statute.rules.iter().any(|rule| matches!(rule.effect, Effect::Limit(Quantity::InterestRate, _)));
    let open = matches!(policy.interest.value, Some(Interest::AgreedOtherwiseStatutory(_))) && policy.agreed_interest.is_none();
    if limited && open {
        for debtor in debtors(plan) {
            let plain = kinds.iter().find(|kind| kind.invoice.debtor == debtor && kind.term.is_some()).cloned();
            for rate in rates(plan, cuts, debtor) {
                kinds.extend(plain.clone().map(|mut kind| {
                    kind.invoice.interest_agreed = Some(rate);
                    kind.weight = Weight::Interest;
                    kind
                }));
            }
        }
    }
    Ok(kinds)
}

/// The kinds of debtors that the law or the policy tells apart: one of those it treats alike.
fn debtors(plan: &Plan) -> Vec<Debtor> {
    let (policy, statute) = (plan.policy, &plan.law.statute);
    let by_policy = conditions(policy).any(|condition| condition.asks(&|fact| *fact == Fact::BuiltIn(F::Debtor)));
    let named = |debtor: Debtor| by_policy || statute.rules.iter().any(|rule| names(rule, debtor));
    let rate = |debtor: Debtor| {
        statute
            .interest_of(debtor)
            .map(|rule| (rule.value.value.as_str(), rule.plus, rule.plus_on_due.as_ref().map(|name| name.value.as_str())))
    };
    let mut told_apart: Vec<Debtor> = Vec::new();
    for debtor in policy.debtors.iter() {
        if !told_apart.iter().any(|other| !named(*other) && !named(debtor) && rate(*other) == rate(debtor)) {
            told_apart.push(debtor);
        }
    }
    told_apart
}

/// Whether a rule on notices names a kind of debtor.
fn names(rule: &Rule, debtor: Debtor) -> bool {
    fn within(condition: &RuleCondition, debtor: Debtor) -> bool {
        match condition {
            RuleCondition::All(all) | RuleCondition::Any(all) => all.iter().any(|condition| within(condition, debtor)),
            RuleCondition::Not(condition) => within(condition, debtor),
            RuleCondition::Debtor(named) => *named == debtor,
            _ => false,
        }
    }
    let demanded = if let Effect::Require(condition) | Effect::Advise(condition) = &rule.effect { Some(condition) } else { None };
    rule.of != Subject::Terms
        && [rule.when.as_ref(), rule.unless.as_ref(), demanded].into_iter().flatten().any(|condition| within(condition, debtor))
}

/// Agreed rates above what the statute gives: the next whole per cent, and a whole year's worth.
fn rates(plan: &Plan, cuts: &Cuts, debtor: Debtor) -> Vec<Rate> {
    let (first, last) = cuts.window;
    let days = plan.law.rate_changes(debtor).filter(|day| (first..=last).contains(day)).chain([first]);
    let highest = days.filter_map(|day| plan.law.statutory_rate(debtor, day, day).ok()).max().unwrap_or(Rate::ZERO);
    vec![Rate::from_ppm((highest.ppm() / 10_000 + 1) * 10_000), Rate::from_ppm(1_000_000)]
}

/// The largest amount of each band of law, and one above every amount that is compared with.
fn amounts(policy: &Policy, cuts: &Cuts) -> Vec<Minor> {
    let highest = cuts.money.iter().chain(&cuts.bands).copied().max().unwrap_or(0);
    let shares = policy.steps.iter().flat_map(|step| step.fee.value.amounts()).any(|fee| super::cuts::fee_base(fee).is_some());
    let unit = policy.currency.unit();
    let mut amount = if shares { 1_000_000 * unit } else { 1_000 * unit };
    while amount <= highest {
        amount *= 10;
    }
    let mut amounts: Vec<Minor> = cuts.bands.iter().copied().chain([amount]).filter(|amount| *amount >= policy.ignore.max(1)).collect();
    amounts.sort_unstable();
    amounts.dedup();
    amounts
}

/// Payment terms, and whether the due date was agreed. The usual one first.
fn terms(policy: &Policy, cuts: &Cuts) -> Vec<(Option<i32>, bool)> {
    let usual = policy.sent_before_due.map_or(14, |days| days.value.max(14));
    let mut terms = vec![(Some(usual), true)];
    if cuts.reads.interest_start {
        terms.extend([(Some(usual), false), (None, true)]);
    } else if cuts.reads.term {
        terms.push((None, true));
    }
    let mut days = cuts.terms.clone();
    let moments = policy.steps.iter().flat_map(|step| &step.send.value);
    for moment in moments.filter(|moment| moment.anchor == Anchor::IssueDate) {
        // The step falls on each side of every day after the due date that counts, and of every step that counts from the due date.
        let offset = days_of(moment.offset);
        let others = policy.steps.iter().flat_map(|step| &step.send.value).filter(|other| other.anchor == Anchor::DueDate);
        let from_due = others.map(|other| if other.before { -days_of(other.offset) } else { days_of(other.offset) });
        let targets: Vec<i32> = cuts.overdue.iter().copied().chain(from_due).collect();
        days.extend(targets.iter().flat_map(|target| [-1, 0, 1].map(|by| offset - target + by)));
        days.extend(targets.iter().flat_map(|target| cuts.gaps.iter().map(move |gap| offset - target + gap)));
        days.extend([0, -30, 2 * offset + 60]);
        terms.push((None, true));
    }
    let promised = policy.sent_before_due.map_or(i32::MIN, |days| days.value);
    days.retain(|days| *days >= promised && *days != usual);
    days.sort_unstable();
    days.dedup();
    terms.extend(days.into_iter().map(|days| (Some(days), true)));
    terms.dedup();
    terms
}

fn days_of(offset: Offset) -> i32 {
    match offset {
        Offset::Days(days) => days,
        Offset::BusinessDays(days) => days * 7 / 5,
        Offset::Months(months) => months * 30,
    }
}

/// Tags, declared facts and the credit limit: each with each, as far as the policy asks.
fn labels(policy: &Policy) -> Result<Vec<Rehearsal>, TooMany> {
    let mut plain = Rehearsal::new(policy.currency, Debtor::Consumer, 1, Day::FIRST, None);
    plain.facts = policy.facts.iter().map(|fact| fact.default.as_ref().map(|default| Value::of(&default.value))).collect();
    let mut all = vec![plain];
    let mut widen = |variants: Vec<Box<dyn Fn(&mut Rehearsal)>>| -> Result<(), TooMany> {
        if all.len() * (variants.len() + 1) > MOST_FACTS {
            return Err(TooMany("tags and facts"));
        }
        let before = all.clone();
        for variant in variants {
            all.extend(before.iter().cloned().map(|mut invoice| {
                variant(&mut invoice);
                invoice
            }));
        }
        Ok(())
    };
    let (mut of_invoice, mut of_customer) = (Vec::new(), Vec::new());
    conditions(policy).for_each(|condition| tags(condition, &mut of_invoice, &mut of_customer));
    for (names, invoices) in [(of_invoice, true), (of_customer, false)] {
        for name in names {
            widen(vec![Box::new(move |invoice| if invoices { &mut invoice.tags } else { &mut invoice.customer_tags }.push(name.clone()))])?;
        }
    }
    for at in 0..policy.facts.len() {
        let values = fact_values(policy, at);
        widen(
            values
                .into_iter()
                .map(|value| Box::new(move |invoice: &mut Rehearsal| invoice.facts[at] = Some(value.clone())) as Box<_>)
                .collect(),
        )?;
    }
    let asks_limit = comparisons(policy).any(|comparison| {
        let limit = Fact::BuiltIn(F::CreditLimit);
        comparison.fact == limit || matches!(&comparison.right, Right::Fact(fact, _) if *fact == limit)
    });
    if asks_limit {
        let limits = super::cuts::money(policy);
        let text = move |minor: Minor| Money::new(minor, policy.currency).plain();
        let limits: Vec<String> = limits.into_iter().chain([1, 1_000 * policy.currency.unit()]).map(text).collect();
        widen(
            limits
                .into_iter()
                .map(|limit| Box::new(move |invoice: &mut Rehearsal| invoice.credit_limit = Some(limit.clone())) as Box<_>)
                .collect(),
        )?;
    }
    Ok(all)
}

fn tags(condition: &Condition, invoice: &mut Vec<String>, customer: &mut Vec<String>) {
    let add = |tags: &mut Vec<String>, tag: &String| {
        if !tags.contains(tag) {
            tags.push(tag.clone());
        }
    };
    match condition {
        Condition::All(all) | Condition::Any(all) => all.iter().for_each(|condition| tags(condition, invoice, customer)),
        Condition::Not(condition) => tags(condition, invoice, customer),
        Condition::InvoiceTagged(tag) => add(invoice, tag),
        Condition::CustomerTagged(tag) => add(customer, tag),
        Condition::Compare(_) => {}
    }
}

/// The values of a declared fact that its comparisons tell apart.
fn fact_values(policy: &Policy, at: usize) -> Vec<Value> {
    let mut values = Vec::new();
    for comparison in comparisons(policy) {
        let declared = Fact::Declared(at);
        let compared = match &comparison.right {
            Right::Value(value) if comparison.fact == declared => value.clone(),
            // Against another fact: around the other's own thresholds.
            Right::Fact(other, plus) if comparison.fact == declared || *other == declared => Value::Whole(plus.abs()),
            _ => continue,
        };
        match compared {
            Value::Whole(whole) => values.extend([-1, 0, 1].map(|by| Value::Whole(whole + by))),
            Value::Number(number) => {
                values.extend([-1, 0, 1].map(|by| Value::Number(number.saturating_add(rust_decimal::Decimal::from(by)))))
            }
            Value::Date(day) => values.extend([-1, 0, 1].map(|by| Value::Date(day.plus(by)))),
            Value::YesNo(_) => values.extend([true, false].map(Value::YesNo)),
            Value::Text(text) => values.extend([Value::Text(format!("{text}-")), Value::Text(text)]),
            Value::Debtor(debtor) => values.push(Value::Debtor(debtor)),
        }
    }
    let default = policy.facts[at].default.as_ref().map(|default| Value::of(&default.value));
    let mut distinct: Vec<Value> = Vec::new();
    for value in values.into_iter().filter(|value| Some(value) != default.as_ref()) {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    distinct
}
