//! What is wrong with a Parquet file is told as of CSV, with the number of the row in place of the line.

use frist::evaluate::{self, Asked, Format, NotWritten};
use frist::ledger::mapping::{Column as Mapped, DateForm, Source, TableMapping};
use frist::ledger::{Faults, File, open_items};
use parquet::basic::Compression;
use proptest::prelude::{any, prop};
use proptest::test_runner::TestRunner;

use super::same::drawn;
use super::table::{As, Column, file};
use crate::properties::cases;
use crate::reference::generate::Dice;

fn column(name: &str, of: As, texts: &[&str]) -> Column {
    Column { name: name.into(), of, texts: texts.iter().map(ToString::to_string).collect() }
}

/// Three rows in which nothing is wrong.
fn with_three_rows() -> Vec<Column> {
    vec![
        column("invoice", As::Text, &["1", "2", "3"]),
        column("customer", As::Large, &["7", "7", "8"]),
        column("currency", As::Text, &["NOK"; 3]),
        column("issued", As::Date, &["2026-03-01"; 3]),
        column("amount", As::Large64(2), &["100", "200.5", "300"]),
        column("balance", As::Fixed(4, 16), &["100", "200.5", "300"]),
    ]
}

/// A file of them, but for these columns.
fn with(changed: Vec<Column>) -> Vec<u8> {
    let mut columns = with_three_rows();
    for changed in changed {
        match columns.iter().position(|column| column.name == changed.name) {
            Some(at) => columns[at] = changed,
            None => columns.push(changed),
        }
    }
    // Two groups of rows: the numbers go on.
    file(&columns, 2, Compression::SNAPPY)
}

/// What is told of a file, whole and while it is decided piece by piece.
fn told(bytes: &[u8]) -> String {
    let whole = open_items("items.parquet", bytes, None).expect_err("faults");
    assert_eq!(piece_by_piece(bytes), whole.to_string());
    whole.listed().iter().map(|fault| format!("{} {fault}\n", fault.kind.code)).collect()
}

fn piece_by_piece(bytes: &[u8]) -> String {
    let asked = Asked {
        policies: &[],
        on: "2026-03-30".parse().unwrap(),
        payments_through: None,
        all: true,
        format: Format::Parquet,
        threads: 2,
        part: 1,
        also: &[],
    };
    match evaluate::file(&asked, &File { name: "items.parquet", bytes }, None, &mut Vec::new()) {
        Err(NotWritten::Faults(faults)) => faults.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn values() {
    let faults = told(&with(vec![
        column("invoice", As::Text, &["1", "", "1"]),
        column("issued", As::Date, &["2026-03-01", "1969-12-31", "2200-01-01"]),
        column("due", As::Moment, &["2026-03-15", "", "2026-03-15"]),
        column("amount", As::Large64(3), &["0", "-5", "12.345"]),
        column("balance", As::Bytes(2), &["-0.01", "12345678901234", "12.40"]),
        column("currency", As::Text, &["NOK", "NOK", "nok"]),
        column("disputed", As::Text, &["true", "no", "perhaps"]),
        column("charged_notices", As::Large, &["1", "-1", ""]),
        column("interest_agreed", As::Large64(5), &["11.25", "0.00001", ""]),
    ]));
    let expected = "\
F4015 items.parquet:1: column `amount`: `0` is not above zero
  a credit note is a `credit` event of its invoice, not an invoice of its own
F4016 items.parquet:1: column `balance`: `-0.01` is below zero
  a credit balance is a payment: leave the item out, or keep a ledger folder and give it as a `payment` event
F4009 items.parquet:2: column `invoice`: the value is empty, and every row needs one
F4012 items.parquet:2: column `issued`: `1969-12-31` is not a day of the calendar
  days run from 1970-01-01 to 2199-12-31
F4015 items.parquet:2: column `amount`: `-5` is not above zero
  a credit note is a `credit` event of its invoice, not an invoice of its own
F4018 items.parquet:2: column `interest_agreed`: `0.00001` is not a yearly rate
  a rate is a number of percent with at most four decimals, `11.25`
F4017 items.parquet:2: column `balance`: `12345678901234` is more than any ledger can hold
F4020 items.parquet:2: column `charged_notices`: `-1` is not a whole number
F4021 items.parquet:3: column `currency`: `nok` is not a currency
  currencies are codes of ISO 4217 in capitals, `NOK`
F4012 items.parquet:3: column `issued`: `2200-01-01` is not a day of the calendar
  days run from 1970-01-01 to 2199-12-31
F4019 items.parquet:3: column `disputed`: `perhaps` is neither `true` nor `false`
  write `true` or `false`, or `yes` or `no`
F4028 items.parquet:3: column `invoice`: `1` is already the invoice of line 1
";
    assert_eq!(faults, expected);
    let faults = told(&with(vec![column("amount", As::Fixed(3, 16), &["1", "2", "12.345"])]));
    assert_eq!(faults, "F4014 items.parquet:3: column `amount`: `12.345` has more decimals than NOK has (2)\n");
}

#[test]
fn columns() {
    let faults = told(&with(vec![column("amount", As::Double, &["1", "2", "3"])]));
    let expected = "\
F4049 items.parquet: column `amount`: its values are of the type DOUBLE, which is not read exactly
  write amounts and rates as DECIMAL, dates as DATE, counts as whole numbers, and the rest as text
";
    assert_eq!(faults, expected);
    let faults = told(&with(Vec::new()).replace("amount", "amounT"));
    assert_eq!(
        faults,
        "F4004 items.parquet: column `amount`: the header does not name this column, which is required\n  is `amounT` meant?\n"
    );
    // What is no column of Frist's may be of any type.
    let ledger = open_items("items.parquet", &with(vec![column("score", As::Double, &["0.1", "2", ""])]), None).unwrap();
    assert_eq!(ledger.invoices.facts["score"], ["0.1", "2", ""]);
    assert_eq!(ledger.invoices.amount, [100_00, 200_50, 300_00]);
}

/// Replaces a name by one of the same length.
trait Replace {
    fn replace(self, name: &str, other: &str) -> Vec<u8>;
}

impl Replace for Vec<u8> {
    fn replace(mut self, name: &str, other: &str) -> Vec<u8> {
        for at in 0..self.len() - name.len() {
            if self[at..].starts_with(name.as_bytes()) {
                self[at..at + name.len()].copy_from_slice(other.as_bytes());
            }
        }
        self
    }
}

#[test]
fn files() {
    let whole = with(Vec::new());
    for bytes in [&b"invoice,customer\n"[..], &whole[..whole.len() / 2], b"PAR1", b""] {
        let told = told(bytes);
        assert!(told.starts_with("F4049 items.parquet: the file cannot be read as Parquet: "), "{told}");
    }
    let told = open_items("items.csv", &whole[..whole.len() - 1], None).expect_err("faults").to_string();
    assert!(told.contains("cannot be read as Parquet"), "{told}");
}

#[test]
fn a_mapping_names_columns_and_the_shape_of_texts() {
    let from = |name: &str, header: &str| Mapped { name: name.into(), source: Source::From { header: header.into(), values: Vec::new() } };
    let mapping = TableMapping {
        name: "bygg".into(),
        decimal: ',',
        grouping: Some(' '),
        dates: DateForm::of("dd.mm.yyyy").unwrap(),
        columns: vec![
            from("invoice", "Nr"),
            from("customer", "Kunde"),
            from("issued", "Dato"),
            from("due", "Forfall"),
            from("amount", "Sum"),
            from("balance", "Rest"),
            from("score", "Sum"),
            Mapped { name: "currency".into(), source: Source::Constant("NOK".into()) },
        ],
        ..TableMapping::default()
    };
    let bytes = file(
        &[
            column("Nr", As::Large, &["1"]),
            column("Kunde", As::Text, &["7"]),
            column("Dato", As::Date, &["2026-03-01"]),
            column("Forfall", As::Text, &["15.03.2026"]),
            column("Sum", As::Large64(2), &["1234.50"]),
            column("Rest", As::Text, &["1 234,5"]),
        ],
        1,
        Compression::UNCOMPRESSED,
    );
    let ledger = open_items("items.parquet", &bytes, Some(&mapping)).unwrap();
    let invoices = &ledger.invoices;
    assert_eq!((invoices.amount[0], invoices.opening[0].balance), (1_234_50, 1_234_50));
    assert_eq!((invoices.issued[0].to_string(), invoices.due[0].unwrap().to_string()), ("2026-03-01".into(), "2026-03-15".into()));
}

/// Wherever the end of the file says three, it says another number: no row may be lost, and none invented.
#[test]
fn a_file_that_miscounts_its_rows() {
    // What a whole number of 64 bits begins with in the footer; twice its value is written.
    const FIELD: u8 = 0x16;
    let whole = file(&with_three_rows(), 3, Compression::SNAPPY);
    let footer = whole.len() - 8 - u32::from_le_bytes(whole[whole.len() - 8..][..4].try_into().unwrap()) as usize;
    let mut refused = 0;
    for at in (footer..whole.len() - 9).filter(|at| whole[*at..].starts_with(&[FIELD, 6])) {
        for rows in [2, 4, 8] {
            let mut bytes = whole.clone();
            bytes[at + 1] = rows * 2;
            match open_items("items.parquet", &bytes, None) {
                Ok(ledger) => assert_eq!(ledger.invoices.len(), 3, "{rows} at {at}"),
                Err(faults) => {
                    let told = faults.to_string();
                    assert!(told.starts_with("F4049 ") || told.contains("cannot be read as Parquet"), "{told}");
                    refused += usize::from(told.contains("a column has more or fewer values than there are rows"));
                }
            }
        }
    }
    assert!(refused >= 3, "{refused} files were refused for that");
}

#[test]
fn bytes_that_changed_are_read_or_refused() {
    let text = "invoice,customer,currency,issued,amount,balance,disputed,charged_notices\n\
                1,7,NOK,2026-03-01,100.00,100.00,true,1\n2,8,NOK,2026-03-02,200.00,50.00,,\n";
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4);
    let ran = TestRunner::new(cases(1_500)).run(&(any::<u64>(), changes), |(seed, changes)| {
        let mut bytes = drawn(text, &mut Dice::new(seed));
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _: Result<_, Faults> = open_items("items.parquet", &bytes, None);
        Ok(())
    });
    ran.unwrap();
}
