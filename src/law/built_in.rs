/// A file built into the program: the name of what it holds, where it stands in the repository, and its text.
pub type Pack = (&'static str, &'static str, &'static str);

/// The statutes, by the name a policy's `law` gives. The one place that names countries.
pub const STATUTES: &[Pack] = &[
    ("DK", "policies/statutes/dk.frist", include_str!("../../policies/statutes/dk.frist")),
    ("FI", "policies/statutes/fi.frist", include_str!("../../policies/statutes/fi.frist")),
    ("NO", "policies/statutes/no.frist", include_str!("../../policies/statutes/no.frist")),
    ("SE", "policies/statutes/se.frist", include_str!("../../policies/statutes/se.frist")),
];

/// The advice of the trade.
pub const PRACTICES: &[Pack] = &[
    ("nordic", "policies/practice/nordic.frist", include_str!("../../policies/practice/nordic.frist")),
    ("swedish", "policies/practice/swedish.frist", include_str!("../../policies/practice/swedish.frist")),
];
