//! Random ledgers, their events around every threshold of the policies.

use std::collections::HashSet;

use frist::claim::{Entry, Moved, Stretch, journal};
use frist::ledger::{File, Files, Ledger, folder};
use frist::report::rows;
use frist::run::{Run, run};
use frist::value::Day;
use proptest::prelude::{Strategy, any, prop, prop_oneof, proptest};

use super::{cases, policies};

/// What can happen to an invoice's money. Amounts are øre.
#[derive(Clone, Copy, Debug)]
enum Happens {
    Credit(i64),
    WaiveFee(i64),
    WaiveInterest(i64),
    Payment(i64),
    Reversal(i64),
    WriteOff,
    Notice(i64),
    Cancelled,
}

impl Happens {
    /// Its turn on a day: credit notes and waivers, payments and reversals, write-offs, notices.
    fn turn(self) -> u8 {
        match self {
            Happens::Credit(_) | Happens::WaiveFee(_) | Happens::WaiveInterest(_) => 0,
            Happens::Payment(_) | Happens::Reversal(_) => 1,
            Happens::WriteOff => 2,
            Happens::Notice(_) | Happens::Cancelled => 4,
        }
    }
}

/// An invoice as it is generated: everything else follows from its place.
#[derive(Clone, Debug)]
struct Invoice {
    amount: i64,
    debtor: &'static str,
    currency: &'static str,
    due: i32,
    happened: Vec<(i32, Happens)>,
    stops: Vec<(i32, &'static str)>,
}

const ON: &str = "2026-06-30";

fn on() -> Day {
    ON.parse().unwrap()
}

fn amounts() -> impl Strategy<Value = i64> {
    prop_oneof![prop::sample::select(vec![1, 49_99, 50_00, 50_01, 300_00, 1_000_00, 50_000_00]), 1_i64..10_000_00]
}

fn happens() -> impl Strategy<Value = Vec<(i32, Happens)>> {
    let one = prop_oneof![
        amounts().prop_map(Happens::Credit),
        amounts().prop_map(Happens::WaiveFee),
        amounts().prop_map(Happens::WaiveInterest),
        amounts().prop_map(Happens::Payment),
        amounts().prop_map(Happens::Reversal),
        (0_i64..100_00).prop_map(Happens::Notice),
        proptest::strategy::Just(Happens::Cancelled),
        proptest::strategy::Just(Happens::WriteOff),
    ];
    // Days from the due date; what is taken back is held to what was paid before it.
    prop::collection::vec((-5..60_i32, one), 0..6).prop_map(|mut all| {
        all.sort_by_key(|(day, what)| (*day, what.turn()));
        let mut paid = 0;
        all.retain_mut(|(_, what)| match what {
            Happens::Payment(amount) => {
                paid += *amount;
                true
            }
            Happens::Reversal(amount) => {
                *amount = (*amount).min(paid);
                paid -= *amount;
                *amount > 0
            }
            Happens::WaiveFee(amount) | Happens::WaiveInterest(amount) | Happens::Credit(amount) => *amount > 0,
            _ => true,
        });
        all
    })
}

fn invoice() -> impl Strategy<Value = Invoice> {
    let stops = prop::sample::select(vec!["dispute", "resolved", "hold", "release", "plan", "plan-ended", "acknowledged", "promise"]);
    let debtor = prop::sample::select(vec!["consumer", "business", "public", ""]);
    let currency = prop::sample::select(vec!["NOK", "NOK", "NOK", "SEK"]);
    let due = prop_oneof![prop::sample::select(vec![-10, 0, 2, 3, 9, 10, 13, 14, 15, 28, 29, 30, 45, 46]), -20..400_i32];
    (amounts(), debtor, currency, due, happens(), prop::collection::vec((-5..60_i32, stops), 0..3)).prop_map(
        |(amount, debtor, currency, overdue, happened, stops)| Invoice { amount, debtor, currency, due: -overdue, happened, stops },
    )
}

/// Business days only, so that no due date moves.
fn due(invoice: &Invoice) -> Day {
    let norway = &policies().law("NO").unwrap().calendar;
    norway.on_or_after(on().plus(invoice.due))
}

fn money(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

/// The rows of both files, the events in the order of `seed` but for those of one day.
fn ledger(invoices: &[Invoice], seed: u64) -> Ledger {
    let mut text = String::from("invoice,customer,debtor,currency,issued,due,amount\n");
    let mut events: Vec<(u64, String)> = Vec::new();
    for (at, invoice) in invoices.iter().enumerate() {
        let due = due(invoice);
        let Invoice { debtor, currency, .. } = invoice;
        text += &format!("{at},C{},{debtor},{currency},{},{due},{}\n", at % 3, due.plus(-14), money(invoice.amount));
        let mut row = |day: i32, rest: String| {
            let on = due.plus(day);
            let key = (on.number() as u64 * 31 + at as u64).wrapping_mul(seed | 1) % 997;
            events.push((if seed == 0 { 0 } else { key }, format!("{at},{on},{rest}\n")));
        };
        for (day, what) in &invoice.happened {
            row(
                *day,
                match what {
                    Happens::Credit(amount) => format!("credit,{},,,,", money(*amount)),
                    Happens::WaiveFee(amount) => format!("waive,,,{},,", money(*amount)),
                    Happens::WaiveInterest(amount) => format!("waive,,,,{},", money(*amount)),
                    Happens::Payment(amount) => format!("payment,{},,,,", money(*amount)),
                    Happens::Reversal(amount) => format!("reversal,{},,,,", money(*amount)),
                    Happens::WriteOff => "write-off,,,,,".into(),
                    Happens::Notice(fee) => format!("notice,,reminder,{},,", money(*fee)),
                    Happens::Cancelled => "cancelled,,reminder,,,".into(),
                },
            );
        }
        for (day, stop) in &invoice.stops {
            let until = if *stop == "promise" { due.plus(day + 5).to_string() } else { String::new() };
            row(*day, format!("{stop},,,,,{until}"));
        }
    }
    events.sort_by_key(|(key, _)| *key);
    let events = events.iter().fold("invoice,date,event,amount,act,fee,interest,until\n".to_string(), |all, (_, row)| all + row);
    let file = |name, text: &str| Some(File { name, bytes: text.to_owned().into_bytes().leak() });
    folder(&Files { invoices: file("invoices.csv", &text), events: file("events.csv", &events), ..Files::default() })
        .unwrap_or_else(|faults| panic!("{faults}\n{text}{events}"))
}

fn decide(ledger: &Ledger) -> Run<'_> {
    run(&policies().plans(), ledger, on()).unwrap()
}

/// The interest of an invoice without settlements, added up from its stretches: millionths of a krone, each rounded by itself.
fn in_stretches(run: &Run, id: usize, plan: usize) -> i64 {
    let (case, bound) = (run.case(id), &run.plans[plan]);
    let (_, entries) = journal(&case.fold(bound, run.on), case.events, case.issued);
    let one = |entry: &Entry| match entry.what {
        Moved::Accrued(stretch) => Some(micro(&stretch)),
        _ => None,
    };
    entries.iter().filter_map(one).sum()
}

/// Balance × rate × days over the year in millionths of a krone, rounded half up.
fn micro(stretch: &Stretch) -> i64 {
    let rate = stretch.rate.unwrap().ppm();
    let (numerator, year) = (i128::from(stretch.balance) * i128::from(rate) * i128::from(stretch.days()), i128::from(stretch.year) * 100);
    ((numerator * 2 + year) / (year * 2)) as i64
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn of_any_ledger(invoices in prop::collection::vec(invoice(), 1..12), seed in any::<u64>()) {
        let ledger = ledger(&invoices, 0);
        let run = decide(&ledger);
        assert_eq!(run.decided.len(), invoices.len(), "decisions in are invoices in");
        let keys: Vec<_> = rows(&run, true).filter_map(|row| row.key).collect();
        assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len(), "a key is used once");
        for (decided, invoice) in run.decided.iter().zip(&invoices) {
            let Some((plan, decision)) = &decided.by else {
                assert_eq!(invoice.currency, "SEK");
                continue;
            };
            let claim = &decision.claim;
            let told = [claim.balance, claim.fees, claim.interest.unwrap(), claim.credit];
            assert!(told.iter().all(|amount| *amount >= 0), "{told:?}");
            let settles = |what: &Happens| !matches!(what, Happens::Notice(_) | Happens::Credit(_));
            let plain = claim.balance > 0 && !invoice.happened.iter().any(|(day, what)| settles(what) && due(invoice).plus(*day) <= on());
            if plain {
                let stretches = in_stretches(&run, decided.invoice, *plan);
                let apart = (stretches - claim.interest.unwrap() * 10_000).abs();
                assert!(apart <= 5_010, "stretches {stretches}, interest {:?}", claim.interest);
            }
        }
        let shuffled = self::ledger(&invoices, seed);
        assert_eq!(decide(&shuffled).decided, run.decided, "rows of different days in another order");
    }
}
