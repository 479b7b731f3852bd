use crate::explain::PastNotice;
use crate::value::{Currency, Money};

/// What a notice that was sent cost.
pub fn charges(notice: &PastNotice, currency: Currency) -> String {
    let charges: Vec<String> = [(notice.fee, "fee"), (notice.compensation, "compensation")]
        .iter()
        .filter(|(minor, _)| *minor > 0)
        .map(|(minor, what)| format!("{what} {}", Money::new(*minor, currency).grouped()))
        .collect();
    match (charges.is_empty(), notice.charged) {
        (true, true) => "no fee of its own; counts as charged".into(),
        (true, false) => "free".into(),
        (false, _) => charges.join(", "),
    }
}
