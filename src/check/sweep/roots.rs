//! The kinds of invoices that stay what they are: who owes, how much it was, what was agreed.

use super::outlook::{Outlook, concerns};
use super::root::Root;
use crate::check::possible::LARGEST;
use crate::law::{Amount, Law, Measure, Question, Rule};
use crate::plan::{Fact, FactValue, FeeAmount, Plan, Right, Step};
use crate::terms::{Adjust, BuiltIn, Interest, Subject};
use crate::value::{Debtor, Minor, Rate};

/// The rules that can have anything to say about a step of a policy.
pub fn rules_that_matter(plan: &Plan) -> impl Iterator<Item = &Rule> {
    let matters = move |rule: &&Rule| plan.steps.iter().any(|step: &Step| concerns(plan, step, rule, true));
    plan.law.rules.iter().chain(&plan.law.practice).filter(matters)
}

/// Every kind that the versions of a policy or their laws tell apart, of those that the first is for.
pub fn roots(versions: &[&Plan]) -> Vec<Root> {
    let plan = versions[0];
    let limits_fees = |plan: &&Plan| {
        !plan.agreed_fee && rules_that_matter(plan).any(|rule| rule.asks(|question| matches!(question, Question::FeeAgreed)))
    };
    let fees: &[Option<bool>] = if versions.iter().any(limits_fees) { &[None, Some(true)] } else { &[None] };
    // Any rate may be agreed, unless the policy states it: what is above no limit at this one is above none.
    let limits_rate = |plan: &&Plan, root: &Root| {
        matches!(plan.interest, Some(Interest::AgreedOtherwiseStatutory(_)))
            && plan.agreed_interest.is_none()
            && !Outlook::from(plan, root, 0, true).rates.is_empty()
    };
    let mut roots = Vec::new();
    for interest_agreed in [None, Some(Rate::from_ppm(10_000_000))] {
        for debtor in debtors(plan, versions.len() > 1) {
            for amount in amounts(versions) {
                for fee_agreed in fees {
                    let root = Root { debtor, amount, fee_agreed: *fee_agreed, interest_agreed };
                    if interest_agreed.is_none() || versions.iter().any(|plan| limits_rate(plan, &root)) {
                        roots.push(root);
                    }
                }
            }
        }
    }
    roots
}

/// The kinds of debtors that the law or the policy tells apart: one of those it treats alike.
fn debtors(plan: &Plan, taken_over: bool) -> Vec<Debtor> {
    let law = &plan.law;
    let by_policy = plan.asks(&|fact| *fact == Fact::BuiltIn(BuiltIn::Debtor));
    let names = |rule: &Rule, debtor: Debtor| {
        rule.of != Subject::Terms && rule.asks(|question| matches!(question, Question::Debtor(named) if *named == debtor))
    };
    let named = |debtor: Debtor| by_policy || law.rules.iter().chain(&law.practice).any(|rule| names(rule, debtor));
    let rate = |debtor: Debtor| {
        let interest = law.interest_of(debtor).map(|rule| (rule.value, rule.plus, rule.plus_on_due));
        (interest, law.in_time.contains(debtor))
    };
    // What versions of a policy hand on to each other is told by who owes.
    if plan.takes_over || taken_over {
        return plan.debtors.iter().collect();
    }
    let mut told_apart: Vec<Debtor> = Vec::new();
    for debtor in plan.debtors.iter() {
        if !told_apart.iter().any(|other| !named(*other) && !named(debtor) && rate(*other) == rate(debtor)) {
            told_apart.push(debtor);
        }
    }
    told_apart
}

/// The largest amount of each band of law, and one above all that anything is compared with.
fn amounts(versions: &[&Plan]) -> Vec<Minor> {
    let bands = versions.iter().flat_map(|plan| bands_of(plan));
    let largest = versions.iter().map(|plan| above_all(plan)).max();
    // Charges are pursued however little the invoice was.
    let least = |plan: &&Plan| if plan.pursue.is_some() { 1 } else { plan.ignore.max(1) };
    let least = versions.iter().map(least).min().unwrap_or(1);
    let mut amounts: Vec<Minor> = bands.chain(largest).filter(|amount| *amount >= least).collect();
    amounts.sort_unstable();
    amounts.dedup();
    amounts
}

/// Where the bands of the law end.
fn bands_of(plan: &Plan) -> impl Iterator<Item = Minor> {
    rules_that_matter(plan).flat_map(Rule::amounts).flat_map(Amount::band_ends).map(|end| end.minor)
}

/// An amount above all that a policy or its law compares anything with.
fn above_all(plan: &Plan) -> Minor {
    let unit = plan.currency.unit();
    let fees = || plan.steps.iter().flat_map(|step| step.fee.amounts());
    let shares = fees().any(|fee| matches!(fee, FeeAmount::Share(..) | FeeAmount::Bands(..)));
    let mut amount = if shares { 1_000_000 * unit } else { 1_000 * unit };
    // Where the least apart of two shares have come apart by more than any sum that stands beside them.
    if let Some(apart) = least_apart(plan) {
        let beside = i128::from(largest_figure(&plan.law).max(5_000 * unit)) + fees().flat_map(written).map(i128::from).sum::<i128>();
        let dear = 2 * beside * Rate::WHOLE / apart;
        amount = amount.max(Minor::try_from(dear).unwrap_or(Minor::MAX).min(LARGEST / 1_000));
    }
    let all = compared(plan).chain(bands_of(plan));
    let highest: Minor = all.fold(0, |sum: Minor, one| sum.saturating_add(one.saturating_abs()));
    while amount <= highest && amount < LARGEST / 1_000 {
        amount = amount.saturating_mul(10);
    }
    amount
}

/// The largest sum that a rule names.
fn largest_figure(law: &Law) -> Minor {
    let figure = |measure: &Measure| -> Minor {
        match measure {
            Measure::Fixed(money) => money.minor,
            Measure::Value(value, _) => law.values[*value].largest(),
            Measure::DatedShare(..)
            | Measure::Share(..)
            | Measure::Principal
            | Measure::Balance
            | Measure::Statutory
            | Measure::Agreed
            | Measure::TotalFees
            | Measure::ByPrincipal(_) => 0,
        }
    };
    law.rules.iter().flat_map(Rule::amounts).flat_map(Amount::measures).map(figure).max().unwrap_or(0)
}

/// Every amount a policy writes.
fn compared(plan: &Plan) -> impl Iterator<Item = Minor> {
    let of_comparisons = plan.comparisons().filter_map(|comparison| match &comparison.right {
        Right::Value(FactValue::Whole(whole)) | Right::Fact(_, whole) => Some(*whole),
        Right::Value(_) => None,
    });
    let defaults = plan.facts.iter().filter_map(|fact| if let Some(FactValue::Whole(whole)) = fact.default { Some(whole) } else { None });
    let fees = plan.steps.iter().flat_map(|step| step.fee.amounts()).flat_map(written);
    of_comparisons.chain(defaults).chain(fees).chain([plan.ignore, plan.pursue.unwrap_or(0)])
}

fn written(fee: &FeeAmount) -> Vec<Minor> {
    match fee {
        FeeAmount::Statutory => Vec::new(),
        FeeAmount::Fixed(money) => vec![money.minor],
        FeeAmount::Bands(_, bands) => {
            bands.iter().flat_map(|(up_to, fee)| up_to.iter().map(|up_to| up_to.minor).chain(written(fee)).collect::<Vec<_>>()).collect()
        }
        FeeAmount::Share(share, _, adjusts) => {
            // Where a lower or an upper end takes over from the share.
            let ends = adjusts.iter().filter_map(|adjust| match adjust {
                Adjust::AtLeast(money) | Adjust::AtMost(money) if share.ppm() > 0 => {
                    Some((i128::from(money.minor) * Rate::WHOLE / i128::from(share.ppm())) as Minor)
                }
                Adjust::AtLeast(_) | Adjust::AtMost(_) | Adjust::Rounded(..) => None,
            });
            ends.collect()
        }
    }
}

/// By how much the two shares of the invoice's money that are least apart differ, of all that the law and the policies write, in millionths; nothing is a
/// share too. None where there is no share.
fn least_apart(plan: &Plan) -> Option<i128> {
    let mut all = vec![0];
    plan.steps.iter().flat_map(|step| step.fee.amounts()).for_each(|fee| shares_of_fee(fee, &mut all));
    for amount in plan.law.rules.iter().flat_map(Rule::amounts) {
        amount.terms.iter().for_each(|measure| shares_of(&plan.law, measure, Rate::WHOLE, &mut all));
    }
    all.sort_unstable();
    all.dedup();
    all.windows(2).map(|pair| pair[1] - pair[0]).min()
}

fn shares_of_fee(fee: &FeeAmount, found: &mut Vec<i128>) {
    match fee {
        FeeAmount::Statutory | FeeAmount::Fixed(_) => {}
        FeeAmount::Share(share, ..) => found.push(share.ppm().into()),
        FeeAmount::Bands(_, bands) => bands.iter().for_each(|(_, fee)| shares_of_fee(fee, found)),
    }
}

fn shares_of(law: &Law, measure: &Measure, of: i128, found: &mut Vec<i128>) {
    match measure {
        Measure::Principal | Measure::Balance => found.push(of),
        Measure::Share(share, measure) => shares_of(law, measure, of * i128::from(share.ppm()) / Rate::WHOLE, found),
        Measure::DatedShare(value, _, measure) => {
            for share in law.values[*value].shares() {
                shares_of(law, measure, of * i128::from(share.ppm()) / Rate::WHOLE, found);
            }
        }
        Measure::ByPrincipal(bands) => {
            bands.iter().flat_map(|(_, amount)| &amount.terms).for_each(|measure| shares_of(law, measure, of, found));
        }
        Measure::Fixed(_) | Measure::Value(..) | Measure::Statutory | Measure::Agreed | Measure::TotalFees => {}
    }
}
