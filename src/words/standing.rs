//! Why a customer has the credit it has, in short sentences with the figures.

use super::because::{unallocated, uncovered};
use super::escalation::{escalated, whose};
use crate::run::{Cause, Escalated, NoCredit, Run, Standing, Undecided};
use crate::value::{Debtor, Debtors, Minor, Money};

/// Why a customer stands as it does: what is found, what nobody can say, what a sale would come to.
pub fn standing(run: &Run, standing: &Standing) -> Vec<String> {
    let mut said: Vec<String> = match &standing.credit {
        Ok(granted) => {
            let undecided = granted.undecided.iter().map(undecided);
            granted.todo.iter().map(|todo| titled(run, standing, todo)).chain(undecided).collect()
        }
        Err(NoCredit::NoClasses) => {
            let policy = standing.by.map_or("", |by| run.plans[by].plan.name.as_str());
            vec![format!("`{policy}` has no credit classes")]
        }
        Err(NoCredit::Uncovered(why)) => vec![uncovered(run.on, why)],
    };
    said.extend(standing.insolvent.map(|since| format!("insolvent since {since}")));
    said.extend(kinds(standing.debtors));
    let Some(currency) = standing.currency else { return said };
    let money = |minor: Minor| Money::new(minor, currency);
    if let Some((sale, limit)) = standing.sale.as_ref().and_then(|sale| Some((sale, sale.beyond.as_ref()?))) {
        let owed = standing.exposure.unwrap_or(0);
        let after = money(owed + sale.amount);
        said.push(format!(
            "{} owed and {} more are {after} (above {}, {})",
            money(owed),
            money(sale.amount),
            money(limit.most),
            whose(limit)
        ));
    }
    if standing.unallocated.all() > 0 {
        said.push(format!("{}, and so not taken off", unallocated(standing.unallocated, currency)));
    }
    said
}

/// What kind of debtor a customer is, where that is not plain.
fn kinds(debtors: Debtors) -> Option<String> {
    let named: Vec<&str> = debtors.iter().map(Debtor::described).collect();
    match named.as_slice() {
        [] => Some("the ledger does not say what kind of debtor it is: treated as a consumer".into()),
        [_] => None,
        several => Some(format!("its invoices name it {}: asked as each of them", several.join(" and "))),
    }
}

/// What is to be done, with the title that the policy gives it, and with the policy where that is another.
fn titled(run: &Run, standing: &Standing, todo: &Escalated) -> String {
    let said = match &todo.cause {
        Cause::Holds(_) => format!("{}: {}", todo.title, escalated(run, todo)),
        Cause::Credit(_) => escalated(run, todo),
    };
    if standing.by == Some(todo.by) { said } else { format!("under `{}`: {said}", run.plans[todo.by].plan.name) }
}

fn undecided(undecided: &Undecided) -> String {
    format!("whether \"{}\" concerns it cannot be said: the ledger has no `{}`", undecided.title, undecided.fact)
}
