use crate::decide::{Bound, Kind};
use crate::forward::Rehearsal;
use crate::law::Fault;
use crate::ledger::What;
use crate::plan::{Plan, Value};
use crate::terms::FactType;
use crate::value::{Day, Minor, Money};

/// An invoice that shows a breach: everything that happened to it before the day, and the run that would send the notice.
#[derive(Clone, Debug)]
pub struct Witness {
    /// The invoice as it was before the notice.
    pub rehearsal: Rehearsal,
    /// The day of the run.
    pub on: Day,
    /// The step that would go out.
    pub step: usize,
    /// Its fee.
    pub fee: Minor,
    /// Its deadline.
    pub deadline: Option<Day>,
    /// How it breaks the rule.
    pub fault: Fault,
    /// For each notice, this one last, how many days after it was due the run came.
    pub late: Vec<i32>,
}

impl PartialEq for Witness {
    fn eq(&self, other: &Witness) -> bool {
        (self.size(), self.step, &self.fault) == (other.size(), other.step, &other.fault)
    }
}

impl Witness {
    /// Smaller is better: fewest events, an agreed due date before one that was not, no later than it need be, then the earliest day, the usual amount and
    /// the roundest.
    pub fn size(&self) -> (usize, bool, i32, Day, bool, usize, Minor) {
        let rehearsal = &self.rehearsal;
        let digits = rehearsal.amount.to_string().trim_end_matches('0').len();
        let late = self.on.since(rehearsal.due.unwrap_or(rehearsal.issued));
        let usual = rehearsal.amount == 1_000 * rehearsal.currency.unit();
        (rehearsal.events.len(), !rehearsal.due_agreed, late, self.on, !usual, digits, rehearsal.amount)
    }

    /// The same invoice before any notice.
    pub fn from_the_start(&self) -> Rehearsal {
        let mut rehearsal = self.rehearsal.clone();
        rehearsal.events.retain(|event| !matches!(event.what, What::Notice(_)));
        rehearsal.notices.clear();
        rehearsal
    }

    /// The invoice and the notice in words.
    pub fn sentence(&self, bound: &Bound) -> String {
        let rehearsal = &self.rehearsal;
        let money = |minor: Minor| Money::new(minor, rehearsal.currency);
        let due = rehearsal.due.map_or(String::new(), |due| format!(", due {due}"));
        let agreed = if rehearsal.due_agreed { "" } else { " (not agreed)" };
        let mut said = format!("an invoice of {} to {}{due}{agreed}: ", money(rehearsal.amount), rehearsal.debtor.described());
        let late = |at: usize| match self.late.get(at) {
            Some(1) => " (a day late)".to_string(),
            Some(days) if *days > 1 => format!(" ({days} days late)"),
            _ => String::new(),
        };
        let mut sent = 0;
        for event in &rehearsal.events {
            let on = event.on;
            match event.what {
                What::Notice(notice) => {
                    let notice = &rehearsal.notices[notice as usize];
                    let step = notice.step.map_or(notice.act.word(), |step| bound.plan.steps[step as usize].name.as_str());
                    said.push_str(&format!("{step} on {on}{}, ", late(sent)));
                    sent += 1;
                }
                What::Dispute => said.push_str(&format!("disputed on {on}, ")),
                What::Resolved => said.push_str(&format!("the objection settled on {on}, ")),
                What::Payment(amount) => said.push_str(&format!("{} paid on {on}, ", money(amount))),
                What::Reversal(amount) => said.push_str(&format!("{} taken back on {on}, ", money(amount))),
                What::Credit(amount) => said.push_str(&format!("{} credited on {on}, ", money(amount))),
                What::Acknowledged => said.push_str(&format!("acknowledged on {on}, ")),
                What::Waive(..)
                | What::WriteOff
                | What::Hold(_)
                | What::Release
                | What::Plan(_)
                | What::PlanEnded
                | What::Promise(..)
                | What::Judgment
                | What::Cancelled(..)
                | What::Recalled => {}
            }
        }
        said.push_str(&format!("{} on {}{}", bound.plan.steps[self.step].name, self.on, late(sent)));
        if self.fee > 0 {
            said.push_str(&format!(" with a fee of {}", money(self.fee)));
        }
        if let Some(deadline) = self.deadline {
            said.push_str(&format!(" {} the deadline {deadline}", if self.fee > 0 { "and" } else { "with" }));
        }
        said
    }

    /// The declared facts that have a value: the name, the value as a ledger has it, and as a policy writes it.
    pub fn facts(&self, policy: &Plan) -> Vec<(String, String, String)> {
        let written = |value: &Value, kind: FactType| match value {
            Value::Whole(minor) if kind == FactType::Money => {
                let money = Money::new(*minor, self.rehearsal.currency);
                (money.plain(), money.written())
            }
            Value::Whole(whole) => (whole.to_string(), whole.to_string()),
            Value::Number(number) => (number.to_string(), number.to_string()),
            Value::Text(text) => (text.clone(), format!("\"{text}\"")),
            Value::Date(day) => (day.to_string(), day.to_string()),
            Value::YesNo(yes) => (if *yes { "yes" } else { "no" }.to_string(), if *yes { "yes" } else { "no" }.to_string()),
            Value::Debtor(debtor) => (debtor.word().to_string(), debtor.word().to_string()),
        };
        let facts = policy.facts.iter().zip(&self.rehearsal.facts);
        facts
            .filter_map(|(fact, value)| {
                let (plain, text) = written(value.as_ref()?, fact.kind);
                Some((fact.name.clone(), plain, text))
            })
            .collect()
    }

    /// The days before the notice on which a run would have sent something else: a test runs every day, so it holds the invoice on them.
    fn without_runs(&self, bound: &Bound) -> Vec<(Day, Day)> {
        let invoice = Rehearsal { unguarded: false, ..self.rehearsal.clone() };
        let mut stretches: Vec<(Day, Day)> = Vec::new();
        let mut day = invoice.issued.max(bound.plan.valid.from);
        while day < self.on {
            if invoice.decide(bound, day).kind == Kind::Send {
                match stretches.last_mut() {
                    Some((_, until)) if until.plus(1) == day => *until = day,
                    _ => stretches.push((day, day)),
                }
            }
            day = day.plus(1);
        }
        stretches
    }

    /// The invoice as a `test` block: the guard withholds the notice by this rule. `None` where the notice goes out after the policy's last day: a test
    /// follows the version of its due date alone.
    pub fn as_test(&self, bound: &Bound, rule: &str) -> Option<String> {
        if bound.plan.valid.until.is_some_and(|until| self.on > until) {
            return None;
        }
        let rehearsal = &self.rehearsal;
        let money = |minor: Minor| Money::new(minor, rehearsal.currency).written();
        let mut lines = vec![format!("test \"{rule} at {}\" of {} {{", bound.plan.steps[self.step].name, bound.plan.name)];
        let due = rehearsal.due.map_or(String::new(), |due| format!(" due {due}"));
        let mut clauses = Vec::new();
        clauses.extend((!rehearsal.due_agreed).then(|| "due date not agreed".to_string()));
        clauses.extend(rehearsal.fee_agreed.filter(|agreed| *agreed).map(|_| "fee agreed".to_string()));
        clauses.extend(rehearsal.interest_agreed.map(|rate| format!("late interest {rate} agreed")));
        clauses.extend(rehearsal.tags.iter().map(|tag| format!("tagged \"{tag}\"")));
        clauses.extend(rehearsal.customer_tags.iter().map(|tag| format!("customer tagged \"{tag}\"")));
        clauses.extend(self.facts(bound.plan).into_iter().map(|(name, _, value)| format!("with {name} is {value}")));
        let clauses: String = clauses.into_iter().map(|clause| format!(", {clause}")).collect();
        lines.push(format!(
            "    invoice  {} issued {}{due} to {}{clauses}",
            money(rehearsal.amount),
            rehearsal.issued,
            rehearsal.debtor.word()
        ));
        lines.extend(self.without_runs(bound).into_iter().map(|(from, until)| format!("    hold on {from} until {until}")));
        for event in &rehearsal.events {
            match event.what {
                What::Dispute => lines.push(format!("    dispute  on {}", event.on)),
                What::Resolved => lines.push(format!("    resolve  on {}", event.on)),
                What::Acknowledged => lines.push(format!("    acknowledge on {}", event.on)),
                What::Payment(amount) => lines.push(format!("    pay      {} on {}", money(amount), event.on)),
                What::Reversal(amount) => lines.push(format!("    take back {} on {}", money(amount), event.on)),
                What::Credit(amount) => lines.push(format!("    credit   {} on {}", money(amount), event.on)),
                What::Waive(fees, interest) => {
                    let waived = [("fee", fees), ("interest", interest)].into_iter().filter(|(_, amount)| *amount > 0);
                    lines.extend(waived.map(|(what, amount)| format!("    waive {what} {} on {}", money(amount), event.on)));
                }
                What::Notice(notice) => {
                    let notice = &rehearsal.notices[notice as usize];
                    let step = notice.step.map_or("", |step| bound.plan.steps[step as usize].name.as_str());
                    let charge = |word: &str, minor: Minor| (minor > 0).then(|| format!("{word} {}", money(minor)));
                    let charges = [charge("fee", notice.fee), charge("compensation", notice.compensation)];
                    let deadline = notice.deadline.map(|deadline| format!("deadline {deadline}"));
                    let details: Vec<String> = charges.into_iter().flatten().chain(deadline).collect();
                    let with = if details.is_empty() { String::new() } else { format!(" with {}", details.join(", ")) };
                    lines.push(format!("    sent     {step} on {}{with}", event.on));
                }
                What::WriteOff
                | What::Hold(_)
                | What::Release
                | What::Plan(_)
                | What::PlanEnded
                | What::Promise(..)
                | What::Judgment
                | What::Cancelled(..)
                | What::Recalled => {}
            }
        }
        lines.push(format!("    expect   withheld on {} by {rule}", self.on));
        lines.push("}".into());
        Some(lines.join("\n"))
    }
}
