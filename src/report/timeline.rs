//! What happens to an invoice that nobody pays: as a table for the eye, and as one to paste.

use super::aligned;
use crate::claim::Letters;
use crate::decide::{Decision, Proposed, lawful_on};
use crate::forward::{Assumption, Timeline, TimelineEntry};
use crate::plan::Step;
use crate::value::{Day, Minor, Money};
use crate::words::{Telling, assumption};

/// A timeline with what was assumed of its invoice.
pub struct AssumedTimeline<'a> {
    /// The timeline.
    pub timeline: Timeline<'a>,
    /// What nobody stated of the invoice.
    pub assumptions: Vec<Assumption>,
}

/// How many marks a bar of days has at most.
const MARKS: i32 = 40;

/// Each timeline as an aligned table, with a bar of days.
pub fn text(all: &[AssumedTimeline]) -> String {
    let pages: Vec<String> = all.iter().map(AssumedTimeline::text).collect();
    pages.join("\n")
}

/// Each timeline as a chapter with a table.
pub fn markdown(all: &[AssumedTimeline]) -> String {
    let pages: Vec<String> = all.iter().map(AssumedTimeline::markdown).collect();
    pages.join("\n")
}

/// One column: its head, and what it says of an entry.
type TimelineColumn<'c> = (&'static str, Box<dyn Fn(&TimelineEntry) -> String + 'c>);

impl AssumedTimeline<'_> {
    pub(super) fn title(&self) -> String {
        let policy = self.timeline.bound.plan;
        policy.title.clone().unwrap_or_else(|| policy.name.clone())
    }

    /// Which policy, and the invoice.
    pub(super) fn subject(&self) -> Vec<String> {
        let (policy, invoice) = (self.timeline.bound.plan, &self.timeline.invoice);
        let valid = policy.valid;
        let until = valid.until.map_or(String::new(), |until| format!(" until {until}"));
        let amount = Money::new(invoice.amount, invoice.currency);
        let stated = invoice.due.filter(|due| *due != self.timeline.due);
        let moved = stated.map_or(String::new(), |due| format!(" (moved from {due}, no business day)"));
        let (debtor, issued, due) = (invoice.debtor.described(), invoice.issued, self.timeline.due);
        vec![
            format!("Policy {}, valid from {}{until}, under the law of {}.", policy.name, valid.from, policy.law.name),
            format!("An invoice of {amount} to {debtor}, issued on {issued} and due on {due}{moved}. Nobody pays."),
        ]
    }

    pub(super) fn assumed(&self) -> String {
        let assumed = |one: &Assumption| assumption(self.timeline.bound.plan, *one);
        format!("Assumed: {}.", self.assumptions.iter().map(assumed).collect::<Vec<_>>().join("; "))
    }

    /// Interest, what the law withholds, and the end.
    pub(super) fn closing(&self) -> Vec<String> {
        let timeline = &self.timeline;
        let mut said = vec![match timeline.interest {
            None => "The policy claims no interest.".into(),
            Some((from, Some(rate))) => format!("Interest runs from {from} on, at {rate} a year on that day."),
            Some((from, None)) => format!("Interest runs from {from} on, at a rate the law does not tell yet."),
        }];
        for entry in timeline.entries.iter().filter(|entry| !entry.is_sent()) {
            said.push(format!("On {}: {}.", entry.on, why(timeline, &entry.decision, entry.on)));
        }
        if let Some(entry) = timeline.entries.iter().find(|entry| entry.is_assumed()) {
            let known = timeline.bound.plan.law.known_until;
            said.push(format!("From {} on the figures rest on the assumption that the law has not changed since {known}.", entry.on));
        }
        let end = &timeline.end;
        let why = match &end.decision {
            Some(decision) => why(timeline, decision, end.on),
            None => format!("the policy holds until {}", end.on.plus(-1)),
        };
        said.push(format!("From {} on: {why}.", end.on));
        said
    }

    pub(super) fn step(&self, entry: &TimelineEntry) -> Option<&Step> {
        entry.decision.step.map(|step| &self.timeline.bound.plan.steps[step])
    }

    pub(super) fn days(&self, on: Day) -> i32 {
        on.since(self.timeline.due)
    }

    pub(super) fn money(&self, minor: Minor) -> String {
        Money::new(minor, self.timeline.invoice.currency).grouped()
    }

    /// A figure of what goes out; nothing where it is withheld or zero.
    pub(super) fn charge(&self, entry: &TimelineEntry, of: impl Fn(&Proposed) -> Minor) -> Option<String> {
        let proposed = entry.decision.proposed.as_ref().filter(|_| entry.is_sent())?;
        Some(of(proposed)).filter(|minor| *minor != 0).map(|minor| self.money(minor))
    }

    /// What the law says of an entry that is withheld.
    pub(super) fn withheld(&self, entry: &TimelineEntry) -> Option<String> {
        if entry.is_sent() {
            None
        } else if let Some(rule) = entry.decision.why.forbidden_by(&self.timeline.bound.plan.law).next() {
            let cite = rule.cite.as_ref().map_or("", |cite| &cite.text);
            Some(format!("withheld: {} ({cite})", rule.id))
        } else {
            Some("withheld: the law is not known".into())
        }
    }

    fn columns(&self) -> Vec<TimelineColumn<'_>> {
        let step = |entry: &TimelineEntry, of: fn(&Step) -> String| self.step(entry).map_or(String::new(), of);
        let unknown = |minor: Option<Minor>| minor.map_or("unknown".into(), |minor| self.money(minor));
        let mut columns: Vec<TimelineColumn> = vec![
            ("day", Box::new(|entry| entry.on.to_string())),
            ("after due", Box::new(|entry| self.days(entry.on).to_string())),
            ("step", Box::new(move |entry| step(entry, |step| step.name.clone()))),
            ("title", Box::new(move |entry| step(entry, |step| step.title.clone().unwrap_or_default()))),
            ("act", Box::new(move |entry| step(entry, |step| step.act.word().into()))),
            (
                "deadline",
                Box::new(|entry| {
                    let deadline = entry.decision.proposed.as_ref().and_then(|proposed| proposed.deadline);
                    deadline.filter(|_| entry.is_sent()).map_or(String::new(), |deadline| deadline.to_string())
                }),
            ),
            ("fee", Box::new(|entry| self.charge(entry, |proposed| proposed.fee).unwrap_or_default())),
        ];
        if self.timeline.entries.iter().any(|entry| self.charge(entry, |proposed| proposed.compensation).is_some()) {
            columns.push(("compensation", Box::new(|entry| self.charge(entry, |proposed| proposed.compensation).unwrap_or_default())));
        }
        if self.timeline.interest.is_some() {
            columns.push(("interest", Box::new(move |entry| unknown(entry.decision.claim.interest))));
        }
        columns.push(("claim", Box::new(move |entry| unknown(Timeline::claim(entry)))));
        columns
    }

    /// The columns with figures, which stand to the right.
    fn right(columns: &[TimelineColumn]) -> Vec<usize> {
        let figures = ["after due", "fee", "compensation", "interest", "claim"];
        columns.iter().enumerate().filter(|(_, (head, _))| figures.contains(head)).map(|(at, _)| at).collect()
    }

    fn text(&self) -> String {
        let mut out = format!("{}\n\n{}\n{}\n\n", self.title(), self.subject().join("\n"), self.assumed());
        let columns = self.columns();
        let entries = &self.timeline.entries;
        let (first, last) = self.span();
        let each = (last - first + MARKS) / MARKS;
        let of = if each == 1 { "a mark is a day".into() } else { format!("a mark is {each} days") };
        let heads: Vec<&str> = columns.iter().map(|(head, _)| *head).chain([of.as_str(), ""]).collect();
        let line = |entry: &TimelineEntry| -> Vec<String> {
            let bar = [self.bar(entry, first, last, each), self.withheld(entry).unwrap_or_default()];
            columns.iter().map(|(_, cell)| cell(entry)).chain(bar).collect()
        };
        let lines: Vec<Vec<String>> = entries.iter().map(line).collect();
        if lines.is_empty() {
            out.push_str("Nothing is sent.\n");
        } else {
            out.push_str(&aligned(&heads, &lines, &AssumedTimeline::right(&columns)));
        }
        format!("{out}\n{}\n", self.closing().join("\n"))
    }

    /// The first and the last day that matter, counted from the due date.
    pub(super) fn span(&self) -> (i32, i32) {
        let deadline =
            |entry: &TimelineEntry| entry.decision.proposed.as_ref().and_then(|proposed| proposed.deadline).filter(|_| entry.is_sent());
        let days = self.timeline.entries.iter().flat_map(|entry| [Some(entry.on), entry.until, deadline(entry)]).flatten();
        days.map(|day| self.days(day)).fold((0, 0), |(first, last), day| (first.min(day), last.max(day)))
    }

    /// The days of an entry among all: `●` sent, `─` to the deadline, `×` withheld, `│` the due date.
    fn bar(&self, entry: &TimelineEntry, first: i32, last: i32, each: i32) -> String {
        let mark = |day: i32| (day - first) / each;
        let on = mark(self.days(entry.on));
        let deadline = entry.decision.proposed.as_ref().and_then(|proposed| proposed.deadline);
        let until = if entry.is_sent() { deadline.unwrap_or(entry.on) } else { entry.until.unwrap_or(entry.on) };
        let until = mark(self.days(until));
        let running = if entry.is_sent() { '─' } else { '×' };
        let sign = |at: i32| match at {
            _ if at == on && entry.is_sent() => '●',
            _ if (on..=until).contains(&at) => running,
            _ if at == mark(0) => '│',
            _ => '·',
        };
        (0..=mark(last)).map(sign).collect()
    }

    fn markdown(&self) -> String {
        let columns = self.columns();
        let right = AssumedTimeline::right(&columns);
        let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let mut out = format!("## {}\n\n{}\n\n", escaped(&self.title()), escaped(&self.subject().join(" ")));
        out.push_str(&format!("{}\n\n", escaped(&self.assumed())));
        if self.timeline.entries.is_empty() {
            out.push_str("Nothing is sent.\n");
        } else {
            out.push_str(&row(columns.iter().map(|(head, _)| (*head).into()).collect()));
            let rule = |at: usize| if right.contains(&at) { "---:".into() } else { "---".into() };
            out.push_str(&row((0..columns.len()).map(rule).collect()));
        }
        for entry in &self.timeline.entries {
            let mut cells: Vec<String> = columns.iter().map(|(_, cell)| escaped(&cell(entry))).collect();
            if let (Some(withheld), Some(deadline)) = (self.withheld(entry), columns.iter().position(|(head, _)| *head == "deadline")) {
                cells[deadline] = escaped(&withheld);
            }
            out.push_str(&row(cells));
        }
        let closing: String = self.closing().iter().map(|said| format!("- {}\n", escaped(said))).collect();
        format!("{out}\n{closing}")
    }
}

/// Text that means nothing to Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '|' | '<' | '[' | ']') {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

/// What decided, in a sentence.
fn why(timeline: &Timeline, decision: &Decision, on: Day) -> String {
    let (bound, letters) = (timeline.bound, Letters::default());
    let lawful_on = lawful_on(bound, &timeline.invoice.case(&letters), decision, on);
    Telling { plan: bound.plan, claim: &decision.claim, on }.why(&decision.why, lawful_on)
}
