//! Ledgers of other systems: each folder of `tests/mapped` has a ledger (a folder, or one file), how it is mapped, and on which day; what is decided of it
//! stands beside it.

use std::fs;

use crate::checked::{files_below, repository};
use crate::cli::{Folder, frist, snapshots};

#[test]
fn ledgers_of_other_systems_are_read() {
    let cases: Vec<_> =
        files_below(&repository("tests/mapped"), "txt").into_iter().filter(|path| path.ends_with("arguments.txt")).collect();
    assert!(cases.len() > 5);
    snapshots("mapped", || {
        for case in cases {
            let folder = case.parent().unwrap();
            let name = folder.file_name().unwrap().to_str().unwrap();
            let mut files: Vec<_> = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.file_name().into_string().unwrap()).collect();
            files.retain(|file| file == "ledger" || file.starts_with("ledger."));
            let ledger = format!("tests/mapped/{name}/{}", files[0]);
            let asked = fs::read_to_string(&case).unwrap();
            let mut arguments = vec!["evaluate", "policies/examples", "--all", "--format", "csv", "--ledger", &ledger];
            arguments.extend(asked.split_whitespace());
            let ran = frist(&arguments);
            insta::assert_snapshot!(name, format!("{}{}exit {}\n", ran.err, columns(&ran.out), ran.code));
        }
    });
}

#[test]
fn a_mapping_is_guessed_to_start_from() {
    let files = [
        ("invoices", "tests/mapped/folder/ledger/Faktura 2026-03.csv"),
        ("payments", "tests/mapped/folder/ledger/innbetalinger-januar.csv"),
        ("customers", "tests/mapped/folder/ledger/kunder.csv"),
        ("open-items", "tests/mapped/open-items-with-signs/ledger.csv"),
        ("excel", "tests/mapped/excel-norwegian/ledger/invoices.csv"),
    ];
    snapshots("guessed", || {
        for (name, file) in files {
            let ran = frist(&["ledger", "guess", file]);
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{file}");
            insta::assert_snapshot!(name, ran.out);
        }
    });
    // One column is no table.
    let folder = Folder::new();
    let refused = frist(&["ledger", "guess", &folder.write("one.csv", "a\n1\n2\n")]);
    assert_eq!((refused.code, refused.out.as_str()), (2, ""));
}

/// How a year, a month and a day are written.
type WritesDay = fn(&str, &str, &str) -> String;

/// What Excel saves of a worklist that Frist wrote, with what stands between values, how days are written, and the decimal mark.
fn saved_by_excel(worklist: &str, day: WritesDay) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(worklist.as_bytes());
    let is_day =
        |value: &str| value.len() == 10 && value.bytes().enumerate().all(|(at, byte)| byte.is_ascii_digit() != [4, 7].contains(&at));
    let is_amount = |value: &str| value.contains('.') && value.chars().all(|c| c.is_ascii_digit() || c == '.');
    let mut out = String::new();
    for record in reader.records() {
        let values: Vec<String> = (record.unwrap().iter())
            .map(|value| match value {
                value if is_day(value) => day(&value[..4], &value[5..7], &value[8..]),
                value if is_amount(value) => value.replace('.', ","),
                value if value.contains([';', '"']) => format!("\"{}\"", value.replace('"', "\"\"")),
                value => value.into(),
            })
            .collect();
        out += &(values.join(";") + "\r\n");
    }
    encoding_rs::WINDOWS_1252.encode(&out).0.into_owned()
}

#[test]
fn what_excel_saves_is_recorded_in_its_own_shape() {
    let settings: [(&str, WritesDay); 4] = [
        ("norwegian", |year, month, day| format!("{day}.{month}.{year}")),
        ("swedish", |year, month, day| format!("{year}-{month}-{day}")),
        ("danish", |year, month, day| format!("{day}-{month}-{year}")),
        ("finnish", |year, month, day| format!("{}.{}.{year}", day.trim_start_matches('0'), month.trim_start_matches('0'))),
    ];
    for (setting, day) in settings {
        let map = format!("excel-{setting}");
        let ledger = Folder::copy(&format!("tests/mapped/{map}/ledger"));
        let before = fs::read(ledger.path("events.csv")).unwrap();
        let elsewhere = Folder::new();
        let worklist = elsewhere.at("worklist.csv");
        let on = |day: &str| {
            frist(&["evaluate", "policies/examples", "--ledger", &ledger.at(""), "--map", &map, "--as-of", day, "--output", &worklist])
        };
        assert_eq!(on("2026-04-20").code, 0);
        fs::write(&worklist, saved_by_excel(&elsewhere.read("worklist.csv"), day)).unwrap();
        let ran = frist(&["record", "--ledger", &ledger.at(""), "--map", &map, "--sent", &worklist, "--sent-map", &map]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{setting}");
        assert!(ran.out.starts_with("2 recorded in "), "{}", ran.out);
        // What was there stays; what is new is written as Excel does.
        let after = fs::read(ledger.path("events.csv")).unwrap();
        let text = |bytes: &[u8]| encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned();
        let new = text(&after);
        assert!(new.contains(&format!("1001;{};notice;", day("2026", "04", "20"))) && new.contains(";38,00"), "{setting}: {new}");
        assert!(new.lines().zip(text(&before).lines()).all(|(new, old)| new.starts_with(old)), "{setting}: {new}");
        // Nothing goes out twice, and nothing is recorded twice.
        assert_eq!(on("2026-04-20").code, 0);
        assert_eq!(elsewhere.read("worklist.csv").lines().count(), 1, "{setting}");
    }
}

#[test]
fn an_events_file_is_added_to_as_its_own_block_says() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("ledger")).unwrap();
    folder.write(
        "ledger/invoices.csv",
        "invoice,customer,debtor,currency,issued,due,amount\n1,C,consumer,NOK,2026-03-02,2026-03-16,100.00\n",
    );
    folder.write("ledger/events.csv", "invoice;date;event;amount\n1;20.03.2026;payment;10,00\n");
    let map = folder.write("map.frist", "ledger own {\n    file \"events.csv\" is events {\n        delimiter \";\"\n        decimal \",\"\n        dates \"dd.mm.yyyy\"\n    }\n}\n");
    let sent =
        folder.write("sent.csv", "invoice,decision,step,act,send_on,fee,currency,key\n1,send,r,reminder,2026-04-02,0.00,NOK,1/r/1\n");
    let ran = frist(&["record", "--ledger", &folder.at("ledger"), "--map", &map, "--sent", &sent]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let text = folder.read("ledger/events.csv");
    assert!(
        text.starts_with("invoice;date;event;amount;act;step;fee\n1;20.03.2026;payment;10,00;;;\n1;02.04.2026;notice;;reminder;r;0,00\n"),
        "{text}"
    );
}

/// The columns that say how a ledger was read.
fn columns(worklist: &str) -> String {
    let mut reader = csv::ReaderBuilder::new().from_reader(worklist.as_bytes());
    let wanted = ["invoice", "customer", "name", "decision", "step", "balance", "fees", "claim", "currency"];
    let Ok(header) = reader.headers().cloned() else { return String::new() };
    let places: Vec<usize> = wanted.iter().filter_map(|name| header.iter().position(|other| other == *name)).collect();
    let line = |record: &csv::StringRecord| places.iter().map(|place| &record[*place]).collect::<Vec<_>>().join(" | ") + "\n";
    line(&header) + &reader.records().map(|record| line(&record.unwrap())).collect::<String>()
}
