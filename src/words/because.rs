//! The reasons of a decision as short sentences with the figures in them.

use crate::decide::{Case, Decision, Kind, Bound, Stop, Why};
use crate::run::Run;
use crate::claim::{Moved, journal, standing_notices};
use crate::law::Fault;
use crate::ledger::InvoiceId;
use crate::plan::Plan;
use crate::value::{Day, Minor, Money};

/// Why an invoice that no policy covers is left alone.
pub fn unmatched(plans: &[Bound], case: &Case, country: Option<&str>, on: Day) -> Vec<String> {
    let of_kind = |bound: &&Bound| bound.plan.covers(case.debtor) && bound.plan.currency == case.currency;
    if let Some(bound) = plans.iter().filter(of_kind).find(|bound| !bound.plan.is_valid(on)) {
        let valid = bound.plan.valid;
        let until = valid.until.map_or(String::new(), |until| format!(" until {until}"));
        return vec![format!("no policy is valid for it on {on}: `{}` is valid from {}{until}", bound.plan.name, valid.from)];
    }
    let of = country.map_or(String::new(), |country| format!(" of {country}"));
    vec![format!("no policy is for invoices in {} to {}{of} on {on}", case.currency, case.debtor.described())]
}

/// Why one invoice of a run was decided as it was, its letter and its customer's other money included.
pub fn reasons(run: &Run, id: InvoiceId) -> Vec<String> {
    let case = run.case(id);
    let Some((at, decision)) = &run.decided[id].by else { return unmatched(&run.plans, &case, run.country(id), run.on) };
    let mut said = because(&run.plans[*at], &case, decision, run.on);
    if let Some(letter) = &decision.letter {
        let number = |id: &InvoiceId| run.ledger.invoices.number[*id].as_str();
        let lines: Vec<&str> = letter.lines.iter().map(number).collect();
        said.push(format!("one letter for {}; its fee is on {}", lines.join(", "), number(&letter.carrier)));
    }
    let unallocated = run.around(id).unallocated;
    if decision.kind == Kind::Send && unallocated > 0 {
        said.push(self::unallocated(Money::new(unallocated, case.currency)));
    }
    said.extend(another_version(run, id, *at, decision));
    said
}

fn unallocated(amount: Money) -> String {
    format!("the customer has paid {amount} that is not allocated to an invoice")
}

/// Whether a version that comes before the next step is due will decide instead of this one.
fn another_version(run: &Run, id: InvoiceId, at: usize, decision: &Decision) -> Option<String> {
    let next_on = decision.next_on.filter(|_| decision.kind == Kind::Wait)?;
    let case = run.case(id);
    let begun = !standing_notices(case.events, case.notices, run.on).is_empty();
    let policy = run.plans[at].plan;
    let versions = run.plans.iter().map(|bound| bound.plan).filter(|other| other.name == policy.name);
    let comes = |other: &&Plan| (run.on.plus(1)..=next_on).contains(&other.valid.from) && (!begun || other.takes_over);
    let first = versions.filter(comes).map(|other| other.valid.from).min()?;
    Some(format!("from {first} on the version valid from then decides"))
}

/// Why an invoice was decided as it was.
pub fn because(bound: &Bound, case: &Case, decision: &Decision, on: Day) -> Vec<String> {
    let mut said = vec![main_reason(bound, case, decision, on)];
    let speaker = Speaker { bound, case, decision, on };
    if let Why::Forbidden { also, .. } = &decision.why
        && !also.is_empty()
    {
        said.push(format!("forbidden by {} too", also.join(", ")));
    }
    if matches!(decision.kind, Kind::Send | Kind::Withheld) {
        speaker.figures(&mut said);
        speaker.pursued(&mut said);
    }
    if decision.kind != Kind::Settled {
        speaker.assumptions(&mut said);
    }
    said
}

fn main_reason(bound: &Bound, case: &Case, decision: &Decision, on: Day) -> String {
    let money = |minor: Minor| Money::new(minor, case.currency);
    let step = |at: usize| &bound.plan.steps[at];
    let until = |until: &Option<Day>| until.map_or(String::new(), |until| format!(" until {until}"));
    match &decision.why {
        Why::Due(next) => {
            let moment = next.moment.map(|at| step(next.step).send[at]);
            let written = moment.map_or(String::new(), |moment| format!(" ({})", moment.written(|at| bound.plan.step_name(at))));
            let since = next.due.filter(|due| *due < on).map_or("today".into(), |due| format!("since {due}"));
            format!("`{}` is due {since}{written}", step(next.step).name)
        }
        Why::NotYet(next) => match next.due {
            Some(due) => {
                let moment = next.moment.map(|at| step(next.step).send[at]);
                let written = moment.map_or(String::new(), |moment| format!(" ({})", moment.written(|at| bound.plan.step_name(at))));
                format!("`{}` is due on {due}{written}", step(next.step).name)
            }
            None => format!("`{}` has nothing to count from: {} never happened", step(next.step).name, anchors(bound, next.step)),
        },
        Why::NoRunDay(next) => format!("`{}` is due, but no notices go out on {on}", step(next.step).name),
        Why::OneToday(next) => format!("`{}` is due, but a notice has gone out on {on} already", step(next.step).name),
        Why::Stopped(Stop::Own(since, end)) if *since == Day::FIRST => format!("on hold{}", until(end)),
        Why::Stopped(Stop::Own(since, end)) => format!("on hold since {since}{}", until(end)),
        Why::Stopped(Stop::Dispute(since)) if *since == Day::FIRST => "disputed".into(),
        Why::Stopped(Stop::Dispute(since)) => format!("disputed since {since}"),
        Why::Stopped(Stop::Plan(since, end)) => format!("on a payment bound since {since}{}", until(end)),
        Why::Stopped(Stop::Promise(since, end)) => {
            format!("promised on {since} to pay{}", end.map_or(String::new(), |end| format!(" by {end}")))
        }
        Why::Stopped(Stop::Unallocated(amount)) => unallocated(money(*amount)),
        Why::Stopped(Stop::PaymentsNotKnown(Some(through), needed)) => {
            format!("payments are known through {through}, and {needed} is asked for")
        }
        Why::Stopped(Stop::PaymentsNotKnown(None, needed)) => {
            format!("the ledger does not say through which day payments are known, and {needed} is asked for")
        }
        Why::Exempt(at) => format!("exempt: {}", bound.plan.exempt[*at].words),
        Why::Small => format!("the balance {} is below {}", money(decision.claim.balance), money(bound.plan.ignore)),
        Why::Paid => {
            let charges = decision.claim.interest.unwrap_or(0) + decision.claim.fees;
            if charges > 0 {
                format!("the principal is settled; {} of interest and fees is not pursued", money(charges))
            } else {
                "nothing is owed".into()
            }
        }
        Why::NoStepLeft => "no step is left".into(),
        Why::HandedOver(day) => format!("handed over on {day}"),
        Why::TimeBarred(day) => {
            let limitation = bound.plan.law.limitation.as_ref();
            let cite = limitation.and_then(|limitation| limitation.cite.as_ref()).map_or(String::new(), |cite| format!(" ({})", cite.text));
            format!("time-barred since {day}{cite}")
        }
        Why::Forbidden { rule, title, cite, fault, lawful_on, also: _ } => {
            let how = match fault {
                Fault::TooMuch(charged, allowed) => format!(": {} charged, {} allowed", money(*charged), money(*allowed)),
                Fault::RateTooHigh(rate, allowed, day) => format!(": {rate} from {day}, {allowed} allowed"),
                Fault::NotKnown(unknown) => format!(": {} is not known on {}", unknown.value, unknown.on),
                Fault::NotMet | Fault::Advice => String::new(),
            };
            let lawful = lawful_on.map_or(String::new(), |day| format!("; lawful from {day}"));
            format!("{rule} forbids it today{how}: {} ({cite}){lawful}", lower_first(title))
        }
        Why::NotKnown(unknown) => format!("the law of {} does not tell {} on {}", bound.plan.law.name, unknown.value, unknown.on),
        Why::NotCovered => "the policy is not for such an invoice".into(),
        Why::Missing(fact) => format!("the ledger has no `{fact}` for it, and the policy no default"),
    }
}

struct Speaker<'a> {
    bound: &'a Bound<'a>,
    case: &'a Case<'a>,
    decision: &'a Decision,
    on: Day,
}

impl Speaker<'_> {
    /// That it is only for its charges that the case goes on.
    fn pursued(&self, said: &mut Vec<String>) {
        let claim = &self.decision.claim;
        let Some(least) = self.bound.plan.pursue.filter(|_| claim.balance < self.bound.plan.ignore.max(1)) else { return };
        let money = |minor: Minor| Money::new(minor, self.case.currency);
        let charges = claim.fees + claim.interest.unwrap_or(0);
        let left =
            if claim.balance == 0 { "the principal is paid".into() } else { format!("{} of the principal is left", money(claim.balance)) };
        said.push(format!("{left}; charges of {} are pursued, as they are at least {}", money(charges), money(least)));
    }

    /// How the fee, the compensation and the interest come about.
    fn figures(&self, said: &mut Vec<String>) {
        let money = |minor: Minor| Money::new(minor, self.case.currency);
        let overdue = self.on.since(self.decision.due);
        said.push(format!("due {}, {overdue} day{} overdue", self.decision.due, if overdue == 1 { "" } else { "s" }));
        if let Some(to) = self.decision.step.and_then(|step| self.bound.plan.steps[step].to.as_ref()) {
            said.push(format!("to {to}"));
        }
        if let Some(proposed) = &self.decision.proposed {
            if let Some(rule) = &proposed.fee_rule {
                said.push(format!("fee {}: the most the law allows ({rule})", money(proposed.fee)));
            } else if proposed.fee > 0 {
                said.push(format!("fee {}: as the policy sets it", money(proposed.fee)));
            }
            if proposed.compensation > 0 {
                said.push(format!("compensation {}: what the law leaves beside the fees", money(proposed.compensation)));
            }
        }
        match self.decision.claim.interest {
            None => said.push(format!(
                "interest is absent: the law of {} does not tell the rate of every day up to {}",
                self.bound.plan.law.name, self.on
            )),
            Some(0) => {}
            Some(interest) => said.push(format!("interest {}: {}", money(interest), self.interest())),
        }
    }

    /// How the interest owed adds up since none was owed: what was rounded at a payment with its day, each stretch after that, less what was settled.
    fn interest(&self) -> String {
        let money = |minor: Minor| Money::new(minor, self.case.currency).grouped();
        let (_, entries) = journal(&self.case.fold(self.bound, self.on), self.case.events, self.case.issued);
        let (mut owed, mut settled, mut earlier) = (0, 0, false);
        let (mut rounded, mut stretches): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        let last = entries.iter().rposition(|entry| matches!(entry.what, Moved::Rounded(_)));
        for (at, entry) in entries.iter().enumerate() {
            owed += entry.change.interest;
            match entry.what {
                Moved::Accrued(stretch) => {
                    let rate = stretch.rate.map_or(String::new(), |rate| rate.to_string());
                    stretches.push(format!("{} × {rate} × {}/{}", money(stretch.balance), stretch.days(), stretch.year));
                }
                Moved::Rounded(_) if last != Some(at) => {
                    stretches.clear();
                    if entry.change.interest == 0 {
                        continue;
                    }
                    rounded.push(format!("{} to {}", money(entry.change.interest), entry.on));
                }
                Moved::Rounded(_) => {}
                _ => settled -= entry.change.interest,
            }
            if owed == 0 && settled > 0 {
                (settled, earlier) = (0, true);
                rounded.clear();
                stretches.clear();
            }
        }
        rounded.append(&mut stretches);
        if settled < 0 {
            rounded.push(format!("{} taken back", money(-settled)));
        }
        let settled = if settled > 0 { format!(" - {} settled", money(settled)) } else { String::new() };
        let earlier = if earlier { ", after earlier interest was settled" } else { "" };
        format!("{}{settled}{earlier}", rounded.join(" + "))
    }

    /// What was read in the debtor's favour, or taken for granted.
    fn assumptions(&self, said: &mut Vec<String>) {
        if !self.case.debtor_known {
            said.push("the ledger does not say who owes: treated as a consumer".into());
        }
        if let Some(opening) = self.case.opening {
            said.push("an open-items file: interest runs on today's balance from the due date".into());
            let told = opening.last_sent.is_some() || opening.last_act.is_some() || opening.last_step.is_some();
            if told && opening.charged_notices != Some(0) {
                said.push("its history is read to the debtor's advantage: the last notice was charged".into());
            }
        }
        let assumed = self.decision.proposed.as_ref().map_or(self.decision.claim.assumed, |proposed| proposed.assumed);
        if assumed {
            said.push(format!("rests on the assumption that the law has not changed since {}", self.bound.plan.law.known_until));
        }
    }
}

fn anchors(bound: &Bound, step: usize) -> String {
    let all: Vec<String> = bound.plan.steps[step]
        .send
        .iter()
        .map(|moment| format!("`{}`", moment.anchor.written(|at| bound.plan.step_name(at))))
        .collect();
    all.join(" and ")
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}
