//! Which kind of file it is, by what stands in it.

use std::io::{self, BufReader, Read};

use super::file_kind::BankFileKind;
use super::payment::BankFile;
use super::told::Told;
use super::{bgmax, camt, keys, ocr};
use crate::ledger::{Fault, Faults, NO_BANK_FILE};

/// How many bytes tell the kind.
const FIRST: u64 = 512;

/// Reads a file of the bank, whatever its kind. Nothing of it is kept but what it tells.
///
/// # Errors
/// The outer one where the file cannot be read on; the inner one where something is wrong with it.
pub fn read(name: &str, mut from: impl Read) -> io::Result<Result<BankFile, Faults>> {
    let mut first = Vec::new();
    from.by_ref().take(FIRST).read_to_end(&mut first)?;
    let plain = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&first).trim_ascii_start();
    let is_xml = plain.starts_with(b"<") || [b"\xff\xfe", b"\xfe\xff"].iter().any(|mark| first.starts_with(*mark));
    let (is_ocr, is_bgmax) = (plain.starts_with(b"NY000010"), plain.starts_with(b"01BGMAX"));
    // Of records nothing may stand in front.
    let skipped = if is_xml { 0 } else { first.len() - plain.len() };
    let mut rest = BufReader::new(first[skipped..].chain(from));
    let mut told = Told::of(name);
    let read = if is_xml {
        camt::read(&mut told, &mut rest)?
    } else if is_ocr {
        Some((BankFileKind::Ocr, ocr::read(&mut told, &mut rest)?, 0))
    } else if is_bgmax {
        Some((BankFileKind::BgMax, bgmax::read(&mut told, &mut rest)?, 0))
    } else {
        told.faults.push(Fault::new(NO_BANK_FILE, name, 0));
        None
    };
    let faults = told.faults;
    Ok(match read {
        Some((kind, mut payments, not_booked)) => {
            keys::tell_apart(&mut payments);
            faults.or(BankFile { name: name.into(), kind, payments, not_booked })
        }
        None => Err(faults.or(()).err().unwrap_or_default()),
    })
}
