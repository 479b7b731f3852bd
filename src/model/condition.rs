//! Conditions of policies: every name looked up, every type checked.

use crate::diagnostic::{Diagnostic, SHADOWED, Span, UNKNOWN_FACT, UNKNOWN_WORD, WRONG_CURRENCY, WRONG_TYPE, did_you_mean, nearest};
use crate::ledger::InvoiceColumn;
use crate::plan::{Comparison, Condition, Criterion, Fact, FactValue, Right};
use crate::syntax::tree::{self, FactDeclaration, Operand};
use crate::terms::{self, BuiltIn, FactType, Literal, Operator};
use crate::value::Currency;

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
        tree.translated(&mut |criterion| match criterion {
            tree::Criterion::Tagged { customer: true, tag, .. } => Some(Criterion::CustomerTagged(tag.clone())),
            tree::Criterion::Tagged { tag, .. } => Some(Criterion::InvoiceTagged(tag.clone())),
            tree::Criterion::Compare(comparison) => match self.comparison(comparison) {
                Ok(comparison) => comparison.map(Criterion::Compare),
                Err(diagnostic) => {
                    diagnostics.push(*diagnostic);
                    None
                }
            },
        })
    }

    fn comparison(&self, tree: &tree::Comparison) -> Result<Option<Comparison>, Box<Diagnostic>> {
        let Some((fact, kind)) = self.fact(&tree.fact.value, tree.fact.span)? else { return Ok(None) };
        let wrong = |span, found: &str| {
            let fact = format!("`{}`", phrase(&tree.fact.value));
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
                Right::Value(FactValue::of(&literal.value))
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
                        match (kind, FactValue::of(&literal.value)) {
                            (FactType::Money | FactType::Days, FactValue::Whole(whole)) if literal.value.kind() == kind => whole,
                            (FactType::Money | FactType::Days, _) => return wrong(literal.span, literal.value.kind().described()),
                            _ => return Err(Box::new(not_added_to(phrase(&other.value), kind, literal.span))),
                        }
                    }
                };
                Right::Fact(right, plus)
            }
        };
        Ok(Some(Comparison { fact, operator: tree.operator, right }))
    }

    fn fact(&self, fact: &terms::Fact<String>, span: Span) -> Result<Option<(Fact, FactType)>, Box<Diagnostic>> {
        let name = match fact {
            terms::Fact::BuiltIn(fact) => return Ok(Some((Fact::BuiltIn(*fact), fact.kind()))),
            terms::Fact::Declared(name) => name,
        };
        if let Some(at) = self.facts.iter().position(|declared| declared.name.value == *name) {
            return Ok(Some((Fact::Declared(at), self.facts[at].kind)));
        }
        if (self.lost)(name) {
            return Ok(None);
        }
        let unknown = UNKNOWN_FACT.at(span).with("found", name);
        if is_taken(name) {
            let hint = asked_otherwise(name).unwrap_or(
                "the ledger reads this column for itself; a column for conditions has a name of its own, and is declared with `fact`",
            );
            return Err(unknown.hint(hint).into());
        }
        let known = BuiltIn::ALL.iter().map(|(phrase, ..)| *phrase).chain(self.facts.iter().map(|fact| fact.name.value.as_str()));
        Err(match nearest(name, known) {
            Some(near) => unknown.hint(did_you_mean(near)).into(),
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
            if is_taken(&name.value) {
                let shadowed = SHADOWED.at(name.span).with("found", &name.value);
                diagnostics.push(match asked_otherwise(&name.value) {
                    Some(hint) => shadowed.hint(format!("{hint}; otherwise give the fact another name, and its column as well")),
                    None => shadowed,
                });
            }
            if let Some(default) = &fact.default
                && let Err(error) = self.same_currency(&default.value, default.span)
            {
                diagnostics.push(*error);
            }
        }
    }
}

/// Names that conditions do not ask for, and how what they stand for is asked for or said.
const ASKED_OTHERWISE: &[(&str, &str)] = &[
    ("customer", TAGS),
    ("invoice", TAGS),
    ("tags", TAGS),
    ("country", "the policy's `law` decides the country: write a policy for each, with its own `law`"),
    ("currency", "the policy's `currency` decides it: write a policy for each currency"),
    ("amount", "ask for `principal`, the invoice less its credit notes, or for `balance`, what of it is still owed"),
    ("due", "ask for `overdue`, the days past the due date"),
];
const TAGS: &str = "tags are asked for: `customer tagged \"…\"`, `invoice tagged \"…\"`";

fn asked_otherwise(name: &str) -> Option<&'static str> {
    ASKED_OTHERWISE.iter().find(|(other, _)| *other == name).map(|(_, hint)| *hint)
}

/// Something is added to a fact that is no amount and no number of days.
fn not_added_to(fact: &str, kind: FactType, plus: Span) -> Diagnostic {
    let report =
        WRONG_TYPE.at(plus).with("fact", format!("`{fact}`")).with("expected", kind.described()).with("found", "something to add to");
    let text = Some("only amounts and numbers of days have something added with `plus`".into());
    Diagnostic { text, ..report.hint("leave `plus` out, and compare with the fact alone") }
}

/// Whether a name means something already: a word of conditions, a fact of every invoice, a column that the ledger reads for itself.
fn is_taken(name: &str) -> bool {
    ["customer", "invoice", "credit", "name", "country"].contains(&name)
        || BuiltIn::ALL.iter().any(|(phrase, ..)| *phrase == name)
        || InvoiceColumn::named(name).is_some()
}

/// What a text calls a fact.
fn phrase(fact: &terms::Fact<String>) -> &str {
    match fact {
        terms::Fact::BuiltIn(fact) => fact.phrase(),
        terms::Fact::Declared(name) => name,
    }
}

/// What is known instead of an unknown word, for a hint.
pub fn known_words<'a>(found: &str, known: impl Iterator<Item = &'a str> + Clone, what: &str) -> String {
    match nearest(found, known.clone()) {
        Some(near) => did_you_mean(near),
        None => {
            let mut all: Vec<String> = Vec::new();
            // Versions of a policy have steps of the same names.
            for word in known.map(|word| format!("`{word}`")) {
                if !all.contains(&word) {
                    all.push(word);
                }
            }
            if all.is_empty() { format!("there are no {what} yet") } else { format!("the {what} are {}", all.join(", ")) }
        }
    }
}

/// A word that is none of a kind.
pub fn unknown_word<'a>(span: Span, found: &str, kind: &str, known: impl Iterator<Item = &'a str> + Clone, what: &str) -> Diagnostic {
    UNKNOWN_WORD.at(span).with("found", found).with("kind", kind).with("known", known_words(found, known, what))
}
