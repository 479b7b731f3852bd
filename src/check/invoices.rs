use super::cuts::{self, Cuts};
use super::{TooMany, labels};
use crate::decide::BoundPlan;
use crate::forward::Rehearsal;
use crate::law::{Effect, Question, Rule};
use crate::plan::{Anchor, Fact, Plan};
use crate::terms::{BuiltIn, Interest, Quantity, Subject};
use crate::value::{Day, Debtor, Minor, Rate};

/// An invoice whose due date is still open: everything about it that stays as it is.
#[derive(Clone, Debug)]
pub struct InvoiceKind {
    invoice: Rehearsal,
    term: Option<i32>,
    /// How much it is gone through.
    pub weight: Weight,
}

impl InvoiceKind {
    /// How many days before the due date its first letter may go out at most: not before it is issued.
    pub fn days_before(&self, bound: &BoundPlan) -> i32 {
        self.term.unwrap_or(bound.plan.law.no_due_date).max(0)
    }
}

/// How much a kind of invoice is gone through: most axes do not meet in one rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weight {
    /// On every date that decides.
    Full,
    /// Its payment term is unusual: late runs reach the dates of change.
    UnusualTerm,
    /// It is there for its agreed rate alone: how late it is reminded makes no difference.
    Interest,
}

impl InvoiceKind {
    /// The invoice with its dates.
    pub fn due(&self, bound: &BoundPlan, due: Day) -> Rehearsal {
        let mut invoice = self.invoice.clone();
        (invoice.issued, invoice.due) = match self.term {
            Some(term) => (due.plus(-term), Some(due)),
            // The statute's own days after issue bring it to the same due date.
            None => (due.plus(-bound.plan.law.no_due_date), None),
        };
        invoice
    }
}

/// Every kind of invoice that the policy or its law can tell apart.
///
/// # Errors
/// When tags and declared facts combine to more than can be gone through.
pub fn kinds(bound: &BoundPlan, cuts: &Cuts) -> Result<Vec<InvoiceKind>, TooMany> {
    let policy = bound.plan;
    let fees: &[Option<bool>] = if cuts.reads.fee_agreed && !policy.agreed_fee { &[None, Some(true)] } else { &[None] };
    let labels = labels::all(bound)?;
    // Where a step is for invoices of some age alone, a late run does not reach every date of change.
    let by_age = policy.comparisons().any(|comparison| comparison.fact == Fact::BuiltIn(BuiltIn::Overdue));
    let mut kinds = Vec::new();
    for debtor in debtors(bound) {
        for amount in amounts(policy, cuts) {
            for (at, (term, agreed)) in terms(bound, cuts).into_iter().enumerate() {
                let usual = at == 0;
                for fee in fees {
                    for label in &labels {
                        let mut invoice = label.clone();
                        (invoice.debtor, invoice.amount) = (debtor, amount);
                        (invoice.due_agreed, invoice.fee_agreed) = (agreed, *fee);
                        kinds.push(InvoiceKind { invoice, term, weight: if usual || by_age { Weight::Full } else { Weight::UnusualTerm } });
                    }
                }
            }
        }
    }
    // An agreed rate of the invoice's own bears on nothing but the limit of the rate.
    let limited = bound.plan.law.rules.iter().any(|rule| matches!(rule.effect, Effect::Limit(Quantity::InterestRate, _)));
    let open = matches!(policy.interest, Some(Interest::AgreedOtherwiseStatutory(_))) && policy.agreed_interest.is_none();
    if limited && open {
        let usual: Vec<InvoiceKind> = kinds.iter().filter(|kind| kind.weight == Weight::Full).cloned().collect();
        for kind in usual {
            for rate in rates(bound, cuts, kind.invoice.debtor) {
                let mut kind = kind.clone();
                kind.invoice.interest_agreed = Some(rate);
                kind.weight = Weight::Interest;
                kinds.push(kind);
            }
        }
    }
    Ok(kinds)
}

/// The kinds of debtors that the law or the policy tells apart: one of those it treats alike.
fn debtors(bound: &BoundPlan) -> Vec<Debtor> {
    let (policy, statute) = (bound.plan, &bound.plan.law);
    let by_policy = policy.asks(&|fact| *fact == Fact::BuiltIn(BuiltIn::Debtor));
    let named = |debtor: Debtor| by_policy || statute.rules.iter().any(|rule| names(rule, debtor));
    let rate = |debtor: Debtor| statute.interest_of(debtor).map(|rule| (rule.value, rule.plus, rule.plus_on_due));
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
    rule.of != Subject::Terms && rule.asks(|question| matches!(question, Question::Debtor(named) if *named == debtor))
}

/// Agreed rates above what the statute gives: the next whole per cent, and a whole year's worth.
fn rates(bound: &BoundPlan, cuts: &Cuts, debtor: Debtor) -> Vec<Rate> {
    let (first, last) = cuts.window;
    let days = bound.plan.law.rate_changes(debtor).filter(|day| (first..=last).contains(day)).chain([first]);
    let highest = days.filter_map(|day| bound.plan.law.statutory_rate(debtor, day, day).ok()).max().unwrap_or(Rate::ZERO);
    vec![Rate::from_ppm((highest.ppm() / 10_000 + 1) * 10_000), Rate::from_ppm(1_000_000)]
}

/// The largest amount of each band of law, and one above every amount that is compared with.
fn amounts(policy: &Plan, cuts: &Cuts) -> Vec<Minor> {
    let highest = cuts.money.iter().chain(&cuts.bands).copied().max().unwrap_or(0);
    let shares = policy.steps.iter().flat_map(|step| step.fee.amounts()).any(|fee| cuts::fee_base(fee).is_some());
    let unit = policy.currency.unit();
    let mut amount = if shares { 1_000_000 * unit } else { 1_000 * unit };
    // A share is also tried where it comes to more than any law allows.
    let shares = policy.steps.iter().flat_map(|step| step.fee.amounts()).filter_map(cuts::smallest_share).min();
    if let Some(share) = shares {
        let dear = i128::from(10_000 * unit) * Rate::WHOLE / i128::from(share.ppm());
        amount = amount.max(Minor::try_from(dear).unwrap_or(Minor::MAX).min(Minor::MAX / 1_000_000));
    }
    while amount <= highest && amount < Minor::MAX / 100 {
        amount = amount.saturating_mul(10);
    }
    let mut amounts: Vec<Minor> = cuts.bands.iter().copied().chain([amount]).filter(|amount| *amount >= policy.ignore.max(1)).collect();
    amounts.sort_unstable();
    amounts.dedup();
    amounts
}

/// Payment terms, and whether the due date was agreed. The usual one first.
fn terms(bound: &BoundPlan, cuts: &Cuts) -> Vec<(Option<i32>, bool)> {
    let policy = bound.plan;
    let usual = policy.sent_before_due.map_or(14, |days| days.max(14));
    let mut terms = vec![(Some(usual), true)];
    if cuts.reads.interest_start {
        let free = bound.plan.law.no_due_date;
        terms.extend([(Some(usual), false), (Some(0), false), (Some(free + 1), false), (None, true)]);
    } else if cuts.reads.term {
        terms.push((None, true));
    }
    let mut days = cuts.terms.clone();
    let moments = policy.steps.iter().flat_map(|step| &step.send);
    for moment in moments.filter(|moment| moment.anchor == Anchor::IssueDate) {
        // The step falls on each side of every day after the due date that counts, and of every step that counts from the due date.
        let offset = moment.offset.about_days();
        let others = policy.steps.iter().flat_map(|step| &step.send).filter(|other| other.anchor == Anchor::DueDate);
        let from_due = others.map(|other| if other.before { -other.offset.about_days() } else { other.offset.about_days() });
        let targets: Vec<i32> = cuts.overdue.iter().copied().chain(from_due).collect();
        days.extend(targets.iter().flat_map(|target| [-1, 0, 1].map(|by| offset - target + by)));
        days.extend(targets.iter().flat_map(|target| cuts.gaps.iter().map(move |gap| offset - target + gap)));
        days.extend([0, -30, 2 * offset + 60]);
        terms.push((None, true));
    }
    let before = policy.steps.iter().flat_map(|step| &step.send).filter(|moment| moment.before).map(|moment| moment.offset.about_days());
    days.extend(before.filter(|before| *before > usual).map(|before| before + 10));
    let promised = policy.sent_before_due.unwrap_or(i32::MIN);
    // An invoice without a due date keeps the promise only where the statute's own days do.
    terms.retain(|(days, _)| days.unwrap_or(bound.plan.law.no_due_date) >= promised);
    days.retain(|days| *days >= promised && *days != usual);
    days.sort_unstable();
    days.dedup();
    terms.extend(days.into_iter().map(|days| (Some(days), true)));
    terms.dedup();
    terms
}
