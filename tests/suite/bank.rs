//! Files of the bank: each of `tests/bank` as it is read, one booking in several files, and files that mean no good.

mod ledger_of_200;
mod over_a_ledger;

use std::fmt::Write;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use frist::bank::{BankFile, read};
use frist::value::Money;
use proptest::prelude::{ProptestConfig, any, prop, proptest};

fn sample(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bank").join(name)).expect("a sample")
}

fn read_bytes(name: &str, bytes: &[u8]) -> Result<BankFile, String> {
    read(name, bytes)
        .expect("bytes can be read")
        .map_err(|faults| faults.listed().iter().map(|fault| format!("{} {fault}\n", fault.kind.code)).collect())
}

fn shown(file: &BankFile) -> String {
    let mut out = format!("{}, {} not booked\n", file.kind.word(), file.not_booked);
    for one in &file.payments {
        let money = Money::new(one.amount, one.currency);
        let unclear = one.unclear.as_ref().map_or(String::new(), |unclear| format!(" {unclear:?}"));
        writeln!(out, "{}: {} {:?} {money}{unclear} [{}]", one.line, one.on, one.flow, one.bank_ref).unwrap();
        writeln!(out, "    references {:?}, text {:?}, payer {:?}, account {:?}", one.references, one.text, one.payer, one.account)
            .unwrap();
    }
    out
}

#[test]
fn each_file_as_it_is_read() {
    insta::glob!("../bank", "*.{xml,txt}", |path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        let file = read_bytes(name, &fs::read(path).unwrap()).unwrap_or_else(|said| panic!("{name}: {said}"));
        insta::assert_snapshot!(shown(&file));
    });
}

/// The references of what came in.
fn keys(name: &str) -> Vec<String> {
    read_bytes(name, &sample(name)).expect("read").payments.into_iter().map(|one| one.bank_ref).collect()
}

#[test]
fn one_payment_has_one_key_in_the_statement_and_in_the_notification() {
    assert_eq!(keys("camt.053.001.02.xml")[..2], keys("camt.054.001.04.xml"));
    // The statement that has the entry alone knows it by what its payments begin with.
    assert!(keys("camt.054.001.04.xml").iter().all(|key| key.starts_with(&format!("{}/", keys("camt.053.001.04.xml")[0]))));
}

#[test]
fn two_payments_that_are_alike_are_two() {
    let alike = keys("camt.054.001.02.xml");
    assert_eq!((alike.len(), alike[1].clone()), (2, format!("{}#2", alike[0])));
    assert_eq!(keys("camt.054.001.02.xml"), alike, "each time the same");
}

#[test]
fn line_ends_and_blanks_at_the_end_count_for_nothing() {
    let text = String::from_utf8(sample("ocr.txt").iter().map(|byte| if byte.is_ascii() { *byte } else { b'o' }).collect()).unwrap();
    let plain = read_bytes("f", text.as_bytes()).expect("read");
    assert_eq!(read_bytes("f", text.replace('\n', "\r\n").as_bytes()).expect("read"), plain);
    let bgmax: String = sample("bgmax.txt").iter().map(|byte| char::from(*byte)).collect();
    let latin = |text: &str| text.chars().map(|c| c as u8).collect::<Vec<u8>>();
    let trimmed: String = bgmax.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    assert_eq!(read_bytes("f", &latin(&format!("{trimmed}\u{1a}"))), read_bytes("f", &sample("bgmax.txt")));
}

/// So many bytes of one kind, of which none is kept.
fn endless(first: &str, byte: u8, length: u64) -> impl Read {
    io::Cursor::new(first.as_bytes().to_vec()).chain(io::repeat(byte).take(length))
}

#[test]
fn a_value_of_200_megabytes_is_told_and_not_kept() {
    let long = 200 << 20;
    for (first, said) in [
        (
            "<Document><BkToCstmrStmt><Stmt><Ntry><AddtlNtryInf>",
            "F4058 f:1: the file goes beyond what is read: a text or a tag is longer than 1048576 bytes",
        ),
        ("NY00001000008080", "F4061 f:1: the record has more than 80 characters"),
        ("01BGMAX", "F4061 f:1: the record has more than 80 characters"),
        ("date;amount", "F4060 f: the file is neither"),
    ] {
        let mut from = endless(first, b'x', long);
        let told = read("f", &mut from).expect("bytes").expect_err("a fault");
        let told: Vec<String> = told.listed().iter().map(|fault| format!("{} {fault}", fault.kind.code)).collect();
        assert!(told.len() == 1 && told[0].starts_with(said), "{told:?}");
        // It stopped where it was too much.
        let left = io::copy(&mut from, &mut io::sink()).expect("bytes");
        assert!(left > long - (4 << 20), "{left} left of {long}");
    }
}

#[test]
fn a_file_that_is_cut_short_anywhere_is_refused() {
    for name in ["ocr.txt", "bgmax.txt", "camt.053.001.02.xml", "camt.054.001.08.xml"] {
        let bytes = sample(name);
        let whole = bytes.trim_ascii_end().len();
        let whole = if name.ends_with("xml") { whole } else { whole.min(bytes.len() - 40) };
        for end in (0..whole).step_by(7) {
            let cut = read_bytes(name, &bytes[..end]);
            assert!(cut.is_err(), "{name} up to {end}: {cut:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is changed in a file, it is read or refused; what is read can be booked.
    #[test]
    fn no_bytes_make_it_panic(of in 0..4_usize, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), digit in any::<bool>()) {
        let name = ["ocr.txt", "bgmax.txt", "camt.053.001.02.xml", "camt.053.001.06.xml"][of];
        let mut bytes = sample(name);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = if digit { b'0' + byte % 10 } else { byte };
        }
        if let Ok(file) = read_bytes(name, &bytes) {
            let mut keys: Vec<&str> = file.payments.iter().map(|one| one.bank_ref.as_str()).collect();
            let count = keys.len();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), count, "every booking has a key of its own");
            assert!(file.payments.iter().all(|one| one.amount > 0));
        }
    }
}
