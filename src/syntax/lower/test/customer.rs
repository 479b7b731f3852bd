//! What a test says of its customer. The lines begin with `customer`, as do those of what happens to it.

use super::given::given;
use crate::diagnostic::Spanned;
use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::lower::statements::{in_order, once};
use crate::terms::{AlsoOwed, TestCustomer};

/// Reads behind the phrase such a line begins with.
pub fn customer(cursor: &mut Cursor, keyword: &str, customer: &mut TestCustomer) -> Read<()> {
    match keyword {
        "customer also owes" => {
            let owed = also_owed(cursor)?;
            customer.owes.push(Spanned::new(owed, cursor.whole()));
        }
        "customer credit limit" => {
            let limit = cursor.amount()?.value;
            once(&mut customer.credit_limit, limit, cursor, keyword)?;
        }
        "customer credit checked" => {
            cursor.expect("on")?;
            let checked = cursor.date()?.value;
            once(&mut customer.credit_checked, checked, cursor, keyword)?;
        }
        "customer tagged" => customer.tags.push(cursor.text("a tag in double quotes")?.value),
        _ => given(cursor, &mut customer.facts)?,
    }
    Ok(())
}

fn also_owed(cursor: &mut Cursor) -> Read<AlsoOwed> {
    let amount = cursor.amount()?.value;
    let issued = cursor.eat("issued").map(|_| cursor.date()).transpose()?;
    cursor.expect("due")?;
    let due = cursor.date()?.value;
    let until = cursor.eat("until").map(|_| cursor.date()).transpose()?;
    let (issued, until) = in_order(issued, until)?;
    Ok(AlsoOwed { amount, issued, due, until })
}
