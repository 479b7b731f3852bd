//! A statute, or the advice of the trade: what it needs is there, and every value its rules name.

mod kinds;

use std::sync::Arc;

use super::written::WrittenLaw;
use crate::diagnostic::{DUPLICATE, Diagnostic, MISSING, Spanned, UNEXPECTED, UNKNOWN_VALUE, did_you_mean, nearest};
use crate::law::{Curves, InterestRule, Law, Rule, Rules, Value, ValueId};
use crate::syntax::tree;
use crate::terms::Name;
use crate::value::{Calendar, Day, Debtors};

/// A statute in which every name stands for something: the law it is, and where that is written.
#[derive(Clone, Debug)]
pub struct Statute {
    /// What it means.
    pub law: Arc<Law>,
    /// Where it says so.
    pub written: WrittenLaw,
}

/// The advice of the trade.
#[derive(Clone, Debug)]
pub struct Practice {
    /// What it is called.
    pub name: String,
    /// What people call it.
    pub title: Option<String>,
    /// Its advice.
    pub rules: Vec<Rule>,
    /// The statutes it speaks of; none named is all of them.
    pub speaks_of: Vec<Name>,
    /// Where it says so.
    pub written: WrittenLaw,
}

impl Practice {
    /// Whether it has a word to say beside the statute of this name.
    pub fn speaks_of(&self, statute: &str) -> bool {
        self.speaks_of.is_empty() || self.speaks_of.iter().any(|name| name.value == statute)
    }
}

/// Looks up the names of a statute.
pub fn build(tree: &tree::Statute) -> (Option<Statute>, Vec<Diagnostic>) {
    let mut said = Vec::new();
    let what = format!("statute `{}`", tree.name.value);
    let mut needs = |found: bool, word: &str, why: &str, example: &str| {
        if !found && !tree.broken.may_hold(word.split(' ').next().unwrap_or(word)) {
            said.push(MISSING.at(tree.head).with("what", &what).with("missing", word).with("why", why).with("example", example));
        }
    };
    needs(tree.currency.is_some(), "currency", "its amounts are in one currency", "currency NOK");
    needs(tree.known_until.is_some(), "known until", "nothing may go stale in silence", "known until 2026-12-31");
    needs(tree.day_count.is_some(), "day count", "interest by day needs the length of a year", "day count actual over 365");
    needs(
        tree.no_due_date.is_some(),
        "no due date",
        "an invoice without a due date is due some day",
        "no due date 30 days after issue date",
    );
    let covered = tree.interest.iter().fold(0, |n, rule| n + rule.debtors.iter().count());
    let all = tree.interest.iter().flat_map(|rule| rule.debtors.iter()).fold(Debtors::NONE, Debtors::with);
    needs(
        all == Debtors::ALL,
        "interest",
        "`statutory` interest must mean something for every kind of debtor",
        "interest forsinkelsesrente",
    );
    if covered > 3 {
        said.push(DUPLICATE.at(tree.head).with("found", "interest").with("what", "said of one of these kinds of debtor"));
    }
    let law = law(tree, &mut said);
    if let Some(named) = tree.speaks_of.first() {
        let found = format!("`for {}` in a statute", named.value);
        said.push(UNEXPECTED.at(named.span).with("expected", "`for` in a practice alone").with("found", found));
    }
    kinds::check(tree, false, &mut said);
    (law.map(|law| Statute { law: Arc::new(law), written: written(tree) }), said)
}

/// Looks up the names of a practice. It only advises, and has no dates, rates, values or calendar of its own.
pub fn practice(tree: &tree::Statute) -> (Option<Practice>, Vec<Diagnostic>) {
    let mut said = Vec::new();
    if let Some(value) = tree.values.first() {
        let report = UNEXPECTED.at(value.name.span).with("expected", "`rule` in a practice");
        said.push(
            report.with("found", format!("the value `{}`", value.name.value)).hint("write the figure into the rule, with its citation"),
        );
    }
    let rules = rules(tree, &mut said);
    kinds::check(tree, true, &mut said);
    let practice = rules.map(|rules| Practice {
        name: tree.name.value.clone(),
        title: tree.title.clone(),
        rules,
        speaks_of: tree.speaks_of.clone(),
        written: written(tree),
    });
    (practice, said)
}

fn law(tree: &tree::Statute, said: &mut Vec<Diagnostic>) -> Option<Law> {
    let interest = tree.interest.iter().map(|rule| {
        let plus_on_due = rule.plus_on_due.as_ref().map(|name| value_named(tree, name, said));
        let value = value_named(tree, &rule.value, said);
        Some(InterestRule {
            debtors: rule.debtors,
            value: value?,
            plus: rule.plus,
            plus_on_due: plus_on_due.map_or(Some(None), |on| Some(Some(on?)))?,
        })
    });
    let interest: Vec<Option<InterestRule>> = interest.collect();
    let rules = rules(tree, said);
    let day_count = tree.day_count?;
    Some(Law {
        name: tree.name.value.clone(),
        title: tree.title.clone(),
        currency: tree.currency?,
        read_on: tree.read_on.unwrap_or(Day::FIRST),
        known_from: tree.known_from.unwrap_or(Day::FIRST),
        known_until: tree.known_until?,
        day_count,
        interest: interest.into_iter().collect::<Option<_>>()?,
        no_due_date: tree.no_due_date?,
        due_moves: tree.due_moves,
        in_time: tree.in_time,
        new_round: tree.new_round,
        calendar: Calendar::new(&tree.holidays),
        holidays: tree.holidays.clone(),
        values: tree.values.iter().map(value).collect(),
        rules: rules?.into(),
        practice: Rules::default(),
        limitation: tree.limitation.as_ref().map(|limitation| limitation.value.clone()),
        announced: tree.announced.clone(),
        excludes: tree.excludes.clone(),
        as_known: None,
        curves: Curves::none(day_count),
    })
}

fn value(tree: &tree::Value) -> Value {
    let entries = tree.entries.iter().map(|entry| entry.value.clone()).collect();
    Value { name: tree.name.value.clone(), cite: tree.cite.clone(), entries }
}

/// The place of the value a name stands for.
fn value_named(tree: &tree::Statute, name: &Name, said: &mut Vec<Diagnostic>) -> Option<ValueId> {
    let found = tree.values.iter().position(|value| value.name.value == name.value);
    if found.is_none() && !tree.broken.may_hold(&name.value) {
        let unknown = UNKNOWN_VALUE.at(name.span).with("found", &name.value);
        said.push(match nearest(&name.value, tree.values.iter().map(|value| value.name.value.as_str())) {
            Some(near) => unknown.hint(did_you_mean(near)),
            None => unknown,
        });
    }
    found
}

fn rules(tree: &tree::Statute, said: &mut Vec<Diagnostic>) -> Option<Vec<Rule>> {
    tree.rules.iter().map(|one| rule(tree, one, said)).collect::<Vec<_>>().into_iter().collect()
}

fn rule(statute: &tree::Statute, tree: &tree::Rule, said: &mut Vec<Diagnostic>) -> Option<Rule> {
    if tree.cite.is_none() && !tree.broken.may_hold("cite") {
        let why = "a rule without its place in the law cannot be looked up";
        let report = MISSING.at(tree.head).with("what", format!("rule `{}`", tree.id.value)).with("missing", "cite").with("why", why);
        said.push(report.with("example", "cite \"inkassoloven § 9\", statute, high"));
    }
    let mut value = |name: &Name| value_named(statute, name, said);
    let mut condition = |condition: &Option<Spanned<tree::RuleCondition>>| match condition {
        None => Some(None),
        Some(condition) => condition.value.translated(&mut |question| question.translated(&mut value)).map(Some),
    };
    let (when, unless) = (condition(&tree.when), condition(&tree.unless));
    let effect = tree.effect.value.translated(&mut value);
    Some(Rule {
        id: tree.id.value.clone(),
        title: tree.title.clone(),
        cite: tree.cite.clone(),
        from: tree.from,
        until: tree.until,
        of: tree.of.clone(),
        when: when?,
        unless: unless?,
        effect: effect?,
        demand: tree.demand.clone(),
    })
}

fn written(tree: &tree::Statute) -> WrittenLaw {
    WrittenLaw {
        head: tree.head,
        rules: tree.rules.iter().map(|rule| (rule.id.value.clone(), rule.span)).collect(),
        limitation: tree.limitation.as_ref().map(|limitation| limitation.span),
        entries: tree.values.iter().map(|value| value.entries.iter().map(|entry| entry.span).collect()).collect(),
    }
}
