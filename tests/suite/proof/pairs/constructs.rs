//! What a policy has in it, of all that is hard to prove.

use frist::plan::{Anchor, Comparison, Fact, Fee, FeeAmount, Plan, Right, Step};
use frist::terms::{BuiltIn, FactType, Hold, Interest, InterestFrom};
use frist::value::Act;

/// A name, and whether a policy has what it names.
type OfOne = (&'static str, fn(&Plan) -> bool);
/// The same of the policies of a text together.
type OfSome = (&'static str, fn(&[&Plan]) -> bool);

/// Each by its name, and whether a policy has it.
pub const OF_A_POLICY: [OfOne; 44] = [
    ("text against text", |plan| pairs(plan, FactType::Text, false)),
    ("number against number", |plan| pairs(plan, FactType::Number, false)),
    ("date against date", |plan| pairs(plan, FactType::Date, false)),
    ("amount against amount", |plan| pairs(plan, FactType::Money, false)),
    ("amount against amount plus an amount", |plan| pairs(plan, FactType::Money, true)),
    ("three facts in a chain", |plan| plan.comparisons().filter(|one| is_pair(one)).count() >= 2),
    ("declared amount against the invoice's", |plan| {
        plan.comparisons().any(|one| is_pair(one) && has(one, is_declared) && has(one, is_invoices))
    }),
    ("claim against balance or principal", |plan| plan.comparisons().any(|one| is_pair(one) && one.facts().all(is_invoices))),
    ("credit limit", |plan| asks(plan, BuiltIn::CreditLimit)),
    ("customer balance", |plan| asks(plan, BuiltIn::CustomerBalance)),
    ("customer overdue balance", |plan| asks(plan, BuiltIn::CustomerOverdueBalance)),
    ("customer overdue invoices", |plan| asks(plan, BuiltIn::CustomerOverdueInvoices)),
    ("customer oldest overdue", |plan| asks(plan, BuiltIn::CustomerOldestOverdue)),
    ("tag", |plan| plan.conditions().any(|one| one.asks(&|criterion| !matches!(criterion, frist::plan::Criterion::Compare(_))))),
    ("yes or no", |plan| plan.comparisons().any(|one| plan.fact_kind(&one.fact) == FactType::YesNo)),
    ("fact with a default", |plan| plan.facts.iter().any(|fact| fact.default.is_some())),
    ("fact without a default", |plan| plan.facts.iter().any(|fact| fact.default.is_none())),
    ("facts compared beside bands", |plan| plan.comparisons().any(is_pair) && fees(plan, |fee| matches!(fee, FeeAmount::Bands(..)))),
    ("fee in bands", |plan| fees(plan, |fee| matches!(fee, FeeAmount::Bands(..)))),
    ("fee as a share", |plan| fees(plan, |fee| matches!(fee, FeeAmount::Share(..)))),
    ("fixed fee", |plan| fees(plan, |fee| matches!(fee, FeeAmount::Fixed(_)))),
    ("statutory fee", |plan| fees(plan, |fee| matches!(fee, FeeAmount::Statutory))),
    ("fee by date", |plan| plan.steps.iter().any(|step| step.fee.lines.len() > 1)),
    ("four letters that cost something", |plan| plan.steps.iter().filter(|step| !step.fee.is_none()).count() >= 4),
    ("compensation", |plan| plan.steps.iter().any(|step| step.compensation)),
    ("together per customer", |plan| plan.steps.iter().any(|step| step.together)),
    ("counted from a step", |plan| counts(plan, |anchor, _| matches!(anchor, Anchor::Step(_)))),
    ("counted from a deadline", |plan| counts(plan, |anchor, _| matches!(anchor, Anchor::Deadline(_)))),
    ("counted from the due date", |plan| counts(plan, |anchor, before| matches!(anchor, Anchor::DueDate) && !before)),
    ("before the due date", |plan| counts(plan, |anchor, before| matches!(anchor, Anchor::DueDate) && before)),
    ("counted from the issue date", |plan| counts(plan, |anchor, _| matches!(anchor, Anchor::IssueDate))),
    ("one moment or another", |plan| plan.steps.iter().any(|step| step.send.len() > 1)),
    ("unless overtaken", |plan| plan.steps.iter().any(|step| step.unless_overtaken)),
    ("interest from after issue", |plan| from(plan).is_some_and(|from| matches!(from, InterestFrom::AfterIssue(_)))),
    ("agreed interest", |plan| matches!(plan.interest, Some(Interest::AgreedOtherwiseStatutory(_)))),
    ("continue while disputed", |plan| plan.continue_disputed),
    ("pursue charges", |plan| plan.pursue.is_some()),
    ("exempt when", |plan| !plan.exempt.is_empty()),
    ("hold while payment is unallocated", |plan| plan.holds.contains(&Hold::OnUnallocated)),
    ("legal step or write-off", |plan| plan.steps.iter().any(|step| matches!(step.act, Act::LegalStep | Act::WriteOff))),
    ("law NO", |plan| plan.law.name == "NO"),
    ("law SE", |plan| plan.law.name == "SE"),
    ("law DK", |plan| plan.law.name == "DK"),
    ("law FI", |plan| plan.law.name == "FI"),
];

/// Each by its name, and whether the policies of a text have it together.
pub const OF_SEVERAL: [OfSome; 8] = [
    ("takes over open cases", |plans| plans.iter().any(|plan| plan.takes_over)),
    ("three versions", |plans| plans.len() == 3),
    ("a later version drops a step", |plans| later(plans, |names, earlier| names.len() < earlier.len())),
    ("a later version renames a step", |plans| later(plans, |names, _| names.iter().any(|name| name.starts_with('t')))),
    ("open cases stay", |plans| plans.len() > 1 && plans[0].name == plans[1].name && !plans[1].takes_over),
    ("two policies by kind of debtor", |plans| beside(plans) && plans[0].applies.is_none()),
    ("two policies by `applies when`", |plans| beside(plans) && plans[0].applies.is_some()),
    ("a change of law within the window", |plans| {
        plans.iter().any(|plan| plan.law.changes().iter().any(|day| plan.is_valid(*day) && *day > plan.valid.from))
    }),
];

/// The names of all of them.
pub fn names() -> Vec<&'static str> {
    OF_A_POLICY.iter().map(|(name, _)| *name).chain(OF_SEVERAL.iter().map(|(name, _)| *name)).collect()
}

/// Those that some policies have.
pub fn of(plans: &[&Plan]) -> Vec<&'static str> {
    let one = OF_A_POLICY.iter().filter(|(_, has)| plans.iter().any(|plan| has(plan))).map(|(name, _)| *name);
    one.chain(OF_SEVERAL.iter().filter(|(_, have)| have(plans)).map(|(name, _)| *name)).collect()
}

fn is_pair(one: &Comparison) -> bool {
    matches!(one.right, Right::Fact(..))
}

fn pairs(plan: &Plan, kind: FactType, plus: bool) -> bool {
    let such = |one: &Comparison| matches!(one.right, Right::Fact(_, more) if (more > 0) == plus) && plan.fact_kind(&one.fact) == kind;
    plan.comparisons().any(such)
}

fn has(one: &Comparison, such: fn(&Fact) -> bool) -> bool {
    one.facts().any(such)
}

fn is_declared(fact: &Fact) -> bool {
    matches!(fact, Fact::Declared(_))
}

fn is_invoices(fact: &Fact) -> bool {
    matches!(fact, Fact::BuiltIn(fact) if fact.is_of_invoice())
}

fn asks(plan: &Plan, wanted: BuiltIn) -> bool {
    plan.asks(&|fact| *fact == Fact::BuiltIn(wanted))
}

fn fees(plan: &Plan, such: fn(&FeeAmount) -> bool) -> bool {
    let amounts = |step: &Step| -> bool { Fee::amounts(&step.fee).any(such) };
    plan.steps.iter().any(amounts)
}

fn counts(plan: &Plan, such: fn(Anchor, bool) -> bool) -> bool {
    plan.steps.iter().flat_map(|step| &step.send).any(|moment| such(moment.anchor, moment.before))
}

fn from(plan: &Plan) -> Option<InterestFrom> {
    plan.interest.map(|interest| match interest {
        Interest::Statutory(_, from) | Interest::AgreedOtherwiseStatutory(from) | Interest::Yearly(_, from) => from,
    })
}

fn later(plans: &[&Plan], such: fn(&[&str], &[&str]) -> bool) -> bool {
    fn names(plan: &Plan) -> Vec<&str> {
        plan.steps.iter().map(|step| step.name.as_str()).collect()
    }
    plans.windows(2).any(|two| two[0].name == two[1].name && such(&names(two[1]), &names(two[0])))
}

fn beside(plans: &[&Plan]) -> bool {
    plans.len() == 2 && plans[0].name != plans[1].name
}
