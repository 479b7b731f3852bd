use crate::decide::BoundPlan;
use crate::law::{Amount, Effect, Measure, Question, Rule};
use crate::plan::{FactValue, FeeAmount, Plan, Right};
use crate::terms::{Adjust, DateOf, FactType, Interest, Limitation, Quantity};
use crate::value::{Day, Minor};

/// The points at which a policy or its law begins to decide otherwise, axis by axis.
#[derive(Default, Debug)]
pub struct Cuts {
    /// Sending days on which a value, a rule or a fee of the policy becomes another.
    pub sending: Vec<Day>,
    /// Days on which a value that is read on the due date or on the first day of interest becomes another.
    pub due: Vec<Day>,
    /// Amounts of money the policy compares with.
    pub money: Vec<Minor>,
    /// The ends of the bands of law by the invoice's amount.
    pub bands: Vec<Minor>,
    /// Whether a rule asks if a reminder fee was agreed.
    pub by_agreement: bool,
    /// Whether an amount of law follows the invoice's money.
    pub by_money: bool,
}

impl Cuts {
    /// Collects the cut points of a policy and of the rules that govern any of its steps.
    pub fn of(bound: &BoundPlan) -> Cuts {
        let (policy, law) = (bound.plan, &bound.plan.law);
        let limitation = law.limitation.as_ref().map_or(36, Limitation::longest);
        let (first, last) = policy.window();
        let oldest = first.plus_months(-limitation).max(law.known_from);
        let mut cuts =
            Cuts { sending: policy.steps.iter().flat_map(|step| step.fee.changes()).collect(), money: money(policy), ..Cuts::default() };
        let governs = |rule: &&Rule| policy.steps.iter().any(|step| rule.of.is_about(step.act));
        for rule in law.rules.iter().chain(&law.practice).filter(governs) {
            if !rule.effect.is_advice() {
                cuts.rule(bound, rule);
            }
        }
        if let Some(Interest::Yearly(..)) = policy.interest {
            // A rate of the policy's own is held to the rate of every day.
            let rates = policy.debtors.iter().flat_map(|debtor| law.rate_changes(debtor)).collect::<Vec<_>>();
            cuts.due.extend(rates.iter().map(|day| day.plus(-1)));
            cuts.sending.extend(rates);
        }
        for margin in law.interest.iter().filter_map(|rule| rule.plus_on_due) {
            cuts.due.extend(law.values[margin].changes());
        }
        cuts.sending.retain(|day| first < *day && *day <= last);
        cuts.due.retain(|day| oldest < *day && *day <= last);
        for days in [&mut cuts.sending, &mut cuts.due] {
            days.sort();
            days.dedup();
        }
        cuts
    }

    fn rule(&mut self, bound: &BoundPlan, rule: &Rule) {
        // What bounds a compensation says nothing to a policy that claims none.
        let of_compensation = matches!(rule.effect, Effect::Limit(Quantity::Compensation | Quantity::TotalCompensation, _));
        if of_compensation && !bound.plan.steps.iter().any(|step| step.compensation) {
            return;
        }
        self.sending.extend(rule.changes());
        self.by_agreement |= rule.asks(|question| matches!(question, Question::FeeAgreed));
        let bounds = match &rule.effect {
            Effect::Limit(quantity, amount) if *quantity != Quantity::InterestRate => Some(amount),
            Effect::Limit(..) | Effect::Require(_) | Effect::Advise(_) => None,
        };
        rule.questions().filter_map(Question::amount).chain(bounds).for_each(|amount| self.amount(bound, amount));
    }

    fn amount(&mut self, bound: &BoundPlan, amount: &Amount) {
        for measure in amount.measures() {
            if let Some((value, on)) = measure.names() {
                let changes = bound.plan.law.values[*value].changes();
                match on {
                    DateOf::Send => self.sending.extend(changes),
                    DateOf::Due | DateOf::Arose => self.due.extend(changes),
                    // Interest starts on the day after the due date, or on the day after the statute's own.
                    DateOf::InterestStart => self.due.extend(changes.map(|day| day.plus(-1))),
                }
            }
            match measure {
                Measure::ByPrincipal(bands) => self.bands.extend(bands.iter().filter_map(|(up_to, _)| Some(up_to.as_ref()?.minor))),
                Measure::Principal | Measure::Balance => self.by_money = true,
                Measure::Fixed(_)
                | Measure::Value(..)
                | Measure::DatedShare(..)
                | Measure::Share(..)
                | Measure::Statutory
                | Measure::Agreed
                | Measure::TotalFees => {}
            }
        }
    }
}

/// The amounts a policy compares with or computes a fee from, each with its neighbours. Where one fact is compared with another plus an amount, each
/// amount also that much higher and lower.
pub fn money(policy: &Plan) -> Vec<Minor> {
    let mut at = Vec::new();
    let mut apart = Vec::new();
    for comparison in policy.comparisons() {
        if policy.fact_kind(&comparison.fact) != FactType::Money {
            continue;
        }
        match comparison.right {
            Right::Value(FactValue::Whole(amount)) => at.push(amount),
            Right::Value(_) => {}
            Right::Fact(_, plus) => apart.push(plus.abs().max(1)),
        }
    }
    policy.steps.iter().flat_map(|step| step.fee.amounts()).for_each(|amount| of_fee(amount, &mut at));
    at.push(policy.ignore.max(1));
    for plus in apart {
        let known = at.clone();
        at.push(plus);
        at.extend(known.iter().flat_map(|amount| [amount + plus, amount - plus]));
    }
    let mut all: Vec<Minor> = at.into_iter().flat_map(|amount| [amount - 1, amount, amount + 1]).filter(|amount| *amount > 0).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn of_fee(amount: &FeeAmount, at: &mut Vec<Minor>) {
    match amount {
        FeeAmount::Statutory | FeeAmount::Fixed(_) => {}
        FeeAmount::Bands(_, bands) => {
            for (up_to, amount) in bands {
                at.extend(up_to.map(|up_to| up_to.minor));
                of_fee(amount, at);
            }
        }
        FeeAmount::Share(share, _, adjusts) => {
            // Where a lower or an upper end takes over from the share.
            for adjust in adjusts {
                if let (Adjust::AtLeast(money) | Adjust::AtMost(money), true) = (adjust, share.ppm() > 0) {
                    at.push((i128::from(money.minor) * 1_000_000 / i128::from(share.ppm())) as Minor);
                }
            }
        }
    }
}
