//! Numbers of invoices as whole words of a text.

use std::collections::HashMap;

use crate::ledger::{InvoiceId, Ledger};

/// Numbers with fewer characters are looked for only where they are all that is written: `12` stands in many a date.
const SHORT: usize = 3;

/// The invoices by the first word of their number, in small letters.
pub struct Numbers(HashMap<String, Vec<(String, InvoiceId)>>);

impl Numbers {
    /// Those of a ledger.
    pub fn of(ledger: &Ledger) -> Numbers {
        let mut all: HashMap<String, Vec<(String, InvoiceId)>> = HashMap::new();
        for (id, number) in ledger.invoices.number.iter().enumerate() {
            let number = number.to_lowercase();
            all.entry(first_word(&number).to_owned()).or_default().push((number, id));
        }
        // Where one number begins with another the longer one is meant.
        all.values_mut().for_each(|of_word| of_word.sort_by_key(|(number, id)| (std::cmp::Reverse(number.len()), *id)));
        Numbers(all)
    }

    /// Those whose number stands in a text as a whole word, each once, in the order of the text.
    pub fn named_in(&self, text: &str) -> Vec<InvoiceId> {
        let text = text.to_lowercase();
        let (mut found, mut at) = (Vec::new(), 0);
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let begins = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            let named = if begins { self.at_start(rest, rest.trim() == text.trim()) } else { None };
            match named {
                Some((length, id)) => {
                    if !found.contains(&id) {
                        found.push(id);
                    }
                    at += length;
                }
                None => at += rest.chars().next().map_or(1, char::len_utf8),
            }
        }
        found
    }

    /// The longest number with which a text begins, and its length in bytes.
    fn at_start(&self, rest: &str, is_all: bool) -> Option<(usize, InvoiceId)> {
        let of_word = self.0.get(first_word(rest))?;
        let fits = |(number, _): &&(String, InvoiceId)| {
            let behind = rest.strip_prefix(number.as_str());
            let is_whole = behind.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric));
            is_whole && (number.chars().count() >= SHORT || is_all && behind.is_some_and(|behind| behind.trim().is_empty()))
        };
        of_word.iter().find(fits).map(|(number, id)| (number.len(), *id))
    }
}

/// The letters and digits with which a text begins, or its first character where that is none.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let end = if end == 0 { text.chars().next().map_or(0, char::len_utf8) } else { end };
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Invoices;

    #[test]
    fn numbers_are_whole_words() {
        let number = ["4018", "F-2026-17", "2026", "17", "F-2026-1", "40187"].into_iter().collect();
        let ledger = Ledger { invoices: Invoices { number, ..Invoices::default() }, ..Ledger::default() };
        let numbers = Numbers::of(&ledger);
        for (text, expected) in [
            ("Faktura 4018, takk", vec![0]),
            ("x4018 40188 4018a", vec![]),
            ("40187/4018", vec![5, 0]),
            ("faktura f-2026-17.", vec![1]),
            ("F-2026-1", vec![4]),
            ("betalt 17", vec![]),
            (" 17 ", vec![3]),
            ("Æ2026 Ø", vec![]),
            ("4018 4018", vec![0]),
            ("", vec![]),
        ] {
            assert_eq!(numbers.named_in(text), expected, "{text}");
        }
    }
}
