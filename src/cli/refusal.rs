use crate::check::{Finding, check};
use crate::diagnostic::{Diagnostic, render};
use crate::model::Project;

/// Prints the findings about names and units, without which nothing can be decided; true when there are any. Nothing is proved for it.
pub fn refused(project: &Project) -> bool {
    let wrong: Vec<Diagnostic> = check(project)
        .iter()
        .filter(|finding| finding.is_error() && finding.diagnostic.code.starts_with("F1"))
        .map(|finding| finding.diagnostic.clone())
        .collect();
    eprint!("{}", render(&wrong, &project.sources));
    !wrong.is_empty()
}

/// Warns of each policy that the check does not pass: what the law forbids is withheld.
pub fn warn(project: &Project, findings: &[Finding]) {
    for policy in &project.policies {
        let of_policy = |finding: &&Finding| finding.is_error() && finding.head == Some(policy.written.head);
        let unlawful: Vec<&str> = findings.iter().filter(of_policy).map(|finding| finding.diagnostic.code.as_str()).collect();
        if !unlawful.is_empty() {
            let name = &policy.plan.name;
            eprintln!("warning: `{name}` fails `frist check` ({}); what the law forbids is withheld", unlawful.join(", "));
        }
    }
}
