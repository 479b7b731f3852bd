use super::imported::Place;

/// Why settings cannot be read, or not be written as a policy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
    /// Where in the file.
    pub place: Place,
    /// Why.
    pub why: String,
    /// What to do.
    pub help: String,
}

impl Refused {
    /// A refusal of the file as a whole.
    pub(super) fn whole(why: impl Into<String>, help: impl Into<String>) -> Refused {
        Refused { place: Place::default(), why: why.into(), help: help.into() }
    }

    /// A refusal at a place.
    pub(super) fn at(place: &Place, why: impl Into<String>, help: impl Into<String>) -> Refused {
        Refused { place: place.clone(), why: why.into(), help: help.into() }
    }

    /// In one sentence, with the file it is about.
    pub fn told(&self, file: &str) -> String {
        format!("{}: {}; {}", self.place.within(file), self.why, self.help)
    }
}
