use serde_json::{Value, json};

use super::account::six_decimals;
use super::words;
use crate::claim::Moved;
use crate::explain::{Ahead, Explained, Line, OfPolicy, Position, Ruled, Sent, Step, Stopped, Told};
use crate::value::{Currency, Day, Minor, Money};

/// The whole answer as one object. Other programs read the names: one changes only with a version.
pub fn json(told: &Explained) -> String {
    let policy = told.policy.as_ref();
    let money = |minor: Minor| plain(minor, told.currency);
    let each = |of: &dyn Fn(&OfPolicy) -> Vec<Value>| policy.map_or(Vec::new(), of);
    let object = json!({
        "invoice": told.invoice,
        "customer": told.customer,
        "name": told.name,
        "debtor": told.debtor.word(),
        "currency": told.currency.to_string(),
        "amount": money(told.amount),
        "issued": day(told.issued),
        "as_of": day(told.on),
        "decision": told.decision.word(),
        "because": told.because,
        "policy": policy.map(|policy| json!({
            "name": policy.name,
            "title": policy.title,
            "law": policy.law,
            "valid_from": day(policy.valid.from),
            "valid_until": policy.valid.until.map(day),
            "version": policy.version,
        })),
        "not_for": told.passed.iter().map(|passed| json!({
            "policy": passed.policy, "valid_from": day(passed.from), "why": passed.why,
        })).collect::<Vec<_>>(),
        "due": policy.map(|OfPolicy { due, .. }| json!({ "on": day(due.on), "stated": due.stated.map(day), "how": due.how })),
        "interest": policy.map(|OfPolicy { due, .. }| json!({ "from": due.interest_from.map(day), "how": due.interest_how })),
        "account": each(&|policy| policy.account.iter().map(|one| line(one, told.currency)).collect()),
        "claim": policy.map(|OfPolicy { claim, .. }| json!({
            "principal": money(claim.principal),
            "balance": money(claim.balance),
            "interest": claim.interest.map(money),
            "fees": money(claim.fees),
            "credit": money(claim.credit),
            "total": claim.total().map(money),
        })),
        "notices": each(&|policy| policy.notices.iter().map(|one| sent(one, told.currency)).collect()),
        "stops": each(&|policy| policy.stops.iter().map(|one| stop(one, told.currency)).collect()),
        "steps": each(&|policy| policy.steps.iter().map(step).collect()),
        "order": each(&|policy| policy.gates.iter().map(|gate| json!({
            "decision": gate.kind.word(), "answer": gate.stops, "why": gate.why,
        })).collect()),
        "notice": policy.and_then(|policy| policy.notice.as_ref()).map(|one| notice(one, told.currency)),
        "next": told.ahead.as_ref().map(|one| ahead(one, told.currency)),
    });
    format!("{object}\n")
}

fn plain(minor: Minor, currency: Currency) -> String {
    Money::new(minor, currency).plain()
}

fn day(day: Day) -> String {
    day.to_string()
}

/// `interest` has six decimals on stretches and roundings; every other amount has the currency's.
fn line(line: &Line, currency: Currency) -> Value {
    let money = |minor: Minor| plain(minor, currency);
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
        Moved::WrittenOff => ("write-off", None),
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
        "what": line.what,
        "first": line.first.map(day),
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

fn sent(sent: &Sent, currency: Currency) -> Value {
    json!({
        "on": sent.on.map(day),
        "step": sent.step,
        "act": sent.act.map(|act| act.word()),
        "deadline": sent.deadline.map(day),
        "fee": plain(sent.fee, currency),
        "compensation": plain(sent.compensation, currency),
        "charged": sent.charged,
        "undone": sent.undone.map(day),
    })
}

fn stop(stop: &Stopped, currency: Currency) -> Value {
    json!({
        "kind": stop.kind,
        "since": stop.since.map(day),
        "until": stop.until.map(day),
        "ended": stop.ended.map(day),
        "open": stop.open,
        "holds": stop.holds,
        "promised": stop.kept.and_then(|kept| kept.promised).map(|minor| plain(minor, currency)),
        "paid": stop.kept.map(|kept| plain(kept.paid, currency)),
        "kept": stop.kept.and_then(|kept| kept.kept),
    })
}

fn step(step: &Step) -> Value {
    let (state, sent) = match &step.position {
        Position::Sent(on) => ("sent", *on),
        Position::GonePast => ("gone-past", None),
        Position::DoesNotApply => ("does-not-apply", None),
        Position::NoAnswer(_) => ("no-answer", None),
        Position::HandedOver(_) => ("handed-over", None),
        Position::TooLate => ("too-late", None),
        Position::Overtaken(_) => ("overtaken", None),
        Position::Next => ("next", None),
        Position::NotReached => ("not-reached", None),
    };
    let trigger = step.trigger.as_ref();
    json!({
        "step": step.name,
        "act": step.act.word(),
        "state": state,
        "why": words::position(step),
        "sent": sent.map(day),
        "due": trigger.and_then(|trigger| trigger.on).map(day),
        "counts": trigger.map(|trigger| trigger.written.clone()),
        "counts_from": trigger.and_then(|trigger| trigger.from).map(day),
        "when": step.when.as_ref().map(|when| when.written.clone()),
        "holds": step.when.as_ref().and_then(|when| when.holds),
        "values": step.when.as_ref().map_or(Vec::new(), |when| when.values.clone()),
    })
}

fn notice(notice: &Told, currency: Currency) -> Value {
    json!({
        "step": notice.step,
        "title": notice.title,
        "act": notice.act.word(),
        "channel": notice.channel,
        "deadline": notice.deadline.map(day),
        "fee": plain(notice.fee, currency),
        "compensation": plain(notice.compensation, currency),
        "letter": notice.letter,
        "lawful_on": notice.lawful_on.map(day),
        "rules": notice.rules.iter().map(rule).collect::<Vec<_>>(),
    })
}

fn rule(rule: &Ruled) -> Value {
    json!({
        "rule": rule.rule,
        "title": rule.title,
        "cite": rule.cite,
        "basis": rule.rests_on.map(|(basis, _)| basis.word()),
        "confidence": rule.rests_on.map(|(_, confidence)| confidence.word()),
        "has": rule.has,
        "allowed": rule.allowed,
        "forbids": rule.forbids,
        "advises": rule.advises,
    })
}

fn ahead(ahead: &Ahead, currency: Currency) -> Value {
    match ahead {
        Ahead::Notice { on, step, policy, deadline, charges, letter_of } => json!({
            "on": day(*on), "step": step, "policy": policy, "deadline": deadline.map(day), "charges": plain(*charges, currency),
            "letter_of": letter_of.as_ref().map(|(carrier, _)| carrier),
        }),
        Ahead::Nothing { through, stages } => json!({
            "on": null,
            "through": day(*through),
            "stages": stages.iter().map(|stage| json!({
                "from": day(stage.from), "decision": stage.decision.word(), "why": stage.why,
            })).collect::<Vec<_>>(),
        }),
    }
}
