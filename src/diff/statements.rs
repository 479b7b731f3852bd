use crate::terms::Statement;

/// A statement that stands on one side alone, or otherwise.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Change {
    /// The blocks it stands in, the outermost first, by their first words.
    pub within: Vec<String>,
    /// What it is about: its first word or words.
    pub about: String,
    /// What the old policy has there.
    pub old: Option<Passage>,
    /// What the new policy has.
    pub new: Option<Passage>,
}

/// What a policy has in one place.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Passage {
    /// A statement in the policy's own words, on one line.
    Statement(String),
    /// Its steps that the other policy has too, by their names in their order.
    Order(Vec<String>),
}

/// Blocks that are gone through statement by statement; any other is told whole.
const OPENED: [&str; 4] = ["step", "escalate", "credit", "class"];

/// The statements that differ; their order counts for steps alone.
pub fn changes(old: &[Statement], new: &[Statement]) -> Vec<Change> {
    let mut changes = Vec::new();
    within(&mut Vec::new(), old, new, &mut changes);
    changes
}

fn within(path: &mut Vec<String>, old: &[Statement], new: &[Statement], changes: &mut Vec<Change>) {
    let mut free: Vec<&Statement> = new.iter().collect();
    let mut rest: Vec<&Statement> = Vec::new();
    for statement in old {
        match free.iter().position(|other| written(other) == written(statement)) {
            Some(at) => drop(free.remove(at)),
            None => rest.push(statement),
        }
    }
    for statement in rest {
        let about = about(statement);
        let other = free.iter().position(|other| self::about(other) == about).map(|at| free.remove(at));
        match other {
            Some(other) if is_opened(statement) => {
                if statement.words != other.words {
                    changes.push(change(path, Some(statement.words.clone()), Some(other.words.clone()), about.clone()));
                }
                path.push(about);
                within(path, &statement.within, &other.within, changes);
                path.pop();
            }
            other => changes.push(change(path, Some(short(statement)), other.map(short), about)),
        }
    }
    changes.extend(free.into_iter().map(|statement| change(path, None, Some(short(statement)), about(statement))));
    let steps = |all: &[Statement], others: &[Statement]| {
        let names = all.iter().filter(|one| one.words.starts_with("step ")).map(about);
        names.filter(|name| others.iter().any(|other| about(other) == *name)).collect::<Vec<_>>()
    };
    let (before, after) = (steps(old, new), steps(new, old));
    if before != after {
        let order = |steps: Vec<String>| {
            let name = |step: String| step.strip_prefix("step ").unwrap_or(&step).to_string();
            Some(Passage::Order(steps.into_iter().map(name).collect()))
        };
        changes.push(Change { within: path.clone(), about: "order".into(), old: order(before), new: order(after) });
    }
}

fn change(path: &[String], old: Option<String>, new: Option<String>, about: String) -> Change {
    Change { within: path.to_vec(), about, old: old.map(Passage::Statement), new: new.map(Passage::Statement) }
}

fn is_opened(statement: &Statement) -> bool {
    OPENED.iter().any(|word| statement.words.split(' ').next() == Some(word))
}

/// A statement as it is named: a block that is gone through by its first line alone.
fn short(statement: &Statement) -> String {
    if is_opened(statement) { statement.words.clone() } else { written(statement) }
}

/// A statement with everything in its block, on one line.
fn written(statement: &Statement) -> String {
    if statement.within.is_empty() {
        return statement.words.clone();
    }
    let inner: Vec<String> = statement.within.iter().map(written).collect();
    format!("{} {{ {} }}", statement.words, inner.join("; "))
}

/// What a statement is about: two that are about the same are one that has changed.
fn about(statement: &Statement) -> String {
    let words: Vec<&str> = statement.words.split(' ').collect();
    let taken = match words.as_slice() {
        ["hold" | "exempt" | "take" | "|", ..] => return written(statement),
        ["escalate", ..] => return statement.words.clone(),
        ["no", of, ..] => return (*of).to_string(),
        ["fact" | "step" | "class" | "applies" | "agreed", ..] | ["send", "on", ..] => 2,
        _ => 1,
    };
    words[..taken.min(words.len())].join(" ")
}
