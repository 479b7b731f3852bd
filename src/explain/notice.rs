use super::case::Asking;
use crate::decide::{Letter, Notice, Proposed, Why};
use crate::law::{Bound, Fault, Figure, Governing};
use crate::ledger::InvoiceId;
use crate::terms::{Basis, Confidence, Effect};
use crate::value::{Act, Day, Minor};

/// The notice that goes out or is withheld.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// Its step.
    pub step: String,
    /// What the letter is headed.
    pub title: Option<String>,
    /// What it is.
    pub act: Act,
    /// How it is sent.
    pub channel: Option<String>,
    /// The last day to pay it sets.
    pub deadline: Option<Day>,
    /// Its fee.
    pub fee: Minor,
    /// Its compensation.
    pub compensation: Minor,
    /// The invoices of the letter that lists it with others; empty for a letter of its own.
    pub letter: Vec<String>,
    /// The first run day on which it would be lawful as the policy writes it then; only of one that is withheld.
    pub lawful_on: Option<Day>,
    /// Every rule of law that speaks of it.
    pub rules: Vec<Ruled>,
}

/// One rule of law on the notice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ruled {
    /// Its code.
    pub rule: String,
    /// What it says in one line.
    pub title: String,
    /// Where it is written.
    pub cite: String,
    /// What that rests on, and how sure it is.
    pub rests_on: Option<(Basis, Confidence)>,
    /// What the notice has against it; `None` where that is no matter of figures.
    pub has: Option<String>,
    /// The limit's figure.
    pub allowed: Option<String>,
    /// Whether it keeps the notice back.
    pub forbids: bool,
    /// Whether it only advises, and is not followed.
    pub advises: bool,
}

impl Asking<'_> {
    pub(super) fn notice(&self) -> Option<Told> {
        let proposed = self.decision.proposed.as_ref()?;
        let step = &self.bound.plan.steps[proposed.step];
        let lawful_on = match &self.decision.why {
            Why::Forbidden { lawful_on, .. } => *lawful_on,
            _ => None,
        };
        Some(Told {
            step: step.name.clone(),
            title: step.title.clone(),
            act: step.act,
            channel: step.channel.clone(),
            deadline: proposed.deadline,
            fee: proposed.fee,
            compensation: proposed.compensation,
            letter: self.letter().map_or(Vec::new(), |letter| letter.lines.iter().map(|id| self.number(*id)).collect()),
            lawful_on,
            rules: self.rules(proposed),
        })
    }

    fn letter(&self) -> Option<&Letter> {
        self.decision.letter.as_ref()
    }

    fn number(&self, id: InvoiceId) -> String {
        self.run.ledger.invoices.number[id].clone()
    }

    fn rules(&self, proposed: &Proposed) -> Vec<Ruled> {
        let notice = Notice {
            bound: self.bound,
            case: self.case,
            progress: &self.progress,
            claim: &self.decision.claim,
            disputed: self.standing.disputed.is_some(),
            step: proposed.step,
        };
        // A line of a letter bears what its other lines cost.
        let of_line = |id: &InvoiceId| self.run.decided[*id].by.as_ref().and_then(|(_, decision)| Some(decision.proposed.as_ref()?.fee));
        let others = self.letter().map_or(0, |letter| letter.lines.iter().filter(|id| **id != self.id).filter_map(of_line).sum());
        notice.governing(proposed, others).iter().map(|governing| self.ruled(governing)).collect()
    }

    fn ruled(&self, governing: &Governing) -> Ruled {
        let Governing { rule, figure, fault } = governing;
        let (has, allowed) = match figure {
            Some(figure) => self.figures(figure),
            None => (None, None),
        };
        let unknown = match fault {
            Some(Fault::NotKnown(unknown)) => Some(format!("{} is not known on {}", unknown.value, unknown.on)),
            _ => None,
        };
        let demands = !matches!(rule.effect, Effect::Limit(..));
        Ruled {
            rule: rule.id.clone(),
            title: rule.title.clone(),
            cite: rule.cite.as_ref().map_or(String::new(), |cite| cite.text.clone()),
            rests_on: rule.cite.as_ref().map(|cite| (cite.basis, cite.confidence)),
            has,
            allowed: unknown.or(allowed).or(demands.then(|| rule.demand.clone())),
            forbids: fault.as_ref().is_some_and(|fault| *fault != Fault::Advice),
            advises: *fault == Some(Fault::Advice),
        }
    }

    /// What the notice has, and what is allowed.
    fn figures(&self, figure: &Figure) -> (Option<String>, Option<String>) {
        let money = |minor: Minor| self.money(minor).grouped();
        let days = |days: i32| format!("{days} day{}", if days == 1 { "" } else { "s" });
        match figure {
            Figure::Amount(quantity, Bound { own, before, allowed, .. }) => {
                let (name, own, before) = (quantity.words(), *own, *before);
                let has = if before == 0 {
                    format!("{name} {}", money(own))
                } else {
                    format!("{name} {} + {} = {}", money(before), money(own), money(before + own))
                };
                let adds = |most: Minor| if own == 0 && before > most { ", and this notice adds nothing" } else { "" };
                (Some(has), allowed.map(|most| format!("at most {}{}", money(most), adds(most))))
            }
            Figure::Rate(has, most, day) => (Some(format!("interest rate {has} on {day}")), Some(format!("at most {most}"))),
            Figure::Deadline(has) => (Some(format!("deadline {}", days(*has))), None),
            Figure::Overdue(has) => (Some(format!("{} overdue", days(*has))), None),
        }
    }
}
