/// What the credit classes of a policy may say of a customer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CreditTitle {
    /// It owes more than it may.
    OverLimit,
    /// An open invoice has longer terms than the class gives.
    TermsTooLong,
    /// Nobody has looked at it for too long.
    CheckOverdue,
    /// It is in no class, and was sold to on credit.
    Prepayment,
    /// It is in no class, or nobody can tell.
    NoClass,
}

impl CreditTitle {
    /// Every one with its words; programs and tests read them, so they keep their meaning.
    pub const ALL: [(&'static str, CreditTitle); 5] = [
        ("over credit limit", CreditTitle::OverLimit),
        ("terms too long", CreditTitle::TermsTooLong),
        ("credit check overdue", CreditTitle::CheckOverdue),
        ("prepayment", CreditTitle::Prepayment),
        ("no credit class", CreditTitle::NoClass),
    ];

    /// Its words.
    pub fn words(self) -> &'static str {
        Self::ALL[self as usize].0
    }
}
