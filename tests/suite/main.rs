//! The tests that need more than one module: cases are files, and each is run through many dimensions.
//!
//! `tests/policies` are policies with what is said of them, `tests/ledgers` ledgers with their faults, `tests/vectors` figures worked out apart from
//! the program, `tests/cases` ledgers with decisions. `INSTA_UPDATE=always cargo test` writes the snapshots anew.
#![allow(missing_docs, clippy::unwrap_used)]
// Øre are written behind the last underscore.
#![allow(clippy::inconsistent_digit_grouping, clippy::zero_prefixed_literal)]

mod audit;
mod bank;
mod checked;
mod cli;
mod diff;
mod docs;
mod facade;
mod house;
mod import;
mod inspect;
mod law;
mod ledgers;
mod mapped;
#[cfg(feature = "parquet")]
mod parquet;
mod plan;
mod policies;
mod practice;
mod proof;
mod properties;
mod reference;
mod rules;
mod saft;
mod simulate;
mod timeline;
mod unknown;
mod vectors;
mod why;
