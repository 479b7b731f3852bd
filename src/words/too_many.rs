use crate::check::TooMany;

/// What there is too much of.
pub fn too_many(what: TooMany) -> &'static str {
    match what {
        TooMany::TagsAndFacts => "tags and facts",
        TooMany::AmountsOfCustomer => "amounts and facts of the customer in its conditions",
        TooMany::Histories => "histories of late and skipped steps",
        TooMany::Amounts => "amounts before a rounded share and its rounded limit repeat",
    }
}
