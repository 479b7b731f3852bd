//! Structured references, as they are compared.

use std::collections::HashMap;

use crate::ledger::{InvoiceId, Ledger};

/// The columns of invoices that may hold one.
const COLUMNS: [&str; 3] = ["kid", "ocr", "reference"];

/// The invoices by the reference that they carry.
pub struct References(HashMap<String, Vec<InvoiceId>>);

impl References {
    /// Those of a ledger.
    pub fn of(ledger: &Ledger) -> References {
        let mut all: HashMap<String, Vec<InvoiceId>> = HashMap::new();
        for column in COLUMNS.iter().filter_map(|column| ledger.invoices.facts.get(*column)) {
            for (id, text) in column.iter().enumerate() {
                let reference = plain(text);
                if !reference.is_empty() {
                    all.entry(reference).or_default().push(id);
                }
            }
        }
        References(all)
    }

    /// Those that carry this one.
    pub fn find(&self, reference: &str) -> &[InvoiceId] {
        let reference = plain(reference);
        if reference.is_empty() { &[] } else { self.0.get(&reference).map_or(&[], Vec::as_slice) }
    }
}

/// A reference without blanks and zeros in front; of a creditor reference of ISO 11649 (`RF18 …`), what stands behind its check digits, which is how the
/// Finnish reference is written in it.
fn plain(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
    let national = if is_creditor_reference(&text) { &text[4..] } else { &text };
    national.trim_start_matches('0').to_owned()
}

/// Whether a text is one: `RF`, two check digits and at most 21 letters and digits, which with their letters as numbers and the first four behind leave
/// 1 of a division by 97.
fn is_creditor_reference(text: &str) -> bool {
    let (Some(rest), true) = (text.strip_prefix("RF"), text.len() <= 25 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())) else {
        return false;
    };
    let is_checked = rest.len() > 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_digit());
    is_checked
        && text[4..]
            .chars()
            .chain(text[..4].chars())
            .filter_map(|c| c.to_digit(36))
            .fold(0, |left, value| (left * if value > 9 { 100 } else { 10 } + value) % 97)
            == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_compared_without_what_is_no_part_of_them() {
        for (text, expected) in [
            (" 0012 3456 ", "123456"),
            // The example of ISO 11649.
            ("RF18 5390 0754 7034", "539007547034"),
            ("rf18539007547034", "539007547034"),
            // A check digit that is wrong makes it another's own.
            ("RF19539007547034", "RF19539007547034"),
            ("RF", "RF"),
            ("00", ""),
            ("RFÆ12345", "RFÆ12345"),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }
}
