//! Reasons of decisions as short sentences with the figures in them.

use super::condition::worded_among;
use super::steps_before;
use crate::claim::Claim;
use crate::decide::{InterestSum, Reason, Stop, Why};
use crate::law::{BreachKind, Rule};
use crate::ledger::{InvoiceId, OnNoInvoice, in_order};
use crate::plan::Plan;
use crate::run::{Run, RunReason, Uncovered};
use crate::value::{Currency, Day, Minor, Money};

/// Why one invoice of a run was decided as it was, its letter and its customer's other money included.
pub fn because(run: &Run, id: InvoiceId) -> Vec<String> {
    run.reasons(id).iter().map(|reason| of_run(run, id, reason)).collect()
}

/// One reason of an invoice of a run.
pub fn of_run(run: &Run, id: InvoiceId, reason: &RunReason) -> String {
    let in_run = InRun {
        plan: &|at| run.plans[at].plan,
        numbers: &run.ledger.invoices.number,
        country: run.country(id),
        currency: run.ledger.invoices.currency[id],
        on: run.on,
        own: run.decided[id].by.as_ref().map(|(at, decision)| Telling { plan: run.plans[*at].plan, claim: &decision.claim, on: run.on }),
    };
    in_run.reason(reason)
}

/// What a reason of an invoice is told of, besides the reason.
pub struct InRun<'a> {
    /// A policy by its place in the run.
    pub plan: &'a dyn Fn(usize) -> &'a Plan,
    /// The numbers of the run's invoices.
    pub numbers: &'a [String],
    /// The customer's country, where known.
    pub country: Option<&'a str>,
    /// The invoice's currency.
    pub currency: Currency,
    /// The day.
    pub on: Day,
    /// What the invoice's own reasons are told of; `None` when no policy covers it.
    pub own: Option<Telling<'a>>,
}

impl InRun<'_> {
    /// One reason.
    pub fn reason(&self, reason: &RunReason) -> String {
        let number = |id: &InvoiceId| self.numbers[*id].as_str();
        match reason {
            RunReason::Own(reason) => self.own.map_or(String::new(), |own| own.reason(reason)),
            RunReason::OneLetter { lines, carrier } => {
                let lines = in_order(self.numbers, lines.iter().copied());
                format!("one letter for {}; its fee is on {}", lines.join(", "), number(carrier))
            }
            RunReason::Unallocated(what) => unallocated(*what, self.currency),
            RunReason::OtherVersion(first) => format!("from {first} on the version valid from then decides"),
            RunReason::Uncovered(why) => uncovered(self.on, why),
        }
    }
}

/// Why no policy covers an invoice on a day.
pub fn uncovered(on: Day, why: &Uncovered) -> String {
    match why {
        Uncovered::NoneValid { policy, valid } => {
            let until = valid.until.map_or(String::new(), |until| format!(" until {until}"));
            format!("no policy is valid for it on {on}: `{policy}` is valid from {}{until}", valid.from)
        }
        Uncovered::NoneApplies { policy, applies, facts, currency } => {
            format!("no policy applies to it on {on}: `{policy}` applies when {}", worded_among(facts, *currency, applies))
        }
        Uncovered::NobodyFor { debtor, currency, country } => {
            let of = country.as_ref().map_or(String::new(), |country| format!(" of {country}"));
            let currency = currency.map_or(String::new(), |currency| format!(" in {currency}"));
            format!("no policy is for invoices{currency} to {}{of} on {on}", debtor.described())
        }
    }
}

/// What a customer has paid, or been credited, that nobody has put on an invoice.
pub fn unallocated(what: OnNoInvoice, currency: Currency) -> String {
    let money = |minor: Minor| Money::new(minor, currency);
    match (what.paid, what.credited) {
        (paid, 0) => format!("the customer has paid {} that is not allocated to an invoice", money(paid)),
        (0, credited) => format!("the customer has been credited {} that is not allocated to an invoice", money(credited)),
        (paid, credited) => {
            format!("the customer has paid {} and been credited {} that are not allocated to an invoice", money(paid), money(credited))
        }
    }
}

/// What a reason is told of: the plan that decided, what the invoice came to, and the day.
#[derive(Clone, Copy)]
pub struct Telling<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The invoice's money.
    pub claim: &'a Claim,
    /// The as-of date.
    pub on: Day,
}

impl Telling<'_> {
    /// One reason.
    pub fn reason(&self, reason: &Reason) -> String {
        let law = &self.plan.law;
        match reason {
            Reason::Decided(why, lawful_on) => self.why(why, *lawful_on),
            Reason::AlsoForbidden(rules) => {
                let codes: Vec<&str> = rules.iter().map(|at| law.rules[*at].id.as_str()).collect();
                format!("forbidden by {} too", codes.join(", "))
            }
            Reason::Due(due, overdue) => format!("due {due}, {overdue} day{} overdue", if *overdue == 1 { "" } else { "s" }),
            Reason::HandedTo(step) => format!("to {}", self.plan.steps[*step].to.as_deref().unwrap_or_default()),
            Reason::Recalled(day) => format!("recalled on {day}, and goes again unless a hold keeps it"),
            Reason::StatutoryFee(fee, rule) => {
                format!("fee {}: the most the law allows ({})", self.money(*fee), law.rules[*rule].id)
            }
            Reason::PolicyFee(fee) => format!("fee {}: as the policy sets it", self.money(*fee)),
            Reason::Compensation(minor) => format!("compensation {}: what the law leaves beside the fees", self.money(*minor)),
            Reason::Interest(interest) => format!("interest {}: {}", self.money(interest.owed), self.sum(interest)),
            Reason::InterestUnknown => {
                format!("interest is absent: the law of {} does not tell the rate of every day up to {}", law.name, self.on)
            }
            Reason::Pursued { left, charges, least } => {
                let left = match left {
                    0 => "the principal is paid".into(),
                    left => format!("{} of the principal is left", self.money(*left)),
                };
                format!("{left}; charges of {} are pursued, as they are at least {}", self.money(*charges), self.money(*least))
            }
            Reason::DebtorUnknown => "the ledger does not say who owes: treated as a consumer".into(),
            Reason::OpenItems => "an open-items file: interest runs on today's balance from the due date".into(),
            Reason::HistoryUntold => "its history is read to the debtor's advantage: the last notice was charged".into(),
            Reason::WentBefore { named, went } => steps_before::went(self.plan, *named, went),
            Reason::NotSure { went, charged } => steps_before::not_sure(self.plan, went, charged),
            Reason::NotOwn(named, why) => steps_before::not_own(self.plan, *named, *why),
            Reason::LawAssumed => format!("rests on the assumption that the law has not changed since {}", law.known_until),
        }
    }

    /// What decided, and from which day a notice that a rule forbids would be lawful.
    pub fn why(&self, why: &Why, lawful_on: Option<Day>) -> String {
        let (plan, on) = (self.plan, self.on);
        let written = |step: usize, moment: Option<usize>| {
            let moment = moment.map(|at| plan.steps[step].send[at].written(|at| plan.step_name(at)));
            moment.map_or(String::new(), |moment| format!(" ({moment})"))
        };
        match why {
            Why::Due(next) => {
                let since = next.due.filter(|due| *due < on).map_or("today".into(), |due| format!("since {due}"));
                format!("`{}` is due {since}{}", plan.step_name(next.step), written(next.step, next.moment))
            }
            Why::NotYet(next) => match next.due {
                Some(due) => format!("`{}` is due on {due}{}", plan.step_name(next.step), written(next.step, next.moment)),
                None => {
                    let anchors = plan.steps[next.step].send.iter().map(|moment| moment.anchor.written(|at| plan.step_name(at)));
                    let anchors: Vec<String> = anchors.map(|anchor| format!("`{anchor}`")).collect();
                    format!("`{}` has nothing to count from: {} never happened", plan.step_name(next.step), anchors.join(" and "))
                }
            },
            Why::InTime(next, until) => {
                let step = plan.step_name(next.step);
                format!("`{step}` is due, but the due date is no business day, and a payment through {until} is in time")
            }
            Why::NoRunDay(next) => format!("`{}` is due, but no notices go out on {on}", plan.step_name(next.step)),
            Why::OneToday(next) => format!("`{}` is due, but a notice has gone out on {on} already", plan.step_name(next.step)),
            Why::Stopped(stop) => self.stop(stop),
            Why::Exempt(at) => format!("exempt: {}", plan.exempt[*at].words),
            Why::Small => format!("the balance {} is below {}", self.money(self.claim.balance), self.money(plan.ignore)),
            Why::Paid => match self.claim.interest.unwrap_or(0) + self.claim.fees {
                0 => "nothing is owed".into(),
                charges => format!("the principal is settled; {} of interest and fees is not pursued", self.money(charges)),
            },
            Why::NoStepLeft => "no step is left".into(),
            Why::Assigned(gone) => format!("sold or pledged{gone}"),
            Why::HandedOver(gone) => format!("handed over{gone}"),
            Why::TimeBarred(day) => {
                let cite = plan.law.limitation.as_ref().and_then(|limitation| limitation.cite.as_ref());
                let cite = cite.map_or(String::new(), |cite| format!(" ({})", cite.text));
                format!("time-barred since {day}{cite}")
            }
            Why::Forbidden { rule, fault, also: _ } => {
                let Rule { id, title, cite, .. } = &plan.law.rules[*rule];
                let cite = cite.as_ref().map_or("", |cite| &cite.text);
                let how = match fault {
                    BreachKind::TooMuch(charged, allowed) => {
                        format!(": {} charged, {} allowed", self.money(*charged), self.money(*allowed))
                    }
                    BreachKind::RateTooHigh(rate, allowed, day) => format!(": {rate} from {day}, {allowed} allowed"),
                    BreachKind::NotKnown(unknown) => format!(": {} is not known on {}", unknown.value, unknown.on),
                    BreachKind::NotMet | BreachKind::Advice => String::new(),
                };
                let lawful = lawful_on.map_or(String::new(), |day| format!("; lawful from {day}"));
                format!("{id} forbids it today{how}: {} ({cite}){lawful}", lower_first(title))
            }
            Why::NotKnown(unknown) => format!("the law of {} does not tell {} on {}", plan.law.name, unknown.value, unknown.on),
            Why::NotLimited(charge, on) => {
                let (law, what) = (&plan.law.name, charge.word());
                format!("no rule of {law} limits the {what} on {on}, and `statutory` is the most that a rule allows")
            }
            Why::NotCovered => "the policy is not for such an invoice".into(),
            Why::Missing(fact) => format!("the ledger has no `{fact}` for it, and the policy no default"),
        }
    }

    fn stop(&self, stop: &Stop) -> String {
        let through = |until: &Option<Day>| until.map_or(String::new(), |until| format!(" until {until}"));
        match stop {
            Stop::Insolvent(since) => format!("insolvent since {since}"),
            Stop::Own(since, until) if *since == Day::FIRST => format!("on hold{}", through(until)),
            Stop::Own(since, until) => format!("on hold since {since}{}", through(until)),
            Stop::Dispute(since) if *since == Day::FIRST => "disputed".into(),
            Stop::Dispute(since) => format!("disputed since {since}"),
            Stop::Plan(since, until) => format!("on a payment plan since {since}{}", through(until)),
            Stop::Promise(since, until) => {
                format!("promised on {since} to pay{}", until.map_or(String::new(), |until| format!(" by {until}")))
            }
            Stop::Unallocated(what) => unallocated(*what, self.plan.currency),
            Stop::PaymentsNotKnown(Some(through), needed) => format!("payments are known through {through}, and {needed} is asked for"),
            Stop::PaymentsNotKnown(None, needed) => {
                format!("the ledger does not say through which day payments are known, and {needed} is asked for")
            }
        }
    }

    /// How interest adds up: what was rounded at a payment with its day, each stretch after that, less what was settled.
    fn sum(&self, interest: &InterestSum) -> String {
        let money = |minor: Minor| Money::new(minor, self.plan.currency).grouped();
        let mut parts: Vec<String> = interest.rounded.iter().map(|(minor, on)| format!("{} to {on}", money(*minor))).collect();
        parts.extend(interest.stretches.iter().map(|stretch| {
            let rate = stretch.rate.map_or(String::new(), |rate| rate.to_string());
            format!("{} × {rate} × {}/{}", money(stretch.balance), stretch.days(), stretch.year)
        }));
        if interest.settled < 0 {
            parts.push(format!("{} taken back", money(-interest.settled)));
        }
        let settled = if interest.settled > 0 { format!(" - {} settled", money(interest.settled)) } else { String::new() };
        let earlier = if interest.after_earlier { ", after earlier interest was settled" } else { "" };
        format!("{}{settled}{earlier}", parts.join(" + "))
    }

    fn money(&self, minor: Minor) -> Money {
        Money::new(minor, self.plan.currency)
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_on_no_invoice_is_called_what_it_is() {
        let said = |paid, credited| unallocated(OnNoInvoice { paid, credited }, "NOK".parse().expect("a currency"));
        assert_eq!(said(64_000, 0), "the customer has paid 640.00 NOK that is not allocated to an invoice");
        assert_eq!(said(0, 50_000), "the customer has been credited 500.00 NOK that is not allocated to an invoice");
        assert_eq!(said(100, 200), "the customer has paid 1.00 NOK and been credited 2.00 NOK that are not allocated to an invoice");
    }
}
