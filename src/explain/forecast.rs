//! What comes next for one invoice if nobody pays.

use crate::claim::Claim;
use crate::decide::{DecisionKind, Letter, Why, decided};
use crate::law::BreachKind;
use crate::ledger::{InvoiceId, Ledger};
use crate::plan::Plan;
use crate::run::{Run, RunReason, outgoing, record, run};
use crate::terms::Hold;
use crate::value::{Day, Minor};

/// How many days are looked at: longer than any round of charged notices and any wait a policy is likely to write.
const DAYS: i32 = 400;

/// What comes next if nobody pays or objects and nothing but the notices of the customer's other invoices goes out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Forecast {
    /// A notice goes out.
    Notice {
        /// The day.
        on: Day,
        /// Its policy, as a place in the list of policies.
        policy: usize,
        /// Its step.
        step: usize,
        /// Its deadline.
        deadline: Option<Day>,
        /// Its fee and compensation.
        charges: Minor,
        /// The invoice that carries the fee of its letter, where that is another, and that fee.
        letter_of: Option<(InvoiceId, Minor)>,
    },
    /// None goes out through a day: what is decided instead, in turn.
    Nothing {
        /// The last day looked at.
        through: Day,
        /// From which day what is decided, and why.
        stages: Vec<Phase>,
    },
}

/// What is decided from a day on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phase {
    /// The first day.
    pub from: Day,
    /// What is decided.
    pub decision: DecisionKind,
    /// The policy that decides, as a place in the list of policies, and the invoice's money on that day; `None` when no policy covers it.
    pub by: Option<(usize, Claim)>,
    /// Why, as of that day.
    pub why: RunReason,
}

/// Decides again on every later day, with what is known of events now; what goes out for other invoices is taken to be sent on its day. Payments
/// are taken to be known through each of those days.
pub fn forecast(policies: &[&Plan], ledger: &Ledger, id: InvoiceId, on: Day) -> Forecast {
    let asks = policies.iter().any(|policy| policy.holds.iter().any(|hold| matches!(hold, Hold::UnlessPaymentsKnown(_))));
    let all: Vec<InvoiceId> = (0..ledger.invoices.len()).collect();
    let mut later = ledger.part(&all, on);
    if let Ok(today) = run(policies, &later, on).map(|run| outgoing(&run)) {
        record(&mut later, policies, today);
    }
    let (mut through, mut stages, mut last) = (on, Vec::new(), None);
    for day in (1..=DAYS).map(|days| on.plus(days)) {
        if asks {
            later.payments_through = ledger.payments_through.max(Some(day));
        }
        let Ok(run) = run(policies, &later, day) else { break };
        if let Some(notice) = notice(&run, id) {
            return notice;
        }
        through = day;
        let by = run.decided[id].by.as_ref().map(|(_, decision)| decision);
        let now = by.map_or((DecisionKind::Unmatched, false), |decision| (decision.kind, is_unknown(&decision.why)));
        let idle = by.is_some_and(|decision| matches!(decision.why, Why::NoRunDay(_) | Why::InTime(..)));
        if !idle && last != Some(now) {
            stages.push(stage(&run, id));
            last = Some(now);
        }
        let sent = outgoing(&run);
        record(&mut later, policies, sent);
    }
    Forecast::Nothing { through, stages }
}

/// The notice of an invoice that goes out on the day of a run.
fn notice(run: &Run, id: InvoiceId) -> Option<Forecast> {
    let (policy, decision) = run.decided[id].by.as_ref().filter(|(_, decision)| decision.kind == DecisionKind::Send)?;
    let proposed = decision.proposed.as_ref()?;
    Some(Forecast::Notice {
        on: run.on,
        policy: *policy,
        step: proposed.step,
        deadline: proposed.deadline,
        charges: proposed.fee + proposed.compensation,
        letter_of: decision.letter.as_ref().filter(|letter| letter.carrier != id).map(|letter| carried(run, letter)),
    })
}

fn carried(run: &Run, letter: &Letter) -> (InvoiceId, Minor) {
    let carrier = run.decided[letter.carrier].by.as_ref().and_then(|(_, decision)| decision.proposed.as_ref());
    (letter.carrier, carrier.map_or(0, |sent| sent.fee))
}

fn stage(run: &Run, id: InvoiceId) -> Phase {
    match &run.decided[id].by {
        None => Phase { from: run.on, decision: DecisionKind::Unmatched, by: None, why: RunReason::Uncovered(run.uncovered(id)) },
        Some((at, decision)) => Phase {
            from: run.on,
            decision: decision.kind,
            by: Some((*at, decision.claim)),
            why: RunReason::Own(decided(&run.plans[*at], &run.case(id), decision, run.on)),
        },
    }
}

/// Whether it is for a value the law does not tell.
fn is_unknown(why: &Why) -> bool {
    matches!(why, Why::NotKnown(_) | Why::Forbidden { fault: BreachKind::NotKnown(_), .. })
}
