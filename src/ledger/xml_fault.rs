use std::io;

use super::Fault;
use super::codes::{XML_BEYOND, XML_ENTITY, XML_MALFORMED};
use crate::xml::{MOST_DEPTH, MOST_TEXT, NotXml, XmlFault};

/// What is wrong with a file that cannot be read on as XML.
///
/// # Errors
/// Where the file itself cannot be read.
pub(crate) fn xml_fault(file: &str, fault: XmlFault) -> Result<Fault, io::Error> {
    let of = |kind| Fault::new(kind, file, fault.line);
    Ok(match fault.why {
        NotXml::Malformed(reason) => of(XML_MALFORMED).with("reason", reason),
        NotXml::Encoding(named) => of(XML_MALFORMED).with("reason", format!("nobody knows the encoding `{named}`")),
        NotXml::Entity(named) => of(XML_ENTITY).value(&named),
        NotXml::TooDeep => of(XML_BEYOND).with("reason", format!("elements stand more than {MOST_DEPTH} deep in one another")),
        NotXml::TooLong => of(XML_BEYOND).with("reason", format!("a text or a tag is longer than {MOST_TEXT} bytes")),
        NotXml::Unreadable(error) => return Err(error),
    })
}
