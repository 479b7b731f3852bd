//! The one table of what can be wrong with a ledger's files: each kind with its code and its sentences, `{value}` and the like filled in where it is
//! raised. A code, once given, keeps its meaning.

/// One kind of fault.
#[derive(PartialEq, Eq, Hash, Debug)]
pub struct FaultKind {
    /// What programs call it.
    pub code: &'static str,
    /// Two or three words, the same for all kinds of a code.
    pub title: &'static str,
    /// What is wrong, with `{placeholders}`.
    pub message: &'static str,
    /// The way out; empty where the message says it all, or where it hangs on the case.
    pub hint: &'static str,
    /// What `frist explain` prints of its code: what, why, what to do, files that fail and files that are mended.
    pub page: &'static str,
}

macro_rules! kinds {
    ($($name:ident $code:literal $title:literal { $message:literal $hint:literal })*) => {
        $(#[doc = $message] pub(crate) const $name: &FaultKind =
            &FaultKind {
                code: $code,
                title: $title,
                message: $message,
                hint: $hint,
                page: include_str!(concat!("../../docs/errors/", $code, ".md")),
            };)*

        /// Every kind, in the order of their codes.
        pub const KINDS: &[&FaultKind] = &[$($name),*];
    };
}

/// The first kind of every code: its title and its page are those of the code.
pub fn codes() -> impl Iterator<Item = &'static FaultKind> {
    let first = |(at, kind): &(usize, &&FaultKind)| *at == 0 || KINDS[at - 1].code != kind.code;
    KINDS.iter().enumerate().filter(first).map(|(_, kind)| *kind)
}

kinds! {
    NO_TABLE "F4001" "no such table" {
        "there is no such file, and a ledger folder needs one"
        "a single file of open items is named itself, not its folder" }
    EMPTY_FILE "F4002" "empty file" {
        "the file is empty"
        "a table begins with a row that names its columns" }
    UTF_16 "F4003" "undecodable text" {
        "the file is UTF-16, not UTF-8"
        "save it as UTF-8, or state its `encoding` in a `ledger` mapping" }
    UNDECODABLE "F4003" "undecodable text" {
        "{value} is not text in {encoding}"
        "save the file as UTF-8, or state its `encoding` in a `ledger` mapping" }
    MISSING_COLUMN "F4004" "missing column" {
        "the header does not name this column, which is required" "" }
    MISSING_MAPPED_COLUMN "F4004" "missing column" {
        "there is no such column, and the mapping `{mapping}` reads {name} from it" "" }
    UNMAPPED_COLUMN "F4004" "missing column" {
        "the mapping `{mapping}` does not say where it comes from, and every ledger needs it" "" }
    DUPLICATE_COLUMN "F4005" "duplicate column" {
        "two columns have this name"
        "rename one of them or leave it out" }
    BROKEN_ROW "F4006" "broken row" {
        "the row has {values} values, and the header names {columns} columns"
        "a value with a `{delimiter}` in it is put in quotes" }
    CUT_SHORT "F4006" "broken row" {
        "the file ends within this row, after {values} of {columns} values"
        "it was cut off: get the file anew, or complete the row and end its line" }
    UNREADABLE_ROW "F4006" "broken row" {
        "the row cannot be read" "" }
    NOT_AN_OBJECT "F4006" "broken row" {
        "the line is not a JSON object" "" }
    NOT_A_TEXT "F4006" "broken row" {
        "{value} is not a text" "" }
    OPEN_QUOTE "F4007" "quote never closed" {
        "a quote begins in this row and never ends, so the rest of the file is one value"
        "close the quote; a quote within quotes is written twice" }
    EMPTY_ROW "F4008" "empty row" {
        "every value of the row is empty"
        "delete the row" }
    EMPTY_VALUE "F4009" "empty value" {
        "the value is empty, and every row needs one" "" }
    ENDS_BEFORE "F4009" "empty value" {
        "the row ends before this column, and every row needs a value in it"
        "a value that is left out within a row needs its `,` all the same" }
    MONEY_OF_NOBODY "F4009" "empty value" {
        "`{event}` needs an invoice, or a customer when it is on no invoice yet" "" }
    EVENT_OF_NOBODY "F4009" "empty value" {
        "`{event}` needs an invoice, or a customer when it is of all of the customer's invoices" "" }
    EVENT_OF_ONE_INVOICE "F4009" "empty value" {
        "`{event}` is of one invoice, and the row names none"
        "name the invoice; what is of several has a row for each" }
    UNMAPPED_VALUE "F4010" "unmapped value" {
        "the mapping does not say what {value} means"
        "it knows {known}" }
    NOT_A_DATE "F4011" "not a date" {
        "{value} is not a date"
        "dates are written `2026-03-30`; another form needs a `ledger` mapping" }
    NO_SUCH_DAY "F4012" "no such day" {
        "{value} is not a day of the calendar"
        "days run from 1970-01-01 to 2199-12-31" }
    NOT_AN_AMOUNT "F4013" "not an amount" {
        "{value} is not an amount"
        "amounts are written `1234.50`; another decimal mark or grouping needs a `ledger` mapping" }
    AMBIGUOUS_AMOUNT "F4013" "not an amount" {
        "{value} can be {thousands} or {decimal}"
        "write `{thousands}` or `{decimal}`, without a mark between thousands; a `ledger` mapping can say which mark is which" }
    TOO_MANY_DECIMALS "F4014" "too many decimals" {
        "{value} has more decimals than {currency} has ({decimals})" "" }
    NOT_ABOVE_ZERO "F4015" "amount not above zero" {
        "{value} is not above zero" "" }
    BELOW_ZERO "F4016" "amount below zero" {
        "{value} is below zero" "" }
    TOO_LARGE "F4017" "amount too large" {
        "{value} is more than any ledger can hold" "" }
    TOO_LARGE_TOGETHER "F4017" "amount too large" {
        "the amounts in {currency} come to more than {most} together, which is more than can be added up"
        "split the ledger" }
    NOT_A_RATE "F4018" "not a rate" {
        "{value} is not a yearly rate"
        "a rate is a number of percent with at most four decimals, `11{decimal}25`" }
    NOT_TRUE_OR_FALSE "F4019" "not true or false" {
        "{value} is neither `true` nor `false`"
        "write `true` or `false`, or `yes` or `no`" }
    NOT_A_COUNT "F4020" "not a whole number" {
        "{value} is not a whole number" "" }
    UNKNOWN_CURRENCY "F4021" "unknown currency" {
        "{value} is not a currency"
        "currencies are codes of ISO 4217 in capitals, `NOK`" }
    UNKNOWN_COUNTRY "F4022" "unknown country" {
        "{value} is not a country"
        "countries are two capitals of ISO 3166, `NO`" }
    UNKNOWN_DEBTOR "F4023" "unknown debtor" {
        "{value} is not a kind of debtor" "" }
    UNKNOWN_ACT "F4024" "unknown act" {
        "{value} is not an act" "" }
    UNKNOWN_EVENT "F4025" "unknown event" {
        "{value} is not an event" "" }
    UNKNOWN_SETTING "F4026" "unknown setting" {
        "{value} is not a setting of a ledger" "" }
    DUPLICATE_SETTING "F4027" "duplicate setting" {
        "{value} is already on line {line}" "" }
    DUPLICATE_INVOICE "F4028" "duplicate invoice" {
        "{value} is already the invoice of line {line}" "" }
    DUPLICATE_CUSTOMER "F4029" "duplicate customer" {
        "{value} is already the customer of line {line}" "" }
    UNKNOWN_INVOICE "F4030" "unknown invoice" {
        "{value} is not an invoice of {file}" "" }
    UNKNOWN_CUSTOMER "F4031" "unknown customer" {
        "{value} is not a customer of this ledger" "" }
    NO_CURRENCY "F4032" "money without currency" {
        "{value} has no invoice, so the currency of the money is not known"
        "name it in the column `currency`" }
    SEVERAL_CURRENCIES "F4033" "several currencies" {
        "the invoices of {value} are in several currencies, so that of the money is not known"
        "name it in the column `currency`, or name an invoice that it pays" }
    EVENT_WITHOUT_AMOUNT "F4034" "missing event value" {
        "`{event}` needs an amount" "" }
    EVENT_WITHOUT_CUSTOMER "F4034" "missing event value" {
        "`{event}` is of a customer and everything the customer owes: name the customer" "" }
    PROMISE_WITHOUT_DAY "F4034" "missing event value" {
        "`promise` needs the day through which it holds" "" }
    WAIVER_OF_NOTHING "F4034" "missing event value" {
        "`waive` needs a fee or an interest, as amounts" "" }
    CANCELLED_NOTHING "F4034" "missing event value" {
        "`cancelled` needs the act or the step of the notice it undoes" "" }
    NOTICE_WITHOUT_ACT "F4034" "missing event value" {
        "`notice` needs its act, whatever its step is called" "" }
    REVERSAL_TOO_LARGE "F4035" "reversal above payments" {
        "{value} is more than the {most} paid on invoice {invoice} till then" "" }
    UNKNOWN_ENCODING "F4036" "unknown encoding" {
        "{value} is not an encoding" "" }
    ONE_COLUMN "F4037" "another delimiter" {
        "the header is one column, {value}"
        "export it with a comma between the values, or read it with a mapping that says `delimiter {delimiter}`; `--map excel-norwegian` and its like read what Excel saves" }
    FOR_EXCEL "F4037" "another delimiter" {
        "the file begins with a line for Excel, `sep=`, and not with the names of its columns"
        "delete that line; where the delimiter is not a comma, a `ledger` mapping says `delimiter`" }
    FACT_OF_OTHER_TYPE "F4038" "fact of another type" {
        "{value} is not {expected}"
        "mend the value in the ledger, or the type of the `fact` in the policy" }
    BAD_KEY "F4041" "malformed key" {
        "{value} is not a key of this row"
        "it is the invoice, the step and a number, {key}" }
    ALREADY_RECORDED "F4042" "notice already recorded" {
        "the notice {value} is already in {file}"
        "evaluate again for a worklist of what is still to be sent" }
    ANOTHER_THAT_DAY "F4042" "notice already recorded" {
        "invoice {invoice} has a notice on {day} already, and gets one a day"
        "evaluate again for a worklist of what is still to be sent" }
    UNKNOWN_KEY "F4043" "unknown key" {
        "{value} is not the key of a notice to send in this worklist" "" }
    LISTED_TWICE "F4044" "key listed twice" {
        "{value} is on an earlier line of the worklist too" "" }
    CARRIER_NOT_LISTED "F4045" "part of a letter" {
        "{line} is a line of the letter of {value}, which is not in the worklist"
        "a letter goes out whole: evaluate again, and take all its lines" }
    PART_OF_LETTER "F4045" "part of a letter" {
        "{line} is a line of the letter of {carrier}, which is to be recorded"
        "a letter goes out whole: name the keys of all its lines" }
    OTHER_CURRENCY "F4046" "another currency" {
        "{value} is not the currency of invoice {invoice}, which is {currency}"
        "evaluate again with the ledger that the notice is recorded in" }
    MONEY_OF_OTHER_CURRENCY "F4046" "another currency" {
        "{value} is not the currency of invoice {invoice}, which is in {currency}"
        "two currencies never add: book what it came to in {currency}, and leave the other out" }
    MONEY_OF_OTHER_CURRENCY_THAN_ALL "F4046" "another currency" {
        "{value} is not the currency of the invoices of {customer}, which are in {currency}"
        "two currencies never add: book what it came to in {currency}, and leave the other out" }
    OTHER_CURRENCY_THAN_ALL "F4046" "another currency" {
        "{value} is not the currency of every invoice of {customer}, which are in {currency}"
        "`{event}` of a customer is of every invoice: leave the currency empty, or give each invoice meant a row of its own" }
    UNUSED_VALUE "F4047" "value nobody uses" {
        "`{event}` has nothing in this column, and {value} would be ignored"
        "leave it empty, or record what is meant as an event of its own" }
    OTHER_CUSTOMER "F4048" "another customer" {
        "{value} is not the customer of invoice {invoice}, which is {customer}'s"
        "mend the invoice's number or the customer's" }
    A_WORKBOOK "F4049" "not a table" {
        "the file is an Excel workbook"
        "save the sheet as CSV UTF-8; what Excel then separates with `;` a `ledger` mapping reads" }
    IN_XML "F4049" "not a table" {
        "the file is XML"
        "of XML a ledger is read from SAF-T Financial alone, one file named itself; have the system export that, or a table of values (CSV)" }
    XML_OF_OTHER_KIND "F4049" "not a table" {
        "the file is XML, and what it holds is {value}"
        "of XML a ledger is read from SAF-T Financial alone, whose outermost element is `AuditFile`; have the system export that, or a table of values (CSV)" }
    A_BANK_STATEMENT "F4049" "not a table" {
        "the file is a message of ISO 20022, such as a bank's statement (camt)"
        "what a bank tells was paid is laid over a ledger: `frist payments FILE --ledger DIR`" }
    A_PARQUET "F4049" "not a table" {
        "the file is Parquet"
        "`cargo install --path . --features parquet` builds a program that reads one file of open items from Parquet; other tables have to be CSV" }
    UNREADABLE_PARQUET "F4049" "not a table" {
        "the file cannot be read as Parquet: {reason}"
        "get the file anew, or have it written with Snappy, zstd or no compression" }
    OF_OTHER_TYPE "F4049" "not a table" {
        "its values are of the type {type}, which is not read exactly"
        "write amounts and rates as DECIMAL, dates as DATE, counts as whole numbers, and the rest as text" }
    UNKNOWN_DECISION "F4050" "unknown decision" {
        "{value} is not a decision" "" }
    ENDS_BEFORE_IT_BEGINS "F4051" "end before its beginning" {
        "{value} lies before {day}, the day of the event"
        "correct one of the two dates" }
    UNCREDIT_TOO_LARGE "F4052" "more than was credited" {
        "{value} is more than the {most} credited on invoice {invoice} till then" "" }
    WRITE_OFF_TOO_LARGE "F4053" "more than there is" {
        "{value} is more than the {most} of invoice {invoice} that was not written off before"
        "leave the amount out where all that is left is given up" }
    REOPENED_NOTHING "F4054" "nothing to reopen" {
        "invoice {invoice} was not written off till then" "" }
    OF_ESCALATIONS "F4055" "not a worklist" {
        "the file lists escalations of customers, and no notices"
        "record the worklist that `evaluate` wrote beside it" }
    ONE_LIST "F4055" "not a worklist" {
        "the file is one JSON list, and a worklist is one JSON object a line"
        "record the file as `evaluate` wrote it" }
    NAMED_TWICE "F4055" "not a worklist" {
        "the object names this field twice"
        "record the file as `evaluate` wrote it" }
    OUT_OF_TURN "F4056" "key out of turn" {
        "{value} is not the next notice of its step, which is {next}"
        "evaluate again with the ledger that the notice is recorded in" }
    OF_OPEN_ITEMS "F4057" "column of open items" {
        "only open items have this column, and here nobody would read it"
        "what was paid, sent, disputed or held stands in `events.csv`; one file with a `balance` is named itself, not its folder" }
    XML_MALFORMED "F4058" "unreadable XML" {
        "the file cannot be read as XML: {reason}"
        "get the file anew: it may have been cut short, or changed by hand" }
    XML_ENTITY "F4058" "unreadable XML" {
        "the file defines or names an entity, {value}, which nothing it is for needs"
        "have the system export it without: entities are never resolved, since a small file can become a large one by them" }
    XML_BEYOND "F4058" "unreadable XML" {
        "the file goes beyond what is read: {reason}"
        "have the system export it anew: no such file needs as much" }
    NO_BANK_FILE "F4060" "not a file of the bank" {
        "the file is neither camt.053 nor camt.054, nor OCR giro, nor BgMax"
        "have the bank send one of these: they alone tell a payment apart from every other" }
    OTHER_MESSAGE "F4060" "not a file of the bank" {
        "its message is {value}, which tells of no booked payments"
        "take the camt.053 or the camt.054 of the day, `BkToCstmrStmt` or `BkToCstmrDbtCdtNtfctn`" }
    RECORD_TOO_LONG "F4061" "record out of place" {
        "the record has more than 80 characters"
        "get the file anew from the bank: a program may have changed it" }
    RECORD_IN_UTF_8 "F4061" "record out of place" {
        "the record is UTF-8, and the bank writes ISO-8859-1"
        "get the file anew from the bank: a program has saved it in another encoding" }
    RECORD_OUT_OF_PLACE "F4061" "record out of place" {
        "a record of the type {value} does not stand here"
        "get the file anew from the bank: records may have been lost or put elsewhere" }
    SUM_DIFFERS "F4062" "sum that does not fit" {
        "the file says {value} for {what}, and its records come to {found}"
        "get the file anew from the bank: records may have been lost or changed" }
    BANK_VALUE "F4063" "wrong value of the bank" {
        "`{element}` is {value}, which is not {expected}"
        "get the file anew from the bank, or ask the bank about it" }
    ELEMENT_MISSING "F4064" "missing element" {
        "the entry has no `{element}`, and nothing can be booked without"
        "get the file anew from the bank, or ask the bank about it" }
    ENDS_EARLY "F4065" "file cut short" {
        "the file ends before its end record, {value}"
        "get the file anew from the bank: what came behind is not known" }
    SAFT_OF_OTHER_COUNTRY "F4070" "not a Norwegian SAF-T" {
        "the SAF-T file is of the country {value}"
        "of SAF-T Financial the Norwegian one is read: have the system export a table of open items (CSV)" }
    SAFT_OF_NO_COUNTRY "F4070" "not a Norwegian SAF-T" {
        "the SAF-T file does not state its country"
        "of SAF-T Financial the Norwegian one is read, which says `NO` in `AuditFileCountry` of its `Header`" }
    SAFT_WITHOUT_ENTRIES "F4071" "SAF-T without entries" {
        "the file has neither `GeneralLedgerEntries` nor `OpenItems`"
        "where the export is split into several files, have it made as one: the customers and their entries belong together" }
    UNENCODABLE "F4080" "text that the file cannot hold" {
        "{value} cannot be written in {encoding}, the encoding of {file}"
        "save {file} as UTF-8, and let the mapping say `encoding utf-8`" }
}

/// Ways out that hang on the case.
pub(crate) mod hints {
    pub const MEND_VALUE: &str = "mend the value in the ledger; amounts have no more decimals than the policy's currency";
    pub const IS_MEANT: &str = "is {near} meant?";
    pub const KNOWN_ARE: &str = "known are {known}";
    pub const HEADER_NAMES: &str = "the header names {known}";
    pub const DECIMAL_COMMA: &str = "{amount} is read as two values: write {meant}, with a decimal point";
    pub const FILL_BALANCE: &str = "let the mapping `{mapping}` fill `balance` too, or leave this column out";
    pub const ADD_COLUMN: &str = "add the column `{column}`";
    pub const ACT_AS_NOTICE: &str = "an act is recorded as the event `notice` with {value} in the column `act`";
    pub const MAPPED_DATES: &str = "the mapping `{mapping}` reads dates written `{pattern}`";
    pub const MAPPED_AMOUNTS: &str = "the mapping `{mapping}` reads amounts written `{example}`";
    pub const CREDIT_NOTE: &str = "a credit note is a `credit` event of its invoice, not an invoice of its own";
    pub const CREDIT_BALANCE: &str =
        "a credit balance is a payment: leave the item out, or keep a ledger folder and give it as a `payment` event";
    pub const NO_CREDIT: &str = "a customer who may not buy on credit has a limit of `0`";
    pub const TAKEN_BACK: &str = "a payment taken back is a `reversal`, with its amount above zero";
    pub const REVERSAL_ABOVE_ZERO: &str = "a reversal's amount is above zero too";
    pub const CREDIT_ABOVE_ZERO: &str = "a credit note's amount is above zero too";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_titles_belong_together() {
        for pair in KINDS.windows(2) {
            let [one, next] = [pair[0], pair[1]];
            assert!(one.code.len() == 5 && one.code.starts_with("F4") && one.code <= next.code, "{}", next.code);
            assert_eq!(one.code == next.code, one.title == next.title, "{}", next.code);
            assert_ne!(one.message, next.message);
        }
    }
}
