use crate::law::{Bound, BreachKind, Governing, LimitFigure, Rule};
use crate::terms::Effect;
use crate::value::{Currency, Minor, Money};

/// What the notice has against a rule of law; `None` where that is no matter of figures.
pub fn has(governing: &Governing, currency: Currency) -> Option<String> {
    let money = |minor: Minor| Money::new(minor, currency).grouped();
    Some(match governing.figure.as_ref()? {
        LimitFigure::Amount(quantity, Bound { own, before: 0, .. }) => format!("{} {}", quantity.words(), money(*own)),
        LimitFigure::Amount(quantity, Bound { own, before, .. }) => {
            format!("{} {} + {} = {}", quantity.words(), money(*before), money(*own), money(before + own))
        }
        LimitFigure::Rate(has, _, day) => format!("interest rate {has} on {day}"),
        LimitFigure::Deadline(has) => format!("deadline {}", days(*has)),
        LimitFigure::Overdue(has) => format!("{} overdue", days(*has)),
    })
}

/// What a rule of law allows: that it is not known, the limit's figure, or what the rule demands.
pub fn allowed(rule: &Rule, governing: &Governing, currency: Currency) -> Option<String> {
    if let Some(BreachKind::NotKnown(unknown)) = &governing.fault {
        return Some(format!("{} is not known on {}", unknown.value, unknown.on));
    }
    let demand = || match rule.effect {
        Effect::Require(_) | Effect::Advise(_) => Some(rule.demand.clone()),
        Effect::Limit(..) => None,
    };
    most(governing.figure.as_ref(), currency).or_else(demand)
}

fn most(figure: Option<&LimitFigure>, currency: Currency) -> Option<String> {
    let money = |minor: Minor| Money::new(minor, currency).grouped();
    match figure? {
        LimitFigure::Amount(_, Bound { own, before, allowed, .. }) => allowed.map(|most| {
            let adds = if *own == 0 && *before > most { ", and this notice adds nothing" } else { "" };
            format!("at most {}{adds}", money(most))
        }),
        LimitFigure::Rate(_, most, _) => Some(format!("at most {most}")),
        LimitFigure::Deadline(_) | LimitFigure::Overdue(_) => None,
    }
}

fn days(days: i32) -> String {
    format!("{days} day{}", if days == 1 { "" } else { "s" })
}
