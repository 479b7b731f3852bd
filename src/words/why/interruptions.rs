use crate::explain::{Interruption, PromiseOutcome};
use crate::value::{Currency, Minor, Money};

/// Whether it is open and holds the invoice, or how it ended.
pub fn state(one: &Interruption) -> String {
    match (one.open, one.ended) {
        (true, _) if one.holds => "open: holds the invoice".into(),
        (true, _) => "open; the policy does not hold for it".into(),
        (false, Some(day)) => format!("ended on {day}"),
        (false, None) => "ran out".into(),
    }
}

/// What became of a promise.
pub fn outcome(one: &Interruption, promise: &PromiseOutcome, currency: Currency) -> String {
    let money = |minor: Minor| Money::new(minor, currency).grouped();
    let promised = promise.promised.map_or("all of it".into(), money);
    let became = match (promise.kept, promise.replaced) {
        (Some(true), _) => "kept".into(),
        (Some(false), _) => one.until.map_or("broken".into(), |until| format!("broken on {}", until.plus(1))),
        (None, Some(day)) => format!("replaced by the promise of {day}"),
        (None, None) => "not yet due".into(),
    };
    format!("promised {promised}, paid {} by then: {became}", money(promise.paid))
}
