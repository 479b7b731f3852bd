use super::Policy;
use super::condition::known_words;
use super::undone::undone;
use crate::diagnostic::{Diagnostic, Span, Spanned, UNKNOWN_FACT, UNKNOWN_POLICY, UNKNOWN_WORD, WRONG_CURRENCY, WRONG_TYPE};
use crate::plan::{FactDeclaration, Plan};
use crate::syntax::tree;
use crate::terms::{CreditTitle, DecisionKind, Expect, Happening, Literal, Name, TestCase};
use crate::value::{Debtor, Money};

/// A test beside a policy.
#[derive(Clone, PartialEq, Debug)]
pub struct Test {
    /// What it shows.
    pub title: String,
    /// The policy it tries.
    pub of: String,
    /// The line that opens it.
    pub head: Span,
    /// One case for a block, one for each row of a table; every name in them stands for something. None where the test, or its policy, has a mistake:
    /// it is not run.
    pub cases: Vec<TestCase>,
}

/// Looks up the names of one test. `names` are all policies of the run, those with mistakes included, each with the statements of it that could not be
/// read; `unread` are the blocks that could not. Of a test with a mistake no case is left: what could not be read may be what it would have failed by.
pub fn build(tree: tree::Test, names: &[(String, tree::Broken)], unread: &tree::Broken, policies: &[Policy]) -> (Test, Vec<Diagnostic>) {
    let said = mistakes(&tree, names, unread, policies);
    let is_whole = said.is_empty() && tree.broken.0.is_empty() && policies.iter().any(|policy| policy.plan.name == tree.of.value);
    let cases = if is_whole { tree.cases } else { Vec::new() };
    (Test { title: tree.title, of: tree.of.value, head: tree.head, cases }, said)
}

fn mistakes(tree: &tree::Test, names: &[(String, tree::Broken)], unread: &tree::Broken, policies: &[Policy]) -> Vec<Diagnostic> {
    let mut said = Vec::new();
    let own = || names.iter().filter(|(name, _)| *name == tree.of.value);
    // What a statement may have defined that could not be read is not looked up.
    let lost = |word: &str| own().any(|(_, broken)| broken.may_hold(word));
    if own().next().is_none() {
        if unread.may_hold(&tree.of.value) {
            return said;
        }
        let known = known_words(&tree.of.value, names.iter().map(|(name, _)| name.as_str()), "policies");
        said.push(UNKNOWN_POLICY.at(tree.of.span).with("found", &tree.of.value).with("known", known));
        return said;
    }
    let versions: Vec<&Plan> = policies.iter().map(|policy| &policy.plan).filter(|plan| plan.name == tree.of.value).collect();
    if versions.is_empty() {
        // Its policy has mistakes of its own; those come first.
        return said;
    }
    let steps: Vec<&str> = versions.iter().flat_map(|policy| policy.steps.iter().map(|step| step.name.as_str())).collect();
    let mut step = |name: &Name, decisions: bool| {
        let known = steps.iter().copied().chain(DecisionKind::ALL.iter().map(|(word, _)| *word).filter(|_| decisions));
        if !lost(&name.value) && !known.clone().any(|known| known == name.value) {
            let kind = if decisions { "step of the policy and no decision" } else { "step of the policy" };
            let report = UNKNOWN_WORD.at(name.span).with("found", &name.value).with("kind", kind);
            said.push(report.with("known", known_words(&name.value, known, if decisions { "steps and decisions" } else { "steps" })));
        }
    };
    for case in &tree.cases {
        for happening in &case.happenings {
            if let Happening::Cancel(name) | Happening::Sent { step: name, .. } = &happening.value.what {
                step(name, false);
            }
        }
        for expect in &case.expects {
            if let Expect::On(expected) = &expect.value {
                step(&expected.what, true);
            }
        }
    }
    for case in &tree.cases {
        let currency = versions[0].currency;
        match amounts(case).into_iter().find(|(money, _)| money.currency != currency) {
            Some((money, span)) => said.push(WRONG_CURRENCY.at(span).with("expected", currency).with("found", money.currency)),
            // What a line undoes may stand in one that could not be read.
            None if tree.broken.0.is_empty() => said.extend(undone(case)),
            None => {}
        }
        for invoice in &case.invoices {
            let debtor = invoice.value.debtor;
            if !versions.iter().any(|policy| policy.covers(debtor)) {
                let known = versions[0].debtors.iter().map(Debtor::word).collect::<Vec<_>>();
                let kind = format!("debtor of `{}`", tree.of.value);
                said.push(super::condition::unknown_word(invoice.span, debtor.word(), &kind, known.iter().copied(), "policy's debtors"));
            }
        }
        let of_invoices: Vec<&FactDeclaration> = versions.iter().flat_map(|plan| &plan.facts).collect();
        let of_customers: Vec<&FactDeclaration> = versions.iter().flat_map(|plan| &plan.customer_facts).collect();
        let of_invoice = case.invoices.iter().flat_map(|invoice| &invoice.value.facts).filter(|(name, _)| !lost(&name.value));
        let of_customer = case.customer.facts.iter().filter(|(name, _)| !lost(&name.value));
        said.extend(of_invoice.filter_map(|(name, value)| not_declared(&of_invoices, name, value)));
        said.extend(of_customer.filter_map(|(name, value)| not_declared(&of_customers, name, value)));
        said.extend(case.expects.iter().filter_map(|expect| unknown_escalation(&versions, &expect.value, &lost)));
    }
    said
}

/// What is wrong with a fact that a test gives a value: nobody declares it, or with another type.
fn not_declared(facts: &[&FactDeclaration], name: &Name, value: &Spanned<Literal>) -> Option<Diagnostic> {
    match facts.iter().find(|fact| fact.name == name.value) {
        None => Some(UNKNOWN_FACT.at(name.span).with("found", &name.value)),
        Some(fact) if fact.kind != value.value.kind() => Some(
            WRONG_TYPE
                .at(value.span)
                .with("fact", format!("`{}`", name.value))
                .with("expected", fact.kind.described())
                .with("found", value.value.kind().described()),
        ),
        Some(_) => None,
    }
}

/// An escalation that is expected, or expected not to be, and that no version has.
fn unknown_escalation(versions: &[&Plan], expect: &Expect, lost: &dyn Fn(&str) -> bool) -> Option<Diagnostic> {
    let (Expect::Escalation(title, _) | Expect::NoEscalation(Some(title), _)) = expect else { return None };
    let own = versions.iter().flat_map(|plan| &plan.escalations).map(|escalation| escalation.title.as_str());
    let of_credit = versions.iter().any(|plan| plan.credit.is_some()).then_some(CreditTitle::ALL);
    let known: Vec<&str> = own.chain(of_credit.into_iter().flatten().map(|(title, _)| title)).collect();
    let found = !lost(&title.value) && known.iter().all(|known| *known != title.value);
    found
        .then(|| super::condition::unknown_word(title.span, &title.value, "escalation of the policy", known.iter().copied(), "escalations"))
}

/// Every amount of a case and the statement it stands in.
fn amounts(case: &TestCase) -> Vec<(Money, Span)> {
    let mut all: Vec<(Money, Span)> = case.invoices.iter().map(|invoice| (invoice.value.amount, invoice.span)).collect();
    all.extend(case.customer.owes.iter().map(|owed| (owed.value.amount, owed.span)));
    all.extend(case.customer.credit_limit.map(|limit| (limit.value, limit.span)));
    for happening in &case.happenings {
        let of: Vec<Money> = match &happening.value.what {
            Happening::Payment(money) | Happening::Reversal(money) | Happening::Credit(money) | Happening::Uncredit(money) => vec![*money],
            Happening::WriteOff(money) | Happening::Promise(_, money) => money.iter().copied().collect(),
            Happening::Waive { fee, interest } => [fee, interest].into_iter().flatten().copied().collect(),
            Happening::Sent { fee, compensation, .. } => [fee, compensation].into_iter().flatten().copied().collect(),
            Happening::Dispute
            | Happening::Resolved
            | Happening::Hold(_)
            | Happening::Release
            | Happening::Plan(_)
            | Happening::PlanEnded
            | Happening::Acknowledged
            | Happening::Judgment
            | Happening::Cancel(_)
            | Happening::Handover
            | Happening::Recalled
            | Happening::Reopened
            | Happening::Assigned
            | Happening::Insolvent
            | Happening::InsolvencyEnded => Vec::new(),
        };
        all.extend(of.into_iter().map(|money| (money, happening.span)));
    }
    for expect in &case.expects {
        if let Expect::On(expected) = &expect.value {
            let of = [expected.fee, expected.compensation, expected.interest, expected.balance, expected.claim];
            all.extend(of.into_iter().flatten().map(|money| (money, expect.span)));
        }
    }
    all
}
