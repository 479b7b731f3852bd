use serde_json::{Value, json};

use crate::diff::{Aspect, Compared, Course, CourseNotice, Courses, Figure, PolicyComparison, Region};
use crate::value::{Act, Currency, Day, Minor, Money};
use crate::words::{alone, changed_in_words, difference_in_words, incomparable, lines_in_words, passage, region_in_words, trait_in_words};

/// The comparison as programs read it: one object a line.
pub fn diff_json(comparison: &PolicyComparison) -> String {
    let mut lines: Vec<Value> = Vec::new();
    lines.extend(comparison.gone.iter().map(|policy| json!({ "policy": policy.name, "gone": true })));
    lines.extend(comparison.new.iter().map(|policy| json!({ "policy": policy.name, "new": true })));
    for compared in &comparison.pairs {
        let [old, new] = compared.policies;
        let names = json!({ "old": old.name, "new": new.name });
        match &compared.courses {
            Courses::Regions { regions, window, .. } => {
                lines.extend(regions.iter().map(|region| region_object(region, compared, *window, &names)));
            }
            Courses::Same => {}
            Courses::Not(why) => lines.push(json!({ "policy": names, "not_compared": incomparable(*why) })),
        }
        lines.extend(compared.also.iter().map(|change| {
            json!({ "policy": names, "also": { "within": change.within, "old": change.old.as_ref().map(passage), "new": change.new.as_ref().map(passage) }, "text": changed_in_words(change) })
        }));
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn region_object(of: &Region, compared: &Compared, window: (Day, Day), names: &Value) -> Value {
    let currency = compared.policies[0].currency;
    let money = |minor: Minor| Money::new(minor, currency).plain();
    let pieces: Vec<Value> = of
        .pieces
        .iter()
        .map(|piece| {
            json!({ "due_from": piece.dates.0.to_string(), "due_until": piece.dates.1.to_string(),
                "amount_from": money(piece.amounts.0), "amount_until": piece.amounts.1.map(money) })
        })
        .collect();
    let figure = |what: Aspect, figure: Figure| match (what, figure) {
        (Aspect::Interest, _) | (_, Figure::Absent) => Value::Null,
        (_, Figure::Varies) => "varies".into(),
        (Aspect::Fee | Aspect::Compensation, Figure::Is(minor)) => money(minor).into(),
        (_, Figure::LeftAlone(why)) => alone(why).into(),
        (Aspect::Alone | Aspect::Notice | Aspect::Day | Aspect::Deadline, Figure::Is(days)) => days.into(),
    };
    let differences: Vec<Value> = of
        .differences
        .iter()
        .map(|difference| {
            let [old, new] = difference.figures.map(|side| figure(difference.what, side));
            json!({ "what": what_word(difference.what), "act": difference.act.map(Act::word), "old_step": difference.steps[0],
                "new_step": difference.steps[1], "old": old, "new": new, "text": difference_in_words(difference, compared.policies) })
        })
        .collect();
    let invoice = &of.example.invoice;
    let traits: Vec<String> = of.example.traits.iter().map(|own| trait_in_words(own, currency)).collect();
    let [old, new] = [0, 1].map(|side| notices(&of.example.courses[side], currency));
    json!({
        "policy": names,
        "region": {
            "text": region_in_words(of, currency, window),
            "debtors": of.debtors.iter().map(|debtor| debtor.word()).collect::<Vec<_>>(),
            "labels": lines_in_words(&of.lines, currency), "pieces": pieces, "currency": currency.to_string(),
        },
        "direction": of.differences.first().map(|difference| difference.direction.word()),
        "differences": differences,
        "example": {
            "amount": money(invoice.amount), "debtor": invoice.debtor.word(), "issued": invoice.issued.to_string(),
            "due": invoice.due.map(|due| due.to_string()), "labels": traits, "old": old, "new": new,
        },
    })
}

fn what_word(what: Aspect) -> &'static str {
    match what {
        Aspect::Alone => "left alone",
        Aspect::Notice => "notice",
        Aspect::Day => "day",
        Aspect::Deadline => "deadline",
        Aspect::Fee => "fee",
        Aspect::Compensation => "compensation",
        Aspect::Interest => "interest",
    }
}

fn notices(course: &Course, currency: Currency) -> Vec<Value> {
    let money = |minor: Minor| Money::new(minor, currency).plain();
    let one = |sent: &CourseNotice| {
        json!({ "step": sent.step, "act": sent.act.word(), "on": sent.on.to_string(), "deadline": sent.deadline.map(|day| day.to_string()),
            "fee": money(sent.fee), "compensation": money(sent.compensation) })
    };
    course.notices.iter().map(one).collect()
}
