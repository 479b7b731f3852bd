//! What may happen to an invoice: 128 courses, each with its days after the due date. A course tells neither amounts nor dates, so one table does for
//! every invoice, and all events of a day can be found without a search.

use crate::day;
use crate::random::{Draws, Purpose};

/// How many courses there are, and how many invoices take each of them once.
pub const BLOCK: u64 = 128;

/// Which ledger is made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mix {
    /// What is still open is most of it.
    OpenItems,
    /// The same of a creditor who lets the policy run each day: hardly anything waits for a letter.
    EveryDay,
    /// What was paid stays in the ledger.
    Events,
}

/// One course.
pub struct Course {
    /// Days from issue to due date.
    pub term: i64,
    /// In the order of their days; those of one day as they are written in the ledger.
    pub events: Vec<Planned>,
}

/// One event of a course.
#[derive(Clone, Copy)]
pub struct Planned {
    /// Days after the due date, below 0 before it.
    pub after: i64,
    pub what: What,
}

impl Planned {
    /// The day on which it comes, of an invoice with this due date: a letter of a Saturday or a Sunday goes out on Monday.
    pub fn day(self, due: i64) -> i64 {
        let planned = due + self.after;
        match self.what {
            What::Sent(_) | What::SentTogether | What::HandedOver => day::no_weekend(planned),
            _ => planned,
        }
    }
}

/// What happens.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// So many thousandths of the amount.
    Pays(i64),
    PaysRest,
    /// All of the principal and what the letters cost.
    PaysRestAndFees,
    /// So many thousandths of the amount.
    Credited(i64),
    Sent(Step),
    /// As `Sent(Purring)`, and with a neighbour of the same customer in one letter.
    SentTogether,
    HandedOver,
    /// The fee of the last letter.
    Waived,
    Disputed,
    Resolved,
    /// For so many days, or without an end.
    Held(Option<i64>),
}

/// The steps of the benchmark policies that are letters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Purring,
    Varsel,
}

impl Step {
    /// As the policies name it.
    pub fn word(self) -> &'static str {
        match self {
            Step::Purring => "purring",
            Step::Varsel => "varsel",
        }
    }

    /// What it is in the eyes of the law, as the ledger writes it.
    pub fn act(self) -> &'static str {
        match self {
            Step::Purring => "reminder",
            Step::Varsel => "collection-notice",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    PaidInTime,
    PaidLate,
    PaidAfterReminder,
    PaidAfterNotice,
    PaidWithFees,
    Instalments,
    CreditedAndPaid,
    HandedOver,
    Disputed,
    DisputeResolved,
    Held,
    HeldForAWhile,
    Unpaid,
    Reminded,
    Noticed,
    PartlyPaid,
    PartlyCredited,
    Waived,
    RemindedTogether,
}

/// How many of 64 pairs of courses are of a kind.
fn table(mix: Mix) -> &'static [(Kind, usize)] {
    match mix {
        Mix::OpenItems => &[
            (Kind::PaidInTime, 13),
            (Kind::PaidLate, 4),
            (Kind::PaidAfterReminder, 3),
            (Kind::Instalments, 4),
            (Kind::HandedOver, 17),
            (Kind::Unpaid, 9),
            (Kind::Reminded, 4),
            (Kind::Noticed, 4),
            (Kind::PartlyPaid, 5),
            (Kind::PartlyCredited, 1),
        ],
        Mix::EveryDay => &[
            (Kind::PaidInTime, 26),
            (Kind::PaidLate, 8),
            (Kind::PaidAfterReminder, 6),
            (Kind::Instalments, 1),
            (Kind::HandedOver, 22),
            (Kind::Unpaid, 1),
        ],
        Mix::Events => &[
            (Kind::PaidInTime, 8),
            (Kind::PaidLate, 3),
            (Kind::PaidAfterReminder, 5),
            (Kind::PaidAfterNotice, 3),
            (Kind::PaidWithFees, 1),
            (Kind::Instalments, 11),
            (Kind::CreditedAndPaid, 1),
            (Kind::HandedOver, 6),
            (Kind::Disputed, 2),
            (Kind::DisputeResolved, 1),
            (Kind::Held, 2),
            (Kind::HeldForAWhile, 1),
            (Kind::Unpaid, 3),
            (Kind::Reminded, 4),
            (Kind::Noticed, 5),
            (Kind::PartlyPaid, 4),
            (Kind::PartlyCredited, 1),
            (Kind::Waived, 2),
            (Kind::RemindedTogether, 1),
        ],
    }
}

/// The courses of a seed, two of each pair behind one another.
pub fn courses(seed: u64, mix: Mix) -> Vec<Course> {
    let kinds = table(mix).iter().flat_map(|(kind, pairs)| std::iter::repeat_n(*kind, pairs * 2));
    let all: Vec<Course> = kinds
        .zip(0_u64..)
        .map(|(kind, nth)| {
            // What goes into one letter has the same days.
            let own = if kind == Kind::RemindedTogether { nth & !1 } else { nth };
            course(kind, &mut Draws::new(seed, Purpose::Course, own))
        })
        .collect();
    assert_eq!(all.len() as u64, BLOCK, "the table of courses has 64 pairs");
    all
}

/// A due date moves by five days at most, and a letter by two: so letters come when the policies send them, and nothing overtakes them.
fn course(kind: Kind, draws: &mut Draws) -> Course {
    let term = if draws.within(0, 9) < 6 { 14 } else { 30 };
    let purring = draws.within(19, 29);
    let varsel = purring + draws.within(19, 27);
    let inkasso = varsel + draws.within(22, 30);
    let sent = |after, step| Planned { after, what: What::Sent(step) };
    let reminded = sent(purring, Step::Purring);
    let noticed = sent(varsel, Step::Varsel);
    let does = |after, what| Planned { after, what };
    let events = match kind {
        Kind::PaidInTime => vec![does(draws.within(-6, 0), What::PaysRest)],
        Kind::PaidLate => vec![does(draws.within(1, 13), What::PaysRest)],
        Kind::PaidAfterReminder => vec![reminded, does(purring + draws.within(3, 14), What::PaysRest)],
        Kind::PaidAfterNotice => vec![reminded, noticed, does(varsel + draws.within(3, 14), What::PaysRest)],
        Kind::PaidWithFees => vec![reminded, noticed, does(varsel + draws.within(3, 14), What::PaysRestAndFees)],
        Kind::Instalments => {
            let first = purring + draws.within(3, 12);
            let part = draws.within(110, 150);
            let count = draws.within(4, 6);
            let parts = (0..count).map(|nth| does(first + 30 * nth, What::Pays(part)));
            [reminded].into_iter().chain(parts).chain([does(first + 30 * count, What::PaysRest)]).collect()
        }
        Kind::CreditedAndPaid => {
            vec![does(draws.within(-5, 8), What::Credited(draws.within(50, 400))), does(draws.within(9, 13), What::PaysRest)]
        }
        Kind::HandedOver => vec![reminded, noticed, does(inkasso, What::HandedOver)],
        Kind::Disputed => vec![reminded, does(purring + draws.within(3, 12), What::Disputed)],
        Kind::DisputeResolved => {
            let disputed = purring + draws.within(3, 12);
            vec![reminded, does(disputed, What::Disputed), does(disputed + draws.within(7, 60), What::Resolved)]
        }
        Kind::Held => vec![does(draws.within(2, 15), What::Held(None))],
        Kind::HeldForAWhile => vec![does(draws.within(2, 15), What::Held(Some(draws.within(14, 90)))), reminded],
        Kind::Unpaid => Vec::new(),
        Kind::Reminded => vec![reminded],
        Kind::Noticed => vec![reminded, noticed],
        Kind::PartlyPaid => vec![
            does(draws.within(1, 15), What::Pays(draws.within(100, 400))),
            reminded,
            does(purring + draws.within(3, 14), What::Pays(draws.within(50, 300))),
            does(purring + draws.within(15, 60), What::Pays(draws.within(50, 250))),
        ],
        Kind::PartlyCredited => vec![does(draws.within(-5, 15), What::Credited(draws.within(50, 500))), reminded],
        Kind::Waived => vec![reminded, does(purring + draws.within(3, 14), What::Waived), noticed],
        Kind::RemindedTogether => vec![does(purring, What::SentTogether)],
    };
    Course { term, events }
}
