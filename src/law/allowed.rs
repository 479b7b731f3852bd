use super::judge::{Breach, BreachKind};
use super::notice::{Invoice, Proposal};
use super::statute::Law;
use super::statutory::{Most, most_compensation, most_fee};
use super::value::Unknown;
use crate::value::Minor;

/// What of a notice's charges the law allows, in minor units: nothing where it forbids the notice itself, otherwise what its limits leave, the fee first.
/// What hangs on a figure that nobody knows is allowed.
pub fn allowed(law: &Law, invoice: &Invoice, proposal: &Proposal, breaches: &[Breach]) -> Minor {
    if breaches.iter().any(|breach| breach.fault == BreachKind::NotMet) {
        return 0;
    }
    let within =
        |charged: Minor, most: Result<Most, Unknown>| most.ok().and_then(|most| most.most).map_or(charged, |most| charged.min(most));
    let fee = within(proposal.fee, most_fee(law, invoice, proposal));
    fee + within(proposal.compensation, most_compensation(law, invoice, &Proposal { fee, ..*proposal }))
}
