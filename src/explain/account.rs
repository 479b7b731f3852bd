use super::case::Asking;
use crate::claim::{Entry, Moved, journal, millionths};
use crate::law::ValueId;
use crate::terms::{Interest, InterestFrom};
use crate::value::{Day, Minor, Rate};

/// The due date that counts, the first day of interest, and how they come about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Due {
    /// The due date that counts.
    pub on: Day,
    /// As the ledger states it, if it does.
    pub stated: Option<Day>,
    /// How it comes about.
    pub how: String,
    /// The first day that bears interest; `None` where the policy claims none.
    pub interest_from: Option<Day>,
    /// How that day comes about, and at which rate.
    pub interest_how: String,
}

/// One line of the account with what it says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The line.
    pub entry: Entry,
    /// What happened.
    pub what: String,
    /// The day it begins, of a stretch of interest.
    pub first: Option<Day>,
    /// Interest in millionths of a whole unit: of a stretch what accrued, of a rounding what it adds to the stretches before it, otherwise the change.
    /// Added up, the lines are what is owed. `None` where a rate is not known.
    pub interest: Option<i64>,
}

impl Asking<'_> {
    pub(super) fn due(&self) -> Due {
        let (case, statute, due) = (self.case, &self.bound.plan.law, self.decision.due);
        let counted = case.stated_due.unwrap_or(case.issued.plus(statute.no_due_date));
        let mut how = match case.stated_due {
            Some(_) => "as the ledger states it".into(),
            None => format!("the ledger states none: {} days after issue under the law of {}", statute.no_due_date, statute.name),
        };
        if counted != due {
            how = format!("{how}, {counted}, which is no business day: it moves to the next");
        }
        let accrual = case.accrual(self.bound);
        let claims = self.bound.plan.interest.is_some();
        Due {
            on: due,
            stated: case.stated_due,
            how,
            interest_from: claims.then(|| accrual.after.plus(1)),
            interest_how: if claims { format!("{}; {}", self.begins(accrual.after), self.rate()) } else { "the policy claims none".into() },
        }
    }

    fn begins(&self, after: Day) -> String {
        let (case, bound) = (self.case, self.bound);
        let statute = &bound.plan.law;
        if let Some(
            Interest::Statutory(_, InterestFrom::AfterIssue(offset))
            | Interest::AgreedOtherwiseStatutory(InterestFrom::AfterIssue(offset))
            | Interest::Yearly(_, InterestFrom::AfterIssue(offset)),
        ) = bound.plan.interest
            && after > case.interest_from(bound)
        {
            return format!("{offset} after issue, as the policy sets it");
        }
        match after == self.decision.due {
            true => "the day after the due date".into(),
            false => format!("the due date was not agreed: {} days after the invoice was sent on {}", statute.no_due_date, case.sent),
        }
    }

    fn rate(&self) -> String {
        let (law, case) = (&self.bound.plan.law, self.case);
        let statutory = |plus: Rate| {
            let Some(rule) = law.interest_of(case.debtor) else { return "the statutory rate".into() };
            let named = |value: ValueId| &law.values[value];
            let cite = named(rule.value).cite.as_ref();
            let cite = cite.map_or(String::new(), |cite| format!(" ({})", cite.text));
            let points =
                |rate: Rate| if rate == Rate::ZERO { String::new() } else { format!(" plus {} percentage points", rate.percent()) };
            let on_due = rule.plus_on_due.map_or(String::new(), |value| format!(" plus `{}` on the due date", named(value).name));
            format!("`{}` of each day{}{on_due}{}{cite}", named(rule.value).name, points(rule.plus), points(plus))
        };
        match self.bound.plan.interest {
            None => String::new(),
            Some(Interest::Statutory(plus, _)) => statutory(plus),
            Some(Interest::Yearly(rate, _)) => format!("{rate} a year, as the policy sets it"),
            Some(Interest::AgreedOtherwiseStatutory(_)) => match case.agreed_rate(self.bound) {
                Some(rate) => format!("{rate} a year, as agreed"),
                None => format!("none was agreed: {}", statutory(Rate::ZERO)),
            },
        }
    }

    pub(super) fn account(&self) -> Vec<Line> {
        let (claim, entries) = journal(&self.case.fold(self.bound, self.on), self.case.events, self.case.issued);
        let whole = |minor: Minor| minor * (1_000_000 / self.case.currency.unit());
        let mut accrued = 0;
        let mut shown = |entry: &Entry| match entry.what {
            Moved::Accrued(_) | Moved::Rounded(_) if claim.interest.is_none() => None,
            Moved::Accrued(stretch) => {
                let interest = millionths(stretch.exact, self.case.currency);
                accrued += interest;
                Some(interest)
            }
            Moved::Rounded(_) => Some(whole(entry.change.interest) - std::mem::take(&mut accrued)),
            _ => Some(whole(entry.change.interest)),
        };
        let line = |entry: Entry| {
            let first = match entry.what {
                Moved::Accrued(stretch) => Some(stretch.first),
                _ => None,
            };
            Line { what: self.moved(entry.what), first, interest: shown(&entry), entry }
        };
        entries.into_iter().map(line).collect()
    }

    fn moved(&self, what: Moved) -> String {
        let money = |minor: Minor| self.money(minor).grouped();
        match what {
            Moved::Opened if self.case.opening.is_some() => "open items: balance and fees as the file states them".into(),
            Moved::Opened => "invoice".into(),
            Moved::Accrued(stretch) => {
                let rate = stretch.rate.map_or("a rate the law does not tell".into(), |rate| rate.to_string());
                format!("{} × {rate} × {}/{}", money(stretch.balance), stretch.days(), stretch.year)
            }
            Moved::Rounded(_) => "rounding".into(),
            Moved::CreditNote(amount) => format!("credit note of {}", money(amount)),
            Moved::Excess(amount) => format!("{} of it is more than the balance: settles like a payment", money(amount)),
            Moved::Payment(amount) => format!("payment of {}", money(amount)),
            Moved::Reversal(amount) => format!("payment of {} taken back", money(amount)),
            Moved::Waived => "waived".into(),
            Moved::WrittenOff => "written off".into(),
            Moved::Charged(place) => self.charges(place),
            Moved::Uncharged(place) => format!("{} undone", self.named(place)),
            Moved::Forgiven => "of that, forgiven before".into(),
            Moved::Freed(_) => "of that, paid before: settles the rest".into(),
            Moved::CreditUsed => "money at hand settles it".into(),
        }
    }

    fn charges(&self, place: u32) -> String {
        let notice = &self.case.notices[place as usize];
        let money = |minor: Minor| self.money(minor).grouped();
        match (notice.fee, notice.compensation) {
            (_, 0) => format!("{}: fee", self.named(place)),
            (0, _) => format!("{}: compensation", self.named(place)),
            (fee, compensation) => format!("{}: fee {}, compensation {}", self.named(place), money(fee), money(compensation)),
        }
    }

    /// A notice by its step, or its act where the ledger names none.
    pub(super) fn named(&self, place: u32) -> String {
        let notice = &self.case.notices[place as usize];
        self.text(notice.step).map_or(notice.act.word().into(), |step| format!("`{step}`"))
    }
}
