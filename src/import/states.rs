//! The states of an overdue configuration, each as fields by their path below the state.

use std::io;

use super::fields::Fields;
use super::imported::Place;
use super::refused::Refused;
use super::shown::shown;
use crate::xml::{Elements, MOST_DEPTH, MOST_TEXT, NotXml, Step, XmlFault};

/// The element that holds one state.
const STATE: &str = "state";
/// The attribute that names it.
const NAME: &str = "name";

/// The fields of each state in the order of the file, and those that are in none.
pub(super) fn states(bytes: &[u8], root: &str) -> Result<(Vec<Fields>, Fields), Refused> {
    let mut elements = Elements::of(bytes);
    let (mut all, mut besides, mut open) = (Vec::new(), Fields::at(0), None::<(usize, Fields)>);
    while let Some(step) = elements.next_step().map_err(refused)? {
        let (depth, line) = (elements.path().len(), elements.line());
        if step == Step::Begins {
            if depth == 1 && elements.name() != root {
                let why = format!("it begins with <{}>", shown(elements.name()));
                return Err(Refused::at(&Place::line(line), why, format!("an overdue configuration begins with <{root}>")));
            }
            if open.is_none() && elements.name() == STATE {
                let mut fields = Fields::at(line);
                fields.push(NAME, elements.attribute(NAME).unwrap_or_default(), line);
                open = Some((depth, fields));
            } else if let Some((_, fields)) = open.as_mut().filter(|(at, _)| at + 1 == depth) {
                // That an element is there says something, whatever it holds.
                fields.push(&format!("<{}>", elements.name()), "true", line);
            }
            continue;
        }
        match &mut open {
            Some((at, _)) if *at == depth => all.extend(open.take().map(|(_, fields)| fields)),
            Some((at, fields)) => fields.push(&below(elements.path().skip(*at)), elements.text(), line),
            None => besides.push(&below(elements.path().skip(1)), elements.text(), line),
        }
    }
    Ok((all, besides))
}

fn below<'a>(path: impl Iterator<Item = &'a str>) -> String {
    path.collect::<Vec<_>>().join("/")
}

fn refused(XmlFault { line, why }: XmlFault) -> Refused {
    let (why, help) = match why {
        NotXml::Malformed(reason) => (format!("it cannot be read as XML: {}", shown(&reason)), ANEW),
        NotXml::Entity(name) => (format!("it defines or names an entity, `{}`, which no settings need", shown(&name)), WITHOUT),
        NotXml::TooDeep => (format!("its elements stand more than {MOST_DEPTH} deep in one another"), ANEW),
        NotXml::TooLong => (format!("a text in it is longer than {MOST_TEXT} bytes"), ANEW),
        NotXml::Encoding(name) => (format!("nobody knows its encoding, `{}`", shown(&name)), "save it in UTF-8"),
        NotXml::Unreadable(error) => (format!("it cannot be read on: {}", io::Error::to_string(&error)), ANEW),
    };
    Refused::at(&Place::line(line), why, help)
}

const ANEW: &str = "get it anew: it may have been cut short, or changed by hand";
const WITHOUT: &str = "write it without: entities are never resolved";
