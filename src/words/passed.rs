use super::worded;
use crate::claim::Claim;
use crate::decide::PassReason;
use crate::plan::Plan;
use crate::value::{Day, Money};

/// Why a clause did not stop; `None` where that goes without saying.
pub fn passed(plan: &Plan, claim: &Claim, on: Day, passed: PassReason) -> Option<String> {
    let money = |minor| Money::new(minor, plan.currency);
    Some(match passed {
        PassReason::Covered => format!("`{}` is for it, and no fact it needs is missing", plan.name),
        PassReason::Outstanding(balance) => format!("{} of the principal is outstanding", money(balance)),
        PassReason::ChargesPursued => "the principal is settled, but the policy pursues the charges".into(),
        PassReason::NotExempt => match plan.exempt.as_slice() {
            [] => "the policy exempts nobody".into(),
            exempt => {
                let all: Vec<String> = exempt.iter().map(|exempt| format!("`{}`", worded(plan, &exempt.when))).collect();
                format!("not exempt: {} {} not hold", all.join(", "), if all.len() == 1 { "does" } else { "do" })
            }
        },
        PassReason::NotHeld { through } => {
            let open = [
                (through.dispute, "a dispute"),
                (through.plan, "a payment plan"),
                (through.promise, "a promise"),
                (through.unallocated, "a payment or a credit note that is not allocated"),
            ];
            let open: Vec<&str> = open.into_iter().filter(|(is, _)| *is).map(|(_, what)| what).collect();
            if open.is_empty() { "nothing holds it".into() } else { format!("the policy does not hold for {}", open.join(" or ")) }
        }
        PassReason::NotSmall if plan.ignore == 0 => "the policy ignores no balance".into(),
        PassReason::NotSmall => format!("{} is not below {}", money(claim.balance), money(plan.ignore)),
        PassReason::SmallButPursued => "its charges are pursued, however small the balance".into(),
        PassReason::NotBarred(None) | PassReason::FiguresKnown | PassReason::InterestKnown => return None,
        PassReason::NotBarred(Some(day)) => {
            let cite = plan.law.limitation.as_ref().and_then(|limitation| limitation.cite.as_ref());
            let cite = cite.map_or(String::new(), |cite| format!(" ({})", cite.text));
            format!("not time-barred before {day}{cite}")
        }
        PassReason::StepLeft(step) => format!("`{}` is left", plan.step_name(step)),
        PassReason::Due(since) if since < on => format!("it is due since {since}"),
        PassReason::Due(_) => "it is due".into(),
        PassReason::NoneToday => format!("no notice has gone out on {on} yet"),
        PassReason::RunDay => "and notices go out on that day".into(),
        PassReason::Lawful => "no rule of law forbids it".into(),
    })
}
