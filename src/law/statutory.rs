use super::judge::Judged;
use super::limit::Reader;
use super::notice::{Invoice, Proposal};
use super::statute::Law;
use super::value::Unknown;
use crate::terms::{Effect, Quantity};
use crate::value::Minor;

/// The most the law allows, and the rule that says so.
#[derive(Clone, Copy, Debug)]
pub struct Most {
    /// Minor units, at least 0; `None` when no rule bounds it.
    pub most: Option<Minor>,
    /// The rule that leaves the least, as a place in [`Law::rules`].
    pub rule: Option<usize>,
}

/// The most a fee may be: what every limit on fee, letter fee, total fees and total charges leaves.
///
/// # Errors
/// When it depends on a value the law does not tell.
pub fn most_fee(law: &Law, invoice: &Invoice, proposal: &Proposal) -> Result<Most, Unknown> {
    // Fee first: the compensation fills up what is left.
    let proposal = Proposal { compensation: 0, fee: 0, ..*proposal };
    most(law, invoice, &proposal, &[Quantity::Fee, Quantity::LetterFee, Quantity::TotalFees, Quantity::TotalCharges])
}

/// The most a compensation may be, after the fee the proposal carries.
///
/// # Errors
/// When it depends on a value the law does not tell.
pub fn most_compensation(law: &Law, invoice: &Invoice, proposal: &Proposal) -> Result<Most, Unknown> {
    let proposal = Proposal { compensation: 0, ..*proposal };
    most(law, invoice, &proposal, &[Quantity::Compensation, Quantity::TotalCompensation, Quantity::TotalCharges])
}

fn most(law: &Law, invoice: &Invoice, proposal: &Proposal, quantities: &[Quantity]) -> Result<Most, Unknown> {
    let reader = Reader { law, invoice, proposal, rate_day: proposal.on };
    let of_fee = quantities.contains(&Quantity::Fee);
    let mut found = Most { most: None, rule: None };
    let mut unknown = None;
    for (at, rule) in law.rules.about(proposal.act) {
        let Effect::Limit(quantity, amount) = &rule.effect else { continue };
        if !quantities.contains(quantity) {
            continue;
        }
        let governed = reader.is_governed(rule);
        if governed == Ok(false) {
            continue;
        }
        let bound = reader.bound(*quantity, amount);
        // Allowed as much as the fees themselves come to: no bound on a fee as long as nothing else was claimed.
        let follows = of_fee && bound.follows_fees && reader.compensation_before() == 0;
        if !bound.counts || follows {
            continue;
        }
        match governed.and_then(|_| bound.left()) {
            Ok(left) if found.most.is_none_or(|most| left < most) => (found.most, found.rule) = (Some(left), Some(at)),
            Ok(_) => {}
            Err(missing) => unknown = unknown.or(Some(missing)),
        }
    }
    match unknown {
        // Nothing is left whatever the unknown figure is.
        Some(_) if found.most == Some(0) => Ok(found),
        Some(unknown) => Err(unknown),
        None => Ok(found),
    }
}
