use crate::decide::BoundPlan;
use crate::law::{self, Amount, Effect, Measure, Question, Rule};
use crate::plan::{Anchor, Base, Fact, FactValue, FeeAmount, Plan, Right};
use crate::terms::{Adjust, BuiltIn, DateOf, FactType, Interest, InterestFrom, Limitation, Quantity, SendOn, Set};
use crate::value::{Day, Minor, Offset, Rate};

/// The points at which a policy or its law begins to decide otherwise, axis by axis. Between two neighbours nothing changes.
#[derive(Debug)]
pub struct Cuts {
    /// The first and the last sending day that is judged: the policy's validity as far as the law is known.
    pub window: (Day, Day),
    /// The last day on which a case can begin under the policy.
    pub begin_until: Day,
    /// The earliest due date of a claim that is not time-barred when the window begins.
    pub oldest: Day,
    /// Sending days on which a value, a rule or a fee of the policy becomes another; within the window.
    pub sending: Vec<Day>,
    /// Days on which a value that is read on the due date or on the first day of interest becomes another.
    pub due: Vec<Day>,
    /// Days after the due date.
    pub overdue: Vec<i32>,
    /// Days that count as a short gap between two notices.
    pub gaps: Vec<i32>,
    /// The lengths of the policy's deadlines in days.
    pub deadlines: Vec<i32>,
    /// Months after which the counting of charged notices starts again, where a rule asks.
    pub round: Option<i32>,
    /// Days from the issue date to the due date.
    pub terms: Vec<i32>,
    /// Amounts of money the policy compares with.
    pub money: Vec<Minor>,
    /// The ends of the bands of law by the invoice's amount.
    pub bands: Vec<Minor>,
    /// How many notices of one history a rule looks at: so many may be late at once.
    pub late: u8,
    /// Which steps the law looks at, or a later step counts from.
    pub matters: Vec<bool>,
    /// Which steps' deadlines, or days until a later step, are longer or shorter by the weekday.
    pub by_weekday: Vec<bool>,
    /// For each step the earlier ones it counts from in every alternative, through others too.
    waits: Vec<Vec<bool>>,
    /// Whether a rule or the policy asks when interest starts, whether a fee was agreed, for a payment term.
    pub reads: Reads,
}

/// What the law or the policy asks of an invoice besides its dates and amounts.
#[derive(Clone, Copy, Default, Debug)]
pub struct Reads {
    /// When interest starts.
    pub interest_start: bool,
    /// Whether a reminder fee was agreed.
    pub fee_agreed: bool,
    /// The payment term.
    pub term: bool,
    /// The outstanding balance or the invoice's amount, in an amount of law.
    pub money: bool,
    /// The outstanding balance alone, in an amount of law.
    pub balance: bool,
    /// What earlier charges came to.
    pub totals: bool,
    /// Fees and compensation together, where dearer fees may allow more.
    pub set_off: bool,
    /// Business days.
    pub calendar: bool,
    /// Business days, in advice alone.
    pub advice_calendar: bool,
}

impl Cuts {
    /// Collects the cut points of a policy and of the rules that govern any of its steps.
    pub fn of(bound: &BoundPlan) -> Cuts {
        let (policy, statute) = (bound.plan, &bound.plan.law);
        let valid = policy.valid;
        // A case that has begun may stay with a version beyond its last day.
        let window = (valid.from.max(statute.known_from), policy.keeps_until.unwrap_or(Day::LAST).min(statute.known_until));
        let limitation = statute.limitation.as_ref().map_or(36, Limitation::longest);
        let mut cuts = Cuts {
            window,
            begin_until: valid.until.unwrap_or(Day::LAST),
            oldest: window.0.plus_months(-limitation).max(statute.known_from),
            sending: policy.steps.iter().flat_map(|step| step.fee.changes()).collect(),
            due: Vec::new(),
            overdue: vec![0, 1],
            gaps: Vec::new(),
            deadlines: Vec::new(),
            round: None,
            terms: Vec::new(),
            money: money(policy),
            bands: Vec::new(),
            late: 1,
            matters: (0..policy.steps.len()).map(|step| matters(bound, step)).collect(),
            by_weekday: (0..policy.steps.len()).map(|step| by_weekday(policy, step)).collect(),
            waits: waits(policy),
            reads: Reads::default(),
        };
        let governs = |rule: &&Rule| policy.steps.iter().any(|step| rule.of.is_about(step.act));
        for rule in statute.rules.iter().chain(&statute.practice).filter(governs) {
            match &rule.effect {
                Effect::Advise(condition) => cuts.reads.advice_calendar |= condition.asks(&Question::counts_business_days),
                Effect::Limit(..) | Effect::Require(_) => cuts.rule(bound, rule),
            }
        }
        let moments = policy.steps.iter().flat_map(|step| &step.send).map(|moment| moment.offset);
        let deadlines = policy.steps.iter().filter_map(|step| step.deadline);
        // What is due before the due date moves back to a run day, and may then drop an earlier step sooner; later steps only wait, as a late run does.
        let moves_back = policy.steps.iter().position(|step| step.send.iter().any(|moment| moment.before));
        let moves_back = moves_back.is_some_and(|at| policy.steps[..at].iter().any(|step| step.unless_overtaken));
        cuts.reads.calendar |= (policy.send_on != SendOn::EveryDay && moves_back)
            || moments.chain(deadlines.clone().map(|deadline| deadline.offset)).any(|offset| !matches!(offset, Offset::Days(_)))
            || deadlines.clone().any(|deadline| deadline.on_business_day);
        if let Some(Interest::Yearly(..)) = policy.interest {
            // A rate of the policy's own is held to the rate of every day.
            let rates = policy.debtors.iter().flat_map(|debtor| bound.plan.law.rate_changes(debtor)).collect::<Vec<_>>();
            cuts.due.extend(rates.iter().map(|day| day.plus(-1)));
            cuts.sending.extend(rates);
        }
        if let Some(
            Interest::Statutory(_, InterestFrom::AfterIssue(offset))
            | Interest::AgreedOtherwiseStatutory(InterestFrom::AfterIssue(offset))
            | Interest::Yearly(_, InterestFrom::AfterIssue(offset)),
        ) = policy.interest
        {
            // The policy's own interest may start before the due date or long after it.
            let days = offset.days_at_most();
            cuts.terms.extend([days, days + 1]);
            cuts.reads.term = true;
        }
        for margin in statute.interest.iter().filter_map(|rule| rule.plus_on_due) {
            cuts.due.extend(statute.values[margin].changes());
        }
        // The invoice itself may be the customer's oldest.
        let ages = [Fact::BuiltIn(BuiltIn::Overdue), Fact::BuiltIn(BuiltIn::CustomerOldestOverdue)];
        for comparison in policy.comparisons().filter(|comparison| ages.contains(&comparison.fact)) {
            if let Right::Value(FactValue::Whole(days)) = comparison.right {
                cuts.overdue.extend([days as i32, days as i32 + 1]);
            }
        }
        // A deadline that must have run out holds a later notice off for its whole length.
        cuts.deadlines.extend(policy.steps.iter().filter_map(|step| match step.deadline?.offset {
            Offset::Days(days) => Some(days),
            Offset::BusinessDays(_) | Offset::Months(_) => None,
        }));
        cuts.sending.retain(|day| window.0 < *day && *day <= window.1);
        let oldest = cuts.oldest;
        cuts.due.retain(|day| oldest < *day && *day <= window.1);
        for days in [&mut cuts.sending, &mut cuts.due] {
            days.sort();
            days.dedup();
        }
        for days in [&mut cuts.overdue, &mut cuts.gaps, &mut cuts.deadlines, &mut cuts.terms] {
            days.sort_unstable();
            days.dedup();
        }
        cuts
    }

    /// Whether a step cannot be due before another has gone out, however long that takes.
    pub fn waits_for(&self, step: usize, earlier: usize) -> bool {
        step == earlier || self.waits[step][earlier]
    }

    fn rule(&mut self, bound: &BoundPlan, rule: &Rule) {
        // What bounds a compensation says nothing to a policy that claims none, and fees alone are never above fees.
        let of_compensation =
            matches!(rule.effect, Effect::Limit(Quantity::Compensation | Quantity::TotalCompensation | Quantity::TotalCharges, _));
        if of_compensation && !bound.plan.steps.iter().any(|step| step.compensation) {
            return;
        }
        self.sending.extend(rule.changes());
        let looked_at: u8 = rule.questions().map(|question| self.question(bound, question)).sum();
        match &rule.effect {
            Effect::Limit(Quantity::InterestRate, _) | Effect::Require(_) | Effect::Advise(_) => {}
            Effect::Limit(quantity, amount) => {
                self.reads.totals |= matches!(quantity, Quantity::TotalCompensation | Quantity::TotalFees);
                self.reads.set_off |= *quantity == Quantity::TotalCharges;
                self.amount(bound, amount);
            }
        }
        self.late = self.late.max(looked_at.min(3));
    }

    /// Adds a question's cut points; how many earlier notices it looks at.
    fn question(&mut self, bound: &BoundPlan, question: &Question) -> u8 {
        if let Some(set) = question.set() {
            self.set(bound, set);
        }
        if let Some(amount) = question.amount() {
            self.amount(bound, amount);
        }
        self.reads.calendar |= question.counts_business_days();
        match question {
            Question::FeeAgreed => self.reads.fee_agreed = true,
            Question::OverdueAtLeast(days) => self.overdue.push(*days),
            Question::TermAtMost(days) => {
                self.reads.term = true;
                self.terms.extend([*days, days + 1]);
            }
            Question::InterestStarted => self.reads.interest_start = true,
            Question::Earlier(set, passed) => return u8::from(passed.is_some() || set.days_ago.is_some() || set.this_round),
            Question::Single { .. } => return 1,
            Question::Count(set, least) => return if set.this_round { (*least).min(3) as u8 } else { 0 },
            Question::DaysSinceBelow(_, days) => {
                self.gaps.extend([days - 1, *days]);
                return 1;
            }
            Question::Debtor(_)
            | Question::Disputed
            | Question::DeadlineAtLeast(_)
            | Question::DeadlineBusinessDays(_)
            | Question::FeeAbove(_)
            | Question::LetterFeeAbove(_)
            | Question::AfterMovedDueDate => {}
        }
        0
    }

    fn set(&mut self, bound: &BoundPlan, set: &Set) {
        if set.this_round {
            self.round = bound.plan.law.new_round;
        }
        if let Some(days) = set.days_ago {
            self.gaps.extend([days - 1, days]);
        }
    }

    fn amount(&mut self, bound: &BoundPlan, amount: &Amount) {
        for measure in amount.measures() {
            if let Some((value, on)) = measure.names() {
                self.value(&bound.plan.law.values[*value], on);
            }
            match measure {
                Measure::ByPrincipal(bands) => self.bands.extend(bands.iter().filter_map(|(up_to, _)| Some(up_to.as_ref()?.minor))),
                Measure::Principal => self.reads.money = true,
                Measure::Balance => (self.reads.money, self.reads.balance) = (true, true),
                Measure::Fixed(_)
                | Measure::Value(..)
                | Measure::DatedShare(..)
                | Measure::Share(..)
                | Measure::Statutory
                | Measure::Agreed
                | Measure::TotalFees => {}
            }
        }
    }

    fn value(&mut self, value: &law::Value, on: DateOf) {
        match on {
            DateOf::Send => self.sending.extend(value.changes()),
            DateOf::Due | DateOf::Arose => self.due.extend(value.changes()),
            // Interest starts on the day after the due date, or on the day after the statute's own.
            DateOf::InterestStart => {
                self.reads.interest_start = true;
                self.due.extend(value.changes().map(|day| day.plus(-1)));
            }
        }
    }
}

fn by_weekday(policy: &Plan, step: usize) -> bool {
    let of_days = |offset: Offset| matches!(offset, Offset::Days(_));
    let deadline = policy.steps[step].deadline.is_some_and(|deadline| deadline.on_business_day || !of_days(deadline.offset));
    let mut moments = policy.steps.iter().flat_map(|later| &later.send);
    let counted = moments.any(|moment| match moment.anchor {
        Anchor::Step(at) | Anchor::Deadline(at) => at == step && !of_days(moment.offset),
        Anchor::DueDate | Anchor::IssueDate => false,
    });
    deadline || counted || policy.send_on != SendOn::EveryDay
}

fn waits(policy: &Plan) -> Vec<Vec<bool>> {
    let count = policy.steps.len();
    let mut waits: Vec<Vec<bool>> = Vec::new();
    for step in &policy.steps {
        let on = |earlier: usize| {
            step.send.iter().all(|moment| match moment.anchor {
                Anchor::Step(at) | Anchor::Deadline(at) => !moment.before && (at == earlier || waits[at][earlier]),
                Anchor::DueDate | Anchor::IssueDate => false,
            })
        };
        let row = (0..count).map(on).collect();
        waits.push(row);
    }
    waits
}

/// Whether anything depends on when a step goes out: its charge, a rule on it or on what follows it, a later step that counts from it, its interest.
fn matters(bound: &BoundPlan, step: usize) -> bool {
    let policy = bound.plan;
    let of = &policy.steps[step];
    let charges = of.fee.amounts().next().is_some() || of.compensation;
    let anchors = policy.steps.iter().flat_map(|later| &later.send);
    let counted_from = anchors.into_iter().any(|moment| matches!(moment.anchor, Anchor::Step(at) | Anchor::Deadline(at) if at == step));
    let mut rules = bound.plan.law.rules.iter().filter(|rule| !rule.effect.is_advice());
    let in_set = |question: &Question| question.set().is_some_and(|set| set.acts.contains(&of.act));
    let looked_at = rules.any(|rule| {
        let demanded = matches!(rule.effect, Effect::Require(_)) && rule.of.is_about(of.act);
        demanded || (policy.steps.iter().any(|other| rule.of.is_about(other.act)) && rule.asks(in_set))
    });
    charges || counted_from || looked_at || matches!(policy.interest, Some(Interest::Yearly(..)))
}

/// The amounts a policy compares with or computes a fee from, each with its neighbours. Where one fact is compared with another plus an amount, each
/// amount also that much higher and lower.
pub fn money(policy: &Plan) -> Vec<Minor> {
    let mut at = Vec::new();
    let mut apart = Vec::new();
    for comparison in policy.comparisons() {
        if policy.fact_kind(&comparison.fact) != FactType::Money {
            continue;
        }
        match comparison.right {
            Right::Value(FactValue::Whole(amount)) => at.push(amount),
            Right::Value(_) => {}
            Right::Fact(_, plus) => apart.push(plus.abs().max(1)),
        }
    }
    policy.steps.iter().flat_map(|step| step.fee.amounts()).for_each(|amount| of_fee(amount, &mut at));
    at.push(policy.ignore.max(1));
    for plus in apart {
        let known = at.clone();
        at.push(plus);
        at.extend(known.iter().flat_map(|amount| [amount + plus, amount - plus]));
    }
    let mut all: Vec<Minor> = at.into_iter().flat_map(|amount| [amount - 1, amount, amount + 1]).filter(|amount| *amount > 0).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn of_fee(amount: &FeeAmount, at: &mut Vec<Minor>) {
    match amount {
        FeeAmount::Statutory | FeeAmount::Fixed(_) => {}
        FeeAmount::Bands(_, bands) => {
            for (up_to, amount) in bands {
                at.extend(up_to.map(|up_to| up_to.minor));
                of_fee(amount, at);
            }
        }
        FeeAmount::Share(share, _, adjusts) => {
            // Where a lower or an upper end takes over from the share.
            for adjust in adjusts {
                if let (Adjust::AtLeast(money) | Adjust::AtMost(money), true) = (adjust, share.ppm() > 0) {
                    at.push((i128::from(money.minor) * 1_000_000 / i128::from(share.ppm())) as Minor);
                }
            }
        }
    }
}

/// The share of a fee that nothing bounds from above.
pub fn smallest_share(amount: &FeeAmount) -> Option<Rate> {
    match amount {
        FeeAmount::Statutory | FeeAmount::Fixed(_) => None,
        FeeAmount::Share(share, _, adjusts) => {
            let bounded = adjusts.iter().any(|adjust| matches!(adjust, Adjust::AtMost(_)));
            (!bounded && *share > Rate::ZERO).then_some(*share)
        }
        FeeAmount::Bands(_, bands) => bands.iter().filter_map(|(_, amount)| smallest_share(amount)).min(),
    }
}

/// Whether any fee of a policy follows from the invoice's money.
pub fn fee_base(amount: &FeeAmount) -> Option<Base> {
    match amount {
        FeeAmount::Statutory | FeeAmount::Fixed(_) => None,
        FeeAmount::Share(_, base, _) | FeeAmount::Bands(base, _) => Some(*base),
    }
}
