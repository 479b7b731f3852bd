//! A region can be trusted: every invoice in it shows its differences, and no invoice shows others.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use frist::diff::{Difference, Direction, Pair, Region, Side, regions, sides};
use frist::model::Project;
use frist::value::Debtor;
use proptest::prelude::{any, prop_assert_eq, proptest};

use super::cases;
use crate::properties::cases as tries;

/// Two policies that were compared.
struct Known {
    name: &'static str,
    pair: Pair<'static>,
    regions: Vec<Region>,
}

fn pairs_of(old: &'static Project, new: &'static Project) -> Vec<Pair<'static>> {
    let comparison = frist::diff::compare(old, new);
    let ready = |compared: &frist::diff::Compared| -> Option<Pair<'static>> {
        if compared.policies[0].currency != compared.policies[1].currency {
            return None;
        }
        let sides: &'static [Side; 2] = Box::leak(Box::new(sides([old, new], compared.policies)));
        Pair::new(&sides[0], &sides[1]).ok().flatten()
    };
    comparison.pairs.iter().filter_map(ready).collect()
}

fn known() -> &'static [Known] {
    static KNOWN: OnceLock<Vec<Known>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let of = |case: &'static super::Case| {
            pairs_of(&case.old, &case.new).into_iter().map(|pair| Known { name: &case.name, regions: regions(&pair), pair })
        };
        cases().iter().flat_map(of).collect()
    })
}

proptest! {
    #![proptest_config(tries(6_000))]

    /// Half of the amounts and dates stand at an edge of a region or beside it.
    #[test]
    fn an_invoice_shows_exactly_what_its_regions_say(
        at in any::<usize>(), label in any::<usize>(), debtor in 0..3_usize, size in 0..9_u32, digits in any::<u32>(), day in any::<u32>(),
        edge in any::<(bool, bool, usize, u8)>(),
    ) {
        let Known { name, pair, regions } = &known()[at % known().len()];
        let (first, last) = pair.window;
        let label = pair.dunned[label % pair.dunned.len()];
        let debtor = Debtor::ALL[debtor].1;
        let mut amount = i64::from(digits) % 10_i64.pow(size + 1) + 1;
        let mut due = first.plus((day % (last.since(first) as u32 + 1)) as i32);
        let pieces: Vec<_> = regions.iter().flat_map(|region| &region.pieces).collect();
        if let Some(piece) = pieces.get(edge.2 % pieces.len().max(1)) {
            let beside = i64::from(edge.3 % 3) - 1;
            if edge.0 {
                let edges = [piece.amounts.0, piece.amounts.1.unwrap_or(piece.amounts.0)];
                amount = (edges[usize::from(edge.3 & 4 != 0)] + beside).max(1);
            }
            if edge.1 {
                let edges = [piece.dates.0, piece.dates.1];
                due = edges[usize::from(edge.3 & 8 != 0)].plus(beside as i32).max(first).min(last);
            }
        }
        let of_regions: BTreeSet<Difference> = regions
            .iter()
            .filter(|region| region.holds(label, debtor, amount, due))
            .flat_map(|region| region.differences.iter().cloned())
            .collect();
        let shown: BTreeSet<Difference> = if pair.debtors().any(|one| one == debtor) {
            pair.compare(pair.invoice(label, debtor, amount, due)).0.into_iter().collect()
        } else {
            BTreeSet::new()
        };
        prop_assert_eq!(shown, of_regions, "{}: {} {:?} {} due {}", name, label, debtor, amount, due);
    }
}

#[test]
fn an_exempt_label_shows_nothing() {
    for Known { name, pair, .. } in known() {
        for label in (0..pair.labels.len()).filter(|label| !pair.dunned.contains(label)) {
            let invoice = pair.invoice(label, Debtor::Consumer, 1_000_00, pair.window.0.plus(40));
            assert!(pair.compare(invoice).0.is_empty(), "{name}: {label}");
        }
    }
}

#[test]
fn every_example_shows_its_region() {
    for Known { name, regions, pair } in known() {
        for region in regions {
            let invoice = &region.example.invoice;
            let due = invoice.due.unwrap();
            let inside = region.labels.iter().any(|label| region.holds(*label, invoice.debtor, invoice.amount, due));
            assert!(inside, "{name}: {invoice:?}");
            assert!((pair.window.0..=pair.window.1).contains(&due), "{name}");
        }
    }
}

/// Day by day, with nothing left out, is another route to the same course.
#[test]
fn every_course_is_what_each_day_brings() {
    for Known { name, regions, pair } in known() {
        for region in regions {
            let example = &region.example;
            let invoice = &example.invoice;
            let due = invoice.due.unwrap();
            let label = region.labels.iter().copied().find(|label| {
                pair.labels[*label].invoice.tags == invoice.tags
                    && pair.labels[*label].invoice.customer_tags == invoice.customer_tags
                    && pair.labels[*label].invoice.fee_agreed == invoice.fee_agreed
                    && pair.labels[*label].invoice.facts.starts_with(&invoice.facts)
            });
            let of_sides = pair.invoice(label.unwrap(), invoice.debtor, invoice.amount, due);
            for ((mut invoice, course), side) in of_sides.into_iter().zip(&example.courses).zip(&pair.sides) {
                let first = invoice.issued.max(side.bound.plan.valid.from);
                let days = (0..=due.plus(366).since(first)).map(|day| first.plus(day)).filter(|day| *day <= side.until);
                let sent: Vec<(String, frist::value::Day, i64)> = days
                    .filter_map(|day| {
                        let decision = invoice.run(&side.bound, day);
                        let letter = decision.proposed.as_ref().filter(|_| decision.kind == frist::decide::DecisionKind::Send)?;
                        Some((side.bound.plan.steps[letter.step].name.clone(), day, letter.fee))
                    })
                    .collect();
                let told: Vec<_> = course.notices.iter().map(|sent| (sent.step.clone(), sent.on, sent.fee)).collect();
                assert_eq!(sent, told, "{name}: {:?}", example.invoice);
            }
        }
    }
}

#[test]
fn a_policy_differs_in_nothing_from_itself() {
    for case in cases() {
        for pair in pairs_of(&case.old, &case.old) {
            assert!(regions(&pair).is_empty(), "{}", case.name);
        }
    }
}

/// What tells regions apart, both sides changed about where `mirrored`.
fn told(regions: &[Region], mirrored: bool) -> BTreeSet<String> {
    let mirror = |difference: &Difference| {
        let mut difference = difference.clone();
        if mirrored {
            difference.steps.reverse();
            difference.figures.reverse();
            let stricter = difference.direction == Direction::Stricter;
            difference.direction = if stricter { Direction::Laxer } else { Direction::Stricter };
        }
        difference
    };
    let one = |region: &Region| {
        let differences: BTreeSet<Difference> = region.differences.iter().map(mirror).collect();
        format!("{differences:?} {:?} {:?} {:?}", region.debtors, region.lines, region.pieces)
    };
    regions.iter().map(one).collect()
}

#[test]
fn the_other_way_round_everything_is_mirrored() {
    for case in cases() {
        let there = known().iter().filter(|known| known.name == case.name).map(|known| told(&known.regions, true)).collect::<Vec<_>>();
        let back: Vec<_> = pairs_of(&case.new, &case.old).iter().map(|pair| told(&regions(pair), false)).collect();
        assert_eq!(there, back, "{}", case.name);
    }
}

#[test]
fn most_cases_have_regions() {
    let with = known().iter().filter(|known| !known.regions.is_empty()).count();
    println!("{} pairs, {with} with regions", known().len());
    assert!(with * 10 >= known().len() * 7);
}
