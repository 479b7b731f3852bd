//! XML of others, read element by element: no entities, no definitions, bounded in depth and in the length of a text.

use std::io::{self, BufRead, BufReader, Read};

use encoding_rs::Encoding;
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// How deep elements may stand in one another.
pub const MOST_DEPTH: usize = 64;
/// How many bytes a text, or a tag with its attributes, may have.
pub const MOST_TEXT: usize = 1 << 20;

/// Why a file cannot be read on as XML, and where.
#[derive(Debug)]
pub struct XmlFault {
    /// The line, from 1.
    pub line: usize,
    /// Why.
    pub why: NotXml,
}

/// Why a file cannot be read on as XML.
#[derive(Debug)]
pub enum NotXml {
    /// It breaks off, or its tags do not fit. What the parser says of it.
    Malformed(String),
    /// It defines or names an entity, which nothing needs and with which a small file can become a large one.
    Entity(String),
    /// Elements stand in one another deeper than [`MOST_DEPTH`].
    TooDeep,
    /// A text is longer than [`MOST_TEXT`].
    TooLong,
    /// Its declaration names an encoding that nobody knows.
    Encoding(String),
    /// The file itself cannot be read.
    Unreadable(io::Error),
}

/// What was read last.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// An element begins. It is the last of [`Elements::path`].
    Begins,
    /// The element that is last of [`Elements::path`] ends; [`Elements::text`] is what stood in it, its children aside.
    Ends,
}

/// The elements of a file in their order.
pub struct Elements<R> {
    reader: Reader<Bounded<BufReader<Decoded<R>>>>,
    /// Why nothing of it is read.
    refused: Option<NotXml>,
    buffer: Vec<u8>,
    open: Vec<Open>,
    /// How many of those are open: the others are kept for their memory.
    depth: usize,
    /// Whether the last of them was read as one that ends, and is to be left with the next step.
    is_left: bool,
    /// Whether the element that begins is empty.
    is_empty: bool,
}

#[derive(Default)]
struct Open {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
}

/// The first bytes of a file, which were read already, and the others.
type FirstThen<R> = io::Chain<io::Cursor<Vec<u8>>, R>;

/// The same in UTF-8.
type Decoded<R> = DecodeReaderBytes<FirstThen<R>, Vec<u8>>;

/// So many bytes hold a declaration.
const DECLARATION: u64 = 1 << 10;

impl<R: Read> Elements<R> {
    /// Those of a file, in the encoding that its declaration names.
    pub fn of(mut from: R) -> Elements<R> {
        let mut first = Vec::new();
        let read = from.by_ref().take(DECLARATION).read_to_end(&mut first);
        let encoding = declared(&first).map(|label| Encoding::for_label(label.as_bytes()).ok_or(NotXml::Encoding(label)));
        let (encoding, refused) = match (read, encoding.transpose()) {
            (Err(error), _) => (None, Some(NotXml::Unreadable(error))),
            (Ok(_), Err(unknown)) => (None, Some(unknown)),
            (Ok(_), Ok(encoding)) => (encoding.filter(|encoding| encoding.is_ascii_compatible()), None),
        };
        // A byte-order mark says what a file is, whatever it says in words.
        let mut builder = DecodeReaderBytesBuilder::new();
        builder.encoding(encoding).bom_override(true);
        let decoded = builder.build(io::Cursor::new(first).chain(from));
        let bounded = Bounded { from: BufReader::new(decoded), left: MOST_TEXT, line: 1, is_over: false };
        let reader = Reader::from_reader(bounded);
        Elements { reader, refused, buffer: Vec::new(), open: Vec::new(), depth: 0, is_left: false, is_empty: false }
    }

    /// The next beginning or end of an element; `None` behind the last.
    ///
    /// # Errors
    /// Where the file cannot be read on.
    pub fn next_step(&mut self) -> Result<Option<Step>, XmlFault> {
        if let Some(why) = self.refused.take() {
            return Err(XmlFault { line: 1, why });
        }
        if std::mem::take(&mut self.is_left) {
            self.depth -= 1;
        }
        if std::mem::take(&mut self.is_empty) {
            self.is_left = true;
            return Ok(Some(Step::Ends));
        }
        let mut buffer = std::mem::take(&mut self.buffer);
        let stepped = loop {
            buffer.clear();
            self.reader.get_mut().left = MOST_TEXT;
            let taken = match self.reader.read_event_into(&mut buffer) {
                Ok(Event::Eof) => break if self.depth == 0 { Ok(None) } else { Err(NotXml::Malformed("it breaks off".into())) },
                Ok(event) => self.take(event),
                Err(error) => Err(self.why(error)),
            };
            match taken {
                Ok(None) => {}
                Ok(Some(step)) => break Ok(Some(step)),
                Err(why) => break Err(why),
            }
        };
        self.buffer = buffer;
        stepped.map_err(|why| XmlFault { line: self.line(), why })
    }

    /// The line that was read last, from 1.
    pub fn line(&self) -> usize {
        self.reader.get_ref().line
    }

    /// The names of the elements that are open, the outermost first, without the prefixes of their namespaces.
    pub fn path(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        self.open[..self.depth].iter().map(|open| open.name.as_str())
    }

    /// The name of the element that begins or ends.
    pub fn name(&self) -> &str {
        self.last().map_or("", |open| &open.name)
    }

    /// What stands in the element that begins or ends, its children aside, without blanks around it.
    pub fn text(&self) -> &str {
        self.last().map_or("", |open| open.text.trim())
    }

    /// An attribute of the element that begins or ends.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.last()?.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn last(&self) -> Option<&Open> {
        self.depth.checked_sub(1).map(|last| &self.open[last])
    }

    fn take(&mut self, event: Event) -> Result<Option<Step>, NotXml> {
        match event {
            Event::Start(tag) => self.begin(&tag).map(Some),
            Event::Empty(tag) => {
                self.is_empty = true;
                self.begin(&tag).map(Some)
            }
            Event::End(_) => {
                self.is_left = true;
                Ok(Some(Step::Ends))
            }
            Event::Text(text) => self.add(&text.xml10_content()),
            Event::CData(text) => self.add(&text.xml10_content()),
            Event::GeneralRef(named) => self.add(character(&named)?.encode_utf8(&mut [0; 4])),
            Event::DocType(_) => Err(NotXml::Entity("DOCTYPE".into())),
            // What it declares was read before.
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) | Event::Eof => Ok(None),
        }
    }

    fn begin(&mut self, tag: &BytesStart) -> Result<Step, NotXml> {
        if self.depth == MOST_DEPTH {
            return Err(NotXml::TooDeep);
        }
        if self.open.len() == self.depth {
            self.open.push(Open::default());
        }
        let open = &mut self.open[self.depth];
        open.name.clear();
        open.name.push_str(tag.local_name().into_inner());
        open.text.clear();
        open.attributes.clear();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| NotXml::Malformed(error.to_string()))?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(|_| NotXml::Entity(attribute.value.clone().into_owned()))?;
            open.attributes.push((attribute.key.local_name().into_inner().into(), value.into_owned()));
        }
        self.depth += 1;
        Ok(Step::Begins)
    }

    fn add(&mut self, text: &str) -> Result<Option<Step>, NotXml> {
        // It stands for bytes that are none of the encoding.
        if text.contains('\u{fffd}') {
            return Err(NotXml::Malformed("a text of it is not in the encoding that it has".into()));
        }
        match self.depth.checked_sub(1) {
            Some(last) => {
                let of_last = &mut self.open[last].text;
                // Blanks between many children come to more than any text.
                if of_last.is_empty() && text.trim().is_empty() {
                    return Ok(None);
                }
                if of_last.len() + text.len() > MOST_TEXT {
                    return Err(NotXml::TooLong);
                }
                of_last.push_str(text);
                Ok(None)
            }
            None if text.trim().is_empty() => Ok(None),
            None => Err(NotXml::Malformed("a text stands outside of every element".into())),
        }
    }

    fn why(&self, error: quick_xml::Error) -> NotXml {
        match error {
            _ if self.reader.get_ref().is_over => NotXml::TooLong,
            quick_xml::Error::Io(error) => NotXml::Unreadable(io::Error::new(error.kind(), error.to_string())),
            quick_xml::Error::Syntax(_)
            | quick_xml::Error::IllFormed(_)
            | quick_xml::Error::InvalidAttr(_)
            | quick_xml::Error::Encoding(_)
            | quick_xml::Error::Escape(_)
            | quick_xml::Error::Namespace(_) => NotXml::Malformed(error.to_string()),
        }
    }
}

/// The encoding that the declaration names, if there is one.
fn declared(first: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(first);
    let declaration = text.trim_start_matches('\u{feff}').strip_prefix("<?xml")?.split_once("?>")?.0;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value[1..].split_once(quote).map(|(label, _)| label.into())
}

/// What a reference stands for: a character by its number, or one of the five that every file has.
fn character(named: &BytesRef) -> Result<char, NotXml> {
    let unknown = || NotXml::Entity(named.to_string());
    match named.resolve_char_ref() {
        Ok(Some(character)) => Ok(character),
        Ok(None) => quick_xml::escape::resolve_predefined_entity(named).and_then(|text| text.chars().next()).ok_or_else(unknown),
        Err(_) => Err(unknown()),
    }
}

/// Bytes of which only so many may be read at a time: what reads a text or a tag keeps all of it in memory.
struct Bounded<R> {
    from: R,
    left: usize,
    /// The line of what is read next.
    line: usize,
    /// Whether more was asked for.
    is_over: bool,
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            self.is_over = true;
            return Err(io::ErrorKind::InvalidData.into());
        }
        let most = self.left;
        self.from.fill_buf().map(|bytes| &bytes[..bytes.len().min(most)])
    }

    fn consume(&mut self, bytes: usize) {
        // What was looked at last is still there. Where nothing was, more would be decoded before it is known how.
        if bytes > 0
            && let Ok(read) = self.from.fill_buf()
        {
            self.line += memchr::memchr_iter(b'\n', &read[..bytes.min(read.len())]).count();
        }
        self.left = self.left.saturating_sub(bytes);
        self.from.consume(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The steps of a text, and why it cannot be read on.
    fn steps(text: &[u8]) -> String {
        let mut elements = Elements::of(text);
        let mut all = String::new();
        loop {
            match elements.next_step() {
                Ok(Some(Step::Begins)) => all += &format!("<{}", elements.name()),
                Ok(Some(Step::Ends)) => all += &format!(" {}>", elements.text()),
                Ok(None) => return all,
                Err(XmlFault { line, why }) => return format!("{all} {line}: {why:?}"),
            }
        }
    }

    #[test]
    fn elements_come_in_their_order() {
        assert_eq!(
            steps(b"<?xml version='1.0'?>\n<!-- no -->\n<a:x xmlns:a='u'><b/> 1 <c>2&amp;3&#65;</c>4 </a:x>\n"),
            "<x<b ><c 2&3A> 1 4>"
        );
        assert_eq!(steps(b"<a><![CDATA[<b>&x;]]></a>"), "<a <b>&x;>");
        let mut one = Elements::of(&b"<Amt Ccy=\"NO&#75;\">1.50</Amt>"[..]);
        assert_eq!(one.next_step().expect("read"), Some(Step::Begins));
        assert_eq!((one.attribute("Ccy"), one.attribute("x"), one.path().count()), (Some("NOK"), None, 1));
    }

    #[test]
    fn encodings_are_those_declared() {
        assert_eq!(steps(b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xf8</a>"), "<a ø>");
        assert_eq!(steps("\u{feff}<a>ø</a>".as_bytes()), "<a ø>");
        let utf16: Vec<u8> =
            "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>ø</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(steps(&utf16), "<a ø>");
        let long = format!("<?xml version='1.0' encoding = 'ISO-8859-1' {}?><a>", " ".repeat(200));
        assert_eq!(steps(&[long.as_bytes(), b"\xf8</a>"].concat()), "<a ø>");
        assert!(steps(b"<a>\xf8</a>").starts_with("<a 1: Malformed(\"cannot decode input using UTF-8"));
        assert_eq!(
            steps(b"<?xml version='1.0' encoding='Shift_JIS'?><a>\xff</a>"),
            "<a 1: Malformed(\"a text of it is not in the encoding that it has\")"
        );
        assert_eq!(steps(b"<?xml version=\"1.0\" encoding=\"klingon\"?><a/>"), " 1: Encoding(\"klingon\")");
    }

    #[test]
    fn hostile_files_are_bounded() {
        let bomb = b"<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
        assert!(steps(bomb).ends_with("Entity(\"DOCTYPE\")"), "{}", steps(bomb));
        assert_eq!(steps(b"<a>\n&b;</a>"), "<a 2: Entity(\"b\")");
        assert!(steps(b"<a b='&c;'/>").ends_with("Entity(\"&c;\")"));
        assert!(steps("<a>".repeat(100).as_bytes()).ends_with(" 1: TooDeep"));
        for long in [
            format!("<a>{}</a>", "x".repeat(MOST_TEXT + 1)),
            format!("<{}/>", "x".repeat(MOST_TEXT + 1)),
            format!("<a b='{}", "x".repeat(2 * MOST_TEXT)),
        ] {
            assert!(steps(long.as_bytes()).ends_with(" 1: TooLong"));
        }
        // Blanks between children are none, however many there are.
        assert_eq!(steps(format!("<a>{}</a>", " <b/>".repeat(MOST_TEXT)).as_bytes()), format!("<a{} >", "<b >".repeat(MOST_TEXT)));
        // Several pieces of one text are one.
        assert!(steps(format!("<a>{}</a>", format!("<b/>{}", "x".repeat(MOST_TEXT / 2)).repeat(3)).as_bytes()).ends_with("TooLong"));
        for broken in [&b"<a><b></a>"[..], b"<a>", b"<a", b"x", b"<a>&;</a>", b"\xff\xfe<a>"] {
            assert!(steps(broken).contains(": "), "{:?}", steps(broken));
        }
    }
}
