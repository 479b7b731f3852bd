//! Why one invoice is decided as it is, and from which day it would be otherwise: everything behind the decision, as data. `words` makes the sentences.

mod account;
mod asked_facts;
mod clauses;
mod decided_case;
mod due;
mod explained;
mod forecast;
mod interruptions;
mod past_notices;
mod policy_choice;
mod rules;
mod steps;
mod why;

pub use account::{AccountLine, ChargingNotice};
pub use asked_facts::AskedFact;
pub use due::{DueDate, InterestBegins, InterestRun, LateRate};
pub use explained::{Explained, UnderPolicy};
pub use forecast::{Forecast, Phase};
pub use interruptions::{Interruption, InterruptionKind, PromiseOutcome};
pub use past_notices::PastNotice;
pub use policy_choice::OtherPolicy;
pub use steps::{ConditionState, Position, StepState, Trigger};
pub use why::why;
