//! The few shapes that charts need. Every coordinate is a whole number of pixels; nothing is loaded from elsewhere.

use std::fmt::Write;

use crate::diagnostic::visible;

/// A picture in the making.
#[derive(Default)]
pub struct Svg {
    body: String,
}

/// How a text is set.
#[derive(Clone, Copy)]
pub struct Style {
    /// Height of the letters.
    pub size: i64,
    /// Whether they are bold.
    pub bold: bool,
    /// Which part of the text stands at its place: `start`, `middle` or `end`.
    pub anchor: &'static str,
    /// Colour.
    pub fill: &'static str,
}

/// Black, or what prints like it.
pub const INK: &str = "#1a1a1a";
/// What is said beside.
pub const GREY: &str = "#595959";
/// Lines that only guide the eye.
pub const FAINT: &str = "#e3e3e3";

impl Style {
    /// Text of a size, from its place to the right.
    pub const fn of(size: i64) -> Style {
        Style { size, bold: false, anchor: "start", fill: INK }
    }

    /// The same in bold.
    pub const fn bold(self) -> Style {
        Style { bold: true, ..self }
    }

    /// The same in grey.
    pub const fn grey(self) -> Style {
        Style { fill: GREY, ..self }
    }

    /// The same around its place, or to the left of it.
    pub const fn anchored(self, anchor: &'static str) -> Style {
        Style { anchor, ..self }
    }

    /// The most a text takes in any usual sans-serif, in pixels.
    pub fn width(self, text: &str) -> i64 {
        // Ideographs fill a square; of the rest the widest usual font needs two thirds, bold three quarters.
        let hundredths: i64 = text.chars().map(|c| if c >= '\u{2e80}' { 100 } else { 64 + if self.bold { 8 } else { 0 } }).sum();
        hundredths * self.size / 100
    }

    /// A text in lines no wider than this, broken between words; a word that is too long stands alone.
    pub fn wrapped(self, text: &str, width: i64) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            match lines.last_mut() {
                Some(line) if self.width(line) + self.width(" ") + self.width(word) <= width => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(self.cut(word, width)),
            }
        }
        lines
    }

    /// A text that fits, its end cut off where it does not.
    pub fn cut(self, text: &str, width: i64) -> String {
        if self.width(text) <= width {
            return text.into();
        }
        let mut out = String::new();
        for c in text.chars() {
            if self.width(&out) + self.width("……") > width {
                break;
            }
            out.push(c);
        }
        out + "…"
    }
}

impl Svg {
    /// A filled rectangle: left, top, width, height.
    pub fn rect(&mut self, [x, y, width, height]: [i64; 4], fill: &str) {
        self.put(format_args!(r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"/>"#));
    }

    /// A line between two places; a dash of so many pixels, or none.
    pub fn line(&mut self, [x1, y1, x2, y2]: [i64; 4], stroke: &str, width: i64, dash: Option<i64>) {
        let dash = dash.map_or(String::new(), |dash| format!(r#" stroke-dasharray="{dash}""#));
        self.put(format_args!(r#"<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{stroke}" stroke-width="{width}"{dash}/>"#));
    }

    /// A disc with an edge.
    pub fn disc(&mut self, (x, y): (i64, i64), radius: i64, fill: &str, stroke: &str) {
        self.put(format_args!(r#"<circle cx="{x}" cy="{y}" r="{radius}" fill="{fill}" stroke="{stroke}" stroke-width="2"/>"#));
    }

    /// A line through many places.
    pub fn polyline(&mut self, points: &[(i64, i64)], stroke: &str, width: i64) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
        let points = points.join(" ");
        self.put(format_args!(r#"<polyline points="{points}" fill="none" stroke="{stroke}" stroke-width="{width}"/>"#));
    }

    /// A text, its foot at the place.
    pub fn text(&mut self, (x, y): (i64, i64), style: Style, text: &str) {
        let Style { size, bold, anchor, fill } = style;
        let weight = if bold { r#" font-weight="bold""# } else { "" };
        let anchor = if anchor == "start" { String::new() } else { format!(r#" text-anchor="{anchor}""#) };
        let text = escaped(text);
        self.put(format_args!(r#"<text x="{x}" y="{y}" font-size="{size}"{weight}{anchor} fill="{fill}">{text}</text>"#));
    }

    /// Lines of text below one another; answers with the foot of the last.
    pub fn lines(&mut self, (x, mut y): (i64, i64), style: Style, lines: &[String]) -> i64 {
        for line in lines {
            y += style.size * 3 / 2;
            self.text((x, y), style, line);
        }
        y
    }

    /// The finished picture, with what it shows in words.
    pub fn finish(self, [width, height]: [i64; 2], title: &str, description: &str) -> String {
        let (title, description, body) = (escaped(title), escaped(description), self.body);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" \
             font-family=\"system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif\">\n\
             <title>{title}</title>\n<desc>{description}</desc>\n\
             <rect x=\"0\" y=\"0\" width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n{body}</svg>\n"
        )
    }

    fn put(&mut self, shape: std::fmt::Arguments) {
        // Writing to memory cannot fail.
        let _ = writeln!(self.body, "{shape}");
    }
}

/// Text that means nothing to XML, its hidden characters shown as in every text for people; what else XML cannot hold becomes a replacement mark.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_text() {
        assert_eq!(escaped("<a href=\"x\">&'\u{ffff}"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;\u{fffd}");
        assert_eq!(escaped("\u{1}\n\u{202e}x"), "\\u{1}\\n\\u{202e}x");
    }

    #[test]
    fn lines_fit() {
        let style = Style::of(10);
        let lines = style.wrapped("one two three extraordinarily", 60);
        assert_eq!(lines, ["one two", "three", "extraord…"]);
        assert!(lines.iter().all(|line| style.width(line) <= 60));
    }
}
