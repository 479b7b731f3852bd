use super::matching::{MATCHING, matching};
use super::statements::Lower;
use super::{mapping, policy, statute, test};
use crate::diagnostic::Diagnostic;
use crate::syntax::shape::{Line, TokenKind};
use crate::syntax::tree::{Broken, Item};
use crate::value::Currency;

/// What begins the lines at the left margin: the blocks, and the one statement that is of no block.
const STATEMENTS: &[&str] = &["policy", "statute", "practice", "test", "ledger", MATCHING];

/// The tree of a file's lines.
pub fn file(lines: &[Line], diagnostics: &mut Vec<Diagnostic>) -> Vec<Item> {
    let mut items = Vec::new();
    let mut lower = Lower { diagnostics, currency: None };
    let mut unread = Broken::default();
    lower.each(lines, &mut unread, |lower, cursor, line| {
        let head = line.head();
        lower.currency = currency_of(line, lines);
        let item = match cursor.opener("a file", STATEMENTS)? {
            "policy" => Item::Policy(Box::new(policy::policy(lower, cursor, head)?)),
            "statute" => Item::Statute(Box::new(statute::statute(lower, cursor, head)?)),
            "practice" => Item::Practice(Box::new(statute::statute(lower, cursor, head)?)),
            "test" => Item::Test(test::test(lower, cursor, head)?),
            "ledger" => Item::Mapping(Box::new(mapping::mapping(lower, cursor, head)?)),
            _ => Item::Matching(matching(cursor)?),
        };
        items.push(item);
        Ok(())
    });
    items.push(Item::Unread(unread));
    items
}

/// The currency that the amounts of a block are in, as far as the file tells before it is read: its own, that of the policy it tries, or that of its
/// first amount.
fn currency_of(block: &Line, file: &[Line]) -> Option<Currency> {
    let policy = |name: &str| file.iter().find(|line| begins(line, "policy") && line.tokens.get(1).is_some_and(|own| own.text == name));
    let tried = match block.tokens.as_slice() {
        [_, title, of, name, ..] if title.kind == TokenKind::Text && of.text == "of" => policy(&name.text),
        _ => None,
    };
    stated(block).or_else(|| tried.and_then(stated)).or_else(|| first_amount(block))
}

fn stated(block: &Line) -> Option<Currency> {
    lines(block).iter().filter(|line| begins(line, "currency")).find_map(|line| line.tokens.get(1)?.text.parse().ok())
}

fn first_amount(block: &Line) -> Option<Currency> {
    let mut pairs = lines(block).iter().flat_map(|line| line.tokens.windows(2)).filter(|pair| pair[0].kind == TokenKind::Number);
    pairs.find_map(|pair| pair[1].text.parse().ok())
}

fn lines(block: &Line) -> &[Line] {
    block.block.as_ref().map_or(&[], |block| &block.lines)
}

fn begins(line: &Line, word: &str) -> bool {
    line.tokens.first().is_some_and(|token| token.text == word)
}
