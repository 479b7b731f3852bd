//! Small ledgers of one kind of invoice each.

use std::fmt::Write;

/// Names and texts.
pub type Files = Vec<(&'static str, String)>;

/// Nobody is late: nothing is asked of the law.
pub fn waiting(invoices: usize) -> Files {
    vec![("invoices.csv", rows(invoices, "2026-08-20", "2026-09-03")), ("events.csv", "invoice,date,event\n".to_owned())]
}

/// A first reminder goes out for each.
pub fn unpaid(invoices: usize) -> Files {
    vec![("invoices.csv", rows(invoices, "2026-06-01", "2026-06-15")), ("events.csv", "invoice,date,event\n".to_owned())]
}

/// One reminder was sent for each.
pub fn reminded(invoices: usize) -> Files {
    let mut events = "invoice,date,event,act,step,deadline,fee\n".to_owned();
    for number in 0..invoices {
        // Writing to a text cannot fail.
        let _ = writeln!(events, "{},2026-06-29,notice,reminder,purring,2026-07-13,38.00", 10_000 + number);
    }
    vec![("invoices.csv", rows(invoices, "2026-06-01", "2026-06-15")), ("events.csv", events)]
}

fn rows(invoices: usize, issued: &str, due: &str) -> String {
    let mut text = "invoice,customer,debtor,currency,issued,due,amount\n".to_owned();
    for number in 0..invoices {
        let debtor = ["consumer", "business", "public"][number % 3];
        let _ = writeln!(
            text,
            "{},{},{debtor},NOK,{issued},{due},{}.{:02}",
            10_000 + number,
            number / 4,
            500 + number * 37 % 9000,
            number % 100
        );
    }
    text
}

/// How many records the bare reader finds.
pub fn records(text: &str) -> usize {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut record = csv::ByteRecord::new();
    let mut records = 0;
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        records += 1;
    }
    records
}
