use super::TooMany;
use super::cuts::{Cuts, fee_base};
use crate::claim::{Claim, Interruptions};
use crate::decide::{Answers, Asked, BoundPlan, CustomerTotals};
use crate::forward::Rehearsal;
use crate::plan::{Base, Comparison, Condition, Fact, FactValue, Right, amount_of};
use crate::terms::BuiltIn;
use crate::value::{Day, Minor};

/// How an invoice may stand when a run comes: what payments, credit notes, interest, disputes and the customer's other invoices have made of it.
///
/// Part payments and returned payments move the balance both ways, so any sequence of these is possible as long as the principal never rises.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    /// Amount less credit notes.
    pub principal: Minor,
    /// Principal outstanding; 0 only where charges are pursued.
    pub balance: Minor,
    /// Interest and fees not paid.
    pub extras: Minor,
    /// Whether an objection is open.
    pub disputed: bool,
    /// What the customer's other invoices come to.
    pub others: CustomerTotals,
}

impl Standing {
    /// Nobody pays, nobody objects.
    pub fn plain(amount: Minor) -> Standing {
        Standing { principal: amount, balance: amount, extras: 0, disputed: false, others: CustomerTotals::default() }
    }

    /// The money of the invoice.
    pub fn claim(&self) -> Claim {
        Claim { principal: self.principal, balance: self.balance, interest: Some(self.extras), ..Claim::default() }
    }

    /// What is open besides.
    pub fn interruptions(&self) -> Interruptions {
        Interruptions { disputed: self.disputed.then_some(Day::FIRST), ..Interruptions::default() }
    }

    /// The customer's totals, this invoice included.
    pub fn totals(&self, overdue: i32) -> CustomerTotals {
        let mut totals = self.others;
        totals.add(&self.claim(), overdue);
        totals
    }
}

/// The most combinations of amounts that are looked at.
const MOST: usize = 100_000;

/// The standings that differ for a case, by how far it has come: the first list is for one to which nothing was sent. The plain one comes first.
pub struct Standings(Vec<Vec<Standing>>);

impl Standings {
    /// Those that differ once a step has gone out.
    pub fn after(&self, position: Option<usize>) -> &[Standing] {
        &self.0[position.map_or(0, |position| position + 1)]
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0[0].len()
    }
}

/// Every standing the policy or its law can tell apart for an invoice.
///
/// # Errors
/// When there are more combinations than can be gone through.
pub fn all(bound: &BoundPlan, cuts: &Cuts, invoice: &Rehearsal) -> Result<Standings, TooMany> {
    let policy = bound.plan;
    let amount = invoice.amount;
    let asks = |wanted: BuiltIn| policy.asks(&|fact| *fact == Fact::BuiltIn(wanted));
    let base = |wanted: Base| policy.steps.iter().flat_map(|step| step.fee.amounts()).any(|fee| fee_base(fee) == Some(wanted));
    // Below this the charges alone keep a case going.
    let enough = policy.ignore.max(1);
    let least = if policy.pursue.is_some() { 0 } else { enough };
    let points = |least: Minor, most: Minor| -> Vec<Minor> {
        let mut points: Vec<Minor> = cuts.money.iter().copied().filter(|point| (least..most).contains(point)).collect();
        points.extend([least, enough.min(most), most]);
        points.sort_unstable_by_key(|point| std::cmp::Reverse(*point));
        points.dedup();
        points
    };
    let principals = if asks(BuiltIn::Principal) || base(Base::Principal) { points(least, amount) } else { vec![amount] };
    let reads_balance = asks(BuiltIn::Balance)
        || asks(BuiltIn::Claim)
        || asks(BuiltIn::CustomerBalance)
        || asks(BuiltIn::CustomerOverdueBalance)
        || base(Base::Balance)
        // An invoice whose principal is paid counts as none of the customer's.
        || (policy.pursue.is_some() && (asks(BuiltIn::CustomerOverdueInvoices) || asks(BuiltIn::CustomerOldestOverdue)))
        || cuts.reads.balance;
    let disputes: &[bool] = if policy.continue_disputed { &[false, true] } else { &[false] };
    let others = others(bound, cuts, &asks);
    let mut found: Vec<Vec<(StandingKey, Standing)>> = vec![Vec::new(); policy.steps.len() + 1];
    let balances = if reads_balance { cuts.money.len() + 2 } else { 1 };
    let extras = if asks(BuiltIn::Claim) { cuts.money.len() + 2 } else { 1 };
    if principals.len() * balances * extras * others.len() * disputes.len() > MOST {
        return Err(TooMany::AmountsOfCustomer);
    }
    for principal in principals {
        let balances = if reads_balance { points(least.min(principal), principal) } else { vec![principal] };
        for balance in balances {
            let fewest = if balance < enough { policy.pursue.unwrap_or(0) } else { 0 };
            let mut extras = vec![fewest];
            if asks(BuiltIn::Claim) {
                extras.extend(cuts.money.iter().map(|point| point - balance).filter(|extra| *extra > fewest));
            }
            for (extras, others, disputed) in extras
                .iter()
                .flat_map(|extras| others.iter().flat_map(move |others| disputes.iter().map(move |disputed| (*extras, *others, *disputed))))
            {
                let standing = Standing { principal, balance, extras, disputed, others };
                let Some(mut key) = key_of(bound, invoice, &standing) else { continue };
                key.general.push(i64::from(disputed));
                key.general.extend(cuts.reads.balance.then_some(balance));
                // What only steps that are behind ask for makes no difference any more.
                for (position, known) in found.iter_mut().enumerate() {
                    let key = StandingKey { general: key.general.clone(), steps: key.steps[position..].to_vec() };
                    if !known.iter().any(|(other, _)| *other == key) {
                        known.push((key, standing));
                    }
                }
            }
        }
    }
    Ok(Standings(found.into_iter().map(|known| known.into_iter().map(|(_, standing)| standing).collect()).collect()))
}

/// What tells a standing from another: what is asked of every invoice, and what each step asks and costs.
#[derive(Clone, PartialEq)]
struct StandingKey {
    general: Vec<i64>,
    steps: Vec<Vec<i64>>,
}

/// The truth of every comparison that does not ask for the day, and what each fee comes to. `None` where the policy is not for it.
fn key_of(bound: &BoundPlan, invoice: &Rehearsal, standing: &Standing) -> Option<StandingKey> {
    let policy = bound.plan;
    let letters = Default::default();
    let case = invoice.case(&letters);
    let facts = invoice.case_facts();
    let claim = standing.claim();
    let due = case.due(bound);
    let mut key = StandingKey { general: Vec::new(), steps: vec![Vec::new(); policy.steps.len()] };
    // Before the invoice is overdue and after it: the comparisons that ask for the day itself are left out.
    for overdue in [0, 1] {
        let asked =
            Asked { bound, case: &case, facts: &facts, totals: standing.totals(overdue), claim: &claim, due, on: due.plus(overdue) };
        if policy.applies.as_ref().is_some_and(|applies| asked.holds(applies) != Ok(true)) {
            return None;
        }
        let truth = |comparison: &Comparison| match asked.ordering(comparison) {
            Ok(Some(ordering)) => i64::from(comparison.operator.holds(ordering)),
            Ok(None) | Err(_) => 2,
        };
        let truths = |condition: &Condition| -> Vec<i64> {
            let of_state = condition.comparisons().filter(|comparison| comparison.fact != Fact::BuiltIn(BuiltIn::Overdue));
            of_state.map(truth).collect()
        };
        policy
            .applies
            .iter()
            .chain(policy.exempt.iter().map(|exempt| &exempt.when))
            .for_each(|condition| key.general.extend(truths(condition)));
        // A principal that has been lowered stays low, also for the steps after those that ask for it.
        let principal = Fact::BuiltIn(BuiltIn::Principal);
        let of_principal = policy.comparisons().filter(|comparison| comparison.facts().any(|fact| *fact == principal));
        key.general.extend(of_principal.map(truth));
        for (step, key) in policy.steps.iter().zip(&mut key.steps) {
            key.extend(step.when.iter().flat_map(truths));
        }
    }
    for (step, of_step) in policy.steps.iter().zip(&mut key.steps) {
        for (base, fee) in
            step.fee.amounts().filter_map(|amount| Some((fee_base(amount)?, amount_of(amount, claim.balance, claim.principal)?)))
        {
            if base == Base::Principal { key.general.push(fee) } else { of_step.push(fee) }
        }
    }
    Some(key)
}

/// What the customer's other invoices may come to: each side of every threshold that asks.
fn others(bound: &BoundPlan, cuts: &Cuts, asks: &impl Fn(BuiltIn) -> bool) -> Vec<CustomerTotals> {
    let mut all = vec![CustomerTotals::default()];
    let whole = |fact: BuiltIn| -> Vec<i64> {
        let of = bound.plan.comparisons().filter(|comparison| comparison.fact == Fact::BuiltIn(fact));
        of.filter_map(|comparison| match &comparison.right {
            Right::Value(FactValue::Whole(whole)) => Some(*whole),
            Right::Value(FactValue::Number(number)) => i64::try_from(*number).ok(),
            // More than any other fact, and less.
            Right::Fact(..) => Some(1_000),
            Right::Value(_) => None,
        })
        .flat_map(|at| [at - 1, at, at + 1])
        .filter(|at| *at > 0)
        .collect()
    };
    let mut extend = |values: Vec<i64>, set: &dyn Fn(&mut CustomerTotals, i64)| {
        let before = all.clone();
        for value in values {
            all.extend(before.iter().map(|totals| {
                let mut totals = *totals;
                set(&mut totals, value);
                totals
            }));
        }
    };
    if asks(BuiltIn::CustomerBalance) {
        extend(cuts.money.clone(), &|totals, value| totals.balance = value);
    }
    if asks(BuiltIn::CustomerOverdueBalance) {
        extend(cuts.money.clone(), &|totals, value| {
            totals.overdue_balance = value;
            totals.balance = totals.balance.max(value);
            totals.overdue_invoices = totals.overdue_invoices.max(1);
            totals.oldest_overdue = totals.oldest_overdue.max(1);
        });
    }
    if asks(BuiltIn::CustomerOverdueInvoices) {
        extend(whole(BuiltIn::CustomerOverdueInvoices), &|totals, value| {
            totals.overdue_invoices = value as u32;
            totals.overdue_balance = totals.overdue_balance.max(value);
            totals.balance = totals.balance.max(totals.overdue_balance);
            totals.oldest_overdue = totals.oldest_overdue.max(1);
        });
    }
    if asks(BuiltIn::CustomerOldestOverdue) {
        extend(whole(BuiltIn::CustomerOldestOverdue), &|totals, value| {
            totals.oldest_overdue = value as i32;
            totals.overdue_invoices = totals.overdue_invoices.max(1);
            totals.overdue_balance = totals.overdue_balance.max(1);
            totals.balance = totals.balance.max(totals.overdue_balance);
        });
    }
    all
}
