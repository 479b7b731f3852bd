//! The reference: what a policy, a claim and the law mean, read off the design pages a second time.
//!
//! It shares nothing with `src/`: its own calendar, money, statutes, policies and ledgers. A policy and a ledger of it print themselves as the
//! files that the program reads, and are simulated as they stand, day by day.

#![allow(dead_code)] // What another test of the suite may draw with.

pub mod before_last;
pub mod books;
pub mod case;
pub mod conditions;
pub mod constructs;
pub mod countries;
pub mod customers;
pub mod dates;
pub mod generate;
pub mod invent;
pub mod law;
pub mod ledger;
pub mod ledgers;
pub mod letters;
pub mod open_items;
pub mod owed;
pub mod policy;
pub mod print;
pub mod simulate;
