use crate::check::{Finding, refusals};
use crate::diagnostic::{Diagnostic, render};
use crate::model::Project;
use crate::words::diagnostic;

/// Prints what of names and units the policies' law does not have; true when nothing can be decided. Nothing is proved for it.
pub fn refused(project: &Project) -> bool {
    let refused: Vec<Diagnostic> = refusals(project).iter().map(|finding| diagnostic(project, finding)).collect();
    eprint!("{}", render(&refused, &project.sources));
    !refused.is_empty()
}

/// Warns of each policy that the check does not pass: what the law forbids is withheld.
pub fn warn(project: &Project, findings: &[Finding]) {
    for policy in &project.policies {
        let of_policy = |finding: &&Finding| finding.is_error() && finding.head == Some(policy.written.head);
        let unlawful: Vec<&str> = findings.iter().filter(of_policy).map(Finding::code).collect();
        if !unlawful.is_empty() {
            let name = &policy.plan.name;
            eprintln!("warning: `{name}` fails `frist check` ({}); what the law forbids is withheld", unlawful.join(", "));
        }
    }
}
