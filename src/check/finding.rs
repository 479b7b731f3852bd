use super::Witness;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::model::Policy;

/// Something a check has to say about a policy.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// What, where, why and what to do. The code of a finding of law is the name of the statute's rule.
    pub diagnostic: Diagnostic,
    /// The policy's name.
    pub policy: String,
    /// The line that opens the policy, which tells versions of one name apart.
    pub head: Option<Span>,
    /// The step, if it is about one.
    pub step: Option<String>,
    /// Where the law is written.
    pub cite: Option<String>,
    /// The invoice that shows it.
    pub witness: Option<Witness>,
}

impl Finding {
    /// A finding about a policy as a whole.
    pub fn of(policy: &Policy, diagnostic: Diagnostic) -> Finding {
        Finding { diagnostic, policy: policy.plan.name.clone(), head: Some(policy.written.head), step: None, cite: None, witness: None }
    }

    /// The policy it is about.
    pub fn policy<'a>(&self, policies: &'a [Policy]) -> Option<&'a Policy> {
        policies.iter().find(|policy| Some(policy.written.head) == self.head)
    }

    /// Whether it makes the answer no.
    pub fn is_error(&self) -> bool {
        self.diagnostic.severity == Severity::Error
    }
}
