//! Ledgers as files: each folder of `tests/ledgers/bad` is refused in the words of its `faults.txt`, each of `tests/ledgers/good` is read.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use frist::ledger::mapping::{Column, DateForm, Source, TableMapping};
use frist::ledger::{
    Book, FAULT_KINDS, FactColumns, FaultKind, Faults, File, Files, Ledger, NotRead, Opened, Sent, folder, folder_from, open_items, record,
    record_in, saft,
};
use frist::model::shipped;
use frist::run::run;
use frist::value::{Act, Day};
use frist::words::wrong_facts;
use proptest::prelude::{ProptestConfig, any, prop, prop_oneof, proptest};
use proptest::strategy::{Just, Strategy};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ledgers")
}

fn bytes(folder: &Path, name: &str) -> Option<Vec<u8>> {
    fs::read(folder.join(name)).ok()
}

/// The shape of the cases' `export.csv`.
fn mapping(encoding: &str) -> TableMapping {
    let from = |name: &str, header: &str, values: &[(&str, &str)]| Column {
        name: name.into(),
        source: Source::From { header: header.into(), values: values.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect() },
    };
    TableMapping {
        name: "bygg".into(),
        delimiter: b';',
        decimal: ',',
        grouping: Some(' '),
        dates: DateForm::of("dd.mm.yyyy").unwrap(),
        encoding: encoding.into(),
        columns: vec![
            from("invoice", "Faktura", &[]),
            from("customer", "Kundenr", &[]),
            from("debtor", "Type", &[("P", "consumer"), ("B", "business")]),
            from("issued", "Dato", &[]),
            from("due", "Forfall", &[]),
            from("amount", "Beløp", &[]),
            from("balance", "Saldo", &[]),
            Column { name: "currency".into(), source: Source::Constant("NOK".into()) },
        ],
        ..TableMapping::default()
    }
}

/// Reads a folder at once, and sees to it that it is the same when it is read a few rows at a time on several threads.
fn read_folder(path: &Path) -> Result<Ledger, Faults> {
    let whole = read_whole_folder(path);
    let tables = ["invoices.csv", "customers.csv", "events.csv", "ledger.csv"].map(|name| (name, bytes(path, name)));
    for (piece, threads) in [(64, 1), (200, 3)] {
        let opened = tables.each_ref().map(|(name, bytes)| bytes.as_deref().map(|from| Opened { name, from, piece, mapping: None }));
        let read = folder_from(opened.into(), FactColumns::All, threads).map_err(|error| match error {
            NotRead::Faults(faults) => faults,
            NotRead::Unreadable(file, error) => panic!("{file}: {error}"),
        });
        assert_eq!(read, whole, "{} in pieces of {piece}", path.display());
    }
    whole
}

fn read_whole_folder(path: &Path) -> Result<Ledger, Faults> {
    let tables = ["invoices.csv", "customers.csv", "events.csv", "ledger.csv"].map(|name| (name, bytes(path, name)));
    let [invoices, customers, events, ledger] = tables.each_ref().map(|(name, bytes)| bytes.as_deref().map(|bytes| File { name, bytes }));
    folder(&Files { invoices, customers, events, ledger })
}

fn read_case(path: &Path) -> Result<(), Faults> {
    if let Some(xml) = bytes(path, "saft.xml") {
        return saft("saft.xml", &|| Ok(Box::new(xml.as_slice())), FactColumns::All).map(drop).map_err(|error| match error {
            NotRead::Faults(faults) => faults,
            NotRead::Unreadable(file, error) => panic!("{file}: {error}"),
        });
    }
    if let Some(items) = bytes(path, "open-items.csv") {
        return open_items("open-items.csv", &items, None).map(drop);
    }
    if let Some(export) = bytes(path, "export.csv") {
        let encoding = fs::read_to_string(path.join("encoding.txt")).unwrap_or_else(|_| "windows-1252".into());
        let mut mapping = mapping(encoding.trim());
        let unmapped = fs::read_to_string(path.join("unmapped.txt")).unwrap_or_default();
        mapping.columns.retain(|column| column.name != unmapped.trim());
        return open_items("export.csv", &export, Some(&mapping)).map(drop);
    }
    if let Some(bank) = bytes(path, "bank.dat") {
        return frist::bank::read("bank.dat", bank.as_slice()).expect("bytes can be read").map(drop);
    }
    if let Some(worklist) = bytes(path, "worklist.csv") {
        let keys = fs::read_to_string(path.join("keys.txt")).ok();
        let (invoices, events) = (bytes(path, "invoices.csv"), bytes(path, "events.csv"));
        let keys: Option<Vec<String>> = keys.map(|keys| keys.lines().map(str::to_owned).collect());
        let files = Files {
            invoices: invoices.as_deref().map(|bytes| File { name: "invoices.csv", bytes }),
            events: events.as_deref().map(|bytes| File { name: "events.csv", bytes }),
            ..Files::default()
        };
        let worklist = File { name: "worklist.csv", bytes: &worklist };
        // Events that another program saved.
        if let Ok(shape) = fs::read_to_string(path.join("events-shape.txt")) {
            let shape = shipped(shape.trim()).expect("a mapping").tables.remove(0);
            let read = |_: Option<&[u8]>| folder(&Files { events: None, ..files });
            let book = Book { invoices: "invoices.csv", events: files.events, shape: Some(&shape), read: &read };
            return record_in(&book, Sent { file: worklist, shape: None }, keys.as_deref()).map(drop);
        }
        return record(&files, worklist, keys.as_deref()).map(drop);
    }
    let ledger = read_folder(path)?;
    // What is wrong under a policy alone.
    let Ok(policy) = fs::read_to_string(path.join("policy.frist")) else { return Ok(()) };
    let project = frist::read([("policy.frist", policy.as_str())]).expect("a policy");
    match run(&project.plans(), &ledger, "2026-03-30".parse().expect("a day")) {
        Ok(_) => Ok(()),
        Err(wrong) => Err(wrong_facts(&wrong)),
    }
}

#[test]
fn bad_ledgers_are_refused_in_these_words() {
    let mut cases: Vec<PathBuf> = fs::read_dir(root().join("bad")).expect("cases").map(|entry| entry.expect("a case").path()).collect();
    cases.sort();
    let mut seen: HashSet<&FaultKind> = HashSet::new();
    let mut wrong = String::new();
    for case in &cases {
        let told = match read_case(case) {
            Ok(()) => "nothing\n".to_owned(),
            Err(faults) => {
                seen.extend(faults.listed().iter().map(|fault| fault.kind));
                faults.listed().iter().map(|fault| format!("{} {fault}\n", fault.kind.code)).collect()
            }
        };
        let expected = fs::read_to_string(case.join("faults.txt")).expect("faults.txt");
        if told != expected {
            wrong += &format!("--- {}: expected\n{expected}--- told\n{told}\n", case.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(cases.len() >= 25);
    // The CSV reader finds a row in any text: only a reader that breaks off would show the first kind. The second takes ten thousand rows. The others
    // are of files that are no text.
    const OF_NO_TEXT: [&str; 4] = ["the row cannot be read", "come to more than", "as Parquet:", "which is not read exactly"];
    let no_text_shows = |kind: &FaultKind| OF_NO_TEXT.iter().any(|of| kind.message.contains(of));
    let unseen: Vec<_> = FAULT_KINDS.iter().filter(|kind| !seen.contains(*kind) && !no_text_shows(kind)).collect();
    assert!(unseen.is_empty(), "no case for {unseen:?}");
}

#[test]
fn the_same_ledger_however_it_is_written() {
    let plain = read_folder(&root().join("good/plain")).expect("a ledger");
    for other in ["bom-and-crlf", "shuffled", "short-rows"] {
        assert_eq!(read_folder(&root().join("good").join(other)).expect("a ledger"), plain, "{other}");
    }
    let mapped = root().join("good/mapped");
    let export = bytes(&mapped, "export.csv").expect("export.csv");
    let items = bytes(&mapped, "open-items.csv").expect("open-items.csv");
    let own = open_items("open-items.csv", &items, None).expect("a ledger");
    assert_eq!(open_items("export.csv", &export, Some(&mapping("windows-1252"))), Ok(own));

    let mut without_balance = mapping("windows-1252");
    without_balance.columns.retain(|column| column.name != "balance");
    let invoices = open_items("export.csv", &export, Some(&without_balance)).expect("a ledger");
    assert!(!invoices.open_items && invoices.invoices.opening.is_empty() && invoices.invoices.len() == 2);
    without_balance.columns.push(Column { name: "disputed".into(), source: Source::Constant("true".into()) });
    assert_eq!(
        open_items("export.csv", &export, Some(&without_balance)).expect_err("faults").to_string(),
        "export.csv:1: column `disputed`: only open items have this column, and here nobody would read it\n  \
         let the mapping `bygg` fill `balance` too, or leave this column out\n"
    );
}

#[test]
fn what_a_ledger_says() {
    let ledger = read_folder(&root().join("good/plain")).expect("a ledger");
    let (invoices, customers) = (&ledger.invoices, &ledger.customers);
    let day = |text: &str| text.parse::<Day>().expect("a day");
    assert_eq!(invoices.number, ["1001", "0042", "1003"]);
    assert_eq!(invoices.amount, [125_000, 50, 1_000]);
    assert_eq!(
        invoices.debtor.iter().map(|d| d.map(|d| d.word())).collect::<Vec<_>>(),
        [Some("consumer"), Some("business"), Some("public")]
    );
    assert_eq!((invoices.due[2], invoices.due[0]), (None, Some(day("2026-03-15"))));
    assert_eq!((invoices.due_agreed[0], invoices.due_agreed[1], invoices.fee_agreed[0]), (true, false, None));
    assert_eq!((invoices.sent[0], invoices.sent[1], invoices.arose[1]), (day("2026-03-01"), day("2026-04-01"), day("2026-02-01")));
    assert_eq!(invoices.interest_agreed[1].map(|rate| rate.ppm()), Some(82_500));
    assert_eq!(invoices.tags.get(&1).map(Vec::as_slice), Some(["vip".to_owned(), "new".to_owned()].as_slice()));
    assert_eq!(invoices.facts["region"], ["north", "a, b", ""]);
    assert_eq!(customers.number, ["C1", "C2", "C3"]);
    assert_eq!(customers.facts["score"], ["700", "", "12"]);
    assert_eq!(&customers.name[0], "Åse Ødegård");
    assert_eq!(ledger.payments_through, Some(day("2026-04-30")));
    let unallocated: Vec<_> = ledger.unallocated.iter().map(|money| (money.customer, money.on, money.amount)).collect();
    assert_eq!(unallocated, [(1, day("2026-04-19"), 800), (1, day("2026-04-20"), 700)]);

    let first: Vec<String> = ledger.events_of(0).iter().map(|event| format!("{} {:?}", event.on, event.what)).collect();
    assert_eq!(first, ["2026-04-02 Credit(5000)", "2026-04-02 Payment(10050)", "2026-04-02 Reversal(10000)", "2026-04-20 Notice(0)"]);
    let second: Vec<String> = ledger.events_of(1).iter().map(|event| format!("{:?}", event.what)).collect();
    assert_eq!(second[..3], ["Notice(1)", "Cancelled(None, Some(2))", "Notice(2)"]);
    assert_eq!(second[3..6], ["Hold(None)".to_owned(), format!("Promise(Some({:?}), 25)", day("2026-05-01")), "Waive(0, 10)".to_owned()]);
    assert!(ledger.events_of(2).is_empty());
    let notice = &ledger.notices[0];
    assert_eq!((notice.act, notice.fee, notice.step.map(|id| ledger.texts.get(id))), (Act::Reminder, 3_800, Some("first")));
    assert_eq!((ledger.notices[2].act, ledger.notices[2].fee), (Act::Handover, 500));
}

#[test]
fn quoted_newlines() {
    let ledger = read_folder(&root().join("good/quoted-newlines")).expect("a ledger");
    assert_eq!(ledger.invoices.number, ["1001", "1002"]);
    assert_eq!(ledger.invoices.facts["memo"], ["two\nlines, and a \"quote\"", ""]);
}

/// Bytes that look enough like a table to get past the first look.
fn scraps() -> impl Strategy<Value = Vec<u8>> {
    let known = ["invoice", "customer", "currency", "issued", "amount", "balance", "NOK", "2026-03-01", "12.5", "date", "event", "payment"];
    let scrap = prop_oneof![
        6 => prop::sample::select(known.to_vec()).prop_map(|word| word.as_bytes().to_vec()),
        6 => Just(b",".to_vec()),
        3 => prop::sample::select(&["\n", "\r\n", "\r", "\"", "\"\"", ";", " ", "\u{feff}", "ø"][..]).prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..3),
    ];
    prop::collection::vec(scrap, 0..40).prop_map(|scraps| scraps.concat())
}

#[test]
fn amounts_that_cannot_be_added_up_are_refused_by_their_currency() {
    let rows = |count: usize, currency: &str| {
        (0..count).map(|at| format!("{currency}{at},C,{currency},2026-03-01,10000000000\n")).collect::<String>()
    };
    let read = |rows: String| {
        let text = format!("invoice,customer,currency,issued,amount\n{rows}");
        let invoices = Some(File { name: "invoices.csv", bytes: text.as_bytes() });
        folder(&Files { invoices, ..Files::default() }).map(drop).map_err(|faults| faults.to_string())
    };
    // 9 223 372 036 854 775 øre are the thousandth part of what can be counted: 9 223 invoices of ten billion kroner are less, 9 224 more.
    assert_eq!(read(rows(9_223, "NOK") + &rows(9_223, "SEK")), Ok(()));
    let said = "invoices.csv: the amounts in NOK come to more than 92 233 720 368 547.75 together, which is more than can be added up\n  split the ledger\n";
    assert_eq!(read(rows(9_224, "NOK") + &rows(5, "SEK")), Err(said.into()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in scraps(), events in scraps()) {
        let header = b"invoice,customer,currency,issued,amount\n1001,C1,NOK,2026-03-01,12.5\n";
        let invoices = [header.as_slice(), &bytes].concat();
        let events = [b"invoice,date,event,amount\n".as_slice(), &events].concat();
        let file = |name, bytes| Some(File { name, bytes });
        let _ = folder(&Files { invoices: file("invoices.csv", &invoices), events: file("events.csv", &events), ..Files::default() });
        let _ = folder(&Files { invoices: file("invoices.csv", &bytes), customers: file("customers.csv", &bytes), ..Files::default() });
        let _ = open_items("open-items.csv", &bytes, None);
        let _ = open_items("export.csv", &bytes, Some(&mapping("windows-1252")));
        let files = Files { invoices: file("invoices.csv", header), events: file("events.csv", &events[..26]), ..Files::default() };
        let _ = record(&files, File { name: "worklist.csv", bytes: &bytes }, None);
    }
}
