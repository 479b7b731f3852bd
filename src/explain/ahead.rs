use crate::decide::{Kind, Letter, Why};
use crate::law::Fault;
use crate::ledger::{InvoiceId, Ledger};
use crate::plan::Plan;
use crate::run::{Run, run};
use crate::run::{outgoing, record};
use crate::terms::Hold;
use crate::value::{Day, Minor};
use crate::words::because;

/// How many days are looked at: longer than any round of charged notices and any wait a policy is likely to write.
const DAYS: i32 = 400;

/// What comes next if nobody pays or objects and nothing but the notices of the customer's other invoices goes out.
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
        /// The invoice that carries the fee of its letter, where that is another, and that fee.
        letter_of: Option<(String, Minor)>,
    },
    /// None goes out through a day: what is decided instead, in turn.
    Nothing {
        /// The last day looked at.
        through: Day,
        /// From which day what is decided, and why.
        stages: Vec<Stage>,
    },
}

/// What is decided from a day on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stage {
    /// The first day.
    pub from: Day,
    /// What is decided.
    pub decision: Kind,
    /// Why, as said on that day.
    pub why: String,
    /// Whether it is for a value the law does not tell.
    unknown: bool,
}

/// Decides again on every later day, with what is known of events now; what goes out for other invoices is taken to be sent on its day. Payments
/// are taken to be known through each of those days.
pub fn ahead(policies: &[&Plan], ledger: &Ledger, id: InvoiceId, on: Day) -> Ahead {
    let asks = policies.iter().any(|policy| policy.holds.iter().any(|hold| matches!(hold, Hold::UnlessPaymentsKnown(_))));
    let all: Vec<InvoiceId> = (0..ledger.invoices.len()).collect();
    let mut later = ledger.part(&all, on);
    if let Ok(today) = run(policies, &later, on).map(|run| outgoing(&run)) {
        record(&mut later, policies, today);
    }
    let (mut through, mut stages) = (on, Vec::<Stage>::new());
    for day in (1..=DAYS).map(|days| on.plus(days)) {
        if asks {
            later.payments_through = ledger.payments_through.max(Some(day));
        }
        let Ok(run) = run(policies, &later, day) else { break };
        through = day;
        let (decision, unknown) = match &run.decided[id].by {
            None => (Kind::Unmatched, false),
            Some((at, decision)) => {
                let bound = &run.plans[*at];
                if let (Kind::Send, Some(proposed)) = (decision.kind, &decision.proposed) {
                    return Ahead::Notice {
                        on: day,
                        step: bound.plan.step_name(proposed.step).into(),
                        policy: bound.plan.name.clone(),
                        deadline: proposed.deadline,
                        charges: proposed.fee + proposed.compensation,
                        letter_of: decision.letter.as_ref().filter(|letter| letter.carrier != id).map(|letter| carried(&run, letter)),
                    };
                }
                (decision.kind, is_unknown(&decision.why))
            }
        };
        let idle = run.decided[id].by.as_ref().is_some_and(|(_, decision)| matches!(decision.why, Why::NoRunDay(_)));
        if !idle && stages.last().is_none_or(|stage| (stage.decision, stage.unknown) != (decision, unknown)) {
            let why = because(&run, id).into_iter().next().unwrap_or_default();
            stages.push(Stage { from: day, decision, why, unknown });
        }
        let sent = outgoing(&run);
        record(&mut later, policies, sent);
    }
    Ahead::Nothing { through, stages }
}

fn carried(run: &Run, letter: &Letter) -> (String, Minor) {
    let carrier = run.decided[letter.carrier].by.as_ref().and_then(|(_, decision)| decision.proposed.as_ref());
    (run.ledger.invoices.number[letter.carrier].clone(), carrier.map_or(0, |sent| sent.fee))
}

fn is_unknown(why: &Why) -> bool {
    matches!(why, Why::NotKnown(_) | Why::Forbidden { fault: Fault::NotKnown(_), .. })
}
