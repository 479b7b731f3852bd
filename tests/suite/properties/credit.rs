//! Credit before the sale, over drawn ledgers under the policies of `tests/cases/credit`.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use frist::ledger::{File, Files, Ledger, folder};
use frist::model::Project;
use frist::report::{credit_json, credit_table, rows};
use frist::run::{Cause, CreditFinding, Standing, run};
use frist::value::{Day, Money};
use proptest::prelude::{Strategy, prop, proptest};

use super::cases;
use crate::checked::repository;

const ON: &str = "2026-06-30";

fn policies() -> &'static Project {
    static POLICIES: OnceLock<Project> = OnceLock::new();
    POLICIES.get_or_init(|| {
        let text = std::fs::read_to_string(repository("tests/cases/credit/policies.frist")).unwrap();
        let project = Project::read([("policies.frist", text.as_str())], false);
        assert!(!project.has_errors());
        project
    })
}

/// A row of customers.csv behind the number.
fn customer() -> impl Strategy<Value = String> {
    let debtor = prop::sample::select(vec!["business", "business", "consumer", ""]);
    let country = prop::sample::select(vec!["", "NO", "SE", "DK"]);
    let tags = prop::sample::select(vec!["", "estate", "bankrupt", "chain"]);
    let score = prop::sample::select(vec!["", "20", "40", "70"]);
    let limit = prop::sample::select(vec!["", "0", "1000", "60000"]);
    let checked = prop::sample::select(vec!["", "2025-06-29", "2025-06-30", "2026-01-01"]);
    (debtor, country, tags, score, limit, checked)
        .prop_map(|(debtor, country, tags, score, limit, checked)| format!("{debtor},{country},{tags},{score},{limit},{checked}"))
}

#[derive(Clone, Debug)]
struct Invoice {
    customer: usize,
    currency: &'static str,
    debtor: &'static str,
    issued: i32,
    terms: i32,
    amount: i64,
    /// Days after the issue date, kind, parts of the amount in per cent.
    events: Vec<(i32, &'static str, i64)>,
}

fn invoice() -> impl Strategy<Value = Invoice> {
    let currency = prop::sample::select(vec!["NOK", "NOK", "SEK", "EUR"]);
    let event = (0..120_i32, prop::sample::select(vec!["payment", "credit", "write-off", "dispute", "hold"]), 1..100_i64);
    let amounts = prop::sample::select(vec![1_i64, 1_000_00, 40_000_00, 50_000_01]);
    let debtor = prop::sample::select(vec!["", "business", "consumer"]);
    (0..8_usize, currency, debtor, -100..3_i32, 0..40_i32, amounts, prop::collection::vec(event, 0..3)).prop_map(
        |(customer, currency, debtor, issued, terms, amount, events)| Invoice { customer, currency, debtor, issued, terms, amount, events },
    )
}

/// `turned` has the rows of every file in the opposite order; of one invoice's events each has a day of its own.
fn ledger(customers: &[String], invoices: &[Invoice], turned: bool) -> Ledger {
    let on: Day = ON.parse().unwrap();
    let money = |minor: i64| format!("{}.{:02}", minor / 100, minor % 100);
    let mut rows_of_customers: Vec<String> = customers.iter().enumerate().map(|(at, rest)| format!("C{at},{rest}\n")).collect();
    let (mut rows_of_invoices, mut events) = (Vec::new(), Vec::new());
    for (at, invoice) in invoices.iter().enumerate() {
        let issued = on.plus(invoice.issued);
        // Two customers stand in no customers.csv.
        let Invoice { customer, currency, debtor, terms, .. } = invoice;
        rows_of_invoices.push(format!("{at},C{customer},{currency},{debtor},{issued},{},{}\n", issued.plus(*terms), money(invoice.amount)));
        let mut days = HashSet::new();
        for (day, kind, part) in invoice.events.iter().filter(|(day, ..)| days.insert(*day)) {
            let amount = if matches!(*kind, "payment" | "credit") { money((invoice.amount * part / 100).max(1)) } else { String::new() };
            events.push(format!("{at},{},{kind},{amount}\n", issued.plus(*day)));
        }
    }
    if turned {
        rows_of_customers.reverse();
        rows_of_invoices.reverse();
        events.reverse();
    }
    let text = "invoice,customer,currency,debtor,issued,due,amount\n".to_string() + &rows_of_invoices.concat();
    let customers = "customer,debtor,country,tags,score,credit_limit,credit_checked\n".to_string() + &rows_of_customers.concat();
    let events = "invoice,date,event,amount\n".to_string() + &events.concat();
    let file = |name, text: &str| Some(File { name, bytes: text.to_owned().into_bytes().leak() });
    let files = Files {
        invoices: file("invoices.csv", &text),
        customers: file("customers.csv", &customers),
        events: file("events.csv", &events),
        ..Files::default()
    };
    folder(&files).unwrap_or_else(|faults| panic!("{faults}\n{text}{customers}{events}"))
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn of_any_ledger(customers in prop::collection::vec(customer(), 6), invoices in prop::collection::vec(invoice(), 0..14)) {
        let on: Day = ON.parse().unwrap();
        let ledger = ledger(&customers, &invoices, false);
        let run = run(&policies().plans(), &ledger, on).unwrap();
        let standings = run.standings().unwrap();

        let listed: HashSet<usize> = standings.iter().map(|standing| standing.customer).collect();
        assert_eq!(listed.len(), ledger.customers.number.len(), "every customer is listed");

        // What is owed is what `evaluate --all` says, currency by currency; an invoice that no policy covers has no balance there.
        let mut owed: HashMap<(usize, String), Option<i64>> = HashMap::new();
        for (id, row) in rows(&run, true).enumerate().filter(|(id, _)| ledger.invoices.issued[*id] <= on) {
            let sum = owed.entry((ledger.invoices.customer[id], row.currency.to_string())).or_insert(Some(0));
            *sum = sum.zip(row.balance).map(|(sum, balance)| sum + balance);
        }
        let of = |standing: &Standing| (standing.customer, standing.currency.map(|currency| currency.to_string()).unwrap_or_default());
        for standing in &standings {
            if let Some(known) = owed.get(&of(standing)).copied().unwrap_or(Some(0)).filter(|_| standing.currency.is_some()) {
                assert_eq!(standing.exposure, Some(known), "{standing:#?}");
            }
        }
        let in_currencies: HashSet<(usize, String)> = standings.iter().map(of).collect();
        assert!(owed.keys().all(|key| in_currencies.contains(key)), "every currency is listed");

        // What evaluate says of a customer is said here, and what more is said is of those whom evaluate does not ask about.
        let todo: Vec<_> = standings.iter().filter_map(|standing| standing.credit.as_ref().ok()).flat_map(|granted| &granted.todo).collect();
        for escalated in &run.escalations {
            assert!(todo.contains(&escalated), "{escalated:#?}");
        }
        let asked: HashSet<(usize, usize)> = run.escalations.iter().map(|escalated| (escalated.customer, escalated.by)).collect();
        for more in todo.iter().filter(|more| asked.contains(&(more.customer, more.by)) && !run.escalations.contains(more)) {
            assert!(matches!(&more.cause, Cause::Credit(CreditFinding::Prepayment { on_credit }) if on_credit.is_empty()), "{more:#?}");
        }

        // The limit is reached by what is left, and passed by a minor unit more.
        for standing in standings.iter().filter(|standing| standing.credit.is_ok()) {
            let (Some(left), Some(currency)) = (standing.left().filter(|left| *left > 0), standing.currency) else { continue };
            for (amount, beyond) in [(left, false), (left + 1, true)] {
                let answers = run.standing(standing.customer, Some(Money::new(amount, currency))).unwrap();
                let Some(answer) = answers.iter().find(|answer| answer.by == standing.by) else { continue };
                let sale = answer.sale.as_ref().unwrap();
                assert_eq!(sale.beyond.is_some(), beyond, "{answer:#?}");
                assert!(!(sale.yes && beyond));
            }
        }

        let turned = self::ledger(&customers, &invoices, true);
        let again = frist::run::run(&policies().plans(), &turned, on).unwrap();
        let same = again.standings().unwrap();
        // Customers stand in the order of the invoices; nothing else hangs on it.
        let lines = |text: &str| {
            let mut lines: Vec<String> = text.lines().map(Into::into).collect();
            lines.sort();
            lines
        };
        assert_eq!(lines(&credit_json(&again, &same)), lines(&credit_json(&run, &standings)), "rows in another order");
        assert_eq!(lines(&credit_table(&again, &same)), lines(&credit_table(&run, &standings)));
    }
}
