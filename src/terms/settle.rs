/// What is paid by a payment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// Fees and compensation.
    Fees,
    /// Late interest.
    Interest,
    /// The invoice itself.
    Principal,
}

impl Part {
    /// The order in which a payment settles where nobody says otherwise.
    pub const USUAL: [Part; 3] = [Part::Fees, Part::Interest, Part::Principal];
}
