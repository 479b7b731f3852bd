//! Why one invoice is decided as it is, as people and programs read it.

mod account;
mod columns;
mod human;
mod json;
mod rules;
mod tables;

pub use human::human;
pub use json::json;
