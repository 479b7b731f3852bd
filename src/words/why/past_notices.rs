use crate::explain::PastNotice;
use crate::law::Charged;
use crate::value::{Currency, Money};

/// What a notice that was sent cost.
pub fn charges(notice: &PastNotice, currency: Currency) -> String {
    let charges: Vec<String> = [(notice.fee, "fee"), (notice.compensation, "compensation")]
        .iter()
        .filter(|(minor, _)| *minor > 0)
        .map(|(minor, what)| format!("{what} {}", Money::new(*minor, currency).grouped()))
        .collect();
    match (charges.is_empty(), notice.charged) {
        (true, Charged::Yes) => "no fee of its own; counts as charged".into(),
        (true, Charged::Perhaps) => "not told whether it cost something".into(),
        (true, Charged::No) => "free".into(),
        (false, _) => charges.join(", "),
    }
}
