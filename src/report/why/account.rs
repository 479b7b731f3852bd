use super::columns::lined;
use crate::claim::Moved;
use crate::decide::DecisionKind;
use crate::explain::{AccountLine, Explained, UnderPolicy};
use crate::value::{Currency, Minor, Money, grouped};
use crate::words::why::account_line;

/// The account line by line: each column adds up to what is owed.
pub fn account(explained: &Explained, policy: &UnderPolicy) -> String {
    let currency = explained.currency;
    let claim = &policy.decision.claim;
    let head = ["", "", "balance", "interest", "fees", "credit"].map(str::to_owned).to_vec();
    let mut lines = vec![head];
    // A rounding that changes nothing is not worth a line.
    let is_nothing = |line: &&AccountLine| matches!(line.entry.what, Moved::Rounded(_)) && line.interest == Some(0);
    lines.extend(policy.account.iter().filter(|line| !is_nothing(line)).map(|line| cells(explained, line)));
    let money = |minor: Minor| Money::new(minor, currency).grouped();
    let six = policy.account.iter().any(|line| matches!(line.entry.what, Moved::Accrued(_)));
    let interest = claim.interest.map_or("not known".into(), money);
    let owed = vec![explained.on.to_string(), "owed".into(), money(claim.balance), interest, money(claim.fees), money(claim.credit)];
    lines.push(owed);
    if six {
        align_points(&mut lines, currency);
    }
    // A column in which nothing ever happens is left out.
    for at in (3..6).rev() {
        if lines[1..].iter().all(|line| ["", "0", "0.00", "0.000"].contains(&line[at].trim())) {
            lines.iter_mut().for_each(|line| drop(line.remove(at)));
        }
    }
    let right: Vec<usize> = (2..lines[0].len()).collect();
    format!("\naccount, {currency}\n{}{}", lined(&lines, &right), sum(explained, policy))
}

fn cells(explained: &Explained, line: &AccountLine) -> Vec<String> {
    let change = line.entry.change;
    let money = |minor: Minor| if minor == 0 { String::new() } else { Money::new(minor, explained.currency).grouped() };
    let on = match line.first() {
        Some(first) if first != line.entry.on => format!("{first} to {}", line.entry.on),
        Some(_) | None => line.entry.on.to_string(),
    };
    let interest = if line.entry.what.is_accrual() { line.interest.map_or(String::new(), six_decimals) } else { money(change.interest) };
    vec![on, account_line(explained, line), money(change.balance), interest, money(change.fees), money(change.credit)]
}

/// Millionths of a whole unit as a number with six decimals.
pub fn six_decimals(millionths: i64) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    grouped(&format!("{sign}{}.{:06}", millionths.abs() / 1_000_000, millionths.abs() % 1_000_000))
}

/// Puts the points of the interest column under one another.
fn align_points(lines: &mut [Vec<String>], currency: Currency) {
    let decimals = currency.decimals() as usize;
    let missing = 6 - decimals + usize::from(decimals == 0);
    for cell in lines.iter_mut().map(|line| &mut line[3]) {
        let own = cell.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        if own == decimals && cell.ends_with(|c: char| c.is_ascii_digit()) {
            cell.push_str(&" ".repeat(missing));
        }
    }
}

/// The claim as one sum, with what the notice adds.
fn sum(explained: &Explained, policy: &UnderPolicy) -> String {
    let money = |minor: Minor| Money::new(minor, explained.currency).grouped();
    let claim = &policy.decision.claim;
    let (Some(interest), Some(total)) = (claim.interest, claim.total()) else {
        return "  the claim is not known, since the interest is not\n".into();
    };
    let mut parts = vec![(claim.balance, "balance"), (interest, "interest"), (claim.fees, "fees")];
    let mut total = total;
    if let (DecisionKind::Send, Some(notice)) = (explained.decision, &policy.decision.proposed) {
        parts.extend([(notice.fee, "this notice's fee"), (notice.compensation, "its compensation")]);
        total += notice.fee + notice.compensation;
    }
    let parts: Vec<String> =
        parts.iter().filter(|(minor, _)| *minor != 0).map(|(minor, what)| format!("{what} {}", money(*minor))).collect();
    let added = if parts.len() > 1 { format!(" = {}", parts.join(" + ")) } else { String::new() };
    format!("  claim {}{added}\n", money(total))
}
