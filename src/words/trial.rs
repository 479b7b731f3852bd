use crate::decide::DecisionKind;
use crate::forward::{DayOutcome, Instead, Mismatch, Missed};
use crate::terms::{Expect, ExpectedLetter, Happening, TestCase};
use crate::value::{Currency, Minor, Money};

/// What of a case did not come as it says: what was expected, and what came instead.
pub fn missed(case: &TestCase, missed: &Missed) -> (String, String) {
    match missed {
        Missed::Expect { expect, instead } => unmet(case, &case.expects[*expect].value, instead),
        Missed::UndoesNothing(at) => {
            let line = &case.happenings[*at].value;
            let step = if let Happening::Cancel(step) = &line.what { Some(&step.value) } else { None };
            let to_undo = step.map_or("a hand-over or an assignment to recall".into(), |step| format!("{step} to cancel"));
            let whose = line.invoice.map_or(String::new(), |invoice| whose(case, invoice));
            (format!("{to_undo} on {}{whose}", line.on), "none stands".into())
        }
    }
}

fn unmet(case: &TestCase, expect: &Expect, instead: &Instead) -> (String, String) {
    let wanted = wanted(case, expect);
    let on = expect.on().map_or(String::new(), |on| format!(" on {on}"));
    let came = |came: &DayOutcome| outcome(case, came);
    match instead {
        Instead::NotValid => (wanted, format!("the policy is not valid{on}")),
        Instead::Else(instead, elsewhere) => {
            let step = if let Expect::On(expected) = expect { expected.what.value.as_str() } else { "" };
            let elsewhere = elsewhere.map_or(String::new(), |on| format!("; {step} goes out on {on}"));
            (wanted, format!("{}{elsewhere}", came(instead)))
        }
        Instead::NotInLetter(instead) => {
            let letter = if let Expect::On(expected) = expect { expected.letter } else { None };
            let letter = match letter {
                None => String::new(),
                Some(ExpectedLetter::Of(carrier)) => in_letter(case, Some(carrier)),
                Some(ExpectedLetter::OfItsOwn) => in_letter(case, None),
            };
            (format!("{wanted}{letter}"), format!("{}{}", came(instead), in_letter(case, instead.letter_of)))
        }
        Instead::NotBy(instead) => {
            let by = if let Expect::On(expected) = expect { expected.by.as_ref() } else { None };
            (format!("{wanted}{}", by.map_or(String::new(), |rule| format!(" by {}", rule.value))), came(instead))
        }
        Instead::Figures(figures) => {
            let currency = case.invoices[0].value.amount.currency;
            let (want, got): (Vec<String>, Vec<String>) = figures.iter().map(|one| figure(currency, *one)).unzip();
            (format!("{wanted} with {}", want.join(", ")), format!("with {}", got.join(", ")))
        }
        Instead::More(instead) => (wanted, came(instead)),
        Instead::Undecided(title, fact) => (wanted, format!("nobody can say{on} whether \"{title}\" holds: `{fact}` is missing")),
        Instead::Escalations(titles) if titles.is_empty() => (wanted, format!("no escalation{on}")),
        Instead::Escalations(titles) => {
            let titles: Vec<String> = titles.iter().map(|title| format!("\"{title}\"")).collect();
            (wanted, format!("escalation {}{on}", titles.join(", ")))
        }
    }
}

/// What was expected, figures aside.
fn wanted(case: &TestCase, expect: &Expect) -> String {
    match expect {
        Expect::On(expected) => format!("{} on {}{}", expected.what.value, expected.on, whose(case, expected.invoice)),
        Expect::NothingAfter => "nothing more".into(),
        Expect::Escalation(title, on) => format!("escalation \"{}\" on {on}", title.value),
        Expect::NoEscalation(None, on) => format!("no escalation on {on}"),
        Expect::NoEscalation(Some(title), on) => format!("no escalation \"{}\" on {on}", title.value),
    }
}

/// Which of several invoices.
fn whose(case: &TestCase, invoice: usize) -> String {
    if case.invoices.len() > 1 { format!(" for {}", number(case, invoice)) } else { String::new() }
}

fn number(case: &TestCase, invoice: usize) -> &str {
    case.invoices[invoice].value.number.as_ref().map_or("", |number| &number.value)
}

fn in_letter(case: &TestCase, carrier: Option<usize>) -> String {
    carrier.map_or(" in a letter of its own".into(), |carrier| format!(" in the letter of {}", number(case, carrier)))
}

/// A figure as it was expected, and as it came.
fn figure(currency: Currency, figure: Mismatch) -> (String, String) {
    let money = |minor: Minor| Money::new(minor, currency).to_string();
    let both = |what: &str, wanted: Minor, came: Option<Minor>| {
        (format!("{what} {}", money(wanted)), format!("{what} {}", came.map_or("unknown".into(), money)))
    };
    match figure {
        Mismatch::Fee(wanted, came) => both("fee", wanted, came),
        Mismatch::Compensation(wanted, came) => both("compensation", wanted, came),
        Mismatch::Interest(wanted, came) => both("interest", wanted, came),
        Mismatch::Balance(wanted, came) => both("balance", wanted, came),
        Mismatch::Claim(wanted, came) => both("claim", wanted, came),
        Mismatch::Deadline(wanted, came) => {
            (format!("deadline {wanted}"), format!("deadline {}", came.map_or("none".into(), |day| day.to_string())))
        }
    }
}

/// What a day came to.
fn outcome(case: &TestCase, came: &DayOutcome) -> String {
    let on = format!("on {}{}", came.on, whose(case, came.invoice));
    if let Some(rule) = &came.rule {
        return format!("withheld {on} by {rule}");
    }
    match (came.kind, &came.step, came.next_on) {
        (DecisionKind::Send, Some(step), _) => format!("{step} {on}"),
        (DecisionKind::Wait, Some(step), Some(next)) => format!("wait {on} for {step} on {next}"),
        (kind, Some(step), _) => format!("{} {on} at {step}", kind.word()),
        (kind, None, _) => format!("{} {on}", kind.word()),
    }
}
