use rust_decimal::Decimal;

use super::texts::Texts;
use crate::ledger::read::own_number;

/// What a line adds to what its customer owes, below zero where it takes off; or the text that is no number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Sum {
    Of(Decimal),
    Unreadable(String),
}

impl Sum {
    /// Whether it is a number.
    pub fn is_number(&self) -> bool {
        matches!(self, Sum::Of(_))
    }

    /// Whether it takes off.
    pub fn takes_off(&self) -> bool {
        matches!(self, Sum::Of(number) if number.is_sign_negative() && !number.is_zero())
    }

    /// Whether it comes to nothing.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Sum::Of(number) if number.is_zero())
    }

    /// Both together; `None` where one is no number, or they are more than can be counted.
    pub fn and(&self, other: &Sum) -> Option<Sum> {
        match (self, other) {
            (Sum::Of(one), Sum::Of(other)) => one.checked_add(*other).map(Sum::Of),
            (Sum::Of(_) | Sum::Unreadable(_), _) => None,
        }
    }

    /// As the ledger's own files write an amount, without its sign.
    pub fn written(&self) -> String {
        match self {
            Sum::Of(number) => number.abs().normalize().to_string(),
            Sum::Unreadable(text) => text.clone(),
        }
    }
}

/// What a line adds, in the currency in which its customer owes it: the code of that, which is empty for the file's own.
pub(super) fn owed(line: &Texts, default_currency: &str) -> (Sum, String) {
    let currency = line.first_of(&["DebitAmount/CurrencyCode", "CreditAmount/CurrencyCode"]);
    let (debit, credit) = (line.get("DebitAmount/CurrencyAmount"), line.get("CreditAmount/CurrencyAmount"));
    if currency.is_empty() || currency == default_currency || debit.is_empty() && credit.is_empty() {
        return (booked(line), String::new());
    }
    (signed(debit, credit), currency.into())
}

/// What a line adds as the books have it, in the file's own currency.
pub(super) fn booked(line: &Texts) -> Sum {
    signed(line.get("DebitAmount/Amount"), line.get("CreditAmount/Amount"))
}

/// A debit less a credit; what is empty is nothing.
pub(super) fn signed(debit: &str, credit: &str) -> Sum {
    let number = |text: &str| if text.is_empty() { Some(Decimal::ZERO) } else { own_number(text) };
    match (number(debit), number(credit)) {
        (Some(debit), Some(credit)) => debit.checked_sub(credit).map_or_else(|| Sum::Unreadable(format!("{debit} less {credit}")), Sum::Of),
        (None, _) => Sum::Unreadable(debit.into()),
        (_, None) => Sum::Unreadable(credit.into()),
    }
}
