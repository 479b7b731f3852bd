//! Ledgers for the benchmarks: `.ci/generate --invoices N --seed S --shape open-items|open-items-every-day|events|events-by-customer --out PATH [--as-of DATE]`.
//!
//! The same arguments give the same bytes. Nothing is kept in memory: every invoice is reckoned from the seed and its place. The steps are those of
//! `benches/policies`; `docs/performance.md` says what stands in the files.

mod book;
mod courses;
mod day;
mod folder;
mod history;
mod open_items;
mod random;
mod rows;

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use book::Book;
use courses::Mix;
use folder::Order;

const USAGE: &str =
    "generate --invoices N --seed S --shape open-items|open-items-every-day|events|events-by-customer --out PATH [--as-of DATE]";
/// Numbers of invoices have eight digits.
const MOST: u64 = 80_000_000;

/// What is asked for.
struct Wanted {
    invoices: u64,
    seed: u64,
    shape: Shape,
    out: String,
    as_of: i64,
}

#[derive(Clone, Copy)]
enum Shape {
    OpenItems(Mix),
    Folder(Order),
}

fn main() -> ExitCode {
    // `cargo bench` says that it is a benchmark. Run beside the others it has nothing to do.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if words.is_empty() {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    match wanted(&words) {
        Err(mistake) => {
            eprintln!("{mistake}\n{USAGE}");
            ExitCode::from(2)
        }
        Ok(wanted) => match write(&wanted) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("{}: {error}", wanted.out);
                ExitCode::FAILURE
            }
        },
    }
}

fn wanted(words: &[String]) -> Result<Wanted, String> {
    let mut given: HashMap<&str, &str> = HashMap::new();
    for pair in words.chunks(2) {
        let [name, value] = pair else { return Err(format!("{} has no value", pair[0])) };
        given.insert(name, value);
    }
    let mut take = |name: &str| given.remove(name).ok_or_else(|| format!("{name} is missing"));
    let number = |name: &str, text: &str| text.parse::<u64>().map_err(|_| format!("{name}: {text} is no number"));
    let invoices = number("--invoices", take("--invoices")?)?;
    let seed = number("--seed", take("--seed")?)?;
    let out = take("--out")?.to_owned();
    let shape = match take("--shape")? {
        "open-items" => Shape::OpenItems(Mix::OpenItems),
        "open-items-every-day" => Shape::OpenItems(Mix::EveryDay),
        "events" => Shape::Folder(Order::ByDate),
        "events-by-customer" => Shape::Folder(Order::ByCustomer),
        other => return Err(format!("--shape: there is no shape {other}")),
    };
    let as_of = take("--as-of").unwrap_or("2026-09-15");
    let as_of = day::parsed(as_of).ok_or_else(|| format!("--as-of: {as_of} is no date"))?;
    if let Some(unknown) = given.keys().next() {
        return Err(format!("there is no {unknown}"));
    }
    if !(1..=MOST).contains(&invoices) {
        return Err(format!("--invoices: between 1 and {MOST}"));
    }
    Ok(Wanted { invoices, seed, shape, out, as_of })
}

fn write(wanted: &Wanted) -> io::Result<()> {
    let book = |mix| Book::new(wanted.invoices, wanted.seed, wanted.as_of, mix);
    let out = Path::new(&wanted.out);
    match wanted.shape {
        Shape::OpenItems(mix) => open_items::write(&book(mix), out),
        Shape::Folder(order) => folder::write(&book(Mix::Events), out, order),
    }
}
