use super::Finding;
use crate::model::{Policy, Project};
use crate::run::Note;

/// What a run remarks on where it applies policies that the check does not pass: one remark a policy, in the order of the project.
pub fn failed(project: &Project, findings: &[Finding]) -> Vec<Note> {
    let note = |policy: &Policy| {
        let of_policy = |finding: &&Finding| finding.is_error() && finding.head == Some(policy.written.head);
        let mut codes: Vec<String> = Vec::new();
        for finding in findings.iter().filter(of_policy) {
            if !codes.iter().any(|code| code == finding.code()) {
                codes.push(finding.code().into());
            }
        }
        (!codes.is_empty()).then(|| Note::Failed { policy: policy.plan.name.clone(), codes })
    };
    project.policies.iter().filter_map(note).collect()
}
