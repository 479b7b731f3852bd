//! A picture is XML of plain shapes with whole coordinates, and no two texts in it meet.

use super::{cases, timeline};
use crate::cli::{LEDGER, POLICIES, frist};

/// An element: its name, its attributes, and the text right behind it.
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
}

impl Element {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    fn number(&self, name: &str) -> i64 {
        self.get(name).unwrap().parse().unwrap()
    }
}

/// Reads the little XML that pictures are: elements in double quotes, opened and closed in order.
fn elements(xml: &str) -> Vec<Element> {
    let (mut all, mut open): (Vec<Element>, Vec<String>) = (Vec::new(), Vec::new());
    for part in xml.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap();
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "closed in another order");
            continue;
        }
        let (tag, closed) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut attributes = Vec::new();
        while let Some((key, value)) = rest.trim_start().split_once("=\"") {
            let (value, after) = value.split_once('"').unwrap();
            attributes.push((key.to_string(), value.to_string()));
            rest = after;
        }
        if !closed {
            open.push(name.into());
        }
        all.push(Element { name: name.into(), attributes, text: text.into() });
    }
    assert!(open.is_empty(), "left open: {open:?}");
    all
}

/// Left, top, right and bottom of a text, in a font of the usual width.
fn place(text: &Element) -> [i64; 4] {
    let characters =
        text.text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'").replace("&quot;", "\"");
    let size = text.number("font-size");
    let width = characters.chars().count() as i64 * size * 58 / 100;
    let (x, y) = (text.number("x"), text.number("y"));
    let left = match text.get("text-anchor") {
        Some("end") => x - width,
        Some("middle") => x - width / 2,
        _ => x,
    };
    [left, y - size, left + width, y + size / 5]
}

fn check(name: &str, xml: &str) {
    let elements = elements(xml);
    let [width, height] = ["width", "height"].map(|side| elements[0].number(side));
    assert_eq!((elements[0].name.as_str(), elements[1].name.as_str(), elements[2].name.as_str()), ("svg", "title", "desc"), "{name}");
    assert!(!elements[1].text.is_empty() && !elements[2].text.is_empty(), "{name}");
    const KNOWN: [&str; 8] = ["svg", "title", "desc", "rect", "line", "circle", "polyline", "text"];
    for element in &elements {
        assert!(KNOWN.contains(&element.name.as_str()), "{name}: <{}>", element.name);
        for (key, value) in &element.attributes {
            assert!(!key.starts_with("on") && !key.contains("href") && !value.contains("url("), "{name}: {key}={value}");
            if ["x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "width", "height", "font-size"].contains(&key.as_str()) {
                assert!(value.parse::<i64>().is_ok_and(|value| value >= 0), "{name}: {key}={value}");
            }
        }
    }
    let texts: Vec<&Element> = elements.iter().filter(|element| element.name == "text").collect();
    for (at, text) in texts.iter().enumerate() {
        let [left, top, right, bottom] = place(text);
        assert!(left >= 0 && top >= 0 && right <= width && bottom <= height, "{name}: `{}` is cut off", text.text);
        for other in &texts[..at] {
            let [l, t, r, b] = place(other);
            assert!(left >= r || l >= right || top >= b || t >= bottom, "{name}: `{}` and `{}` meet", text.text, other.text);
        }
    }
}

#[test]
fn timelines() {
    for (name, path, arguments) in cases() {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).chain(["--format", "svg"]).collect();
        check(&name, &timeline(&path, &arguments).out);
    }
    let examples = timeline("policies/examples", &["--format", "svg"]).out;
    check("examples", &examples);
    assert_eq!(examples.matches("days from the due date").count(), 5);
    for amount in ["1", "150000", "9000000000.99"] {
        check(amount, &timeline("policies/examples", &["--format", "svg", "--amount", amount]).out);
    }
}

#[test]
fn simulations() {
    let examples = "policies/examples";
    for (policies, ledger, from, to) in [
        (examples, "policies/examples/ledger", "2026-09-15", "2026-10-18"),
        (examples, "policies/examples/ledger", "2025-09-15", "2026-12-31"),
        (examples, "policies/examples/ledger", "2026-09-15", "2026-09-15"),
        (POLICIES, LEDGER, "2026-03-01", "2026-08-31"),
    ] {
        let ran = frist(&["simulate", policies, "--ledger", ledger, "--from", from, "--to", to, "--format", "svg"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        check(from, &ran.out);
        assert!(ran.out.contains("<polyline "));
    }
}
