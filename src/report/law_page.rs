use super::law::{stage, words, written};
use crate::diagnostic::{Sources, Span};
use crate::law::{InterestRule, Law, Value};
use crate::model::{Statute, WrittenLaw};
use crate::terms::{Basis, Cite, Confidence};
use crate::value::{DayCount, Debtors, Holiday, HolidayRule};

/// A statute as one page of Markdown: everything its file says, and how much that is.
///
/// `sources` hold what its rules say in their own words.
pub fn law_page(statute: &Statute, sources: &Sources) -> String {
    let (statute, written) = (&statute.law, &statute.written);
    let mut page = LawPage::default();
    let title = statute.title.as_deref().unwrap_or(&statute.name);
    page.line(&format!("# {title} ({})", statute.name));
    page.line(&format!(
        "What [{0}](../../{0}) says, as read on {1}: {2}. Facts of law and where they are written, not its text, and no legal advice.",
        sources.name(written.head.file),
        statute.read_on,
        counts(statute)
    ));
    page.line(
        "*Basis*: `statute` makes an error, `guidance` and `practice` warn. *Confidence*: `high` is two sources or the text of the law, `medium` one source and so unconfirmed, `low` weak or inferred.",
    );
    settings(statute, &mut page);
    values(statute, &mut page);
    rules(statute, written, sources, &mut page);
    if let Some(limitation) = written.limitation {
        page.line("## Limitation");
        page.block(&quoted(sources, limitation));
    }
    page.line("## Days that are no business days, besides Saturdays and Sundays");
    page.table(&["holiday", "day", "holds"], statute.holidays.iter().map(holiday));
    page.line("## Coming");
    page.list(statute.announced.iter().map(|coming| format!("{} ({})", coming.text, stage(coming))));
    page.line("## Left out");
    page.list(statute.excludes.iter().cloned());
    page.out
}

/// How many rules, values and dated entries a statute has.
fn counts(statute: &Law) -> String {
    let advice = statute.rules.iter().filter(|rule| rule.effect.is_advice()).count();
    let entries: usize = statute.values.iter().map(|value| value.entries.len()).sum();
    format!(
        "{} rules ({} of law, {advice} of advice), {} values with {entries} dated entries",
        statute.rules.len(),
        statute.rules.len() - advice,
        statute.values.len()
    )
}

fn settings(statute: &Law, page: &mut LawPage) {
    page.line("## Settings");
    let mut lines = vec![
        ["currency".into(), statute.currency.to_string()],
        ["known".into(), format!("{} to {}", statute.known_from, statute.known_until)],
        ["days in a year of interest".into(), day_count(statute.day_count).into()],
    ];
    lines.extend(statute.interest.iter().map(|rule| [format!("statutory late rate, {}", words(rule.debtors)), interest(statute, rule)]));
    lines.extend([
        ["an invoice without a due date".into(), format!("is due {} days after it was issued", statute.no_due_date)],
        ["a due date on no business day".into(), if statute.due_moves { "moves to the next one" } else { "does not move" }.into()],
        ["a payment on the next business day".into(), in_time(statute.in_time)],
        [
            "charged letters are counted anew".into(),
            statute.new_round.map_or("never".into(), |months| format!("{months} months after the last")),
        ],
    ]);
    page.table(&["what", "is"], lines.into_iter().map(Vec::from));
}

fn in_time(of: Debtors) -> String {
    match of {
        Debtors::NONE => "is late".into(),
        Debtors::ALL => "is in time".into(),
        some => format!("is in time, {}", words(some)),
    }
}

fn day_count(count: DayCount) -> &'static str {
    match count {
        DayCount::Actual365 => "365",
        DayCount::CalendarYear => "365, and 366 for each day in a leap year",
    }
}

fn interest(law: &Law, rule: &InterestRule) -> String {
    let plus = if rule.plus == crate::value::Rate::ZERO {
        String::new()
    } else {
        format!(" plus {} percentage points", rule.plus.to_string().trim_end_matches(" %"))
    };
    let plus_on_due = rule.plus_on_due.map_or(String::new(), |value| format!(" plus `{}` on the due date", law.values[value].name));
    format!("`{}` of each day{plus}{plus_on_due}", law.values[rule.value].name)
}

fn values(statute: &Law, page: &mut LawPage) {
    page.line("## Values");
    for value in &statute.values {
        page.line(&format!("### {}", value.name));
        let entries = value.entries.len();
        page.line(&format!("{}{entries} dated entries.", value.cite.as_ref().map_or(String::new(), |cite| format!("{}. ", cited(cite)))));
        page.table(
            &["from", "is", "confidence", "source"],
            value.entries.iter().map(|entry| {
                // Nothing can be sure about a value that is not known.
                let known = super::law::is_known(entry.state);
                let confidence = entry.confidence.or(confidence(value)).filter(|_| known).map_or("", |confidence| confidence.word());
                vec![entry.from.to_string(), written(entry.state), confidence.into(), entry.cite.clone().unwrap_or_default()]
            }),
        );
    }
}

fn confidence(value: &Value) -> Option<Confidence> {
    value.cite.as_ref().map(|cite| cite.confidence)
}

fn rules(statute: &Law, written: &WrittenLaw, sources: &Sources, page: &mut LawPage) {
    page.line("## Rules");
    let rows = statute.rules.iter().map(|rule| {
        let id = &rule.id;
        let rests = rule.cite.as_ref().map_or(String::new(), |cite| format!("{}, {}", cite.basis.word(), cite.confidence.word()));
        let kind = match (rule.effect.is_advice(), rule.cite.as_ref().map(|cite| cite.basis)) {
            (true, _) => "advice",
            (false, Some(Basis::Statute) | None) => "law",
            (false, Some(Basis::Guidance | Basis::Practice)) => "warning",
        };
        vec![format!("[{id}](#{})", id.to_lowercase()), kind.into(), rule.title.clone(), rests]
    });
    page.table(&["rule", "", "says", "rests on"], rows);
    for rule in &statute.rules {
        page.line(&format!("### {}", rule.id));
        written.rule(&rule.id).into_iter().for_each(|span| page.block(&quoted(sources, span)));
    }
}

fn cited(cite: &Cite) -> String {
    format!("{} ({}, {})", cite.text, cite.basis.word(), cite.confidence.word())
}

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn holiday(holiday: &Holiday) -> Vec<String> {
    let month = |month: u32| MONTHS[month as usize - 1];
    let day = match holiday.on {
        HolidayRule::Fixed(number, day) => format!("{day} {}", month(number)),
        HolidayRule::Easter(0) => "Easter Sunday".into(),
        HolidayRule::Easter(days) => {
            let (count, side) = (days.abs(), if days < 0 { "before" } else { "after" });
            format!("{count} day{} {side} Easter Sunday", if count == 1 { "" } else { "s" })
        }
        HolidayRule::WeekdayFrom(weekday, number, day) => {
            format!("the {} from {day} {}", WEEKDAYS[usize::from(weekday)], month(number))
        }
    };
    let from = holiday.from.map_or(String::new(), |from| format!("from {from}"));
    let until = holiday.until.map_or(String::new(), |until| format!("until {until}"));
    vec![holiday.title.clone(), day, [from, until].join(" ").trim().into()]
}

/// A block of a file in its own words, moved to the left margin.
pub fn quoted(sources: &Sources, span: Span) -> String {
    let (_, column) = sources.position(span.file, span.start);
    sources.at(span).replace(&format!("\n{}", " ".repeat(column - 1)), "\n")
}

/// Markdown in the making: paragraphs with an empty line between.
#[derive(Default)]
struct LawPage {
    out: String,
}

impl LawPage {
    fn line(&mut self, text: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn block(&mut self, text: &str) {
        self.line(&format!("```frist part\n{text}\n```"));
    }

    fn list(&mut self, items: impl Iterator<Item = String>) {
        let lines: Vec<String> = items.map(|item| format!("- {item}")).collect();
        self.line(if lines.is_empty() { "Nothing.".into() } else { lines.join("\n") }.as_str());
    }

    fn table(&mut self, heads: &[&str], rows: impl Iterator<Item = Vec<String>>) {
        let row = |cells: Vec<String>| format!("| {} |", cells.iter().map(|cell| cell.replace('|', "\\|")).collect::<Vec<_>>().join(" | "));
        let head = [row(heads.iter().map(ToString::to_string).collect()), format!("|{}", "---|".repeat(heads.len()))];
        let lines: Vec<String> = head.into_iter().chain(rows.map(row)).collect();
        self.line(&lines.join("\n"));
    }
}
