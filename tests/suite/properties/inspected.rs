//! A ledger whose letters are the policy's own has none that the policy would not have sent.

use std::cell::Cell;

use frist::inspect::inspect;
use proptest::prelude::any;
use proptest::test_runner::{Config, TestRunner};

use super::cases;
use super::simulated::draw::{Tried, own};
use super::simulated::{decided, project, read, record};
use crate::reference::dates::show;
use crate::reference::generate::Dice;
use crate::reference::ledger::What;

#[test]
fn its_own_letters_are_not_outside_the_policy() {
    let letters = Cell::new(0);
    let config = Config { max_shrink_iters: 0, ..cases(150) };
    let ran = TestRunner::new(config).run(&any::<u64>(), |seed| {
        let tried = own(seed);
        let project = project(&tried);
        let mut ledger = tried.ledger.clone();
        for (on, throws) in &tried.runs {
            let mut dice = Dice::new(*throws);
            let (rows, _) = decided(&project, &read(&ledger), *on);
            let sent = rows.iter().enumerate().filter(|(_, row)| row["decision"] == "send" && dice.chance(85));
            let mut sent: Vec<usize> = sent.map(|(at, _)| at).collect();
            // A letter of several invoices goes out with the line that carries its fee, or not at all.
            let keys: Vec<String> = sent.iter().map(|at| rows[*at]["key"].to_string()).collect();
            sent.retain(|at| rows[*at].get("notice_id").is_none_or(|of| of.is_empty() || keys.contains(&of.to_string())));
            ledger.events.extend(sent.into_iter().map(|at| record(at, &rows[at], *on, &mut dice)));
        }
        let Some((last, _)) = tried.runs.last() else { return Ok(()) };
        let notices = ledger.events.iter().filter(|event| matches!(event.what, What::Notice(_)) && event.on <= *last);
        letters.set(letters.get() + notices.count());
        let read = read(&ledger);
        let found = inspect(&read, &project.plans(), &project.laws(), show(*last).parse().unwrap());
        let outside = found.findings.iter().filter(|finding| finding.kind.word.starts_with("notice-"));
        let said: Vec<String> =
            outside.map(|finding| format!("{:?} {}: {:?}", finding.invoice, finding.kind.word, finding.detail)).collect();
        let after = Tried { ledger, ..tried };
        assert!(said.is_empty(), "seed {seed}\n{}\n{}", said.join("\n"), after.text());
        Ok(())
    });
    ran.unwrap();
    assert!(letters.get() > 200, "{} letters say nothing", letters.get());
}
