//! What lies behind a decision, in English: the sentences of `frist why`.

mod account;
mod clauses;
mod due;
mod forecast;
mod interruptions;
mod past_notices;
mod policy_choice;
mod reasons;
mod rules;
mod steps;

pub use account::account_line;
pub use clauses::{InTurn, in_turn};
pub use due::{due_date, interest_run};
pub use forecast::{comes, stage, why_stage};
pub use interruptions::{outcome, state};
pub use past_notices::charges;
pub use policy_choice::{not_for, version};
pub use reasons::because;
pub use rules::{allowed, has};
pub use steps::{moments, position};
