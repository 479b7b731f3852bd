use super::given::given;
use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::shape::TokenKind;
use crate::terms::{TestCustomer, TestInvoice};
use crate::value::Debtor;

/// What a clause behind a comma begins with.
const CLAUSES: [&str; 9] =
    ["due date not agreed", "sent", "arose", "fee agreed", "fee not agreed", "late interest", "tagged", "customer tagged", "with"];

/// Reads behind the word `invoice`. What its clauses say of the customer is put there.
pub fn invoice(cursor: &mut Cursor, customer: &mut TestCustomer) -> Read<TestInvoice> {
    let number = cursor.next_is(TokenKind::Text).then(|| cursor.text("the invoice's number")).transpose()?;
    let amount = cursor.amount()?;
    cursor.expect("issued")?;
    let issued = cursor.date()?;
    let due = cursor.eat("due").map(|_| cursor.date()).transpose()?;
    cursor.expect("to")?;
    let debtor = cursor.one_of(&Debtor::ALL)?;
    let mut invoice = TestInvoice {
        number,
        amount: amount.value,
        issued: issued.value,
        due: due.map(|day| day.value),
        debtor: debtor.value,
        due_agreed: true,
        sent: None,
        arose: None,
        fee_agreed: None,
        interest_agreed: None,
        tags: Vec::new(),
        facts: Vec::new(),
    };
    while cursor.eat_kind(TokenKind::Comma).is_some() {
        if cursor.eat("due date not agreed").is_some() {
            invoice.due_agreed = false;
        } else if cursor.eat("sent").is_some() {
            invoice.sent = Some(cursor.date()?.value);
        } else if cursor.eat("arose").is_some() {
            invoice.arose = Some(cursor.date()?.value);
        } else if cursor.eat("fee agreed").is_some() {
            invoice.fee_agreed = Some(true);
        } else if cursor.eat("fee not agreed").is_some() {
            invoice.fee_agreed = Some(false);
        } else if cursor.eat("late interest").is_some() {
            invoice.interest_agreed = Some(cursor.percent()?.value);
            cursor.expect("agreed")?;
        } else if cursor.eat("tagged").is_some() {
            invoice.tags.push(cursor.text("a tag in double quotes")?.value);
        } else if cursor.eat("customer tagged").is_some() {
            customer.tags.push(cursor.text("a tag in double quotes")?.value);
        } else if cursor.eat("with").is_some() {
            given(cursor, &mut invoice.facts)?;
        } else {
            return Err(cursor.unexpected(
                "`due date not agreed`, `sent` or `arose` with a date, `fee agreed`, `fee not agreed`, `late interest … agreed`, `tagged`, `customer tagged` or `with` a fact",
            ));
        }
    }
    cursor.no_comma_missing(&CLAUSES)?;
    Ok(invoice)
}
