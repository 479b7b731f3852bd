//! Whom a line of a test is about: the customer, or with `for "40127"` one of several invoices.

use crate::diagnostic::{MISSING, Span, Spanned, UNKNOWN_WORD, did_you_mean, nearest};
use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::lower::statements::new_name;
use crate::terms::{Name, TestInvoice};

/// Whom a line is about.
pub enum Whose {
    /// The invoice that it names, or the only one.
    Invoice(Option<Name>),
    /// The whole customer.
    Customer,
}

impl Whose {
    /// The place of the invoice; `None` is the customer.
    pub fn place(&self, invoices: &[Spanned<TestInvoice>], line: Span) -> Read<Option<usize>> {
        match self {
            Whose::Invoice(named) => place(invoices, named.as_ref(), line).map(Some),
            Whose::Customer => Ok(None),
        }
    }
}

/// `for "40127"`, if it comes next.
pub fn whose(cursor: &mut Cursor) -> Read<Option<Name>> {
    cursor.eat("for").map(|_| cursor.text("the invoice's number in double quotes")).transpose()
}

/// The place of the invoice a line names, or of the only one.
pub fn place(invoices: &[Spanned<TestInvoice>], named: Option<&Name>, line: Span) -> Read<usize> {
    let numbers = || invoices.iter().filter_map(|invoice| invoice.value.number.as_ref()).map(|number| number.value.as_str());
    match named {
        Some(named) => {
            let place = invoices.iter().position(|invoice| invoice.value.number.as_ref().is_some_and(|own| own.value == named.value));
            place.ok_or_else(|| {
                let known = match (nearest(&named.value, numbers()), numbers().next()) {
                    (Some(near), _) => did_you_mean(near),
                    (None, Some(_)) => {
                        format!("the invoices are {}", numbers().map(|own| format!("`{own}`")).collect::<Vec<_>>().join(", "))
                    }
                    (None, None) => "write the number behind `invoice`, in double quotes, or leave it out".into(),
                };
                UNKNOWN_WORD.at(named.span).with("found", &named.value).with("kind", "invoice of this test").with("known", known).into()
            })
        }
        None if invoices.len() > 1 => {
            let example = format!("for \"{}\"", numbers().next().unwrap_or_default());
            let missing = MISSING.at(line).with("what", "a line in a test with several invoices").with("missing", &example);
            Err(missing
                .with("why", "nobody could tell which of them this is about")
                .hint(format!("write `{example}`, or the number of another invoice, behind the date"))
                .into())
        }
        None => Ok(0),
    }
}

/// Of several invoices each has a number of its own.
pub fn numbered(invoices: &[Spanned<TestInvoice>]) -> Read<()> {
    let mut names: Vec<&Name> = Vec::new();
    for (at, invoice) in invoices.iter().enumerate() {
        match &invoice.value.number {
            Some(number) => {
                new_name(&names, number, "an invoice of this test")?;
                names.push(number);
            }
            None if invoices.len() > 1 => {
                let example = format!("\"F-{}\"", at + 1);
                let missing = MISSING.at(invoice.span).with("what", "each of several invoices").with("missing", &example);
                return Err(missing
                    .with("why", "the other lines say by its number which invoice they are about")
                    .hint(format!("write `invoice {example}` and then the amount; any number will do"))
                    .into());
            }
            None => {}
        }
    }
    Ok(())
}
