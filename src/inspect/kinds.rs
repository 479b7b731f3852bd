//! The one table of what in a ledger can make its dunning wrong. A word, once given, keeps its meaning.

use crate::diagnostic::Severity;

/// A kind of finding.
#[derive(PartialEq, Eq, Debug)]
pub struct FindingKind {
    /// What programs call it.
    pub word: &'static str,
    /// An error makes a notice wrong, a warning should be looked at.
    pub severity: Severity,
    /// What it needs besides the ledger.
    pub needs: Needs,
    /// What people call several of them.
    pub title: &'static str,
    /// What it does to the dunning and what to do, in one sentence.
    pub to_do: &'static str,
}

/// What a kind is found with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Needs {
    /// The ledger alone.
    Ledger,
    /// At least one policy.
    Policy,
}

macro_rules! kinds {
    ($($name:ident $word:literal $severity:ident $needs:ident $title:literal $to_do:literal;)*) => {
        $(pub(super) const $name: &FindingKind =
            &FindingKind { word: $word, severity: Severity::$severity, needs: Needs::$needs, title: $title, to_do: $to_do };)*

        /// Every kind, in the order in which they are told.
        pub const KINDS: &[&FindingKind] = &[$($name),*];
    };
}

kinds! {
    FILE_NOT_READ "file-not-read" Warning Ledger "tables in the folder that are not read"
        "Nothing in them counts: name them invoices.csv, customers.csv, events.csv or ledger.csv, or put them elsewhere.";
    NO_HISTORY "no-history" Note Ledger "a ledger without payments and notices"
        "Every invoice is taken as unpaid in full, and none as reminded: add events.csv, or let the mapping fill `balance`.";
    EVENT_COLUMN_NOT_READ "event-column-not-read" Note Ledger "columns of the events that nothing reads"
        "What stands in them counts for nothing: correct the name of a column that was meant to, or leave it out.";
    COLUMN_NOT_READ "column-not-read" Note Policy "columns that no policy names"
        "They decide nothing: where a column was meant to, correct its name, or declare it as a `fact`.";
    UNALLOCATED_DUNNED "unallocated-dunned" Error Policy "unallocated money that holds nothing"
        "An invoice that is paid may be reminded: put the payment or the credit note on its invoice, or let the policy hold while payment is unallocated.";
    UNALLOCATED "unallocated-payment" Warning Ledger "unallocated payments and credit notes"
        "Nobody knows which invoice is paid, and the others of the customer wait with it: put each on its invoice.";
    ALLOCATION "allocation-proposed" Note Ledger "unallocated money put on the oldest invoices"
        "A proposal, and nothing is booked: where the payer named no invoice, put these amounts on their invoices in place of the row without one.";
    PAYMENTS_TOO_OLD "payments-too-old" Warning Policy "payments not known for long enough"
        "The policy holds every invoice until payments are known: read the bank's file first, and set `payments_through`.";
    PAYMENTS_NOT_KNOWN "payments-not-known" Note Ledger "payments known through an unknown day"
        "Who paid since the last booking is reminded all the same: say so in ledger.csv (`payments_through`), or with `evaluate --payments-through`.";
    OVERPAID "overpaid" Warning Ledger "invoices overpaid"
        "The money stays on an invoice that needs none of it: move it to another invoice, or pay it back.";
    SET_OFF "credit-beside-debt" Warning Ledger "credit of customers who owe on other invoices"
        "They are reminded of what we could take from their own money: set it off before the run.";
    PAY_BACK "credit-without-debt" Note Ledger "credit of customers who owe nothing"
        "Nothing is dunned, but the money is theirs: pay it back, or ask what it was for.";
    NO_DUE_DATE "no-due-date" Note Ledger "invoices without a due date"
        "Everything counts from the day that the statute takes instead: state the due date if one was agreed.";
    ISSUED_AFTER_DUE "issued-after-due" Error Ledger "invoices issued after their due date"
        "Interest and steps would count from before the invoice existed: correct one of the two dates.";
    DUE_FAR "due-far" Warning Ledger "due dates more than a year after issue"
        "Nothing is sent until then: correct the date, unless such a term was agreed.";
    ISSUED_LATER "issued-later" Warning Ledger "invoices issued after the as-of date"
        "They only wait: correct the date, unless they were booked ahead.";
    MONEY_LATER "money-later" Warning Ledger "money dated after the as-of date"
        "It does not count yet, and its invoice is dunned all the same: correct the date, unless it was booked ahead.";
    DEBTOR_UNKNOWN "debtor-unknown" Warning Ledger "customers of an unknown kind"
        "They are treated as consumers, whom the law protects most: fill the column `debtor`.";
    CURRENCY_WITHOUT_POLICY "currency-without-policy" Warning Policy "currencies without a policy"
        "Nothing in them is dunned: name a policy of that currency too, or dun them elsewhere.";
    COUNTRY_WITHOUT_POLICY "country-without-policy" Warning Policy "countries without a policy"
        "Customers there are not dunned: name a policy under their law too, or dun them elsewhere.";
    DEBTOR_WITHOUT_POLICY "debtor-without-policy" Warning Policy "kinds of debtor without a policy"
        "None of them is dunned: name a policy for them too, or correct `debtor`.";
    CUSTOMER_WITHOUT_POLICY "customer-without-policy" Warning Policy "customers without a policy"
        "No policy covers any of their open invoices, so they are never reminded: see the reasons below.";
    INVOICE_WITHOUT_POLICY "invoice-without-policy" Warning Policy "invoices without a policy"
        "They are left alone: correct the ledger, or name a policy that covers them.";
    FACT_MISSING "fact-missing" Warning Policy "facts that a policy needs and the ledger lacks"
        "Where the fact decides, the invoice is unmatched and nothing is sent: fill the column, or give the fact a default in the policy.";
    FACT_OF_WRONG_TYPE "fact-of-wrong-type" Error Policy "facts of the wrong type"
        "`evaluate` refuses the ledger: correct the value in its file.";
    STEP_UNKNOWN "notice-step-unknown" Warning Policy "notices of steps the policy does not have"
        "Each counts as the first later step of its act, and moves nothing if there is none: correct the step's name in events.csv.";
    ACT_UNKNOWN "notice-act-unknown" Warning Policy "notices of acts the policy does not have"
        "The law counts them, the policy does not, and its next step may come too soon: correct the act, or add the step to the policy.";
    ACT_OTHER "notice-act-differs" Error Policy "notices of another act than their step"
        "The policy and the law read the same letter differently: correct the act or the step.";
    NOT_A_RUN_DAY "notice-no-run-day" Note Policy "notices sent on a day without a run"
        "They were sent by hand, or their date is wrong: correct the date if it is.";
    TOO_EARLY "notice-too-early" Warning Policy "notices sent before their trigger"
        "What counts from them comes too early as well: correct the date, or cancel the notice if it never went out.";
    FEE_DIFFERS "notice-fee-differs" Warning Policy "notices with a charge other than the policy's"
        "The claim holds what was charged, not what the policy allows: correct the fee, or waive the difference.";
    DEADLINE_SHORT "notice-deadline-short" Warning Policy "notices with a deadline shorter than the policy's"
        "The next step may be withheld or come too soon: send the notice again with its full deadline, after cancelling this one.";
    OUT_OF_ORDER "notice-out-of-order" Warning Policy "notices in an order the policy does not have"
        "The furthest step counts, and what was left out is not made up for: correct the steps, or cancel the notice that should not count.";
    AFTER_HANDOVER "notice-after-handover" Error Policy "notices after a hand-over"
        "Two creditors write to one debtor: cancel the notice, or recall the claim first.";
    AFTER_SETTLEMENT "notice-after-settlement" Error Policy "notices on or after the day of settlement"
        "Nothing was owed, and a fee of it may still stand: cancel the notice, its fee with it.";
    FEE_NOT_AGREED "fee-not-agreed" Error Policy "invoices without the agreed reminder fee that the policy states"
        "What the policy proves rests on that agreement: correct `fee_agreed`, or take the line out of the policy.";
    FEE_AGREED "fee-agreed" Note Policy "invoices with a reminder fee agreed that the policy does not state"
        "The fee is charged where the ledger says so: state `agreed reminder fee` if every contract has it.";
    INTEREST_DIFFERS "interest-agreed-differs" Warning Policy "invoices with another agreed rate than the policy states"
        "Interest runs at the ledger's rate, which no proof has seen: correct `interest_agreed`, or the policy.";
    SENT_LATE "sent-late" Error Policy "invoices sent later than the policy promises"
        "What the policy proves rests on that promise: correct `sent`, or agree a later due date.";
    NOTICE_BEFORE_ISSUE "notice-before-issue" Error Ledger "notices before the invoice was issued"
        "Later steps count from a letter that cannot have been sent: correct one of the two dates.";
    PAYMENT_BEFORE_ISSUE "payment-before-issue" Warning Ledger "payments before the invoice was issued"
        "It may be money for another invoice: move it, unless it was paid in advance.";
    RESOLVED_NOTHING "resolved-without-dispute" Warning Ledger "disputes resolved that never began"
        "A dispute that is not in the ledger holds nothing: add its `dispute`, or take the row out.";
    RELEASED_NOTHING "release-without-hold" Warning Ledger "holds released that never began"
        "A hold on another invoice may still stand: correct the invoice number.";
    ENDED_NOTHING "plan-ended-without-plan" Warning Ledger "payment plans ended that never began"
        "A plan on another invoice may still hold it: correct the invoice number.";
    INSOLVENCY_ENDED_NOTHING "insolvency-ended-without-insolvency" Warning Ledger "insolvencies ended that never began"
        "An insolvency that is not in the ledger holds nothing: add it, correct the customer's number, or take the row out.";
    RECALLED_NOTHING "recalled-without-handover" Warning Ledger "claims recalled that were never handed over"
        "A claim on another invoice may still be with the agency: correct the invoice number, or add the hand-over.";
    CANCELLED_NOTHING "cancelled-nothing" Error Ledger "cancellations that undo nothing"
        "The notice that was meant still counts, its fee with it: correct the act, the step or the invoice number.";
    LASTS_LONG "stop-of-years" Warning Ledger "holds, payment plans and promises of more than a year"
        "Nothing is sent as long as they last: correct the year, unless that long was agreed.";
    HOLD_OLD "hold-without-end" Warning Ledger "holds without an end that are older than a year"
        "Nothing is ever sent, and the claim may lapse: release them, or give them an end.";
    GONE_THROUGH "gone-through" Note Policy "payment plans and promises that the policy goes on through"
        "Who pays as agreed is reminded all the same: take `continue while …` out of the policy, unless that is meant.";
    EVENT_TWICE "event-twice" Warning Ledger "events that may be booked twice"
        "A payment booked twice hides a debt, a notice booked twice charges its fee again: take one of the two out if it is.";
    INVOICE_TWICE "invoice-twice" Warning Ledger "invoices that may be booked twice"
        "The customer is reminded of one debt twice: credit one of the two if it is.";
    CUSTOMER_TWICE "customer-twice" Warning Ledger "customers that may be one"
        "Neither credit limits nor set-off see what the other owes: give all invoices the same customer number if it is one.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_told_apart_and_says_what_to_do() {
        for (at, kind) in KINDS.iter().enumerate() {
            assert!(KINDS[at + 1..].iter().all(|other| other.word != kind.word && other.title != kind.title), "{}", kind.word);
            assert!(kind.to_do.contains(": ") && kind.to_do.ends_with('.'), "{}", kind.word);
        }
    }
}
