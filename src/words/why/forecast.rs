use super::reasons::reason;
use crate::explain::{Explained, Forecast, Phase};
use crate::value::Money;

/// What comes next: that a notice goes out, or that none does.
pub fn comes(explained: &Explained, forecast: &Forecast) -> String {
    match forecast {
        Forecast::Notice { on, policy, step, deadline, charges, letter_of } => {
            let plan = explained.plans[*policy];
            let deadline = deadline.map_or(String::new(), |day| format!(", deadline {day}"));
            let charges = match charges {
                0 => ", free".into(),
                minor => format!(", charging {}", Money::new(*minor, explained.currency)),
            };
            let letter = letter_of.map_or(String::new(), |(carrier, fee)| {
                let carrier = &explained.numbers[carrier];
                match fee {
                    0 => format!(", in the letter of {carrier}"),
                    fee => format!(", in the letter of {carrier}, which charges {}", Money::new(fee, explained.currency)),
                }
            });
            format!("`{}` of `{}` goes out on {on}{deadline}{charges}{letter}", plan.step_name(*step), plan.name)
        }
        Forecast::Nothing { through, .. } => format!("no notice goes out through {through}"),
    }
}

/// What is decided from a day on, with its reason.
pub fn stage(explained: &Explained, stage: &Phase) -> String {
    let (decision, why) = (stage.decision.word(), why_stage(explained, stage));
    let decided = if why.starts_with(decision) { why } else { format!("{decision}, {why}") };
    format!("from {}: {decided}", stage.from)
}

/// Why that is decided.
pub fn why_stage(explained: &Explained, stage: &Phase) -> String {
    reason(explained, stage.by.as_ref(), stage.from, &stage.why)
}
