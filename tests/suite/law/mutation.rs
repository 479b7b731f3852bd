//! No dead law: whatever is changed in a statute, some case says so. `.ci/mutants` runs it; `docs/mutation.md` tells the outcome.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use super::mutants::{Mutant, all};
use super::{COUNTRIES, Country, laws};
use crate::checked::repository;

const THREADS: usize = 2;

/// What became of a mutant.
enum Fate {
    /// The statute could not be read, or a case noticed.
    Killed,
    /// Noticed only in a coarser step than the smallest: the law rounds.
    Rounded,
    /// Nobody noticed.
    Survived(String),
}

fn fate(country: &Country, mutant: &Mutant) -> Fate {
    for (at, step) in mutant.steps.iter().enumerate() {
        let noticed = laws(&step.text).map_or(true, |laws| country.objection(&laws, &mutant.about).is_some());
        if noticed {
            return if at == 0 { Fate::Killed } else { Fate::Rounded };
        }
    }
    Fate::Survived(mutant.steps.last().map_or(String::new(), |step| step.label.clone()))
}

fn fates(country: &Country, mutants: &[Mutant]) -> Vec<Fate> {
    let (next, fates) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Some(mutant) = mutants.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let fate = fate(country, mutant);
                    fates.lock().unwrap().push(fate);
                }
            });
        }
    });
    fates.into_inner().unwrap()
}

/// The survivors somebody has explained: `COUNTRY RULE | old => new`, under a comment that says why. `FRIST_LAW=se` tries one country alone.
#[test]
#[ignore = "minutes of work in release: `.ci/mutants` runs it"]
fn mutants_of_the_statutes() {
    let listed = fs::read_to_string(repository("tests/law/survivors.txt")).unwrap();
    let listed: BTreeSet<&str> = listed.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let only = std::env::var("FRIST_LAW").ok();
    let (mut survived, mut unexplained) = (BTreeSet::new(), Vec::new());
    for code in COUNTRIES.into_iter().filter(|code| only.as_ref().is_none_or(|only| only == code)) {
        let began = Instant::now();
        let country = Country::read(code);
        let mutants = all(&country.statute);
        for law in laws(&country.statute).unwrap().values() {
            let names = law.statute.rules.iter().map(|rule| &rule.id.value).chain(law.statute.values.iter().map(|value| &value.name.value));
            names.for_each(|name| assert!(mutants.iter().filter(|mutant| mutant.about == *name).count() > 1, "`{name}` was not changed"));
        }
        let (mut rounded, mut alive) = (0, Vec::new());
        for fate in fates(&country, &mutants) {
            match fate {
                Fate::Killed => {}
                Fate::Rounded => rounded += 1,
                Fate::Survived(label) => alive.push(format!("{code} {label}")),
            }
        }
        alive.sort();
        let (tried, killed) = (mutants.len(), mutants.len() - alive.len());
        let cases = country.cases.len() + country.judged.len() + country.advice.len();
        println!("{code}: {killed} of {tried} killed by {cases} cases, {rounded} of them in a coarser step, {:.0?}", began.elapsed());
        for label in alive {
            let explained = listed.contains(label.as_str());
            println!("  {} {label}", if explained { "explained" } else { "SURVIVED " });
            if !explained {
                unexplained.push(label.clone());
            }
            survived.insert(label);
        }
    }
    let gone: Vec<_> = listed
        .iter()
        .filter(|line| only.as_ref().is_none_or(|code| line.starts_with(code)))
        .filter(|line| !survived.contains(**line))
        .collect();
    assert!(gone.is_empty(), "explained and no longer alive: {gone:#?}");
    assert!(unexplained.is_empty(), "{} mutants that no case notices and no line of tests/law/survivors.txt explains", unexplained.len());
}
