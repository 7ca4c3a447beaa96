//! What was sent to a form as rows of tables, one for the form and one for each of its repeats: the texts as they were typed,
//! for programs that read answers rather than records.

use crate::sent;
use crate::shape::Level;
use crate::xlsform::tree::{self, Element};
use quick_xml::Reader;
use quick_xml::events::Event;

/// One row: of the form as a whole, or of a repeat.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Row {
    /// Texts in the order of the level's fields; none where there was no answer.
    pub texts: Vec<Option<String>>,
    /// Rows of the level's repeats, in their order.
    pub rows: Vec<Vec<Row>>,
}

/// Paths of all questions of an XForm below its root, as they are asked; of repeats, too. None where it is no XForm.
pub fn order(xform: &str) -> Vec<String> {
    fn walk(element: &Element, above: &str, order: &mut Vec<String>) {
        for child in &element.children {
            let path = if above.is_empty() { child.name.clone() } else { format!("{above}/{}", child.name) };
            order.push(path.clone());
            walk(child, &path, order);
        }
    }
    let mut order = Vec::new();
    if let Ok(tree) = tree::read(xform)
        && let Some(head) = tree.child("head").and_then(|head| head.child("model"))
        && let Some(data) = head.all("instance").find_map(|instance| instance.children.first())
    {
        walk(data, "", &mut order);
    }
    order
}

/// A row that is being read: its element is open.
struct Open<'l> {
    level: &'l Level,
    /// Paths of its fields, sorted.
    paths: Vec<&'l str>,
    row: Row,
    /// How deep its element stands.
    depth: usize,
    /// The path of its element below the row above, and which of the repeats there it is of.
    within: (String, usize),
}

impl<'l> Open<'l> {
    fn of(level: &'l Level, depth: usize, within: (String, usize)) -> Open<'l> {
        let paths: Vec<&str> = level.fields.keys().map(String::as_str).collect();
        let row = Row { texts: vec![None; paths.len()], rows: vec![Vec::new(); level.rows.len()] };
        Open { level, paths, row, depth, within }
    }
}

/// Reads a submission by the level of its form; nothing where it is no XML. A hundred thousand are read while somebody waits:
/// nothing is built of what the form does not ask for.
pub fn read(xml: &str, level: &Level) -> Option<Row> {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<Open> = Vec::new();
    let (mut path, mut text, mut depth, mut whole) = (String::new(), String::new(), 0, None);
    loop {
        let event = reader.read_event().ok()?;
        let (name, is_empty) = match &event {
            Event::DocType(_) => return None,
            Event::Start(start) => (Some(start.name()), false),
            Event::Empty(start) => (Some(start.name()), true),
            _ => (None, false),
        };
        if let Some(name) = name {
            depth += 1;
            text.clear();
            if depth > sent::DEEPEST || whole.is_some() {
                return None;
            }
            let name: &str = name.as_ref();
            match open.last() {
                None => open.push(Open::of(level, depth, (String::new(), 0))),
                Some(row) => {
                    if !path.is_empty() {
                        path.push('/');
                    }
                    path.push_str(name.rsplit(':').next().unwrap_or(name));
                    let repeat = row.level.rows.iter().enumerate().find(|(_, (of, _))| **of == path);
                    if let Some((at, (_, level))) = repeat {
                        open.push(Open::of(level, depth, (std::mem::take(&mut path), at)));
                    }
                }
            }
        }
        match &event {
            Event::Text(found) => text.push_str(found),
            Event::CData(found) => text.push_str(found),
            Event::GeneralRef(name) => text.push_str(&sent::entity(name).ok()?),
            Event::Eof => return whole,
            _ => {}
        }
        if is_empty || matches!(event, Event::End(_)) {
            match open.pop_if(|row| row.depth == depth) {
                Some(Open { row, within: (above, at), .. }) => match open.last_mut() {
                    Some(parent) => {
                        parent.row.rows[at].push(row);
                        path = above;
                    }
                    None => whole = Some(row),
                },
                None => {
                    let row = open.last_mut()?;
                    let answer = Some(text.trim()).filter(|answer| !answer.is_empty());
                    if let (Some(answer), Ok(at)) = (answer, row.paths.binary_search(&path.as_str())) {
                        row.row.texts[at].get_or_insert_with(|| answer.to_string());
                    }
                }
            }
            path.truncate(path.rfind('/').unwrap_or(0));
            text.clear();
            depth -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::{How, Slot};

    #[test]
    fn questions_stand_as_they_are_asked() {
        let form =
            "<html><head><model><instance><data id='f'><b/><a><d/><c/></a><b/></data></instance></model></head></html>";
        assert_eq!(order(form), ["b", "a", "a/d", "a/c", "b"]);
        assert!(order("<html/>").is_empty() && order("<").is_empty());
    }

    #[test]
    fn rows_of_repeats_stand_below_their_answer() {
        let mut level = Level::default();
        level.fields.insert("street".into(), Slot::of("street", How::Plain));
        level.fields.insert("water/from".into(), Slot::of("water_from", How::Plain));
        let mut child = Level::default();
        child.fields.insert("age".into(), Slot::of("age", How::Plain));
        level.rows.insert("home/child".into(), child);
        let xml = "<data id='f'><street>Абай</street><water><from>well</from></water>
                   <home><child><age>3</age></child><child><age/></child></home></data>";
        let row = read(xml, &level).expect("XML");
        assert_eq!(row.texts, [Some("Абай".to_string()), Some("well".to_string())]);
        assert_eq!(super::read("<data><street>A</street>", &level), None);
        assert_eq!(super::read("<!DOCTYPE d []><data/>", &level), None);
        let ages: Vec<_> = row.rows[0].iter().map(|child| child.texts[0].clone()).collect();
        assert_eq!(ages, [Some("3".to_string()), None]);
    }
}
