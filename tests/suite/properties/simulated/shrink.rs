//! What is left of a world when all is taken away that a difference does not need.

use super::difference;
use super::draw::{INVENTED, Tried};
use crate::reference::ledger::Of;
use crate::reference::policy::{Interest, SendOn};

/// Everything smaller by one thing.
fn smaller(tried: &Tried) -> Vec<Tried> {
    let mut all = Vec::new();
    let mut less = |change: &dyn Fn(&mut Tried)| {
        let mut one = tried.clone();
        change(&mut one);
        all.push(one);
    };
    for at in 0..tried.runs.len() {
        less(&|one| {
            one.runs.remove(at);
        });
    }
    for at in 0..tried.ledger.invoices.len() {
        if tried.ledger.invoices.len() > 1 {
            less(&|one| {
                one.ledger.invoices.remove(at);
                if !one.ledger.openings.is_empty() {
                    one.ledger.openings.remove(at);
                }
                let invoices = &one.ledger.invoices;
                one.ledger.unallocated.retain(|money| invoices.iter().any(|invoice| invoice.customer == money.customer));
                one.ledger.events.retain(|event| event.of != Of::Invoice(at));
                for event in &mut one.ledger.events {
                    if let Of::Invoice(of) = &mut event.of {
                        *of -= usize::from(*of > at);
                    }
                }
            });
        }
    }
    for at in 0..tried.ledger.openings.len() {
        less(&|one| one.ledger.openings[at].fees = None);
        less(&|one| one.ledger.openings[at].last_deadline = None);
        less(&|one| one.ledger.openings[at].charged = None);
        less(&|one| one.ledger.openings[at].disputed = None);
        less(&|one| {
            let opening = &mut one.ledger.openings[at];
            (opening.last_sent, opening.last_act, opening.last_step) = (None, None, None);
        });
    }
    for at in 0..tried.ledger.events.len() {
        less(&|one| drop(one.ledger.events.remove(at)));
    }
    if tried.policies.len() > 1 {
        for at in 0..tried.policies.len() {
            less(&|one| drop(one.policies.remove(at)));
        }
    }
    for (law, _) in tried.statutes.iter().enumerate().filter(|(_, (name, _))| name == INVENTED) {
        for at in 2..tried.laws[law].rules.len() {
            less(&|one| {
                one.laws[law].rules.remove(at);
                one.statutes[law].1 = one.laws[law].print();
            });
        }
    }
    less(&|one| one.ledger.unallocated.clear());
    for of in 0..tried.policies.len() {
        less(&|one| one.policies[of].exempt.clear());
        less(&|one| one.policies[of].escalate.clear());
        less(&|one| one.policies[of].escalate.truncate(1));
        less(&|one| one.policies[of].credit = None);
        less(&|one| one.policies[of].pursue = None);
        less(&|one| one.policies[of].together = false);
        less(&|one| one.policies[of].applies = None);
        less(&|one| one.policies[of].ignore = None);
        less(&|one| one.policies[of].interest = Interest::Statutory);
        less(&|one| one.policies[of].interest_after_issue = None);
        less(&|one| one.policies[of].hold_unless_known = None);
        less(&|one| one.policies[of].send_on = SendOn::EveryDay);
        less(&|one| {
            let steps = &mut one.policies[of].steps;
            if steps.len() > 1 {
                steps.pop();
            }
        });
        for at in 0..tried.policies[of].steps.len() {
            less(&|one| one.policies[of].steps[at].when = None);
            less(&|one| one.policies[of].steps[at].fee = None);
            less(&|one| one.policies[of].steps[at].compensation = false);
            less(&|one| one.policies[of].steps[at].overtaken = false);
            less(&|one| one.policies[of].steps[at].together = false);
        }
    }
    all
}

/// The same, as small as it still shows the difference.
pub fn smallest(mut tried: Tried) -> String {
    let still = |tried: &Tried| std::panic::catch_unwind(|| difference(tried, |_| ())).ok().flatten().is_some();
    while let Some(less) = smaller(&tried).into_iter().find(|less| format!("{less:?}") != format!("{tried:?}") && still(less)) {
        tried = less;
    }
    difference(&tried, |_| ()).unwrap()
}
