//! A file of open items is the same whether it is CSV or Parquet, and so is a worklist.

use std::cell::Cell;

use frist::evaluate::{self, Asked, Format};
use frist::ledger::{ColumnKind, File, InvoiceColumn, open_items};
use frist::plan::Plan;
use frist::value::Day;
use parquet::basic::{Compression, ZstdLevel};
use proptest::prelude::any;
use proptest::test_runner::{Config, TestRunner};

use super::rows;
use super::table::{As, Column, file};
use crate::properties::cases;
use crate::properties::parts::{asked, of_invoices_alone};
use crate::properties::row_order::Tables;
use crate::properties::simulated::draw::tried;
use crate::properties::simulated::project;
use crate::reference::dates::show;
use crate::reference::generate::Dice;

/// The types in which a column of a kind may come.
fn types(kind: ColumnKind) -> &'static [As] {
    match kind {
        ColumnKind::Text | ColumnKind::Debtor | ColumnKind::Currency | ColumnKind::Act | ColumnKind::Tags => &[As::Text],
        ColumnKind::Truth => &[As::Truth, As::Text],
        ColumnKind::Day => &[As::Date, As::Date, As::Moment, As::Text],
        ColumnKind::Rate => &[As::Small32(4), As::Large64(6), As::Text],
        ColumnKind::Amount => {
            &[As::Large64(4), As::Large64(6), As::Fixed(4, 16), As::Fixed(5, 20), As::Fixed(4, 9), As::Bytes(8), As::Text]
        }
        ColumnKind::Count => &[As::Small, As::Large, As::Large64(0), As::Text],
    }
}

/// The same table as Parquet, its columns in drawn types and its rows in drawn groups.
pub fn drawn(text: &str, dice: &mut Dice) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let column = |(at, name): (usize, &str)| Column {
        name: name.into(),
        of: InvoiceColumn::named(name).map_or(As::Text, |column| dice.of(types(column.kind))),
        texts: records[1..].iter().map(|record| record.get(at).unwrap_or_default().to_owned()).collect(),
    };
    let columns: Vec<Column> = records[0].iter().enumerate().map(column).collect();
    let compression = dice.of(&[Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::ZSTD(ZstdLevel::default())]);
    file(&columns, dice.of(&[1, 2, 5, 1_000]), compression)
}

fn written(asked: &Asked, name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    evaluate::file(asked, &File { name, bytes }, None, &mut out).unwrap();
    out
}

#[test]
fn a_worklist_from_parquet_is_that_from_csv_and_one_in_parquet_says_the_same() {
    let (files, lines) = (Cell::new(0), Cell::new(0));
    let config = Config { max_shrink_iters: 0, ..cases(150) };
    let ran = TestRunner::new(config).run(&any::<u64>(), |seed| {
        let tried = tried(seed);
        let project = project(&tried);
        let tables = Tables::of(&tried.ledger);
        let Some(text) = tables.open_file() else { return Ok(()) };
        let columns = drawn(text, &mut Dice::new(seed));
        files.set(files.get() + 1);
        assert_eq!(
            open_items("open", &columns, None).unwrap().invoices.facts,
            open_items("open", text.as_bytes(), None).unwrap().invoices.facts,
            "seed {seed}"
        );
        let alone: Vec<Plan> = project.plans().into_iter().map(of_invoices_alone).collect();
        let sides = [project.plans(), alone.iter().collect()];
        for (plans, (on, throws)) in sides.iter().flat_map(|plans| tried.runs.iter().take(2).map(move |run| (plans, run))) {
            let day: Day = show(*on).parse().unwrap();
            let of = format!("seed {seed}, {day}");
            let whole = Asked { part: Asked::PART, ..asked(plans, day, throws % 2 == 0, Format::Csv) };
            let csv = written(&whole, "open", text.as_bytes());
            let columns_of = Asked { format: Format::Parquet, ..whole };
            let worklist = written(&columns_of, "open", &columns);
            let (told, expected) = (rows::read(&worklist), rows::of_csv(std::str::from_utf8(&csv).unwrap()));
            assert_eq!(told, expected, "{of}");
            lines.set(lines.get() + told.len() - 1);
            for (threads, part) in [(1, 1), (2, 1 + *throws as usize % 4), (7, 2)] {
                assert!(written(&Asked { threads, part, ..whole }, "open", &columns) == csv, "{of}, parts of {part}");
                assert!(written(&Asked { threads, part, ..columns_of }, "open", &columns) == worklist, "{of}, columns in parts of {part}");
            }
        }
        Ok(())
    });
    ran.unwrap();
    assert!(files.get() > 20 && lines.get() > 200, "{} files and {} lines say nothing", files.get(), lines.get());
}
