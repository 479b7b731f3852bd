//! By what a payment is known again.

use std::collections::{HashMap, HashSet};

use super::payment::BankPayment;

/// How many characters a reference may have to be one: what is longer is a text.
const LONGEST: usize = 140;

/// A key of the parts that the bank gives, without blanks that count for nothing; of none, nothing.
pub fn key(kind: &str, parts: &[&str]) -> String {
    let plain =
        |part: &&str| part.split_whitespace().collect::<Vec<&str>>().join(" ").chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    let parts: Vec<String> = parts.iter().map(plain).filter(|part: &String| !part.is_empty()).collect();
    format!("{kind}:{}", parts.join("/"))
}

/// Tells apart what the bank gave one key within a file: two payments that are truly alike are two. The order of the file is the bank's, and the same each
/// time it is read.
pub fn tell_apart(payments: &mut [BankPayment]) {
    let mut times: HashMap<String, usize> = HashMap::new();
    let mut given: HashSet<String> = HashSet::new();
    for payment in payments {
        let nth = times.entry(payment.bank_ref.clone()).or_default();
        let mut key = payment.bank_ref.clone();
        loop {
            *nth += 1;
            if *nth > 1 {
                key = format!("{}#{nth}", payment.bank_ref);
            }
            // A bank may have given one that looks so.
            if given.insert(key.clone()) {
                break;
            }
        }
        payment.bank_ref = key;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_one_spelling() {
        assert_eq!(key("camt", &[" A  1 ", "", "2"]), "camt:A 1/2");
        assert_eq!(key("ocr", &[]), "ocr:");
        assert_eq!(key("camt", &["a\u{1b}b"]), "camt:ab");
    }
}
