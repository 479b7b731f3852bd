use crate::diagnostic::{Diagnostic, ENDS_NOTHING, MORE_THAN_THERE_IS, Spanned};
use crate::ledger::{Begun, Done, EventKind, Stop, TooMuch};
use crate::terms::{Happened, TestCase};
use crate::value::{Minor, Money};

/// Lines of a case that undo more than there is, or end what never began. What hangs on the letters that the policy sends is told when the case is run.
pub fn undone(case: &TestCase) -> Vec<Diagnostic> {
    let mut said = Vec::new();
    // What each line ends in vain, invoice by invoice: one of the customer stands for something where it ends it for one of them.
    let mut idle = vec![Vec::new(); case.happenings.len()];
    for (place, invoice) in case.invoices.iter().enumerate() {
        let (mut done, mut begun) = (Done::default(), Begun::default());
        for (at, what) in events_of(case, place) {
            let line = &case.happenings[at];
            let too_much = done.too_much(what, invoice.value.amount.minor);
            said.extend(too_much.map(|most| too_large(line, what, most, &invoice.value.amount)));
            idle[at].extend(begun.ends_nothing(what));
        }
    }
    for (line, idle) in case.happenings.iter().zip(idle) {
        let of = line.value.invoice.map_or(case.invoices.len(), |_| 1);
        said.extend(idle.first().filter(|_| idle.len() == of).map(|stop| ends_nothing(line, *stop)));
    }
    said
}

/// What happens to an invoice, each by the place of its line, in the order in which it counts.
fn events_of(case: &TestCase, invoice: usize) -> Vec<(usize, EventKind)> {
    let of = |line: &Happened| line.invoice.is_none_or(|of| of == invoice) && line.unallocated().is_none();
    let lines = case.happenings.iter().enumerate().filter(|(_, line)| of(&line.value));
    let mut events: Vec<_> = lines.filter_map(|(at, line)| Some((at, EventKind::of_test(&line.value.what)?))).collect();
    events.sort_by_key(|(at, what)| (case.happenings[*at].value.on, what.rank()));
    events
}

/// The mistake of a line that undoes more than was done, or gives up more than there is.
fn too_large(line: &Spanned<Happened>, what: EventKind, too_much: TooMuch, amount: &Money) -> Diagnostic {
    let money = |minor: Minor| Money::new(minor, amount.currency);
    let more = |most: Minor, of: &str| {
        let part = if let EventKind::WriteOff(part) = what { part } else { None };
        let found = part.unwrap_or(-(what.paid() + what.credited()));
        MORE_THAN_THERE_IS.at(line.span).with("found", money(found)).with("most", money(most)).with("of", of)
    };
    match too_much {
        TooMuch::Paid(most) => more(most, "paid on the invoice till then"),
        TooMuch::Credited(most) => more(most, "credited on the invoice till then"),
        TooMuch::Left(most) => more(most, "of the invoice that was not written off before"),
        TooMuch::WrittenOff => ENDS_NOTHING.at(line.span).with("found", "the invoice was not written off till then"),
    }
}

/// The mistake of a line that ends what never began.
fn ends_nothing(line: &Spanned<Happened>, stop: Stop) -> Diagnostic {
    let found = match stop {
        Stop::Dispute => "no dispute is open",
        Stop::Hold => "no hold is open",
        Stop::Plan => "no payment plan is running",
        Stop::Insolvency => "no insolvency is open",
    };
    ENDS_NOTHING.at(line.span).with("found", format!("{found} on {}", line.value.on))
}
