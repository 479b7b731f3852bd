//! What the facts of an invoice can be: every combination of answers to the conditions of a policy that some invoice brings about, decided by how amounts,
//! numbers, dates and texts stand to each other.

mod differences;
mod each;
mod known;
mod literal;
mod point;
mod texts;
mod variables;

pub use each::each;
pub use known::Known;
pub use literal::{Literal, Sort};
pub use point::Point;
pub use variables::{BALANCE, Flag, LARGEST, PRINCIPAL, Variables};
