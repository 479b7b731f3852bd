//! `test "title" of POLICY { … }`: one case as statements, or a table with a case a row.

mod customer;
mod expect;
mod given;
mod happening;
mod invoice;
mod table;
mod whose;

use self::customer::customer;
use self::expect::{ReadExpect, expect};
use self::happening::happening;
use self::invoice::invoice;
use self::table::table;
use self::whose::{Whose, numbered, place};
use super::statements::Lower;
use crate::diagnostic::{Diagnostic, MISSING, NOTHING_EXPECTED, Span, Spanned};
use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::shape::{Block, Line, TokenKind};
use crate::syntax::tree::{Broken, Test};
use crate::terms::{Expect, ExpectedLetter, Happened, Happening, TestCase, TestCustomer, TestInvoice};
use crate::value::{Currency, Day};

const STATEMENTS: &[&str] = &[
    "invoice",
    "expect",
    "customer also owes",
    "customer credit limit",
    "customer credit checked",
    "customer tagged",
    "customer with",
    "customer pay",
    "customer credit",
    "customer dispute",
    "customer resolve",
    "customer hold",
    "customer release",
    "customer plan",
    "customer end plan",
    "customer insolvent",
    "customer end insolvency",
    "pay",
    "take back",
    "credit",
    "waive fee",
    "waive interest",
    "dispute",
    "resolve",
    "hold",
    "release",
    "plan",
    "end plan",
    "promise",
    "acknowledge",
    "judgment",
    "cancel",
    "hand over",
    "recall",
    "write off",
    "reopen",
    "uncredit",
    "assign",
    "insolvent",
    "end insolvency",
    "sent",
];

/// Reads from behind the word `test`.
pub fn test(lower: &mut Lower, cursor: &mut Cursor, head: Span) -> Read<Test> {
    let title = cursor.text("what the test shows, in double quotes")?;
    cursor.expect("of")?;
    let of = cursor.name("the policy's name")?;
    let block = cursor.block("a test")?;
    let mut broken = Broken::default();
    let is_row = |line: &&Line| line.tokens.first().is_some_and(|token| token.kind == TokenKind::Bar);
    let cases = if block.lines.iter().any(|line| is_row(&line)) {
        table(lower, block, &mut broken)
    } else {
        statements(lower, block, head, &mut broken).into_iter().collect()
    };
    Ok(Test { title: title.value, of, head, cases, broken })
}

/// The statements of a test, before their invoices are looked up.
#[derive(Default)]
struct Statements {
    invoices: Vec<Spanned<TestInvoice>>,
    customer: TestCustomer,
    happenings: Vec<Spanned<(Day, Happening, Whose)>>,
    expects: Vec<Spanned<ReadExpect>>,
}

fn statements(lower: &mut Lower, block: &Block, head: Span, broken: &mut Broken) -> Option<TestCase> {
    let mut all = Statements::default();
    lower.each_in(block, broken, |_, cursor, _| {
        let keyword = cursor.opener("a test", STATEMENTS)?;
        match keyword {
            "invoice" => {
                let read = invoice(cursor, &mut all.customer)?;
                all.invoices.push(Spanned::new(read, cursor.whole()));
            }
            "expect" => {
                let read = expect(cursor)?;
                all.expects.push(Spanned::new(read, cursor.whole()));
            }
            "customer also owes" | "customer credit limit" | "customer credit checked" | "customer tagged" | "customer with" => {
                customer(cursor, keyword, &mut all.customer)?;
            }
            keyword => {
                let read = happening(cursor, keyword)?;
                all.happenings.push(Spanned::new(read, cursor.whole()));
            }
        }
        cursor.finish()
    });
    match all.invoices.as_slice() {
        [] if broken.may_hold("invoice") => {}
        [] => lower.say(missing_invoice(head, lower.currency)),
        _ if all.expects.is_empty() && broken.0.is_empty() => lower.say(NOTHING_EXPECTED.at(head)),
        _ => return all.looked_up(lower, head, broken),
    }
    None
}

impl Statements {
    /// The case, with each invoice that a line names at its place. What names none is reported.
    fn looked_up(self, lower: &mut Lower, head: Span, broken: &mut Broken) -> Option<TestCase> {
        let Statements { invoices, customer, happenings, expects } = self;
        let mut wrong: Vec<Diagnostic> = numbered(&invoices).err().into_iter().map(|wrong| *wrong).collect();
        let (mut happened, mut expected) = (Vec::new(), Vec::new());
        if wrong.is_empty() {
            for Spanned { value: (on, what, of), span } in happenings {
                match of.place(&invoices, span) {
                    Ok(invoice) => happened.push(Spanned::new(Happened { invoice, on, what }, span)),
                    Err(error) => wrong.push(*error),
                }
            }
            for Spanned { value: read, span } in expects {
                match placed(&invoices, read, span) {
                    Ok(expect) => expected.push(Spanned::new(expect, span)),
                    Err(error) => wrong.push(*error),
                }
            }
        }
        if !wrong.is_empty() {
            // An invoice that could not be read may be the one that a line names.
            let told = if broken.may_hold("invoice") { Vec::new() } else { wrong };
            broken.0.push(Broken::ANYTHING.into());
            told.into_iter().for_each(|wrong| lower.say(wrong));
            return None;
        }
        Some(TestCase { span: head, invoices, customer, happenings: happened, expects: expected })
    }
}

fn placed(invoices: &[Spanned<TestInvoice>], ReadExpect { expect, of, letter_of }: ReadExpect, line: Span) -> Read<Expect> {
    let Expect::On(mut expected) = expect else { return Ok(expect) };
    expected.invoice = place(invoices, of.as_ref(), line)?;
    if let Some(letter_of) = letter_of {
        expected.letter = Some(ExpectedLetter::Of(place(invoices, Some(&letter_of), line)?));
    }
    Ok(Expect::On(expected))
}

fn missing_invoice(head: Span, currency: Option<Currency>) -> Diagnostic {
    let currency = currency.map_or("NOK".into(), |currency| currency.to_string());
    MISSING
        .at(head)
        .with("what", "a test")
        .with("missing", "invoice")
        .with("why", "it tries the policy on the invoices of a customer")
        .with("example", format!("invoice 1 000 {currency} issued 2026-03-01 due 2026-03-16 to consumer"))
}
