//! What a company's credit manager knows of the law of each country: figures to aim at.

/// What the law of a country asks, as its page in the field's own handbooks has it; only to aim at.
pub struct Country {
    /// The statute.
    pub law: &'static str,
    /// The currency of its amounts.
    pub currency: &'static str,
    /// The most a reminder may cost, in whole units, and the first year it is so.
    pub cap: [(i64, i64); 2],
    /// The same for a payment demand.
    pub demand: i64,
    /// Days after the due date before a letter may cost something, and between two such letters.
    pub wait: i64,
    /// The shortest deadline.
    pub deadline: i64,
    /// What a hand-over may cost.
    pub handover: i64,
    /// The acts a case goes through.
    pub acts: &'static [&'static [&'static str]],
}

/// The four.
pub const COUNTRIES: [Country; 4] = [
    Country {
        law: "NO",
        currency: "NOK",
        cap: [(35, 2021), (38, 2026)],
        demand: 105,
        wait: 14,
        deadline: 14,
        handover: 0,
        acts: &[
            &["reminder", "collection-notice", "handover"],
            &["reminder", "collection-notice", "payment-demand", "handover"],
            &["courtesy", "reminder", "collection-notice", "handover"],
            &["collection-notice", "payment-demand"],
            &["reminder", "reminder"],
            &["courtesy", "call", "reminder", "collection-notice", "payment-demand", "legal-step"],
            &["collection-notice", "handover", "legal-step"],
        ],
    },
    Country {
        law: "SE",
        currency: "SEK",
        cap: [(60, 2002), (60, 2002)],
        demand: 180,
        wait: 1,
        deadline: 8,
        handover: 0,
        acts: &[
            &["reminder", "payment-demand", "handover"],
            &["courtesy", "reminder", "reminder", "payment-demand"],
            &["reminder", "collection-notice", "payment-demand", "legal-step"],
            &["payment-demand", "payment-demand", "handover"],
            &["call", "reminder"],
        ],
    },
    Country {
        law: "DK",
        currency: "DKK",
        cap: [(100, 2003), (100, 2003)],
        demand: 100,
        wait: 10,
        deadline: 10,
        handover: 100,
        acts: &[
            &["reminder", "reminder", "collection-notice", "handover"],
            &["reminder", "reminder", "reminder", "collection-notice", "handover"],
            &["courtesy", "reminder", "payment-demand", "handover"],
            &["reminder", "collection-notice", "legal-step"],
            &["reminder", "call", "reminder"],
        ],
    },
    Country {
        law: "FI",
        currency: "EUR",
        cap: [(5, 2013), (5, 2013)],
        demand: 5,
        wait: 14,
        deadline: 14,
        handover: 0,
        acts: &[
            &["reminder", "payment-demand", "handover"],
            &["reminder", "reminder", "payment-demand", "handover"],
            &["courtesy", "reminder", "collection-notice", "handover"],
            &["reminder", "payment-demand"],
            &["call", "reminder"],
        ],
    },
];
