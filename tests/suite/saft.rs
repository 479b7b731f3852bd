//! SAF-T files: what is read of each file of `tests/saft`, what is said of it, and what it comes to on a day. The figures are worked out by hand in the
//! comments of `tests/saft/policies.frist`.

use std::fmt::Write as _;
use std::fs;

use frist::ledger::{EventKind, FactColumns, Kept, Ledger, NotRead, saft};
use frist::value::{Day, Debtor};
use frist::{decide, read, report, words};
use insta::{assert_snapshot, glob};

use crate::checked::repository;

fn ledger(bytes: &[u8]) -> Ledger {
    match saft("saft.xml", &|| Ok(Box::new(bytes)), FactColumns::All) {
        Ok(ledger) => ledger,
        Err(NotRead::Faults(faults)) => panic!("{faults}"),
        Err(NotRead::Unreadable(file, error)) => panic!("{file}: {error}"),
    }
}

/// What a ledger holds, in counts.
fn counts(ledger: &Ledger) -> String {
    let events = |is: fn(&EventKind) -> bool| ledger.events.iter().filter(|event| is(&event.what)).count();
    let debtors: Vec<&str> = ledger.invoices.debtor.iter().map(|debtor| debtor.map_or("unknown", Debtor::word)).collect();
    format!(
        "{} customers, {} invoices of {}; {} payments and {} credit notes on invoices, {} on none",
        ledger.customers.len(),
        ledger.invoices.len(),
        debtors.join(", "),
        events(|what| matches!(what, EventKind::Payment(_))),
        events(|what| matches!(what, EventKind::Credit(_))),
        ledger.unallocated.len()
    )
}

#[test]
fn files_are_read_as_their_snapshots_say() {
    let policies = fs::read_to_string(repository("tests/saft/policies.frist")).expect("policies");
    let policies = read([("policies.frist", policies.as_str())]).unwrap_or_else(|error| panic!("{error}"));
    let on: Day = "2026-04-14".parse().expect("a day");
    glob!("../saft", "*.xml", |path| {
        let ledger = ledger(&fs::read(path).expect("a file"));
        let mut told = counts(&ledger) + "\n";
        let run = decide(&policies, &ledger, on).expect("a run");
        for note in run.notes(Kept::First) {
            writeln!(told, "note: {}", words::note(on, &note)).expect("a text");
        }
        for id in 0..ledger.customers.len() {
            let of = |fact: &str| ledger.customers.facts[fact][id].to_owned();
            let facts = ["email", "phone", "account", "address"].map(of).join(" | ");
            writeln!(told, "{} {} {} | {facts}", &ledger.customers.number[id], &ledger.customers.name[id], &ledger.customers.country[id])
                .expect("a text");
        }
        told += &report::csv(report::rows(&run, true));
        assert_snapshot!(told);
    });
}

/// Values of the file are data, wherever they stand: an element of another name, or in another place, is none of them.
#[test]
fn a_file_that_says_its_elements_otherwise_is_the_same_ledger() {
    let plain = fs::read_to_string(repository("tests/saft/1.10.xml")).expect("a file");
    let expected = ledger(plain.as_bytes());
    let prefixed = plain.replace("</", "\u{1}").replace('<', "<n:").replace('\u{1}', "</n:").replace("<n:?", "<?").replace("<n:!", "<!");
    assert_ne!(prefixed, plain);
    let utf_16: Vec<u8> = format!("\u{feff}{plain}").replace("UTF-8", "UTF-16").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let with_others = plain.replace("<Name>", "<Other><Name>x</Name></Other><Name>").replace("</CustomerID>", "<!-- x --></CustomerID>");
    for other in [prefixed.as_bytes(), plain.replace("\n", "\r\n").as_bytes(), &utf_16, with_others.as_bytes()] {
        assert_eq!(ledger(other), expected);
    }
}

/// A text of 200 MB is never in memory as a whole.
#[test]
fn a_text_without_end_is_refused() {
    use std::io::Read;
    let open = || -> std::io::Result<Box<dyn Read + Send>> {
        Ok(Box::new((&b"<AuditFile><Header><AuditFileCountry>"[..]).chain(std::io::repeat(b'x').take(200 << 20))))
    };
    let refused = saft("saft.xml", &open, FactColumns::All);
    assert!(matches!(&refused, Err(NotRead::Faults(faults)) if faults.to_string().contains("longer than")), "{refused:?}");
}
