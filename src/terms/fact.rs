/// A fact a condition may name: one that every invoice has, or one that the policy declares.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Fact<N> {
    /// One every invoice has.
    BuiltIn(BuiltIn),
    /// A declared one: by its name in a text, by its place in the policy's list in a plan.
    Declared(N),
}

/// A fact that every invoice has, or its customer.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BuiltIn {
    /// Principal still outstanding.
    Balance,
    /// Balance, interest and fees.
    Claim,
    /// The invoice amount less credit notes.
    Principal,
    /// Days past the due date.
    Overdue,
    /// The kind of debtor.
    Debtor,
    /// What all overdue invoices of the customer still owe.
    CustomerOverdueBalance,
    /// How many invoices of the customer are overdue.
    CustomerOverdueInvoices,
    /// Days past due of the customer's oldest overdue invoice.
    CustomerOldestOverdue,
    /// What all open invoices of the customer still owe.
    CustomerBalance,
    /// The customer's credit limit.
    CreditLimit,
}

impl BuiltIn {
    /// Each with the phrase that names it and its type.
    pub const ALL: [(&'static str, BuiltIn, FactType); 10] = [
        ("balance", BuiltIn::Balance, FactType::Money),
        ("claim", BuiltIn::Claim, FactType::Money),
        ("principal", BuiltIn::Principal, FactType::Money),
        ("overdue", BuiltIn::Overdue, FactType::Days),
        ("debtor", BuiltIn::Debtor, FactType::Debtor),
        ("customer overdue balance", BuiltIn::CustomerOverdueBalance, FactType::Money),
        ("customer overdue invoices", BuiltIn::CustomerOverdueInvoices, FactType::Number),
        ("customer oldest overdue", BuiltIn::CustomerOldestOverdue, FactType::Days),
        ("customer balance", BuiltIn::CustomerBalance, FactType::Money),
        ("credit limit", BuiltIn::CreditLimit, FactType::Money),
    ];

    /// What kind of thing it is.
    pub fn kind(self) -> FactType {
        BuiltIn::ALL[self as usize].2
    }

    /// The phrase that names it.
    pub fn phrase(self) -> &'static str {
        BuiltIn::ALL[self as usize].0
    }

    /// Whether the customer's other invoices decide it.
    pub fn is_total(self) -> bool {
        match self {
            BuiltIn::CustomerOverdueBalance
            | BuiltIn::CustomerOverdueInvoices
            | BuiltIn::CustomerOldestOverdue
            | BuiltIn::CustomerBalance => true,
            BuiltIn::Balance | BuiltIn::Claim | BuiltIn::Principal | BuiltIn::Overdue | BuiltIn::Debtor | BuiltIn::CreditLimit => false,
        }
    }

    /// Whether it is a fact of one invoice rather than of its customer.
    pub fn is_of_invoice(self) -> bool {
        match self {
            BuiltIn::Balance | BuiltIn::Claim | BuiltIn::Principal | BuiltIn::Overdue => true,
            BuiltIn::Debtor
            | BuiltIn::CustomerOverdueBalance
            | BuiltIn::CustomerOverdueInvoices
            | BuiltIn::CustomerOldestOverdue
            | BuiltIn::CustomerBalance
            | BuiltIn::CreditLimit => false,
        }
    }
}

/// What kind of thing a fact is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FactType {
    /// A bare number.
    Number,
    /// A text.
    Text,
    /// A date.
    Date,
    /// `yes` or `no`.
    YesNo,
    /// An amount.
    Money,
    /// Days; only built-in facts are.
    Days,
    /// A kind of debtor; only the built-in fact is.
    Debtor,
}

impl FactType {
    /// What a value of it is called in a message.
    pub fn described(self) -> &'static str {
        match self {
            FactType::Number => "a number",
            FactType::Text => "a text in quotes",
            FactType::Date => "a date",
            FactType::YesNo => "`yes` or `no`",
            FactType::Money => "an amount",
            FactType::Days => "a number of days",
            FactType::Debtor => "`consumer`, `business` or `public`",
        }
    }
}
