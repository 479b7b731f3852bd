use std::collections::BTreeMap;

use super::cells::{Cells, Strip};
use super::compare::Difference;
use super::course::Course;
use super::pair::Pair;
use super::traits::{InvoiceTraits, Trait, described};
use crate::forward::Rehearsal;
use crate::value::{Day, Debtor, Minor};

/// Due dates and amounts, both ends included; no upper end is open.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RegionPart {
    /// The first and the last due date.
    pub dates: (Day, Day),
    /// The lowest and the highest amount.
    pub amounts: (Minor, Option<Minor>),
}

impl Region {
    /// Whether an invoice is in it.
    pub fn holds(&self, label: usize, debtor: Debtor, amount: Minor, due: Day) -> bool {
        self.labels.contains(&label) && self.debtors.contains(&debtor) && self.pieces.iter().any(|piece| piece.holds(amount, due))
    }
}

impl RegionPart {
    /// Whether an invoice is in it.
    pub fn holds(&self, amount: Minor, due: Day) -> bool {
        (self.dates.0..=self.dates.1).contains(&due) && self.amounts.0 <= amount && self.amounts.1.is_none_or(|most| amount <= most)
    }
}

/// Invoices for which the same differs.
#[derive(Debug)]
pub struct Region {
    /// What differs, all in one direction.
    pub differences: Vec<Difference>,
    /// Who owes.
    pub debtors: Vec<Debtor>,
    /// Which labels of the pair.
    pub labels: Vec<usize>,
    /// What these labels have in common.
    pub lines: InvoiceTraits,
    /// Due dates and amounts.
    pub pieces: Vec<RegionPart>,
    /// An invoice that shows it.
    pub example: Example,
}

/// An invoice of a region with what becomes of it.
#[derive(Debug)]
pub struct Example {
    /// The invoice.
    pub invoice: Rehearsal,
    /// Its traits that the plainest invoice has not.
    pub traits: Vec<Trait>,
    /// Under the old policy and under the new one.
    pub courses: [Course; 2],
}

/// Most stretches in which one difference is told apart; more of them are told as one.
const STRETCHES: usize = 3;

/// Where something differs for one label and debtor.
type RegionShape = Vec<RegionPart>;

/// Where something differs.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Space {
    debtors: Vec<Debtor>,
    lines: InvoiceTraits,
    pieces: RegionShape,
    labels: Vec<usize>,
}

/// What differs for which invoices.
pub fn regions(pair: &Pair) -> Vec<Region> {
    // Difference and shape, with the debtors and labels that show it so.
    let mut found: BTreeMap<(Difference, RegionShape), BTreeMap<Debtor, Vec<usize>>> = BTreeMap::new();
    for debtor in pair.debtors() {
        for label in pair.dunned.iter().copied().filter(|at| pair.labels[*at].alike == *at) {
            let strips = Cells::new(pair, label, debtor).strips();
            let alike = || pair.dunned.iter().copied().filter(|other| pair.labels[*other].alike == label);
            for (difference, shape) in shapes(&strips) {
                found.entry((difference, shape)).or_default().entry(debtor).or_default().extend(alike());
            }
        }
    }
    let mut grouped: BTreeMap<Space, Vec<Difference>> = BTreeMap::new();
    for ((difference, shape), by_debtor) in found {
        let mut by_labels: BTreeMap<Vec<usize>, Vec<Debtor>> = BTreeMap::new();
        for (debtor, mut labels) in by_debtor {
            labels.sort_unstable();
            by_labels.entry(labels).or_default().push(debtor);
        }
        for (labels, debtors) in by_labels {
            let lines = described(&pair.labels, &pair.dunned, &labels);
            grouped.entry(Space { debtors, lines, pieces: shape.clone(), labels }).or_default().push(difference.clone());
        }
    }
    let mut regions = Vec::new();
    for (Space { debtors, lines, pieces, labels }, differences) in grouped {
        let example = example(pair, debtors[0], &labels, &pieces);
        let order = pair.compare(pair_of(pair, &example, &labels)).0;
        for direction in [super::Direction::Stricter, super::Direction::Laxer] {
            let mut some: Vec<Difference> = differences.iter().filter(|difference| difference.direction == direction).cloned().collect();
            some.sort_by_key(|difference| order.iter().position(|other| other == difference));
            if !some.is_empty() {
                let (debtors, labels, lines, pieces) = (debtors.clone(), labels.clone(), lines.clone(), pieces.clone());
                let example =
                    Example { invoice: example.invoice.clone(), traits: example.traits.clone(), courses: example.courses.clone() };
                regions.push(Region { differences: some, debtors, labels, lines, pieces, example });
            }
        }
    }
    // What holds for most comes first.
    regions.sort_by_cached_key(|region: &Region| {
        (region.debtors.clone(), region.lines.clone(), std::cmp::Reverse(breadth(&region.pieces)), region.pieces.clone())
    });
    regions
}

/// Whether every higher amount is within, and how many due dates.
fn breadth(pieces: &[RegionPart]) -> (bool, i32) {
    let open = pieces.iter().any(|piece| piece.amounts.1.is_none());
    (open, pieces.iter().map(|piece| piece.dates.1.since(piece.dates.0) + 1).sum())
}

fn pair_of(pair: &Pair, example: &Example, labels: &[usize]) -> [Rehearsal; 2] {
    let invoice = &example.invoice;
    pair.invoice(first_label(pair, labels), invoice.debtor, invoice.amount, invoice.due.unwrap_or(invoice.issued))
}

/// For each difference the stretches of due dates and amounts that show it.
fn shapes(strips: &[Strip]) -> Vec<(Difference, RegionShape)> {
    let mut pieces: BTreeMap<Difference, Vec<RegionPart>> = BTreeMap::new();
    for strip in strips {
        for (difference, amounts) in spans(strip) {
            pieces.entry(difference).or_default().push(RegionPart { dates: strip.dates, amounts });
        }
    }
    let stretches = |(difference, pieces): (Difference, Vec<RegionPart>)| {
        let apart = stretches(pieces);
        let told = if apart.len() > STRETCHES { vec![apart.concat()] } else { apart };
        told.into_iter().map(move |mut shape| {
            shape.sort();
            (difference.clone(), shape)
        })
    };
    pieces.into_iter().flat_map(stretches).collect()
}

/// The amounts of a strip that show each difference.
fn spans(strip: &Strip) -> Vec<(Difference, (Minor, Option<Minor>))> {
    let mut spans: Vec<(Difference, (Minor, Option<Minor>))> = Vec::new();
    for (at, (from, differences)) in strip.row.iter().enumerate() {
        let to = strip.row.get(at + 1).map(|(next, _)| next - 1);
        for difference in differences.iter() {
            match spans.iter_mut().find(|(other, (_, end))| other == difference && *end == Some(from - 1)) {
                Some((_, (_, end))) => *end = to,
                None => spans.push((difference.clone(), (*from, to))),
            }
        }
    }
    spans
}

/// Pieces that touch, together. They come by due date.
fn stretches(pieces: Vec<RegionPart>) -> Vec<RegionShape> {
    let mut shapes: Vec<RegionShape> = Vec::new();
    for piece in pieces {
        let overlap = |other: &RegionPart| {
            other.amounts.1.is_none_or(|most| piece.amounts.0 <= most) && piece.amounts.1.is_none_or(|most| other.amounts.0 <= most)
        };
        let touches = |other: &RegionPart| other.dates.1.plus(1) == piece.dates.0 && overlap(other);
        let (near, mut apart): (Vec<RegionShape>, Vec<RegionShape>) = shapes.into_iter().partition(|shape| shape.iter().any(touches));
        let mut near = near.concat();
        match near.iter_mut().find(|other| other.amounts == piece.amounts && other.dates.1.plus(1) == piece.dates.0) {
            Some(before) => before.dates.1 = piece.dates.1,
            None => near.push(piece),
        }
        apart.push(near);
        shapes = apart;
    }
    shapes
}

/// The plainest label: the one that differs least from an invoice without tags.
fn first_label(pair: &Pair, labels: &[usize]) -> usize {
    let apart = |at: &usize| {
        let traits = &pair.labels[*at].traits;
        (traits.iter().zip(&pair.labels[0].traits).filter(|(own, plain)| own != plain).count(), traits)
    };
    labels.iter().copied().min_by_key(apart).unwrap_or(0)
}

/// How many due dates are tried for an invoice that no weekend moves.
const TRIED: i32 = 60;

fn example(pair: &Pair, debtor: Debtor, labels: &[usize], pieces: &[RegionPart]) -> Example {
    let label = first_label(pair, labels);
    let piece = pieces.iter().max_by_key(|piece| (piece.dates.1.since(piece.dates.0), std::cmp::Reverse(piece.dates.0)));
    let RegionPart { dates, amounts } = piece.copied().unwrap_or(RegionPart { dates: pair.window, amounts: (1, None) });
    let amount = round(amounts, pair.sides[0].bound.plan.currency.unit());
    let is_business_day = |due: &Day| pair.sides.iter().all(|side| side.bound.plan.law.calendar.is_business_day(*due));
    let mut dues = (0..=dates.1.since(dates.0).min(TRIED)).map(|days| dates.0.plus(days)).filter(is_business_day);
    let of = |due: Day| {
        let invoice = pair.invoice(label, debtor, amount, due);
        let courses = pair.courses(&pair.sides, invoice.clone());
        (invoice, courses)
    };
    // Best one that goes the same way with the policies' own run days.
    let plain = dues.by_ref().map(of).find(|(invoice, courses)| pair.courses(&pair.real, invoice.clone()) == *courses);
    let ([invoice, _], courses) = plain.unwrap_or_else(|| of(dates.0));
    let plain = pair.labels[0].traits.iter();
    let traits = pair.labels[label].traits.iter().zip(plain).filter(|(own, plain)| own != plain).map(|(own, _)| own.clone()).collect();
    Example { invoice, traits, courses }
}

/// A round amount: a thousand where that is within, otherwise the lowest whole one.
fn round((least, most): (Minor, Option<Minor>), unit: Minor) -> Minor {
    let within = |amount: Minor| amount >= least && most.is_none_or(|most| amount <= most);
    let whole = (least + unit - 1) / unit * unit;
    [1_000 * unit, whole].into_iter().find(|amount| within(*amount)).unwrap_or(least)
}
