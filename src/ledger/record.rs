//! What is added to a ledger's events: from a worklist whose notices were sent, as `frist record` writes, and money of the bank.

mod book;
mod money;
mod notice_columns;
mod object;
mod past;
mod rows;
mod sent;
mod worklist;
mod written;

use std::collections::{HashMap, HashSet};

use super::codes::hints;
use super::codes::{
    ALREADY_RECORDED, ANOTHER_THAT_DAY, BAD_KEY, CARRIER_NOT_LISTED, LISTED_TWICE, OTHER_CURRENCY, OUT_OF_TURN, PART_OF_LETTER,
    UNENCODABLE, UNKNOWN_INVOICE, UNKNOWN_KEY,
};
use super::fault::quoted;
use super::{Fault, Faults, File, Files, InvoiceId, Ledger, standing_notices};
pub use book::{Book, ReadWith, in_own_shape};
pub use money::{MoneyRow, NewMoney, add_money, money_rows};
use notice_columns::NOTICE_COLUMNS;
use past::Past;
use rows::EventRow;
pub use sent::Sent;
use worklist::SentRow;
use written::Written;

/// The events with the notices that were sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recorded {
    /// The whole new `events.csv`.
    pub text: String,
    /// The same in the encoding that the file has.
    pub bytes: Vec<u8>,
    /// Notices added.
    pub added: usize,
    /// Rows of the worklist that are no notice to send.
    pub skipped: usize,
    /// Notices to send whose key was not among those asked for.
    pub left_out: usize,
}

/// Adds the notices of a worklist to a ledger in Frist's own shape, as [`record_in`] does.
///
/// # Errors
/// As [`record_in`].
pub fn record(files: &Files, worklist: File, keys: Option<&[String]>) -> Result<Recorded, Faults> {
    in_own_shape(files, |book| record_in(book, Sent { file: worklist, shape: None }, keys))
}

/// Adds one `notice` event for each `send` row of a worklist, or for those of the keys given.
///
/// The rows already there stay as they are, byte for byte; only where the header lacks a column that a notice fills is it given an empty value in each of
/// them.
///
/// # Errors
/// A file that cannot be read; a ledger with mistakes; a notice to an invoice that the ledger lacks, that is in another currency or that has a notice on
/// that day; a key that is not of its row, is listed twice, is already in the ledger or not its next, or is asked for and not in the worklist; a letter
/// of which only some lines were sent; a text that the encoding of `events.csv` cannot write; whatever the ledger could not be read with afterwards.
pub fn record_in(book: &Book, sent: Sent, keys: Option<&[String]>) -> Result<Recorded, Faults> {
    let events = book.events;
    let ledger = (book.read)(events.map(|file| file.bytes))?;
    let mut faults = Faults::default();
    let past = events.and_then(|file| Past::read(file, book.shape, &mut faults));
    let worklist = sent.file;
    let written = Written::of(book.shape);
    let (rows, skipped) = worklist::read(sent, &mut faults);
    let asked: Option<HashSet<&str>> = keys.map(|keys| keys.iter().map(String::as_str).collect());
    let (chosen, left_out): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| asked.as_ref().is_none_or(|asked| asked.contains(row.key.as_str())));
    let numbers = ledger.invoices.number.iter().enumerate();
    let places: HashMap<&str, InvoiceId> = numbers.map(|(place, number)| (number, place)).collect();
    let id = |row: &SentRow| places.get(row.invoice.as_str()).copied();
    chosen.iter().for_each(|row| fits((row, id(row)), worklist, book, &ledger, &mut faults));
    let (mut seen, mut days) = (HashSet::new(), HashSet::new());
    for row in &chosen {
        let fault = |kind| Fault::new(kind, worklist.name, row.line).column("key").value(&row.key);
        let place = (row.invoice.clone(), row.step.clone());
        let already = past.as_ref().and_then(|past| past.notices.get(&place).copied()).unwrap_or_default();
        match row.nth() {
            // What is missing was told.
            None if [&row.key, &row.invoice, &row.step].iter().any(|part| part.is_empty()) => {}
            None => {
                let key = format!("{}/{}/1", row.invoice, row.step);
                faults.push(fault(BAD_KEY).with("key", quoted(&key)));
            }
            Some(nth) if nth <= already => {
                faults.push(fault(ALREADY_RECORDED).with("file", events.map_or("", |file| file.name)));
            }
            Some(_) if !seen.insert(row.key.as_str()) => {
                faults.push(fault(LISTED_TWICE));
            }
            // A number that is left out would be given to a second letter.
            Some(nth) if nth - 1 > already => {
                let next = format!("{}/{}/{}", row.invoice, row.step, already + 1);
                faults.push(fault(OUT_OF_TURN).with("next", quoted(&next)));
            }
            Some(_) if !days.insert((&row.invoice, &row.on)) || id(row).is_some_and(|invoice| has_notice_on(&ledger, invoice, &row.on)) => {
                let fault = Fault::new(ANOTHER_THAT_DAY, worklist.name, row.line).column("send_on").value(&row.on);
                faults.push(fault.with("invoice", quoted(&row.invoice)).with("day", &row.on));
            }
            Some(_) => {}
        }
    }
    let in_worklist: HashSet<&str> = chosen.iter().map(|row| row.key.as_str()).collect();
    for key in keys.unwrap_or_default() {
        if !in_worklist.contains(key.as_str()) {
            let fault = Fault::new(UNKNOWN_KEY, worklist.name, 0).value(key);
            // An invoice's number is not yet the key of its notice.
            faults.push(match left_out.iter().find(|row| row.invoice == *key) {
                Some(row) => fault.hint(hints::IS_MEANT).with("near", quoted(&row.key)),
                None => fault,
            });
        }
    }
    for line in chosen.iter().filter(|line| !line.notice_id.is_empty() && !in_worklist.contains(line.notice_id.as_str())) {
        if left_out.iter().any(|left| left.notice_id == line.notice_id) {
            continue;
        }
        let fault = Fault::new(CARRIER_NOT_LISTED, worklist.name, line.line).column("notice_id").value(&line.notice_id);
        faults.push(fault.with("line", quoted(&line.key)));
    }
    for left in left_out.iter().filter(|left| !left.notice_id.is_empty()) {
        if let Some(sent) = chosen.iter().find(|sent| sent.notice_id == left.notice_id) {
            let fault = Fault::new(PART_OF_LETTER, worklist.name, left.line).column("notice_id").value(&left.notice_id);
            faults.push(fault.with("line", quoted(&left.key)).with("carrier", quoted(&sent.key)));
        }
    }
    drop((seen, days, in_worklist));
    for row in &chosen {
        let unwritable = |column: &&&str| written.bytes(row.value(column)).is_none();
        if let Some(column) = NOTICE_COLUMNS.iter().find(unwritable) {
            let fault = Fault::new(UNENCODABLE, worklist.name, row.line).column(column).value(row.value(column));
            faults.push(fault.with("encoding", written.encoding()).with("file", events.map_or(Files::NAMES[2], |file| file.name)));
        }
    }
    let new_file = Past::new_file(&NOTICE_COLUMNS, &written);
    let (text, begins) = past.as_ref().unwrap_or(&new_file).with(&NOTICE_COLUMNS, &chosen, &written);
    faults.or(())?;
    // What was there could be read in this encoding.
    let bytes = written.bytes(&text).unwrap_or_default();
    let recorded = Recorded { text, bytes, added: chosen.len(), skipped, left_out: left_out.len() };
    (book.read)(Some(&recorded.bytes)).map_err(|faults| {
        let line_of = |begin: &usize| lines_before(&recorded.text[..*begin]) + 1;
        let places: HashMap<usize, usize> = begins.iter().map(line_of).zip(chosen.iter().map(|row| row.line)).collect();
        faults.listed().iter().map(|fault| of_worklist(fault.clone(), worklist, &places)).collect::<Faults>()
    })?;
    Ok(recorded)
}

/// How many line ends a text has, as an editor counts them.
fn lines_before(text: &str) -> usize {
    text.matches('\n').count() + text.matches('\r').count() - text.matches("\r\n").count()
}

/// What is wrong with a new row of the events, said of the row of the worklist that it comes from: lines of the events, and those of the worklist.
fn of_worklist(mut fault: Fault, worklist: File, places: &HashMap<usize, usize>) -> Fault {
    if let Some(line) = places.get(&fault.line) {
        (fault.file, fault.line) = (worklist.name.into(), *line);
        fault.column = fault.column.map(|column| if column == "date" { "send_on".into() } else { column });
    }
    fault
}

/// Says where a notice is none of the ledger: to an invoice that it lacks, or in another currency.
fn fits((row, place): (&SentRow, Option<InvoiceId>), worklist: File, book: &Book, ledger: &Ledger, faults: &mut Faults) {
    let fault = |kind, column: &str, value: &str| Fault::new(kind, worklist.name, row.line).column(column).value(value);
    let Some(invoice) = place else {
        faults.push(fault(UNKNOWN_INVOICE, "invoice", &row.invoice).with("file", book.invoices));
        return;
    };
    let currency = ledger.invoices.currency[invoice];
    if currency.to_string() != row.currency {
        let fault = fault(OTHER_CURRENCY, "currency", &row.currency);
        faults.push(fault.with("invoice", quoted(&row.invoice)).with("currency", currency));
    }
}

/// Whether the invoice has a notice of that day that stands after all that the ledger knows, of whatever step.
fn has_notice_on(ledger: &Ledger, invoice: InvoiceId, on: &str) -> bool {
    let events = ledger.events_of(invoice);
    let standing = events.last().map_or(Vec::new(), |last| standing_notices(events, &ledger.notices, last.on));
    standing.iter().any(|(_, day)| day.to_string() == on)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORKLIST: &str = "invoice,customer,decision,step,act,send_on,deadline,channel,fee,compensation,interest,currency,key\n\
        1001,C1,send,reminder,reminder,2026-05-04,2026-05-18,email,38.00,,1.20,NOK,1001/reminder/1\n\
        1002,C1,wait,,,,,,,,,NOK,\n\
        1003,C2,send,handover,handover,2026-05-04,,,0.00,,,NOK,1003/handover/1\n";

    fn file<'b>(name: &'b str, text: &'b str) -> File<'b> {
        File { name, bytes: text.as_bytes() }
    }

    /// The same where a reminder went out before.
    fn second() -> String {
        WORKLIST.replace("reminder/1", "reminder/2")
    }

    const INVOICES: &str = "invoice,customer,currency,issued,amount\n\
        1001,C1,NOK,2026-03-01,100\n1002,C1,NOK,2026-03-01,100\n1003,C2,NOK,2026-03-01,100\n1,C3,NOK,2026-03-01,100\n2,C3,EUR,2026-03-01,100\n3,C3,NOK,2026-03-01,100\n";

    fn run(events: Option<&str>, worklist: &str, keys: Option<&[&str]>) -> Result<Recorded, String> {
        let keys: Option<Vec<String>> = keys.map(|keys| keys.iter().map(|key| (*key).to_owned()).collect());
        let events = events.map(|text| file("events.csv", text));
        let files = Files { invoices: Some(file("invoices.csv", INVOICES)), events, ..Files::default() };
        record(&files, file("worklist", worklist), keys.as_deref()).map_err(|faults| faults.to_string())
    }

    #[test]
    fn a_new_file() {
        let recorded = run(None, WORKLIST, None).expect("recorded");
        assert_eq!((recorded.added, recorded.skipped, recorded.left_out), (2, 1, 0));
        assert_eq!(
            recorded.text,
            "invoice,date,event,act,step,deadline,fee,compensation,interest_rate,interest,channel,notice_id,to\n\
             1001,2026-05-04,notice,reminder,reminder,2026-05-18,38.00,,,1.20,email,,\n\
             1003,2026-05-04,notice,handover,handover,,0.00,,,,,,\n"
        );
    }

    #[test]
    fn rows_stay_and_the_header_grows_only_by_what_is_filled() {
        let events = "\u{feff}date,invoice,event,act,step,amount,clerk\r\n\
            2026-04-01,1001,notice,reminder,reminder,,\"Ann \"\"A\"\"\nB\"\r\n\
            2026-04-02,1001, payment ,,,5,Bo";
        let recorded = run(Some(events), &second(), Some(&["1001/reminder/2"])).expect("recorded");
        assert_eq!((recorded.added, recorded.left_out), (1, 1));
        assert_eq!(
            recorded.text,
            "\u{feff}date,invoice,event,act,step,amount,clerk,deadline,fee,interest,channel\r\n\
             2026-04-01,1001,notice,reminder,reminder,,\"Ann \"\"A\"\"\nB\",,,,\r\n\
             2026-04-02,1001, payment ,,,5,Bo,,,,\r\n\
             2026-05-04,1001,notice,reminder,reminder,,,2026-05-18,38.00,1.20,email\r\n"
        );
        let again =
            run(Some(&recorded.text), &WORKLIST.replace("reminder/1", "reminder/3").replace("05-04", "05-05"), Some(&["1001/reminder/3"]))
                .expect("recorded");
        assert!(again.text.starts_with(&recorded.text), "a header that has every column leaves the rows as they are");
    }

    #[test]
    fn json_says_the_same_as_csv() {
        let json = r#"{"invoice":"1001","customer":"C1","decision":"send","step":"reminder","act":"reminder","send_on":"2026-05-04","deadline":"2026-05-18","channel":"email","overdue":30,"fee":"38.00","compensation":null,"interest":"1.20","currency":"NOK","because":["a"],"key":"1001/reminder/1"}
{"invoice":"1002","customer":"C1","decision":"wait","step":null,"currency":"NOK","key":null}

{"invoice":"1003","decision":"send","step":"handover","act":"handover","send_on":"2026-05-04","deadline":null,"channel":null,"fee":"0.00","compensation":null,"interest":null,"currency":"NOK","key":"1003/handover/1"}
"#;
        assert_eq!(run(None, json, None), run(None, WORKLIST, None));
        let escalation = r#"{"escalation":"over-limit","customer":"C1","key":"C1/over-limit/1"}"#;
        assert_eq!(run(None, &format!("{json}{escalation}\n"), None).map(|r| r.skipped), Ok(2));
    }

    #[test]
    fn a_letter_is_recorded_whole() {
        let worklist = "invoice,decision,step,act,send_on,fee,currency,key,notice_id\n\
            1,send,s,reminder,2026-05-04,38.00,NOK,1/s/1,1/s/1\n3,send,s,reminder,2026-05-04,0.00,NOK,3/s/1,1/s/1\n";
        let text = run(None, worklist, None).expect("recorded").text;
        assert!(text.contains("\n3,2026-05-04,notice,reminder,s,,0.00,,,,,1/s/1,\n"), "{text}");
    }

    #[test]
    fn nothing_is_recorded_twice() {
        let events = "invoice,date,event,act,step\n1001,2026-04-01,notice,reminder,reminder\n1003,2026-04-02,handover,,handover\n";
        let faults = run(Some(events), WORKLIST, None).expect_err("faults");
        assert_eq!(
            faults,
            "worklist:2: column `key`: the notice `1001/reminder/1` is already in events.csv\n  \
             evaluate again for a worklist of what is still to be sent\n\
             worklist:4: column `key`: the notice `1003/handover/1` is already in events.csv\n"
        );
        let recorded = run(None, WORKLIST, None).expect("recorded").text;
        assert!(run(Some(&recorded), WORKLIST, None).is_err());
        let cancelled =
            "invoice,date,event,act,step\n1001,2026-04-01,notice,reminder,reminder\n1001,2026-04-02,cancelled,reminder,reminder\n";
        assert!(run(Some(cancelled), &second(), None).is_ok(), "an undone notice keeps its number");
    }

    #[test]
    fn a_notice_undone_leaves_its_day_free() {
        let worklist = "invoice,decision,step,act,send_on,fee,currency,key\n1,send,s,reminder,2026-05-04,38.00,NOK,1/s/2\n";
        let events = "invoice,date,event,act,step\n1,2026-05-04,notice,reminder,s\n";
        assert!(run(Some(events), worklist, None).is_err());
        for undone in ["cancelled,reminder,", "cancelled,,s"] {
            assert!(run(Some(&format!("{events}1,2026-05-04,{undone}\n")), worklist, None).is_ok(), "{undone}");
        }
        assert!(run(Some(&format!("{events}1,2026-05-04,cancelled,courtesy,\n")), worklist, None).is_err());
        // Of two letters the later one is undone: the first still stands on its day, until it is undone too.
        let later = format!("{events}1,2026-05-10,notice,reminder,s\n1,2026-05-11,cancelled,,s\n");
        let other = "invoice,decision,step,act,send_on,fee,currency,key\n1,send,t,reminder,2026-05-04,38.00,NOK,1/t/1\n";
        let said = run(Some(&later), other, None).expect_err("faults");
        assert!(said.starts_with("worklist:2: column `send_on`: invoice `1` has a notice on 2026-05-04 already"), "{said}");
        assert!(run(Some(&format!("{later}1,2026-05-12,cancelled,,s\n")), other, None).is_ok());
        let two = "invoice,decision,step,act,send_on,fee,currency,key\n1,send,s,reminder,2026-05-04,0.00,NOK,1/s/1\n1,send,t,reminder,2026-05-04,0.00,NOK,1/t/1\n";
        let said = run(None, two, None).expect_err("faults");
        assert!(said.starts_with("worklist:3: column `send_on`: invoice `1` has a notice on 2026-05-04 already"), "{said}");
    }

    #[test]
    fn a_notice_fits_the_ledger() {
        let worklist = "invoice,decision,step,act,send_on,fee,currency,key\n\
            9,send,s,reminder,2026-05-04,38.00,NOK,9/s/1\n2,send,s,reminder,2026-05-04,38.00,NOK,2/s/1\n1001,send,s,reminder,2026-05-04,0.00,NOK,1001/s/1\n";
        let events = "invoice,date,event,act\n1001,2026-05-04,notice,courtesy\n1001,2026-05-03,notice,courtesy\n";
        assert_eq!(
            run(Some(events), worklist, None).expect_err("faults"),
            "worklist:2: column `invoice`: `9` is not an invoice of invoices.csv\n\
             worklist:3: column `currency`: `NOK` is not the currency of invoice `2`, which is EUR\n  \
             evaluate again with the ledger that the notice is recorded in\n\
             worklist:4: column `send_on`: invoice `1001` has a notice on 2026-05-04 already, and gets one a day\n  \
             evaluate again for a worklist of what is still to be sent\n"
        );
        let broken = run(Some("invoice,date,event\n1001,4.5.2026,payment\n"), WORKLIST, None).expect_err("faults");
        assert!(broken.starts_with("events.csv:2: column `date`"), "{broken}");
    }

    #[test]
    fn keys_must_fit() {
        let twice = format!("{WORKLIST}{}", WORKLIST.lines().nth(1).expect("a row"));
        let faults = run(None, &twice.replace("1003/handover/1", "1003/hand-over/1"), Some(&["1001/reminder/1", "1003/hand-over/1", "x"]));
        assert_eq!(
            faults.expect_err("faults"),
            "worklist: `x` is not the key of a notice to send in this worklist\n\
             worklist:4: column `key`: `1003/hand-over/1` is not a key of this row\n  \
             it is the invoice, the step and a number, `1003/handover/1`\n\
             worklist:5: column `key`: `1001/reminder/1` is on an earlier line of the worklist too\n"
        );
    }

    #[test]
    fn a_key_has_one_spelling() {
        for nth in ["+1", "01", "1 ", " 1", "1.0", "0", ""].map(|nth| format!("1001/reminder/{nth}")) {
            let said = run(None, &WORKLIST.replace("1001/reminder/1", &format!("\"{nth}\"")), Some(&[nth.trim()]));
            assert_eq!(said.is_ok(), nth.trim() == "1001/reminder/1", "{nth}: {said:?}");
        }
    }

    #[test]
    fn what_evaluate_writes_of_nothing_is_nothing_to_record() {
        let header = WORKLIST.lines().next().expect("a header");
        for (name, nothing) in [("w.csv", header), ("w.json", ""), ("w", "\n\n"), ("w.json", "{\"note\":\"idle\"}\n")] {
            let files = Files { invoices: Some(file("invoices.csv", INVOICES)), ..Files::default() };
            let recorded = record(&files, file(name, nothing), None).expect("recorded");
            assert_eq!((recorded.added, recorded.skipped), (0, 0), "{nothing:?}");
        }
    }

    #[test]
    fn a_worklist_that_is_no_worklist() {
        let faults =
            run(None, "{\"invoice\": 1}\n{\"invoice\": \"1\", \"decision\": \"send\", \"fee\": 38.5}\n{oh\n", None).expect_err("faults");
        assert_eq!(
            faults,
            "worklist:1: column `invoice`: `1` is not a text\n\
             worklist:2: column `fee`: `38.5` is not a text\n\
             worklist:3: the line is not a JSON object\n"
        );
        let faults = run(None, "invoice,decision,step,act,send_on,fee,currency,key\n1,send,s,letter,4.5.2026,-1,NOK,1/s/1\n", None);
        assert_eq!(
            faults.expect_err("faults"),
            "worklist:2: column `act`: `letter` is not an act\n  known are `courtesy`, `call`, `reminder`, `collection-notice`, \
             `payment-demand`, `handover`, `legal-step`, `write-off` and `assignment`\n\
             worklist:2: column `send_on`: `4.5.2026` is not a date\n  \
             dates are written `2026-03-30`; another form needs a `ledger` mapping\n\
             worklist:2: column `fee`: `-1` is below zero\n"
        );
    }
}
