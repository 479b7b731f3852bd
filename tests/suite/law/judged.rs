//! Letters put to the law one by one, as an audit does: what no policy can send, and what only a whole letter shows. `judged.csv` says which rules
//! each breaks, advice among them. The claim is 1 000, its term 14 days, a fee is agreed; what went before is `ACT DAY FEE`, separated by `;`.

use std::fs;
use std::path::Path;

use frist::law::{InterestClaimed, Invoice, Owing, Proposal, Sent, judge};
use frist::value::{Act, Day, Debtor, Minor, Money, Rate};

use super::Statute;

/// One letter and the rules it breaks.
struct Letter {
    line: String,
    act: Act,
    debtor: Debtor,
    due: Day,
    on: Day,
    deadline: Option<Day>,
    fee: String,
    other_rows: String,
    compensation: String,
    rate: Option<Rate>,
    agreed: Option<Rate>,
    disputed: bool,
    owing: Owing,
    before: String,
    breaks: Vec<String>,
}

/// `12.25` per cent a year; none where the cell is empty.
fn percent(cell: &str) -> Option<Rate> {
    let figure: rust_decimal::Decimal = cell.parse().ok()?;
    (figure * rust_decimal::Decimal::from(10_000)).try_into().ok().map(Rate::from_ppm)
}

/// What is owed: the principal unless it says `charges` or `nothing`.
fn owing(cell: &str) -> Owing {
    match cell {
        "" => Owing::ALL,
        "charges" => Owing { principal: false, anything: true },
        "nothing" => Owing { principal: false, anything: false },
        other => panic!("{other}"),
    }
}

/// Every letter of a country.
pub struct Judged {
    letters: Vec<Letter>,
}

impl Judged {
    pub fn read(path: &Path) -> Judged {
        let text = fs::read_to_string(path).unwrap();
        let letters = text.lines().skip(1).map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let [_, act, debtor, due, on, deadline, fee, other_rows, compensation, rate, agreed, disputed, owed, before, breaks] =
                cells.as_slice()
            else {
                panic!("{line}")
            };
            Letter {
                line: line.into(),
                act: Act::from_word(act).unwrap(),
                debtor: Debtor::from_word(debtor).unwrap(),
                due: due.parse().unwrap(),
                on: on.parse().unwrap(),
                deadline: deadline.parse().ok(),
                fee: fee.to_string(),
                other_rows: other_rows.to_string(),
                compensation: compensation.to_string(),
                rate: percent(rate),
                agreed: percent(agreed),
                disputed: *disputed == "yes",
                owing: owing(owed),
                before: before.to_string(),
                breaks: breaks.split_whitespace().map(Into::into).collect(),
            }
        });
        Judged { letters: letters.collect() }
    }

    /// Every letter that this statute sees otherwise, in words.
    pub fn objections<'a>(&'a self, statute: &'a Statute) -> impl Iterator<Item = String> + 'a {
        self.letters.iter().flat_map(|letter| statute.laws.iter().map(move |law| (letter, law))).filter_map(|(letter, law)| {
            let money = |text: &str| -> Minor { Money::from_decimal(text.parse().unwrap(), law.currency).unwrap().minor };
            let sent = |text: &str| {
                let [act, on, fee] = text.split(' ').collect::<Vec<_>>()[..] else { panic!("{text}") };
                let fee = money(fee);
                Sent { act: Act::from_word(act), on: on.parse().ok(), deadline: None, fee, compensation: 0, charged: fee > 0 }
            };
            let history: Vec<Sent> = letter.before.split(';').filter(|text| !text.is_empty()).map(sent).collect();
            let invoice = Invoice {
                debtor: letter.debtor,
                amount: money("1000"),
                balance: money("1000"),
                due: letter.due,
                term: Some(14),
                arose: letter.due.plus(-14),
                interest_from: letter.due,
                fee_agreed: true,
                interest_agreed: letter.agreed,
                disputed: letter.disputed,
                owing: letter.owing,
                prior: None,
                history: &history,
            };
            let rate = |_: Day| letter.rate;
            let interest = InterestClaimed { first: letter.due.plus(1), last: letter.on, is_statutory: false, rate: &rate };
            let proposal = Proposal {
                act: letter.act,
                on: letter.on,
                deadline: letter.deadline,
                fee: money(&letter.fee),
                other_rows: money(&letter.other_rows),
                compensation: money(&letter.compensation),
                interest: letter.rate.map(|_| interest),
            };
            let told: Vec<&str> = judge(law, &invoice, &proposal).iter().map(|breach| breach.rule.id.as_str()).collect();
            (told != letter.breaks).then(|| format!("judged.csv: {}: told {told:?}", letter.line))
        })
    }

    pub fn len(&self) -> usize {
        self.letters.len()
    }
}
