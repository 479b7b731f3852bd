use serde_json::{Value, json};

use super::account::six_decimals;
use crate::claim::{Claim, Moved};
use crate::decide::Proposed;
use crate::explain::{AccountLine, Explained, Forecast, Interruption, OtherPolicy, PastNotice, Position, StepState, UnderPolicy};
use crate::law::{Charged, Governing, Rule};
use crate::plan::Plan;
use crate::value::{Currency, Day, Minor, Money};
use crate::words::{values, why, worded};

/// The whole answer as one object. Other programs read the names: one changes only with a version.
pub fn json(explained: &Explained) -> String {
    let policy = explained.policy.as_ref();
    let currency = explained.currency;
    let each = |of: &dyn Fn(&UnderPolicy) -> Vec<Value>| policy.map_or(Vec::new(), of);
    let object = json!({
        "invoice": explained.invoice,
        "customer": explained.customer,
        "name": explained.name,
        "debtor": explained.debtor.word(),
        "currency": currency.to_string(),
        "amount": plain(explained.amount, currency),
        "issued": day(explained.issued),
        "as_of": day(explained.on),
        "decision": explained.decision.word(),
        "because": why::because(explained),
        "policy": policy.map(|policy| of_policy(explained, policy)),
        "not_for": explained.not_for.iter().map(|other| not_for(explained, other)).collect::<Vec<_>>(),
        "due": policy.map(|policy| json!({
            "on": day(policy.due.on), "stated": policy.due.stated.map(day), "how": why::due_date(explained, policy),
        })),
        "interest": policy.map(|policy| json!({
            "from": policy.interest.map(|interest| day(interest.from)), "how": why::interest_run(explained, policy),
        })),
        "account": each(&|policy| policy.account.iter().map(|one| line(explained, one)).collect()),
        "claim": policy.map(|policy| claim(&policy.decision.claim, currency)),
        "notices": each(&|policy| policy.notices.iter().map(|one| past_notice(one, currency)).collect()),
        "stops": each(&|policy| policy.interruptions.iter().map(|one| interruption(one, currency)).collect()),
        "steps": each(&|policy| policy.steps.iter().map(|one| step(explained.plan_of(policy), one)).collect()),
        "order": each(&|policy| why::in_turn(explained, policy).iter().map(|one| json!({
            "decision": one.decision.word(), "answer": one.is_answer, "why": one.why,
        })).collect()),
        "notice": policy.and_then(|policy| Some(notice(explained, policy, policy.decision.proposed.as_ref()?))),
        "next": explained.forecast.as_ref().map(|one| forecast(explained, one)),
    });
    format!("{object}\n")
}

fn of_policy(explained: &Explained, policy: &UnderPolicy) -> Value {
    let plan = explained.plan_of(policy);
    json!({
        "name": plan.name,
        "title": plan.title,
        "law": plan.law.name,
        "valid_from": day(plan.valid.from),
        "valid_until": plan.valid.until.map(day),
        "version": policy.version.as_ref().map(|choice| why::version(explained, choice)),
    })
}

fn not_for(explained: &Explained, other: &OtherPolicy) -> Value {
    let plan = explained.plans[other.at];
    json!({ "policy": plan.name, "valid_from": day(plan.valid.from), "why": why::not_for(explained, other) })
}

fn claim(claim: &Claim, currency: Currency) -> Value {
    let money = |minor: Minor| plain(minor, currency);
    json!({
        "principal": money(claim.principal),
        "balance": money(claim.balance),
        "interest": claim.interest.map(money),
        "fees": money(claim.fees),
        "credit": money(claim.credit),
        "total": claim.total().map(money),
    })
}

fn plain(minor: Minor, currency: Currency) -> String {
    Money::new(minor, currency).plain()
}

fn day(day: Day) -> String {
    day.to_string()
}

/// `interest` has six decimals on stretches and roundings; every other amount has the currency's.
fn line(explained: &Explained, line: &AccountLine) -> Value {
    let money = |minor: Minor| plain(minor, explained.currency);
    let change = line.entry.change;
    let (kind, stretch) = match line.entry.what {
        Moved::Opened => ("opened", None),
        Moved::Accrued(stretch) => ("interest", Some(stretch)),
        Moved::Rounded(_) => ("rounding", None),
        Moved::CreditNote(_) => ("credit-note", None),
        Moved::Excess(_) => ("excess", None),
        Moved::Payment(_) => ("payment", None),
        Moved::Reversal(_) => ("reversal", None),
        Moved::Waived => ("waive", None),
        Moved::CreditNoteUndone(_) => ("credit-note-undone", None),
        Moved::WrittenOff(_) => ("write-off", None),
        Moved::Reopened(_) => ("reopened", None),
        Moved::Recovered(_) => ("recovered", None),
        Moved::Charged(_) => ("charge", None),
        Moved::Uncharged(_) => ("undone", None),
        Moved::Forgiven => ("forgiven-before", None),
        Moved::Freed(_) => ("paid-before", None),
        Moved::CreditUsed => ("credit-used", None),
    };
    let exact = matches!(line.entry.what, Moved::Accrued(_) | Moved::Rounded(_));
    json!({
        "on": day(line.entry.on),
        "kind": kind,
        "what": why::account_line(explained, line),
        "first": line.first().map(day),
        "on_balance": stretch.map(|stretch| money(stretch.balance)),
        "rate": stretch.and_then(|stretch| stretch.rate).map(|rate| rate.percent()),
        "days": stretch.map(|stretch| stretch.days()),
        "year": stretch.map(|stretch| stretch.year),
        "balance": money(change.balance),
        "interest": if exact { line.interest.map(|interest| six_decimals(interest).replace(' ', "")) } else { Some(money(change.interest)) },
        "fees": money(change.fees),
        "credit": money(change.credit),
    })
}

fn past_notice(notice: &PastNotice, currency: Currency) -> Value {
    json!({
        "on": notice.on.map(day),
        "between": notice.between.map(|(earliest, latest)| [day(earliest), day(latest)]),
        "step": notice.step,
        "act": notice.act.map(|act| act.word()),
        "deadline": notice.deadline.map(day),
        "fee": plain(notice.fee, currency),
        "compensation": plain(notice.compensation, currency),
        "charged": charged(notice.charged),
        "undone": notice.undone.map(day),
    })
}

/// Whether a letter cost something; nothing where nobody can say.
fn charged(charged: Charged) -> Option<bool> {
    match charged {
        Charged::No => Some(false),
        Charged::Perhaps => None,
        Charged::Yes => Some(true),
    }
}

fn interruption(one: &Interruption, currency: Currency) -> Value {
    json!({
        "kind": one.kind.word(),
        "since": one.since.map(day),
        "until": one.until.map(day),
        "ended": one.ended.map(day),
        "open": one.open,
        "holds": one.holds,
        "promised": one.promise.and_then(|promise| promise.promised).map(|minor| plain(minor, currency)),
        "paid": one.promise.map(|promise| plain(promise.paid, currency)),
        "kept": one.promise.and_then(|promise| promise.kept),
    })
}

fn step(plan: &Plan, state: &StepState) -> Value {
    let (position, sent) = match &state.position {
        Position::Sent(on) => ("sent", *on),
        Position::GonePast => ("gone-past", None),
        Position::DoesNotApply => ("does-not-apply", None),
        Position::NoAnswer(_) => ("no-answer", None),
        Position::HandedOver(_) => ("handed-over", None),
        Position::Assigned(_) => ("assigned", None),
        Position::TooLate => ("too-late", None),
        Position::Overtaken(_) => ("overtaken", None),
        Position::Next => ("next", None),
        Position::NotReached => ("not-reached", None),
    };
    let step = &plan.steps[state.step];
    let (trigger, condition) = (state.trigger.as_ref(), state.condition.as_ref());
    json!({
        "step": step.name,
        "act": step.act.word(),
        "state": position,
        "why": why::position(plan, state),
        "sent": sent.map(day),
        "due": trigger.and_then(|trigger| trigger.on).map(day),
        "counts": trigger.map(|trigger| why::moments(plan, state, trigger)),
        "counts_from": trigger.and_then(|trigger| trigger.from).map(day),
        "when": step.when.as_ref().filter(|_| condition.is_some()).map(|when| worded(plan, when)),
        "holds": condition.and_then(|condition| condition.holds),
        "values": condition.map_or(Vec::new(), |condition| values(plan, &condition.answers)),
    })
}

fn notice(explained: &Explained, policy: &UnderPolicy, proposed: &Proposed) -> Value {
    let (plan, currency) = (explained.plan_of(policy), explained.currency);
    let step = &plan.steps[proposed.step];
    let lines = policy.decision.letter.as_ref().map_or(&[][..], |letter| &letter.lines);
    json!({
        "step": step.name,
        "title": step.title,
        "act": step.act.word(),
        "channel": step.channel,
        "deadline": proposed.deadline.map(day),
        "fee": plain(proposed.fee, currency),
        "compensation": plain(proposed.compensation, currency),
        "letter": lines.iter().map(|id| &explained.numbers[*id]).collect::<Vec<_>>(),
        "lawful_on": policy.lawful_on.map(day),
        "rules": policy.rules.iter().map(|one| rule(&plan.law.rules[one.rule], one, currency)).collect::<Vec<_>>(),
    })
}

fn rule(rule: &Rule, governing: &Governing, currency: Currency) -> Value {
    let cite = rule.cite.as_ref();
    json!({
        "rule": rule.id,
        "title": rule.title,
        "cite": cite.map_or("", |cite| &cite.text),
        "basis": cite.map(|cite| cite.basis.word()),
        "confidence": cite.map(|cite| cite.confidence.word()),
        "has": why::has(governing, currency),
        "allowed": why::allowed(rule, governing, currency),
        "forbids": governing.forbids(),
        "advises": governing.advises(),
    })
}

fn forecast(explained: &Explained, forecast: &Forecast) -> Value {
    match forecast {
        Forecast::Notice { on, policy, step, deadline, charges, letter_of } => {
            let plan = explained.plans[*policy];
            json!({
                "on": day(*on),
                "step": plan.step_name(*step),
                "policy": plan.name,
                "deadline": deadline.map(day),
                "charges": plain(*charges, explained.currency),
                "letter_of": letter_of.map(|(carrier, _)| &explained.numbers[carrier]),
            })
        }
        Forecast::Nothing { through, stages } => json!({
            "on": null,
            "through": day(*through),
            "stages": stages.iter().map(|stage| json!({
                "from": day(stage.from), "decision": stage.decision.word(), "why": why::why_stage(explained, stage),
            })).collect::<Vec<_>>(),
        }),
    }
}
