use super::Finding;
use crate::diagnostic::Span;
use crate::model::{Policy, Project};
use crate::run::Note;

/// What a run remarks on where it applies policies that the check does not pass: one remark a policy, in the order of the project.
pub fn failed(project: &Project, findings: &[Finding]) -> Vec<Note> {
    let note = |(at, policy): (usize, &Policy)| {
        let is_of_name = |other: &Policy| other.plan.name == policy.plan.name;
        // Versions of one name are one policy to whoever reads the note.
        if project.policies[..at].iter().any(is_of_name) {
            return None;
        }
        let heads: Vec<Span> = project.policies.iter().filter(|other| is_of_name(other)).map(|other| other.written.head).collect();
        let of_policy = |finding: &&Finding| finding.is_error() && finding.head.is_some_and(|head| heads.contains(&head));
        let mut codes: Vec<String> = Vec::new();
        for finding in findings.iter().filter(of_policy) {
            if !codes.iter().any(|code| code == finding.code()) {
                codes.push(finding.code().into());
            }
        }
        (!codes.is_empty()).then(|| Note::Failed { policy: policy.plan.name.clone(), codes })
    };
    project.policies.iter().enumerate().filter_map(note).collect()
}
