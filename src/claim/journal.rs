use crate::law::Accrual;
use crate::value::{Currency, Day, Minor, Mode, Rate, YEAR_DENOMINATOR, divide};

/// What is owed on an invoice, or by how much that changed. Amounts are minor units.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Owed {
    /// Principal outstanding.
    pub balance: Minor,
    /// Late interest, rounded.
    pub interest: Minor,
    /// Fees and compensation.
    pub fees: Minor,
    /// Money at hand that settles nothing yet.
    pub credit: Minor,
}

impl Owed {
    fn less(self, before: Owed) -> Owed {
        Owed {
            balance: self.balance - before.balance,
            interest: self.interest - before.interest,
            fees: self.fees - before.fees,
            credit: self.credit - before.credit,
        }
    }

    /// What the debtor has to pay: everything owed, less the money at hand.
    pub fn total(self) -> Minor {
        self.balance + self.interest + self.fees - self.credit
    }
}

/// A stretch of days on which balance, rate and year length stay the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
    /// The balance of each morning.
    pub balance: Minor,
    /// The yearly rate; `None` where the law does not tell it.
    pub rate: Option<Rate>,
    /// Days in the year.
    pub year: i64,
    /// The interest, exact, as [`Accrual::numerator`] counts it.
    pub exact: i128,
}

impl Stretch {
    /// How many days it has.
    pub fn days(&self) -> i32 {
        self.last.since(self.first) + 1
    }
}

/// Exact interest in millionths of a whole unit, rounded half away from zero: what six decimals show.
pub fn millionths(exact: i128, currency: Currency) -> i64 {
    divide(exact * 1_000_000, Accrual::DENOMINATOR * i128::from(currency.unit()), Mode::HalfAway)
}

/// What happened to an invoice's money.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Moved {
    /// The invoice was issued; of an open-items file, what it states.
    Opened,
    /// Interest accrued; it is not owed before it is rounded.
    Accrued(Stretch),
    /// Everything accrued since the last time was rounded: the exact sum.
    Rounded(i128),
    /// A credit note of so much.
    CreditNote(Minor),
    /// What of a credit note exceeds the balance, settled like a payment.
    Excess(Minor),
    /// A payment of so much.
    Payment(Minor),
    /// So much of what was paid taken back.
    Reversal(Minor),
    /// Charges forgiven.
    Waived,
    /// So much of a credit note taken back.
    CreditNoteUndone(Minor),
    /// So much of the balance was given up.
    WrittenOff(Minor),
    /// So much that was given up was taken up again.
    Reopened(Minor),
    /// So much of what came in is for what was given up; below zero where it is taken back.
    Recovered(Minor),
    /// A notice with charges: its place in the ledger's list.
    Charged(u32),
    /// The charges of a notice were undone with it.
    Uncharged(u32),
    /// Of those charges, what had been forgiven before.
    Forgiven,
    /// Of those charges, what had been paid: free to settle the rest.
    Freed(Minor),
    /// Money at hand settled what came to be owed.
    CreditUsed,
}

impl Moved {
    /// Whether it is interest that runs, or its rounding; everything else is booked by somebody.
    pub fn is_accrual(self) -> bool {
        match self {
            Moved::Accrued(_) | Moved::Rounded(_) => true,
            Moved::Opened
            | Moved::CreditNote(_)
            | Moved::Excess(_)
            | Moved::Payment(_)
            | Moved::Reversal(_)
            | Moved::Waived
            | Moved::WrittenOff(_)
            | Moved::CreditNoteUndone(_)
            | Moved::Reopened(_)
            | Moved::Recovered(_)
            | Moved::Charged(_)
            | Moved::Uncharged(_)
            | Moved::Forgiven
            | Moved::Freed(_)
            | Moved::CreditUsed => false,
        }
    }
}

/// One line of an invoice's account: added up, the changes are what is owed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The day; of a stretch of interest its last.
    pub on: Day,
    /// What happened.
    pub what: Moved,
    /// By how much what is owed changed.
    pub change: Owed,
}

/// Is told of an invoice's money while its events are read.
pub trait Recorder {
    /// Interest has accrued on a balance over the days after `from` up to and including `to`.
    fn accrue(&mut self, accrual: &Accrual, balance: Minor, from: Day, to: Day);
    /// Something happened, and so much is owed now.
    fn tell(&mut self, on: Day, what: Moved, owed: Owed);
}

/// Nobody asks.
impl Recorder for () {
    #[inline(always)]
    fn accrue(&mut self, _: &Accrual, _: Minor, _: Day, _: Day) {}
    #[inline(always)]
    fn tell(&mut self, _: Day, _: Moved, _: Owed) {}
}

/// Everything that happened, in order.
#[derive(Clone, Default, Debug)]
pub struct Journal {
    /// The lines.
    pub entries: Vec<Entry>,
    told: Owed,
}

impl Recorder for Journal {
    fn accrue(&mut self, accrual: &Accrual, balance: Minor, from: Day, to: Day) {
        let mut first = from.max(accrual.after).plus(1);
        while first <= to {
            let stretch = accrual.stretch(balance, first, to);
            first = stretch.last.plus(1);
            self.accrue_stretch(stretch);
            if stretch.last == Day::LAST {
                break;
            }
        }
    }

    fn tell(&mut self, on: Day, what: Moved, owed: Owed) {
        let change = owed.less(self.told);
        if change != Owed::default() || matches!(what, Moved::Rounded(_)) {
            self.entries.push(Entry { on, what, change });
            self.told = owed;
        }
    }
}

impl Journal {
    fn accrue_stretch(&mut self, stretch: Stretch) {
        if stretch.rate == Some(Rate::ZERO) || stretch.balance == 0 {
            return;
        }
        if let Some(Entry { on, what: Moved::Accrued(before), .. }) = self.entries.last_mut()
            && (before.balance, before.rate, before.year, before.last.plus(1))
                == (stretch.balance, stretch.rate, stretch.year, stretch.first)
        {
            (*on, before.last) = (stretch.last, stretch.last);
            before.exact += stretch.exact;
            return;
        }
        self.entries.push(Entry { on: stretch.last, what: Moved::Accrued(stretch), change: Owed::default() });
    }
}

impl Accrual<'_> {
    /// The days from one on, up to another at most, on which the rate and the length of the year stay the same. The first bears interest.
    fn stretch(&self, balance: Minor, first: Day, to: Day) -> Stretch {
        let (weight, same) = self.unit.day(first);
        let (statutory, until) = self.curve.map_or((Some(0), Day::LAST), |curve| curve.day(first));
        // A year has its length on every day.
        let weight = weight.unwrap_or(YEAR_DENOMINATOR);
        let last = to.min(same).min(until);
        let daily = statutory.map(|statutory| statutory + self.fixed.ppm() * weight);
        let rate = statutory.map(|statutory| Rate::from_ppm(statutory / weight).plus(self.fixed));
        let days = i128::from(last.since(first) + 1);
        let exact = daily.map_or(0, |daily| i128::from(balance) * i128::from(daily) * days);
        Stretch { first, last, balance, rate, year: YEAR_DENOMINATOR / weight, exact }
    }
}
