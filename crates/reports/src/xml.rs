//! XML as a small tree, and the two escapes every writer needs.
//! Foreign XML is hostile until proven otherwise: depth and number of nodes are limited, tags may be
//! badly nested, and nothing here fails; it says what was wrong and keeps what it could read.

use crate::trouble::{severe, warning};
use auyl_domain::Finding;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Deeper nesting is dropped. Papers people write stay below 40, and recursion over 200 is safe.
const MAX_DEPTH: usize = 200;
/// A node takes about 200 bytes, so this keeps a hostile file under 200 MB; a report of 44 pages has 60 000.
const MAX_NODES: usize = 1_000_000;
/// A file that is wrong in so many places is not told about each of them.
const MOST_FINDINGS: usize = 100;

/// An element or a text.
#[derive(Debug)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

/// An element with its name without prefix.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
    /// Line in the source, from 1.
    pub line: usize,
    /// Where it stands in the source.
    pub span: Span,
}

/// Bytes of the source that an element takes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Span {
    /// Its start tag.
    pub start: usize,
    /// Behind its start tag.
    pub open: usize,
    /// Its end tag, or behind itself where it has none.
    pub close: usize,
    /// Behind its end tag.
    pub end: usize,
}

impl Element {
    /// Value of an attribute, by name without prefix.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// First child element of a name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// First element of a name at any depth.
    pub fn find(&self, name: &str) -> Option<&Element> {
        self.elements().find_map(|inner| if inner.name == name { Some(inner) } else { inner.find(name) })
    }

    /// All text inside.
    pub fn text(&self) -> String {
        self.children
            .iter()
            .map(|node| match node {
                Node::Text(text) => text.clone(),
                Node::Element(element) => element.text(),
            })
            .collect()
    }
}

/// Reads XML into a tree under a nameless root. `void` names elements that have no end tag.
pub(crate) fn parse(source: &str, void: &[&str]) -> (Element, Vec<Finding>) {
    let mut reader = Reader::from_str(source);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut building =
        Building { open: vec![Element::default()], nodes: 0, too_deep: 0, behind: 0, findings: Vec::new() };
    let mut lines = Lines { source, at: 0, line: 1 };
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let line = lines.of(at);
        let event = reader.read_event();
        let behind = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let span = Span { start: at, open: behind, close: behind, end: behind };
        building.behind = behind;
        match event {
            Ok(Event::Start(start)) if void.contains(&start.local_name().as_ref()) => building.leaf(&start, line, span),
            Ok(Event::Start(start)) => building.start(&start, line, span),
            Ok(Event::Empty(start)) => building.leaf(&start, line, span),
            Ok(Event::End(end)) if void.contains(&end.local_name().as_ref()) => {}
            Ok(Event::End(end)) => building.end(end.local_name().as_ref(), line, span),
            Ok(Event::Text(text)) => building.text(&text),
            Ok(Event::CData(text)) => building.text(&text),
            Ok(Event::GeneralRef(name)) => match entity(&name) {
                Some(letter) => building.text(letter.encode_utf8(&mut [0; 4])),
                None => {
                    building.find(warning("paper-entity-unknown", Some(line), &[("name", &*name)]));
                    building.text(&format!("&{};", &*name));
                }
            },
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                building.findings.push(severe("paper-broken", Some(line), &[("reason", &error.to_string())]));
                break;
            }
        }
        if building.nodes > MAX_NODES {
            building.findings.push(severe("paper-too-large", Some(line), &[]));
            break;
        }
    }
    building.close()
}

struct Building {
    /// Open elements, outermost first; the first is the nameless root and is never closed.
    open: Vec<Element>,
    nodes: usize,
    /// How many open elements were left out below the deepest one kept.
    too_deep: usize,
    /// How far the source was read.
    behind: usize,
    findings: Vec<Finding>,
}

impl Building {
    fn find(&mut self, finding: Finding) {
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(finding);
        }
    }

    fn add(&mut self, node: Node) {
        self.nodes += 1;
        if let Some(parent) = self.open.last_mut() {
            parent.children.push(node);
        }
    }

    fn text(&mut self, text: &str) {
        if self.too_deep > 0 {
            return;
        }
        if let Some(Node::Text(before)) = self.open.last_mut().and_then(|parent| parent.children.last_mut()) {
            before.push_str(text);
        } else {
            self.add(Node::Text(text.to_owned()));
        }
    }

    fn start(&mut self, start: &BytesStart<'_>, line: usize, span: Span) {
        if self.too_deep > 0 || self.open.len() >= MAX_DEPTH {
            if self.too_deep == 0 {
                self.findings.push(severe("paper-too-deep", Some(line), &[]));
            }
            self.too_deep += 1;
            return;
        }
        self.open.push(element(start, line, span));
    }

    fn leaf(&mut self, start: &BytesStart<'_>, line: usize, span: Span) {
        if self.too_deep == 0 {
            let leaf = element(start, line, span);
            self.nodes += leaf.attributes.len();
            self.add(Node::Element(leaf));
        }
    }

    fn end(&mut self, name: &str, line: usize, span: Span) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let depth = self.open.iter().skip(1).rposition(|element| element.name == name).map(|at| at + 1);
        let Some(depth) = depth else {
            self.find(warning("paper-tag-unopened", Some(line), &[("name", name)]));
            return;
        };
        while self.open.len() > depth {
            let Some(mut element) = self.open.pop() else { break };
            (element.span.close, element.span.end) = (span.start, span.end);
            if self.open.len() > depth {
                self.find(warning("paper-tag-unclosed", Some(element.line), &[("name", &element.name)]));
            }
            self.nodes += element.attributes.len();
            self.add(Node::Element(element));
        }
    }

    fn close(mut self) -> (Element, Vec<Finding>) {
        while self.open.len() > 1 {
            let Some(mut element) = self.open.pop() else { break };
            (element.span.close, element.span.end) = (self.behind, self.behind);
            self.find(warning("paper-tag-unclosed", Some(element.line), &[("name", &element.name)]));
            self.add(Node::Element(element));
        }
        (self.open.pop().unwrap_or_default(), self.findings)
    }
}

fn element(start: &BytesStart<'_>, line: usize, span: Span) -> Element {
    let mut attributes = Vec::new();
    for attribute in start.html_attributes().with_checks(false).flatten() {
        attributes.push((attribute.key.local_name().as_ref().to_owned(), unescape(&attribute.value)));
    }
    Element { name: start.local_name().as_ref().to_owned(), attributes, children: Vec::new(), line, span }
}

/// Counts lines as the reader goes on; positions never go back.
struct Lines<'a> {
    source: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn of(&mut self, position: usize) -> usize {
        if let Some(passed) = self.source.as_bytes().get(self.at..position) {
            self.line += passed.iter().filter(|byte| **byte == b'\n').count();
            self.at = position;
        }
        self.line
    }
}

fn unescape(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        match after.split_once(';').and_then(|(name, tail)| Some((entity(name)?, tail))) {
            Some((letter, tail)) => {
                text.push(letter);
                rest = tail;
            }
            None => {
                text.push('&');
                rest = after;
            }
        }
    }
    text + rest
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|letter| allowed(*letter));
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "laquo" => '«',
        "raquo" => '»',
        "mdash" => '—',
        "ndash" => '–',
        "hellip" => '…',
        "shy" => '\u{ad}',
        "times" => '×',
        _ => return None,
    })
}

/// XML 1.0 has no place for control characters, escaped or not; Word calls such a file damaged.
fn allowed(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r')
        || (letter >= ' ' && !matches!(letter, '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}'))
}

/// Writes text so that it stands safely in an element or between double quotes.
pub(crate) fn escape(out: &mut String, text: &str) {
    for letter in text.chars().filter(|letter| allowed(*letter)) {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter => out.push(letter),
        }
    }
}

/// The same as a text of its own.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(source: &str, expected: Expect) {
        fn show(element: &Element, out: &mut String) {
            for node in &element.children {
                match node {
                    Node::Text(text) => *out += &format!("{text:?}"),
                    Node::Element(inner) => {
                        *out += &format!("{}{:?}(", inner.name, inner.attributes);
                        show(inner, out);
                        *out += ")";
                    }
                }
            }
        }
        let (root, findings) = parse(source, &["br"]);
        let mut out = String::new();
        show(&root, &mut out);
        for finding in findings {
            out += &format!("\n{}", crate::trouble::show(&finding));
        }
        expected.assert_eq(&out);
    }

    #[test]
    fn entities_of_typesetters_and_void_tags_are_understood() {
        check(
            r#"<p title="a &amp; b">&laquo;Ulgi&raquo;<br>2 &lt; 3&#8376;</p>"#,
            expect![[r#"p[("title", "a & b")]("«Ulgi»"br[]()"2 < 3₸")"#]],
        );
    }

    #[test]
    fn a_forgotten_end_tag_is_named_with_its_line_and_nothing_is_lost() {
        check(
            "<p>\n<b>Dina &nope; came</p>\n<p>Saule</p></i>",
            expect![[r#"
                p[]("\n"b[]("Dina &nope; came"))"\n"p[]("Saule")
                line 2: paper-entity-unknown name=nope
                line 2: paper-tag-unclosed name=b
                line 3: paper-tag-unopened name=i"#]],
        );
    }

    #[test]
    fn nesting_without_end_is_cut() {
        let (root, findings) = parse(&"<b>".repeat(100_000), &[]);
        assert!(root.find("b").is_some());
        assert_eq!(findings[0].code, "paper-too-deep");
    }
}
