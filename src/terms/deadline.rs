use crate::value::Offset;

/// A deadline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Deadline {
    /// How long after sending.
    pub offset: Offset,
    /// Whether a last day that is no business day moves to the next.
    pub on_business_day: bool,
}
