//! Reasons of decisions as short sentences with the figures in them.

use std::fmt::{self, Write};

use super::condition::worded_among;
use super::steps_before;
use crate::claim::Claim;
use crate::decide::{InterestSum, Next, Reason, Stop, Why};
use crate::law::{BreachKind, Rule};
use crate::ledger::{InvoiceId, OnNoInvoice, TextColumn, in_order};
use crate::plan::Plan;
use crate::run::{Run, RunReason, Uncovered};
use crate::value::{Currency, Day, Minor, Money};

/// Why one invoice of a run was decided as it was, its letter and its customer's other money included: a sentence for each reason.
pub fn because(run: &Run, id: InvoiceId) -> Vec<String> {
    let mut all = Vec::new();
    tell_because(run, id, &mut |reason| all.push(reason.to_owned()));
    all
}

/// The same, one after another and no longer than they are told.
pub fn tell_because(run: &Run, id: InvoiceId, each: &mut dyn FnMut(&str)) {
    in_run(run, id, |in_run| {
        let mut sentence = String::with_capacity(128);
        for reason in run.reasons(id) {
            sentence.clear();
            in_run.write(&reason, &mut sentence);
            each(&sentence);
        }
    });
}

/// The same behind a text, with another between two of them.
pub fn write_because(run: &Run, id: InvoiceId, between: &str, out: &mut String) {
    in_run(run, id, |in_run| {
        for (at, reason) in run.reasons(id).iter().enumerate() {
            out.push_str(if at > 0 { between } else { "" });
            in_run.write(reason, out);
        }
    });
}

fn in_run(run: &Run, id: InvoiceId, tell: impl FnOnce(&InRun)) {
    tell(&InRun {
        plan: &|at| run.plans[at].plan,
        numbers: &run.ledger.invoices.number,
        currency: run.ledger.invoices.currency[id],
        on: run.on,
        own: run.decided[id].by.as_ref().map(|(at, decision)| Telling { plan: run.plans[*at].plan, claim: &decision.claim, on: run.on }),
    });
}

/// What a reason of an invoice is told of, besides the reason.
pub struct InRun<'a> {
    /// A policy by its place in the run.
    pub plan: &'a dyn Fn(usize) -> &'a Plan,
    /// The numbers of the run's invoices.
    pub numbers: &'a TextColumn,
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
        let mut out = String::new();
        self.write(reason, &mut out);
        out
    }

    fn write(&self, reason: &RunReason, out: &mut String) {
        match reason {
            RunReason::Own(reason) => {
                if let Some(own) = self.own {
                    own.write(reason, out);
                }
            }
            RunReason::OneLetter { lines, carrier } => {
                let lines = in_order(self.numbers, lines.iter().copied());
                put(out, format_args!("one letter for {}; its fee is on {}", lines.join(", "), &self.numbers[*carrier]));
            }
            RunReason::Unallocated(what) => out.push_str(&unallocated(*what, self.currency)),
            RunReason::OtherVersion(first) => put(out, format_args!("from {first} on the version valid from then decides")),
            RunReason::Uncovered(why) => out.push_str(&uncovered(self.on, why)),
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
    /// Writes one reason behind a text.
    fn write(&self, reason: &Reason, out: &mut String) {
        let law = &self.plan.law;
        match reason {
            Reason::Decided(why, lawful_on) => self.write_why(why, *lawful_on, out),
            Reason::AlsoForbidden(rules) => {
                let codes: Vec<&str> = rules.iter().map(|at| law.rules[*at].id.as_str()).collect();
                put(out, format_args!("forbidden by {} too", codes.join(", ")));
            }
            Reason::Due(due, overdue) => {
                out.push_str("due ");
                due.write(out);
                out.push_str(", ");
                out.push_str(itoa::Buffer::new().format(*overdue));
                out.push_str(if *overdue == 1 { " day overdue" } else { " days overdue" });
            }
            Reason::HandedTo(step) => put(out, format_args!("to {}", self.plan.steps[*step].to.as_deref().unwrap_or_default())),
            Reason::Recalled(day) => put(out, format_args!("recalled on {day}, and goes again unless a hold keeps it")),
            Reason::StatutoryFee(fee, rule) => self.figure(out, "fee ", *fee, &[": the most the law allows (", &law.rules[*rule].id, ")"]),
            Reason::PolicyFee(fee) => self.figure(out, "fee ", *fee, &[": as the policy sets it"]),
            Reason::Compensation(minor) => self.figure(out, "compensation ", *minor, &[": what the law leaves beside the fees"]),
            Reason::Interest(interest) => {
                self.figure(out, "interest ", interest.owed, &[": "]);
                self.write_sum(interest, out);
            }
            Reason::InterestUnknown => {
                put(out, format_args!("interest is absent: the law of {} does not tell the rate of every day up to {}", law.name, self.on));
            }
            Reason::Pursued { left, charges, least } => {
                match left {
                    0 => out.push_str("the principal is paid"),
                    left => self.figure(out, "", *left, &[" of the principal is left"]),
                }
                self.figure(out, "; charges of ", *charges, &[]);
                self.figure(out, " are pursued, as they are at least ", *least, &[]);
            }
            Reason::DebtorUnknown => out.push_str("the ledger does not say who owes: treated as a consumer"),
            Reason::OpenItems => out.push_str("an open-items file: interest runs on today's balance from the due date"),
            Reason::HistoryUntold => out.push_str("its history is read to the debtor's advantage: the last notice was charged"),
            Reason::WentBefore { named, went } => out.push_str(&steps_before::went(self.plan, *named, went)),
            Reason::NotSure { went, charged } => out.push_str(&steps_before::not_sure(self.plan, went, charged)),
            Reason::NotOwn(named, why) => out.push_str(&steps_before::not_own(self.plan, *named, *why)),
            Reason::LawAssumed => put(out, format_args!("rests on the assumption that the law has not changed since {}", law.known_until)),
        }
    }

    /// Writes an amount with its currency between texts.
    fn figure(&self, out: &mut String, before: &str, minor: Minor, behind: &[&str]) {
        out.push_str(before);
        self.money(minor).write_grouped(out);
        out.push(' ');
        out.push_str(self.plan.currency.code());
        behind.iter().for_each(|text| out.push_str(text));
    }

    /// What decided, and from which day a notice that a rule forbids would be lawful.
    pub fn why(&self, why: &Why, lawful_on: Option<Day>) -> String {
        let mut out = String::new();
        self.write_why(why, lawful_on, &mut out);
        out
    }

    fn write_why(&self, why: &Why, lawful_on: Option<Day>, out: &mut String) {
        let (plan, on) = (self.plan, self.on);
        let step = |out: &mut String, next: &Next, is: &str| {
            out.push('`');
            out.push_str(plan.step_name(next.step));
            out.push_str(is);
        };
        let written = |out: &mut String, next: &Next| {
            if let Some(moment) = next.moment {
                out.push_str(" (");
                plan.steps[next.step].send[moment].write(|at| plan.step_name(at), out);
                out.push(')');
            }
        };
        match why {
            Why::Due(next) => {
                step(out, next, "` is due ");
                match next.due.filter(|due| *due < on) {
                    None => out.push_str("today"),
                    Some(due) => {
                        out.push_str("since ");
                        due.write(out);
                    }
                }
                written(out, next);
            }
            Why::NotYet(next) => match next.due {
                Some(due) => {
                    step(out, next, "` is due on ");
                    due.write(out);
                    written(out, next);
                }
                None => {
                    let anchors = plan.steps[next.step].send.iter().map(|moment| moment.anchor.written(|at| plan.step_name(at)));
                    let anchors: Vec<String> = anchors.map(|anchor| format!("`{anchor}`")).collect();
                    step(out, next, "` has nothing to count from: ");
                    put(out, format_args!("{} never happened", anchors.join(" and ")));
                }
            },
            Why::InTime(next, until) => {
                step(out, next, "` is due, but the due date is no business day, and a payment through ");
                put(out, format_args!("{until} is in time"));
            }
            Why::NoRunDay(next) => {
                step(out, next, "` is due, but no notices go out on ");
                on.write(out);
            }
            Why::OneToday(next) => {
                step(out, next, "` is due, but a notice has gone out on ");
                put(out, format_args!("{on} already"));
            }
            Why::Stopped(stop) => out.push_str(&self.stop(stop)),
            Why::Exempt(at) => put(out, format_args!("exempt: {}", plan.exempt[*at].words)),
            Why::Small => {
                self.figure(out, "the balance ", self.claim.balance, &[" is below "]);
                self.figure(out, "", plan.ignore, &[]);
            }
            Why::Paid => match self.claim.interest.unwrap_or(0) + self.claim.fees {
                0 => out.push_str("nothing is owed"),
                charges => self.figure(out, "the principal is settled; ", charges, &[" of interest and fees is not pursued"]),
            },
            Why::NoStepLeft => out.push_str("no step is left"),
            Why::Assigned(gone) => put(out, format_args!("sold or pledged{gone}")),
            Why::HandedOver(gone) => put(out, format_args!("handed over{gone}")),
            Why::TimeBarred(day) => {
                let cite = plan.law.limitation.as_ref().and_then(|limitation| limitation.cite.as_ref());
                let cite = cite.map_or(String::new(), |cite| format!(" ({})", cite.text));
                put(out, format_args!("time-barred since {day}{cite}"));
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
                put(out, format_args!("{id} forbids it today{how}: {} ({cite}){lawful}", lower_first(title)));
            }
            Why::NotKnown(unknown) => {
                put(out, format_args!("the law of {} does not tell {} on {}", plan.law.name, unknown.value, unknown.on));
            }
            Why::NotLimited(charge, on) => {
                let (law, what) = (&plan.law.name, charge.word());
                put(out, format_args!("no rule of {law} limits the {what} on {on}, and `statutory` is the most that a rule allows"));
            }
            Why::NotCovered => out.push_str("the policy is not for such an invoice"),
            Why::Missing(fact) => put(out, format_args!("the ledger has no `{fact}` for it, and the policy no default")),
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
    fn write_sum(&self, interest: &InterestSum, out: &mut String) {
        let mut plus = "";
        for (minor, on) in &interest.rounded {
            out.push_str(plus);
            plus = " + ";
            self.money(*minor).write_grouped(out);
            out.push_str(" to ");
            on.write(out);
        }
        let mut last: Option<(Minor, std::ops::Range<usize>)> = None;
        for stretch in &interest.stretches {
            out.push_str(plus);
            plus = " + ";
            let start = out.len();
            match &last {
                // One stretch after another is of the same balance.
                Some((balance, written)) if *balance == stretch.balance => out.extend_from_within(written.clone()),
                _ => self.money(stretch.balance).write_grouped(out),
            }
            last = Some((stretch.balance, start..out.len()));
            out.push_str(" × ");
            if let Some(rate) = stretch.rate {
                rate.write(out);
            }
            out.push_str(" × ");
            out.push_str(itoa::Buffer::new().format(stretch.days()));
            out.push('/');
            out.push_str(itoa::Buffer::new().format(stretch.year));
        }
        if interest.settled < 0 {
            out.push_str(plus);
            self.money(-interest.settled).write_grouped(out);
            out.push_str(" taken back");
        }
        if interest.settled > 0 {
            out.push_str(" - ");
            self.money(interest.settled).write_grouped(out);
            out.push_str(" settled");
        }
        if interest.after_earlier {
            out.push_str(", after earlier interest was settled");
        }
    }

    fn money(&self, minor: Minor) -> Money {
        Money::new(minor, self.plan.currency)
    }
}

/// Writes behind a text, which cannot fail.
fn put(out: &mut String, text: fmt::Arguments) {
    let _ = out.write_fmt(text);
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
