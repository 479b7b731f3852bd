//! A statute as plain data, made ready once, and its one interpreter: what rules ask, what they bound, and who breaks them.

mod accrual;
mod built_in;
mod earlier;
mod governing;
mod grace;
mod history;
mod interest_rate;
mod judge;
mod lapses;
mod limit;
mod lookup;
mod names;
mod notice;
mod prior;
mod round;
mod rule;
mod statute;
mod statutory;
mod value;

pub use accrual::Accrual;
pub use built_in::{PRACTICES, STATUTES};
pub use governing::{Governing, LimitFigure, governing};
pub use grace::Grace;
pub use history::Sent;
pub use interest_rate::{Curves, InterestRule};
pub use judge::{Breach, BreachKind, Judged, Terms, Truth, advise, judge};
pub use limit::{Bound, Reader};
pub use names::{Amount, Condition, Effect, Measure, Question};
pub use notice::{InterestClaimed, Invoice, KeyDays, Owing, Proposal};
pub use prior::{Charged, Prior, PriorDeadline, PriorNotice};
pub use round::Round;
pub use rule::Rule;
pub use statute::Law;
pub use statutory::{Most, most_compensation, most_fee};
pub use value::{Known, Unknown, Value, ValueId};
