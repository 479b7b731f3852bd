//! A statute as plain data, made ready once, and its one interpreter: what rules ask, what they bound, and who breaks them.

mod accrual;
mod built_in;
mod curve;
mod earlier;
mod governing;
mod history;
mod judge;
mod limit;
mod limitation;
mod names;
mod notice;
mod reading;
mod rule;
mod statute;
mod statutory;
mod value;

pub use accrual::Accrual;
pub use built_in::{PRACTICES, STATUTES};
pub use curve::{Curves, InterestRule};
pub use governing::{Figure, Governing, governing};
pub use history::Sent;
pub use judge::{Breach, Fault, Judged, Terms, Truth, advise, judge};
pub use limit::{Bound, Reader};
pub use names::{Amount, Condition, Effect, Measure, Question};
pub use notice::{Interest, Invoice, Proposal};
pub use reading::Reading;
pub use rule::Rule;
pub use statute::Law;
pub use statutory::{Most, most_compensation, most_fee};
pub use value::{Unknown, Value, ValueId};
