use crate::check::TooMany;

/// What there is too much of to go through.
pub fn too_many(what: TooMany) -> &'static str {
    match what {
        TooMany::Cases => "cases that have to be told apart",
        TooMany::Amounts => "amounts before a rounded share and its rounded limit repeat",
        TooMany::Sums => "sums that shares of the invoice's money can come to, of which a rule limits the total",
    }
}
