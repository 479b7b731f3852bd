//! Every kind of invoice that a policy or its law can tell apart, but for what conditions ask for.

use super::dated::Dated;
use super::outlook::{Outlook, concerns};
use super::{Dates, Root};
use crate::decide::BoundPlan;
use crate::law::{Amount, Effect, Law, Measure, Question, Rule};
use crate::plan::{Anchor, Fact, FactValue, FeeAmount, Plan, Right, Step};
use crate::terms::{Adjust, BuiltIn, DateOf, Interest, InterestFrom, Quantity, Subject};
use crate::value::{Day, Debtor, Minor, Rate};

/// The kinds of invoices, and the days they may have.
pub struct Kinds {
    /// What stays as it is.
    pub roots: Vec<Root>,
    /// For each of them the days from the issue date to the due date; `None` is no due date. The usual one first.
    terms: Vec<Vec<Option<i32>>>,
    /// For each of them whether it matters when interest starts: where a due date was not agreed, that hangs on the day the invoice was sent.
    by_interest: Vec<bool>,
    /// How long before its due date an invoice can get its first letter.
    lead: i32,
    /// How long after its due date, at most, something about it changes.
    horizon: i32,
    /// Whether a step counts from the issue date.
    from_issue: bool,
    /// Whether a figure is read on the day the claim arose.
    by_arose: bool,
}

impl Kinds {
    /// Those of a policy.
    pub fn of(bound: &BoundPlan, advice: bool) -> Kinds {
        let plan = bound.plan;
        let roots = roots(bound);
        let outlooks: Vec<Outlook> = roots.iter().map(|root| Outlook::from(plan, root, 0, advice)).collect();
        let moments = || plan.steps.iter().flat_map(|step| &step.send);
        let longest = moments().map(|moment| moment.offset.days_at_most()).max().unwrap_or(0).max(0);
        let ages = outlooks.iter().flat_map(|outlook| &outlook.ages).copied().max().unwrap_or(0).max(0);
        let before = moments().filter(|moment| moment.before).map(|moment| moment.offset.days_at_most() + 12).max().unwrap_or(0);
        let from_issue = moments().any(|moment| moment.anchor == Anchor::IssueDate) || after_issue(plan).is_some();
        let horizon = ages + longest + 40;
        let mut kinds = Kinds {
            terms: roots.iter().map(|_| Vec::new()).collect(),
            by_interest: outlooks.iter().map(|outlook| follows_interest_start(plan, outlook)).collect(),
            roots,
            lead: before,
            horizon,
            from_issue,
            by_arose: names(bound, DateOf::Arose),
        };
        kinds.terms = outlooks.iter().map(|outlook| kinds.all_terms(bound, outlook, longest)).collect();
        if from_issue {
            kinds.lead = kinds.terms.iter().flatten().copied().flatten().max().unwrap_or(0).max(before);
        }
        kinds
    }

    /// Payment terms, in days.
    fn all_terms(&self, bound: &BoundPlan, whole: &Outlook, longest: i32) -> Vec<Option<i32>> {
        let (plan, law) = (bound.plan, &bound.plan.law);
        let promised = plan.sent_before_due.unwrap_or(i32::MIN);
        let mut terms = vec![Some(promised.max(14))];
        if self.from_issue {
            let memory = whole.asked.iter().map(longest_of).max().unwrap_or(0).max(law.new_round.map_or(0, |months| months * 31));
            let (shortest, longest) = (-self.horizon, longest + after_issue(plan).unwrap_or(0) + memory + self.horizon);
            terms.extend((shortest..=longest).map(Some));
        }
        terms.extend(whole.terms.iter().flat_map(|days| [Some(*days), Some(days + 1)]));
        if self.by_arose {
            terms.push(Some(0));
        }
        terms.push(None);
        // An invoice without a due date keeps the promise only where the statute's own days do.
        terms.retain(|days| days.unwrap_or(law.no_due_date) >= promised);
        let mut seen = Vec::new();
        terms.retain(|term| {
            let is_new = !seen.contains(term);
            seen.push(*term);
            is_new
        });
        terms
    }

    /// The invoices that come to be looked at on a day: on the first day of the window all that may exist then. `starts` are the days on which it matters
    /// that interest starts, `punctual` leaves out what is behind when the policy begins.
    pub fn born(&self, bound: &BoundPlan, dated: &Dated, starts: &[Day], on: Day, first: Day, punctual: bool) -> Vec<Born> {
        let law = &bound.plan.law;
        let mut all = Vec::new();
        for (root, terms) in self.terms.iter().enumerate() {
            for term in terms {
                let days = term.unwrap_or(law.no_due_date);
                // Advice is about what is usual: no invoice is due before it is issued.
                if punctual && days < 0 {
                    continue;
                }
                let mut add = |due: Day| {
                    let dates = Dates::of(bound, due.plus(-days), term.map(|_| due), true);
                    let is_known = dates.due >= law.known_from && (!self.by_arose || dates.issued >= law.known_from);
                    if is_known && (!punctual || dates.due >= first) {
                        all.push(Born { root: root as u16, dates, starts_later: false });
                        if self.by_interest[root] {
                            let latest = self.latest_start(bound, dates.due, punctual);
                            let later = starting_later(law, &dates, starts, on, latest);
                            all.extend(later.map(|(dates, starts_later)| Born { root: root as u16, dates, starts_later }));
                        }
                    }
                };
                let lead = self.lead.min(if self.from_issue { days } else { self.lead });
                if on > first {
                    add(on.plus(lead));
                    continue;
                }
                let oldest = law.known_from.min(first);
                let near = first.plus(-self.horizon - days.abs()).max(oldest);
                // The youngest of those that are remembered alike stands for them.
                (0..=first.plus(lead).since(near)).rev().for_each(|later| add(near.plus(later)));
                // Of older ones one stands for all that the law reads alike.
                dated.ends(days).into_iter().rev().filter(|due| (oldest..near).contains(due)).for_each(add);
            }
            if self.by_arose && !punctual {
                all.extend(self.long_ago(bound, dated, on).map(|dates| Born { root: root as u16, dates, starts_later: false }));
            }
        }
        all
    }

    /// The latest last day without interest of an invoice that is due on a day: the policy promises to send it in time, advice takes it for sent by then.
    fn latest_start(&self, bound: &BoundPlan, due: Day, punctual: bool) -> Day {
        let law = &bound.plan.law;
        let sent_by = bound.plan.sent_before_due.map(|days| due.plus(-days)).or(punctual.then_some(due));
        // Beyond the known law the figures of that day are not told, which matters to nobody until then.
        let unbounded = law.known_until.max(due.plus(self.horizon + law.no_due_date));
        sent_by.map_or(unbounded, |sent| sent.plus(law.no_due_date))
    }

    /// Invoices that arose before figures changed and fall due only now.
    fn long_ago(&self, bound: &BoundPlan, dated: &Dated, on: Day) -> impl Iterator<Item = Dates> {
        let due = on.plus(self.lead);
        let (known, promised) = (bound.plan.law.known_from, bound.plan.sent_before_due.unwrap_or(i32::MIN));
        let arose = dated
            .arose()
            .iter()
            .map(|change| change.plus(-1))
            .filter(move |arose| *arose >= known && *arose < due && due.since(*arose) >= promised);
        arose.map(move |arose| Dates::of(bound, arose, Some(due), true))
    }
}

/// An invoice that comes to be looked at.
pub struct Born {
    pub root: u16,
    pub dates: Dates,
    /// Whether it stands for all whose interest starts on a later day, up to its own.
    pub starts_later: bool,
}

/// The same invoice with a due date that was not agreed: for each stretch of days on which interest may start, up to the latest, one for which it has started, and one
/// for all those for which it is still to come.
fn starting_later(law: &Law, dates: &Dates, starts: &[Day], on: Day, latest: Day) -> impl Iterator<Item = (Dates, bool)> {
    let (dates, due) = (*dates, dates.due);
    let ends = starts.iter().map(|start| start.plus(-1)).filter(move |end| due < *end && *end < latest).chain([latest]);
    let mut before = due;
    ends.flat_map(move |end| {
        let begins = std::mem::replace(&mut before, end).plus(1);
        let started = end.min(on.plus(-1));
        let has = (begins <= started).then_some((started, false));
        let will = (end >= on && end >= begins).then_some((end, true));
        [has, will].into_iter().flatten().collect::<Vec<_>>()
    })
    .map(move |(day, later)| (dates.without_interest_until(law, day), later))
}

/// Whether anything asks for the day on which interest starts.
fn follows_interest_start(plan: &Plan, whole: &Outlook) -> bool {
    let reads =
        |amount: &Amount| amount.measures().iter().any(|measure| measure.names().is_some_and(|(_, on)| on == DateOf::InterestStart));
    whole.interest_start || whole.dated.iter().any(reads) || !whole.rates.is_empty() && after_issue(plan).is_some()
}

fn after_issue(plan: &Plan) -> Option<i32> {
    match plan.interest? {
        Interest::Statutory(_, from) | Interest::AgreedOtherwiseStatutory(from) | Interest::Yearly(_, from) => match from {
            InterestFrom::AfterIssue(offset) => Some(offset.days_at_most()),
            InterestFrom::DueDate => None,
        },
    }
}

fn longest_of(question: &Question) -> i32 {
    if let Question::DaysSinceBelow(_, days) = question { *days } else { question.set().and_then(|set| set.days_ago).unwrap_or(0) + 60 }
}

/// Whether a rule reads a value on such a day.
fn names(bound: &BoundPlan, on: DateOf) -> bool {
    let of = |amount: &Amount| amount.measures().iter().any(|measure| measure.names().is_some_and(|(_, day)| day == on));
    let rules = || rules_that_matter(bound.plan);
    rules().any(|rule| {
        let bounds = if let Effect::Limit(_, amount) = &rule.effect { of(amount) } else { false };
        bounds || rule.questions().filter_map(|question| question.amount()).any(of)
    })
}

fn rules_that_matter(plan: &Plan) -> impl Iterator<Item = &Rule> {
    let matters = move |rule: &&Rule| plan.steps.iter().any(|step: &Step| concerns(plan, step, rule, true));
    plan.law.rules.iter().chain(&plan.law.practice).filter(matters)
}

fn roots(bound: &BoundPlan) -> Vec<Root> {
    let plan = bound.plan;
    let asks_agreed = rules_that_matter(plan).any(|rule| rule.asks(|question| matches!(question, Question::FeeAgreed)));
    let fees: &[Option<bool>] = if asks_agreed && !plan.agreed_fee { &[None, Some(true)] } else { &[None] };
    // Any rate may be agreed: what is above no limit at this one is above none.
    let open = matches!(plan.interest, Some(Interest::AgreedOtherwiseStatutory(_))) && plan.agreed_interest.is_none();
    let limits_rates = rules_that_matter(plan).any(|rule| matches!(rule.effect, Effect::Limit(Quantity::InterestRate, _)));
    let rates: &[Option<Rate>] = if open && limits_rates { &[None, Some(Rate::from_ppm(10_000_000))] } else { &[None] };
    let mut roots = Vec::new();
    for interest_agreed in rates {
        for debtor in debtors(bound) {
            for amount in amounts(plan) {
                for fee_agreed in fees {
                    roots.push(Root { debtor, amount, fee_agreed: *fee_agreed, interest_agreed: *interest_agreed });
                }
            }
        }
    }
    roots
}

/// The kinds of debtors that the law or the policy tells apart: one of those it treats alike.
fn debtors(bound: &BoundPlan) -> Vec<Debtor> {
    let (plan, law) = (bound.plan, &bound.plan.law);
    let by_policy = plan.asks(&|fact| *fact == Fact::BuiltIn(BuiltIn::Debtor));
    let names = |rule: &Rule, debtor: Debtor| {
        rule.of != Subject::Terms && rule.asks(|question| matches!(question, Question::Debtor(named) if *named == debtor))
    };
    let named = |debtor: Debtor| by_policy || law.rules.iter().chain(&law.practice).any(|rule| names(rule, debtor));
    let rate = |debtor: Debtor| law.interest_of(debtor).map(|rule| (rule.value, rule.plus, rule.plus_on_due));
    // What versions of a policy hand on to each other is told by who owes.
    if plan.takes_over || plan.keeps_until != plan.valid.until {
        return plan.debtors.iter().collect();
    }
    let mut told_apart: Vec<Debtor> = Vec::new();
    for debtor in plan.debtors.iter() {
        if !told_apart.iter().any(|other| !named(*other) && !named(debtor) && rate(*other) == rate(debtor)) {
            told_apart.push(debtor);
        }
    }
    told_apart
}

/// The largest amount of each band of law, and one above all that anything is compared with.
fn amounts(plan: &Plan) -> Vec<Minor> {
    let bands: Vec<Minor> = rules_that_matter(plan).flat_map(bands_of).collect();
    let unit = plan.currency.unit();
    let fees = || plan.steps.iter().flat_map(|step| step.fee.amounts());
    let shares = fees().any(|fee| matches!(fee, FeeAmount::Share(..) | FeeAmount::Bands(..)));
    let mut amount = if shares { 1_000_000 * unit } else { 1_000 * unit };
    // A share is also tried where it comes to more than any law allows.
    if let Some(share) = fees().filter_map(smallest_share).min() {
        let dear = i128::from(10_000 * unit) * Rate::WHOLE / i128::from(share.ppm());
        amount = amount.max(Minor::try_from(dear).unwrap_or(Minor::MAX).min(Minor::MAX / 1_000_000));
    }
    let highest: Minor = compared(plan).chain(bands.iter().copied()).fold(0, |sum: Minor, one| sum.saturating_add(one.saturating_abs()));
    while amount <= highest && amount < crate::check::possible::LARGEST / 1_000 {
        amount = amount.saturating_mul(10);
    }
    let mut amounts: Vec<Minor> = bands.into_iter().chain([amount]).filter(|amount| *amount >= plan.ignore.max(1)).collect();
    amounts.sort_unstable();
    amounts.dedup();
    amounts
}

fn bands_of(rule: &Rule) -> Vec<Minor> {
    let bounds = if let Effect::Limit(_, amount) = &rule.effect { Some(amount) } else { None };
    let amounts = rule.questions().filter_map(|question| question.amount()).chain(bounds);
    let ends = |measure: &Measure| -> Vec<Minor> {
        let Measure::ByPrincipal(bands) = measure else { return Vec::new() };
        bands.iter().filter_map(|(up_to, _)| Some(up_to.as_ref()?.minor)).collect()
    };
    amounts.flat_map(|amount| amount.measures()).flat_map(ends).collect()
}

/// Every amount a policy writes.
fn compared(plan: &Plan) -> impl Iterator<Item = Minor> {
    let of_comparisons = plan.comparisons().filter_map(|comparison| match &comparison.right {
        Right::Value(FactValue::Whole(whole)) | Right::Fact(_, whole) => Some(*whole),
        Right::Value(_) => None,
    });
    let defaults = plan.facts.iter().filter_map(|fact| if let Some(FactValue::Whole(whole)) = fact.default { Some(whole) } else { None });
    let fees = plan.steps.iter().flat_map(|step| step.fee.amounts()).flat_map(written);
    of_comparisons.chain(defaults).chain(fees).chain([plan.ignore, plan.pursue.unwrap_or(0)])
}

fn written(fee: &FeeAmount) -> Vec<Minor> {
    match fee {
        FeeAmount::Statutory => Vec::new(),
        FeeAmount::Fixed(money) => vec![money.minor],
        FeeAmount::Bands(_, bands) => {
            bands.iter().flat_map(|(up_to, fee)| up_to.iter().map(|up_to| up_to.minor).chain(written(fee)).collect::<Vec<_>>()).collect()
        }
        FeeAmount::Share(share, _, adjusts) => {
            // Where a lower or an upper end takes over from the share.
            let ends = adjusts.iter().filter_map(|adjust| match adjust {
                Adjust::AtLeast(money) | Adjust::AtMost(money) if share.ppm() > 0 => {
                    Some((i128::from(money.minor) * Rate::WHOLE / i128::from(share.ppm())) as Minor)
                }
                Adjust::AtLeast(_) | Adjust::AtMost(_) | Adjust::Rounded(..) => None,
            });
            ends.collect()
        }
    }
}

/// The share of a fee that nothing bounds from above.
fn smallest_share(amount: &FeeAmount) -> Option<Rate> {
    match amount {
        FeeAmount::Statutory | FeeAmount::Fixed(_) => None,
        FeeAmount::Share(share, _, adjusts) => {
            let bounded = adjusts.iter().any(|adjust| matches!(adjust, Adjust::AtMost(_)));
            (!bounded && *share > Rate::ZERO).then_some(*share)
        }
        FeeAmount::Bands(_, bands) => bands.iter().filter_map(|(_, amount)| smallest_share(amount)).min(),
    }
}
