//! All files of a tree, and where a path leads.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::Path as FilePath;
use std::slice;

use super::scan::Source;
use crate::checked::files_below;

/// The path of a module below the crate, nothing for the crate itself.
pub type Module = Vec<String>;

/// The sources of a crate.
pub struct Tree {
    /// Each file by its name below `src`, such as `plan/value.rs`.
    pub files: BTreeMap<String, Source>,
    modules: HashMap<Module, String>,
}

/// Something that a file names.
#[derive(Debug)]
pub struct Named {
    pub line: usize,
    /// The path as it is written.
    pub written: String,
    pub target: Target,
    /// Whether a `pub use` hands on what a module below this file defines.
    pub handed_on: bool,
}

/// What a path leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// A name of this crate: the top module that the path goes through, and the file that defines the name.
    Inside(String, String),
    /// A path of another crate.
    Outside(Vec<String>),
}

impl Tree {
    /// Every `.rs` below a folder.
    pub fn read(src: &FilePath) -> Tree {
        let mut tree = Tree { files: BTreeMap::new(), modules: HashMap::new() };
        for path in files_below(src, "rs") {
            let name = path.strip_prefix(src).expect("below").to_str().expect("UTF-8").replace('\\', "/");
            if name != "main.rs" {
                tree.modules.insert(module_of(&name), name.clone());
            }
            let text = fs::read_to_string(&path).expect("a source");
            // A file of nothing but tests says so.
            if !text.contains("\n#![cfg(test)]\n") {
                tree.files.insert(name, Source::read(&text));
            }
        }
        tree
    }

    /// The top modules there are, `lib` and `main` among them.
    pub fn tops(&self) -> HashSet<&str> {
        self.files.keys().map(|file| top(file)).collect()
    }

    /// The files that no file around them declares: nobody compiles them.
    pub fn orphans(&self) -> impl Iterator<Item = &String> {
        self.files.keys().filter(|file| {
            let module = module_of(file);
            let Some((name, around)) = module.split_last().filter(|_| *file != "main.rs") else { return false };
            self.modules.get(around).is_none_or(|parent| !self.files[parent].declared.contains(name))
        })
    }

    /// Everything a file names, in the order of its lines: each `use`, and each path that no `use` of the file has said already.
    pub fn named(&self, file: &str) -> Vec<Named> {
        let source = &self.files[file];
        let module = (file != "main.rs").then(|| module_of(file));
        let mut found: Vec<Named> = Vec::new();
        // What each name stands for that a `use` has brought in, names that are handed on aside.
        let mut brought: HashMap<&str, Target> = HashMap::new();
        for one in &source.uses {
            let Some(target) = self.target(module.as_ref(), &one.path) else { continue };
            let handed_on = one.public
                && match (&target, &module) {
                    (Target::Inside(_, defined), Some(module)) => module_of(defined).starts_with(module) && defined != file,
                    _ => false,
                };
            if !handed_on {
                brought.insert(&one.name, target.clone());
            } else if let Some(line) = source.words.get(&one.name) {
                found.push(Named { line: *line, written: one.name.clone(), target: target.clone(), handed_on: false });
            }
            found.push(Named { line: one.line, written: one.path.join("::"), target, handed_on });
        }
        for one in &source.paths {
            let Some(target) = self.target(module.as_ref(), &one.path) else { continue };
            if brought.get(one.path[0].as_str()) != Some(&target) {
                found.push(Named { line: one.line, written: one.path.join("::"), target, handed_on: false });
            }
        }
        found.sort_by_key(|named| named.line);
        found
    }

    /// What a path leads to that is written in a module; `None` is main.rs. Nothing where it is a name of the file itself.
    fn target(&self, module: Option<&Module>, path: &[String]) -> Option<Target> {
        match self.absolute(module, path, 0) {
            Absolute::Crate(path) => {
                let defined = self.defining(&path, &mut HashSet::new());
                let first = path.first().filter(|first| self.modules.contains_key(&vec![(*first).clone()]));
                Some(Target::Inside(first.map_or("lib", |first| first).to_string(), defined))
            }
            Absolute::Outside(path) => Some(Target::Outside(path)),
            Absolute::Own => None,
        }
    }

    fn absolute(&self, module: Option<&Module>, path: &[String], depth: usize) -> Absolute {
        let Some((first, rest)) = path.split_first() else { return Absolute::Own };
        let from = |module: &[String]| Absolute::Crate([module, rest].concat());
        match (first.as_str(), module) {
            ("crate", Some(_)) | ("frist", None) => return from(&[]),
            ("Self", _) => return Absolute::Own,
            ("self", Some(module)) => return from(module),
            ("super", Some(module)) => {
                let supers = path.iter().take_while(|one| *one == "super").count();
                let above = &module[..module.len().saturating_sub(supers)];
                return Absolute::Crate([above, &path[supers..]].concat());
            }
            _ => {}
        }
        let file = module.map_or("main.rs", |module| self.modules[module].as_str());
        let source = &self.files[file];
        let below = module.map(|module| [module.as_slice(), slice::from_ref(first)].concat());
        if let Some(below) = below.filter(|below| self.modules.contains_key(below)) {
            return from(&below);
        }
        if source.defined.contains(first) {
            return Absolute::Own;
        }
        // A module or a type that a `use` has brought in.
        if let Some(one) = source.uses.iter().find(|one| one.name == *first && one.path != [first.clone()] && depth < 8) {
            return self.absolute(module, &[one.path.as_slice(), rest].concat(), depth + 1);
        }
        Absolute::Outside(path.to_vec())
    }

    /// The file that defines the last name of a path of this crate.
    fn defining(&self, path: &[String], seen: &mut HashSet<Vec<String>>) -> String {
        let mut module: Module = Vec::new();
        for (at, name) in path.iter().enumerate() {
            let below = [module.as_slice(), slice::from_ref(name)].concat();
            if self.modules.contains_key(&below) {
                module = below;
                continue;
            }
            let Some(file) = self.modules.get(&module) else { break };
            let source = &self.files[file];
            if source.defined.contains(name) || name == "*" || !seen.insert(path.to_vec()) {
                break;
            }
            let brought = source.uses.iter().find(|one| one.name == *name);
            let rest = &path[at + 1..];
            if let Some(one) = brought
                && let Absolute::Crate(other) = self.absolute(Some(&module), &[one.path.as_slice(), rest].concat(), 0)
            {
                return self.defining(&other, seen);
            }
            let all = source.uses.iter().filter(|one| one.name == "*");
            let mut through = Vec::new();
            for one in all {
                let path = [&one.path[..one.path.len() - 1], &path[at..]].concat();
                if let Absolute::Crate(other) = self.absolute(Some(&module), &path, 0) {
                    let defined = self.defining(&other, seen);
                    if self.files[&defined].defined.contains(name) {
                        return defined;
                    }
                    through.push(defined);
                }
            }
            // What a macro defines is not seen: it can only come from the one module whose names are all brought in.
            if let [defined] = through.as_slice() {
                return defined.clone();
            }
            break;
        }
        self.modules.get(&module).or_else(|| self.modules.get(&Vec::new())).cloned().unwrap_or_else(|| "lib.rs".into())
    }
}

enum Absolute {
    Crate(Vec<String>),
    Outside(Vec<String>),
    Own,
}

/// The module a file is.
pub fn module_of(file: &str) -> Module {
    let mut module: Module = file.trim_end_matches(".rs").split('/').map(Into::into).collect();
    module.pop_if(|last| matches!(last.as_str(), "mod" | "lib"));
    module
}

/// The top module of a file.
pub fn top(file: &str) -> &str {
    file.split('/').next().unwrap_or(file).trim_end_matches(".rs")
}
