use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::diagnostic::{Diagnostic, SHADOWED, Span, UNKNOWN_FACT, UNKNOWN_WORD, WRONG_CURRENCY, WRONG_TYPE, nearest};
use crate::syntax::tree::{self, FactDeclaration, FactType, Literal, Operand, Operator};
use crate::value::{Currency, Day, Debtor, Money};

/// A condition with every name looked up and every type checked.
#[derive(Clone, PartialEq, Debug)]
pub enum Condition {
    /// Each of them.
    All(Vec<Condition>),
    /// At least one.
    Any(Vec<Condition>),
    /// Not this one.
    Not(Box<Condition>),
    /// A fact against a value.
    Compare(Comparison),
    /// The invoice has this tag.
    InvoiceTagged(String),
    /// The customer has this tag.
    CustomerTagged(String),
}

/// One comparison of two values of one type.
#[derive(Clone, PartialEq, Debug)]
pub struct Comparison {
    /// Left of the operator.
    pub fact: Fact,
    /// How.
    pub operator: Operator,
    /// Right of the operator.
    pub right: Right,
    /// Where it stands.
    pub span: Span,
}

/// The right side of a comparison.
#[derive(Clone, PartialEq, Debug)]
pub enum Right {
    /// A value.
    Value(Value),
    /// Another fact plus a number of its smallest units.
    Fact(Fact, i64),
}

/// A fact of the invoice or its customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fact {
    /// One every invoice has.
    BuiltIn(tree::Fact),
    /// A declared one, by its place in the policy's list.
    Declared(usize),
}

/// What a fact is for one invoice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// Minor units, or days.
    Whole(i64),
    /// A number.
    Number(Decimal),
    /// A text.
    Text(String),
    /// A date.
    Date(Day),
    /// Yes or no.
    YesNo(bool),
    /// A kind of debtor.
    Debtor(Debtor),
}

impl Value {
    /// How this value stands to another of its type.
    pub fn compare(&self, other: &Value) -> Option<Ordering> {
        match (self, other) {
            (Value::Whole(a), Value::Whole(b)) => Some(a.cmp(b)),
            (Value::Number(a), Value::Number(b)) => Some(a.cmp(b)),
            (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
            (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
            (Value::YesNo(a), Value::YesNo(b)) => Some(a.cmp(b)),
            (Value::Debtor(a), Value::Debtor(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }

    /// The value as a policy writes it.
    pub fn written(&self, kind: FactType, currency: Currency) -> String {
        match self {
            Value::Whole(minor) if kind == FactType::Money => Money::new(*minor, currency).to_string(),
            Value::Whole(1) if kind == FactType::Days => "1 day".into(),
            Value::Whole(days) if kind == FactType::Days => format!("{days} days"),
            Value::Whole(whole) => whole.to_string(),
            Value::Number(number) => number.normalize().to_string(),
            Value::Text(text) => format!("\"{text}\""),
            Value::Date(day) => day.to_string(),
            Value::YesNo(yes) => if *yes { "yes" } else { "no" }.into(),
            Value::Debtor(debtor) => debtor.word().into(),
        }
    }

    /// The value a literal writes.
    pub fn of(literal: &Literal) -> Value {
        match literal {
            Literal::Number(number) => Value::Number(*number),
            Literal::Text(text) => Value::Text(text.clone()),
            Literal::Date(day) => Value::Date(*day),
            Literal::YesNo(yes) => Value::YesNo(*yes),
            Literal::Money(money) => Value::Whole(money.minor),
            Literal::Days(days) => Value::Whole((*days).into()),
            Literal::Debtor(debtor) => Value::Debtor(*debtor),
        }
    }
}

impl Condition {
    /// Whether any comparison asks about a fact that `asks` picks.
    pub fn asks(&self, asks: &dyn Fn(&Fact) -> bool) -> bool {
        match self {
            Condition::All(all) | Condition::Any(all) => all.iter().any(|condition| condition.asks(asks)),
            Condition::Not(condition) => condition.asks(asks),
            Condition::Compare(comparison) => asks(&comparison.fact) || matches!(&comparison.right, Right::Fact(fact, _) if asks(fact)),
            Condition::InvoiceTagged(_) | Condition::CustomerTagged(_) => false,
        }
    }

    /// Every comparison and tag that makes it hold, as `holds` answers for each.
    pub fn holding<'a>(&'a self, holds: &dyn Fn(&Condition) -> bool) -> Vec<&'a Condition> {
        match self {
            Condition::All(all) | Condition::Any(all) => {
                all.iter().filter(|condition| holds(condition)).flat_map(|condition| condition.holding(holds)).collect()
            }
            leaf => vec![leaf],
        }
    }

    /// Every comparison within.
    pub fn comparisons(&self) -> Vec<&Comparison> {
        match self {
            Condition::All(all) | Condition::Any(all) => all.iter().flat_map(Condition::comparisons).collect(),
            Condition::Not(condition) => condition.comparisons(),
            Condition::Compare(comparison) => vec![comparison],
            Condition::InvoiceTagged(_) | Condition::CustomerTagged(_) => Vec::new(),
        }
    }
}

/// What names and currencies mean in one policy.
pub struct Scope<'a> {
    pub facts: &'a [FactDeclaration],
    pub currency: Option<Currency>,
    /// Whether a fact's declaration may have been lost to a mistake.
    pub lost: &'a dyn Fn(&str) -> bool,
}

impl Scope<'_> {
    /// The condition with its names looked up.
    pub fn condition(&self, tree: &tree::Condition, diagnostics: &mut Vec<Diagnostic>) -> Option<Condition> {
        let each = |all: &[tree::Condition], diagnostics: &mut Vec<Diagnostic>| -> Option<Vec<Condition>> {
            // Every branch is looked at before any is given up, so that each mistake is said.
            all.iter().map(|condition| self.condition(condition, diagnostics)).collect::<Vec<_>>().into_iter().collect()
        };
        Some(match tree {
            tree::Condition::All(all) => Condition::All(each(all, diagnostics)?),
            tree::Condition::Any(all) => Condition::Any(each(all, diagnostics)?),
            tree::Condition::Not(condition) => Condition::Not(Box::new(self.condition(condition, diagnostics)?)),
            tree::Condition::Tagged { customer: true, tag, .. } => Condition::CustomerTagged(tag.clone()),
            tree::Condition::Tagged { tag, .. } => Condition::InvoiceTagged(tag.clone()),
            tree::Condition::Compare(comparison) => match self.comparison(comparison) {
                Ok(comparison) => Condition::Compare(comparison?),
                Err(diagnostic) => {
                    diagnostics.push(*diagnostic);
                    return None;
                }
            },
        })
    }

    fn comparison(&self, tree: &tree::Comparison) -> Result<Option<Comparison>, Box<Diagnostic>> {
        let Some((fact, kind)) = self.fact(&tree.fact.value, tree.fact.span)? else { return Ok(None) };
        let wrong = |span, found: &str| {
            let fact = format!("`{}`", tree.fact.value.phrase());
            Err(Box::new(WRONG_TYPE.at(span).with("fact", fact).with("expected", kind.described()).with("found", found)))
        };
        if matches!(kind, FactType::Text | FactType::YesNo | FactType::Debtor) && !matches!(tree.operator, Operator::Is | Operator::IsNot) {
            return wrong(tree.span, "something with a size")
                .map_err(|error: Box<Diagnostic>| Box::new(error.hint("compare it with `is` or `is not`")));
        }
        let right = match &tree.operand {
            Operand::Literal(literal) => {
                if literal.value.kind() != kind {
                    return wrong(literal.span, literal.value.kind().described());
                }
                self.same_currency(&literal.value, literal.span)?;
                Right::Value(Value::of(&literal.value))
            }
            Operand::Fact(other, plus) => {
                let Some((right, other_kind)) = self.fact(&other.value, other.span)? else { return Ok(None) };
                if other_kind != kind {
                    return wrong(other.span, other_kind.described());
                }
                let plus = match plus {
                    None => 0,
                    Some(literal) => {
                        self.same_currency(&literal.value, literal.span)?;
                        match (kind, Value::of(&literal.value)) {
                            (FactType::Money | FactType::Days, Value::Whole(whole)) if literal.value.kind() == kind => whole,
                            _ => return wrong(literal.span, literal.value.kind().described()),
                        }
                    }
                };
                Right::Fact(right, plus)
            }
        };
        Ok(Some(Comparison { fact, operator: tree.operator, right, span: tree.span }))
    }

    fn fact(&self, fact: &tree::Fact, span: Span) -> Result<Option<(Fact, FactType)>, Box<Diagnostic>> {
        let tree::Fact::Declared(name) = fact else {
            return Ok(Some((Fact::BuiltIn(fact.clone()), fact.kind())));
        };
        if let Some(at) = self.facts.iter().position(|declared| declared.name.value == *name) {
            return Ok(Some((Fact::Declared(at), self.facts[at].kind)));
        }
        if (self.lost)(name) {
            return Ok(None);
        }
        let unknown = UNKNOWN_FACT.at(span).with("found", name);
        let known = tree::Fact::BUILT_IN.iter().map(|(phrase, ..)| *phrase).chain(self.facts.iter().map(|fact| fact.name.value.as_str()));
        Err(match nearest(name, known) {
            Some(near) => unknown.hint(format!("did you mean `{near}`?")).into(),
            None => unknown.into(),
        })
    }

    /// An amount must be in the policy's currency.
    pub fn same_currency(&self, literal: &Literal, span: Span) -> Result<(), Box<Diagnostic>> {
        match (literal, self.currency) {
            (Literal::Money(money), Some(currency)) if money.currency != currency => {
                Err(WRONG_CURRENCY.at(span).with("expected", currency).with("found", money.currency).into())
            }
            _ => Ok(()),
        }
    }

    /// Declared facts must not hide built-in ones, and their defaults must be of their currency.
    pub fn check_facts(&self, diagnostics: &mut Vec<Diagnostic>) {
        for fact in self.facts {
            let name = &fact.name;
            if ["customer", "invoice", "credit"].contains(&name.value.as_str())
                || tree::Fact::BUILT_IN.iter().any(|(phrase, ..)| *phrase == name.value)
            {
                diagnostics.push(SHADOWED.at(name.span).with("found", &name.value));
            }
            if let Some(default) = &fact.default
                && let Err(error) = self.same_currency(&default.value, default.span)
            {
                diagnostics.push(*error);
            }
        }
    }
}

/// What is known instead of an unknown word, for a hint.
pub fn known_words<'a>(found: &str, known: impl Iterator<Item = &'a str> + Clone, what: &str) -> String {
    match nearest(found, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let all: Vec<String> = known.map(|word| format!("`{word}`")).collect();
            if all.is_empty() { format!("there are no {what} yet") } else { format!("the {what} are {}", all.join(", ")) }
        }
    }
}

/// A word that is none of a kind.
pub fn unknown_word<'a>(span: Span, found: &str, kind: &str, known: impl Iterator<Item = &'a str> + Clone, what: &str) -> Diagnostic {
    UNKNOWN_WORD.at(span).with("found", found).with("kind", kind).with("known", known_words(found, known, what))
}
