//! `test "title" of POLICY { … }`: one case as statements, or a table with a case a row.

use super::condition;
use super::statements::{Lower, list, once};
use crate::diagnostic::{
    BLOCK_NOT_EXPECTED, CELLS, MISSING, NOTHING_EXPECTED, Span, Spanned, UNKNOWN_WORD, WRITTEN_TWICE, did_you_mean, nearest,
};
use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::shape::TokenKind;
use crate::syntax::shape::{Block, Line, Token};
use crate::syntax::tree::{Broken, Test};
use crate::terms::{Expect, Expected, FactType, Happening, Literal, TestCase, TestInvoice};
use crate::value::{Day, Debtor};

const STATEMENTS: &[&str] = &[
    "invoice",
    "expect",
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

fn statements(lower: &mut Lower, block: &Block, head: Span, broken: &mut Broken) -> Option<TestCase> {
    let (mut invoice, mut happenings, mut expects) = (None::<Spanned<TestInvoice>>, Vec::new(), Vec::new());
    lower.each_in(block, broken, |_, cursor, _| {
        let keyword = cursor.opener("a test", STATEMENTS)?;
        match keyword {
            "invoice" => {
                let read = test_invoice(cursor)?;
                once(&mut invoice, read, cursor, keyword)?;
            }
            "expect" => {
                let expect = expect(cursor)?;
                expects.push(Spanned::new(expect, cursor.whole()));
            }
            _ => {
                let happening = happening(cursor, keyword)?;
                happenings.push(Spanned::new(happening, cursor.whole()));
            }
        }
        cursor.finish()
    });
    match invoice {
        Some(_) if expects.is_empty() && broken.0.is_empty() => lower.say(NOTHING_EXPECTED.at(head)),
        Some(invoice) => return Some(TestCase { span: head, invoice: invoice.value, happenings, expects }),
        None if broken.may_hold("invoice") => {}
        None => lower.say(missing_invoice(head)),
    }
    None
}

fn missing_invoice(head: Span) -> crate::diagnostic::Diagnostic {
    MISSING
        .at(head)
        .with("what", "a test")
        .with("missing", "invoice")
        .with("why", "it tries the policy on one invoice")
        .with("example", "invoice 1 000 NOK issued 2026-03-01 due 2026-03-16 to consumer")
}

fn test_invoice(cursor: &mut Cursor) -> Read<TestInvoice> {
    let amount = cursor.amount()?;
    cursor.expect("issued")?;
    let issued = cursor.date()?;
    let due = cursor.eat("due").map(|_| cursor.date()).transpose()?;
    cursor.expect("to")?;
    let debtor = cursor.one_of(&Debtor::ALL)?;
    let mut invoice = TestInvoice {
        amount: amount.value,
        issued: issued.value,
        due: due.map(|day| day.value),
        debtor: debtor.value,
        due_agreed: true,
        fee_agreed: None,
        interest_agreed: None,
        tags: Vec::new(),
        customer_tags: Vec::new(),
        facts: Vec::new(),
    };
    while cursor.eat_kind(TokenKind::Comma).is_some() {
        if cursor.eat("due date not agreed").is_some() {
            invoice.due_agreed = false;
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
            invoice.customer_tags.push(cursor.text("a tag in double quotes")?.value);
        } else if cursor.eat("with").is_some() {
            let name = cursor.name("a fact")?;
            cursor.expect("is")?;
            let value = fact_value(cursor)?;
            invoice.facts.push((name, value));
        } else {
            return Err(cursor.unexpected(
                "`due date not agreed`, `fee agreed`, `fee not agreed`, `late interest … agreed`, `tagged`, `customer tagged` or `with` a fact",
            ));
        }
    }
    Ok(invoice)
}

fn fact_value(cursor: &mut Cursor) -> Read<Spanned<Literal>> {
    let mark = cursor.mark();
    for kind in [FactType::Money, FactType::Number, FactType::Date, FactType::Text, FactType::YesNo] {
        if let Ok(literal) = condition::literal(cursor, kind) {
            return Ok(literal);
        }
        cursor.reset(mark);
    }
    Err(cursor.unexpected("a value: an amount, a number, a date, a text, `yes` or `no`"))
}

fn happening(cursor: &mut Cursor, keyword: &str) -> Read<(Day, Happening)> {
    let until = |cursor: &mut Cursor| cursor.eat("until").map(|_| cursor.date().map(|day| day.value)).transpose();
    let on = |cursor: &mut Cursor| -> Read<Day> {
        cursor.expect("on")?;
        Ok(cursor.date()?.value)
    };
    Ok(match keyword {
        "pay" | "take back" | "credit" => {
            let amount = cursor.amount()?.value;
            let happening = match keyword {
                "pay" => Happening::Payment(amount),
                "take back" => Happening::Reversal(amount),
                _ => Happening::Credit(amount),
            };
            (on(cursor)?, happening)
        }
        "waive fee" => {
            let fee = cursor.amount()?.value;
            (on(cursor)?, Happening::Waive { fee: Some(fee), interest: None })
        }
        "waive interest" => {
            let interest = cursor.amount()?.value;
            (on(cursor)?, Happening::Waive { fee: None, interest: Some(interest) })
        }
        "hold" => (on(cursor)?, Happening::Hold(until(cursor)?)),
        "plan" => (on(cursor)?, Happening::Plan(until(cursor)?)),
        "promise" => {
            let day = on(cursor)?;
            cursor.expect("until")?;
            (day, Happening::Promise(cursor.date()?.value))
        }
        "cancel" => {
            let step = cursor.name("the step whose notice is cancelled")?;
            (on(cursor)?, Happening::Cancel(step))
        }
        "sent" => {
            let step = cursor.name("the step that was sent")?;
            let day = on(cursor)?;
            let (mut fee, mut compensation, mut deadline) = (None, None, None);
            if cursor.eat("with").is_some() {
                list(cursor, |cursor| {
                    if cursor.eat("fee").is_some() {
                        fee = Some(cursor.amount()?.value);
                    } else if cursor.eat("compensation").is_some() {
                        compensation = Some(cursor.amount()?.value);
                    } else {
                        cursor.expect("deadline")?;
                        deadline = Some(cursor.date()?.value);
                    }
                    Ok(())
                })?;
            }
            (day, Happening::Sent { step, fee, compensation, deadline })
        }
        _ => {
            let happening = match keyword {
                "dispute" => Happening::Dispute,
                "resolve" => Happening::Resolved,
                "release" => Happening::Release,
                "end plan" => Happening::PlanEnded,
                "acknowledge" => Happening::Acknowledged,
                "judgment" => Happening::Judgment,
                "hand over" => Happening::Handover,
                "recall" => Happening::Recalled,
                _ => Happening::WriteOff,
            };
            (on(cursor)?, happening)
        }
    })
}

fn expect(cursor: &mut Cursor) -> Read<Expect> {
    if cursor.sees("nothing") {
        cursor.expect("nothing after")?;
        return Ok(Expect::NothingAfter);
    }
    let what = cursor.name("a step, a decision such as `hold`, or `nothing after`")?;
    cursor.expect("on")?;
    let on = cursor.date()?.value;
    let mut expected =
        Expected { what, on, by: None, fee: None, compensation: None, interest: None, balance: None, claim: None, deadline: None };
    if cursor.eat("by").is_some() {
        expected.by = Some(cursor.name("the rule's code")?);
    }
    if cursor.eat("with").is_some() {
        list(cursor, |cursor| detail(cursor, &mut expected))?;
    }
    Ok(Expect::On(Box::new(expected)))
}

fn detail(cursor: &mut Cursor, expected: &mut Expected) -> Read<()> {
    if cursor.eat("deadline").is_some() {
        expected.deadline = Some(cursor.date()?.value);
        return Ok(());
    }
    let words = ["fee", "compensation", "interest", "balance", "claim"].map(|word| (word, word));
    let what = cursor.one_of(&[words.as_slice(), &[("deadline", "deadline")]].concat())?;
    let amount = cursor.amount()?.value;
    let slot = match what.value {
        "fee" => &mut expected.fee,
        "compensation" => &mut expected.compensation,
        "interest" => &mut expected.interest,
        "balance" => &mut expected.balance,
        _ => &mut expected.claim,
    };
    match slot.replace(amount) {
        Some(_) => Err(WRITTEN_TWICE.at(what.span).with("found", what.value).into()),
        None => Ok(()),
    }
}

/// The columns a table may have, and the words each cell stands for.
const COLUMNS: &[&str] = &[
    "amount",
    "issued",
    "due",
    "to",
    "pay",
    "paid on",
    "disputed on",
    "expect",
    "on",
    "by",
    "fee",
    "compensation",
    "interest",
    "balance",
    "claim",
    "deadline",
];

fn table(lower: &mut Lower, block: &Block, broken: &mut Broken) -> Vec<TestCase> {
    let mut lines = block.lines.iter().filter(|line| !line.tokens.is_empty());
    let Some(header) = lines.next() else { return Vec::new() };
    let columns = match columns(header) {
        Ok(columns) => columns,
        Err(error) => {
            broken.0.push(Broken::ANYTHING.into());
            lower.say(*error);
            return Vec::new();
        }
    };
    let mut cases = Vec::new();
    // A row with an odd character has been reported.
    let rows: Vec<&Line> = lines.filter(|line| !line.tokens.iter().any(|token| token.kind == TokenKind::Odd)).collect();
    if rows.is_empty() && block.lines.iter().all(|line| line.tokens.iter().all(|token| token.kind != TokenKind::Odd)) {
        lower.say(NOTHING_EXPECTED.at(header.head()));
    }
    for line in rows {
        match row(line, &columns) {
            Ok(case) => cases.push(case),
            Err(error) => {
                broken.0.push(Broken::ANYTHING.into());
                lower.say(*error);
            }
        }
    }
    cases
}

/// The cells of a row: the tokens between two bars.
fn cells(line: &Line) -> Vec<Vec<Token>> {
    let mut cells: Vec<Vec<Token>> = Vec::new();
    for token in line.spoken() {
        if token.kind == TokenKind::Bar {
            cells.push(Vec::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(token);
        }
    }
    if cells.last().is_some_and(Vec::is_empty) {
        cells.pop();
    }
    cells
}

fn columns(header: &Line) -> Read<Vec<&'static str>> {
    let mut columns: Vec<&'static str> = Vec::new();
    for cell in cells(header) {
        let text = cell.iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ");
        let span = match (cell.first(), cell.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => header.head(),
        };
        let Some(column) = COLUMNS.iter().find(|column| **column == text) else {
            let known = match nearest(&text, COLUMNS.iter().copied()) {
                Some(near) => did_you_mean(near),
                None => format!("the columns are {}", COLUMNS.iter().map(|column| format!("`{column}`")).collect::<Vec<_>>().join(", ")),
            };
            return Err(UNKNOWN_WORD.at(span).with("found", text).with("kind", "column of a test table").with("known", known).into());
        };
        if columns.contains(column) {
            return Err(WRITTEN_TWICE.at(span).with("found", column).into());
        }
        columns.push(column);
    }
    for needed in ["amount", "issued", "to", "expect"] {
        if !columns.contains(&needed) {
            return Err(MISSING
                .at(header.head())
                .with("what", "a test table")
                .with("missing", needed)
                .with("why", "each row is an invoice and what is expected of it")
                .with("example", "| amount | issued | due | to | expect | on | fee |")
                .into());
        }
    }
    Ok(columns)
}

fn expect_at(columns: &[&str]) -> usize {
    columns.iter().position(|column| *column == "expect").unwrap_or(0)
}

fn row(line: &Line, columns: &[&'static str]) -> Read<TestCase> {
    let cells = cells(line);
    let counted = |n: usize| format!("{n} cell{}", if n == 1 { "" } else { "s" });
    if cells.len() != columns.len() {
        return Err(CELLS.at(line.head()).with("found", counted(cells.len())).with("expected", counted(columns.len())).into());
    }
    if let Some(block) = &line.block {
        return Err(BLOCK_NOT_EXPECTED.at(block.open).into());
    }
    for column in cells.iter().zip(columns).filter(|(cell, _)| cell.is_empty()).map(|(_, column)| column) {
        let needed = ["amount", "issued", "to", "expect"].contains(column)
            || *column == "on" && !cells[expect_at(columns)].iter().any(|token| token.text == "nothing");
        if needed {
            return Err(MISSING
                .at(line.head())
                .with("what", "this row")
                .with("missing", column)
                .with("why", "without it there is no invoice, or nothing to expect of it")
                .with("example", "| 1 000 NOK | 2026-03-01 | 2026-03-16 | consumer | purring | 2026-03-30 |")
                .into());
        }
    }
    // Each row is read as the statements it stands for, so that a cell means what the word means.
    let cell = |name: &str| columns.iter().position(|column| *column == name).map(|at| &cells[at]).filter(|cell| !cell.is_empty());
    let sentence = |parts: &[(&str, &str)]| -> Vec<Token> {
        let mut tokens = Vec::new();
        for (word, column) in parts {
            let Some(cell) = cell(column).cloned() else { continue };
            let span = cell.first().map_or(line.head(), |token| token.span);
            tokens.extend(word.split(' ').filter(|word| !word.is_empty()).map(|word| match word {
                "," => Token { kind: TokenKind::Comma, span, text: ",".into() },
                word => Token { kind: TokenKind::Word, span, text: word.into() },
            }));
            tokens.extend(cell);
        }
        tokens
    };
    let read = |tokens: Vec<Token>| Line { tokens, block: None, span: line.span, gap: 0, comment: None };
    let invoice_line = read(sentence(&[("", "amount"), ("issued", "issued"), ("due", "due"), ("to", "to")]));
    let mut cursor = Cursor::new(&invoice_line);
    let invoice = test_invoice(&mut cursor)?;
    cursor.finish()?;
    let mut happenings = Vec::new();
    for (keyword, parts) in [("pay", [("", "pay"), ("on", "paid on")].as_slice()), ("dispute", [("on", "disputed on")].as_slice())] {
        let tokens = sentence(parts);
        if !tokens.is_empty() {
            let happening_line = read(tokens);
            let mut cursor = Cursor::new(&happening_line);
            let happened = happening(&mut cursor, keyword)?;
            cursor.finish()?;
            happenings.push(Spanned::new(happened, line.head()));
        }
    }
    let mut details = Vec::new();
    for column in ["fee", "compensation", "interest", "balance", "claim", "deadline"] {
        if cell(column).is_some() {
            let before = if details.is_empty() { "with" } else { "," };
            details.extend(sentence(&[(&format!("{before} {column}"), column)]));
        }
    }
    let expect_line = read([sentence(&[("", "expect"), ("on", "on"), ("by", "by")]), details].concat());
    let mut cursor = Cursor::new(&expect_line);
    let expected = expect(&mut cursor)?;
    cursor.finish()?;
    Ok(TestCase { span: line.head(), invoice, happenings, expects: vec![Spanned::new(expected, line.head())] })
}
