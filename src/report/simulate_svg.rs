//! A ledger carried forward, as a picture: what goes out each week, and the balance that is overdue.

use super::simulate::{WeekLine, assumption, lines, week_name};
use super::simulate_text::sent_as;
use super::svg::{FAINT, GREY, INK, Style, Svg};
use crate::forward::Simulation;
use crate::value::{Act, Currency, Money};

const WIDTH: i64 = 1_000;
const LEFT: i64 = 72;
const RIGHT: i64 = 868;
const HEIGHT: i64 = 260;

const HEADING: Style = Style::of(20).bold();
const BODY: Style = Style::of(13);
const FIGURE: Style = Style::of(11);

const ACTS: usize = Act::ALL.len();

/// From what is gentle to what is hard, and apart in grey too.
const FILLS: [&str; ACTS] = ["#dbe9f4", "#b3d0e6", "#85b3d6", "#4f8fc0", "#22689e", "#e39a5b", "#b5601c", "#6e6e6e", "#3d7a4f"];

/// A chart for each currency, under one another.
pub fn svg(simulation: &Simulation) -> String {
    let (from, to) = (simulation.from, simulation.to);
    let title = format!("What goes out from {from} through {to}");
    let mut svg = Svg::default();
    let mut y = svg.lines((LEFT, 12), HEADING, std::slice::from_ref(&title)) + 4;
    y = svg.lines((LEFT, y), BODY, &BODY.wrapped(&assumption(simulation), RIGHT - LEFT)) + 12;
    let lines = lines(simulation);
    let mut said = Vec::new();
    for currency in simulation.before.keys() {
        let weeks: Vec<&WeekLine> = lines.iter().filter(|line| line.currency == *currency && line.step.is_none()).collect();
        let chart = Chart { simulation, currency: *currency, weeks };
        y = chart.draw(&mut svg, y) + 28;
        said.push(chart.described());
    }
    svg.finish([WIDTH, y + 8], &title, &format!("{} {}", said.join(" "), assumption(simulation)))
}

struct Chart<'a> {
    simulation: &'a Simulation<'a>,
    currency: Currency,
    weeks: Vec<&'a WeekLine<'a>>,
}

/// Four to eight round steps up to at least the largest value.
#[derive(Clone, Copy)]
struct Scale {
    step: i64,
    steps: i64,
}

impl Scale {
    fn to(largest: i64) -> Scale {
        let mut step = 1;
        let mut factors = [2, 5, 10].into_iter().cycle();
        let mut of_ten = 1;
        while step * 6 < largest {
            let factor = factors.next().unwrap_or(10);
            step = of_ten * factor;
            if factor == 10 {
                of_ten *= 10;
            }
        }
        Scale { step, steps: ((largest + step - 1) / step).max(1) }
    }

    /// How far up a value stands, in pixels.
    fn up(self, value: i64) -> i64 {
        (i128::from(value) * i128::from(HEIGHT) / i128::from(self.step * self.steps)) as i64
    }
}

impl Chart<'_> {
    fn sent(&self, line: &WeekLine) -> [i64; ACTS] {
        Act::ALL.map(|(word, _)| sent_as(self.simulation, line, self.currency, word) as i64)
    }

    /// The balance overdue before the first week and at the end of each, in minor units.
    fn overdue(&self) -> Vec<i64> {
        let before = self.simulation.before.get(&self.currency).map(|amounts| amounts.overdue);
        before.into_iter().chain(self.weeks.iter().filter_map(|line| line.amounts.map(|amounts| amounts.overdue))).collect()
    }

    fn described(&self) -> String {
        let sent: usize = self.weeks.iter().map(|line| line.actions.sent).sum();
        let overdue = self.overdue();
        let money = |minor: Option<&i64>| minor.map_or(String::new(), |minor| Money::new(*minor, self.currency).to_string());
        let (first, last) = (money(overdue.first()), money(overdue.last()));
        format!("{sent} notices in {}; overdue {first} before the first week and {last} after the last.", self.currency)
    }

    /// Draws the chart below a line, and answers with its foot.
    fn draw(&self, svg: &mut Svg, top: i64) -> i64 {
        let counts: Vec<[i64; ACTS]> = self.weeks.iter().map(|line| self.sent(line)).collect();
        let overdue = self.overdue();
        let unit = self.currency.unit();
        let left = Scale::to(counts.iter().map(|week| week.iter().sum()).max().unwrap_or(0));
        let right = Scale::to(overdue.iter().max().map_or(0, |most| (most + unit - 1) / unit));
        let foot = self.legend(svg, top + 24, &counts) + 24 + HEIGHT;
        self.scales(svg, foot, left, right);
        self.bars(svg, foot, left, &counts);
        let points: Vec<(i64, i64)> = overdue.iter().enumerate().map(|(at, minor)| (self.x(at), foot - right.up(minor / unit))).collect();
        svg.polyline(&points, "#ffffff", 5);
        svg.polyline(&points, INK, 2);
        for point in &points {
            svg.disc(*point, 3, "#ffffff", INK);
        }
        svg.line([LEFT, foot, RIGHT, foot], INK, 1, None);
        self.below(svg, foot, &counts)
    }

    /// The left edge of a week.
    fn x(&self, week: usize) -> i64 {
        LEFT + (RIGHT - LEFT) * week as i64 / (self.weeks.len() as i64).max(1)
    }

    fn legend(&self, svg: &mut Svg, top: i64, counts: &[[i64; ACTS]]) -> i64 {
        svg.text((LEFT, top), BODY.bold(), &format!("{}: notices a week, and the balance overdue", self.currency));
        let acts = (0..ACTS).filter(|act| counts.iter().any(|week| week[*act] > 0));
        let (mut x, mut y) = (LEFT, top + 22);
        let entries = acts.map(|act| (Some(FILLS[act]), Act::ALL[act].0)).chain([(None, "balance overdue (right)")]);
        for (fill, word) in entries {
            let width = 22 + FIGURE.width(word) + 18;
            if x + width > RIGHT && x > LEFT {
                (x, y) = (LEFT, y + 18);
            }
            match fill {
                Some(fill) => svg.rect([x, y - 10, 14, 12], fill),
                None => svg.line([x, y - 4, x + 14, y - 4], INK, 2, None),
            }
            svg.text((x + 20, y), FIGURE, word);
            x += width;
        }
        y
    }

    fn scales(&self, svg: &mut Svg, foot: i64, left: Scale, right: Scale) {
        for at in 0..=left.steps {
            let y = foot - left.up(at * left.step);
            svg.line([LEFT, y, RIGHT, y], FAINT, 1, None);
            svg.text((LEFT - 8, y + 4), FIGURE.anchored("end"), &(at * left.step).to_string());
        }
        for at in 0..=right.steps {
            let y = foot - right.up(at * right.step);
            svg.line([RIGHT, y, RIGHT + 4, y], GREY, 1, None);
            let whole = Money::new(at * right.step * self.currency.unit(), self.currency).grouped();
            svg.text((RIGHT + 8, y + 4), FIGURE, whole.split('.').next().unwrap_or(&whole));
        }
    }

    fn bars(&self, svg: &mut Svg, foot: i64, scale: Scale, counts: &[[i64; ACTS]]) {
        for (at, week) in counts.iter().enumerate() {
            let (from, to) = (self.x(at), self.x(at + 1));
            let gap = (to - from) / 6;
            let mut below = 0;
            for (act, count) in week.iter().enumerate().filter(|(_, count)| **count > 0) {
                let (low, high) = (foot - scale.up(below), foot - scale.up(below + count));
                svg.rect([from + gap, high, (to - from - 2 * gap).max(1), (low - high).max(1)], FILLS[act]);
                below += count;
            }
        }
    }

    /// The names of the weeks and how many notices each has.
    fn below(&self, svg: &mut Svg, foot: i64, counts: &[[i64; ACTS]]) -> i64 {
        let week = (self.x(1) - LEFT).max(1);
        let each = (66 + week - 1) / week;
        for (at, line) in self.weeks.iter().enumerate().filter(|(at, _)| *at as i64 % each == 0) {
            let middle = (self.x(at) + self.x(at + 1)) / 2;
            svg.text((middle, foot + 18), FIGURE.anchored("middle"), &week_name(line.week.from));
            svg.text((middle, foot + 33), FIGURE.grey().anchored("middle"), &counts[at].iter().sum::<i64>().to_string());
        }
        foot + 38
    }
}
