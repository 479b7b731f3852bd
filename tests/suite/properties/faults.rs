//! What is wrong with a ledger is told alike, whether it is read as a whole or piece by piece and on whatever number of threads; and where anything is wrong
//! nothing is decided.

use std::cell::Cell;
use std::io::{self, Read};

use frist::evaluate::{self, Asked, Format, NotWritten, Source};
use frist::ledger::mapping::{self, Column, TableMapping};
use frist::ledger::{FactColumns, File, Files, NotRead, Opened, folder, folder_from};
use frist::model::Project;
use frist::plan::Plan;
use frist::value::Day;
use proptest::prelude::any;
use proptest::test_runner::{Config, TestRunner};

use super::cases;
use super::parts::{asked, by_customer};
use super::row_order::Tables;
use super::simulated::draw::tried;
use crate::reference::generate::Dice;

const POLICY: &str = "policy facts {
    law       NO
    debtors   consumer
    currency  NOK
    valid     from 2026-01-01 until 2026-12-31

    fact score is number default 50

    step purring is reminder {
        when      score at least 40
        send      14 days after due date
        deadline  14 days
        fee       statutory
    }
}
";

const HEADER: &str = "invoice,customer,debtor,currency,issued,due,amount,balance,score\n";

/// Rows of open items, of which a few in a hundred are broken; in some files only the facts are, which are told where nothing else is wrong.
fn open_items(dice: &mut Dice) -> Vec<u8> {
    let (rows, broken, of_facts) = (dice.from(20, 120), dice.from(0, 8), dice.chance(30));
    let mut text = HEADER.as_bytes().to_vec();
    for at in 0..rows {
        let row = format!("{at},C{},consumer,NOK,2026-02-{:02},2026-03-16,1000.00,{}.50,{}", at / 3, 1 + at % 28, at, at % 90);
        let mut cells: Vec<Vec<u8>> = row.split(',').map(|cell| cell.as_bytes().to_vec()).collect();
        match dice.chance(broken) {
            true if of_facts => cells[8] = b"many".to_vec(),
            true => break_one(&mut cells, at, dice),
            false => {}
        }
        text.extend(cells.join(&b','));
        text.extend_from_slice(if dice.chance(10) { b"\r\n" } else { b"\n" });
    }
    text
}

fn break_one(cells: &mut Vec<Vec<u8>>, at: i64, dice: &mut Dice) {
    let place = dice.from(0, cells.len() as i64 - 1) as usize;
    match dice.from(0, 100) {
        // Whatever stands behind it is of the cell, up to the next one or to the end.
        0..4 => cells[place].insert(0, b'"'),
        4..12 => cells[place].push(b'"'),
        12..20 => cells[place] = b"\"a\nb\"".to_vec(),
        20..30 => cells[place] = b"\xff".to_vec(),
        30..36 => cells[place] = b"\0".to_vec(),
        36..50 => cells[place].clear(),
        50..60 => drop(cells.remove(place)),
        60..68 => cells.push(b"more".to_vec()),
        68..74 => cells.clear(),
        74..84 => cells[0] = dice.from(0, at).to_string().into_bytes(),
        // No byte-order mark, since no file begins with it.
        84..90 => drop(cells[0].splice(0..0, *b"\xef\xbb\xbf")),
        _ => cells[place] = b"x".to_vec(),
    }
}

/// The same columns, in an encoding that says which it is.
fn mapping(encoding: &str) -> TableMapping {
    let columns = HEADER
        .trim()
        .split(',')
        .map(|name| Column { name: name.into(), source: mapping::Source::From { header: name.into(), values: Vec::new() } });
    TableMapping { name: "same".into(), encoding: encoding.into(), columns: columns.collect(), ..TableMapping::default() }
}

/// What is said of a file that is decided part by part; nothing where nothing is wrong.
fn told(asked: &Asked, source: &dyn Source, mapping: Option<&TableMapping>) -> String {
    let mut out = Vec::new();
    match evaluate::file(asked, source, mapping, &mut out) {
        Ok(_) => String::new(),
        Err(NotWritten::Faults(faults)) => faults.to_string(),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn of_open_items() {
    let project = Project::read([("p.frist", POLICY)], false);
    let (plans, day): (Vec<&Plan>, Day) = (project.plans(), "2026-06-01".parse().unwrap());
    let (faulty, of_facts, garbled) = (Cell::new(0), Cell::new(0), Cell::new(0));
    let config = Config { max_shrink_iters: 0, ..cases(300) };
    let ran = TestRunner::new(config).run(&any::<u64>(), |seed| {
        let mut dice = Dice::new(seed);
        let bytes = open_items(&mut dice);
        // In the last of them no single byte above 0x80 is a letter.
        let encoded = dice.of(&[None, Some("utf-8"), Some("euc-kr")]).map(mapping);
        let file = File { name: "open.csv", bytes: &bytes };
        let whole = asked(&plans, day, true, Format::Csv);
        let expected = told(&whole, &file, encoded.as_ref());
        for (threads, part) in [(1, 1), (2, 1 + seed as usize % 7), (7, 2)] {
            let parts = Asked { threads, part, ..whole };
            assert_eq!(
                told(&parts, &file, encoded.as_ref()),
                expected,
                "seed {seed}, parts of {part}\n{}",
                String::from_utf8_lossy(&bytes)
            );
        }
        faulty.set(faulty.get() + usize::from(!expected.is_empty()));
        garbled.set(garbled.get() + usize::from(encoded.is_some() && expected.contains("is not text in")));
        of_facts.set(of_facts.get() + usize::from(expected.contains("score")));
        Ok(())
    });
    ran.unwrap();
    let seen = [faulty, of_facts, garbled].map(Cell::into_inner);
    assert!(seen[0] > 100 && seen[1] > 20 && seen[2] > 20, "{seen:?} files that are faulty, have wrong facts, are not text: too few");
}

/// A table of which some cells are broken.
fn broken(text: &str, dice: &mut Dice) -> Vec<u8> {
    let mut rows: Vec<Vec<Vec<u8>>> = text.lines().map(|row| row.split(',').map(|cell| cell.as_bytes().to_vec()).collect()).collect();
    for _ in 0..dice.from(1, 3) {
        if rows.len() > 1 {
            let at = dice.from(1, rows.len() as i64 - 1);
            if rows[at as usize].len() > 1 {
                break_one(&mut rows[at as usize], at, dice);
            }
        }
    }
    rows.iter().flat_map(|row| [row.join(&b','), b"\n".to_vec()].concat()).collect()
}

#[test]
fn of_a_folder() {
    let (faulty, ordered) = (Cell::new(0), Cell::new(0));
    let config = Config { max_shrink_iters: 0, ..cases(200) };
    let ran = TestRunner::new(config).run(&any::<u64>(), |seed| {
        let tried = tried(seed);
        let tables = Tables::of(&tried.ledger);
        if tables.open_file().is_some() {
            return Ok(());
        }
        let mut dice = Dice::new(seed);
        let which = dice.from(0, 2) as usize;
        for texts in [tables.texts.clone(), by_customer(&tables.texts)] {
            let mut bytes = texts.map(String::into_bytes);
            bytes[which] = broken(&String::from_utf8(bytes[which].clone()).unwrap(), &mut dice);
            let [invoices, customers, events, ledger] = [0, 1, 2, 3].map(|at| File { name: Files::NAMES[at], bytes: &bytes[at] });
            let all = [invoices, customers, events, ledger].map(Some);
            let whole = folder(&Files { invoices: all[0], customers: all[1], events: all[2], ledger: all[3] });
            let (piece, threads) = (16 + seed as usize % 300, 1 + seed as usize % 4);
            let opened = all.map(|file| file.map(|File { name, bytes }| Opened { name, from: bytes, piece, mapping: None }));
            let in_pieces = folder_from(opened.into(), FactColumns::All, threads);
            let shown = || bytes.iter().map(|text| String::from_utf8_lossy(text)).collect::<String>();
            match (&whole, &in_pieces) {
                (Ok(whole), Ok(in_pieces)) => assert_eq!(whole, in_pieces, "seed {seed}"),
                (Err(whole), Err(NotRead::Faults(in_pieces))) => {
                    assert_eq!(whole.to_string(), in_pieces.to_string(), "seed {seed}\n{}", shown())
                }
                _ => panic!("seed {seed}: {:?} and {:?}\n{}", whole.err(), in_pieces.err(), shown()),
            }
            // Read customer by customer a faulty ledger is left to whoever reads the whole.
            let sources = [0, 1, 2, 3].map(|at| all[at].as_ref().map(|file| file as &dyn Source));
            let [invoices, customers, events, ledger] = sources;
            let sources = evaluate::Tables { invoices, customers, events, ledger, unread: Vec::new() };
            let asked = Asked { threads, part: 1 + seed as usize % 3, ..asked(&[], "2026-06-01".parse().unwrap(), true, Format::Csv) };
            let written = evaluate::ordered(&asked, &sources, &mut Vec::new()).unwrap();
            assert!(whole.is_ok() || written.is_none(), "seed {seed}: decided in spite of {:?}", whole.err());
            faulty.set(faulty.get() + usize::from(whole.is_err()));
            ordered.set(ordered.get() + usize::from(written.is_some()));
        }
        Ok(())
    });
    ran.unwrap();
    assert!(faulty.get() > 100 && ordered.get() > 5, "{} faulty and {} ordered ledgers say nothing", faulty.get(), ordered.get());
}

/// A file that can be read so far and no further.
struct Cut<'b> {
    name: &'static str,
    bytes: &'b [u8],
}

impl Source for Cut<'_> {
    fn name(&self) -> &str {
        self.name
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send + '_>> {
        struct Lost;
        impl Read for Lost {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("the disk is gone"))
            }
        }
        Ok(Box::new(self.bytes.chain(Lost)))
    }
}

#[test]
fn a_table_that_cannot_be_read_is_named() {
    const TABLES: [&str; 3] = [
        "invoice,customer,currency,issued,amount\n1,A,NOK,2026-03-01,100\n2,B,NOK,2026-03-01,100\n",
        "customer,name\nA,Anne\nB,Bo\n",
        "date,event,invoice,customer,amount\n2026-03-05,payment,1,A,10\n2026-03-05,payment,2,B,10\n",
    ];
    let asked = Asked { part: 1, ..asked(&[], "2026-06-01".parse().unwrap(), true, Format::Csv) };
    for (lost, table) in TABLES.iter().enumerate() {
        let whole = [0, 1, 2].map(|at| File { name: Files::NAMES[at], bytes: TABLES[at].as_bytes() });
        // Within the header, behind it, and within the rows.
        for length in [5, table.find('\n').unwrap() + 1, table.len() - 4] {
            let cut = Cut { name: Files::NAMES[lost], bytes: &table.as_bytes()[..length] };
            let [invoices, customers, events] = [0, 1, 2].map(|at| Some(if at == lost { &cut as &dyn Source } else { &whole[at] }));
            let tables = evaluate::Tables { invoices, customers, events, ledger: None, unread: Vec::new() };
            match evaluate::ordered(&asked, &tables, &mut Vec::new()) {
                Err(NotWritten::Unreadable(name, error)) => {
                    assert_eq!((name.as_str(), error.to_string().as_str()), (cut.name, "the disk is gone"))
                }
                other => panic!("{} after {length} bytes: {other:?}", cut.name),
            }
        }
    }
    let cut = Cut { name: "open.csv", bytes: HEADER.as_bytes() };
    match evaluate::file(&asked, &cut, None, &mut Vec::new()) {
        Err(NotWritten::Unreadable(name, _)) => assert_eq!(name, "open.csv"),
        other => panic!("{other:?}"),
    }
}
