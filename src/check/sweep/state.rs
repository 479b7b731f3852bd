use std::collections::BTreeSet;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::case::Key;
use super::cases::Cases;
use super::dated::Dated;
use super::days::Days;
use super::interned::Interned;
use super::kinds::Kinds;
use super::memory::Memory;
use super::open_case::OpenCase;
use super::outlook::Outlook;
use super::root::Root;
use super::situation::{Found, Situation};
use super::successor::Successor;
use super::watcher::Runs;
use crate::check::covered::Covered;
use crate::check::possible::{Known, Variables};
use crate::check::too_many::{Axis, Cut};
use crate::decide::{BoundPlan, Progress};
use crate::value::Day;

/// How many cases are looked at where nothing else is asked for.
pub const USUAL: u64 = 20_000_000;

/// Goes through every case of a policy.
pub struct Sweep<'a> {
    pub(super) bound: &'a BoundPlan<'a>,
    pub(super) variables: Variables,
    /// By kind of invoice, and by how many steps are behind.
    pub(super) outlooks: Vec<Vec<Outlook<'a>>>,
    pub(super) runs: Runs,
    pub(super) days: Days,
    pub(super) kinds: Kinds,
    pub(super) dated: Dated<'a>,
    pub(super) knowns: Interned<Known>,
    pub(super) flags: Interned<Vec<i32>>,
    pub(super) memo: FxHashMap<Situation, u32>,
    pub(super) situations: Vec<Rc<Found<'a>>>,
    pub(super) scratch: Scratch,
    pub(super) successors: Vec<Successor<'a>>,
    /// Whether a later version adds up what this one charges.
    pub(super) later_add_up: bool,
    pub(super) taken_over: Vec<Rc<OpenCase>>,
    pub(super) left: Cases<'a>,
    pub(super) most: u64,
    /// How many cases were looked at.
    pub looked_at: u64,
    /// A step of which not every fee was followed that is added up later.
    pub sums_left_out: Option<usize>,
}

/// Room to work in.
#[derive(Default)]
pub(super) struct Scratch {
    pub memory: Memory,
    pub key: Key,
    pub progress: Progress,
}

impl<'a> Sweep<'a> {
    /// Before the first day of a policy. `later` are the versions of it that take over what it leaves open: what they can ask is remembered before they
    /// come. At most so many cases are looked at.
    pub fn new(bound: &'a BoundPlan<'a>, later: &[&'a BoundPlan<'a>], runs: Runs, most: u64) -> Sweep<'a> {
        let plan = bound.plan;
        let advice = runs == Runs::Punctual;
        let days = Days::of(bound);
        let kinds = Kinds::of(bound, later, advice);
        let outlook = |root: &Root| (0..=plan.steps.len()).map(|next| Outlook::from(plan, root, next, advice)).collect();
        let outlooks: Vec<Vec<Outlook>> = kinds.roots.iter().map(outlook).collect();
        let dated = Dated::new(bound, days.segments.clone());
        let successors: Vec<Successor> = later.iter().map(|bound| Successor::new(bound, &kinds.roots)).collect();
        Sweep {
            bound,
            variables: Variables::of(plan),
            outlooks,
            runs,
            days,
            kinds,
            dated,
            knowns: Interned::default(),
            flags: Interned::default(),
            memo: FxHashMap::default(),
            situations: Vec::new(),
            scratch: Scratch::default(),
            later_add_up: successors.iter().any(Successor::adds_up),
            successors,
            taken_over: Vec::new(),
            left: Cases::default(),
            most,
            looked_at: 0,
            sums_left_out: None,
        }
    }

    /// What it has gone through.
    pub fn covered(&self) -> Covered {
        let all = |of: &dyn Fn(&Outlook) -> Vec<i32>| -> Vec<i32> {
            let all: BTreeSet<i32> = self.outlooks.iter().flat_map(|outlooks| of(&outlooks[0])).collect();
            all.into_iter().collect()
        };
        Covered {
            window: self.days.window,
            kinds: self.kinds.roots.len(),
            situations: self.situations.len(),
            cases: self.looked_at,
            changes: self.days.segments[1..].to_vec(),
            ages: all(&|outlook| outlook.ages.clone()),
            terms: all(&|outlook| outlook.terms.clone()),
        }
    }

    /// How far it came, and what tells most of the cases apart.
    pub(super) fn cut(&self, cases: &Cases<'a>, on: Day) -> Cut {
        let keys = || cases.keys();
        let count = |axis: Axis| match axis {
            Axis::Kinds => keys().map(|key| key.root).collect::<BTreeSet<_>>().len(),
            Axis::Facts => keys().map(|key| key.known).collect::<BTreeSet<_>>().len(),
            Axis::Notices => keys().map(|key| key.flags).collect::<BTreeSet<_>>().len(),
            Axis::Days => keys().map(|key| &key.turns).collect::<BTreeSet<_>>().len(),
        };
        let (axis, values) =
            Axis::ALL.map(|axis| (axis, count(axis))).into_iter().max_by_key(|(_, values)| *values).unwrap_or((Axis::Days, 0));
        Cut { cases: self.looked_at, any_runs: self.runs == Runs::Any, on, until: self.days.window.1, axis, values }
    }
}
