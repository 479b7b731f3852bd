use crate::evaluate::{Kind, because, run, unmatched};
use crate::law::Law;
use crate::ledger::{InvoiceId, Ledger};
use crate::model::Policy;
use crate::syntax::tree::Hold;
use crate::value::{Day, Minor};

/// How many days are looked at: longer than any round of charged notices and any wait a policy is likely to write.
const DAYS: i32 = 400;

/// What comes next if nothing else happens to the customer's invoices: no payment, no notice, no objection.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ahead {
    /// A notice goes out.
    Notice {
        /// The day.
        on: Day,
        /// Its step.
        step: String,
        /// Its policy.
        policy: String,
        /// Its deadline.
        deadline: Option<Day>,
        /// Its fee and compensation.
        charges: Minor,
    },
    /// None goes out through a day: what is decided then, and why.
    Nothing {
        /// The last day looked at.
        through: Day,
        /// What is decided then.
        decision: Kind,
        /// Why.
        why: String,
    },
}

/// Decides again on every later day, with what is known of events now. Payments are taken to be known through each of those days.
pub fn ahead(policies: &[(&Policy, &Law)], ledger: &Ledger, id: InvoiceId, on: Day) -> Ahead {
    let asks = policies.iter().any(|(policy, _)| policy.holds.iter().any(|hold| matches!(hold, Hold::UnlessPaymentsKnown(_))));
    let all: Vec<InvoiceId> = (0..ledger.invoices.len()).collect();
    let mut later = ledger.part(&all, on);
    let mut last = (on, Kind::Unmatched, String::new());
    for day in (1..=DAYS).map(|days| on.plus(days)) {
        if asks {
            later.payments_through = ledger.payments_through.max(Some(day));
        }
        let Ok(run) = run(policies, &later, day) else { break };
        let case = run.case(id);
        let Some((at, decision)) = &run.decided[id].by else {
            let why = unmatched(&run.plans, &case, run.country(id), day);
            last = (day, Kind::Unmatched, why.into_iter().next().unwrap_or_default());
            continue;
        };
        let plan = &run.plans[*at];
        if let (Kind::Send, Some(proposed)) = (decision.kind, &decision.proposed) {
            return Ahead::Notice {
                on: day,
                step: plan.policy.step_name(proposed.step).into(),
                policy: plan.policy.name.clone(),
                deadline: proposed.deadline,
                charges: proposed.fee + proposed.compensation,
            };
        }
        let why = because(plan, &case, decision, day);
        last = (day, decision.kind, why.into_iter().next().unwrap_or_default());
    }
    Ahead::Nothing { through: last.0, decision: last.1, why: last.2 }
}
