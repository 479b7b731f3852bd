//! The pages of the built-in statutes: what the statute says, as printed, and by hand where each fact of the law went.

use std::fs;

use frist::law::STATUTES;
use frist::model::{Project, Statute, Wanted};
use frist::report::law_page;

use crate::checked::repository;

const HOW: &str = "RENEW=1 cargo test --test suite statute_pages";

/// The page of a statute: its printed part, and what stands below by hand.
fn page(name: &str) -> (std::path::PathBuf, String, String) {
    let path = repository(&format!("docs/statutes/{}.md", name.to_lowercase()));
    let text = fs::read_to_string(&path).unwrap();
    let (printed, by_hand) = text.split_once("\n<!-- Above: ").unwrap_or_else(|| panic!("{name}: the line between the parts is gone"));
    (path, printed.into(), by_hand.into())
}

fn statute<'a>(project: &'a Project, name: &str) -> &'a Statute {
    project.statutes.iter().find(|statute| statute.law.name == name).unwrap()
}

#[test]
fn statute_pages_are_what_the_statutes_say() {
    let project = Project::read_with([], Wanted::All, false);
    for (name, ..) in STATUTES {
        let (path, printed, by_hand) = page(name);
        let now = law_page(statute(&project, name), &project.sources);
        if std::env::var_os("RENEW").is_some() {
            fs::write(path, format!("{now}\n<!-- Above: {by_hand}")).unwrap();
        } else {
            assert_eq!(printed, now, "docs/statutes/{}.md is stale; `{HOW}` writes it anew", name.to_lowercase());
        }
        assert!(by_hand.contains(HOW), "{name}: the line between the parts says how to renew the page");
    }
}

/// Every rule has its place in the account, and the account names no rule there is not.
#[test]
fn every_rule_of_a_statute_is_accounted_for() {
    let project = Project::read_with([], Wanted::All, false);
    let mut wrong = Vec::new();
    for (name, ..) in STATUTES {
        let (_, _, account) = page(name);
        let law = &statute(&project, name).law;
        let limitation = law.limitation.iter().map(|limitation| limitation.id.as_str());
        let ids: Vec<&str> = law.rules.iter().map(|rule| rule.id.as_str()).chain(limitation).collect();
        let values: Vec<&str> = law.values.iter().map(|value| value.name.as_str()).collect();
        for id in ids.iter().chain(&values).filter(|id| !account.contains(&format!("`{id}"))) {
            wrong.push(format!("{name}: nothing says why `{id}` is there"));
        }
        let quoted = account.split('`').skip(1).step_by(2).filter(|word| word.starts_with(&format!("{name}-")));
        wrong.extend(quoted.filter(|word| !ids.contains(word)).map(|word| format!("{name}: there is no `{word}`")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
