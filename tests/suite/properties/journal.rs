//! Of any ledger: the account of an invoice adds up to exactly its claim, each line says what it does, and the part of a ledger decides as the whole.

use std::cell::Cell;

use frist::claim::{Entry, Letters, Moved, Owed, Stretch};
use frist::decide::{BoundPlan, Case, DecisionKind};
use frist::explain::{AccountLine, Explained, Forecast, why};
use frist::law::Accrual;
use frist::plan::Plan;
use frist::run::run;
use frist::value::{Day, Minor, Rate, YEAR_DENOMINATOR};
use frist::words::because;
use proptest::prelude::any;
use proptest::test_runner::TestRunner;

use super::cases;
use super::simulated::draw::tried;
use super::simulated::{project, read};
use crate::reference::dates::show;

/// What is owed after each line, the last of all included.
fn running(explained: &Explained) -> Vec<(Owed, Entry)> {
    let mut owed = Owed::default();
    let account = &explained.policy.as_ref().unwrap().account;
    let step = |line: &AccountLine| {
        let before = owed;
        let change = line.entry.change;
        owed = Owed {
            balance: owed.balance + change.balance,
            interest: owed.interest + change.interest,
            fees: owed.fees + change.fees,
            credit: owed.credit + change.credit,
        };
        (before, line.entry)
    };
    account.iter().map(step).collect()
}

fn adds_up(explained: &Explained, case: &Case) {
    let policy = explained.policy.as_ref().unwrap();
    let claim = &policy.decision.claim;
    let sum = |part: fn(&Owed) -> Minor| policy.account.iter().map(|line| part(&line.entry.change)).sum::<Minor>();
    assert_eq!((sum(|owed| owed.balance), sum(|owed| owed.fees), sum(|owed| owed.credit)), (claim.balance, claim.fees, claim.credit));
    if let Some(interest) = claim.interest {
        assert_eq!(sum(|owed| owed.interest), interest);
        let shown: i64 = policy.account.iter().map(|line| line.interest.unwrap()).sum();
        assert_eq!(shown, interest * 10_000, "the printed lines");
    }
    let charges = |place: u32| case.notices[place as usize].fee + case.notices[place as usize].compensation;
    let mut accrued = 0;
    for (before, entry) in running(explained) {
        let change = entry.change;
        let expected = match entry.what {
            Moved::Opened => case.opening.map_or(case.amount, |opening| opening.balance + opening.fees),
            Moved::Accrued(stretch) => {
                accrued += stretch.exact;
                0
            }
            Moved::Rounded(exact) => {
                assert!(claim.interest.is_none() || exact == accrued, "{exact} of {accrued}");
                accrued = 0;
                Accrual::rounded(exact)
            }
            Moved::CreditNote(amount) => -amount.min(before.balance),
            Moved::Excess(amount) | Moved::Payment(amount) => -amount,
            Moved::Reversal(amount) => amount,
            Moved::CreditNoteUndone(amount) | Moved::Reopened(amount) | Moved::Recovered(amount) => amount,
            Moved::WrittenOff(amount) => -amount,
            Moved::Charged(place) => charges(place),
            Moved::Uncharged(place) => -charges(place),
            Moved::Freed(_) | Moved::CreditUsed => 0,
            Moved::Waived => -change.total().abs(),
            Moved::Forgiven => change.fees.abs(),
        };
        assert_eq!(change.total(), expected, "{entry:?} after {before:?}");
    }
}

/// Every day of interest on the balance of its morning, at the rate of the day, once.
fn every_day_once(explained: &Explained, bound: &BoundPlan, case: &Case) {
    let mut next = case.accrual(bound).after.plus(1);
    for (before, entry) in running(explained) {
        let Moved::Accrued(stretch) = entry.what else { continue };
        assert!(stretch.first >= next && stretch.last <= explained.on, "{stretch:?} before {next}");
        // Days of grace bear interest on what their money left, whenever it came.
        if !case.grace(bound).covers(stretch.first) {
            assert_eq!(stretch.balance, before.balance);
        }
        for day in [stretch.first, stretch.last] {
            assert_eq!(case.rate_on(bound, &bound.plan.law, day), stretch.rate, "{day}");
        }
        if let Some(rate) = stretch.rate {
            assert_eq!(stretch.exact, exact(&stretch, rate));
        }
        next = stretch.last.plus(1);
    }
}

fn exact(stretch: &Stretch, rate: Rate) -> i128 {
    i128::from(stretch.balance) * i128::from(rate.ppm()) * i128::from(stretch.days()) * i128::from(YEAR_DENOMINATOR / stretch.year)
}

#[test]
fn of_any_ledger() {
    let (lines, notices) = (Cell::new(0), Cell::new(0));
    TestRunner::new(cases(120))
        .run(&any::<u64>(), |seed| {
            let tried = tried(seed);
            let Some((on, _)) = tried.runs.last() else { return Ok(()) };
            let project = project(&tried);
            let ledger = read(&tried.ledger);
            let plans: Vec<&Plan> = project.plans().into_iter().filter(|plan| plan.law.name == tried.policies[0].law).collect();
            let on: Day = show(*on).parse().unwrap();
            let run = run(&plans, &ledger, on).unwrap();
            // Which of them is thrown too.
            let id = (seed % ledger.invoices.len() as u64) as usize;
            let explained = why(&plans, &ledger, id, on).unwrap();
            let Some((at, decision)) = &run.decided[id].by else {
                assert!(explained.policy.is_none() && explained.decision == DecisionKind::Unmatched);
                return Ok(());
            };
            assert_eq!(explained.decision, decision.kind);
            assert_eq!(frist::words::why::because(&explained), because(&run, id), "a part decides as the whole");
            assert_eq!(explained.policy.as_ref().unwrap().decision.claim, decision.claim);
            let part = ledger.part(&[id], on);
            let letters = Letters::of(&part, on);
            let alone = Case::of(&part, &letters, 0);
            let notices_of = ledger.part(&ledger.beside(id), on);
            let own = notices_of.invoices.number.iter().position(|number| *number == explained.invoice).unwrap();
            let beside = Letters::of(&notices_of, on);
            adds_up(&explained, &Case::of(&notices_of, &beside, own));
            every_day_once(&explained, &run.plans[*at], &alone);
            lines.set(lines.get() + explained.policy.as_ref().unwrap().account.len());
            if let Some(Forecast::Notice { on: day, step, policy, .. }) = &explained.forecast {
                notices.set(notices.get() + 1);
                let known = ledger.part(&(0..ledger.invoices.len()).collect::<Vec<_>>(), on);
                let mut known = known;
                known.payments_through = Some(*day);
                let later = frist::run::run(&plans, &known, *day).unwrap();
                let (at, decision) = later.decided[id].by.as_ref().unwrap();
                assert_eq!((decision.kind, *at, decision.step), (DecisionKind::Send, *policy, Some(*step)));
            }
            Ok(())
        })
        .unwrap();
    let (lines, notices) = (lines.get(), notices.get());
    assert!(lines > 200 && notices > 5, "{lines} lines, {notices} notices ahead");
}
