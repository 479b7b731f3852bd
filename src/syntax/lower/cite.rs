use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::shape::TokenKind;
use crate::terms::{Basis, Cite, Confidence};

/// `cite "…", statute, high`, from behind the word `cite`.
pub fn cite(cursor: &mut Cursor) -> Read<Cite> {
    let text = cursor.text("where it is written, in double quotes")?;
    let (mut basis, mut confidence) = (Basis::Statute, Confidence::High);
    if cursor.eat_kind(TokenKind::Comma).is_some() {
        basis = cursor.one_of(&Basis::ALL)?.value;
        if cursor.eat_kind(TokenKind::Comma).is_some() {
            confidence = cursor.one_of(&Confidence::ALL)?.value;
        }
    }
    Ok(Cite { text: text.value, basis, confidence })
}
