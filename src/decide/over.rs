use crate::diagnostic::Severity;
use crate::law::{Breach, BreachKind};
use crate::ledger::Notice;
use crate::terms::{Effect, Quantity};
use crate::value::{Day, Minor};

/// What was charged over the limits on one invoice so far, no amount of it twice: the notices that stand, each with what its fee and its
/// compensation add.
#[derive(Default)]
pub struct Over(Vec<(u32, FeeAndCompensation)>);

/// A fee and a compensation.
#[derive(Clone, Copy, Default)]
struct FeeAndCompensation {
    fee: Minor,
    compensation: Minor,
}

impl FeeAndCompensation {
    fn of(self, what: Quantity) -> Minor {
        match what {
            Quantity::Fee | Quantity::LetterFee | Quantity::TotalFees => self.fee,
            Quantity::Compensation | Quantity::TotalCompensation => self.compensation,
            Quantity::TotalCharges => self.fee + self.compensation,
            Quantity::InterestRate => 0,
        }
    }
}

impl Over {
    /// How much of an excess a notice adds: a limit on a total is also over by what earlier notices were.
    pub fn added(&self, what: Quantity, notice: &Notice, excess: Minor) -> Minor {
        let before = match what {
            Quantity::TotalFees | Quantity::TotalCompensation | Quantity::TotalCharges => {
                self.0.iter().map(|(_, over)| over.of(what)).sum()
            }
            Quantity::Fee | Quantity::LetterFee | Quantity::Compensation | Quantity::InterestRate => 0,
        };
        let own = FeeAndCompensation { fee: notice.fee, compensation: notice.compensation }.of(what);
        (excess - before).clamp(0, own)
    }

    /// Remembers a notice with what it breaks; answers what it charges over the limits of law. Of several limits on the same money the
    /// strictest counts, and of a total the compensation goes before the fee.
    pub fn add(&mut self, place: u32, notice: &Notice, breaches: &[Breach]) -> Minor {
        let most = |of: &[Quantity]| {
            let over = breaches.iter().filter(|breach| breach.severity() == Severity::Error).filter_map(|breach| {
                let (BreachKind::TooMuch(charged, allowed), Effect::Limit(what, _)) = (&breach.fault, &breach.rule.effect) else {
                    return None;
                };
                of.contains(what).then(|| self.added(*what, notice, charged - allowed))
            });
            over.max().unwrap_or(0)
        };
        let fee = most(&[Quantity::Fee, Quantity::LetterFee, Quantity::TotalFees]);
        let compensation = most(&[Quantity::Compensation, Quantity::TotalCompensation]);
        let all = most(&[Quantity::TotalCharges]);
        let compensation = compensation.max((all - fee).min(notice.compensation));
        let fee = fee.max(all - compensation);
        if fee + compensation > 0 {
            self.0.push((place, FeeAndCompensation { fee, compensation }));
        }
        fee + compensation
    }

    /// Forgets a notice that was undone.
    pub fn undo(&mut self, undone: Option<(u32, Day)>) {
        if let Some((place, _)) = undone {
            self.0.retain(|(of, _)| *of != place);
        }
    }
}
