//! Policies and ledgers aimed at where something changes: each threshold, deadline, gap and date, and one to each side of it.

use super::dates::date;
use super::law::{Act, Minor};
use super::ledger::Facts;
use super::policy::{
    Adjust, Anchor, Class, Condition, Credit, Escalate, Fact, Fee, Interest, Is, Moment, Part, Policy, SendOn, Span, Step,
};

/// The currency of each country; the last is invented.
pub const COUNTRIES: [(&str, &str); 5] = [("NO", "NOK"), ("SE", "SEK"), ("DK", "DKK"), ("FI", "EUR"), ("XA", "EUR")];

/// Throws that a seed decides.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From `least` to `most`, both included.
    pub fn from(&mut self, least: i64, most: i64) -> i64 {
        least + (self.next() % (most - least + 1) as u64) as i64
    }

    /// So many times in a hundred.
    pub fn chance(&mut self, in_a_hundred: i64) -> bool {
        self.from(1, 100) <= in_a_hundred
    }

    pub fn of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.from(0, all.len() as i64 - 1) as usize].clone()
    }

    pub fn maybe<T>(&mut self, in_a_hundred: i64, make: impl FnOnce(&mut Dice) -> T) -> Option<T> {
        if self.chance(in_a_hundred) { Some(make(self)) } else { None }
    }
}

/// Around what statutes and policies name, in minor units.
const AMOUNTS: [Minor; 20] = [
    1, 49_99, 50_00, 50_01, 99_99, 100_00, 100_01, 299_99, 300_00, 300_01, 500_00, 500_01, 999_99, 1_000_00, 1_000_01, 2_500_00, 10_000_00,
    49_999_99, 50_000_00, 333_33,
];

pub fn amount(dice: &mut Dice) -> Minor {
    if dice.chance(70) { dice.of(&AMOUNTS) } else { i128::from(dice.from(1, 20_000_00)) }
}

pub const DAYS: [i64; 15] = [0, 1, 2, 3, 5, 7, 8, 9, 10, 13, 14, 15, 28, 30, 31];
pub const DEADLINES: [i64; 10] = [0, 1, 7, 8, 9, 10, 13, 14, 15, 20];

pub fn facts_of(dice: &mut Dice, often: i64) -> Facts {
    Facts {
        score: dice.maybe(often, |dice| i128::from(dice.from(39, 41))),
        region: dice.maybe(often, |dice| dice.of(&["north", "east"])),
        key_account: dice.maybe(often, |dice| dice.chance(50)),
    }
}

/// What a condition may ask: everything, or only what cannot change.
fn condition(dice: &mut Dice, policy: &Policy, fixed: bool, depth: i64) -> Condition {
    let is = |dice: &mut Dice| dice.of(&[Is::AtLeast, Is::AtMost, Is::Above, Is::Below, Is::AtLeast, Is::Equal, Is::Other]);
    let kind = dice.from(0, if depth > 0 { 15 } else { 12 });
    match kind {
        0 if policy.score.is_some() => Condition::Compare(Fact::Score, is(dice), 40),
        1 if policy.region.is_some() => Condition::Region(dice.chance(50), "north"),
        2 if policy.key_account.is_some() => Condition::KeyAccount(dice.chance(50)),
        3 => Condition::CustomerTagged("estate"),
        4 => Condition::InvoiceTagged("web"),
        5 => Condition::Debtor(dice.chance(50), dice.of(&["consumer", "business", "public"])),
        13 => Condition::All((0..dice.from(2, 3)).map(|_| condition(dice, policy, fixed, depth - 1)).collect()),
        14 => Condition::Any((0..dice.from(2, 3)).map(|_| condition(dice, policy, fixed, depth - 1)).collect()),
        15 => Condition::Not(Box::new(condition(dice, policy, fixed, 0))),
        _ if fixed => Condition::Compare(Fact::Principal, is(dice), amount(dice)),
        6 => Condition::Compare(Fact::Overdue, is(dice), i128::from(dice.of(&DAYS))),
        7 => Condition::Compare(Fact::CustomerOldestOverdue, is(dice), i128::from(dice.of(&DAYS))),
        8 => Condition::Compare(Fact::CustomerOverdueInvoices, is(dice), i128::from(dice.from(1, 3))),
        9 => {
            let plus = if dice.chance(50) { 0 } else { 100_00 };
            Condition::Against(dice.of(&[Fact::CustomerBalance, Fact::Balance]), is(dice), Fact::CreditLimit, plus)
        }
        _ => {
            let facts = [Fact::Balance, Fact::Claim, Fact::Principal, Fact::CustomerBalance, Fact::CustomerOverdueBalance, Fact::Balance];
            Condition::Compare(dice.of(&facts), is(dice), amount(dice))
        }
    }
}

/// Whether every law has a rule that bounds this act's fee, so that `statutory` means something.
fn bounded(act: Act) -> bool {
    ["reminder", "collection-notice", "payment-demand", "handover"].contains(&act)
}

pub fn fixed(dice: &mut Dice) -> Minor {
    let cap = dice.of(&[35_00, 38_00, 113_00, 60_00, 180_00, 100_00, 5_00, 12_00]);
    (cap + i128::from(dice.of(&[-1_00, -1, 0, 0, 0, 1, 1_00]))).max(0)
}

fn plain_fee(dice: &mut Dice, act: Act) -> Fee {
    match dice.from(0, 9) {
        0..=4 if bounded(act) => Fee::Statutory,
        0..=6 => Fee::Fixed(fixed(dice)),
        _ => {
            let adjust = (0..dice.from(0, 3)).map(|_| {
                let least = i128::from(dice.from(1, 40)) * 100;
                dice.of(&[
                    Adjust::AtLeast(least),
                    Adjust::AtMost(least),
                    Adjust::Round(1_00),
                    Adjust::RoundUp(1_00),
                    Adjust::RoundDown(5_00),
                ])
            });
            let mut adjust: Vec<Adjust> = adjust.collect();
            // Each word once.
            let mut seen = Vec::new();
            adjust.retain(|one| {
                let kind = match one {
                    Adjust::AtLeast(_) => 0,
                    Adjust::AtMost(_) => 1,
                    _ => 2,
                };
                !seen.contains(&kind) && {
                    seen.push(kind);
                    true
                }
            });
            Fee::Share(dice.of(&[5_000, 20_000, 33_300, 50_000]), dice.chance(60), adjust)
        }
    }
}

fn fee(dice: &mut Dice, act: Act) -> Fee {
    match dice.from(0, 9) {
        0 => {
            let bands = vec![(500_00, plain_fee(dice, act)), (1_000_00, plain_fee(dice, act))];
            Fee::Bands(bands, Box::new(plain_fee(dice, act)))
        }
        1 => {
            let days = [date("2025-01-01"), date("2026-01-01"), date("2026-07-01")];
            Fee::Dated(days.map(|day| (day, plain_fee(dice, act))).to_vec())
        }
        _ => plain_fee(dice, act),
    }
}

/// What a careful policy would do, with a throw here and there.
fn ladder(dice: &mut Dice, policy: &Policy) -> Vec<Step> {
    let acts: [(Act, i64); 6] =
        [("courtesy", 30), ("reminder", 85), ("reminder", 25), ("collection-notice", 65), ("payment-demand", 35), ("handover", 60)];
    let mut steps: Vec<Step> = Vec::new();
    for (act, often) in acts {
        if !(dice.chance(often) || act == "handover" && steps.is_empty()) {
            continue;
        }
        let days = |dice: &mut Dice, of: &[i64]| Span::Days(dice.of(of));
        let of_due = |dice: &mut Dice, later: i64| {
            let span = if act == "courtesy" { days(dice, &[0, 1, 3]) } else { Span::Days(dice.of(&[13, 14, 14, 14, 15]) + later) };
            Moment { span, before: false, anchor: Anchor::Due }
        };
        let at = steps.len();
        let send = match steps.last() {
            Some(last) if last.deadline.is_some() => {
                let after = Moment { span: days(dice, &[0, 1, 1, 1, 3]), before: false, anchor: Anchor::Deadline(at - 1) };
                let skipped = last.when.is_some() || last.overtaken;
                if skipped || dice.chance(30) { vec![after, of_due(dice, 15 * at as i64)] } else { vec![after] }
            }
            _ => vec![of_due(dice, 0)],
        };
        let bounded = bounded(act) && act != "handover";
        steps.push(Step {
            name: format!("{}{}", dice.of(&["step", "purring", "varsel"]), at + 1),
            act,
            when: dice.maybe(12, |dice| condition(dice, policy, false, 1)),
            send,
            deadline: if act == "courtesy" { None } else { Some((days(dice, &[8, 10, 13, 14, 14, 14, 15]), dice.chance(15))) },
            fee: if bounded { dice.maybe(75, |dice| if dice.chance(80) { Fee::Statutory } else { fee(dice, act) }) } else { None },
            compensation: bounded && dice.chance(25),
            channel: dice.maybe(30, |dice| dice.of(&["email", "post"])),
            to: dice.maybe(if act == "handover" { 30 } else { 0 }, |_| "Inkasso AS"),
            overtaken: act == "courtesy" && dice.chance(60),
            together: dice.chance(15),
        });
    }
    steps
}

fn steps(dice: &mut Dice, policy: &Policy) -> Vec<Step> {
    const ORDER: [Act; 10] = [
        "courtesy",
        "call",
        "reminder",
        "reminder",
        "reminder",
        "collection-notice",
        "payment-demand",
        "handover",
        "legal-step",
        "write-off",
    ];
    let many = dice.from(1, 6);
    let mut acts: Vec<i64> = (0..many).map(|_| dice.from(0, ORDER.len() as i64 - 1)).collect();
    if dice.chance(85) {
        acts.sort_unstable();
    }
    let mut steps: Vec<Step> = Vec::new();
    for (at, place) in acts.into_iter().enumerate() {
        // Once handed over, only these can follow.
        let handed_over = steps.iter().any(|step| step.act == "handover");
        let act = if handed_over { dice.of(&["legal-step", "write-off"]) } else { ORDER[place as usize] };
        let of_due = |dice: &mut Dice| {
            let days = dice.of(&DAYS) + 5 * at as i64;
            match dice.from(0, 9) {
                0 => Moment { span: Span::Business(dice.from(1, 12)), before: false, anchor: Anchor::Due },
                1 => Moment { span: Span::Days(dice.of(&DAYS) + 14), before: false, anchor: Anchor::Issue },
                2 => Moment { span: Span::Months(dice.from(1, 2)), before: false, anchor: Anchor::Due },
                _ => Moment { span: Span::Days(days), before: false, anchor: Anchor::Due },
            }
        };
        let send = if at > 0 && dice.chance(65) {
            let of = if dice.chance(80) { at - 1 } else { dice.from(0, at as i64 - 1) as usize };
            let anchor = if steps[of].deadline.is_some() && dice.chance(70) { Anchor::Deadline(of) } else { Anchor::Sent(of) };
            let span = match dice.from(0, 5) {
                0 => Span::Business(dice.from(1, 5)),
                1 => Span::Months(dice.of(&[1, 6])),
                _ => Span::Days(dice.of(&DAYS)),
            };
            let mut send = vec![Moment { span, before: false, anchor }];
            let skipped = |step: &Step| step.when.is_some() || step.overtaken || step.send.iter().any(|moment| moment.before);
            if skipped(&steps[of]) || dice.chance(50) {
                send.push(of_due(dice));
            }
            send
        } else if at == 0 && dice.chance(25) {
            let span = if dice.chance(70) { Span::Days(dice.from(1, 14)) } else { Span::Business(dice.from(1, 5)) };
            vec![Moment { span, before: true, anchor: Anchor::Due }]
        } else {
            vec![of_due(dice)]
        };
        let free = ["courtesy", "call", "write-off"].contains(&act);
        let step = Step {
            name: format!("{}{}", dice.of(&["step", "purring", "varsel", "reminder"]), at + 1),
            act,
            when: dice.maybe(30, |dice| condition(dice, policy, false, 2)),
            send,
            deadline: dice.maybe(75, |dice| {
                let span = match dice.from(0, 9) {
                    0 => Span::Business(dice.from(3, 11)),
                    1 => Span::Months(1),
                    _ => Span::Days(dice.of(&DEADLINES)),
                };
                (span, dice.chance(25))
            }),
            fee: if free { None } else { dice.maybe(75, |dice| fee(dice, act)) },
            // What a legal step costs is in no total: no rule bounds a compensation there, so `statutory` is none.
            compensation: !free && dice.chance(20) && act != "legal-step",
            channel: dice.maybe(30, |dice| dice.of(&["email", "post"])),
            to: dice.maybe(if act == "handover" { 30 } else { 0 }, |_| "Inkasso AS"),
            overtaken: dice.chance(25),
            together: dice.chance(15),
        };
        steps.push(step);
    }
    steps
}

/// A policy of a country.
pub fn policy(dice: &mut Dice, country: usize, name: &str) -> Policy {
    let (law, currency) = COUNTRIES[country];
    let debtors = dice.of(&[vec!["consumer"], vec!["business"], vec!["business", "public"], vec!["consumer", "business", "public"]]);
    let mut settle = [Part::Fees, Part::Interest, Part::Principal];
    if dice.chance(50) {
        settle.swap(0, dice.from(0, 2) as usize);
        settle.swap(1, dice.from(1, 2) as usize);
    }
    let mut policy = Policy {
        name: name.into(),
        law,
        currency,
        debtors,
        from: if dice.chance(95) { dice.of(&[date("2024-01-01"), date("2025-01-01")]) } else { date("2026-03-02") },
        until: dice.maybe(8, |dice| dice.of(&[date("2026-06-30"), date("2026-12-31")])),
        takes_over: false,
        applies: None,
        interest: match dice.from(0, 9) {
            0..=4 => Interest::Statutory,
            5..=6 => Interest::Agreed,
            7 if dice.chance(50) => Interest::Plus(dice.of(&[10_000, 5_000])),
            7 | 8 => Interest::Rate(dice.of(&[50_000, 50_000, 95_000, 105_000, 122_500])),
            _ => Interest::None,
        },
        interest_after_issue: dice.maybe(20, |dice| dice.of(&[14, 30, 31])),
        settle,
        ignore: dice.maybe(40, |dice| dice.of(&[50_00, 100_00, 500_00])),
        hold_plan: dice.chance(60),
        hold_promise: dice.chance(60),
        hold_unallocated: dice.chance(20),
        hold_unless_known: dice.maybe(8, |dice| dice.of(&[Span::Days(1), Span::Days(3), Span::Business(2)])),
        exempt: Vec::new(),
        send_on: match dice.from(0, 9) {
            0..=4 => SendOn::EveryDay,
            5..=7 => SendOn::BusinessDays,
            _ => SendOn::Weekdays(dice.of(&[vec![0, 3], vec![1], vec![2, 4, 6]])),
        },
        continue_disputed: dice.chance(30),
        agreed_fee: dice.chance(50),
        agreed_rate: dice.maybe(15, |dice| dice.of(&[95_000, 180_000])),
        pursue: dice.maybe(35, |dice| dice.of(&[1, 5_00, 38_00, 50_00, 100_00, 400_00])),
        together: dice.chance(35),
        score: dice.maybe(40, |dice| dice.maybe(85, |dice| i128::from(dice.from(39, 41)))),
        region: dice.maybe(30, |dice| dice.maybe(85, |dice| dice.of(&["north", "east"]))),
        key_account: dice.maybe(30, |dice| dice.maybe(85, |dice| dice.chance(50))),
        steps: Vec::new(),
        escalate: Vec::new(),
        credit: None,
    };
    if policy.interest == Interest::None {
        policy.interest_after_issue = None;
    }
    if policy.pursue.is_some() && dice.chance(70) {
        let principal = policy.settle.iter().position(|part| *part == Part::Principal).unwrap();
        policy.settle.swap(0, principal);
    }
    let exempt = dice.of(&[0, 0, 0, 0, 0, 0, 0, 1, 2]);
    // Two at once, so that it is seldom all of them.
    policy.exempt =
        (0..exempt).map(|_| Condition::All(vec![condition(dice, &policy, false, 1), condition(dice, &policy, false, 0)])).collect();
    policy.steps = if dice.chance(60) { ladder(dice, &policy) } else { steps(dice, &policy) };
    if dice.chance(15) {
        sell(dice, &mut policy);
    }
    about_customers(dice, &mut policy);
    policy
}

/// Steps that come at once, and would fall on the days of grace.
pub fn hurry(dice: &mut Dice, policy: &mut Policy) {
    for step in &mut policy.steps {
        if dice.chance(60) && !step.send[0].before {
            step.send[0] = Moment { span: Span::Days(dice.of(&[0, 1, 1, 2, 3])), before: false, anchor: Anchor::Due };
        }
    }
}

/// Puts an assignment among the steps. Where others stand behind it, it is only for some.
fn sell(dice: &mut Dice, policy: &mut Policy) {
    let at = if dice.chance(60) { 0 } else { dice.from(0, policy.steps.len() as i64) as usize };
    let is_last = at == policy.steps.len();
    let moments = [
        Moment { span: Span::Days(0), before: false, anchor: Anchor::Issue },
        Moment { span: Span::Days(dice.of(&DAYS)), before: false, anchor: Anchor::Issue },
        Moment { span: Span::Days(dice.from(1, 10)), before: true, anchor: Anchor::Due },
        Moment { span: Span::Days(dice.of(&DAYS) + 3 * at as i64), before: false, anchor: Anchor::Due },
    ];
    let for_some = dice.of(&[
        Condition::InvoiceTagged("web"),
        Condition::InvoiceTagged("other"),
        Condition::CustomerTagged("estate"),
        Condition::Compare(Fact::Principal, Is::AtLeast, 1_000_00),
        Condition::Compare(Fact::Balance, Is::AtMost, 300_00),
    ]);
    let step = Step {
        name: "sold".into(),
        act: "assignment",
        when: if is_last && dice.chance(50) { None } else { Some(for_some) },
        send: vec![dice.of(&moments)],
        deadline: None,
        fee: None,
        compensation: false,
        channel: dice.maybe(20, |_| "email"),
        to: dice.maybe(70, |_| "SG Finans"),
        overtaken: dice.chance(10),
        together: dice.chance(15),
    };
    let behind = |of: usize| if of >= at { of + 1 } else { of };
    for moment in policy.steps.iter_mut().flat_map(|step| &mut step.send) {
        moment.anchor = match moment.anchor {
            Anchor::Sent(of) => Anchor::Sent(behind(of)),
            Anchor::Deadline(of) => Anchor::Deadline(behind(of)),
            other => other,
        };
    }
    policy.steps.insert(at, step);
}

fn about_customers(dice: &mut Dice, policy: &mut Policy) {
    const TITLES: [&str; 3] = ["Stop further credit", "Call the board", "Visit"];
    let many = dice.of(&[0, 0, 1, 2, 3]);
    policy.escalate = (0..many)
        .map(|at| Escalate {
            title: TITLES[at].into(),
            when: customers(dice, policy, policy.score.is_some(), 2),
            does: dice.of(&["stop credit", "call", "tell the board of it"]),
        })
        .collect();
    if dice.chance(45) {
        let score = if policy.score.is_some() { None } else { dice.maybe(50, |dice| dice.maybe(70, |dice| i128::from(dice.from(39, 41)))) };
        let scored = score.is_some() || policy.score.is_some();
        let classes = dice.of(&[1, 1, 2, 2, 3]);
        let class = |dice: &mut Dice, at: usize| Class {
            name: ["A", "B", "rest"][at].into(),
            // Nobody comes as far as what stands behind one that always holds.
            when: if at + 1 == classes && dice.chance(30) {
                None
            } else if scored && dice.chance(60) {
                Some(Condition::Compare(Fact::Score, Is::AtLeast, 41 - at as i128))
            } else {
                Some(customers(dice, policy, scored, 1))
            },
            terms: dice.maybe(80, |dice| dice.of(&[10, 13, 14, 30])),
            limit: dice.maybe(75, amount),
        };
        let mut classes: Vec<Class> = (0..classes).map(|at| class(dice, at)).collect();
        for class in classes.iter_mut().filter(|class| class.when.is_none() && class.terms.is_none()) {
            // A block is not empty.
            class.limit.get_or_insert(100_00);
        }
        let all = classes.iter().any(|class| class.when.is_none());
        let check = dice.maybe(60, |dice| dice.of(&[1, 6, 12]));
        policy.credit = Some(Credit { score, check, classes, prepayment: !all && dice.chance(60) });
    }
}

/// What may be asked of a customer alone.
fn customers(dice: &mut Dice, policy: &Policy, scored: bool, depth: i64) -> Condition {
    let is = |dice: &mut Dice| dice.of(&[Is::AtLeast, Is::AtMost, Is::Above, Is::Below, Is::AtLeast, Is::Above, Is::Equal, Is::Other]);
    match dice.from(0, if depth > 0 { 11 } else { 8 }) {
        0 if scored => Condition::Compare(Fact::Score, is(dice), 40),
        1 if policy.region.is_some() => Condition::Region(dice.chance(50), "north"),
        2 if policy.key_account.is_some() => Condition::KeyAccount(dice.chance(50)),
        3 => Condition::CustomerTagged("estate"),
        4 => Condition::Compare(Fact::CustomerOldestOverdue, is(dice), i128::from(dice.of(&DAYS))),
        5 => Condition::Compare(Fact::CustomerOverdueInvoices, is(dice), i128::from(dice.from(1, 3))),
        6 => {
            let plus = if dice.chance(50) { 0 } else { 100_00 };
            Condition::Against(dice.of(&[Fact::CustomerBalance, Fact::CustomerOverdueBalance]), is(dice), Fact::CreditLimit, plus)
        }
        9 => Condition::All((0..dice.from(2, 3)).map(|_| customers(dice, policy, scored, depth - 1)).collect()),
        10 => Condition::Any((0..dice.from(2, 3)).map(|_| customers(dice, policy, scored, depth - 1)).collect()),
        11 => Condition::Not(Box::new(customers(dice, policy, scored, 0))),
        _ => Condition::Compare(dice.of(&[Fact::CustomerBalance, Fact::CustomerOverdueBalance, Fact::CreditLimit]), is(dice), amount(dice)),
    }
}

/// Those of one country, and now and then one of another.
pub fn policies(dice: &mut Dice, countries: &[usize]) -> Vec<Policy> {
    let mut all = of_country(dice, countries[0]);
    all.extend(countries[1..].iter().map(|country| policy(dice, *country, "abroad")));
    if dice.chance(30) {
        all.rotate_right(1);
    }
    all
}

/// One policy, or a special one before another, or versions of one.
fn of_country(dice: &mut Dice, country: usize) -> Vec<Policy> {
    let mut first = policy(dice, country, "first");
    match dice.from(0, 9) {
        0..=1 => {
            let mut later = policy(dice, country, "first");
            first.until = None;
            first.from = date("2025-01-01");
            later.from = dice.of(&[date("2026-03-02"), date("2026-04-15")]);
            later.until = later.until.filter(|until| *until > later.from);
            later.takes_over = dice.chance(50);
            later.debtors.clone_from(&first.debtors);
            later.applies = dice.maybe(15, |dice| condition(dice, &later.clone(), true, 0));
            vec![first, later]
        }
        2..=3 => {
            first.applies = Some(condition(dice, &first, true, 1));
            let mut second = policy(dice, country, "second");
            if dice.chance(60) {
                second.debtors.clone_from(&first.debtors);
            }
            vec![first, second]
        }
        _ => vec![first],
    }
}
