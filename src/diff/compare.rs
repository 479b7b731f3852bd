use std::cmp::Ordering;

use super::course::{Alone, Course, CourseNotice};
use crate::value::{Act, Day};

/// Whether a debtor has it harder or easier than before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Direction {
    /// Earlier, dearer, shorter, more.
    Stricter,
    /// Later, cheaper, longer, less.
    Laxer,
}

impl Direction {
    /// Both with their words.
    pub const ALL: [(&'static str, Direction); 2] = [("stricter", Direction::Stricter), ("laxer", Direction::Laxer)];

    /// Its word.
    pub fn word(self) -> &'static str {
        Direction::ALL[self as usize].0
    }
}

/// What differs between two courses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Aspect {
    /// One policy leaves the invoice alone: why.
    Alone,
    /// One policy sends a notice that the other does not: days after the due date.
    Notice,
    /// When a notice goes out: days after the due date.
    Day,
    /// How long it gives: days.
    Deadline,
    /// What it costs: minor units.
    Fee,
    /// The compensation it claims: minor units.
    Compensation,
    /// Late interest over the whole course.
    Interest,
}

/// What stands on one side of a difference.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Figure {
    /// Nothing.
    Absent,
    /// This, in the unit of [`Aspect`].
    Is(i64),
    /// The invoice is left alone.
    LeftAlone(Alone),
    /// Another figure for each invoice.
    Varies,
}

/// One difference of two courses.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Difference {
    /// The step under either policy; the same name where both have it.
    pub steps: [Option<String>; 2],
    /// Its act; `None` where it is about no notice.
    pub act: Option<Act>,
    /// What differs.
    pub what: Aspect,
    /// Under the old policy and under the new one.
    pub figures: [Figure; 2],
    /// For whom that is better.
    pub direction: Direction,
}

/// How finely figures are told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Grain {
    /// Whether days follow from the weekday.
    pub days_vary: bool,
}

/// What differs between two courses of one invoice, in the order of the notices. `interest` is how what the new policy claims stands to what the old one does.
pub fn differences(old: &Course, new: &Course, interest: Ordering, grain: Grain) -> Vec<Difference> {
    match [old.left_alone(), new.left_alone()] {
        [None, None] => {}
        [Some(_), Some(_)] => return Vec::new(),
        [old, new] => {
            let figure = |alone: Option<Alone>| alone.map_or(Figure::Absent, Figure::LeftAlone);
            let direction = if new.is_some() { Direction::Laxer } else { Direction::Stricter };
            let figures = [figure(old), figure(new)];
            return vec![Difference { steps: [None, None], act: None, what: Aspect::Alone, figures, direction }];
        }
    }
    let mut found: Vec<Difference> = Vec::new();
    for sides in paired(old, new) {
        found.extend(of_notice(sides, [old.due, new.due], grain));
    }
    if interest != Ordering::Equal && !old.notices.is_empty() && !new.notices.is_empty() {
        let figures = [Figure::Varies; 2];
        found.push(Difference { steps: [None, None], act: None, what: Aspect::Interest, figures, direction: more(interest) });
    }
    found
}

/// What is more for the debtor to bear is stricter.
fn more(new_to_old: Ordering) -> Direction {
    if new_to_old == Ordering::Greater { Direction::Stricter } else { Direction::Laxer }
}

/// The notices of both courses side by side: those of one name and act, then the others by act in order. In the order in which they go out.
fn paired<'a>(old: &'a Course, new: &'a Course) -> Vec<[Option<&'a CourseNotice>; 2]> {
    let mut free: Vec<&CourseNotice> = new.notices.iter().collect();
    let mut pairs: Vec<[Option<&CourseNotice>; 2]> = old.notices.iter().map(|sent| [Some(sent), None]).collect();
    for by_name in [true, false] {
        for pair in &mut pairs {
            let ([Some(sent), None], free) = (*pair, &mut free) else { continue };
            let alike = |other: &&CourseNotice| other.act == sent.act && (!by_name || other.step == sent.step);
            if let Some(at) = free.iter().position(alike) {
                pair[1] = Some(free.remove(at));
            }
        }
    }
    pairs.extend(free.into_iter().map(|sent| [None, Some(sent)]));
    pairs.sort_by_cached_key(|pair| {
        let days = [pair[0].map(|sent| sent.on.since(old.due)), pair[1].map(|sent| sent.on.since(new.due))];
        (days.into_iter().flatten().min(), days.into_iter().flatten().max(), pair.iter().flatten().map(|sent| sent.step.clone()).min())
    });
    pairs
}

fn of_notice(pair: [Option<&CourseNotice>; 2], due: [Day; 2], grain: Grain) -> Vec<Difference> {
    let Some(act) = pair.iter().flatten().map(|sent| sent.act).next() else { return Vec::new() };
    let steps = pair.map(|sent| sent.map(|sent| sent.step.clone()));
    let days_vary = grain.days_vary || pair.iter().flatten().any(|sent| sent.grown);
    let share = pair.iter().flatten().any(|sent| sent.share);
    let day = [0, 1].map(|side| pair[side].map(|sent| i64::from(sent.on.since(due[side]))));
    let told = |figures: [Option<i64>; 2], varies: bool| {
        figures.map(|figure| match figure {
            None => Figure::Absent,
            Some(_) if varies => Figure::Varies,
            Some(figure) => Figure::Is(figure),
        })
    };
    let differ = |what, figures: [Option<i64>; 2], varies, direction| {
        (figures[0] != figures[1]).then(|| Difference {
            steps: steps.clone(),
            act: Some(act),
            what,
            figures: told(figures, varies),
            direction,
        })
    };
    let [Some(old), Some(new)] = pair else {
        let direction = if pair[1].is_some() { Direction::Stricter } else { Direction::Laxer };
        return differ(Aspect::Notice, day, days_vary, direction).into_iter().collect();
    };
    let deadline = [old, new].map(|sent| sent.deadline.map(|deadline| i64::from(deadline.since(sent.on))));
    // A letter that sets no deadline is waited for longest.
    let length = deadline.map(|days| days.unwrap_or(i64::MAX));
    let compensation = [old.compensation, new.compensation];
    let charged = |minor: [i64; 2]| minor.map(Some);
    let fee = [old.fee, new.fee];
    [
        differ(Aspect::Day, day, days_vary, more(day[0].cmp(&day[1]))),
        differ(Aspect::Deadline, deadline, grain.days_vary, more(length[0].cmp(&length[1]))),
        differ(Aspect::Fee, charged(fee), share, more(fee[1].cmp(&fee[0]))),
        differ(Aspect::Compensation, charged(compensation), share, more(compensation[1].cmp(&compensation[0]))),
    ]
    .into_iter()
    .flatten()
    .collect()
}
