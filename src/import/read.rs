//! From bytes to what they say: which kind of file it is, whose settings, and its reader.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use super::fields::Fields;
use super::imported::{Imported, Place};
use super::refused::Refused;
use super::shown::shown;
use super::system::System;
use super::{business_central, fortnox, invoice_ninja, json, kill_bill, oca, odoo, table};

/// How large a file of settings may be.
pub const MOST_BYTES: usize = 16 << 20;
/// How many steps all policies of a file may have: each pair of them is held against the law.
const MOST_STEPS: usize = 100;

/// A reader of the values of JSON.
type Reader = fn(Fields) -> Result<Imported, Refused>;

/// Reads settings. Whose they are is told by the file, where `from` does not say it.
///
/// # Errors
/// When the file cannot be read, when nobody can tell whose settings it holds, or when no step of it can be carried over.
pub fn read(bytes: &[u8], from: Option<System>) -> Result<Imported, Refused> {
    if bytes.len() > MOST_BYTES {
        return Err(Refused::whole(format!("it is longer than {} MB", MOST_BYTES >> 20), "export the settings alone"));
    }
    let text = text(bytes)?;
    let kind = match text.trim_start().chars().next() {
        None => return Err(Refused::whole("it is empty", "export the settings anew")),
        Some('<') => "XML",
        Some('{' | '[') => "JSON",
        Some(_) => "CSV",
    };
    if let Some(system) = from.filter(|system| system.kind() != kind) {
        return Err(Refused::whole(format!("it looks like {kind}"), format!("{} are read from {}", system.title(), system.kind())));
    }
    let imported = match kind {
        "XML" => kill_bill::read(bytes),
        "JSON" => of_json(json::values(&text)?, from),
        _ => of_table(&text, from),
    }?;
    sound(imported)
}

fn of_table(text: &str, from: Option<System>) -> Result<Imported, Refused> {
    let header = table::header(text);
    let has = |names: &[&str]| names.iter().any(|name| header.contains(&name.to_lowercase()));
    let known: [(System, &[&str]); 3] =
        [(System::BusinessCentral, &business_central::GRACE), (System::Oca, &oca::MODE), (System::Odoo, &odoo::DELAY)];
    let system = from.or_else(|| known.iter().find(|(_, names)| has(names)).map(|(system, _)| *system)).ok_or_else(unknown)?;
    let rows = table::rows(text)?;
    if rows.is_empty() {
        return Err(Refused::whole("it has no row", "export the levels with it"));
    }
    if let Some((_, names)) = known.iter().find(|(known, names)| *known == system && !has(names)) {
        return Err(Refused::at(
            &Place { line: 1, key: names[0].into() },
            "there is no such column",
            format!("{} have it", system.title()),
        ));
    }
    match system {
        System::BusinessCentral => business_central::read(rows),
        System::Oca => oca::read(rows),
        System::Odoo => odoo::read(rows),
        System::KillBill | System::Fortnox | System::InvoiceNinja => Err(unknown()),
    }
}

fn of_json(values: Fields, from: Option<System>) -> Result<Imported, Refused> {
    let readers: [(System, &str, Reader); 2] =
        [(System::Fortnox, fortnox::FIRST, fortnox::read), (System::InvoiceNinja, invoice_ninja::KNOWN_BY, invoice_ninja::read)];
    for (system, name, read) in readers {
        let objects = values.objects_with(name);
        match objects.as_slice() {
            _ if from.is_some_and(|from| from != system) => {}
            [] if from.is_some() => {
                let place = Place { line: 0, key: name.into() };
                return Err(Refused::at(&place, "there is no such value", format!("{} have it", system.title())));
            }
            [] => {}
            // What Fortnox tells of reminders and of interest stands on two of its pages.
            [_] if system == System::Fortnox => return read(values.by_last_name()),
            [one] => return read(one.clone()),
            several => {
                return Err(Refused::whole(format!("it holds {} settings side by side", several.len()), "save each in a file of its own"));
            }
        }
    }
    Err(unknown())
}

fn unknown() -> Refused {
    Refused::whole("nobody can tell whose settings it holds", format!("say --from with one of {}", System::words()))
}

/// What is read has steps, and not too many.
fn sound(mut imported: Imported) -> Result<Imported, Refused> {
    let lost =
        imported.policies.iter().filter(|policy| policy.steps.is_empty()).flat_map(|policy| &policy.remarks).find(|remark| remark.is_lost);
    let (place, why) =
        lost.map_or((Place::default(), "no reminder is switched on".into()), |remark| (remark.place.clone(), remark.text.clone()));
    if imported.policies.len() > 1 {
        // A customer has one set of levels, and only the ledger can say which.
        imported.policies.iter_mut().for_each(|policy| policy.tag = policy.label.clone());
    }
    let (mut kept, empty): (Vec<_>, Vec<_>) = imported.policies.into_iter().partition(|policy| !policy.steps.is_empty());
    // What is said of those that are left out is not lost with them.
    kept.iter_mut().take(1).for_each(|first| first.remarks.extend(empty.iter().flat_map(|policy| policy.remarks.clone())));
    imported.policies = kept;
    let steps: usize = imported.policies.iter().map(|policy| policy.steps.len()).sum();
    if steps == 0 {
        return Err(Refused::at(&place, format!("nothing of it can be carried over: {why}"), "no policy was written"));
    }
    if steps > MOST_STEPS {
        return Err(Refused::whole(
            format!("it has {steps} levels"),
            format!("no settings have more than {MOST_STEPS}; export the levels alone"),
        ));
    }
    Ok(imported)
}

/// The text of a file in UTF-8, or in what its byte-order mark says.
fn text(bytes: &[u8]) -> Result<Cow<'_, str>, Refused> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let (text, is_wrong) = encoding.decode_without_bom_handling(&bytes[mark..]);
    let sniffed = text.trim_start().starts_with('<');
    if !is_wrong || sniffed {
        // XML names its own encoding.
        return Ok(text);
    }
    let before = text.find('\u{fffd}').unwrap_or(0);
    let line = text[..before].matches('\n').count() + 1;
    let near: String = text[..before].chars().rev().take(20).collect::<Vec<_>>().into_iter().rev().collect();
    Err(Refused::at(&Place::line(line), format!("it is no {} behind `{}`", encoding.name(), shown(&near)), "save the file as UTF-8"))
}
