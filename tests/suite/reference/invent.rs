//! Statutes nobody made, with small constants, and the `.frist` text of any of them.

use super::dates::{Date, date, show};
use super::generate::Dice;
use super::law::{
    Act, Amount, Effect, Ends, Grace, Holiday, LateRate, Law, Limitation, On, Period, Phrase, Pick, Quantity, Rule, Set, table,
};
use super::print::{money, percent};

const LETTERS: [Act; 3] = ["reminder", "collection-notice", "payment-demand"];
const IDS: [&str; 16] =
    ["XA-1", "XA-2", "XA-3", "XA-4", "XA-5", "XA-6", "XA-7", "XA-8", "XA-9", "XA-10", "XA-11", "XA-12", "XA-13", "XA-14", "XA-15", "XA-16"];

fn some_acts(dice: &mut Dice) -> Vec<Act> {
    let acts = dice.of(&[&LETTERS[..], &LETTERS[..1], &LETTERS[..2], &LETTERS[1..], &LETTERS[1..2]]);
    acts.to_vec()
}

fn set(dice: &mut Dice, rounds: bool) -> Set {
    Set {
        charged: dice.chance(50),
        acts: some_acts(dice),
        in_round: rounds && dice.chance(40),
        after_due: dice.chance(15),
        days_ago: if dice.chance(15) { Some(dice.from(1, 5)) } else { None },
    }
}

fn small(dice: &mut Dice) -> i64 {
    dice.of(&[1, 3, 8, 10, 14])
}

fn phrase(dice: &mut Dice, rounds: bool, depth: i64) -> Phrase {
    if dice.chance(8) {
        return dice.of(&[Phrase::PrincipalOwed, Phrase::SomethingOwed]);
    }
    match dice.from(0, if depth > 0 { 14 } else { 12 }) {
        0 => Phrase::Consumer,
        1 => Phrase::FeeAgreed,
        2 => Phrase::Disputed,
        3 => Phrase::OverdueBelow(small(dice)),
        4 => Phrase::OverdueAtLeast(small(dice)),
        5 => Phrase::TermAtMost(dice.of(&[10, 13, 14, 30])),
        6 => Phrase::InterestStarted,
        7 => Phrase::DeadlineAtLeast(small(dice)),
        8 => Phrase::BusinessDeadlineAtLeast(dice.from(3, 9)),
        9 => Phrase::Exists(set(dice, rounds)),
        10 => {
            let days = if dice.chance(30) { i64::MIN } else { small(dice) };
            Phrase::Passed(dice.of(&[Pick::Any, Pick::First, Pick::Last]), set(dice, rounds), days)
        }
        11 => Phrase::AtLeast(set(dice, rounds), dice.from(1, 3) as usize),
        12 => Phrase::SinceLastBelow(set(dice, rounds), small(dice)),
        13 => Phrase::Not(Box::new(phrase(dice, rounds, 0))),
        _ => Phrase::All(vec![phrase(dice, rounds, 0), phrase(dice, rounds, 0)]),
    }
}

fn effect(dice: &mut Dice, rounds: bool) -> Effect {
    let day = dice.of(&[On::Send, On::Due, On::Arose, On::InterestStart]);
    let sum = Amount::Value("sum", day);
    let bands = Amount::ByPrincipal(vec![(Some(100_00), 12_00), (Some(500_00), 20_00), (None, 45_00)]);
    let cap = Amount::Value("cap", dice.of(&[day, On::Due, On::Arose]));
    match dice.from(0, 14) {
        0..=2 => Effect::Limit(Quantity::Fee, Amount::Money(0)),
        10 => Effect::Limit(Quantity::LetterFee, dice.of(&[cap, bands])),
        11..=13 => Effect::Require(Phrase::LetterFeeAtMost(cap)),
        14 => Effect::Require(dice.of(&[Phrase::FeeAtMost(cap.clone()), Phrase::FeeAbove(cap)])),
        3 => Effect::Limit(Quantity::TotalFees, bands),
        4 => Effect::Limit(Quantity::TotalCompensation, sum),
        5 => Effect::Limit(Quantity::TotalCharges, Amount::Larger(vec![sum, Amount::TotalFees])),
        6 => Effect::Limit(Quantity::Rate, dice.of(&[Amount::Statutory, Amount::Larger(vec![Amount::Statutory, Amount::Agreed])])),
        _ => Effect::Require(phrase(dice, rounds, 1)),
    }
}

fn period(dice: &mut Dice) -> Period {
    Period { years: dice.from(1, 3), after: dice.of(&[Ends::AgreedDueOtherwiseArose, Ends::Due, Ends::Arose]) }
}

/// A rule for which an invoice may have to go out alone.
pub fn of_letters(dice: &mut Dice, law: &mut Law) {
    let (when, most) = if dice.chance(85) {
        let short = Phrase::TermAtMost(13);
        (Some(if dice.chance(50) { short } else { Phrase::Not(Box::new(short)) }), Amount::Money(2_00))
    } else {
        (None, Amount::Value("cap", On::Arose))
    };
    let effect = Effect::Require(Phrase::LetterFeeAtMost(most));
    let rule = Rule { id: IDS[15], days: (None, None), acts: Vec::new(), when, unless: None, effect };
    law.rules.truncate(2);
    law.rules.push(rule);
}

pub fn is_of_letters(law: &Law) -> bool {
    law.rules.iter().any(|rule| rule.id == IDS[15])
}

/// A statute under which every fee and compensation has some bound.
pub fn law(dice: &mut Dice) -> Law {
    let round_months = if dice.chance(50) { Some(dice.from(1, 2)) } else { None };
    let rounds = round_months.is_some();
    let cap = if dice.chance(50) {
        Amount::Value("cap", On::Send)
    } else {
        let share = Amount::Share("share", dice.of(&[On::Send, On::Due]), Box::new(Amount::Value("base", On::Send)));
        if dice.chance(60) { Amount::Rounded(1_00, Box::new(share)) } else { share }
    };
    let bound =
        |id, quantity, to| Rule { id, days: (None, None), acts: Vec::new(), when: None, unless: None, effect: Effect::Limit(quantity, to) };
    let mut rules = vec![bound(IDS[0], Quantity::Fee, cap), bound(IDS[1], Quantity::Compensation, Amount::Value("sum", On::Send))];
    for id in IDS.into_iter().skip(2).take(dice.from(1, 7) as usize) {
        let from = if dice.chance(10) { Some(date("2026-05-01")) } else { None };
        rules.push(Rule {
            id,
            days: (from, if dice.chance(10) { Some(date("2026-08-31")) } else { None }),
            acts: if dice.chance(70) { some_acts(dice) } else { vec!["handover", "legal-step"] },
            when: if dice.chance(60) { Some(phrase(dice, rounds, 1)) } else { None },
            unless: if dice.chance(30) { Some(phrase(dice, rounds, 1)) } else { None },
            effect: effect(dice, rounds),
        });
    }
    let due_moves = dice.chance(50);
    Law {
        name: "XA",
        currency: "EUR",
        known: (date("2010-01-01"), date("2026-12-31")),
        leap_years: dice.chance(50),
        consumer_rate: LateRate { value: "rate", plus: dice.of(&[0, 70_000]), plus_on_due: None },
        other_rate: LateRate { value: "rate", plus: 0, plus_on_due: if dice.chance(50) { Some("margin") } else { None } },
        no_due_date: dice.of(&[14, 30]),
        due_moves,
        grace: if due_moves { Grace::None } else { dice.of(&[Grace::None, Grace::Consumers, Grace::All, Grace::All]) },
        round_months,
        holidays: vec![
            Holiday::Fixed(5, 1),
            Holiday::Easter(-2),
            Holiday::Easter(1),
            Holiday::EasterUntil(39, 2025),
            Holiday::From(4, 6, 19),
        ],
        values: [
            ("rate", table(&[("2010-01-01", 80_000), ("2026-03-15", 12_500), ("2026-07-01", 122_500)])),
            ("margin", table(&[("2010-01-01", 70_000), ("2026-03-01", 80_000)])),
            ("cap", table(&[("2010-01-01", 5_00), ("2026-04-15", 35_50), ("2026-08-01", 12_00)])),
            ("share", table(&[("2010-01-01", 100_000), ("2026-04-01", 50_000)])),
            ("base", table(&[("2010-01-01", 75_50), ("2026-06-01", 100_10)])),
            ("sum", table(&[("2010-01-01", 40_00), ("2026-05-15", 45_00)])),
        ]
        .into(),
        rules,
        limitation: Limitation {
            consumer: period(dice),
            other: period(dice),
            last_day_counts: dice.chance(50),
            moves: dice.chance(50),
            restarted_by: vec!["acknowledged", "payment", "reminder"],
            restarted_for: vec![("judgment", dice.from(1, 4)), ("plan", dice.from(1, 4))],
        },
        closed: Default::default(),
    }
    .ready()
}

fn acts(acts: &[Act]) -> String {
    acts.join(", ")
}

impl Set {
    fn print(&self) -> String {
        let mut text = format!("{}{}", if self.charged { "charged " } else { "" }, acts(&self.acts));
        text += if self.in_round { " in this round" } else { "" };
        text += if self.after_due { " after due date" } else { "" };
        text + &self.days_ago.map_or(String::new(), |days| format!(" at least {} ago", days_of(days)))
    }
}

fn days_of(days: i64) -> String {
    format!("{days} day{}", if days == 1 { "" } else { "s" })
}

fn years_of(years: i64) -> String {
    format!("{years} year{}", if years == 1 { "" } else { "s" })
}

impl Phrase {
    fn print(&self) -> String {
        match self {
            Phrase::All(all) => format!("all of {{\n{}}}", all.iter().fold(String::new(), |text, one| text + &one.print() + "\n")),
            Phrase::Not(one) => format!("not {}", one.print()),
            Phrase::Consumer => "debtor is consumer".into(),
            Phrase::FeeAgreed => "fee agreed".into(),
            Phrase::Disputed => "disputed".into(),
            Phrase::PrincipalOwed => "principal is owed".into(),
            Phrase::SomethingOwed => "anything is owed".into(),
            Phrase::OverdueBelow(days) => format!("overdue below {}", days_of(*days)),
            Phrase::OverdueAtLeast(days) => format!("overdue at least {}", days_of(*days)),
            Phrase::TermAtMost(days) => format!("payment term at most {}", days_of(*days)),
            Phrase::InterestStarted => "interest has started".into(),
            Phrase::DeadlineAtLeast(days) => format!("deadline at least {}", days_of(*days)),
            Phrase::BusinessDeadlineAtLeast(days) => format!("deadline at least {days} business days"),
            Phrase::Exists(set) => format!("an earlier {}", set.print()),
            Phrase::Passed(pick, set, days) => {
                let pick = match pick {
                    Pick::Any => "an earlier",
                    Pick::First => "the first",
                    Pick::Last => "the last",
                };
                let of = if *days == i64::MIN { String::new() } else { format!(" of at least {}", days_of(*days)) };
                format!("{pick} {} with deadline{of} passed", set.print())
            }
            Phrase::AtLeast(set, number) => format!("earlier {} at least {number}", set.print()),
            Phrase::FeeAbove(most) => format!("fee above {}", most.print()),
            Phrase::FeeAtMost(most) => format!("fee at most {}", most.print()),
            Phrase::LetterFeeAtMost(most) => format!("letter fee at most {}", most.print()),
            Phrase::SinceLastBelow(set, days) => format!("days since the last {} below {}", set.print(), days_of(*days)),
        }
    }
}

impl Amount {
    fn print(&self) -> String {
        let day = |on: &On| match on {
            On::Send => "send date",
            On::Due => "due date",
            On::Arose => "arose",
            On::InterestStart => "interest start",
        };
        match self {
            Amount::Money(minor) => format!("{} EUR", money(*minor)),
            Amount::Value(name, on) => format!("{name} on {}", day(on)),
            Amount::Share(name, on, of) => format!("{name} on {} of {}", day(on), of.print()),
            Amount::Rounded(to, amount) => format!("{}, rounded to {} EUR", amount.print(), money(*to)),
            Amount::Statutory => "statutory".into(),
            Amount::Agreed => "agreed".into(),
            Amount::TotalFees => "total fees".into(),
            Amount::Larger(all) => format!("the larger of {}", all.iter().map(Amount::print).collect::<Vec<_>>().join(", ")),
            Amount::ByPrincipal(bands) => {
                let line = |text: String, (end, sum): &(Option<i128>, i128)| {
                    let end = end.map_or("above".into(), |end| format!("up to {} EUR", money(end)));
                    format!("{text}{end}: {} EUR\n", money(*sum))
                };
                format!("by principal {{\n{}}}", bands.iter().fold(String::new(), line))
            }
        }
    }
}

impl Rule {
    fn print(&self) -> String {
        let mut text = format!("rule {} \"{}\" {{\ncite \"nowhere\", statute, high\n", self.id, self.id);
        let mut line = |line: String| text += &(line + "\n");
        let day = |word: &str, day: Option<Date>| day.map_or(String::new(), |day| format!("{word} {} ", show(day)));
        line(format!("{}{}", day("from", self.days.0), day("until", self.days.1)));
        if !self.acts.is_empty() {
            line(format!("of {}", acts(&self.acts)));
        }
        if let Some(when) = &self.when {
            line(format!("when {}", when.print()));
        }
        if let Some(unless) = &self.unless {
            line(format!("unless {}", unless.print()));
        }
        line(match &self.effect {
            Effect::Require(phrase) => format!("require {}", phrase.print()),
            Effect::Limit(quantity, amount) => {
                let quantity = match quantity {
                    Quantity::Fee => "fee",
                    Quantity::LetterFee => "letter fee",
                    Quantity::Compensation => "compensation",
                    Quantity::TotalFees => "total fees",
                    Quantity::TotalCompensation => "total compensation",
                    Quantity::TotalCharges => "total charges",
                    Quantity::Rate => "interest rate",
                };
                format!("limit {quantity} to {}", amount.print())
            }
        });
        text + "}\n"
    }
}

impl Law {
    /// The text of an invented statute.
    pub fn print(&self) -> String {
        let mut text = format!("statute {} \"{}\" {{\ncurrency {}\nread on 2026-11-21\n", self.name, self.name, self.currency);
        let mut line = |line: String| text += &(line + "\n");
        line(format!("known from {}\nknown until {}", show(self.known.0), show(self.known.1)));
        line(format!("day count actual over {}", if self.leap_years { "calendar year" } else { "365" }));
        for (debtors, rate) in [("consumer", &self.consumer_rate), ("business, public", &self.other_rate)] {
            let plus = match (rate.plus, rate.plus_on_due) {
                (0, None) => String::new(),
                (points, None) => format!(" plus {} percentage points", percent(points)),
                (_, Some(value)) => format!(" plus {value} on due date"),
            };
            line(format!("interest {debtors} {}{plus}", rate.value));
        }
        line(format!("no due date {} after issue date", days_of(self.no_due_date)));
        match self.grace {
            Grace::None => {}
            Grace::Consumers => line("in time consumer on next business day".into()),
            Grace::All => line("in time on next business day".into()),
        }
        if self.due_moves {
            line("due date moved to next business day".into());
        }
        if let Some(months) = self.round_months {
            line(format!("new round {months} month{} after the last charged notice", if months == 1 { "" } else { "s" }));
        }
        const MONTHS: [&str; 6] = ["January", "February", "March", "April", "May", "June"];
        for holiday in &self.holidays {
            line(match holiday {
                Holiday::Fixed(month, day) => format!("holiday \"h\" on {day} {}", MONTHS[*month as usize - 1]),
                Holiday::Easter(days) if *days < 0 => format!("holiday \"h\" {} before easter", days_of(-days)),
                Holiday::Easter(days) => format!("holiday \"h\" {} after easter", days_of(*days)),
                Holiday::EasterUntil(days, year) => format!("holiday \"h\" {} after easter until {year}-12-31", days_of(*days)),
                Holiday::From(_, month, day) => format!("holiday \"h\" on the friday from {day} {}", MONTHS[*month as usize - 1]),
            });
        }
        for (name, lines) in &self.values {
            let figure = |figure: i128| match *name {
                "rate" | "share" => format!("{} %", percent(figure)),
                "margin" => format!("{} percentage points", percent(figure)),
                _ => format!("{} EUR", money(figure)),
            };
            let of = |text: String, (from, number): &(Date, i128)| format!("{text}from {}: {}\n", show(*from), figure(*number));
            line(format!("value {name} {{\ncite \"nowhere\", statute, high\n{}}}", lines.iter().fold(String::new(), of)));
        }
        self.rules.iter().for_each(|rule| line(rule.print()));
        let limitation = &self.limitation;
        line("limitation XA-LIMITATION {\ncite \"nowhere\", statute, high".into());
        for (debtors, period) in [("consumer", limitation.consumer), ("business, public", limitation.other)] {
            let after = match period.after {
                Ends::AgreedDueOtherwiseArose => "agreed due date, otherwise arose",
                Ends::Due => "due date",
                Ends::Arose => "arose",
            };
            line(format!("ends {debtors} {} after {after}", years_of(period.years)));
        }
        if !limitation.last_day_counts {
            line("last day excluded".into());
        }
        if limitation.moves {
            line("moved to next business day".into());
        }
        line(format!("restarted by {}", limitation.restarted_by.join(", ")));
        for (what, years) in &limitation.restarted_for {
            line(format!("restarted for {} by {what}", years_of(*years)));
        }
        line("}".into());
        text + "}\n"
    }
}
