/// What there is too much of to go through every case of a policy.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TooMany {
    /// Cases: kinds of invoices with histories that can still be told apart, day by day.
    Cases,
    /// Amounts before a share that is rounded and a limit that is rounded come to the same again.
    Amounts,
    /// Sums that earlier charges can come to, where these are shares of the invoice's money and a rule limits the total.
    Sums,
}
