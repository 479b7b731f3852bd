//! The one table of what can be wrong with a ledger's files. A code, once given, keeps its meaning.

macro_rules! codes {
    ($($name:ident $code:literal $title:literal;)*) => {
        $(#[doc = $title] pub(crate) const $name: &str = $code;)*

        /// Every code of a ledger fault with its title.
        pub const CODES: &[(&str, &str)] = &[$(($code, $title)),*];
    };
}

codes! {
    NO_TABLE "F4001" "no such table";
    EMPTY_FILE "F4002" "empty file";
    UNDECODABLE "F4003" "undecodable text";
    MISSING_COLUMN "F4004" "missing column";
    DUPLICATE_COLUMN "F4005" "duplicate column";
    BROKEN_ROW "F4006" "broken row";
    OPEN_QUOTE "F4007" "quote never closed";
    EMPTY_ROW "F4008" "empty row";
    EMPTY_VALUE "F4009" "empty value";
    UNMAPPED_VALUE "F4010" "unmapped value";
    NOT_A_DATE "F4011" "not a date";
    NO_SUCH_DAY "F4012" "no such day";
    NOT_AN_AMOUNT "F4013" "not an amount";
    TOO_MANY_DECIMALS "F4014" "too many decimals";
    NOT_ABOVE_ZERO "F4015" "amount not above zero";
    BELOW_ZERO "F4016" "amount below zero";
    TOO_LARGE "F4017" "amount too large";
    NOT_A_RATE "F4018" "not a rate";
    NOT_TRUE_OR_FALSE "F4019" "not true or false";
    NOT_A_COUNT "F4020" "not a whole number";
    UNKNOWN_CURRENCY "F4021" "unknown currency";
    UNKNOWN_COUNTRY "F4022" "unknown country";
    UNKNOWN_DEBTOR "F4023" "unknown debtor";
    UNKNOWN_ACT "F4024" "unknown act";
    UNKNOWN_EVENT "F4025" "unknown event";
    UNKNOWN_SETTING "F4026" "unknown setting";
    DUPLICATE_SETTING "F4027" "duplicate setting";
    DUPLICATE_INVOICE "F4028" "duplicate invoice";
    DUPLICATE_CUSTOMER "F4029" "duplicate customer";
    UNKNOWN_INVOICE "F4030" "unknown invoice";
    UNKNOWN_CUSTOMER "F4031" "unknown customer";
    NO_CURRENCY "F4032" "payment without currency";
    SEVERAL_CURRENCIES "F4033" "several currencies";
    MISSING_EVENT_VALUE "F4034" "missing event value";
    REVERSAL_TOO_LARGE "F4035" "reversal above payments";
    UNKNOWN_ENCODING "F4036" "unknown encoding";
    ONE_COLUMN "F4037" "another delimiter";
    FACT_OF_OTHER_TYPE "F4038" "fact of another type";
    BAD_KEY "F4041" "malformed key";
    ALREADY_RECORDED "F4042" "notice already recorded";
    UNKNOWN_KEY "F4043" "unknown key";
    LISTED_TWICE "F4044" "key listed twice";
    PART_OF_LETTER "F4045" "part of a letter";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_titles_are_distinct() {
        for (i, (code, title)) in CODES.iter().enumerate() {
            assert!(code.len() == 5 && code.starts_with("F4"), "{code}");
            assert!(CODES[i + 1..].iter().all(|(other, name)| other > code && name != title), "{code}");
        }
    }
}
