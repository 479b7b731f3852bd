//! Timelines as a picture: days from the due date to the right, a row for each notice, so that no two labels meet.

use super::svg::{FAINT, GREY, INK, Style, Svg};
use super::timeline::AssumedTimeline;
use crate::forward::{Timeline, TimelineEntry};

const WIDTH: i64 = 1_000;
const LEFT: i64 = 48;
const RIGHT: i64 = 952;
const ROOM: i64 = RIGHT - LEFT;

const HEADING: Style = Style::of(20).bold();
const BODY: Style = Style::of(13);
const ASIDE: Style = Style::of(11).grey();
const NOTICE: Style = Style::of(14).bold();
const DETAIL: Style = Style::of(12);

const PAYING: &str = "#7fa8c9";
const SENT: &str = "#123f66";
const WITHHELD: &str = "#8a1c1c";

/// All timelines under one another.
pub fn svg(all: &[AssumedTimeline]) -> String {
    let mut picture = Picture { svg: Svg::default(), y: 16 };
    for shown in all {
        picture.draw(shown);
    }
    let titles: Vec<String> = all.iter().map(AssumedTimeline::title).collect();
    let said: Vec<String> = all.iter().flat_map(|shown| [shown.subject(), shown.closing()].concat()).collect();
    picture.svg.finish([WIDTH, picture.y], &titles.join("; "), &said.join(" "))
}

struct Picture {
    svg: Svg,
    y: i64,
}

/// Days as places.
#[derive(Clone, Copy)]
struct DayAxis {
    first: i64,
    last: i64,
}

impl DayAxis {
    /// Whole weeks, at least four.
    fn of((first, last): (i32, i32)) -> DayAxis {
        let first = i64::from(first).div_euclid(7) * 7;
        let last = (i64::from(last) + 6).div_euclid(7) * 7;
        DayAxis { first, last: last.max(first + 28) }
    }

    fn x(self, day: i64) -> i64 {
        LEFT + (day - self.first) * ROOM / (self.last - self.first)
    }

    /// Every so many weeks there is room for a figure.
    fn weeks_a_label(self) -> i64 {
        let week = (7 * ROOM / (self.last - self.first)).max(1);
        (40 + week - 1) / week
    }
}

impl Picture {
    fn draw(&mut self, shown: &AssumedTimeline) {
        let wrapped = |style: Style, text: &str| style.wrapped(text, ROOM);
        self.y = self.svg.lines((LEFT, self.y), HEADING, &wrapped(HEADING, &shown.title())) + 4;
        for line in shown.subject() {
            self.y = self.svg.lines((LEFT, self.y), BODY, &wrapped(BODY, &line));
        }
        self.y = self.svg.lines((LEFT, self.y + 2), ASIDE, &wrapped(ASIDE, &shown.assumed())) + 20;
        let axis = DayAxis::of(shown.span());
        let rows: Vec<NoticeBar> = shown.timeline.entries.iter().map(|entry| NoticeBar::of(shown, entry, axis)).collect();
        let top = self.y;
        let foot = top + rows.iter().map(NoticeBar::height).sum::<i64>() + 8;
        self.grid(axis, top, foot);
        let mut y = top;
        // Behind every label, so that none is crossed.
        for row in &rows {
            self.svg.line([row.from, y + row.height() - 16, row.from, foot], "#a6a6a6", 1, Some(2));
            y += row.height();
        }
        y = top;
        for row in &rows {
            row.draw(&mut self.svg, y);
            y += row.height();
        }
        self.axis(shown, axis, foot);
        self.y = foot + 52;
        for line in shown.closing() {
            self.y = self.svg.lines((LEFT, self.y), BODY, &wrapped(BODY, &line));
        }
        self.y += 32;
    }

    fn grid(&mut self, axis: DayAxis, top: i64, foot: i64) {
        for day in (axis.first..=axis.last).step_by(7).filter(|day| axis.is_label(*day)) {
            self.svg.line([axis.x(day), top, axis.x(day), foot], FAINT, 1, None);
        }
        self.svg.line([axis.x(0), top - 6, axis.x(0), foot], INK, 1, None);
    }

    fn axis(&mut self, shown: &AssumedTimeline, axis: DayAxis, foot: i64) {
        self.svg.line([LEFT, foot, RIGHT, foot], GREY, 1, None);
        let figure = Style::of(11).anchored("middle");
        for day in (axis.first..=axis.last).step_by(7) {
            let x = axis.x(day);
            let labelled = axis.is_label(day);
            self.svg.line([x, foot, x, foot + if labelled { 6 } else { 3 }], INK, 1, None);
            if labelled {
                self.svg.text((x, foot + 18), figure, &day.to_string());
            }
        }
        let words = format!("days from the due date, {}; a tick is a week", shown.timeline.due);
        self.svg.text((LEFT, foot + 36), ASIDE, &words);
    }
}

impl DayAxis {
    fn is_label(self, day: i64) -> bool {
        (day / 7) % self.weeks_a_label() == 0
    }
}

/// One notice: its label above, its days below.
struct NoticeBar {
    name: String,
    details: Vec<String>,
    /// Where the label begins, or ends where it would not fit otherwise.
    label: (i64, &'static str),
    from: i64,
    to: i64,
    sent: bool,
}

impl NoticeBar {
    fn of(shown: &AssumedTimeline, entry: &TimelineEntry, axis: DayAxis) -> NoticeBar {
        let days = |day| i64::from(shown.days(day));
        let step = shown.step(entry);
        let name = step.map_or(String::new(), |step| step.title.clone().unwrap_or_else(|| step.name.clone()));
        let deadline = entry.decision.proposed.as_ref().and_then(|proposed| proposed.deadline).filter(|_| entry.is_sent());
        let end = deadline.or(entry.until).map_or(axis.last, days);
        let name = NOTICE.cut(&name, ROOM);
        let details: Vec<String> = details(shown, entry).iter().flat_map(|line| DETAIL.wrapped(&line.join(" · "), ROOM)).collect();
        let widest = details.iter().map(|line| DETAIL.width(line)).chain([NOTICE.width(&name)]).max().unwrap_or(0);
        let (from, to) = (axis.x(days(entry.on)), axis.x(end));
        let label = match () {
            () if from + widest <= RIGHT => (from, "start"),
            () if to - widest >= LEFT => (to, "end"),
            () => (RIGHT, "end"),
        };
        NoticeBar { label, name, details, from, to, sent: entry.is_sent() }
    }

    fn height(&self) -> i64 {
        20 + 17 * self.details.len() as i64 + 30
    }

    fn draw(&self, svg: &mut Svg, top: i64) {
        let label = |svg: &mut Svg, y: i64, style: Style, text: &str| {
            let (x, anchor) = self.label;
            // Most fonts are narrower than the widest: guides go on close to the text.
            let width = style.width(text) * 7 / 8;
            let left = if anchor == "end" { x - width } else { x };
            svg.rect([left - 2, y - style.size, width + 4, style.size + 4], "#ffffff");
            svg.text((x, y), style.anchored(anchor), text);
        };
        label(svg, top + 16, NOTICE, &self.name);
        let mut y = top + 16;
        for line in &self.details {
            y += 17;
            label(svg, y, DETAIL, line);
        }
        let middle = top + self.height() - 16;
        if self.sent && self.to > self.from {
            svg.rect([self.from, middle - 4, self.to - self.from, 8], PAYING);
            svg.line([self.to, middle - 6, self.to, middle + 6], SENT, 2, None);
        }
        if !self.sent {
            svg.line([self.from, middle, self.to.max(self.from + 1), middle], WITHHELD, 2, Some(4));
        }
        let (fill, edge) = if self.sent { (SENT, SENT) } else { ("#ffffff", WITHHELD) };
        svg.disc((self.from, middle), 6, fill, edge);
    }
}

/// What stands below the name: step, act and day; then what it asks for.
fn details(shown: &AssumedTimeline, entry: &TimelineEntry) -> [Vec<String>; 2] {
    let until = entry.until.filter(|until| *until != entry.on).map_or(String::new(), |until| format!(" to {}", shown.days(until)));
    let day = format!("day {}{until} ({})", shown.days(entry.on), entry.on);
    let step = shown.step(entry).map(|step| match step.title {
        Some(_) => format!("{}, {}", step.name, step.act.word()),
        None => step.act.word().into(),
    });
    let first = step.into_iter().chain([day]).collect();
    if let Some(withheld) = shown.withheld(entry) {
        return [first, vec![withheld]];
    }
    let deadline = entry.decision.proposed.as_ref().and_then(|proposed| proposed.deadline);
    let currency = shown.timeline.invoice.currency;
    let claim = Timeline::claim(entry).map_or("claim unknown".into(), |claim| format!("claim {} {currency}", shown.money(claim)));
    let asks = [
        deadline.map(|deadline| format!("pay by {deadline}")),
        shown.charge(entry, |proposed| proposed.fee).map(|fee| format!("fee {fee}")),
        shown.charge(entry, |proposed| proposed.compensation).map(|sum| format!("compensation {sum}")),
        Some(claim),
    ];
    [first, asks.into_iter().flatten().collect()]
}
