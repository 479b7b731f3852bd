use super::say::say_all;
use crate::check::refusals;
use crate::diagnostic::{Diagnostic, render};
use crate::model::Project;
use crate::words::diagnostic;

/// Prints what of names and units the policies' law does not have; the policies it is about, of which nothing can be decided. Nothing is proved for it.
pub fn refused(project: &Project) -> Vec<String> {
    let refusals = refusals(project);
    let said: Vec<Diagnostic> = refusals.iter().map(|finding| diagnostic(project, finding)).collect();
    say_all(&render(&said, &project.sources));
    refusals.into_iter().map(|finding| finding.policy).collect()
}
