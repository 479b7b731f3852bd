use std::io;

use crate::ledger::Faults;

/// Why there is no ledger.
#[derive(Debug)]
pub enum NotRead {
    /// Every fault of every file, none of which is passed over.
    Faults(Faults),
    /// A file that cannot be read.
    Unreadable(String, io::Error),
}

/// Of a file that cannot be read.
pub(super) fn unreadable(name: &str) -> impl Fn(io::Error) -> NotRead {
    move |error| NotRead::Unreadable(name.into(), error)
}
