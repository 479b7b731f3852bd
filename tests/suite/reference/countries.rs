//! The four countries' law of the creditor's own dunning a second time, by hand from the research notes and `statute-rules.md`.
//!
//! Only what judges a notice: no advice, no terms of credit. Figures from 2022 on, and older ones where an older date can still decide.

use super::dates::date;
use super::law::{
    Act, Amount, Effect, Ends, Grace, Holiday, LateRate, Law, Limitation, On, Period, Phrase, Pick, Quantity, Rule, Set, table,
};

const LETTERS: [Act; 2] = ["reminder", "collection-notice"];
const DEMANDS: [Act; 3] = ["reminder", "collection-notice", "payment-demand"];

fn rule(id: &'static str, acts: &[Act], effect: Effect) -> Rule {
    Rule { id, days: (None, None), acts: acts.to_vec(), when: None, unless: None, effect }
}

impl Rule {
    pub fn when(self, when: Phrase) -> Rule {
        Rule { when: Some(when), ..self }
    }

    pub fn unless(self, unless: Phrase) -> Rule {
        Rule { unless: Some(unless), ..self }
    }

    fn from(self, day: &str) -> Rule {
        Rule { days: (Some(date(day)), self.days.1), ..self }
    }

    fn until(self, day: &str) -> Rule {
        Rule { days: (self.days.0, Some(date(day))), ..self }
    }
}

fn free(id: &'static str, acts: &[Act]) -> Rule {
    rule(id, acts, Effect::Limit(Quantity::Fee, Amount::Money(0)))
}

fn limit(id: &'static str, acts: &[Act], quantity: Quantity, to: Amount) -> Rule {
    rule(id, acts, Effect::Limit(quantity, to))
}

fn require(id: &'static str, acts: &[Act], phrase: Phrase) -> Rule {
    rule(id, acts, Effect::Require(phrase))
}

/// Nothing owed, nothing asked.
fn nothing_owed(fee: &'static str, compensation: &'static str, asks: &'static str) -> [Rule; 3] {
    let charges = ["courtesy", "call", "reminder", "collection-notice", "payment-demand", "handover"];
    [
        free(fee, &charges).unless(Phrase::PrincipalOwed),
        limit(compensation, &charges, Quantity::Compensation, Amount::Money(0)).unless(Phrase::PrincipalOwed),
        require(asks, &["reminder", "collection-notice", "payment-demand", "handover", "legal-step"], Phrase::SomethingOwed),
    ]
}

fn set(acts: &[Act]) -> Set {
    Set { acts: acts.to_vec(), ..Set::default() }
}

fn charged(acts: &[Act]) -> Set {
    Set { charged: true, ..set(acts) }
}

fn charged_in_round(acts: &[Act]) -> Set {
    Set { in_round: true, ..charged(acts) }
}

fn not(phrase: Phrase) -> Phrase {
    Phrase::Not(Box::new(phrase))
}

fn value(name: &'static str, on: On) -> Amount {
    Amount::Value(name, on)
}

fn business_in_default() -> Phrase {
    Phrase::All(vec![not(Phrase::Consumer), Phrase::InterestStarted])
}

fn statutory_or_agreed() -> Amount {
    Amount::Larger(vec![Amount::Statutory, Amount::Agreed])
}

fn plain(value: &'static str, plus: i128) -> LateRate {
    LateRate { value, plus, plus_on_due: None }
}

pub fn all() -> Vec<Law> {
    vec![norway().ready(), sweden().ready(), denmark().ready(), finland().ready()]
}

fn norway() -> Law {
    use Holiday::{Easter, Fixed};
    let share = |name| Amount::Rounded(1_00, Box::new(Amount::Share(name, On::Due, Box::new(value("inkassosats", On::Send)))));
    let sum = || vec![value("standardkompensasjon", On::InterestStart), value("standardkompensasjon", On::Send)];
    let setoff = [sum(), vec![Amount::TotalFees]].concat();
    let letter_14 = |acts: &[Act]| Phrase::Passed(Pick::Any, set(acts), 14);
    Law {
        name: "NO",
        currency: "NOK",
        known: (date("2004-01-01"), date("2026-12-31")),
        leap_years: true,
        consumer_rate: plain("late", 0),
        other_rate: plain("late", 0),
        no_due_date: 30,
        due_moves: true,
        grace: Grace::None,
        round_months: Some(6),
        holidays: vec![
            Fixed(1, 1),
            Easter(-3),
            Easter(-2),
            Easter(0),
            Easter(1),
            Fixed(5, 1),
            Fixed(5, 17),
            Easter(39),
            Easter(49),
            Easter(50),
            Fixed(12, 25),
            Fixed(12, 26),
        ],
        values: [
            ("inkassosats", table(&[("2017-01-01", 700_00), ("2026-01-01", 750_00)])),
            ("twentieth", table(&[("2004-01-01", 100_000), ("2020-10-01", 50_000)])),
            ("three-twentieths", table(&[("2004-01-01", 300_000), ("2020-10-01", 150_000)])),
            (
                "late",
                table(&[
                    ("2022-01-01", 85_000),
                    ("2022-07-01", 92_500),
                    ("2023-01-01", 107_500),
                    ("2023-07-01", 117_500),
                    ("2024-01-01", 125_000),
                    ("2025-07-01", 122_500),
                    ("2026-01-01", 120_000),
                    ("2026-07-01", 122_500),
                ]),
            ),
            (
                "standardkompensasjon",
                table(&[
                    ("2022-01-01", 390_00),
                    ("2022-07-01", 400_00),
                    ("2023-01-01", 410_00),
                    ("2023-07-01", 460_00),
                    ("2024-01-01", 470_00),
                    ("2024-07-01", 460_00),
                    ("2025-01-01", 470_00),
                    ("2025-07-01", 460_00),
                    ("2026-07-01", 430_00),
                ]),
            ),
        ]
        .into(),
        rules: vec![
            limit("NO-FEE-CAP", &LETTERS, Quantity::Fee, share("twentieth")),
            limit("NO-FEE-CAP-DEMAND", &["payment-demand"], Quantity::Fee, share("three-twentieths")),
            free("NO-FEE-14", &DEMANDS).when(Phrase::OverdueBelow(14)),
            free("NO-FEE-SECOND", &LETTERS).when(Phrase::AtLeast(charged_in_round(&LETTERS), 1)).unless(Phrase::Passed(
                Pick::First,
                charged_in_round(&["reminder"]),
                14,
            )),
            free("NO-FEE-TWO", &LETTERS).when(Phrase::AtLeast(charged_in_round(&LETTERS), 2)),
            free("NO-FEE-AFTER-DEMAND", &LETTERS).when(Phrase::AtLeast(charged_in_round(&["payment-demand"]), 1)),
            free("NO-FEE-DEMAND", &["payment-demand"]).unless(letter_14(&LETTERS)),
            free("NO-FEE-DEMAND-ONE", &["payment-demand"]).when(Phrase::AtLeast(charged_in_round(&["payment-demand"]), 1)),
            free("NO-FEE-DISPUTE", &["courtesy", "call", "reminder", "collection-notice", "payment-demand", "handover"])
                .when(Phrase::Disputed),
            free("NO-FEE-OTHER", &["courtesy", "call", "handover"]),
            require("NO-DUE", &["collection-notice", "payment-demand"], Phrase::OverdueAtLeast(1)),
            require("NO-DEADLINE", &["collection-notice"], Phrase::DeadlineAtLeast(14)),
            require("NO-DEADLINE-DEMAND", &["payment-demand"], Phrase::DeadlineAtLeast(14)),
            require("NO-DEMAND-AFTER-NOTICE", &["payment-demand"], Phrase::Passed(Pick::Last, set(&["collection-notice"]), i64::MIN))
                .when(Phrase::Exists(set(&["collection-notice"]))),
            require("NO-HANDOVER", &["handover"], letter_14(&["collection-notice"])),
            require("NO-DISPUTE", &["payment-demand", "handover"], not(Phrase::Disputed)),
            require("NO-LEGAL-STEP", &["legal-step"], letter_14(&["payment-demand"])),
            limit("NO-COMPENSATION", &[], Quantity::Compensation, Amount::Money(0)).unless(business_in_default()),
            limit("NO-COMPENSATION-SUM", &[], Quantity::TotalCompensation, Amount::Larger(sum())),
            limit("NO-COMPENSATION-SETOFF", &[], Quantity::TotalCharges, Amount::Larger(setoff)),
            limit("NO-INTEREST-CONSUMER", &[], Quantity::Rate, Amount::Statutory).when(Phrase::Consumer),
            limit("NO-INTEREST-BUSINESS", &[], Quantity::Rate, statutory_or_agreed()).unless(Phrase::Consumer),
        ]
        .into_iter()
        .chain(nothing_owed("NO-SETTLED-FEE", "NO-SETTLED-COMPENSATION", "NO-SETTLED"))
        .collect(),
        limitation: Limitation {
            consumer: Period { years: 3, after: Ends::AgreedDueOtherwiseArose },
            other: Period { years: 3, after: Ends::AgreedDueOtherwiseArose },
            last_day_counts: false,
            moves: false,
            restarted_by: vec!["acknowledged", "plan", "legal-step"],
            restarted_for: vec![],
        },
        closed: Default::default(),
    }
}

fn sweden() -> Law {
    use Holiday::{Easter, Fixed, From};
    let setoff = Amount::Larger(vec![value("förseningsersättning", On::Due), Amount::TotalFees]);
    Law {
        name: "SE",
        currency: "SEK",
        known: (date("2002-07-01"), date("2026-12-31")),
        leap_years: false,
        consumer_rate: plain("reference", 80_000),
        other_rate: plain("reference", 80_000),
        no_due_date: 30,
        due_moves: false,
        grace: Grace::All,
        round_months: None,
        holidays: vec![
            Fixed(1, 1),
            Fixed(1, 6),
            Easter(-2),
            Easter(0),
            Easter(1),
            Fixed(5, 1),
            Easter(39),
            Easter(49),
            Fixed(6, 6),
            From(4, 6, 19),
            From(5, 6, 20),
            From(5, 10, 31),
            Fixed(12, 24),
            Fixed(12, 25),
            Fixed(12, 26),
            Fixed(12, 31),
        ],
        values: [
            (
                "reference",
                table(&[
                    ("2020-01-01", 0),
                    ("2022-07-01", 5_000),
                    ("2023-01-01", 25_000),
                    ("2023-07-01", 35_000),
                    ("2024-01-01", 40_000),
                    ("2025-01-01", 30_000),
                    ("2025-07-01", 20_000),
                ]),
            ),
            ("påminnelseavgift", table(&[("2013-03-16", 60_00)])),
            ("kravavgift", table(&[("2013-03-16", 180_00)])),
            ("förseningsersättning", table(&[("2002-07-01", 0), ("2013-03-17", 450_00)])),
        ]
        .into(),
        rules: vec![
            limit("SE-FEE-CAP", &LETTERS, Quantity::Fee, value("påminnelseavgift", On::Send)),
            free("SE-FEE-AGREED", &LETTERS).unless(Phrase::FeeAgreed),
            limit("SE-FEE-CAP-DEMAND", &["payment-demand"], Quantity::Fee, value("kravavgift", On::Send)),
            free("SE-FEE-DEMAND-ONE", &["payment-demand"]).when(Phrase::AtLeast(charged(&["payment-demand"]), 1)),
            free("SE-FEE-DUE", &LETTERS).when(Phrase::OverdueBelow(1)),
            free("SE-FEE-OTHER", &["courtesy", "call", "handover"]),
            free("SE-FEE-DISPUTE", &DEMANDS).when(Phrase::Disputed),
            require("SE-DUE", &["payment-demand"], Phrase::OverdueAtLeast(1)),
            require("SE-DEADLINE", &["payment-demand"], Phrase::DeadlineAtLeast(8)),
            require("SE-LEGAL-STEP", &["legal-step"], Phrase::Passed(Pick::Any, set(&["payment-demand"]), 8)),
            require("SE-DISPUTE", &["payment-demand", "handover"], not(Phrase::Disputed)),
            limit("SE-COMPENSATION", &[], Quantity::Compensation, Amount::Money(0)).unless(business_in_default()),
            limit("SE-COMPENSATION-SETOFF", &[], Quantity::TotalCharges, setoff),
            limit("SE-INTEREST", &[], Quantity::Rate, statutory_or_agreed()),
        ]
        .into_iter()
        .chain(nothing_owed("SE-SETTLED-FEE", "SE-SETTLED-COMPENSATION", "SE-SETTLED"))
        .collect(),
        limitation: Limitation {
            consumer: Period { years: 3, after: Ends::Arose },
            other: Period { years: 10, after: Ends::Arose },
            last_day_counts: true,
            moves: false,
            restarted_by: vec!["acknowledged", "plan", "payment", "reminder", "collection-notice", "payment-demand", "legal-step"],
            restarted_for: vec![],
        },
        closed: Default::default(),
    }
}

fn denmark() -> Law {
    use Holiday::{Easter, EasterUntil, Fixed};
    Law {
        name: "DK",
        currency: "DKK",
        known: (date("2002-08-01"), date("2026-12-31")),
        leap_years: false,
        consumer_rate: LateRate { value: "reference", plus: 0, plus_on_due: Some("margin") },
        other_rate: LateRate { value: "reference", plus: 0, plus_on_due: Some("margin") },
        no_due_date: 30,
        due_moves: false,
        grace: Grace::None,
        round_months: None,
        holidays: vec![
            Fixed(1, 1),
            Easter(-3),
            Easter(-2),
            Easter(0),
            Easter(1),
            EasterUntil(26, 2023),
            Easter(39),
            Easter(49),
            Easter(50),
            Fixed(6, 5),
            Fixed(12, 24),
            Fixed(12, 25),
            Fixed(12, 26),
            Fixed(12, 31),
        ],
        values: [
            (
                "reference",
                table(&[
                    ("2021-07-01", -3_500),
                    ("2022-01-01", -4_500),
                    ("2023-01-01", 19_000),
                    ("2023-07-01", 32_500),
                    ("2024-01-01", 37_500),
                    ("2024-07-01", 35_000),
                    ("2025-01-01", 27_500),
                    ("2025-07-01", 17_500),
                    ("2026-07-01", 20_000),
                ]),
            ),
            ("margin", table(&[("2002-08-01", 70_000), ("2013-03-01", 80_000)])),
            ("rykkergebyr", table(&[("2002-08-01", 100_00)])),
            ("inkassogebyr", table(&[("2002-08-01", 100_00)])),
            ("kompensationsbeløb", table(&[("2002-08-01", 0), ("2013-03-01", 310_00)])),
        ]
        .into(),
        rules: vec![
            limit("DK-FEE-CAP", &DEMANDS, Quantity::LetterFee, value("rykkergebyr", On::Send)),
            free("DK-FEE-THREE", &DEMANDS).when(Phrase::AtLeast(charged(&DEMANDS), 3)),
            free("DK-FEE-10-DAYS", &DEMANDS).when(Phrase::SinceLastBelow(charged(&DEMANDS), 10)),
            free("DK-FEE-DUE", &DEMANDS).when(Phrase::OverdueBelow(1)),
            free("DK-FEE-LETTER", &["courtesy", "call"]),
            free("DK-FEE-DISPUTE", &["reminder", "collection-notice", "payment-demand", "handover"]).when(Phrase::Disputed),
            limit("DK-FEE-HANDOVER", &["handover"], Quantity::Fee, value("inkassogebyr", On::Send)),
            free("DK-FEE-HANDOVER-ONE", &["handover"]).when(Phrase::AtLeast(charged(&["handover"]), 1)),
            require("DK-DUE", &["collection-notice", "payment-demand"], Phrase::OverdueAtLeast(1)),
            require("DK-DEADLINE", &["collection-notice", "payment-demand"], Phrase::DeadlineAtLeast(10)),
            require(
                "DK-HANDOVER",
                &["handover", "legal-step"],
                Phrase::Passed(Pick::Any, set(&["collection-notice", "payment-demand"]), 10),
            ),
            require("DK-DISPUTE", &["payment-demand", "handover"], not(Phrase::Disputed)),
            limit("DK-COMPENSATION", &[], Quantity::Compensation, Amount::Money(0)).unless(business_in_default()),
            limit("DK-COMPENSATION-SUM", &[], Quantity::TotalCompensation, value("kompensationsbeløb", On::Arose)),
            limit("DK-INTEREST-CONSUMER", &[], Quantity::Rate, Amount::Statutory).when(Phrase::Consumer),
            limit("DK-INTEREST-BUSINESS", &[], Quantity::Rate, statutory_or_agreed()).unless(Phrase::Consumer),
            // A chosen reading: the day of the letter itself is no day to pay.
            free("DK-REMINDER-DEADLINE", &["reminder"]).unless(Phrase::DeadlineAtLeast(1)),
        ]
        .into_iter()
        .chain(nothing_owed("DK-SETTLED-FEE", "DK-SETTLED-COMPENSATION", "DK-SETTLED"))
        .collect(),
        limitation: Limitation {
            consumer: Period { years: 3, after: Ends::Due },
            other: Period { years: 3, after: Ends::Due },
            last_day_counts: true,
            moves: true,
            restarted_by: vec!["plan", "legal-step"],
            restarted_for: vec![("acknowledged", 10), ("judgment", 10)],
        },
        closed: Default::default(),
    }
}

fn finland() -> Law {
    use Holiday::{Easter, Fixed, From};
    let consumer = |more: Phrase| Phrase::All(vec![Phrase::Consumer, more]);
    let after_reminder = Set { after_due: true, days_ago: Some(14), ..set(&LETTERS) };
    let total = Amount::ByPrincipal(vec![(Some(100_00), 60_00), (Some(1_000_00), 120_00), (None, 210_00)]);
    let setoff = Amount::Larger(vec![value("vakiokorvaus", On::InterestStart), Amount::TotalFees]);
    Law {
        name: "FI",
        currency: "EUR",
        known: (date("2007-01-01"), date("2026-12-31")),
        leap_years: false,
        consumer_rate: plain("viitekorko", 70_000),
        other_rate: LateRate { value: "viitekorko", plus: 0, plus_on_due: Some("commercial") },
        no_due_date: 30,
        due_moves: false,
        grace: Grace::Consumers,
        round_months: None,
        holidays: vec![
            Fixed(1, 1),
            Fixed(1, 6),
            Easter(-2),
            Easter(0),
            Easter(1),
            Fixed(5, 1),
            Easter(39),
            Easter(49),
            From(4, 6, 19),
            From(5, 6, 20),
            From(5, 10, 31),
            Fixed(12, 6),
            Fixed(12, 24),
            Fixed(12, 25),
            Fixed(12, 26),
        ],
        values: [
            (
                "viitekorko",
                table(&[
                    ("2016-07-01", 0),
                    ("2023-01-01", 25_000),
                    ("2023-07-01", 40_000),
                    ("2024-01-01", 45_000),
                    ("2025-01-01", 35_000),
                    ("2025-07-01", 25_000),
                ]),
            ),
            ("commercial", table(&[("2007-01-01", 70_000), ("2013-03-16", 80_000)])),
            ("consumer fee", table(&[("2013-03-16", 5_00)])),
            ("business fee", table(&[("2021-01-01", 10_00), ("2022-05-01", 12_00)])),
            ("vakiokorvaus", table(&[("2007-01-01", 0), ("2013-03-16", 40_00)])),
        ]
        .into(),
        rules: vec![
            limit("FI-FEE-CONSUMER", &DEMANDS, Quantity::Fee, value("consumer fee", On::Send)).when(Phrase::Consumer),
            limit("FI-FEE-BUSINESS", &DEMANDS, Quantity::Fee, value("business fee", On::Send)).unless(Phrase::Consumer),
            free("FI-FEE-DUE", &DEMANDS).when(Phrase::OverdueBelow(1)),
            free("FI-FEE-14", &DEMANDS).when(consumer(Phrase::OverdueBelow(14))),
            free("FI-FEE-INVOICE", &DEMANDS).when(consumer(Phrase::TermAtMost(13))),
            free("FI-FEE-SECOND", &DEMANDS).when(consumer(Phrase::SinceLastBelow(charged(&DEMANDS), 14))),
            free("FI-FEE-DEMAND", &["payment-demand"]).when(consumer(Phrase::SinceLastBelow(set(&DEMANDS), 14))),
            free("FI-FEE-BUSINESS-10", &DEMANDS)
                .from("2022-05-01")
                .when(Phrase::SinceLastBelow(set(&DEMANDS), 10))
                .unless(Phrase::Consumer),
            free("FI-FEE-BUSINESS-7", &DEMANDS)
                .from("2021-01-01")
                .until("2022-04-30")
                .when(Phrase::SinceLastBelow(set(&DEMANDS), 7))
                .unless(Phrase::Consumer),
            free("FI-FEE-HANDOVER", &["courtesy", "handover"]),
            limit("FI-FEE-TOTAL", &DEMANDS, Quantity::TotalFees, total).from("2013-03-16").when(Phrase::Consumer),
            require("FI-DEMAND", &["payment-demand", "handover"], Phrase::Exists(after_reminder)).when(Phrase::Consumer),
            require(
                "FI-DISPUTE",
                &["courtesy", "call", "reminder", "collection-notice", "payment-demand", "handover"],
                not(Phrase::Disputed),
            )
            .when(Phrase::Consumer),
            limit("FI-COMPENSATION", &[], Quantity::Compensation, Amount::Money(0)).unless(business_in_default()),
            limit("FI-COMPENSATION-SETOFF", &[], Quantity::TotalCharges, setoff),
            limit("FI-INTEREST-CONSUMER", &[], Quantity::Rate, Amount::Statutory).when(Phrase::Consumer),
            limit("FI-INTEREST-BUSINESS", &[], Quantity::Rate, statutory_or_agreed()).unless(Phrase::Consumer),
        ]
        .into_iter()
        .chain(nothing_owed("FI-SETTLED-FEE", "FI-SETTLED-COMPENSATION", "FI-SETTLED"))
        .collect(),
        limitation: Limitation {
            consumer: Period { years: 3, after: Ends::AgreedDueOtherwiseArose },
            other: Period { years: 3, after: Ends::AgreedDueOtherwiseArose },
            last_day_counts: true,
            moves: false,
            restarted_by: vec!["acknowledged", "plan", "payment", "reminder", "collection-notice", "payment-demand", "legal-step"],
            restarted_for: vec![("judgment", 5)],
        },
        closed: Default::default(),
    }
}
