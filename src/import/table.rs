//! A table as other systems export it: a header and rows, between commas, semicolons or tabs.

use super::fields::Fields;
use super::imported::Place;
use super::refused::Refused;

/// The rows of a table, each with its line.
pub(super) fn rows(text: &str) -> Result<Vec<Fields>, Refused> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter(text)).from_reader(text.as_bytes());
    let (mut header, mut rows): (Vec<String>, Vec<Fields>) = Default::default();
    for record in reader.records() {
        let record = record.map_err(|error| Refused::whole(format!("it is no table: {error}"), "save it as CSV with a header"))?;
        let line = record.position().map_or(0, |position| usize::try_from(position.line()).unwrap_or(0));
        if header.is_empty() {
            header = record.iter().map(|name| name.trim().to_string()).collect();
            twice(&header, line)?;
            continue;
        }
        if record.iter().all(|value| value.trim().is_empty()) {
            continue;
        }
        if record.len() != header.len() {
            let why = format!("the row has another number of values than the header, {} and not {}", record.len(), header.len());
            return Err(Refused::at(
                &Place::line(line),
                why,
                "put values that hold a comma, a semicolon or a line end between quotation marks",
            ));
        }
        let mut fields = Fields::at(line);
        header.iter().zip(record.iter()).for_each(|(name, value)| fields.push(name, value, line));
        rows.push(fields);
    }
    Ok(rows)
}

/// The names of the header.
pub(super) fn header(text: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter(text)).from_reader(text.as_bytes());
    let first = reader.records().next().and_then(Result::ok);
    first.map_or(Vec::new(), |record| record.iter().map(|name| name.trim().to_lowercase()).collect())
}

fn twice(header: &[String], line: usize) -> Result<(), Refused> {
    let again = |(at, name): &(usize, &String)| !name.is_empty() && header[..*at].iter().any(|other| other.eq_ignore_ascii_case(name));
    match header.iter().enumerate().find(again) {
        Some((_, name)) => {
            Err(Refused::at(&Place { line, key: name.clone() }, "the column is there twice", "leave the one out that does not count"))
        }
        None => Ok(()),
    }
}

/// What stands most often in the header, outside of quotation marks.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => counts.iter_mut().filter(|(known, _)| *known == byte).for_each(|(_, count)| *count += 1),
            _ => {}
        }
    }
    counts.iter().max_by_key(|(byte, count)| (*count, *byte == b',')).map_or(b',', |(byte, _)| *byte)
}
