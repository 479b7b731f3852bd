//! Each question of the rule language, in each place of a rule, under each dating, in each kind of rule: all are read by one interpreter.
//!
//! The table below says for every question a notice of which it is true and one of which it is not. What follows from it is worked out here as the page
//! on statutes says it: a rule governs when it is in force, `unless` does not hold and `when` does; a governed rule is broken when its demand is not met.

use frist::law::{Breach, BreachKind, InterestClaimed, Invoice, Judged, Law, Owing, Proposal, Sent, Terms, advise, judge};
use frist::model::Project;
use frist::value::{Act, Day, Debtor, Rate};

const DUE: &str = "2026-03-02";
const ON: &str = "2026-03-20";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A notice and its invoice, plain but for what a question is about.
struct Case {
    debtor: Debtor,
    fee_agreed: bool,
    disputed: bool,
    owing: Owing,
    due: Day,
    term: Option<i32>,
    interest_from: Day,
    deadline: Option<Day>,
    fee: i64,
    other_rows: i64,
    history: Vec<Sent>,
}

impl Case {
    fn plain() -> Case {
        let due = day(DUE);
        let (debtor, fee_agreed, disputed) = (Debtor::Consumer, false, false);
        Case {
            debtor,
            fee_agreed,
            disputed,
            owing: Owing::ALL,
            due,
            term: Some(14),
            interest_from: due,
            deadline: None,
            fee: 50_00,
            other_rows: 0,
            history: Vec::new(),
        }
    }

    fn with(change: impl Fn(&mut Case)) -> Case {
        let mut case = Case::plain();
        change(&mut case);
        case
    }

    fn sent(days_ago: i32, fee: i64) -> Case {
        let on = day(ON).plus(-days_ago);
        let sent = Sent { act: Some(Act::Reminder), on: Some(on), deadline: Some(on.plus(5)), fee, compensation: 0, charged: fee > 0 };
        Case::with(|case| case.history = vec![sent])
    }

    /// The same behind a charged letter of which the ledger tells nothing else.
    fn sent_behind_another(days_ago: i32) -> Case {
        let untold = Sent { act: None, on: None, deadline: None, fee: 0, compensation: 0, charged: true };
        let mut case = Case::sent(days_ago, 0);
        case.history.insert(0, untold);
        case
    }

    fn asked<T>(&self, ask: impl Fn(&Invoice, &Proposal) -> T) -> T {
        let invoice = Invoice {
            debtor: self.debtor,
            amount: 1_000_00,
            balance: 1_000_00,
            due: self.due,
            term: self.term,
            arose: day("2026-02-01"),
            interest_from: self.interest_from,
            fee_agreed: self.fee_agreed,
            interest_agreed: None,
            disputed: self.disputed,
            owing: self.owing,
            prior: None,
            history: &self.history,
        };
        let rate = |_: Day| Some(Rate::from_ppm(200_000));
        let on = day(ON);
        let proposal = Proposal {
            act: Act::CollectionNotice,
            on,
            deadline: self.deadline,
            fee: self.fee,
            other_rows: self.other_rows,
            compensation: 0,
            interest: Some(InterestClaimed { first: on, last: on, is_statutory: false, rate: &rate }),
        };
        ask(&invoice, &proposal)
    }
}

/// Each question as a statute writes it, a notice of which it is true, and one of which it is not.
fn questions() -> Vec<(&'static str, Case, Case)> {
    let on = day(ON);
    let plain = Case::plain;
    vec![
        ("debtor is business", Case::with(|case| case.debtor = Debtor::Business), plain()),
        ("debtor is not consumer", Case::with(|case| case.debtor = Debtor::Public), plain()),
        ("fee agreed", Case::with(|case| case.fee_agreed = true), plain()),
        ("disputed", Case::with(|case| case.disputed = true), plain()),
        ("principal is owed", plain(), Case::with(|case| case.owing.principal = false)),
        ("anything is owed", plain(), Case::with(|case| case.owing = Owing { principal: false, anything: false })),
        ("overdue at least 14 days", plain(), Case::with(|case| case.due = on.plus(-13))),
        ("overdue below 14 days", Case::with(|case| case.due = on.plus(-13)), plain()),
        ("payment term at most 14 days", plain(), Case::with(|case| case.term = Some(15))),
        ("payment term above 14 days", Case::with(|case| case.term = Some(15)), plain()),
        ("interest has started", plain(), Case::with(|case| case.interest_from = on)),
        ("deadline at least 14 days", Case::with(|case| case.deadline = Some(on.plus(14))), plain()),
        (
            "deadline at least 5 business days",
            Case::with(|case| case.deadline = Some(on.plus(7))),
            Case::with(|case| case.deadline = Some(on.plus(6))),
        ),
        ("fee above 49 XXX", plain(), Case::with(|case| case.fee = 49_00)),
        ("fee at most 49 XXX", Case::with(|case| case.fee = 49_00), plain()),
        ("letter fee above 60 XXX", Case::with(|case| case.other_rows = 11_00), plain()),
        ("send date after due date moved to next business day", plain(), Case::with(|case| case.due = on)),
        ("an earlier reminder", Case::sent(10, 0), plain()),
        ("an earlier charged reminder", Case::sent(10, 1), Case::sent(10, 0)),
        ("an earlier reminder at least 10 days ago", Case::sent(10, 0), Case::sent(9, 0)),
        ("an earlier reminder after due date", Case::sent(17, 0), Case::sent(18, 0)),
        ("an earlier reminder with deadline of at least 5 days passed", Case::sent(6, 0), Case::sent(5, 0)),
        ("the first reminder with deadline passed", Case::sent(6, 0), plain()),
        // Which was the first nobody knows where others are not told; which is the last is known.
        ("the first reminder with deadline passed", Case::sent(6, 0), Case::sent_behind_another(6)),
        ("the last reminder with deadline passed", Case::sent_behind_another(6), plain()),
        ("the last reminder with deadline passed", Case::sent(6, 0), Case::sent(5, 0)),
        ("earlier reminder at least 1", Case::sent(10, 0), plain()),
        ("days since the last reminder below 11", Case::sent(10, 0), Case::sent(11, 0)),
    ]
}

/// The datings of a rule, and whether it is in force on the day of the notice.
const DATINGS: [(&str, bool); 7] = [
    ("", true),
    ("from 2026-03-20", true),
    ("from 2026-03-21", false),
    ("until 2026-03-20", true),
    ("until 2026-03-19", false),
    ("from 2010-01-01 until 2012-12-31", false),
    ("from 2026-03-20 until 2026-03-20", true),
];

/// Where a question stands in a rule.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Place {
    When,
    Unless,
    NotUnless,
    Demand,
}

const PLACES: [Place; 4] = [Place::When, Place::Unless, Place::NotUnless, Place::Demand];

/// What a rule demands where its question is not the demand: something that is never met.
fn conditions(place: Place, question: &str) -> String {
    match place {
        Place::When => format!("when {question}"),
        Place::Unless => format!("unless {question}"),
        Place::NotUnless => format!("unless not {question}"),
        Place::Demand => String::new(),
    }
}

/// Whether a rule that is in force is broken, where a question in this place is true or not. What is demanded otherwise is never met.
fn is_broken(place: Place, holds: bool) -> bool {
    match place {
        Place::When | Place::NotUnless => holds,
        Place::Unless | Place::Demand => !holds,
    }
}

fn statute(rules: &str) -> String {
    format!(
        "statute XX \"A made-up law\" {{\n    currency XXX\n    known until 2026-12-31\n    day count actual over 365\n    interest rate\n    \
         no due date 30 days after issue date\n    value rate {{ from 2000-01-01: 8 % }}\n{rules}\n}}\n"
    )
    .replace("XXX", "NOK")
}

fn law(text: &str) -> Law {
    let project = Project::read([("xx.frist", text)], false);
    assert!(!project.has_errors(), "{text}\n{:#?}", project.mistakes);
    Law::clone(project.law("XX").unwrap())
}

/// A rule of one kind; `demand` is what it asks for where the question does not.
fn rule(of: &str, dating: &str, place: Place, question: &str, word: &str, never: &str) -> String {
    let question = question.replace("XXX", "NOK");
    let demand = if place == Place::Demand { format!("{word} {question}") } else { format!("{word} {never}") };
    let demand = demand.strip_prefix("limit ").map_or(demand.clone(), |_| format!("limit {never}"));
    let of = if of.is_empty() { String::new() } else { format!("of {of}") };
    let lines = ["cite \"a made-up act § 1\", statute, high".to_string(), of, dating.into(), conditions(place, &question), demand];
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).map(|line| format!("        {line}")).collect();
    format!("    rule XX-R \"A rule\" {{\n{}\n    }}", lines.join("\n"))
}

fn faults(breaches: &[Breach]) -> Vec<BreachKind> {
    breaches.iter().map(|breach| breach.fault.clone()).collect()
}

#[test]
fn rules_on_notices_read_every_question_and_every_dating() {
    let mut tried = 0;
    for (question, yes, no) in questions() {
        for (dating, in_force) in DATINGS {
            for place in PLACES {
                for (word, never) in
                    [("require", "deadline at least 999 days"), ("advise", "deadline at least 999 days"), ("limit", "fee to 0 NOK")]
                {
                    // A limit demands no condition.
                    if word == "limit" && place == Place::Demand {
                        continue;
                    }
                    let law = law(&statute(&rule("collection-notice", dating, place, question, word, never)));
                    for (case, holds) in [(&yes, true), (&no, false)] {
                        let expected = in_force && is_broken(place, holds);
                        let found = case.asked(|invoice, proposal| faults(&judge(&law, invoice, proposal)));
                        let what = format!("{word} {question} {place:?} {dating} holds {holds}");
                        assert_eq!(!found.is_empty(), expected, "{what}");
                        assert!(found.iter().all(|fault| (*fault == BreachKind::Advice) == (word == "advise")), "{what}: {found:?}");
                        tried += 1;
                    }
                }
            }
        }
    }
    assert_eq!(tried, 28 * 7 * (4 + 4 + 3) * 2);
}

#[test]
fn rules_on_interest_read_every_question_and_every_dating() {
    for (question, yes, no) in questions() {
        for (dating, in_force) in DATINGS {
            for place in [Place::When, Place::Unless, Place::NotUnless] {
                let law = law(&statute(&rule("", dating, place, question, "limit", "interest rate to statutory")));
                for (case, holds) in [(&yes, true), (&no, false)] {
                    let expected = in_force && is_broken(place, holds);
                    let found = case.asked(|invoice, proposal| faults(&judge(&law, invoice, proposal)));
                    let what = format!("{question} {place:?} {dating} holds {holds}");
                    let too_high = matches!(found.as_slice(), [BreachKind::RateTooHigh(rate, allowed, _)] if rate.ppm() == 200_000 && allowed.ppm() == 80_000);
                    assert_eq!((found.is_empty(), too_high), (!expected, expected), "{what}: {found:?}");
                }
            }
        }
    }
}

#[test]
fn advice_of_a_practice_reads_every_question_and_every_dating() {
    for (question, yes, no) in questions() {
        for (dating, in_force) in DATINGS {
            for place in PLACES {
                let practice = format!(
                    "practice trade \"Advice\" {{\n    for XX\n{}\n}}\n",
                    rule("collection-notice", dating, place, question, "advise", "deadline at least 999 days")
                );
                let text = format!("{}{practice}", statute(""));
                let project = Project::read([("xx.frist", text.as_str())], false);
                assert!(!project.has_errors(), "{text}\n{:#?}", project.mistakes);
                let law = project.law("XX").unwrap();
                for (case, holds) in [(&yes, true), (&no, false)] {
                    let found = case.asked(|invoice, proposal| {
                        advise(law, invoice, proposal)
                            .iter()
                            .filter(|breach| breach.rule.id == "XX-R")
                            .map(|breach| breach.fault.clone())
                            .collect::<Vec<_>>()
                    });
                    let what = format!("{question} {place:?} {dating} holds {holds}");
                    let expected = if in_force && is_broken(place, holds) { vec![BreachKind::Advice] } else { Vec::new() };
                    assert_eq!(found, expected, "{what}");
                }
            }
        }
    }
}

/// What a payment term can answer.
const OF_TERMS: [&str; 5] =
    ["debtor is business", "debtor is not consumer", "fee agreed", "payment term at most 14 days", "payment term above 14 days"];

#[test]
fn rules_of_terms_read_every_question_they_can_answer_and_every_dating() {
    for (question, yes, no) in questions().into_iter().filter(|(question, ..)| OF_TERMS.contains(question)) {
        for (dating, in_force) in DATINGS {
            for place in PLACES {
                for (word, fault) in [("require", BreachKind::NotMet), ("advise", BreachKind::Advice)] {
                    let law = law(&statute(&rule("terms", dating, place, question, word, "payment term at most 1 day")));
                    for (case, holds) in [(&yes, true), (&no, false)] {
                        let Case { debtor, fee_agreed, .. } = *case;
                        let terms = Terms { debtor, days: case.term.unwrap(), fee_agreed, on: day(ON) };
                        let expected = if in_force && is_broken(place, holds) { vec![fault.clone()] } else { Vec::new() };
                        let broken: Vec<Breach> = law
                            .rules
                            .iter()
                            .enumerate()
                            .filter_map(|(at, rule)| Some(Breach { rule, at, fault: terms.fault(rule)? }))
                            .collect();
                        assert_eq!(faults(&broken), expected, "{word} {question} {place:?} {dating} holds {holds}");
                        // Nothing is said of a notice.
                        let of_notices = case.asked(|invoice, proposal| judge(&law, invoice, proposal).len());
                        assert_eq!(of_notices, 0, "{question} {place:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn rules_of_terms_that_ask_for_more_are_refused() {
    for (question, ..) in questions().into_iter().filter(|(question, ..)| !OF_TERMS.contains(question)) {
        for place in PLACES {
            for word in ["require", "advise"] {
                let text = statute(&rule("terms", "", place, question, word, "payment term at most 1 day"));
                let project = Project::read([("xx.frist", text.as_str())], false);
                let codes: Vec<&str> = project.mistakes.iter().map(|mistake| mistake.code.as_str()).collect();
                assert_eq!(codes, ["F1038"], "{text}");
            }
        }
    }
    let text = statute(
        "    rule XX-R \"A rule\" {\n        cite \"a made-up act § 1\", statute, high\n        of terms\n        limit fee to 0 NOK\n    }",
    );
    assert!(Project::read([("xx.frist", text.as_str())], false).has_errors(), "a limit on terms bounds nothing that a term has");
}

/// What a rule may ask where the law does not tell a value, and whether it holds: `None` where that hangs on the value. The fee is 50 NOK.
const TOLD_OR_NOT: [(&str, Option<bool>); 7] = [
    ("fee above 49 NOK", Some(true)),
    ("fee above 50 NOK", Some(false)),
    ("fee above tak on send date", None),
    // One figure that is told settles it: 50 is not above the larger of 50 and anything.
    ("fee above the larger of 50 NOK, tak on send date", Some(false)),
    ("fee above the larger of 49 NOK, tak on send date", None),
    // 50 NOK is all there is to the fees, and a part of a question that settles it outweighs the other.
    ("fee above total fees", Some(false)),
    ("letter fee above total fees", Some(false)),
];

/// How a limit stands to a fee of 50 NOK: kept, broken, or not to be told.
const LIMITS: [(&str, Option<bool>); 6] = [
    ("fee to 50 NOK", Some(true)),
    ("fee to 49 NOK", Some(false)),
    ("fee to tak on send date", None),
    ("fee to the larger of 50 NOK, tak on send date", Some(true)),
    ("fee to the larger of 49 NOK, tak on send date", None),
    ("total fees to total fees", Some(true)),
];

fn with_unknown(rule: &str) -> Law {
    law(&statute(&format!("    value tak {{ from 2000-01-01: not encoded }}\n{rule}")))
}

#[test]
fn what_settles_a_rule_outweighs_what_is_not_told() {
    let not = |truth: Option<bool>| truth.map(|holds| !holds);
    let both = |a: Option<bool>, b: Option<bool>| match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    };
    let nothing = [("", None)];
    let asked = || TOLD_OR_NOT.iter().map(|(question, holds)| (*question, Some(*holds))).chain(nothing);
    let demands = TOLD_OR_NOT.iter().flat_map(|(question, holds)| [("require", *question, *holds), ("advise", *question, *holds)]);
    let limits = LIMITS.iter().map(|(limit, kept)| ("limit", *limit, *kept));
    let mut tried = 0;
    for (word, demand, kept) in demands.chain(limits) {
        for (when, when_holds) in asked() {
            for (unless, unless_holds) in asked() {
                let line = |word: &str, text: &str| if text.is_empty() { String::new() } else { format!("        {word} {text}\n") };
                let law = with_unknown(&format!(
                    "    rule XX-R \"A rule\" {{\n        cite \"a made-up act § 1\", statute, high\n        of collection-notice\n{}{}        {word} {demand}\n    }}",
                    line("when", when),
                    line("unless", unless)
                ));
                let governed = both(when_holds.unwrap_or(Some(true)), not(unless_holds.unwrap_or(Some(false))));
                let expected = match (both(governed, not(kept)), word) {
                    (Some(false), _) | (None, "advise") => "kept",
                    (Some(true), "advise") => "advice",
                    (Some(true), _) => "broken",
                    (None, _) => "not known",
                };
                let found = Case::plain().asked(|invoice, proposal| faults(&judge(&law, invoice, proposal)));
                let found = match found.as_slice() {
                    [] => "kept",
                    [BreachKind::Advice] => "advice",
                    [BreachKind::NotMet | BreachKind::TooMuch(..)] => "broken",
                    [BreachKind::NotKnown(_)] => "not known",
                    _ => "something else",
                };
                assert_eq!(found, expected, "when {when:?} unless {unless:?} {word} {demand}");
                tried += 1;
            }
        }
    }
    assert_eq!(tried, (7 * 2 + 6) * 8 * 8);
}

#[test]
fn within_the_known_days_nothing_is_assumed() {
    let read = |last: &str, unchanged: bool, on: &str| {
        let tak = format!("    value tak {{ from 2000-01-01: 50 NOK\n from 2026-03-01: not encoded\n from 2026-06-01: 60 NOK\n {last} }}");
        // The first entry is older than what is known.
        let text = statute(&tak).replacen("known until", "known from 2024-01-01\n    known until", 1);
        let project = Project::read([("xx.frist", text.as_str())], unchanged);
        assert!(!project.has_errors(), "{:#?}", project.mistakes);
        let law = project.law("XX").unwrap();
        let tak = law.values.iter().position(|value| value.name == "tak").unwrap();
        law.read(tak, day(on)).ok()
    };
    for (last, on, known, assumed) in [
        ("", "2023-12-31", None, None),
        ("", "2024-01-01", Some(50_00), Some(50_00)),
        ("", "2026-02-28", Some(50_00), Some(50_00)),
        ("", "2026-03-20", None, None),
        ("", "2026-06-01", Some(60_00), Some(60_00)),
        ("", "2026-12-31", Some(60_00), Some(60_00)),
        ("", "2027-01-01", None, Some(60_00)),
        // What is coming within the known days is not assumed away, on them or after them.
        ("from 2026-09-01: announced", "2026-12-31", None, None),
        ("from 2026-09-01: announced", "2027-01-01", None, None),
        // What is coming after them is.
        ("from 2027-01-01: announced", "2027-01-01", None, Some(60_00)),
        ("from 2026-09-01: repealed", "2027-01-01", None, Some(0)),
    ] {
        assert_eq!((read(last, false, on), read(last, true, on)), (known, assumed), "{last} {on}");
    }
    // The one line of a value may have begun before the first known day.
    let text = statute("    value tak { from 2000-01-01: 50 NOK }").replacen("known until", "known from 2024-01-01\n    known until", 1);
    let project = Project::read([("xx.frist", text.as_str())], true);
    let law = project.law("XX").unwrap();
    let tak = law.values.iter().position(|value| value.name == "tak").unwrap();
    assert_eq!(law.read(tak, day("2027-01-01")).ok(), Some(50_00));
}
