//! What systems and people write above a column, and for kinds of rows and debtors: the one table of it, words.txt.

use unicode_normalization::UnicodeNormalization;

const TABLE: &str = include_str!("words.txt");

/// The lists of the table: what each means, and its words, the surer ones first.
fn lists() -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str> + Clone)> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.filter_map(|line| line.split_once(": ")).map(|(meaning, words)| (meaning, words.split(" | ")))
}

/// How far down in the list of a column a header stands; `None` where it is none of its words.
pub(super) fn rank(column: &str, header: &str) -> Option<usize> {
    let header = plain(header);
    // Whoever knows Frist's own name means it.
    if header == plain(column) {
        return Some(0);
    }
    lists().find(|(meaning, _)| *meaning == column)?.1.position(|word| plain(word) == header)
}

/// What a value means: `invoice`, `credit`, `payment`, `charge`, `none`, `consumer`, `business`, `public`. `among` are the meanings that are looked for.
pub(super) fn meaning(value: &str, among: &[&str]) -> Option<&'static str> {
    let value = plain(value);
    let of_values = lists().filter_map(|(meaning, words)| Some((meaning.strip_prefix('=')?, words)));
    let mut among = of_values.filter(|(meaning, _)| among.contains(meaning));
    among.find(|(_, words)| words.clone().any(|word| plain(word) == value)).map(|(meaning, _)| meaning)
}

/// The word with which a row of totals begins, if it does.
pub(super) fn total(value: &str) -> bool {
    let value = plain(value);
    lists()
        .find(|(meaning, _)| *meaning == "=total")
        .is_some_and(|(_, mut words)| words.any(|word| !plain(word).is_empty() && value.starts_with(&plain(word)) || word == value))
}

/// Without capitals, marks, blanks and the marks on letters.
fn plain(text: &str) -> String {
    let folded = text.to_lowercase().replace('æ', "ae").replace('ø', "o").replace('ß', "ss");
    folded.nfd().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_columns() {
        assert_eq!(rank("invoice", "FAKTURA-NR."), rank("invoice", "Fakturanr"));
        assert_eq!(rank("due", "Forfallsdato"), Some(1));
        assert!(rank("due", "förfallodatum").is_some() && rank("due", "forfallodatum").is_some() && rank("due", "Saldo").is_none());
        assert_eq!(rank("balance", "balance"), Some(0));
        assert_eq!(meaning("Kreditnota", &["invoice", "credit"]), Some("credit"));
        assert_eq!(meaning("PRIVATE", &["consumer"]), Some("consumer"));
        assert!(total("Sum:") && total("Yhteensä") && !total("Sommer AS"), "totals");
    }
}
