//! What changes when a company changes its policy: in the courses of invoices nobody pays, in the statements, or in the decisions about one ledger.

mod amounts;
mod cells;
mod combined;
mod compare;
mod course;
mod cuts;
mod ledger;
mod pair;
mod regions;
mod statements;
mod traits;
mod union;

pub use compare::{Aspect, Difference, Direction, Figure};
pub use course::{Alone, Course, CourseNotice};
pub use ledger::{Changed, Field, LedgerTotals, Tally, View, changed, totals};
pub use pair::{Pair, Side};
pub use regions::{Example, Region, RegionPart, regions};
pub use statements::{Change, Passage};
pub use traits::{Held, InvoiceTraits, Label, Trait};

use course::FOLLOWED;
use traits::described;

use crate::model::{Policy, Project};
use crate::plan::Plan;
use crate::value::{Currency, Day};

/// Two sets of policies, name by name.
#[derive(Debug)]
pub struct PolicyComparison<'a> {
    /// Policies on both sides.
    pub pairs: Vec<Compared<'a>>,
    /// Policies on the old side alone.
    pub gone: Vec<&'a Plan>,
    /// Policies on the new side alone.
    pub new: Vec<&'a Plan>,
}

/// One policy on both sides, in versions that hold at the same time.
#[derive(Debug)]
pub struct Compared<'a> {
    /// Old and new.
    pub policies: [&'a Plan; 2],
    /// What differs for invoices that nobody pays.
    pub courses: Courses,
    /// Statements that differ and that no region shows.
    pub also: Vec<Change>,
}

/// What differs for invoices that nobody pays.
#[derive(Debug)]
pub enum Courses {
    /// For these.
    Regions {
        /// What differs for which.
        regions: Vec<Region>,
        /// The first and the last due date that were compared.
        window: (Day, Day),
        /// Days from the issue date to the due date.
        term: i32,
        /// The day after which the law is taken to stay as it is, if a course may pass it.
        known: Option<Day>,
        /// Whom both policies exempt; empty where nobody is.
        exempt: InvoiceTraits,
    },
    /// Not a statement and no law differs.
    Same,
    /// They cannot be compared.
    Not(Incomparable),
}

/// Why two policies cannot be compared for invoices that nobody pays.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Incomparable {
    /// Their amounts are in two currencies.
    Currencies(Currency, Currency),
    /// They never hold on the same day.
    NeverTogether,
    /// They have too many kinds of invoices.
    TooManyKinds,
}

/// Compares the policies of two sides.
pub fn compare<'a>(old: &'a Project, new: &'a Project) -> PolicyComparison<'a> {
    let sides = [old, new].map(|side| &side.policies);
    let one_each = sides.iter().all(|policies| policies.len() == 1);
    let is_pair = |one: &Policy, other: &Policy| one_each || (one.plan.name == other.plan.name && overlap(&one.plan, &other.plan));
    let alone = |policies: &'a [Policy], others: &[Policy]| {
        let alone = policies.iter().filter(|one| !others.iter().any(|other| is_pair(one, other)));
        alone.map(|policy| &policy.plan).collect::<Vec<_>>()
    };
    let mut pairs = Vec::new();
    for one in sides[0] {
        pairs.extend(sides[1].iter().filter(|other| is_pair(one, other)).map(|other| compared([old, new], [one, other])));
    }
    PolicyComparison { pairs, gone: alone(sides[0], sides[1]), new: alone(sides[1], sides[0]) }
}

fn overlap(one: &Plan, other: &Plan) -> bool {
    let (one, other) = (one.valid, other.valid);
    one.until.is_none_or(|until| other.from <= until) && other.until.is_none_or(|until| one.from <= until)
}

fn compared<'a>(projects: [&Project; 2], policies: [&'a Policy; 2]) -> Compared<'a> {
    let statements = [0, 1].map(|side| projects[side].statements_of(policies[side]));
    let mut also = statements::changes(&statements[0], &statements[1]);
    let policies = policies.map(|policy| &policy.plan);
    let currencies = policies.map(|plan| plan.currency);
    let law_texts = [0, 1].map(|side| law_text(projects[side], policies[side]));
    let courses = if currencies[0] != currencies[1] {
        Courses::Not(Incomparable::Currencies(currencies[0], currencies[1]))
    } else if also.is_empty() && law_texts[0] == law_texts[1] {
        Courses::Same
    } else {
        courses(&sides(projects, policies))
    };
    if let Courses::Regions { regions, .. } = &courses {
        also.retain(|change| !regions.iter().flat_map(|region| &region.differences).any(|difference| shows(difference, change)));
    }
    Compared { policies, courses, also }
}

/// A policy of each side, ready to be compared.
pub fn sides(projects: [&Project; 2], policies: [&Plan; 2]) -> [Side; 2] {
    [0, 1].map(|side| Side::new(policies[side], last_day(&projects[side].plans(), policies[side])))
}

fn courses(sides: &[Side; 2]) -> Courses {
    match Pair::new(&sides[0], &sides[1]) {
        Ok(Some(pair)) => {
            let known = sides[0].plan.law.known_until.min(sides[1].plan.law.known_until);
            let all: Vec<usize> = (0..pair.labels.len()).collect();
            let exempt: Vec<usize> = all.iter().copied().filter(|label| !pair.dunned.contains(label)).collect();
            Courses::Regions {
                regions: regions(&pair),
                window: pair.window,
                term: pair.term,
                known: Some(known).filter(|known| pair.window.1.plus(FOLLOWED) > *known),
                exempt: if exempt.is_empty() { Vec::new() } else { described(&pair.labels, &all, &exempt) },
            }
        }
        Ok(None) => Courses::Not(Incomparable::NeverTogether),
        Err(_) => Courses::Not(Incomparable::TooManyKinds),
    }
}

/// The file the law of a policy was read from.
fn law_text<'a>(project: &'a Project, plan: &Plan) -> Option<&'a str> {
    let statute = project.statutes.iter().find(|statute| statute.law.name == plan.law.name)?;
    Some(project.sources.text(statute.written.head.file))
}

/// The last day of a version, where no later one carries on.
fn last_day(policies: &[&Plan], of: &Plan) -> Option<Day> {
    let until = of.valid.until?;
    let carried_on = policies.iter().any(|other| other.name == of.name && other.valid.from == until.plus(1));
    (!carried_on).then_some(until)
}

/// Whether a difference of courses is what a changed statement comes to.
fn shows(difference: &Difference, change: &Change) -> bool {
    let step = change.within.first().unwrap_or(&change.about).strip_prefix("step ");
    match (step, change.about.split(' ').next()) {
        (Some(step), Some(word)) => {
            let what = match word {
                "send" => difference.what == Aspect::Day,
                "deadline" => difference.what == Aspect::Deadline,
                "fee" | "no" => difference.what == Aspect::Fee,
                "compensation" => difference.what == Aspect::Compensation,
                _ => false,
            };
            what && difference.steps.iter().flatten().any(|name| name == step)
        }
        (None, Some("interest")) => difference.what == Aspect::Interest,
        // What one invoice alone may not show is told: in doubt twice.
        _ => false,
    }
}
