use super::Finding;
use crate::model::Project;
use crate::run::Note;

/// What a run remarks on where it applies policies that the check does not pass: one remark a policy, in the order of the project.
pub fn failed(project: &Project, findings: &[Finding]) -> Vec<Note> {
    let note = |policy: &crate::model::Policy| {
        let of_policy = |finding: &&Finding| finding.is_error() && finding.head == Some(policy.written.head);
        let codes: Vec<String> = findings.iter().filter(of_policy).map(|finding| finding.code().to_string()).collect();
        (!codes.is_empty()).then(|| Note::Failed { policy: policy.plan.name.clone(), codes })
    };
    project.policies.iter().filter_map(note).collect()
}
