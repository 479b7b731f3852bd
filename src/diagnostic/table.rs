//! The one table of diagnostics. A row is a code and everything that is always said with it; `{found}` and the like are filled in where it is raised.

use super::{Diagnostic, Severity, Span, Stage};

/// One kind of diagnostic.
#[derive(Debug)]
pub struct Code {
    /// `F0` syntax, `F1` names and units, `F2` policy sanity, `F9` internal. Rules of law carry their own name, ledger faults `F4`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What it is about, as the code says.
    pub stage: Stage,
    /// Two or three words.
    pub title: &'static str,
    label: &'static str,
    text: &'static str,
    hint: &'static str,
    /// What `frist explain` prints: what, why, what to do, a failing and a mended example.
    pub page: &'static str,
}

impl Code {
    /// Whether it keeps a text from being used.
    pub fn refuses(&self) -> bool {
        self.severity == Severity::Error && self.stage.refuses()
    }

    /// A diagnostic of this kind at a place.
    pub fn at(&self, span: Span) -> Diagnostic {
        Diagnostic::new(self.code, self.severity, self.stage, self.title, span).sentences(self.label, self.text, self.hint)
    }
}

macro_rules! codes {
    ($($name:ident = $code:literal $severity:ident $title:literal { $label:literal $text:literal $hint:literal })*) => {
        $(
            #[doc = $title]
            pub static $name: Code = Code {
                code: $code,
                severity: Severity::$severity,
                stage: Stage::of($code),
                title: $title,
                label: $label,
                text: $text,
                hint: $hint,
                page: include_str!(concat!("../../docs/errors/", $code, ".md")),
            };
        )*
        /// Every kind of diagnostic, in the order of their codes.
        pub static CODES: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    ODD_CHARACTER = "F0001" Error "odd character" {
        "`{found}` means nothing in a policy"
        "the language is plain words, numbers, dates and texts in double quotes; symbols such as `>=` are written as words"
        "write `at least`, `at most`, `above`, `below`, `is` or `is not` for a comparison, and `#` before a comment" }
    UNFINISHED_TEXT = "F0002" Error "unfinished text" {
        "this text has no closing `\"`"
        "a text begins and ends with a double quote on the same line"
        "put a `\"` where the text ends" }
    UNCLOSED_BLOCK = "F0003" Error "unclosed block" {
        "this `{` has no `}`"
        "a block holds every line up to its `}`; without one it would swallow what follows"
        "put a `}` on a line of its own where the block ends" }
    STRAY_BRACE = "F0004" Error "stray brace" {
        "this `}` {what}"
        "every `}` belongs to a `{` before it"
        "remove it, or put back the line with the `{` it belongs to" }
    UNKNOWN_STATEMENT = "F0005" Error "unknown statement" {
        "{place} has no statement that begins with `{found}`"
        "the vocabulary is closed: a word Frist does not know is an error, never ignored"
        "the statements here are {known}" }
    UNEXPECTED = "F0006" Error "unexpected word" {
        "expected {expected}, found {found}"
        ""
        "" }
    LEFT_OVER = "F0007" Error "something left over" {
        "the statement is complete before this"
        "one statement stands on a line, and nothing on it is ignored"
        "remove it, put it on a line of its own, or put `#` before it if it is a comment" }
    BLOCK_MISSING = "F0008" Error "missing block" {
        "{statement} needs a block"
        "what belongs to it stands between `{` and `}`"
        "add `{` at the end of the line and `}` on a line after the last statement of the block" }
    BLOCK_NOT_EXPECTED = "F0009" Error "block not expected" {
        "no block belongs here"
        "this statement is complete on its own line"
        "remove the braces" }
    TWO_ON_A_LINE = "F0010" Error "two statements on a line" {
        "a second statement begins here"
        "one statement stands on a line, so that a reader never misses one"
        "put it on a line of its own" }
    LINE_ENDS = "F0011" Error "line ends too early" {
        "expected {expected} here"
        ""
        "" }
    AND_OR_MIXED = "F0012" Error "mixed `and` and `or`" {
        "`{found}` after `{before}` on one line"
        "read aloud, such a line can mean two things"
        "write `all of { … }` or `any of { … }` with one condition on a line" }
    TOO_DEEP = "F0013" Error "blocks too deep" {
        "this is the {limit}th block within a block"
        "no policy needs so many levels, and a reader could not follow them"
        "take the block apart" }
    NOT_A_NAME = "F0014" Error "not a name" {
        "`{found}` cannot be a name"
        "a name is a letter followed by letters, digits and single hyphens, in any script"
        "write it with hyphens, such as `{better}`" }
    CELLS = "F0015" Error "wrong number of cells" {
        "this row has {found}, the header has {expected}"
        "each row of a table is one case, with a cell for each column"
        "give every column a cell; leave it blank where nothing is to be said" }
    TABLE_MISPLACED = "F0016" Error "table not expected" {
        "a row of cells does not belong here"
        "only a `test` holds a table"
        "move it into a `test` block" }
    EMPTY_BLOCK = "F0017" Error "empty block" {
        "nothing stands in this block"
        "a block that says nothing would be ignored, and nothing is ever ignored"
        "write what belongs in it, or remove it" }
    UNDECODABLE = "F0018" Error "undecodable text" {
        "a character was lost here"
        "these files are text in UTF-8, and what stands here was written in another encoding"
        "save the file as UTF-8, and mend what is lost" }

    NO_UNIT = "F1001" Error "number without a unit" {
        "what does `{found}` count?"
        "every number has a unit, so that nobody reads days as kroner"
        "write {readings}" }
    AMBIGUOUS_NUMBER = "F1002" Error "ambiguous number" {
        "`{found}` can be misread"
        "the decimal mark is a point, and digits are grouped by spaces, so that a figure means the same in every country"
        "write {readings}" }
    NOT_A_DATE = "F1003" Error "not a date" {
        "`{found}` is no date Frist can read"
        "dates are ISO, year-month-day, from 1970-01-01 to 2199-12-31"
        "write it as {better}" }
    TOO_MANY_DECIMALS = "F1004" Error "too many decimals" {
        "{currency} has {decimals} decimals"
        "an amount is exact to the minor unit of its currency; Frist does not round what you write"
        "write it with at most {decimals} decimals" }
    WRONG_UNIT = "F1005" Error "wrong unit" {
        "expected {expected}, found {found}"
        "days, business days, months, amounts and percentages never stand for one another"
        "" }
    WRONG_CURRENCY = "F1006" Error "wrong currency" {
        "{found} in a policy in {expected}"
        "two currencies never add, and a policy is in one"
        "write the amount in {expected}, or a second policy for invoices in {found}" }
    UNKNOWN_UNIT = "F1007" Error "unknown unit" {
        "`{found}` is neither a unit nor a currency"
        "the units are `days`, `weeks`, `business days`, `months`, `years`, `%`, `percentage points` and the currencies of ISO 4217"
        "" }
    OUT_OF_RANGE = "F1008" Error "number out of range" {
        "`{found}` is {bound}"
        ""
        "write a number within the bounds" }
    NEGATIVE = "F1009" Error "negative number" {
        "a minus sign does not belong here"
        "before and after are words: `3 days before due date`; an amount owed has no sign"
        "remove the sign" }
    NOT_A_NUMBER = "F1010" Error "not a number" {
        "`{found}` is not a number Frist can read"
        "digits may be grouped in threes by single spaces, and the decimal mark is a point"
        "write it like `10 000` or `1 250.50`" }
    DUPLICATE = "F1020" Error "duplicate name" {
        "`{found}` is already {what}"
        "a name stands for one thing only"
        "give one of the two another name" }
    WRITTEN_TWICE = "F1021" Error "written twice" {
        "`{found}` stands here a second time"
        "the second would silently win over the first"
        "keep one of the two" }
    MISSING = "F1022" Error "something missing" {
        "{what} needs `{missing}`"
        "{why}"
        "add a line such as `{example}`" }
    UNKNOWN_STEP = "F1023" Error "unknown step" {
        "no step is called `{found}`"
        "a step is named by the word after `step`, the same capitals included"
        "{known}" }
    UNKNOWN_FACT = "F1024" Error "unknown fact" {
        "Frist knows no fact `{found}`"
        "the facts of the invoice and the customer have fixed names; any other column of the ledger is declared first"
        "declare it with a line `fact {found} is number` (or `text`, `date`, `yes/no`, `money`); a text stands in double quotes" }
    UNKNOWN_VALUE = "F1025" Error "unknown value" {
        "the statute has no value `{found}`"
        "a rule can only use values the same statute defines"
        "define it with `value {found} { … }`" }
    UNKNOWN_LAW = "F1026" Error "unknown law" {
        "no statute is called `{found}`"
        "a policy names the statute it is checked against"
        "the statutes at hand are {known}; another is read with `--statute FILE`" }
    WRONG_TYPE = "F1027" Error "wrong comparison" {
        "{fact} is {expected}, not {found}"
        "a fact is compared with a literal of its own kind"
        "" }
    NO_ANCHOR = "F1028" Error "missing anchor" {
        "after or before what?"
        "a step counts from an event: the due date, the issue date, an earlier step or its deadline"
        "write `{found} after due date`, or name a step: `{found} after purring deadline`" }
    SHADOWED = "F1029" Error "name taken" {
        "`{found}` already means something of its own"
        "a declared fact of this name would never be read from the ledger, or would change what every condition means"
        "give the fact another name, and its column of the ledger as well" }
    UNKNOWN_POLICY = "F1030" Error "unknown policy" {
        "no policy here is called `{found}`"
        "a test names the policy it tries, and both are read together"
        "{known}" }
    UNKNOWN_WORD = "F1031" Error "unknown word" {
        "`{found}` is no {kind}"
        ""
        "{known}" }
    MAY_CHANGE = "F1032" Error "fact that may change" {
        "{fact} can change while an invoice is dunned"
        "an invoice must not wander from one policy to another, so `applies when` uses only what stays: the debtor, the principal, tags and declared facts"
        "move the condition to the `when` of the steps it is meant for" }
    NO_LIMIT = "F1033" Error "nothing bounds this" {
        "`statutory` needs a rule that bounds {what}"
        "`statutory` is the most the law allows, and the statute {law} sets no limit for {debtor} on {on}"
        "write an amount instead, or keep the step from them with `when`" }
    NOTHING_EXPECTED = "F1034" Error "nothing expected" {
        "this test expects nothing"
        "a test that cannot fail proves nothing"
        "add a line such as `expect purring on 2026-03-30`, or `expect nothing after`" }
    UNKNOWN_RULE = "F1035" Error "unknown rule" {
        "the statute has no rule `{found}`"
        ""
        "{known}" }

    FOREIGN_CURRENCY = "F1036" Error "charge in a foreign currency" {
        "a charge in {found}, where the law of {law} limits it in {expected}"
        "two currencies never add, and no statute says at which rate it would be exchanged"
        "charge no fee and no compensation in this policy, or write it in {expected}" }
    NOT_OF_CUSTOMER = "F1037" Error "not a fact of a customer" {
        "{fact} belongs to one invoice"
        "an escalation and a credit class speak of a customer, who may have many invoices"
        "ask for `customer balance`, `customer overdue balance`, `customer overdue invoices`, `customer oldest overdue`, `customer tagged`, `credit limit`, `debtor` or a declared fact" }
    NOT_OF_TERMS = "F1038" Error "not a question for terms" {
        "`{found}` asks about a notice, and this rule is of terms"
        "a payment term has a debtor, a length and what was agreed; no notice has been sent yet"
        "ask for `debtor is …`, `payment term at most … days` or `fee agreed`, or say of which notices the rule is" }
    OTHER_LAW = "F1039" Error "take-over from another law" {
        "an earlier version of `{name}` has {found}, this one {expected}"
        "what was sent under one law, or in one currency, does not count under another"
        "remove `takes over open cases`: cases that have begun then stay with their version" }
    HOLD_AND_CONTINUE = "F1040" Error "hold and continue" {
        "dunning cannot go on here and be held for the same thing"
        "a policy holds for payment plans and promises unless it says `continue while …`"
        "keep the one that is meant" }

    MORE_THAN_THERE_IS = "F1041" Error "more than there is" {
        "{found} is more than the {most} {of}"
        "the rest of it would be ignored, and nothing is ever ignored; a ledger with it is refused (F4035, F4052, F4053)"
        "correct the amount or the day, or add the line that it undoes" }
    ENDS_NOTHING = "F1042" Error "nothing to end" {
        "{found}"
        "a line that changes nothing would be ignored, and whoever wrote it meant something by it"
        "correct the day or the invoice, or add the line that it ends" }

    FORWARD_ANCHOR = "F2001" Error "step anchored on a later one" {
        "`{found}` does not come before `{step}`"
        "steps go out in the order written, so this one would wait for ever"
        "anchor it on an earlier step, or move it below `{found}`" }
    ANCHOR_PASSED_OVER = "F2002" Error "anchor that may be missing" {
        "`{found}` can be passed over, and then `{step}` has nothing to count from"
        "{reason}"
        "add an alternative: `send {written}, or {alternative}`" }
    AFTER_HANDOVER = "F2003" Error "step that is never reached" {
        "`{step}` comes after the {what}"
        "{why}"
        "move it above `{found}`, or remove it" }
    FEE_NOT_MEANT = "F2004" Error "fee that cannot be" {
        "`{act}` never carries a fee"
        "a courtesy and a call are friendly words, and a write-off gives the claim up; whoever charges sends a reminder"
        "write `no fee`, or make the step a reminder" }
    OVERLAP = "F2005" Error "policy that no invoice reaches" {
        "every invoice it is for goes to {others} before it"
        "an invoice belongs to the first policy that fits; policies are tried in the order given, and files of a folder in the order of their names"
        "put the special policy first, with an `applies when`, or give them different debtors, currencies or dates" }
    BACKWARDS = "F2006" Error "period that ends before it begins" {
        "{until} is before {from}"
        "no day lies in it"
        "exchange the two dates, or mend one" }
    BANDS = "F2007" Error "bands out of order" {
        "{found}"
        "each band ends above the one before, and `above` closes the list, so that every amount has one fee"
        "order the bands by their upper ends and close them with a line `above: …`" }
    NO_DEADLINE = "F2008" Error "deadline that is not set" {
        "`{found}` sets no deadline"
        "a step cannot count from a last day that nobody was given"
        "give `{found}` a `deadline`, or count from the day it was sent: `{written}`" }
    NO_STEPS = "F2009" Error "policy without steps" {
        "`{found}` does nothing about an unpaid invoice"
        "a policy needs at least one `step`, or a `credit` block"
        "add a step such as `step reminder is reminder { send 14 days after due date }`" }
    BEYOND_THE_LAW = "F2010" Note "valid beyond the known law" {
        "the policy is valid {valid}; the statute {law} is known {known}"
        "figures change on dates nobody knows yet, so nothing is said of the days outside"
        "check again when the statute file has been brought up to date" }
    MONEY_LEFT = "F2011" Note "lawful fee not claimed" {
        "the law allows {allowed} here"
        "the fixed fee is lower than what may be charged on some day the policy is valid"
        "write `fee statutory` to charge what the law allows, whatever it is on the day" }
    TAKEN_AS_GIVEN = "F2013" Note "taken as given" {
        "the check takes your word for `{found}`"
        "what the company's own contracts say cannot be read from a policy"
        "make sure each contract says so before the debt arises, and have the ledger say it too (`{column}`): `audit` has no policy to ask" }
    COMING_LAW = "F2014" Note "coming law" {
        "the policy is valid after {until}, when this may be in force: {announced}"
        "{state}"
        "read the act, and check again when the day is known" }
    REPLACED_LAW = "F2015" Note "statute replaced" {
        "`{found}` here takes the place of the built-in one"
        "what is read from a file counts for the whole run, so that a law can be tried before it is in force"
        "remove it to be held against the built-in one" }
    NEVER_CHARGED = "F2016" Note "statutory fee that is always 0" {
        "the law allows no fee here ({rule})"
        "on the policy's own schedule `statutory` comes to 0 each time this step goes out"
        "`frist explain {rule}` says why; change when the step goes out or the deadline before it, or write `no fee`" }
    NOT_PROVED = "F2017" Error "not proved"  {
        "cannot tell {what}"
        "a policy passes only when every case has been gone through; nothing is taken for granted"
        "no invoice could be made that shows it: ask for the `balance` or for days rather than for a `claim`, or for fewer facts together" }
    NEVER_SENT = "F2018" Error "step that never goes out" {
        "`{step}` never goes out"
        "{reason}"
        "change the condition or the days, or remove the step" }
    SETTLED_CONDITION = "F2019" Warning "condition that settles nothing" {
        "this always holds when `{step}` can come next"
        "a condition that is never otherwise hides what was meant"
        "remove the line, or mend the threshold" }
    ONE_DAY = "F2020" Warning "two steps on one day" {
        "`{step}` is due on the day on which `{found}` goes out"
        "an invoice gets one notice on a day, so this one waits for the next run"
        "leave some days between them, or write `unless overtaken` in `{found}`" }
    NOT_COVERED = "F2021" Note "invoices without a policy" {
        "no policy here is for {what}"
        "an invoice that no policy fits is `unmatched`: nobody is reminded"
        "add a policy for them, or leave them to other means on purpose" }
    LAW_NOT_TOLD = "F2022" Warning "the law does not tell" {
        "`{step}` needs {value} on {on}, which the statute does not tell"
        "a notice that depends on a value nobody has looked up is withheld"
        "begin the policy on a later day, or write an amount of your own" }
    NOBODY_IN_CLASS = "F2023" Error "nobody is in this class" {
        "nobody comes as far as {what}"
        "classes are tried in the order written, and `{found}` has no `when`, so it takes everybody"
        "give `{found}` a `when`, or write it last" }
    VERSION_GAP = "F2024" Note "days without a version" {
        "no version of `{found}` is in force {days}"
        "an invoice that fits no other policy is `unmatched` on these days: nobody is reminded"
        "let the version before last until the day before, or leave the days out on purpose" }
    NOTHING_TO_TAKE_OVER = "F2025" Warning "nothing to take over" {
        "there is no earlier version of `{found}` here"
        "only a later version of a policy takes over what an earlier one of the same name has begun"
        "remove the line, or read the earlier version too: it has the same name and an earlier `valid from`" }
    TAKEN_BEFORE = "F2026" Note "invoices that another policy takes" {
        "invoices to {debtor} never come to this policy{days}: {by} takes them first"
        "an invoice belongs to the first policy that fits, in the order given"
        "nothing needs to be done where that is meant; otherwise put the special policy first, with an `applies when`" }
    INTERNAL = "F9001" Error "something Frist should not do" {
        "{found}"
        "this is a fault of Frist, not of your text"
        "please report it with the file that shows it" }
}
