use super::Sent;
use crate::ledger::Notice;
use crate::value::Day;

impl Sent {
    /// A notice of the ledger as one that went before; `charged` says whether its letter cost something.
    pub fn of(notice: &Notice, on: Day, charged: bool) -> Sent {
        Sent { act: Some(notice.act), on: Some(on), deadline: notice.deadline, fee: notice.fee, compensation: notice.compensation, charged }
    }
}
