use super::amount::{Ceiling, Reader};
use super::{Interest, Invoice, Law, Proposal, Unknown};
use crate::diagnostic::Severity;
use crate::syntax::tree::{Basis, Effect, Quantity, Rule};
use crate::value::{Act, Day, Minor, Rate};

/// A rule that a notice breaks.
#[derive(Clone, Debug)]
pub struct Breach<'a> {
    /// Which rule.
    pub rule: &'a Rule,
    /// How.
    pub fault: Fault,
}

/// How a notice breaks a rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// More than the limit: what was charged and what is allowed, in minor units.
    TooMuch(Minor, Minor),
    /// A higher rate than the limit: the rate, what is allowed, and the first day on which it is.
    RateTooHigh(Rate, Rate, Day),
    /// A demand that is not met.
    NotMet,
    /// The law does not tell: nothing that depends on it goes out.
    NotKnown(Unknown),
    /// A piece of advice that is not followed.
    Advice,
}

impl Breach<'_> {
    /// Whether the notice must not go out: advice alone does not stop it.
    pub fn forbids(&self) -> bool {
        self.fault != Fault::Advice
    }

    /// A rule of law is an error, whatever our confidence; guidance, practice and advice are warnings.
    pub fn severity(&self) -> Severity {
        match self.rule.cite.as_ref().map(|cite| cite.basis) {
            _ if self.fault == Fault::Advice => Severity::Warning,
            Some(Basis::Guidance | Basis::Practice) => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

/// Every rule the notice breaks, in the statute's order.
pub fn judge<'a>(law: &'a Law, invoice: &Invoice, proposal: &Proposal) -> Vec<Breach<'a>> {
    broken(law, &law.statute.rules, invoice, proposal)
}

/// Every advice of the trade the notice does not follow.
pub fn advise<'a>(law: &'a Law, invoice: &Invoice, proposal: &Proposal) -> Vec<Breach<'a>> {
    broken(law, &law.practice, invoice, proposal)
}

fn broken<'a>(law: &'a Law, rules: &'a [Rule], invoice: &Invoice, proposal: &Proposal) -> Vec<Breach<'a>> {
    let reader = Reader { law, invoice, proposal, rate_day: proposal.on };
    rules.iter().filter_map(|rule| Some(Breach { rule, fault: fault(&reader, rule)? })).collect()
}

/// Whether a rule speaks of this notice at all.
pub fn governs(reader: &Reader, rule: &Rule) -> Result<bool, Unknown> {
    let proposal = reader.proposal;
    let dated = rule.from.is_none_or(|from| from <= proposal.on) && rule.until.is_none_or(|until| proposal.on <= until);
    if !rule.of.is_about(proposal.act) || !dated {
        return Ok(false);
    }
    if let Some(unless) = &rule.unless
        && reader.holds(unless)?
    {
        return Ok(false);
    }
    rule.when.as_ref().map_or(Ok(true), |when| reader.holds(when))
}

/// How the notice breaks a rule, if it does.
pub fn fault(reader: &Reader, rule: &Rule) -> Option<Fault> {
    match governs(reader, rule) {
        Ok(true) => {}
        Ok(false) => return None,
        Err(unknown) => return Some(Fault::NotKnown(unknown)),
    }
    match &rule.effect {
        Effect::Require(condition) => match reader.holds(condition) {
            Ok(true) => None,
            Ok(false) => Some(Fault::NotMet),
            Err(unknown) => Some(Fault::NotKnown(unknown)),
        },
        Effect::Advise(condition) => (reader.holds(condition) == Ok(false)).then_some(Fault::Advice),
        Effect::Limit(Quantity::InterestRate, amount) => reader.proposal.interest.and_then(|interest| {
            turning_days(reader, interest).into_iter().find_map(|day| {
                let rate = (interest.rate)(day)?;
                let reader = Reader { rate_day: day, ..*reader };
                match reader.ceiling(amount) {
                    Ceiling { figure: Some(allowed), .. } if i128::from(rate.ppm()) > allowed.floor() => {
                        Some(Fault::RateTooHigh(rate, Rate::from_ppm(allowed.floor() as i64), day))
                    }
                    Ceiling { unknown: Some(unknown), .. } if rate != Rate::ZERO => Some(Fault::NotKnown(unknown)),
                    _ => None,
                }
            })
        }),
        Effect::Limit(quantity, amount) => {
            let (before, own) = total(reader, *quantity);
            if own == 0 {
                // A limit is broken only by a notice that itself adds to what it bounds.
                return None;
            }
            let ceiling = reader.ceiling(amount);
            let charged = i128::from(before + own);
            let follows = ceiling.fees_before.map(|fees| i128::from(fees + reader.proposal.fee));
            let allowed = ceiling.figure.map(|figure| figure.floor()).into_iter().chain(follows).max();
            match (allowed, ceiling.unknown) {
                (Some(allowed), _) if charged <= allowed => None,
                (_, Some(unknown)) => Some(Fault::NotKnown(unknown)),
                (allowed, None) => Some(Fault::TooMuch(charged as Minor, allowed.unwrap_or(0) as Minor)),
            }
        }
    }
}

/// What a quantity came to before this notice, and what this notice adds.
pub fn total(reader: &Reader, quantity: Quantity) -> (Minor, Minor) {
    let proposal = reader.proposal;
    match quantity {
        Quantity::Fee => (0, proposal.fee),
        Quantity::LetterFee => (proposal.other_rows, proposal.fee),
        Quantity::Compensation => (0, proposal.compensation),
        // What a legal step costs is not for these totals.
        Quantity::TotalCompensation | Quantity::TotalFees | Quantity::TotalCharges if proposal.act == Act::LegalStep => (0, 0),
        Quantity::TotalCompensation => (reader.compensation_before(), proposal.compensation),
        Quantity::TotalFees => (reader.fees_before(), proposal.fee),
        Quantity::TotalCharges => (reader.fees_before() + reader.compensation_before(), proposal.fee + proposal.compensation),
        Quantity::InterestRate => (0, 0),
    }
}

/// The first day of the interest and every later one on which the law's rate changes: a rate that holds there holds on all days.
pub fn turning_days(reader: &Reader, interest: Interest) -> Vec<Day> {
    if interest.last < interest.first {
        return Vec::new();
    }
    let stretch = interest.first..=interest.last;
    let changes = reader.law.rate_changes(reader.invoice.debtor).filter(|day| stretch.contains(day));
    [interest.first].into_iter().chain(changes).collect()
}
