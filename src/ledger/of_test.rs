use super::EventKind;
use crate::terms::Happening;
use crate::value::Money;

impl EventKind {
    /// What a line of a test is as an event; `None` where it is about a notice and not a `recall`: those take the names of the policy's steps.
    pub fn of_test(happening: &Happening) -> Option<EventKind> {
        let minor = |money: &Option<Money>| money.map_or(0, |money| money.minor);
        Some(match happening {
            Happening::Payment(money) => EventKind::Payment(money.minor),
            Happening::Reversal(money) => EventKind::Reversal(money.minor),
            Happening::Credit(money) => EventKind::Credit(money.minor),
            Happening::Uncredit(money) => EventKind::Uncredit(money.minor),
            Happening::Waive { fee, interest } => EventKind::Waive(minor(fee), minor(interest)),
            Happening::Dispute => EventKind::Dispute,
            Happening::Resolved => EventKind::Resolved,
            Happening::Hold(until) => EventKind::Hold(*until),
            Happening::Release => EventKind::Release,
            Happening::Plan(until) => EventKind::Plan(*until),
            Happening::PlanEnded => EventKind::PlanEnded,
            Happening::Promise(until, amount) => EventKind::Promise(Some(*until), minor(amount)),
            Happening::Acknowledged => EventKind::Acknowledged,
            Happening::Judgment => EventKind::Judgment,
            Happening::Recalled => EventKind::Recalled,
            Happening::WriteOff(amount) => EventKind::WriteOff(amount.map(|amount| amount.minor)),
            Happening::Reopened => EventKind::Reopened,
            Happening::Insolvent => EventKind::Insolvency,
            Happening::InsolvencyEnded => EventKind::InsolvencyEnded,
            Happening::Cancel(_) | Happening::Handover | Happening::Assigned | Happening::Sent { .. } => return None,
        })
    }
}
