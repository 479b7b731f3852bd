//! The invoices a policy is tried on: its own schedule, on each side of every date on which something changes.

use crate::evaluate::{Decision, Kind, Plan, Rehearsal};
use crate::ledger::What;
use crate::model::{Comparison, Condition, Fact, Policy, Right, Value};
use crate::syntax::tree;
use crate::value::{Day, Minor};

/// The longest a case is followed after its due date, in days.
const HORIZON: i32 = 1_100;

/// The first and the last sending day that is judged: the policy's validity as far as the law is known.
pub fn window(plan: &Plan) -> (Day, Day) {
    let valid = plan.policy.valid.value;
    let statute = &plan.law.statute;
    (valid.from.max(statute.known_from), valid.until.unwrap_or(Day::LAST).min(statute.known_until))
}

/// Follows one invoice through the policy with the law guard aside. `each` sees every notice with the invoice as it was before it.
pub fn follow(plan: &Plan, mut rehearsal: Rehearsal, mut each: impl FnMut(&Rehearsal, &Decision, Day)) {
    rehearsal.unguarded = true;
    let (first, last) = window(plan);
    let due = plan.law.due_date(rehearsal.due, rehearsal.issued);
    let turning = turning_days(plan.policy, due);
    let mut on = rehearsal.issued.max(first);
    while on <= last && on.since(due) <= HORIZON {
        let decision = rehearsal.decide(plan, on);
        match (decision.kind, decision.next_on) {
            (Kind::Send, _) => {
                each(&rehearsal, &decision, on);
                rehearsal.record(plan, &decision, on);
                on = on.plus(1);
            }
            (Kind::Wait, Some(next)) => on = turning.iter().copied().find(|day| *day > on).map_or(next, |day| day.min(next)),
            (Kind::Settled | Kind::Unmatched | Kind::Withheld, _) => return,
            // What does not apply today may apply once the invoice is older.
            _ => match turning.iter().copied().find(|day| *day > on) {
                Some(day) => on = day,
                None => return,
            },
        }
        if on == Day::LAST {
            return;
        }
    }
}

/// The days on which a condition on how long an invoice is overdue turns.
fn turning_days(policy: &Policy, due: Day) -> Vec<Day> {
    use tree::Fact as F;
    let by_age = |comparison: &&Comparison| matches!(comparison.fact, Fact::BuiltIn(F::Overdue | F::CustomerOldestOverdue));
    let thresholds = comparisons(policy).filter(by_age).filter_map(|comparison| match &comparison.right {
        Right::Value(Value::Whole(days)) => Some(*days as i32),
        _ => None,
    });
    let mut days: Vec<Day> = thresholds.flat_map(|days| [days, days + 1]).map(|days| due.plus(days)).collect();
    days.sort();
    days
}

/// Every invoice the policy is tried on.
pub fn all(plan: &Plan) -> Vec<Rehearsal> {
    let policy = plan.policy;
    let mut all = Vec::new();
    for debtor in policy.debtors.iter() {
        for amount in amounts(plan) {
            let shapes = shapes(plan);
            let plain = Rehearsal::new(policy.currency, debtor, amount, Day::FIRST, None);
            for due in due_dates(plan, &plain) {
                for shape in &shapes {
                    let mut rehearsal = plain.clone();
                    let before = policy.sent_before_due.map_or(14, |days| days.value);
                    (rehearsal.issued, rehearsal.due) = (due.plus(-before), Some(due));
                    shape(&mut rehearsal);
                    all.push(rehearsal);
                }
            }
        }
    }
    all
}

type Shape<'a> = Box<dyn Fn(&mut Rehearsal) + 'a>;

/// The ways in which two invoices of one amount and date can differ for a policy or its law.
fn shapes<'a>(plan: &'a Plan<'a>) -> Vec<Shape<'a>> {
    let policy = plan.policy;
    let columns: Vec<Vec<Option<Value>>> = (0..policy.facts.len()).map(|at| fact_values(policy, at)).collect();
    let deepest = columns.iter().map(Vec::len).max().unwrap_or(1);
    let tags = tags(policy);
    let tagged: &[bool] = if tags.is_empty() { &[false] } else { &[false, true] };
    let mut shapes: Vec<Shape> = Vec::new();
    for row in 0..deepest {
        let facts: Vec<Option<Value>> = columns.iter().map(|column| column[row.min(column.len() - 1)].clone()).collect();
        for tagged in tagged {
            let (facts, tags) = (facts.clone(), if *tagged { tags.clone() } else { Vec::new() });
            shapes.push(Box::new(move |rehearsal| {
                rehearsal.facts.clone_from(&facts);
                rehearsal.tags.clone_from(&tags);
                rehearsal.customer_tags.clone_from(&tags);
            }));
        }
    }
    let plain = move |rehearsal: &mut Rehearsal| {
        rehearsal.facts = policy.facts.iter().map(|fact| fact.default.as_ref().map(|default| Value::of(&default.value))).collect()
    };
    if policy.continue_disputed.is_some() {
        shapes.push(Box::new(move |rehearsal| {
            plain(rehearsal);
            let on = rehearsal.issued.plus(1);
            rehearsal.happen(on, What::Dispute);
        }));
    }
    shapes.push(Box::new(move |rehearsal| {
        plain(rehearsal);
        rehearsal.due_agreed = false;
    }));
    shapes.push(Box::new(move |rehearsal| {
        plain(rehearsal);
        // The statute's own days after issue bring it to the same due date.
        rehearsal.issued = rehearsal.due.unwrap_or(rehearsal.issued).plus(-plan.law.statute.no_due_date);
        rehearsal.due = None;
    }));
    shapes
}

fn tags(policy: &Policy) -> Vec<String> {
    fn of(condition: &Condition, tags: &mut Vec<String>) {
        match condition {
            Condition::All(all) | Condition::Any(all) => all.iter().for_each(|condition| of(condition, tags)),
            Condition::Not(condition) => of(condition, tags),
            Condition::InvoiceTagged(tag) | Condition::CustomerTagged(tag) => tags.push(tag.clone()),
            Condition::Compare(_) => {}
        }
    }
    let mut tags = Vec::new();
    for when in policy.steps.iter().filter_map(|step| step.when.as_ref()) {
        of(&when.value, &mut tags);
    }
    tags
}

fn conditions(policy: &Policy) -> impl Iterator<Item = &Condition> {
    policy
        .steps
        .iter()
        .filter_map(|step| step.when.as_ref().map(|when| &when.value))
        .chain(&policy.applies)
        .chain(policy.exempt.iter().map(|(condition, _)| condition))
}

fn comparisons(policy: &Policy) -> impl Iterator<Item = &Comparison> {
    conditions(policy).flat_map(Condition::comparisons)
}

/// The values of a declared fact that its comparisons tell apart, its default first.
fn fact_values(policy: &Policy, at: usize) -> Vec<Option<Value>> {
    let mut values = vec![policy.facts[at].default.as_ref().map(|default| Value::of(&default.value))];
    for comparison in comparisons(policy).filter(|comparison| comparison.fact == Fact::Declared(at)) {
        let Right::Value(value) = &comparison.right else { continue };
        match value {
            Value::Whole(whole) => values.extend([-1, 0, 1].map(|by| Some(Value::Whole(whole + by)))),
            Value::Number(number) => {
                values.extend([-1, 0, 1].map(|by| Some(Value::Number(number.saturating_add(rust_decimal::Decimal::from(by))))))
            }
            Value::Date(day) => values.extend([-1, 0, 1].map(|by| Some(Value::Date(day.plus(by))))),
            Value::YesNo(_) => values.extend([true, false].map(|yes| Some(Value::YesNo(yes)))),
            value => values.push(Some(value.clone())),
        }
    }
    values
}

/// Amounts on each side of every threshold the policy or its law names, and a plain one.
fn amounts(plan: &Plan) -> Vec<Minor> {
    let policy = plan.policy;
    let unit = policy.currency.unit();
    let mut amounts = vec![1_000 * unit];
    let mut around = |threshold: Minor| amounts.extend([threshold - 1, threshold, threshold + 1]);
    for comparison in comparisons(policy) {
        use tree::Fact as F;
        let money =
            matches!(comparison.fact, Fact::BuiltIn(F::Balance | F::Claim | F::Principal | F::CustomerBalance | F::CustomerOverdueBalance));
        if let (true, Right::Value(Value::Whole(threshold))) = (money, &comparison.right) {
            around(*threshold);
        }
    }
    for amount in policy.steps.iter().flat_map(|step| step.fee.value.amounts()) {
        match amount {
            tree::FeeAmount::Bands(_, bands) => {
                bands.iter().filter_map(|(up_to, _)| up_to.as_ref()).for_each(|up_to| around(up_to.value.minor))
            }
            tree::FeeAmount::Share(..) => [10, 100, 10_000, 1_000_000].into_iter().for_each(|whole| around(whole * unit)),
            _ => {}
        }
    }
    around(policy.ignore);
    plan.law.statute.bands().for_each(&mut around);
    amounts.retain(|amount| *amount > 0 && *amount >= policy.ignore.max(unit));
    amounts.sort_unstable();
    amounts.dedup();
    amounts
}

/// Due dates that bring each step to each side of every change, and a run of days at the policy's beginning for the weekdays.
fn due_dates(plan: &Plan, plain: &Rehearsal) -> Vec<Day> {
    let (first, last) = window(plan);
    let mut dates: Vec<Day> = (-3..28).map(|days| first.plus(days)).collect();
    let offsets = offsets(plan, plain, first);
    let mut cuts: Vec<Day> = plan.law.statute.changes();
    cuts.extend(plan.policy.steps.iter().flat_map(|step| step.fee.value.changes()));
    cuts.extend([first, last]);
    cuts.retain(|cut| (first..=last).contains(cut));
    for cut in cuts {
        dates.extend((-1..=1).map(|by| cut.plus(by)));
        for offset in &offsets {
            // A due date or a sending day can move by a holiday week.
            dates.extend((-6..=1).map(|by| cut.plus(by - offset)));
        }
    }
    // The law may read a value on the due date: invoices that fell due before the policy began are covered too.
    let reach = plan.law.statute.limitation.as_ref().map_or(36, |limitation| limitation.months);
    for change in plan.law.statute.changes().into_iter().filter(|change| *change < first && *change >= first.plus_months(-reach)) {
        dates.extend((-1..=1).map(|by| change.plus(by)));
    }
    dates.retain(|date| *date >= first.plus_months(-reach) && *date <= last);
    dates.sort();
    dates.dedup();
    dates
}

/// How many days after the due date each step goes out, on a quiet month of the window.
fn offsets(plan: &Plan, plain: &Rehearsal, first: Day) -> Vec<i32> {
    let mut offsets = Vec::new();
    let due = first.plus(60);
    let mut rehearsal = plain.clone();
    (rehearsal.issued, rehearsal.due) = (due.plus(-14), Some(due));
    follow(plan, rehearsal, |_, decision, on| offsets.push(on.since(decision.due)));
    offsets.sort_unstable();
    offsets.dedup();
    offsets
}
