//! No false proof: a policy that passes the check is never withheld by the law guard, on a history that is its own.

use std::fs;
use std::sync::OnceLock;

use frist::decide::DecisionKind;
use frist::forward::{Rehearsal, rehearsal_plan};
use frist::ledger::EventKind;
use frist::value::Day;
use proptest::prelude::{any, prop, proptest};

use super::cases;
use crate::checked::{Checked, files_below, repository};

/// The good policies under the law of Norway.
fn lawful() -> &'static [Checked] {
    static LAWFUL: OnceLock<Vec<Checked>> = OnceLock::new();
    LAWFUL.get_or_init(|| {
        let read = |path: std::path::PathBuf| Checked::of(&path.display().to_string(), &fs::read_to_string(path).unwrap());
        let norwegian = |checked: &Checked| checked.project.plans().iter().any(|plan| plan.law.name == "NO");
        files_below(&repository("tests/policies/good"), "frist").into_iter().map(read).filter(norwegian).collect()
    })
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_lawful_policy_is_never_withheld(
        file in any::<prop::sample::Index>(),
        which in any::<prop::sample::Index>(),
        debtor in any::<prop::sample::Index>(),
        amount in prop::sample::select(vec![100_00_i64, 499_99, 500_00, 5_000_00, 10_000_00, 60_000_00]),
        due in 0..300_i32,
        events in prop::collection::vec((0..120_i32, 0..4_u8), 0..4),
        gaps in prop::collection::vec(1..25_i32, 40),
        every_day in any::<bool>(),
    ) {
        let checked = file.get(lawful());
        let plan = &which.get(&checked.project.policies).plan;
        let bound = rehearsal_plan(plan);
        let debtor = *debtor.get(&plan.debtors.iter().collect::<Vec<_>>());
        let valid = plan.valid;
        let due = valid.from.plus(due - 20);
        let mut rehearsal = Rehearsal::new(plan.currency, debtor, amount, due.plus(-14), Some(due));
        rehearsal.facts = plan.facts.iter().map(|fact| fact.default.clone()).collect();
        for (day, what) in events {
            let what = [EventKind::Payment(amount / 3), EventKind::Dispute, EventKind::Resolved, EventKind::Plan(None)][usize::from(what)];
            rehearsal.happen(due.plus(day - 5), what);
        }
        let last = valid.until.unwrap_or(Day::LAST).min(plan.law.known_until);
        let mut on = due.plus(-13).max(valid.from);
        let mut gaps = gaps.into_iter().cycle();
        while on <= last && on.since(due) < 200 {
            let decision = rehearsal.run(&bound, on);
            assert_ne!(decision.kind, DecisionKind::Withheld, "{} on {on}: {:?}\n{rehearsal:?}", plan.name, decision.why);
            on = on.plus(if every_day { 1 } else { gaps.next().unwrap() });
        }
    }
}
