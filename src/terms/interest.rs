use crate::value::{Offset, Rate};

/// The rate of late interest, and from when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Interest {
    /// `statutory`, plus percentage points.
    Statutory(Rate, InterestFrom),
    /// `agreed, otherwise statutory`.
    AgreedOtherwiseStatutory(InterestFrom),
    /// A yearly rate.
    Yearly(Rate, InterestFrom),
}

/// From when late interest runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum InterestFrom {
    /// From the due date.
    DueDate,
    /// From a time after the issue date, but never before the law lets it.
    AfterIssue(Offset),
}
