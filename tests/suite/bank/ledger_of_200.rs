//! A ledger of 200 invoices, made by a seeded generator, and files of each format that pay part of it. What each payment is to become is decided where it
//! is made, and never asked of the program.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::cli::{Folder, Ran, frist, objects};

/// Numbers that are the same each time.
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// An invoice: the 20 last are Swedish. None is due before the payments, so that nothing but principal is open.
struct Invoice {
    number: u64,
    customer: String,
    amount: i64,
    currency: &'static str,
}

impl Invoice {
    fn kid(&self) -> String {
        format!("{:011}", self.number * 7)
    }
}

fn invoices() -> Vec<Invoice> {
    let mut drawn = Drawn(13);
    let mut amounts = std::collections::HashSet::new();
    (0..200)
        .map(|at| {
            // Amounts that no two share: which is paid by amount alone is told by it.
            let mut amount = 0;
            while amount == 0 || !amounts.insert(amount) {
                amount = 50_000 + drawn.below(2_000_000) as i64;
            }
            let currency = if at < 180 { "NOK" } else { "SEK" };
            let customer = if at < 180 { format!("N{}", at / 2) } else { format!("S{}", at / 2) };
            Invoice { number: 50_001 + at, customer, amount, currency }
        })
        .collect()
}

fn ledger(folder: &Folder, invoices: &[Invoice]) {
    let mut rows = "invoice,customer,currency,issued,due,amount,kid\n".to_owned();
    let mut customers = "customer,name,debtor,country,account\n".to_owned();
    for (at, one) in invoices.iter().enumerate() {
        let amount = plain(one.amount);
        writeln!(rows, "{},{},{},2026-03-02,2026-05-04,{amount},{}", one.number, one.customer, one.currency, one.kid()).unwrap();
        if at % 2 == 0 {
            let country = &one.currency[..2];
            writeln!(customers, "{0},Kunde {0} AS,business,{country},NO{at:013}", one.customer).unwrap();
        }
    }
    folder.write("invoices.csv", &rows);
    folder.write("customers.csv", &customers);
}

fn plain(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

/// What is expected of the payments of a file: by the word of the result and whether it is doubtful, how many and how much.
#[derive(Default)]
struct Expected(BTreeMap<(&'static str, bool), (u64, i64)>);

impl Expected {
    fn add(&mut self, result: &'static str, doubtful: bool, amount: i64) {
        let sum = self.0.entry((result, doubtful)).or_default();
        *sum = (sum.0 + 1, sum.1 + amount);
    }

    fn all(&self) -> i64 {
        self.0.values().map(|(_, amount)| amount).sum()
    }
}

/// OCR giro: forty invoices by their KID, every fourth of them half; one with a KID of nobody's.
fn ocr(invoices: &[Invoice], expected: &mut Expected) -> String {
    let pad = |text: String, with: char| format!("{text}{}", String::from(with).repeat(80 - text.len()));
    let mut transactions: Vec<(i64, String)> = Vec::new();
    for (at, one) in invoices[..40].iter().enumerate() {
        let amount = if at % 4 == 3 { one.amount / 2 } else { one.amount };
        expected.add("matched", false, amount);
        transactions.push((amount, one.kid()));
    }
    expected.add("left-out", false, 12_345);
    transactions.push((12_345, "99999999999".into()));
    let mut lines = vec![pad("NY000010000080800000123".into(), '0'), pad("NY0900200012345670000007".into(), '0')];
    for (at, (amount, kid)) in transactions.iter().enumerate() {
        lines.push(pad(format!("NY091030{:07}010426010110000{}0{amount:017}{kid:>25}", at + 1, at % 10), '0'));
        lines.push(pad(format!("NY091031{:07}", at + 1), '0'));
    }
    let (count, sum) = (transactions.len(), transactions.iter().map(|(amount, _)| amount).sum::<i64>());
    lines.push(pad(format!("NY090088{count:08}{:08}{sum:017}010426010426010426", lines.len()), '0'));
    lines.push(pad(format!("NY000089{count:08}{:08}{sum:017}010426", lines.len() + 1), '0'));
    lines.join("\n")
}

/// An entry with one payment.
fn entry(reference: &str, amount: i64, kid: &str, text: &str, account: &str) -> String {
    let structured = if kid.is_empty() { String::new() } else { format!("<Strd><CdtrRefInf><Ref>{kid}</Ref></CdtrRefInf></Strd>") };
    format!(
        "<Ntry><Amt Ccy=\"NOK\">{0}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-04-02</Dt></BookgDt>\
         <AcctSvcrRef>{reference}</AcctSvcrRef><NtryDtls><TxDtls><Amt Ccy=\"NOK\">{0}</Amt><RltdPties><DbtrAcct><Id><IBAN>{account}</IBAN></Id></DbtrAcct>\
         </RltdPties><RmtInf><Ustrd>{text}</Ustrd>{structured}</RmtInf></TxDtls></NtryDtls></Ntry>\n",
        plain(amount)
    )
}

fn message(root: &str, holds: &str, entries: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"x\"><{root}><{holds}>\n{entries}</{holds}></{root}></Document>\n"
    )
}

/// camt.054: by number; more than is open; two invoices named; by amount alone; nothing but the account; nothing at all.
fn notification(invoices: &[Invoice], expected: &mut Expected) -> (String, String) {
    let mut entries = String::new();
    for (at, one) in invoices[40..80].iter().enumerate() {
        entries += &match at % 5 {
            0 | 1 => {
                expected.add("matched", false, one.amount);
                entry(&format!("A{at}"), one.amount, "", &format!("Faktura {}, takk", one.number), "")
            }
            2 => {
                expected.add("unallocated", true, one.amount + 100);
                entry(&format!("A{at}"), one.amount + 100, &one.kid(), "", "")
            }
            3 => {
                // Its neighbour is of the same customer where the number is even, and otherwise of the next.
                let (of_one, next) = (one.number % 2 == 1, one.number + 1);
                expected.add(if of_one { "unallocated" } else { "left-out" }, true, 7_777);
                entry(&format!("A{at}"), 7_777, "", &format!("{} {next}", one.number), "")
            }
            _ => {
                expected.add("unallocated", true, one.amount);
                entry(&format!("A{at}"), one.amount, "", "takk", "")
            }
        };
    }
    let shared = entries.clone();
    expected.add("unallocated", false, 333);
    expected.add("left-out", false, 444);
    entries += &entry("A98", 333, "", "forskudd", "NO 0000 0000 0008 0");
    entries += &entry("A99", 444, "", "gave", "DE1");
    (message("BkToCstmrDbtCdtNtfctn", "Ntfctn", &entries), shared)
}

/// camt.053: all that the notification has but its last two, and ten more.
fn statement(invoices: &[Invoice], shared: &str, before: &Expected, expected: &mut Expected) -> String {
    for ((result, doubtful), (count, amount)) in &before.0 {
        match (*result, doubtful) {
            ("matched", _) | ("unallocated", true) => {
                for nth in 0..*count {
                    expected.add("known", false, if nth == 0 { *amount } else { 0 });
                }
            }
            // What was left out is left out again.
            ("left-out", true) => (0..*count).for_each(|nth| expected.add("left-out", true, if nth == 0 { *amount } else { 0 })),
            _ => {}
        }
    }
    let mut entries = shared.to_owned();
    for (at, one) in invoices[80..90].iter().enumerate() {
        expected.add("matched", false, one.amount);
        entries += &entry(&format!("B{at}"), one.amount, &one.kid(), "", "");
    }
    message("BkToCstmrStmt", "Stmt", &entries)
}

/// BgMax: the Swedish invoices by their reference, and a deduction that takes the first back.
fn bgmax(invoices: &[Invoice], expected: &mut Expected) -> String {
    let pad = |text: String| format!("{text:<80}");
    let record =
        |kind: &str, reference: &str, amount: i64, serial: usize| pad(format!("{kind}{:010}{reference:>25}{amount:018}22{serial:012}0", 1));
    let mut lines = vec![pad("01BGMAX               01".into()), pad(format!("05{:010}          SEK", 9_912_346))];
    let mut sum = 0;
    for (at, one) in invoices[180..].iter().enumerate() {
        lines.push(record("20", &one.kid(), one.amount, at + 1));
        expected.add("matched", false, one.amount);
        sum += one.amount;
    }
    lines.push(record("21", &invoices[180].kid(), invoices[180].amount, 99));
    expected.add("reversed", false, invoices[180].amount);
    sum -= invoices[180].amount;
    lines.push(pad(format!("15{:035}20260403{:05}{sum:018}SEK{:08}", 1, 1, 21)));
    lines.push(pad(format!("70{:08}{:08}{:08}{:08}", 20, 1, 0, 1)));
    lines.join("\r\n")
}

fn payments(folder: &Folder, files: &[&str], more: &[&str]) -> Ran {
    let files: Vec<String> = files.iter().map(|name| folder.at(name)).collect();
    let mut arguments = vec!["payments"];
    arguments.extend(files.iter().map(String::as_str));
    let (ledger, policy) = (folder.at(""), folder.at("match.frist"));
    arguments.extend(["--ledger", &ledger, "--policy", &policy]);
    frist(&[&arguments, more].concat())
}

/// How many and how much, by result and whether it is doubtful, as a run prints it.
fn found(ran: &Ran) -> BTreeMap<(String, bool), (u64, i64)> {
    let mut all: BTreeMap<(String, bool), (u64, i64)> = BTreeMap::new();
    for object in objects(&ran.out).into_iter().filter(|object| object.get("summary").is_none()) {
        let key = (object["result"].as_str().unwrap().to_owned(), object["doubtful"].as_bool().unwrap());
        let sum = all.entry(key).or_default();
        *sum = (sum.0 + 1, sum.1 + minor(object["amount"].as_str().unwrap()));
    }
    all
}

fn minor(plain: &str) -> i64 {
    plain.replace('.', "").parse().unwrap()
}

#[test]
fn payments_over_200_invoices_are_accounted_for_to_the_ore_and_read_once() {
    let (folder, invoices) = (Folder::new(), invoices());
    ledger(&folder, &invoices);
    folder.write("match.frist", "match payments by kid, then invoice, then amount of one open invoice\n");
    let [mut of_ocr, mut of_054, mut of_053, mut of_bgmax] = [(); 4].map(|()| Expected::default());
    folder.write("bank.ocr", &ocr(&invoices, &mut of_ocr));
    let (notification, shared) = notification(&invoices, &mut of_054);
    folder.write("notification.xml", &notification);
    folder.write("statement.xml", &statement(&invoices, &shared, &of_054, &mut of_053));
    folder.write("bgmax.dat", &bgmax(&invoices, &mut of_bgmax));
    let files = ["bank.ocr", "notification.xml", "statement.xml", "bgmax.dat"];

    // Nothing is written before it is asked for.
    let tried = payments(&folder, &files, &["--dry-run", "--format", "json"]);
    assert!(!folder.has("events.csv") && tried.err.contains("would be recorded"), "{}", tried.err);

    let mut recorded = Vec::new();
    for (name, expected) in files.into_iter().zip([&of_ocr, &of_054, &of_053, &of_bgmax]) {
        let ran = payments(&folder, &[name], &["--format", "json"]);
        let told: BTreeMap<(String, bool), (u64, i64)> =
            expected.0.iter().map(|((result, doubtful), sum)| (((*result).to_owned(), *doubtful), *sum)).collect();
        assert_eq!(found(&ran), told, "{name}: {}", ran.err);
        // 1 where a person has to look.
        assert_eq!(ran.code, i32::from(expected.0.keys().any(|(result, doubtful)| *doubtful || *result == "left-out")), "{name}");
        // What was read is the sum of its parts, as the run itself says it.
        let summary = objects(&ran.out).last().unwrap()["summary"]["sums"].clone();
        let mut read = 0;
        for sums in summary.as_array().unwrap() {
            let amount = |part: &str| minor(sums[part]["amount"].as_str().unwrap());
            assert_eq!(amount("read"), ["matched", "unallocated", "known", "left_out"].map(amount).iter().sum::<i64>(), "{name}");
            read += amount("read");
        }
        assert_eq!(read, expected.all(), "{name}");
        recorded.push(objects(&ran.out));
    }

    // The events have what was recorded, to the øre: worked out from the expectations alone.
    let in_events = |kind: &str| -> i64 {
        let events = folder.read("events.csv");
        events.lines().skip(1).filter(|row| row.split(',').nth(2) == Some(kind)).map(|row| minor(row.split(',').nth(3).unwrap())).sum()
    };
    let of = |words: &[&str]| -> i64 {
        [&of_ocr, &of_054, &of_053, &of_bgmax]
            .into_iter()
            .flat_map(|one| &one.0)
            .filter(|((result, _), _)| words.contains(result))
            .map(|(_, (_, sum))| sum)
            .sum()
    };
    assert_eq!(in_events("payment"), of(&["matched", "unallocated"]));
    assert_eq!(in_events("reversal"), of(&["reversed"]));
    assert_eq!(tried.out.lines().count(), recorded.iter().map(|objects| objects.len() - 1).sum::<usize>() + 1);

    // Read again, in whatever order, nothing is added.
    let before = folder.read("events.csv");
    for order in [&files[..], &["bgmax.dat", "statement.xml", "notification.xml", "bank.ocr"][..]] {
        let again = payments(&folder, order, &["--format", "json"]);
        assert!(again.err.ends_with("nothing to record\n"), "{}", again.err);
        assert!(found(&again).keys().all(|(result, _)| result == "known" || result == "left-out"), "{:?}", found(&again));
        assert_eq!(folder.read("events.csv"), before);
    }
    // All of them at once come to the same.
    let at_once = Folder::new();
    ledger(&at_once, &invoices);
    for name in ["match.frist"].iter().chain(&files) {
        at_once.write(name, &folder.read(name));
    }
    payments(&at_once, &files, &[]);
    let mut rows: [Vec<String>; 2] = [before, at_once.read("events.csv")].map(|text| text.lines().map(Into::into).collect());
    rows.iter_mut().for_each(|rows| rows.sort());
    assert_eq!(rows[0], rows[1]);
    // What the events have is a ledger.
    assert_eq!(frist(&["ledger", "check", "--ledger", &folder.at(""), "--as-of", "2026-04-10"]).code, 0);
}
