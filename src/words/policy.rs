//! What a policy says, in the words of its own language.

use super::law::rounding;
use crate::plan::{Base, Fee, FeeAmount};
use crate::terms::{Adjust, Deadline, FactType, Hold, Interest, InterestFrom, Part, SendOn};
use crate::value::Rate;

/// Late interest and from when.
pub fn interest(interest: Option<Interest>) -> String {
    let from = |from: InterestFrom| match from {
        InterestFrom::DueDate => "from due date".to_string(),
        InterestFrom::AfterIssue(offset) => format!("from {offset} after issue"),
    };
    match interest {
        None => "no interest".into(),
        Some(Interest::Statutory(Rate::ZERO, start)) => format!("statutory {}", from(start)),
        Some(Interest::Statutory(plus, start)) => format!("statutory plus {} {}", points(plus), from(start)),
        Some(Interest::AgreedOtherwiseStatutory(start)) => format!("agreed, otherwise statutory {}", from(start)),
        Some(Interest::Yearly(rate, start)) => format!("{rate} {}", from(start)),
    }
}

/// A rate as percentage points.
pub fn points(rate: Rate) -> String {
    format!("{} percentage points", rate.percent())
}

/// The order in which a payment settles.
pub fn settle(order: [Part; 3]) -> String {
    let word = |part: Part| match part {
        Part::Fees => "fees",
        Part::Interest => "interest",
        Part::Principal => "principal",
    };
    order.map(word).join(", ")
}

/// When the creditor itself holds.
pub fn hold(hold: Hold) -> String {
    match hold {
        Hold::OnPlan => "while on payment plan".into(),
        Hold::OnPromise => "while on promise".into(),
        Hold::OnUnallocated => "while payment is unallocated".into(),
        Hold::UnlessPaymentsKnown(ago) => format!("unless payments are known through {ago} ago"),
    }
}

/// On which days notices go out.
pub fn send_on(days: SendOn) -> String {
    const WEEKDAYS: [&str; 7] = ["mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays"];
    match days {
        SendOn::EveryDay => "every day".into(),
        SendOn::BusinessDays => "business days".into(),
        SendOn::Weekdays(days) => {
            let named: Vec<&str> = (0..7).filter(|day| days & 1 << day != 0).map(|day| WEEKDAYS[day]).collect();
            named.join(", ")
        }
    }
}

/// The type of a fact, as `fact … is` names it.
pub fn fact_type(kind: FactType) -> &'static str {
    match kind {
        FactType::Number => "number",
        FactType::Text => "text",
        FactType::Date => "date",
        FactType::YesNo => "yes/no",
        FactType::Money => "money",
        FactType::Days => "days",
        FactType::Debtor => "kind of debtor",
    }
}

/// How long the debtor gets.
pub fn deadline(deadline: Deadline) -> String {
    format!("{}{}", deadline.offset, if deadline.on_business_day { ", on a business day" } else { "" })
}

/// What a step costs: one line, or one for each band and each date.
pub fn fee(fee: &Fee) -> Vec<String> {
    let mut lines = Vec::new();
    for (from, amount) in &fee.lines {
        let from = from.map_or(String::new(), |from| format!("from {from}: "));
        fee_amount(&from, amount, &mut lines);
    }
    lines
}

fn fee_amount(before: &str, amount: &FeeAmount, lines: &mut Vec<String>) {
    match amount {
        FeeAmount::Statutory => lines.push(format!("{before}statutory")),
        FeeAmount::Fixed(money) => lines.push(format!("{before}{}", money.written())),
        FeeAmount::Share(share, of, adjusts) => {
            let adjusts: String = adjusts.iter().map(|one| format!(", {}", adjust(*one))).collect();
            lines.push(format!("{before}{share} of {}{adjusts}", base(*of)));
        }
        FeeAmount::Bands(by, bands) => {
            lines.push(format!("{before}by {}", base(*by)));
            for (up_to, amount) in bands {
                let band = up_to.map_or("above: ".to_string(), |up_to| format!("up to {}: ", up_to.written()));
                let behind = lines.len();
                fee_amount(&band, amount, lines);
                lines[behind..].iter_mut().for_each(|line| line.insert_str(0, "  "));
            }
        }
    }
}

fn base(base: Base) -> &'static str {
    match base {
        Base::Balance => "balance",
        Base::Principal => "principal",
    }
}

fn adjust(adjust: Adjust) -> String {
    match adjust {
        Adjust::AtLeast(money) => format!("at least {}", money.written()),
        Adjust::AtMost(money) => format!("at most {}", money.written()),
        Adjust::Rounded(how, unit) => rounding(how, unit),
    }
}
