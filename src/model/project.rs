use std::sync::Arc;

use super::{Policy, Practice, Statute, Test, built_in, mapping, policy, statute, test, version};
use crate::diagnostic::{
    DUPLICATE, Diagnostic, FileId, REPLACED_LAW, Severity, Sources, Span, Spanned, UNDECODABLE, UNKNOWN_LAW, WRITTEN_TWICE, did_you_mean,
    nearest,
};
use crate::law::{Law, PRACTICES, STATUTES};
use crate::ledger::mapping::Mapping;
use crate::plan::Plan;
use crate::syntax::tree::{Broken, Item};
use crate::syntax::{parse, statements};
use crate::terms::{MatchBy, Statement};

/// Everything the files of a run say, with the statutes they need beside.
#[derive(Debug, Default)]
pub struct Project {
    /// The texts.
    pub sources: Sources,
    /// How many blocks stand in the files that were given.
    pub blocks: usize,
    /// Policies in the order given; versions of one name each on their own, the earlier ended the day before the next.
    pub policies: Vec<Policy>,
    /// Statutes.
    pub statutes: Vec<Statute>,
    /// The advice of the trade.
    pub practices: Vec<Practice>,
    /// Tests, those that are not run included.
    pub tests: Vec<Test>,
    /// Ledger mappings, each with the line that opens it.
    pub mappings: Vec<Spanned<Mapping>>,
    /// By what payments of the bank are matched, where a file says so, and where.
    pub matching: Option<Spanned<Vec<MatchBy>>>,
    /// Mistakes of syntax, names and units, in the order of the texts.
    pub mistakes: Vec<Diagnostic>,
    /// How many policies stand in the files and not here: their file or their statute has a mistake, or another version of them does.
    pub unread: usize,
}

/// Which of the built-in statutes a run needs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wanted<'a> {
    /// Those that the policies name.
    OfPolicies,
    /// Those, and the one of this name, whatever its case.
    Also(&'a str),
    /// Every one.
    All,
}

impl Project {
    /// Reads files, each a name and a text, with the statutes their policies name. A statute or a practice among them takes the place of the built-in
    /// one of its name. With `assume_law_unchanged` the values of the last known day hold after it.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>, assume_law_unchanged: bool) -> Project {
        Project::read_with(files, Wanted::OfPolicies, assume_law_unchanged)
    }

    /// The same with the built-in statutes that are wanted.
    pub fn read_with<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>, wanted: Wanted, assume_law_unchanged: bool) -> Project {
        let mut texts = Parsed::default();
        for (name, text) in files {
            texts.read(name, text);
        }
        let blocks = texts.items.iter().filter(|item| !matches!(item, Item::Unread(_))).count();
        texts.add_built_in(wanted);
        let Parsed { sources, items, mut mistakes } = texts;
        // A statement that could not be read is missing in the tree; what of names is wrong keeps out the policy it is wrong in.
        let of_text = mistakes.iter().filter(|mistake| mistake.severity == Severity::Error);
        let faulty: Vec<FileId> = of_text.map(|mistake| mistake.span.file).collect();
        let mut project = ProjectBuilder { items, said: &mut mistakes }.build(assume_law_unchanged);
        mistakes.sort_by_key(|mistake| mistake.span);
        let of_faulty = project.policies.iter().filter(|policy| faulty.contains(&policy.written.head.file));
        let names: Vec<String> = of_faulty.map(|policy| policy.plan.name.clone()).collect();
        project.leave_out(&names);
        project.blocks = blocks;
        project.sources = sources;
        project.mistakes = mistakes;
        project
    }

    /// Whether nothing at all stands in the files that were given.
    pub fn is_empty(&self) -> bool {
        self.blocks == 0 && self.mistakes.is_empty()
    }

    /// The policies' plans, in the order in which they are tried.
    pub fn plans(&self) -> Vec<&Plan> {
        self.policies.iter().map(|policy| &policy.plan).collect()
    }

    /// The statute of a name, if the run has it.
    pub fn law(&self, name: &str) -> Option<&Arc<Law>> {
        self.statutes.iter().find(|statute| statute.law.name == name).map(|statute| &statute.law)
    }

    /// Every statute the run has.
    pub fn laws(&self) -> Vec<Arc<Law>> {
        self.statutes.iter().map(|statute| Arc::clone(&statute.law)).collect()
    }

    /// The block of a rule of law or of advice that holds under a law.
    pub fn rule_written(&self, law: &str, id: &str) -> Option<Span> {
        let statute = self.statutes.iter().find(|statute| statute.law.name == law)?;
        let practices = self.practices.iter().filter(|practice| practice.speaks_of(law));
        statute.written.rule(id).or_else(|| practices.into_iter().find_map(|practice| practice.written.rule(id)))
    }

    /// The policy of a plan: the one of its name and its first day.
    pub fn policy(&self, plan: &Plan) -> Option<&Policy> {
        self.policies.iter().find(|policy| (&policy.plan.name, policy.plan.valid.from) == (&plan.name, plan.valid.from))
    }

    /// The statements of a policy's block, without layout and comments.
    pub fn statements_of(&self, policy: &Policy) -> Vec<Statement> {
        let head = policy.written.head;
        let all = statements(&self.sources, head.file);
        all.into_iter().find(|statement| statement.span.start == head.start).map_or(Vec::new(), |statement| statement.within)
    }

    /// Reads tests that stand beside the policies, as if their text were a file of the run; `None` where it has a mistake.
    pub fn tests_in(&self, text: &str) -> Option<Vec<Test>> {
        let mut sources = Sources::default();
        let file = sources.add("test.frist", text);
        let (items, mistakes) = parse(&sources, file);
        let names: Vec<(String, Broken)> = self.policies.iter().map(|policy| (policy.plan.name.clone(), Broken::default())).collect();
        let mut tests = Vec::new();
        for item in items {
            let tree = match item {
                Item::Test(tree) => tree,
                // What is in no block is among the mistakes.
                Item::Unread(_) => continue,
                Item::Policy(_) | Item::Statute(_) | Item::Practice(_) | Item::Mapping(_) | Item::Matching(_) => return None,
            };
            tests.push(test::build(tree, &names, &Broken::default(), &self.policies).0);
        }
        tests.retain(|test: &Test| !test.cases.is_empty());
        (mistakes.is_empty() && !tests.is_empty()).then_some(tests)
    }

    /// Leaves out every version of some policies, and what their tests would try: they cannot be used as they are.
    pub fn leave_out(&mut self, names: &[String]) {
        let all = self.policies.len();
        self.policies.retain(|policy| !names.contains(&policy.plan.name));
        self.tests.iter_mut().filter(|test| names.contains(&test.of)).for_each(|test| test.cases.clear());
        self.unread += all - self.policies.len();
    }

    /// Whether a mistake keeps the policies from being used.
    pub fn has_errors(&self) -> bool {
        self.mistakes.iter().any(|mistake| mistake.severity == Severity::Error)
    }
}

/// The texts of a run and the trees read from them.
#[derive(Default)]
struct Parsed {
    sources: Sources,
    items: Vec<Item>,
    mistakes: Vec<Diagnostic>,
}

/// How a text is parsed: its items, and the mistakes.
type Parse = fn(&Sources, FileId) -> (Vec<Item>, Vec<Diagnostic>);

impl Parsed {
    fn read(&mut self, name: &str, text: &str) {
        self.add(name, text, parse);
    }

    fn add(&mut self, name: &str, text: &str, parse: Parse) {
        let file = self.sources.add(name, text);
        let (read, said) = parse(&self.sources, file);
        self.items.extend(read);
        // Whoever reads bytes as text puts this character where they are none. What else seems wrong may come from that.
        match text.find('\u{fffd}') {
            Some(at) => self.mistakes.push(UNDECODABLE.at(Span::new(file, at..at + '\u{fffd}'.len_utf8()))),
            None => self.mistakes.extend(said),
        }
    }

    /// Reads the built-in statutes that are wanted, and the practices that speak of them; a file of the run takes the place of one.
    fn add_built_in(&mut self, wanted: Wanted) {
        let named =
            |item: &Item, name: &str| matches!(item, Item::Policy(policy) if policy.law.as_ref().is_some_and(|law| law.value == name));
        let own = |items: &[Item], name: &str, practice: bool| {
            items.iter().find_map(|item| match item {
                Item::Statute(own) if !practice && own.name.value == name => Some(own.head),
                Item::Practice(own) if practice && own.name.value == name => Some(own.head),
                Item::Policy(_)
                | Item::Statute(_)
                | Item::Practice(_)
                | Item::Test(_)
                | Item::Mapping(_)
                | Item::Matching(_)
                | Item::Unread(_) => None,
            })
        };
        let is_wanted = |items: &[Item], name: &str| match wanted {
            Wanted::All => true,
            Wanted::Also(also) if also.eq_ignore_ascii_case(name) => true,
            Wanted::Also(_) | Wanted::OfPolicies => items.iter().any(|item| named(item, name)),
        };
        let mut replaced = Vec::new();
        let statutes: Vec<&str> = STATUTES.iter().map(|(name, ..)| *name).filter(|name| is_wanted(&self.items, name)).collect();
        let packs = STATUTES.iter().map(|pack| (false, pack)).chain(PRACTICES.iter().map(|pack| (true, pack)));
        for (practice, (name, place, text)) in packs {
            match own(&self.items, name, practice) {
                // The built-in text itself, read from its file, replaces nothing.
                Some(head) if self.sources.text(head.file) == *text => {}
                Some(head) => replaced.push(REPLACED_LAW.at(head).with("found", name)),
                None if practice || statutes.contains(name) => self.add(place, text, built_in::parsed),
                None => {}
            }
        }
        self.mistakes.extend(replaced);
    }
}

struct ProjectBuilder<'a> {
    items: Vec<Item>,
    said: &'a mut Vec<Diagnostic>,
}

impl ProjectBuilder<'_> {
    /// Looks up every name and checks every type. The project holds only what is sound; every mistake is a diagnostic.
    fn build(self, assume_law_unchanged: bool) -> Project {
        let (mut project, said) = (Project::default(), self.said);
        let (mut policies, mut tests, mut unread) = (Vec::new(), Vec::new(), Broken::default());
        // Those that turn out to be faulty are named too: nothing is said twice.
        let mut statutes: Vec<String> = STATUTES.iter().map(|(name, ..)| name.to_string()).collect();
        for item in self.items {
            match item {
                Item::Policy(tree) => policies.push(*tree),
                Item::Test(tree) => tests.push(tree),
                Item::Statute(tree) => {
                    statutes.push(tree.name.value.clone());
                    keep(statute::build(&tree), &mut project.statutes, said);
                }
                Item::Practice(tree) => keep(statute::practice(&tree), &mut project.practices, said),
                Item::Mapping(tree) => keep(mapping::build(*tree), &mut project.mappings, said),
                Item::Matching(matching) => match &project.matching {
                    None => project.matching = Some(matching),
                    Some(first) => {
                        let again = WRITTEN_TWICE.at(matching.span).with("found", "match payments by");
                        said.push(again.and(first.span, "the first stands here"));
                    }
                },
                Item::Unread(broken) => unread.0.extend(broken.0),
            }
        }
        statutes.sort();
        statutes.dedup();
        let unknown = |name: &Spanned<String>| {
            let known: Vec<String> = statutes.iter().map(|statute| format!("`{statute}`")).collect();
            let report = UNKNOWN_LAW.at(name.span).with("found", &name.value);
            // Names of two letters are all near one another.
            let near = nearest(&name.value, statutes.iter().map(String::as_str)).filter(|_| name.value.len() > 2);
            let report = match near {
                Some(near) => report.hint(did_you_mean(near)),
                None => report.with("known", known.join(", ")),
            };
            (!statutes.contains(&name.value) && !unread.may_hold(&name.value)).then_some(report)
        };
        said.extend(project.practices.iter().flat_map(|practice| &practice.speaks_of).filter_map(&unknown));
        for statute in &mut project.statutes {
            let practices = project.practices.iter().filter(|practice| practice.speaks_of(&statute.law.name));
            let mut law = Law::clone(&statute.law).ready(assume_law_unchanged);
            law.practice = practices.flat_map(|practice| practice.rules.iter().cloned()).collect();
            statute.law = Arc::new(law);
        }
        let names: Vec<(String, Broken)> = policies.iter().map(|policy| (policy.name.value.clone(), policy.broken.clone())).collect();
        let mut lost: Vec<String> = Vec::new();
        for tree in policies {
            said.extend(tree.law.as_ref().and_then(&unknown));
            // A statute of the run that could not be read is not the built-in one of its name.
            let law = tree.law.as_ref().filter(|law| !unread.0.contains(&law.value)).and_then(|law| project.law(&law.value));
            let kept = project.policies.len();
            keep(policy::build(&tree, law.cloned().as_ref()), &mut project.policies, said);
            lost.extend((project.policies.len() == kept).then_some(tree.name.value));
        }
        one_of_a_name(project.statutes.iter().map(|statute| (&statute.law.name, statute.written.head)), "a statute", said);
        one_of_a_name(project.practices.iter().map(|practice| (&practice.name, practice.written.head)), "a practice", said);
        one_of_a_name(project.mappings.iter().map(|mapping| (&mapping.value.name, mapping.span)), "a ledger mapping", said);
        version::order(&mut project.policies, said);
        for tree in tests {
            let (test, wrong) = test::build(tree, &names, &unread, &project.policies);
            project.tests.push(test);
            said.extend(wrong);
        }
        project.unread = lost.len() + unread.0.iter().filter(|word| *word == "policy").count();
        project.leave_out(&lost);
        project
    }
}

fn keep<T>((built, said): (Option<T>, Vec<Diagnostic>), all: &mut Vec<T>, diagnostics: &mut Vec<Diagnostic>) {
    if !said.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        all.extend(built);
    }
    diagnostics.extend(said);
}

/// Two things of one name and kind in the files of a run: nobody could tell which was meant.
fn one_of_a_name<'a>(named: impl Iterator<Item = (&'a String, Span)>, what: &str, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: Vec<(&String, Span)> = Vec::new();
    for (name, span) in named {
        match seen.iter().find(|(other, _)| *other == name) {
            Some((_, first)) => {
                diagnostics.push(DUPLICATE.at(span).with("found", name).with("what", what).and(*first, "the first stands here"));
            }
            None => seen.push((name, span)),
        }
    }
}
