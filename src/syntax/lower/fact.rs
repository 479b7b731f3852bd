//! `fact NAME is TYPE`

use super::condition;
use crate::diagnostic::Spanned;
use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::shape::TokenKind;
use crate::syntax::tree::FactDeclaration;
use crate::terms::FactType;

/// A declared fact, from behind the word `fact`.
pub fn fact(cursor: &mut Cursor) -> Read<FactDeclaration> {
    let name = match cursor.peek() {
        // A column may be called anything the ledger allows, underscores included.
        Some(token) if token.kind == TokenKind::Word => {
            cursor.step();
            Spanned::new(token.text, token.span)
        }
        _ => cursor.new_name("the fact's name", "is")?,
    };
    cursor.expect("is")?;
    let kind = cursor.one_of(&[
        ("number", FactType::Number),
        ("text", FactType::Text),
        ("date", FactType::Date),
        ("yes/no", FactType::YesNo),
        ("money", FactType::Money),
    ])?;
    let default = cursor.eat("default").map(|_| condition::literal(cursor, kind.value)).transpose()?;
    Ok(FactDeclaration { name, kind: kind.value, default })
}
