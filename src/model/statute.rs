mod kinds;

use crate::diagnostic::{DUPLICATE, Diagnostic, MISSING, Span, UNEXPECTED, UNKNOWN_VALUE, nearest};
use crate::syntax::tree::{
    self, Amount, Announced, Effect, InterestRule, Limitation, Measure, Name, Rule, RuleCondition, State, Value, ValueEntry,
};
use crate::value::{Calendar, Currency, Day, DayCount, Debtor, Debtors, Holiday, Minor};

/// A statute in which every name stands for something.
#[derive(Clone, Debug)]
pub struct Statute {
    /// What a policy's `law` names.
    pub name: String,
    /// What people call it.
    pub title: Option<String>,
    /// The line that opens it.
    pub head: Span,
    /// Currency of its amounts.
    pub currency: Currency,
    /// The day the law was read.
    pub read_on: Day,
    /// The first day its values are known; where the statute does not say, its dated values alone decide.
    pub known_from: Day,
    /// The last day its values are known.
    pub known_until: Day,
    /// How many days a year of interest has.
    pub day_count: DayCount,
    /// What `statutory` interest is, every kind of debtor once.
    pub interest: Vec<InterestRule>,
    /// Where no due date was agreed: days after the issue date.
    pub no_due_date: i32,
    /// Whether a due date on no business day moves to the next.
    pub due_moves: bool,
    /// Months without a charged notice after which the counting starts again.
    pub new_round: Option<i32>,
    /// Days that are not business days.
    pub holidays: Vec<Holiday>,
    /// The same as a calendar.
    pub calendar: Calendar,
    /// Dated values.
    pub values: Vec<Value>,
    /// Rules on a notice, and on terms.
    pub rules: Vec<Rule>,
    /// When a claim lapses.
    pub limitation: Option<Limitation>,
    /// What is coming.
    pub announced: Vec<Announced>,
    /// What it leaves out.
    pub excludes: Vec<String>,
    /// The statutes a practice speaks of; none named is all of them.
    pub speaks_of: Vec<Name>,
}

impl Statute {
    /// The value of this name.
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.values.iter().find(|value| value.name.value == name)
    }

    /// The rule of this code.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id.value == id)
    }

    /// What `statutory` interest is for a kind of debtor.
    pub fn interest_of(&self, debtor: Debtor) -> Option<&InterestRule> {
        self.interest.iter().find(|rule| rule.debtors.contains(debtor))
    }

    /// Whether a practice has a word to say beside the statute of this name.
    pub fn speaks_of(&self, statute: &str) -> bool {
        self.speaks_of.is_empty() || self.speaks_of.iter().any(|name| name.value == statute)
    }

    /// The entry of a value that holds on a day, whether or not the law is known then.
    pub fn entry<'a>(&self, value: &'a Value, day: Day) -> Option<&'a ValueEntry> {
        value.entries.iter().rev().find(|entry| entry.from <= day)
    }

    /// Every day on which a value, a rule or the knowledge of the law changes.
    pub fn changes(&self) -> Vec<Day> {
        let mut days: Vec<Day> = self.values.iter().flat_map(|value| value.entries.iter().map(|entry| entry.from)).collect();
        days.extend(self.rules.iter().flat_map(|rule| [rule.from, rule.until.map(|until| until.plus(1))]).flatten());
        days.sort();
        days.dedup();
        days
    }
}

/// Looks up the names of a statute. A practice needs no dates, rates or calendar of its own.
pub fn build(tree: tree::Statute, practice: bool) -> (Option<Statute>, Vec<Diagnostic>) {
    let mut said = Vec::new();
    let what = format!("statute `{}`", tree.name.value);
    let mut needs = |found: bool, word: &str, why: &str, example: &str| {
        if !found && !practice && !tree.broken.may_hold(word.split(' ').next().unwrap_or(word)) {
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
    let known = |name: &Name, said: &mut Vec<Diagnostic>| {
        if !tree.values.iter().any(|value| value.name.value == name.value) && !tree.broken.may_hold(&name.value) {
            let unknown = UNKNOWN_VALUE.at(name.span).with("found", &name.value);
            said.push(match nearest(&name.value, tree.values.iter().map(|value| value.name.value.as_str())) {
                Some(near) => unknown.hint(format!("did you mean `{near}`?")),
                None => unknown,
            });
        }
    };
    for rule in &tree.interest {
        known(&rule.value, &mut said);
        if let Some(name) = &rule.plus_on_due {
            known(name, &mut said);
        }
    }
    for rule in &tree.rules {
        if rule.cite.is_none() && !rule.broken.may_hold("cite") {
            let why = "a rule without its place in the law cannot be looked up";
            let report = MISSING.at(rule.head).with("what", format!("rule `{}`", rule.id.value)).with("missing", "cite").with("why", why);
            said.push(report.with("example", "cite \"inkassoloven § 9\", statute, high"));
        }
        names_of_rule(rule, &mut |name| known(name, &mut said));
    }
    if let Some(named) = tree.speaks_of.first().filter(|_| !practice) {
        let found = format!("`for {}` in a statute", named.value);
        said.push(UNEXPECTED.at(named.span).with("expected", "`for` in a practice alone").with("found", found));
    }
    kinds::check(&tree, practice, &mut said);
    let statute = (|| {
        Some(Statute {
            name: tree.name.value.clone(),
            title: tree.title.clone(),
            head: tree.head,
            currency: tree.currency.or_else(|| practice.then(|| "EUR".parse().ok())?)?,
            read_on: tree.read_on.unwrap_or(Day::FIRST),
            known_from: tree.known_from.unwrap_or(Day::FIRST),
            known_until: tree.known_until.or(practice.then_some(Day::LAST))?,
            day_count: tree.day_count.or(practice.then_some(DayCount::Actual365))?,
            interest: tree.interest.clone(),
            no_due_date: tree.no_due_date.or(practice.then_some(30))?,
            due_moves: tree.due_moves,
            new_round: tree.new_round,
            calendar: Calendar::new(&tree.holidays),
            holidays: tree.holidays.clone(),
            values: tree.values.clone(),
            rules: tree.rules.clone(),
            limitation: tree.limitation.clone(),
            announced: tree.announced.clone(),
            excludes: tree.excludes.clone(),
            speaks_of: tree.speaks_of.clone(),
        })
    })();
    (statute, said)
}

/// Every value a rule names.
fn names_of_rule(rule: &Rule, each: &mut dyn FnMut(&Name)) {
    for condition in [&rule.when, &rule.unless].into_iter().flatten() {
        names_of_condition(condition, each);
    }
    match &rule.effect {
        Effect::Limit(_, amount) => names_of_amount(amount, each),
        Effect::Require(condition) | Effect::Advise(condition) => names_of_condition(condition, each),
    }
}

fn names_of_condition(condition: &RuleCondition, each: &mut dyn FnMut(&Name)) {
    match condition {
        RuleCondition::All(all) | RuleCondition::Any(all) => all.iter().for_each(|condition| names_of_condition(condition, each)),
        RuleCondition::Not(condition) => names_of_condition(condition, each),
        RuleCondition::FeeAbove(amount) | RuleCondition::LetterFeeAbove(amount) => names_of_amount(amount, each),
        _ => {}
    }
}

fn names_of_amount(amount: &Amount, each: &mut dyn FnMut(&Name)) {
    for measure in &amount.terms {
        names_of_measure(measure, each);
    }
}

fn names_of_measure(measure: &Measure, each: &mut dyn FnMut(&Name)) {
    match measure {
        Measure::Value(name, _) => each(name),
        Measure::DatedShare(name, _, inner) => {
            each(name);
            names_of_measure(inner, each);
        }
        Measure::Share(_, inner) => names_of_measure(inner, each),
        Measure::ByPrincipal(bands) => bands.iter().for_each(|(_, amount)| names_of_amount(amount, each)),
        _ => {}
    }
}

impl Statute {
    /// The upper ends of every band by principal, in minor units.
    pub fn bands(&self) -> impl Iterator<Item = Minor> {
        let amounts = self.rules.iter().filter_map(|rule| if let Effect::Limit(_, amount) = &rule.effect { Some(amount) } else { None });
        let bands = amounts
            .flat_map(|amount| &amount.terms)
            .filter_map(|measure| if let Measure::ByPrincipal(bands) = measure { Some(bands) } else { None });
        bands.flatten().filter_map(|(up_to, _)| up_to.map(|up_to| up_to.minor))
    }

    /// The state of a value on a day as far as the law is known: outside, and before its first entry, it is not encoded.
    pub fn state_on(&self, name: &str, day: Day) -> State {
        let known = (self.known_from..=self.known_until).contains(&day);
        let entry = self.value(name).and_then(|value| self.entry(value, day));
        match entry {
            Some(entry) if known => entry.state,
            _ => State::NotEncoded,
        }
    }
}
