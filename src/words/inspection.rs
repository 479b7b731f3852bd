//! What is wrong in a ledger, in short phrases with the figures: lower case, no final stop.

use super::note::is_meant;
use super::{no_history, not_of_type, uncovered};
use crate::inspect::{Beside, Booking, Detail, Inspection};
use crate::ledger::{Ledger, named, named_as};
use crate::terms::Hold;
use crate::value::Day;

/// What is wrong with the figures of a finding. The ledger is the one that was inspected.
pub fn inspected(inspection: &Inspection, ledger: &Ledger, detail: &Detail) -> String {
    let on_file = &ledger.invoices.number;
    let named = |ids: &[usize]| named(on_file, ids.iter().copied());
    let policy = |at: &usize| inspection.policies[*at].name.as_str();
    let policies = |all: &[usize]| all.iter().map(|at| format!("`{}`", policy(at))).collect::<Vec<_>>().join(", ");
    let step = |of: &usize, step: &usize| inspection.policies[*of].step_name(*step);
    let text = |id: &u32| ledger.texts.get(*id);
    match detail {
        Detail::FileNotRead { file } => format!("`{file}`"),
        Detail::NoHistory(why) => no_history(why),
        Detail::ColumnNotRead { file, columns } => {
            let columns = columns.iter().map(|column| format!("`{}`{}", column.name, is_meant(column)));
            format!("{} of the {file}", columns.collect::<Vec<_>>().join(", "))
        }
        Detail::FeeNotAgreed { policy: of } => format!("`{}` says `agreed reminder fee`, the ledger `fee_agreed` false", policy(of)),
        Detail::FeeAgreed { policy: of } => format!("`fee_agreed` is true, and `{}` does not say so", policy(of)),
        Detail::InterestDiffers { policy: of, stated, own } => {
            format!("`{}` says `agreed late interest {stated}`, the ledger {own}", policy(of))
        }
        Detail::SentLate { policy: of, sent, due, promised } => {
            let days = due.since(*sent);
            format!("sent {sent}, {days} day{} before {due}: `{}` promises {promised}", plural(days), policy(of))
        }
        Detail::DebtorUnknown { invoices } | Detail::CustomerWithoutPolicy { invoices } => named(invoices),
        Detail::CurrencyWithoutPolicy { currency, invoices } => format!("{currency}: {}", named(invoices)),
        Detail::CountryWithoutPolicy { country, invoices } => format!("{country}: {}", named(invoices)),
        Detail::DebtorWithoutPolicy { debtor, invoices } => format!("{}: {}", debtor.word(), named(invoices)),
        Detail::InvoiceWithoutPolicy(why) => uncovered(inspection.on, why),
        Detail::Overpaid { principal, reckoned } => {
            let not_reckoned = if *reckoned { "" } else { "; interest is not reckoned, as no law is known" };
            format!("paid beyond {principal} and its charges{not_reckoned}")
        }
        Detail::SetOff { credit, on, owed, owed_on } => {
            format!("{credit} on {}, while {owed} is owed on {}", named(on), named(owed_on))
        }
        Detail::PayBack { credit, on } => format!("{credit} on {}, and nothing is owed", named(on)),
        Detail::DueDateTaken { issued, due, days, law } => {
            let moved = if *due == issued.plus(*days) { "" } else { " and moved to a business day" };
            format!("the law of {law} takes {due}: {days} days after issue on {issued}{moved}")
        }
        Detail::DueDateUnknown { issued } => format!("issued {issued}; neither a policy nor a country says which law tells the day"),
        Detail::IssuedAndDue { issued, due } => format!("issued {issued}, due {due}"),
        Detail::IssuedLater { issued } => format!("issued {issued}, after {}", inspection.on),
        Detail::MoneyLater { booking, on } => format!("{} on {on}, after {}", word(*booking), inspection.on),
        Detail::NoticeBeforeIssue { act, on, issued } => format!("{} on {on}, and the invoice was issued on {issued}", act.described()),
        Detail::PaymentBeforeIssue { amount, on, issued } => format!("{amount} on {on}, and the invoice was issued on {issued}"),
        Detail::NoDispute => "no dispute is open".into(),
        Detail::NoHold => "no hold is open".into(),
        Detail::NoPaymentPlan => "no payment plan is running".into(),
        Detail::NoInsolvency => "no insolvency is open".into(),
        Detail::NotHandedOver => "the claim is not handed over".into(),
        Detail::NothingToCancel { act, written } => {
            let what = [act.map(|act| act.word().to_string()), written.map(|step| format!("`{}`", text(&step)))];
            format!("no {} stands that could be undone", what.into_iter().flatten().collect::<Vec<_>>().join(" "))
        }
        Detail::LastsLong { what, since, until } => format!("a {what} from {since} until {until}"),
        Detail::HoldWithoutEnd { since } => format!("on hold since {since}, without an end"),
        Detail::GoneThrough { what, since, until } => {
            let until = until.map_or(String::new(), |until| format!(" until {until}"));
            let what = if *what == Hold::OnPlan { "a payment plan" } else { "a promise" };
            format!("{what} since {since}{until}")
        }
        Detail::NotOfType(wrong) => format!("{}:{}: {}", wrong.file, wrong.line, not_of_type(wrong).what()),
        Detail::FactMissing { column, policy: of, invoices } => {
            format!("column `{column}`, which `{}` asks for without a default: {}", policy(of), named(invoices))
        }
        Detail::CustomerFactMissing { column, asked_by, customers } => {
            let whom = named_as("customer", &ledger.customers.number, customers.iter().copied());
            format!("column `{column}`, which \"{asked_by}\" asks for: {whom}")
        }
        Detail::LastStepUnknown { policy: of, written } => format!("`{}` has no step `{}`", policy(of), text(written)),
        Detail::StepUnknown { policy: of, written, act, counts_as } => {
            let counts = counts_as.map_or("moves nothing".into(), |counted| format!("counts as `{}`", step(of, &counted)));
            format!("`{}` has no step `{}`; the {} {counts}", policy(of), text(written), act.word())
        }
        Detail::ActUnknown { policy: of, act } => format!("`{}` has no {}", policy(of), act.word()),
        Detail::ActDiffers { policy: of, step: at, act } => {
            let meant = inspection.policies[*of].steps[*at].act;
            format!("`{}` is {}, and the notice {}", step(of, at), meant.described(), act.described())
        }
        Detail::NotARunDay { policy: of, step: at, on } => format!("`{}` on {on}, when `{}` sends nothing", step(of, at), policy(of)),
        Detail::StepRepeated { policy: of, step: at } => format!("`{}` once more", step(of, at)),
        Detail::StepAfterLater { policy: of, step: at, later } => format!("`{}` after `{}`", step(of, at), step(of, later)),
        Detail::StepLeftOut { policy: of, step: at, left_out } => {
            format!("`{}` without `{}` before it", step(of, at), step(of, left_out))
        }
        Detail::NothingToCountFrom { policy: of, step: at } => format!("`{}` without what it counts from", step(of, at)),
        Detail::TooEarly { policy: of, step: at, on, due } => format!("`{}` on {on}, due on {due}", step(of, at)),
        Detail::ChargeDiffers { policy: of, step: at, charge, charged, meant } => {
            let what = charge.word();
            let (charged, meant) = (charged.grouped(), meant.grouped());
            format!("`{}` with a {what} of {charged}, and `{}` charges {meant}", step(of, at), policy(of))
        }
        Detail::DeadlineShort { policy: of, step: at, on, set, meant } => {
            format!("`{}` on {on} to pay by {set}, and `{}` gives until {meant}", step(of, at), policy(of))
        }
        Detail::AfterHandover { act, on, gone, sold: false } => format!("{} on {on}, handed over{gone}", act.described()),
        Detail::AfterHandover { act, on, gone, sold: true } => format!("{} on {on}, sold or pledged{gone}", act.described()),
        Detail::AfterSettlement { act, on } => format!("{} on {on}, when the balance was 0", act.described()),
        Detail::Unallocated { is_credit, beside } => {
            let then = match beside {
                Beside::NothingOwed => "the customer owes nothing".into(),
                Beside::Owed { invoices } => format!("the customer owes on {}", named(invoices)),
                Beside::Held { policies: by, invoices } => format!("{} holds {}", policies(by), named(invoices)),
                Beside::NotHeld { policies: by, invoices } => format!("{} does not hold for it: {}", policies(by), named(invoices)),
            };
            format!("{}on no invoice; {then}", if *is_credit { "a credit note " } else { "" })
        }
        Detail::Allocation { still_owed } if still_owed.minor == 0 => "pays all that is owed".into(),
        Detail::Allocation { still_owed } => format!("pays a part; {still_owed} is still owed"),
        Detail::AllocationLeft => "is left over, as nothing more is owed".into(),
        Detail::PaymentsTooOld { through, policy: of, needed } => {
            let known = through.map_or(UNKNOWN_THROUGH.into(), |through| known_through(through, inspection.on));
            format!("{known}, and `{}` asks for {needed}", policy(of))
        }
        Detail::PaymentsNotKnown => UNKNOWN_THROUGH.into(),
        Detail::EventTwice { booking, on } => format!("two {}s of the same amount on {on}", word(*booking)),
        Detail::InvoiceTwice { first } => format!("the same customer, amount and issue date as {}", &on_file[*first]),
        Detail::CustomerTwice { customer, first } => {
            let number = &ledger.customers.number;
            format!("`{}` and `{}` are the same but for leading zeros", &number[*customer], &number[*first])
        }
    }
}

const UNKNOWN_THROUGH: &str = "the ledger does not say through which day payments are known";

fn known_through(through: Day, on: Day) -> String {
    let when = match on.since(through) {
        0 => "the as-of date".into(),
        1 => "a day before the as-of date".into(),
        -1 => "a day after the as-of date".into(),
        days if days > 0 => format!("{days} days before the as-of date"),
        days => format!("{} days after the as-of date", -days),
    };
    format!("payments are known through {through}, {when}")
}

fn word(booking: Booking) -> &'static str {
    match booking {
        Booking::Payment => "payment",
        Booking::Reversal => "reversal",
        Booking::CreditNote => "credit note",
        Booking::CreditTakenBack => "withdrawn credit note",
        Booking::WriteOff => "write-off",
        Booking::Waiver => "waiver",
        Booking::Notice(act) => act.word(),
    }
}

fn plural(count: i32) -> &'static str {
    if count == 1 { "" } else { "s" }
}
