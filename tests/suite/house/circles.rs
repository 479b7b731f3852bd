//! Files that name each other.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use super::tree::{Target, Tree};

/// One complaint for each group of files that name each other, with its shortest circle.
pub fn circles(tree: &Tree) -> Vec<String> {
    let graph = Graph::of(tree);
    let mut left: BTreeSet<&str> = graph.edges.keys().map(String::as_str).collect();
    let mut found = Vec::new();
    while let Some(first) = left.pop_first() {
        let from = graph.reached(first);
        let group: Vec<&str> = from.iter().copied().filter(|other| graph.reached(other).contains(first)).collect();
        if group.is_empty() {
            continue;
        }
        let shortest = group.iter().map(|file| graph.shortest(file)).min_by_key(|circle| (circle.len(), circle.clone())).expect("a circle");
        found.push(graph.complaint(&shortest, group.len()));
        left.retain(|file| !group.contains(file));
    }
    found
}

/// Which file names which, where first and by which path.
struct Graph {
    edges: BTreeMap<String, BTreeMap<String, (usize, String)>>,
}

impl Graph {
    fn of(tree: &Tree) -> Graph {
        let mut edges: BTreeMap<String, BTreeMap<String, (usize, String)>> = BTreeMap::new();
        for file in tree.files.keys() {
            let own = edges.entry(file.clone()).or_default();
            for named in tree.named(file).into_iter().filter(|named| !named.handed_on) {
                if let Target::Inside(_, other) = named.target
                    && other != *file
                {
                    own.entry(other).or_insert((named.line, named.written));
                }
            }
        }
        Graph { edges }
    }

    /// Every file that one leads to in one step or more.
    fn reached<'a>(&'a self, file: &'a str) -> BTreeSet<&'a str> {
        let (mut found, mut next) = (BTreeSet::new(), vec![file]);
        while let Some(file) = next.pop() {
            next.extend(self.edges[file].keys().map(String::as_str).filter(|other| found.insert(*other)));
        }
        found
    }

    /// The shortest way from a file back to itself, the file first and last.
    fn shortest<'a>(&'a self, file: &'a str) -> Vec<&'a str> {
        let mut from: HashMap<&str, &str> = HashMap::new();
        let mut next = VecDeque::from([file]);
        while let Some(at) = next.pop_front() {
            for other in self.edges[at].keys().map(String::as_str) {
                if !from.contains_key(other) {
                    from.insert(other, at);
                    next.push_back(other);
                }
            }
        }
        let mut way = vec![file];
        let mut at = from[file];
        while at != file {
            way.push(at);
            at = from[at];
        }
        way.push(file);
        way.reverse();
        way
    }

    fn complaint(&self, way: &[&str], group: usize) -> String {
        let told = |pair: &[&str]| {
            let (line, path) = &self.edges[pair[0]][pair[1]];
            format!("src/{}:{line} names {} ({path})", pair[0], pair[1])
        };
        let steps: Vec<String> = way.windows(2).map(told).collect();
        let more = group + 1 - way.len();
        let others = if more == 0 { String::new() } else { format!("; {more} more files are in it") };
        format!("circle of files: {}{others}", steps.join(", "))
    }
}
