//! The quantities a policy, a statute and a ledger are made of: one type a file, no input or output.

mod act;
mod calendar;
mod currency;
mod curve;
mod day;
mod debtor;
mod first_after;
mod money;
mod offset;
mod rate;
mod rounding;

pub use act::Act;
pub use calendar::{Calendar, Holiday, HolidayRule};
pub use currency::Currency;
pub use curve::Curve;
pub use day::{Day, NotADay};
pub use debtor::{Debtor, Debtors};
pub use first_after::FirstAfter;
pub use money::{Minor, Money, NotMoney, grouped};
pub use offset::Offset;
pub use rate::{DayCount, Rate, YEAR_DENOMINATOR};
pub use rounding::{Mode, Rounding, divide};
