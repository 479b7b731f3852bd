/// What a command answers: docs/contracts.md has the meaning of each.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ExitAnswer {
    /// All well.
    Yes = 0,
    /// The answer is no.
    No = 1,
    /// The question could not be asked.
    NotAsked = 2,
}

/// A command's answer, or why the question could not be asked.
pub type Ended = Result<ExitAnswer, String>;
