use super::say::say_all;
use crate::check::refusals;
use crate::diagnostic::{Diagnostic, render};
use crate::model::Project;
use crate::words::diagnostic;

/// Prints what of names and units the policies' law does not have; true when nothing can be decided. Nothing is proved for it.
pub fn refused(project: &Project) -> bool {
    let refused: Vec<Diagnostic> = refusals(project).iter().map(|finding| diagnostic(project, finding)).collect();
    say_all(&render(&refused, &project.sources));
    !refused.is_empty()
}
