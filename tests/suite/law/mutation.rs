//! No dead law: whatever is changed in a statute, some case says so. `.ci/mutants` runs it; `docs/mutation.md` tells the outcome.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use super::mutants::{Mutant, all};
use super::{COUNTRIES, Country, Statute};
use crate::checked::repository;

const THREADS: usize = 2;

/// What became of a mutant.
enum Fate {
    /// It is no statute: nothing to try.
    Refused,
    /// A case noticed.
    Killed,
    /// Noticed only in a coarser step than the smallest: the law rounds.
    Rounded,
    /// Nobody noticed.
    Survived(String),
}

fn fate(country: &Country, mutant: &Mutant) -> Fate {
    let mut fate = Fate::Refused;
    for (at, step) in mutant.steps.iter().enumerate() {
        let Ok(statute) = Statute::read(&step.text) else { continue };
        if country.objection(&statute, &mutant.about).is_some() {
            return if at == 0 { Fate::Killed } else { Fate::Rounded };
        }
        fate = Fate::Survived(step.label.clone());
    }
    fate
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
        for law in Statute::read(&country.statute).unwrap().laws {
            let names = law.rules.iter().map(|rule| &rule.id).chain(law.values.iter().map(|value| &value.name));
            names.for_each(|name| assert!(mutants.iter().filter(|mutant| mutant.about == *name).count() > 1, "`{name}` was not changed"));
        }
        let (mut tried, mut rounded, mut alive) = (mutants.len(), 0, Vec::new());
        for fate in fates(&country, &mutants) {
            match fate {
                Fate::Refused => tried -= 1,
                Fate::Killed => {}
                Fate::Rounded => rounded += 1,
                Fate::Survived(label) => alive.push(format!("{code} {label}")),
            }
        }
        alive.sort();
        let killed = tried - alive.len();
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
