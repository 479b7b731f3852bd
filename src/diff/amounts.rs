use std::collections::BTreeSet;

use super::cuts::Cuts;
use crate::plan::{FeeAmount, Plan};
use crate::terms::Adjust;
use crate::value::Minor;

/// The amounts the policies and their law name, those at which a rounded share steps, and one above all.
pub fn amounts(policies: [&Plan; 2], all: &[Cuts; 2]) -> Vec<Minor> {
    let mut amounts: BTreeSet<Minor> = BTreeSet::from([1]);
    for cuts in all {
        amounts.extend(&cuts.money);
        amounts.extend(cuts.bands.iter().flat_map(|band| [*band, band + 1]));
    }
    let mut shares: Vec<(i64, Minor)> = Vec::new();
    for policy in policies {
        policy.steps.iter().flat_map(|step| step.fee.amounts()).for_each(|fee| shares_of(fee, &mut shares));
    }
    shares.sort_unstable();
    shares.dedup();
    for (rate, unit) in &shares {
        amounts.extend((1..=STEPS).flat_map(|half| {
            let at = i128::from(half) * i128::from(*unit) * 500_000 / i128::from(*rate);
            [at as Minor, at as Minor + 1]
        }));
    }
    let currency = policies[0].currency;
    let highest = amounts.last().copied().unwrap_or(1);
    amounts.insert((highest * 100).max(1_000_000 * currency.unit()));
    amounts.into_iter().filter(|amount| *amount > 0).collect()
}

/// How many half steps of a rounded share are looked at: beyond them two shares that differ by a hundredth of either are a whole step apart.
const STEPS: i64 = 200;

fn shares_of(fee: &FeeAmount, shares: &mut Vec<(i64, Minor)>) {
    match fee {
        FeeAmount::Statutory | FeeAmount::Fixed(_) => {}
        FeeAmount::Share(rate, _, adjusts) => {
            let unit = adjusts.iter().find_map(|adjust| if let Adjust::Rounded(_, unit) = adjust { Some(unit.minor) } else { None });
            shares.extend((rate.ppm() > 0).then_some((rate.ppm(), unit.unwrap_or(1))));
        }
        FeeAmount::Bands(_, bands) => bands.iter().for_each(|(_, amount)| shares_of(amount, shares)),
    }
}
