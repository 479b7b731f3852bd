//! The rules of an `imports.txt`, and what breaks them.

use std::fs;
use std::path::Path;

use super::tree::{Target, Tree, top};

/// What a file of rules says.
pub struct Rules {
    /// Modules, the lowest first, each with its line.
    order: Vec<(String, usize)>,
    never: Vec<Never>,
    outside: Vec<Never>,
    /// The file's name, for complaints.
    name: String,
    /// What in the file itself is wrong.
    pub mistakes: Vec<String>,
}

/// `WHO -> WHAT: why`.
struct Never {
    who: Who,
    what: Vec<String>,
    why: String,
    line: usize,
}

enum Who {
    These(Vec<String>),
    AllBut(Vec<String>),
}

impl Who {
    fn is(&self, module: &str) -> bool {
        match self {
            Who::These(these) => these.iter().any(|one| one == module),
            Who::AllBut(those) => !those.iter().any(|one| one == module),
        }
    }

    fn named(&self) -> &[String] {
        let (Who::These(names) | Who::AllBut(names)) = self;
        names
    }
}

impl Rules {
    pub fn read(path: &Path) -> Rules {
        let text = fs::read_to_string(path).expect("a file of rules");
        let name = path.file_name().unwrap_or_default().display().to_string();
        let mut rules = Rules { order: Vec::new(), never: Vec::new(), outside: Vec::new(), name, mistakes: Vec::new() };
        let mut section = String::new();
        for (at, line) in text.lines().enumerate() {
            let (line, at) = (line.trim(), at + 1);
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if line.starts_with('[') {
                section = line.into();
                continue;
            }
            let never = Never::read(line, at);
            match (section.as_str(), never) {
                ("[order]", _) => {
                    let module = line.split_whitespace().next().unwrap_or_default();
                    if rules.rank(module).is_some() {
                        rules.mistakes.push(format!("{}:{at}: `{module}` stands in the order twice", rules.name));
                    }
                    rules.order.push((module.into(), at));
                }
                ("[never]", Some(never)) => rules.never.push(never),
                ("[outside]", Some(never)) => rules.outside.push(never),
                _ => rules.mistakes.push(format!("{}:{at}: `{line}` is no rule: a rule is `WHO -> WHAT: why`", rules.name)),
            }
        }
        let all = rules.never.iter().chain(&rules.outside).flat_map(|never| never.who.named().iter().map(move |name| (name, never.line)));
        let named = rules.never.iter().flat_map(|never| never.what.iter().map(move |name| (name, never.line)));
        let unknown = all.chain(named).filter(|(name, _)| *name != "all" && rules.rank(name).is_none());
        let unknown: Vec<String> = unknown.map(|(name, line)| format!("{}:{line}: `{name}` is not in the order", rules.name)).collect();
        rules.mistakes.extend(unknown);
        rules
    }

    fn rank(&self, module: &str) -> Option<usize> {
        self.order.iter().position(|(name, _)| name == module)
    }

    /// Everything a tree names and may not.
    pub fn broken_by(&self, tree: &Tree) -> Vec<String> {
        let tops = tree.tops();
        let mut found: Vec<String> = Vec::new();
        for (module, line) in &self.order {
            if !tops.contains(module.as_str()) {
                found.push(format!("{}:{line}: there is no module `{module}`", self.name));
            }
        }
        let mut strangers: Vec<&str> = tops.into_iter().filter(|module| self.rank(module).is_none()).collect();
        strangers.sort_unstable();
        found.extend(strangers.iter().map(|module| format!("src/{module}: the module is not in the order of {}", self.name)));
        found.extend(tree.orphans().map(|file| format!("src/{file}: no file declares this module")));
        for file in tree.files.keys() {
            let own = top(file);
            // One complaint for each rule that a file breaks, with all lines that do.
            let mut broken: Vec<(String, String, Vec<String>)> = Vec::new();
            for named in tree.named(file) {
                let told = match &named.target {
                    Target::Inside(module, defined) => self.inside(own, module, top(defined)),
                    Target::Outside(path) => self.outside(own, path),
                };
                let Some((what, rule)) = told else { continue };
                let line = named.line.to_string();
                match broken.iter_mut().find(|(other, _, _)| *other == format!("{what}: {rule}")) {
                    Some((_, _, lines)) if lines.contains(&line) => {}
                    Some((_, _, lines)) => lines.push(line),
                    None => broken.push((format!("{what}: {rule}"), named.written, vec![line])),
                }
            }
            for (told, written, lines) in broken {
                found.push(format!("src/{file}:{}: `{own}` names {told}; it is written `{written}`", lines.join(",")));
            }
        }
        found
    }

    /// What is wrong with a module naming a module, through which it reaches what another defines.
    fn inside(&self, own: &str, module: &str, defining: &str) -> Option<(String, String)> {
        // What lib.rs hands on, everybody may have who may name lib.rs.
        let reached = if module == "lib" { module } else { defining };
        for never in self.never.iter().filter(|never| never.who.is(own)) {
            let is = |other: &str| other != own && never.what.iter().any(|what| what == "all" || what == other);
            if is(module) {
                return Some((format!("`{module}`"), self.because(never)));
            }
            if is(reached) {
                return Some((format!("`{reached}` through `{module}`"), self.because(never)));
            }
        }
        let (below, rank) = (self.rank(module)?, self.rank(own)?);
        if below <= rank {
            return None;
        }
        let line = self.order[below].1;
        Some((format!("`{module}`"), format!("it is not below it in the order ({}:{line})", self.name)))
    }

    fn outside(&self, own: &str, path: &[String]) -> Option<(String, String)> {
        for never in self.outside.iter().filter(|never| never.who.is(own)) {
            for what in &never.what {
                let what_path: Vec<&str> = what.split("::").collect();
                let mut both = what_path.iter().zip(path);
                let fits = both.all(|(what, one)| *what == one || one == "*");
                let long_enough = path.len() >= what_path.len() || path.last().is_some_and(|last| last == "*");
                if fits && long_enough {
                    return Some((format!("`{what}`"), self.because(never)));
                }
            }
        }
        None
    }

    fn because(&self, never: &Never) -> String {
        format!("never, {} ({}:{})", never.why, self.name, never.line)
    }
}

impl Never {
    fn read(line: &str, at: usize) -> Option<Never> {
        let (who, rest) = line.split_once("->")?;
        let (what, why) = rest.split_once(": ")?;
        let list = |text: &str| text.split(',').map(|one| one.trim().to_string()).collect::<Vec<_>>();
        let who = match who.trim().strip_prefix("all but ") {
            Some(those) => Who::AllBut(list(those)),
            None if who.trim() == "all" => Who::AllBut(Vec::new()),
            None => Who::These(list(who)),
        };
        Some(Never { who, what: list(what), why: why.trim().into(), line: at })
    }
}
