use super::Row;
use super::column::{Column, Columns};
use super::row::Sign;
use crate::ledger::codes::hints;
use crate::ledger::{Faults, Opening, Texts};
use crate::value::Currency;

/// The columns that tell of an open item's past.
pub(super) struct OpeningColumns<'m> {
    pub balance: Column<'m>,
    fees: Column<'m>,
    last_step: Column<'m>,
    last_act: Column<'m>,
    last_sent: Column<'m>,
    last_deadline: Column<'m>,
    charged_notices: Column<'m>,
    disputed: Column<'m>,
    hold_until: Column<'m>,
}

impl<'m> OpeningColumns<'m> {
    pub fn of(columns: &mut Columns<'m>, faults: &mut Faults) -> OpeningColumns<'m> {
        OpeningColumns {
            balance: columns.required("balance", faults),
            fees: columns.of_invoice("fees", faults),
            last_step: columns.of_invoice("last_step", faults),
            last_act: columns.of_invoice("last_act", faults),
            last_sent: columns.of_invoice("last_sent", faults),
            last_deadline: columns.of_invoice("last_deadline", faults),
            charged_notices: columns.of_invoice("charged_notices", faults),
            disputed: columns.of_invoice("disputed", faults),
            hold_until: columns.of_invoice("hold_until", faults),
        }
    }

    pub fn read<'r>(&self, row: &mut Row<'r>, currency: Option<Currency>, texts: &mut Texts) -> Opening
    where
        'm: 'r,
    {
        row.require(&self.balance);
        Opening {
            balance: row.amount(&self.balance, currency, Sign::NotNegative, Some(hints::CREDIT_BALANCE)).unwrap_or_default(),
            fees: row.amount(&self.fees, currency, Sign::NotNegative, None).unwrap_or_default(),
            last_step: row.text(&self.last_step).map(|step| texts.intern(step)),
            last_act: row.act(&self.last_act),
            last_sent: row.day(&self.last_sent),
            last_deadline: row.day(&self.last_deadline),
            charged_notices: row.count(&self.charged_notices),
            disputed: row.truth(&self.disputed).unwrap_or(false),
            hold_until: row.day(&self.hold_until),
        }
    }
}
