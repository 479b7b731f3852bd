//! What was probably meant by a word that Frist does not know.

/// A word of Frist, and the words that people write for it. It is offered only where it can stand.
const OTHER_WORDS: &[(&str, &[&str])] = &[
    // Kinds of debtor.
    ("business", &["company", "companies", "firm", "firms", "b2b"]),
    ("consumer", &["person", "persons", "people", "private", "individual", "individuals", "b2c"]),
    ("public", &["authority", "authorities", "municipality", "government"]),
    // Comparisons.
    ("above", &["over", "more than", "greater than", "larger than"]),
    ("below", &["under", "less than", "smaller than"]),
    ("is", &["equals", "equal to"]),
    ("principal", &["amount"]),
    // Days and times.
    ("until", &["to", "till", "through"]),
    ("business days", &["working days", "working day", "workdays", "weekdays", "virkedager", "hverdage", "arbetsdagar", "bankdager"]),
    ("every day", &["daily", "everyday"]),
    ("days", &["dag", "dager", "dage", "dagar", "d"]),
    ("weeks", &["uke", "uker", "uge", "uger", "vecka", "veckor"]),
    ("months", &["måned", "måneder", "månad", "månader"]),
    ("years", &["år"]),
    // Shares.
    ("%", &["prosent", "procent", "percent", "pct"]),
    ("percentage points", &["prosentpoeng", "procentpoint", "procentenheter", "points"]),
    // What a step counts from.
    ("due date", &["due", "duedate", "due-date"]),
    ("issue date", &["issue", "issuedate", "issue-date"]),
    // Currencies.
    ("NOK", &["kr", "krone", "kroner"]),
    ("SEK", &["kr", "krona", "kronor", "kroner"]),
    ("DKK", &["kr", "krone", "kroner", "kronor"]),
    ("EUR", &["€", "euro", "euros"]),
    ("USD", &["$", "dollar", "dollars"]),
    ("GBP", &["£", "pound", "pounds"]),
    // Events of a ledger.
    ("payment", &["paid", "pay"]),
    ("credit", &["creditnote", "credit-note", "credit_note", "credit note"]),
    ("insolvency", &["bankruptcy", "bankrupt", "insolvent"]),
    // Columns of a ledger.
    ("due", &["due date", "due_date", "due-date", "duedate"]),
    ("issued", &["issue date", "issue_date", "invoice date", "invoice_date"]),
    ("debtor", &["type", "customer type", "customer_type"]),
];

/// The words of Frist that say what people say with this word.
pub fn other_words(word: &str) -> impl Iterator<Item = &'static str> {
    let folded = word.to_lowercase();
    OTHER_WORDS.iter().filter(move |(_, written)| written.contains(&folded.as_str())).map(|(meant, _)| *meant)
}

/// The hint that offers such a word.
pub fn did_you_mean(near: &str) -> String {
    format!("did you mean `{near}`?")
}

/// The word of `known` that says the same as `word`, or that is nearest to it, if one is near enough to be what was meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let known: Vec<&str> = known.into_iter().collect();
    let the_same = other_words(word).find_map(|meant| known.iter().find(|known| **known == meant));
    the_same.copied().or_else(|| {
        let allowed = 1 + word.chars().count() / 4;
        let folded = word.to_lowercase();
        let distances = known.into_iter().map(|known| (strsim::damerau_levenshtein(&folded, &known.to_lowercase()), known));
        distances.filter(|(distance, _)| *distance <= allowed).min_by_key(|(distance, _)| *distance).map(|(_, known)| known)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_word_is_offered_only_where_its_meaning_can_stand() {
        assert_eq!(nearest("Weekdays", ["tuesdays", "business days"]), Some("business days"));
        assert_eq!(nearest("over", ["at least", "above"]), Some("above"));
        assert_eq!(nearest("over", ["due date"]), None);
        assert_eq!(nearest("kr", ["SEK"]), Some("SEK"));
        assert_eq!(other_words("kr").collect::<Vec<_>>(), ["NOK", "SEK", "DKK"]);
    }
}
