//! What a row of `events.csv` says that happened, whoever it happened to.

use super::Row;
use super::column::Column;
use super::event_columns::EventColumns;
use super::event_kinds::RowKind;
use super::row::Sign;
use super::said::Said;
use crate::ledger::codes::*;
use crate::ledger::{EventKind, FaultKind, Notice};
use crate::value::{Act, Currency, Day, Minor};

impl Said {
    /// What a row of a kind says that happened, in the currency of its invoice; `None` where it does not say so rightly, which is told.
    pub fn what<'r>(
        &mut self,
        row: &mut Row<'r>,
        columns: &EventColumns<'r>,
        kind: RowKind,
        currency: Option<Currency>,
    ) -> Option<EventKind> {
        match kind {
            RowKind::Plain(what) => Some(what),
            RowKind::Payment => needed_amount(row, columns, "payment", currency, Some(hints::TAKEN_BACK)).map(EventKind::Payment),
            RowKind::Reversal => {
                needed_amount(row, columns, "reversal", currency, Some(hints::REVERSAL_ABOVE_ZERO)).map(EventKind::Reversal)
            }
            RowKind::Credit => needed_amount(row, columns, "credit", currency, Some(hints::CREDIT_ABOVE_ZERO)).map(EventKind::Credit),
            RowKind::Uncredit => needed_amount(row, columns, "uncredit", currency, None).map(EventKind::Uncredit),
            RowKind::WriteOff => {
                let amount = row.amount(&columns.amount, currency, Sign::Positive, None);
                // A part that cannot be read is not all of it.
                (amount.is_some() || row.text(&columns.amount).is_none()).then_some(EventKind::WriteOff(amount))
            }
            RowKind::Hold => Some(EventKind::Hold(row.day(&columns.until))),
            RowKind::Plan => Some(EventKind::Plan(row.day(&columns.until))),
            RowKind::Promise => {
                let amount = row.amount(&columns.amount, currency, Sign::Positive, None).unwrap_or_default();
                needed(row, &columns.until, PROMISE_WITHOUT_DAY);
                Some(EventKind::Promise(Some(row.day(&columns.until)?), amount))
            }
            RowKind::Waive => {
                let fee = row.amount(&columns.fee, currency, Sign::NotNegative, None).unwrap_or_default();
                let interest = row.amount(&columns.interest, currency, Sign::NotNegative, None).unwrap_or_default();
                if row.text(&columns.fee).is_none() && row.text(&columns.interest).is_none() {
                    needed(row, &columns.fee, WAIVER_OF_NOTHING);
                }
                Some(EventKind::Waive(fee, interest))
            }
            RowKind::Cancelled => {
                let step = row.text(&columns.step).map(|step| self.texts.intern(step));
                if step.is_none() {
                    needed(row, &columns.act, CANCELLED_NOTHING);
                }
                Some(EventKind::Cancelled(row.act(&columns.act), step))
            }
            RowKind::Notice => {
                needed(row, &columns.act, NOTICE_WITHOUT_ACT);
                let act = row.act(&columns.act);
                self.notice(row, columns, act, currency)
            }
            RowKind::Handover => self.notice(row, columns, Some(Act::Handover), currency),
            RowKind::Assignment => self.notice(row, columns, Some(Act::Assignment), currency),
        }
    }

    /// A notice, with every value of it judged even when its act is wrong.
    fn notice<'r>(
        &mut self,
        row: &mut Row<'r>,
        columns: &EventColumns<'r>,
        act: Option<Act>,
        currency: Option<Currency>,
    ) -> Option<EventKind> {
        let notice = Notice {
            // An act that is missing was told.
            act: act.unwrap_or(Act::Courtesy),
            step: row.text(&columns.step).map(|step| self.texts.intern(step)),
            deadline: row.day(&columns.deadline),
            fee: row.amount(&columns.fee, currency, Sign::NotNegative, None).unwrap_or_default(),
            compensation: row.amount(&columns.compensation, currency, Sign::NotNegative, None).unwrap_or_default(),
            interest_rate: row.rate(&columns.interest_rate),
            interest: row.amount(&columns.interest, currency, Sign::NotNegative, None),
            letter: row.text(&columns.notice_id).map(|letter| self.texts.intern(letter)),
        };
        let place = self.add(notice);
        act.map(|_| EventKind::Notice(place))
    }

    /// Tells where what is to last, or a deadline, ends before it begins: it would hold nothing, and nobody would be told.
    pub fn lasts<'r>(&self, row: &mut Row<'r>, columns: &EventColumns<'r>, what: EventKind, on: Day) {
        let (column, end) = match what.notice() {
            Some(place) => (&columns.deadline, self.notices[place as usize].deadline),
            None => (&columns.until, what.until()),
        };
        if let Some(end) = end.filter(|end| *end < on) {
            row.faults.push(row.fault(ENDS_BEFORE_IT_BEGINS, column, &end.to_string()).with("day", on));
        }
    }
}

/// Tells that an event lacks what it needs, when the value is empty or its column absent.
fn needed<'r>(row: &mut Row<'r>, column: &Column<'r>, without: &'static FaultKind) {
    needed_by(row, column, without, "");
}

/// The same of a fault that names the event.
pub(super) fn needed_by<'r>(row: &mut Row<'r>, column: &Column<'r>, without: &'static FaultKind, event: &str) {
    if row.text(column).is_none() {
        let fault = row.fault(without, column, "").with("event", event);
        row.faults.push(if column.is_absent() { fault.hint(hints::ADD_COLUMN) } else { fault });
    }
}

/// The amount of an event that needs one.
pub(super) fn needed_amount<'r>(
    row: &mut Row<'r>,
    columns: &EventColumns<'r>,
    event: &str,
    currency: Option<Currency>,
    if_not_above_zero: Option<&'static str>,
) -> Option<Minor> {
    needed_by(row, &columns.amount, EVENT_WITHOUT_AMOUNT, event);
    row.amount(&columns.amount, currency, Sign::Positive, if_not_above_zero)
}
