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

    /// Every order in which a payment can settle, the usual one first.
    pub const ORDERS: [[Part; 3]; 6] = [
        Part::USUAL,
        [Part::Fees, Part::Principal, Part::Interest],
        [Part::Interest, Part::Fees, Part::Principal],
        [Part::Interest, Part::Principal, Part::Fees],
        [Part::Principal, Part::Fees, Part::Interest],
        [Part::Principal, Part::Interest, Part::Fees],
    ];
}
