//! What a plan asks of a ledger: facts and totals for its own conditions; for its rules the invoice, earlier notices and the days that are counted.

use super::page::{PlanPage, listed};
use super::rules::held_to;
use crate::law::{Law, Measure, Question, Rule};
use crate::plan::{Condition, Credit, Criterion, Fact, Plan};
use crate::terms::{BuiltIn, DateOf, Effect, Hold, Quantity, Set};
use crate::value::Offset;
use crate::words::law::{passed, set};

/// What the policy reads, then what its rules read.
pub fn show(plan: &Plan, page: &mut PlanPage) {
    page.head(0, "reads of a ledger");
    policy(plan, page);
    let mut asked = QuestionsAsked::default();
    held_to(plan).for_each(|rule| asked.rule(&plan.law, rule));
    asked.show(page);
}

/// The facts, totals and tags in the policy's own conditions.
fn policy(plan: &Plan, page: &mut PlanPage) {
    let of_customers = plan.escalations.iter().map(|escalation| &escalation.when);
    let of_customers = of_customers.chain(plan.credit.iter().flat_map(|credit| &credit.classes).filter_map(|class| class.when.as_ref()));
    let conditions: Vec<&Condition> = plan.conditions().chain(of_customers).collect();
    let built_in = |total: bool| -> Vec<String> {
        let is_asked = |fact: &BuiltIn| conditions.iter().any(|one| one.asks_fact(&|asked| *asked == Fact::BuiltIn(*fact)));
        let facts = BuiltIn::ALL.iter().filter(|(_, fact, _)| fact.is_total() == total && is_asked(fact));
        facts.map(|(phrase, ..)| phrase.to_string()).collect()
    };
    let declared = plan.customer_facts.iter().enumerate();
    let declared = declared.filter(|(at, _)| conditions.iter().any(|one| one.asks_fact(&|asked| *asked == Fact::Declared(*at))));
    let mut tags: Vec<String> = conditions.iter().flat_map(|one| one.questions()).filter_map(tag).collect();
    tags.sort();
    tags.dedup();
    let payments = plan.holds.iter().filter_map(|hold| match hold {
        Hold::OnUnallocated => Some("those not allocated to an invoice".to_string()),
        Hold::UnlessPaymentsKnown(_) => Some("the day through which they are known".into()),
        Hold::OnPlan | Hold::OnPromise => None,
    });
    let or_none = |parts: Vec<String>| if parts.is_empty() { "none".into() } else { listed(&parts) };
    page.pairs(
        1,
        &[
            ("facts", or_none(built_in(false))),
            ("customer totals", or_none(built_in(true))),
            ("declared facts", or_none(declared.map(|(_, fact)| fact.name.clone()).collect())),
            ("tags", or_none(tags)),
            ("payments", or_none(payments.collect())),
            ("credit", plan.credit.as_ref().map_or("none".into(), |credit| listed(&of_credit(credit)))),
        ],
    );
}

/// What credit classes read besides their conditions.
fn of_credit(credit: &Credit) -> Vec<String> {
    let mut all = vec!["customer balance".to_string(), "credit limit".into(), "terms of open invoices".into()];
    if credit.check_every.is_some() {
        all.push("the day credit was last checked".into());
    }
    all
}

fn tag(criterion: &Criterion) -> Option<String> {
    match criterion {
        Criterion::Compare(_) => None,
        Criterion::InvoiceTagged(tag) => Some(format!("invoice \"{tag}\"")),
        Criterion::CustomerTagged(tag) => Some(format!("customer \"{tag}\"")),
    }
}

/// What rules ask, each with the rules that ask it, in the order of the rules.
#[derive(Default)]
struct QuestionsAsked {
    invoice: Vec<(String, Vec<String>)>,
    history: Vec<(String, Vec<String>)>,
    clocks: Vec<(String, Vec<String>)>,
}

impl QuestionsAsked {
    fn rule(&mut self, law: &Law, rule: &Rule) {
        rule.questions().for_each(|question| self.question(law, rule, question));
        let limit = match &rule.effect {
            Effect::Limit(quantity, amount) => {
                self.quantity(rule, *quantity);
                Some(amount)
            }
            Effect::Require(_) | Effect::Advise(_) => None,
        };
        let amounts = limit.into_iter().chain(rule.questions().filter_map(Question::amount));
        amounts.flat_map(|amount| amount.measures()).for_each(|measure| self.measure(rule, measure));
    }

    fn question(&mut self, law: &Law, rule: &Rule, question: &Question) {
        match question {
            Question::Debtor(_) => self.invoice(rule, "kind of debtor"),
            Question::FeeAgreed => self.invoice(rule, "whether a fee is agreed"),
            Question::Disputed => self.invoice(rule, "whether an objection is open"),
            Question::PrincipalOwed => self.invoice(rule, "whether principal is owed in law"),
            Question::AnythingOwed => self.invoice(rule, "whether anything is owed in law"),
            Question::FeeAbove(_) => self.invoice(rule, "fee of the notice"),
            Question::LetterFeeAbove(_) => self.invoice(rule, "fees of the letter"),
            Question::OverdueAtLeast(_) => self.clock(rule, "days since the due date"),
            Question::TermAtMost(_) => self.clock(rule, "days from issue date to due date"),
            Question::InterestStarted => self.clock(rule, "first day that bears interest"),
            Question::DeadlineAtLeast(_) => self.clock(rule, "days from sending to the deadline"),
            Question::DeadlineBusinessDays(_) => self.clock(rule, "business days from sending to the deadline"),
            Question::AfterMovedDueDate => self.clock(rule, "first business day from the due date on"),
            Question::Earlier(of, with) => self.set(law, rule, of, &format!("whether there is one{}", passed(*with)), with.is_some()),
            Question::Single { last, set: of, passed: with } => {
                let which = if *last { "the last" } else { "the first" };
                self.set(law, rule, of, &format!("{which}{}", passed(*with)), with.is_some());
            }
            Question::Count(of, _) => self.set(law, rule, of, "how many", false),
            Question::DaysSinceBelow(of, _) => {
                self.set(law, rule, of, "days since the last", false);
                self.clock(rule, "days since the last of a set of notices");
            }
        }
    }

    fn set(&mut self, law: &Law, rule: &Rule, of: &Set, what: &str, deadline: bool) {
        note(&mut self.history, rule, format!("{}: {what}", set(of)));
        if deadline {
            self.clock(rule, "deadlines of earlier notices");
        }
        if of.days_ago.is_some() {
            self.clock(rule, "days since each earlier notice");
        }
        if let Some(months) = law.new_round.filter(|_| of.this_round) {
            self.clock(rule, &format!("{} since the last charged notice: a new round", Offset::Months(months)));
        }
    }

    fn quantity(&mut self, rule: &Rule, quantity: Quantity) {
        const FEES: &str = "fees of earlier notices, legal steps aside";
        const COMPENSATION: &str = "compensation of earlier notices, legal steps aside";
        match quantity {
            Quantity::Fee | Quantity::Compensation => {}
            Quantity::LetterFee => self.invoice(rule, "fees of the letter"),
            Quantity::TotalCompensation => note(&mut self.history, rule, COMPENSATION.into()),
            Quantity::TotalFees => note(&mut self.history, rule, FEES.into()),
            Quantity::TotalCharges => {
                note(&mut self.history, rule, FEES.into());
                note(&mut self.history, rule, COMPENSATION.into());
            }
            Quantity::InterestRate => self.clock(rule, "each day that bears interest"),
        }
    }

    fn measure(&mut self, rule: &Rule, measure: &Measure) {
        match measure {
            Measure::Fixed(_) | Measure::Share(..) | Measure::TotalFees | Measure::Statutory => {}
            Measure::Value(_, on) | Measure::DatedShare(_, on, _) => match on {
                DateOf::Send => {}
                DateOf::Due => self.clock(rule, "due date, for a value of law"),
                DateOf::Arose => self.clock(rule, "day the claim arose, for a value of law"),
                DateOf::InterestStart => self.clock(rule, "first day that bears interest, for a value of law"),
            },
            Measure::Principal | Measure::ByPrincipal(_) => self.invoice(rule, "amount of the invoice"),
            Measure::Balance => self.invoice(rule, "balance"),
            Measure::Agreed => self.invoice(rule, "agreed late rate"),
        }
    }

    fn invoice(&mut self, rule: &Rule, what: &str) {
        note(&mut self.invoice, rule, what.into());
    }

    fn clock(&mut self, rule: &Rule, what: &str) {
        note(&mut self.clocks, rule, what.into());
    }

    fn show(&self, page: &mut PlanPage) {
        for (title, asked) in
            [("rules ask of the invoice", &self.invoice), ("rules ask of earlier notices", &self.history), ("rules count", &self.clocks)]
        {
            if !asked.is_empty() {
                page.line(1, title);
                let rows: Vec<Vec<String>> = asked.iter().map(|(what, ids)| vec![what.clone(), listed(ids)]).collect();
                page.rows(2, &rows);
            }
        }
    }
}

fn note(all: &mut Vec<(String, Vec<String>)>, rule: &Rule, what: String) {
    let at = all.iter().position(|(known, _)| *known == what).unwrap_or_else(|| {
        all.push((what, Vec::new()));
        all.len() - 1
    });
    if all[at].1.last() != Some(&rule.id) {
        all[at].1.push(rule.id.clone());
    }
}
