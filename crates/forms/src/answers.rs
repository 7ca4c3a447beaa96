//! What was sent to a form as rows of tables, one for the form and one for each of its repeats: the texts as they were typed,
//! for programs that read answers rather than records.

use crate::shape::Level;
use crate::xlsform::tree::{self, Element};

/// One row: of the form as a whole, or of a repeat.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Row {
    /// Texts in the order of the level's fields; none where there was no answer.
    pub texts: Vec<Option<String>>,
    /// Rows of the level's repeats, in their order.
    pub rows: Vec<Vec<Row>>,
}

/// Reads a submission by the level of its form; nothing where it is no XML.
pub fn read(xml: &str, level: &Level) -> Option<Row> {
    let root = tree::read(xml).ok()?;
    Some(row(&root, level))
}

fn row(element: &Element, level: &Level) -> Row {
    let text = |path: &String| {
        let found = path.split('/').try_fold(element, |element, name| element.child(name))?;
        Some(found.text.trim()).filter(|text| !text.is_empty()).map(str::to_string)
    };
    let of_repeat = |(path, rows): (&String, &Level)| {
        let (above, last) = path.rsplit_once('/').unwrap_or(("", path));
        let holder = above.split('/').filter(|name| !name.is_empty()).try_fold(element, |at, name| at.child(name));
        holder.iter().flat_map(|holder| holder.all(last)).map(|one| row(one, rows)).collect()
    };
    Row { texts: level.fields.keys().map(text).collect(), rows: level.rows.iter().map(of_repeat).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::{How, Slot};

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
        let ages: Vec<_> = row.rows[0].iter().map(|child| child.texts[0].clone()).collect();
        assert_eq!(ages, [Some("3".to_string()), None]);
    }
}
