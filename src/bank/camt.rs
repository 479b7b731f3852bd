//! camt.053 (BankToCustomerStatement) and camt.054 (BankToCustomerDebitCreditNotification) of ISO 20022, as of the message definition reports of their
//! versions 001.02, 001.04, 001.06 and 001.08. Elements are read by their local names, so a version that keeps them is read too.

use std::io::{self, Read};

use super::booked;
use super::entry::{Amount, Entry, Transaction};
use super::file_kind::BankFileKind;
use super::payment::BankPayment;
use super::told::Told;
use crate::ledger::{Fault, OTHER_MESSAGE, xml_fault};
use crate::xml::{Elements, Step};

/// The two messages, with the element that holds their entries.
const MESSAGES: [(&str, &str, BankFileKind); 2] =
    [("BkToCstmrStmt", "Stmt", BankFileKind::Camt053), ("BkToCstmrDbtCdtNtfctn", "Ntfctn", BankFileKind::Camt054)];

/// What a file tells: its kind, what was booked, and how many entries are not.
type CamtFile = (BankFileKind, Vec<BankPayment>, usize);

/// Reads all of it; `None` where it is another message or no XML, which is told.
///
/// # Errors
/// Where the file cannot be read on.
pub fn read(told: &mut Told, from: impl Read) -> io::Result<Option<CamtFile>> {
    let mut elements = Elements::of(from);
    let mut camt = Camt { told, kind: None, entry: Entry::default(), totals: Totals::default(), payments: Vec::new(), not_booked: 0 };
    // What it is instead, for whoever took the wrong file.
    let mut second = String::new();
    loop {
        match elements.next_step() {
            Ok(Some(step)) => {
                if second.is_empty() && elements.path().len() == 2 {
                    second = elements.name().to_owned();
                }
                camt.step(step, &elements);
            }
            Ok(None) => break,
            Err(fault) => {
                let fault = xml_fault(camt.told.file, fault)?;
                camt.told.faults.push(fault);
                return Ok(None);
            }
        }
    }
    let Camt { told, kind, payments, not_booked, .. } = camt;
    if kind.is_none() {
        told.faults.push(Fault::new(OTHER_MESSAGE, told.file, 0).value(&second));
    }
    Ok(kind.map(|kind| (kind, payments, not_booked)))
}

struct Camt<'t, 'f> {
    told: &'t mut Told<'f>,
    kind: Option<BankFileKind>,
    entry: Entry,
    totals: Totals,
    payments: Vec<BankPayment>,
    not_booked: usize,
}

/// What a statement says that its entries come to, where it does: by credit and debit, how many and how much.
#[derive(Default)]
struct Totals {
    stated: [(Option<String>, Option<String>); 2],
    /// Of all entries and of the booked ones: how many, and the amounts as they stand.
    counted: [[(u64, rust_decimal::Decimal); 2]; 2],
}

impl Camt<'_, '_> {
    fn step<R: Read>(&mut self, step: Step, elements: &Elements<R>) {
        let path: Vec<&str> = elements.path().collect();
        let found = path.iter().enumerate().find_map(|(at, name)| {
            let (.., holds, kind) = MESSAGES.iter().find(|(message, ..)| message == name)?;
            Some((at, *holds, *kind))
        });
        let Some((at, holds, kind)) = found else { return };
        self.kind = Some(kind);
        let [statement, within @ ..] = &path[at + 1..] else { return };
        if *statement != holds {
            return;
        }
        match (step, within) {
            (Step::Begins, ["Ntry"]) => self.entry = Entry::at(elements.line()),
            (Step::Begins, ["Ntry", "NtryDtls", "TxDtls"]) => self.entry.transactions.push(Transaction::default()),
            (Step::Begins, ["Ntry", "NtryDtls", "TxDtls", "RmtInf", "Strd"]) => {
                self.entry.transaction(|transaction| transaction.parts.push(Default::default()));
            }
            (Step::Ends, ["Ntry"]) => self.close_entry(),
            (Step::Ends, ["Ntry", of_entry @ ..]) => self.entry.take(of_entry, elements.text(), &amount(elements)),
            (Step::Ends, ["TxsSummry", side @ ("TtlCdtNtries" | "TtlDbtNtries"), what @ ("NbOfNtries" | "Sum")]) => {
                let (number, sum) = &mut self.totals.stated[usize::from(*side == "TtlDbtNtries")];
                *(if *what == "Sum" { sum } else { number }) = Some(elements.text().to_owned());
            }
            (Step::Ends, []) => self.close_statement(elements.line()),
            (Step::Begins | Step::Ends, _) => {}
        }
    }

    fn close_entry(&mut self) {
        let entry = std::mem::take(&mut self.entry);
        let (is_booked, amount) = (entry.is_booked(), entry.decimal());
        if let Some(is_credit) = entry.is_credit {
            for (_, counted) in [true, is_booked].into_iter().zip(&mut self.totals.counted).filter(|(counts, _)| *counts) {
                let (number, sum) = &mut counted[usize::from(!is_credit)];
                *number += 1;
                *sum = sum.saturating_add(amount.unwrap_or_default());
            }
        }
        if is_booked || entry.status.is_empty() {
            self.payments.extend(booked::payments(entry, self.told));
        } else {
            self.not_booked += 1;
        }
    }

    /// Holds what a statement says of its entries against them: of all, or of the booked ones, since banks mean either.
    fn close_statement(&mut self, line: usize) {
        let Totals { stated, counted } = std::mem::take(&mut self.totals);
        for (side, ((number, sum), word)) in stated.into_iter().zip(["credit", "debit"]).enumerate() {
            let found = counted.map(|all| all[side]);
            if let Some(number) = number.filter(|number| found.iter().all(|(found, _)| number.parse() != Ok(*found))) {
                self.told.sum(line, &format!("{word} entries"), number, found[0].0);
            }
            let stated = |sum: &String| sum.parse::<rust_decimal::Decimal>().ok();
            if let Some(sum) = sum.filter(|sum| found.iter().all(|(_, found)| stated(sum) != Some(*found))) {
                self.told.sum(line, &format!("the sum of {word} entries"), sum, found[0].1);
            }
        }
    }
}

/// The amount that stands in an element, with the currency of its attribute.
fn amount<R: Read>(elements: &Elements<R>) -> Amount {
    Amount { line: elements.line(), number: elements.text().into(), currency: elements.attribute("Ccy").unwrap_or_default().into() }
}
