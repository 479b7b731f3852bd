use super::amount::Reader;
use super::judge::governs;
use super::{Invoice, Law, Proposal, Unknown};
use crate::syntax::tree::{Effect, Quantity, Rule};
use crate::value::Minor;

/// The most the law allows, and the rule that says so.
#[derive(Clone, Debug)]
pub struct Bounds<'a> {
    /// Minor units, at least 0; `None` when no rule bounds it.
    pub most: Option<Minor>,
    /// The rule that leaves the least.
    pub rule: Option<&'a Rule>,
    /// Whether it rests on the assumption that the law has not changed.
    pub assumed: bool,
}

/// The most a fee may be: what every limit on fee, letter fee, total fees and total charges leaves.
///
/// # Errors
/// When it depends on a value the law does not tell.
pub fn most_fee<'a>(law: &'a Law, invoice: &Invoice, proposal: &Proposal) -> Result<Bounds<'a>, Unknown> {
    let quantities = [Quantity::Fee, Quantity::LetterFee, Quantity::TotalFees, Quantity::TotalCharges];
    // Fee first: the compensation fills up what is left.
    let proposal = Proposal { compensation: 0, fee: 0, ..*proposal };
    most(law, invoice, &proposal, &quantities)
}

/// The most a compensation may be, after the fee the proposal carries.
///
/// # Errors
/// When it depends on a value the law does not tell.
pub fn most_compensation<'a>(law: &'a Law, invoice: &Invoice, proposal: &Proposal) -> Result<Bounds<'a>, Unknown> {
    let quantities = [Quantity::Compensation, Quantity::TotalCompensation, Quantity::TotalCharges];
    most(law, invoice, &Proposal { compensation: 0, ..*proposal }, &quantities)
}

fn most<'a>(law: &'a Law, invoice: &Invoice, proposal: &Proposal, quantities: &[Quantity]) -> Result<Bounds<'a>, Unknown> {
    let reader = Reader { law, invoice, proposal, rate_day: proposal.on };
    let mut bounds = Bounds { most: None, rule: None, assumed: false };
    let mut unknown = None;
    for rule in &law.statute.rules {
        let Effect::Limit(quantity, amount) = &rule.effect else { continue };
        if !quantities.contains(quantity) {
            continue;
        }
        match governs(&reader, rule) {
            Ok(true) => {}
            Ok(false) => continue,
            Err(missing) => {
                unknown = Some(missing);
                continue;
            }
        }
        let ceiling = reader.ceiling(amount);
        let (fees, compensation) = (reader.fees_before(), reader.compensation_before());
        let already = match quantity {
            Quantity::LetterFee => proposal.other_rows,
            Quantity::TotalFees => fees,
            Quantity::TotalCompensation => compensation,
            // The proposal's own fee counts when its compensation is sought.
            Quantity::TotalCharges => fees + compensation + proposal.fee,
            _ => 0,
        };
        if quantities.contains(&Quantity::Fee) && ceiling.fees_before.is_some() && compensation == 0 {
            // Allowed as much as the fees themselves come to: no bound on a fee as long as nothing else was claimed.
            continue;
        }
        let follows = ceiling.fees_before.map(|fees| i128::from(fees + proposal.fee));
        let figure = ceiling.figure.map(|figure| figure.floor());
        let Some(allowed) = figure.into_iter().chain(follows).max().filter(|_| ceiling.unknown.is_none()) else {
            unknown = ceiling.unknown.or(unknown);
            continue;
        };
        let left = (allowed - i128::from(already)).max(0) as Minor;
        if bounds.most.is_none_or(|most| left < most) {
            bounds.most = Some(left);
            bounds.rule = Some(rule);
        }
        bounds.assumed |= ceiling.assumed;
    }
    match unknown {
        // Nothing is left whatever the unknown figure is.
        Some(_) if bounds.most == Some(0) => Ok(bounds),
        Some(unknown) => Err(unknown),
        None => Ok(bounds),
    }
}
