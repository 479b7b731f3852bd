use crate::decide::Misfit;
use crate::explain::{Explained, OtherPolicy};
use crate::plan::Plan;
use crate::run::{NotFor, Since, VersionChoice};
use crate::words::worded;

/// Why a policy that was tried is not for the invoice.
pub fn not_for(explained: &Explained, other: &OtherPolicy) -> String {
    let plan = explained.plans[other.at];
    match &other.not_for {
        NotFor::Misfit(misfit) => not_fitting(explained, plan, *misfit),
        NotFor::NotYetValid(from) => format!("it is valid from {from}"),
        NotFor::NoLongerValid(until) => format!("it was valid until {until}"),
        NotFor::OtherVersion(choice) => version(explained, choice),
    }
}

fn not_fitting(explained: &Explained, plan: &Plan, misfit: Misfit) -> String {
    match misfit {
        Misfit::Country => {
            let country = explained.country.as_deref().unwrap_or_default();
            format!("it is under the law of {}, and the customer's country is {country}", plan.law.name)
        }
        Misfit::Debtor => {
            let kinds: Vec<&str> = plan.debtors.iter().map(|debtor| debtor.word()).collect();
            format!("it is for {}, and {} owes", kinds.join(", "), explained.debtor.described())
        }
        Misfit::Currency => format!("it is for invoices in {}, and this one is in {}", plan.currency, explained.currency),
        Misfit::Applies => {
            let applies = plan.applies.as_ref().map_or(String::new(), |applies| worded(plan, applies));
            format!("it applies when {applies}")
        }
    }
}

/// Why one version of a policy is the invoice's and no other.
pub fn version(explained: &Explained, choice: &VersionChoice) -> String {
    let from = explained.plans[choice.at].valid.from;
    match choice.since {
        Since::InForce => format!("the version from {from} is in force"),
        Since::Begun(first) => {
            format!("dunning began on {first} under the version from {from}, and no later one in force takes over open cases")
        }
        Since::TookOver(first) => format!("dunning began on {first}, and the version from {from} takes over open cases"),
    }
}
