//! A foreign XForm as a small tree, with limits.

use crate::sent;
use auyl_domain::{Finding, Spot};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

const DEEPEST: usize = 100;
/// A form of a thousand questions in three languages has fewer than a tenth.
const MOST_ELEMENTS: usize = 500_000;

/// An element; prefixes of names are dropped.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Element>,
    /// Own text; where another value is put in, `…`.
    pub text: String,
}

impl Element {
    /// The value of an attribute, by name without prefix.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The first child of a name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }
}

/// Reads a document; a finding where it is none, or hostile.
pub(crate) fn read(xml: &str) -> Result<Element, Box<Finding>> {
    let mut reader = Reader::from_str(xml);
    let mut stack = vec![Element::default()];
    let mut elements = 0;
    loop {
        let at = reader.buffer_position();
        let wrong = |detail: String| {
            let before = usize::try_from(at).ok().and_then(|at| xml.get(..at)).unwrap_or_default();
            let row = u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX);
            let spot = Spot { row: Some(row), ..Spot::default() };
            Box::new(Finding::severe("xform-unreadable").with("detail", detail).at(spot))
        };
        let event = reader.read_event().map_err(|error| wrong(error.to_string()))?;
        match event {
            Event::DocType(_) => return Err(wrong("DOCTYPE".into())),
            Event::Start(_) | Event::Empty(_) if stack.len() > DEEPEST || elements > MOST_ELEMENTS => {
                return Err(wrong(format!("{} / {elements}", stack.len())));
            }
            Event::Start(start) => {
                elements += 1;
                stack.push(element(&start).map_err(wrong)?);
            }
            Event::Empty(start) => {
                elements += 1;
                let element = element(&start).map_err(wrong)?;
                close(&mut stack, element);
            }
            Event::Text(text) => add(&mut stack, &text),
            Event::CData(text) => add(&mut stack, &text),
            Event::GeneralRef(name) => {
                let letter = sent::entity(&name).map_err(|_| wrong(format!("&{};", &*name)))?;
                add(&mut stack, &letter);
            }
            Event::End(_) => {
                if let Some(element) = stack.pop().filter(|_| !stack.is_empty()) {
                    close(&mut stack, element);
                }
            }
            Event::Eof if stack.len() == 1 => {
                let root = stack.pop().and_then(|mut top| top.children.pop());
                return root.ok_or_else(|| wrong("0".into()));
            }
            Event::Eof => return Err(wrong("EOF".into())),
            _ => {}
        }
    }
}

fn add(stack: &mut [Element], text: &str) {
    if let Some(top) = stack.last_mut() {
        top.text.push_str(text);
    }
}

fn close(stack: &mut [Element], element: Element) {
    if let Some(top) = stack.last_mut() {
        if element.name == "output" {
            top.text.push('…');
        }
        top.children.push(element);
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element, String> {
    let mut element = Element { name: sent::local(start.name().as_ref()), ..Element::default() };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value =
            attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
        element.attributes.push((sent::local(attribute.key.as_ref()), value.into_owned()));
    }
    Ok(element)
}
