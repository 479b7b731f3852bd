//! Frist: a language for a company's credit and dunning policy, a checker that holds it against dated, cited statutes, and an evaluator that
//! applies it to a ledger of invoices.
//!
//! The way a text goes: [`syntax`] reads it into a tree, [`model`] looks up its names, [`law`] makes the statutes ready ([`project`] does these
//! three for all files of a run); [`check()`](check::check) asks the law of a policy, [`evaluate`] decides invoices of a [`ledger`],
//! [`audit()`](audit::audit) holds what was sent against the law, [`diff`] says what another policy changes, and [`report`] prints. Nothing below [`cli`] reads a clock, a file or a terminal: the as-of date and every byte come in as arguments.
//!
//! ```
//! use frist::check::check;
//! use frist::evaluate::{Kind, run};
//! use frist::ledger::{File, Files, folder};
//! use frist::project::Project;
//!
//! let policy = r#"
//! policy reminders {
//!     law       NO
//!     debtors   consumer
//!     currency  NOK
//!     valid     from 2026-01-01 until 2026-12-31
//!     step purring is reminder {
//!         send      14 days after due date
//!         deadline  14 days
//!         fee       statutory
//!     }
//! }
//! "#;
//! let project = Project::read([("reminders.frist", policy)], false);
//! assert!(!project.has_errors());
//! assert!(check(&project.program, &project.laws).is_empty());
//!
//! let invoices = "invoice,customer,debtor,currency,issued,due,amount\n1001,7,consumer,NOK,2026-06-01,2026-06-15,10000.00\n";
//! let ledger = folder(&Files { invoices: Some(File { name: "invoices.csv", bytes: invoices.as_bytes() }), ..Files::default() }).unwrap();
//! let policy = &project.program.policies[0];
//! let decided = run(&[(policy, &project.laws["NO"])], &ledger, "2026-07-31".parse().unwrap()).unwrap();
//! let (_, decision) = decided.decided[0].by.as_ref().unwrap();
//! assert_eq!(decision.kind, Kind::Send);
//! // 15 days at 12.00 % and 31 at 12.25 %, in øre.
//! assert_eq!(decision.claim.interest, Some(153_36));
//! ```

pub mod audit;
pub mod check;
pub mod claim;
pub mod cli;
pub mod diagnostic;
pub mod diff;
pub mod evaluate;
pub mod inspect;
pub mod law;
pub mod ledger;
pub mod model;
pub mod project;
pub mod report;
pub mod syntax;
pub mod value;
