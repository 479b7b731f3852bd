use super::statements::Lower;
use super::{mapping, policy, statute, test};
use crate::diagnostic::Diagnostic;
use crate::syntax::braces::ITEMS;
use crate::syntax::shape::Line;
use crate::syntax::tree::{Broken, Item};

/// The tree of a file's lines.
pub fn file(lines: &[Line], diagnostics: &mut Vec<Diagnostic>) -> Vec<Item> {
    let mut items = Vec::new();
    let mut lower = Lower { diagnostics };
    let mut unread = Broken::default();
    lower.each(lines, &mut unread, |lower, cursor, line| {
        let head = line.head();
        let item = match cursor.opener("a file", ITEMS)? {
            "policy" => Item::Policy(Box::new(policy::policy(lower, cursor, head)?)),
            "statute" => Item::Statute(Box::new(statute::statute(lower, cursor, head)?)),
            "practice" => Item::Practice(Box::new(statute::statute(lower, cursor, head)?)),
            "test" => Item::Test(test::test(lower, cursor, head)?),
            _ => Item::Mapping(mapping::mapping(lower, cursor, head)?),
        };
        items.push(item);
        Ok(())
    });
    items.push(Item::Unread(unread));
    items
}
