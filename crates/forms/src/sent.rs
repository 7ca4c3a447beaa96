//! What every submission says of itself, whatever its form: which form and version, which instance, which files. Read while
//! a phone waits for its answer, so it looks no further.

use auyl_domain::Refusal;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// A submission as it names itself.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sent {
    /// Id of the form.
    pub form: String,
    /// Version of the form; empty where it has none.
    pub version: String,
    /// Its `instanceID`.
    pub instance: String,
    /// Its `deprecatedID`: the instance that it edits; empty where it is none.
    pub edits: String,
    /// Names of files that it mentions, in order.
    pub mentions: Vec<String>,
}

/// Elements within each other. A form of ours has six; a hostile one is not followed to its end.
pub(crate) const DEEPEST: usize = 60;
/// Letters of an id or a version, after the specification of OpenRosa.
const LONGEST: usize = 249;
/// Endings of files that phones take: pictures, sound, film, papers.
const ENDINGS: [&str; 24] = [
    "jpg", "jpeg", "png", "gif", "webp", "heic", "svg", "mp3", "m4a", "amr", "wav", "ogg", "aac", "mp4", "3gp", "3gpp",
    "mov", "webm", "pdf", "csv", "txt", "doc", "docx", "xlsx",
];

/// Reads what a submission says of itself.
///
/// # Errors
/// `submission-unreadable` where it is no XML, is cut off, or defines entities; `submission-unnamed` where it names no form
/// or no instance.
pub fn read(xml: &str) -> Result<Sent, Refusal> {
    let mut reader = Reader::from_str(xml);
    let mut sent = Sent::default();
    let mut path: Vec<String> = Vec::new();
    let mut text = String::new();
    let (mut is_leaf, mut is_over) = (false, false);
    loop {
        let event = reader.read_event().map_err(unreadable)?;
        match event {
            Event::DocType(_) => return Err(unreadable("DOCTYPE")),
            Event::Start(_) | Event::Empty(_) if is_over => return Err(unreadable("2 roots")),
            Event::Start(start) => {
                if path.is_empty() {
                    root(&start, &mut sent)?;
                }
                path.push(local(start.name().as_ref()));
                if path.len() > DEEPEST {
                    return Err(unreadable(format!("depth > {DEEPEST}")));
                }
                (is_leaf, text) = (true, String::new());
            }
            Event::Empty(start) => {
                if path.is_empty() {
                    root(&start, &mut sent)?;
                    is_over = true;
                }
                is_leaf = false;
            }
            Event::Text(found) if is_leaf => text.push_str(&found),
            Event::CData(found) if is_leaf => text.push_str(&found),
            Event::GeneralRef(name) if is_leaf => text.push_str(&entity(&name)?),
            Event::End(_) => {
                if is_leaf {
                    leaf(&path, text.trim(), &mut sent);
                }
                (is_leaf, text) = (false, String::new());
                path.pop();
                is_over = path.is_empty();
            }
            Event::Eof if is_over => break,
            Event::Eof => return Err(unreadable("EOF")),
            _ => {}
        }
    }
    let is_id = |id: &str| !id.is_empty() && id.chars().count() <= LONGEST && !id.chars().any(char::is_control);
    if !is_id(&sent.form) || !is_id(&sent.instance) {
        return Err(Refusal::of("submission-unnamed").with("form", &sent.form).with("instance", &sent.instance));
    }
    if sent.version.chars().count() > LONGEST || sent.edits.chars().count() > LONGEST {
        return Err(unreadable("version"));
    }
    Ok(sent)
}

fn root(start: &BytesStart<'_>, sent: &mut Sent) -> Result<(), Refusal> {
    for attribute in start.attributes() {
        let attribute = attribute.map_err(unreadable)?;
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_err(unreadable)?;
        match local(attribute.key.as_ref()).as_str() {
            "id" => sent.form = value.trim().to_string(),
            "version" => sent.version = value.trim().to_string(),
            _ => {}
        }
    }
    Ok(())
}

fn leaf(path: &[String], text: &str, sent: &mut Sent) {
    let [.., group, name] = path else { return };
    match (group.as_str(), name.as_str()) {
        ("meta", "instanceID") => sent.instance = text.to_string(),
        ("meta", "deprecatedID") => sent.edits = text.to_string(),
        _ if is_file(text) && !sent.mentions.iter().any(|known| known == text) => sent.mentions.push(text.to_string()),
        _ => {}
    }
}

/// Whether a value is the name of a file; of its form nothing is known here.
fn is_file(text: &str) -> bool {
    let Some((stem, ending)) = text.rsplit_once('.') else { return false };
    let is_ending = ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending));
    is_ending && !stem.is_empty() && text.len() <= LONGEST && !text.contains(['/', '\\', '\n']) && !text.contains("..")
}

/// The name without its prefix.
pub(crate) fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_string()
}

/// The letter of one of the five entities of XML, or of a number; there are no others here.
pub(crate) fn entity(name: &str) -> Result<String, Refusal> {
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    });
    let letter = match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => number.and_then(char::from_u32),
    };
    letter.map(String::from).ok_or_else(|| unreadable(format!("&{name};")))
}

pub(crate) fn unreadable(detail: impl ToString) -> Refusal {
    Refusal::of("submission-unreadable").with("detail", detail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(xml: &str, expected: &str) {
        let read = match read(xml) {
            Ok(it) => format!("{} {} {} {} {}", it.form, it.version, it.instance, it.edits, it.mentions.join(" ")),
            Err(refusal) => format!("{}: {}", refusal.code(), refusal),
        };
        assert_eq!(read.trim_end(), expected, "of {xml}");
    }

    #[test]
    fn a_submission_names_its_form_itself_and_its_files() {
        check(
            r#"<?xml version="1.0"?><data id="event" version="7" xmlns:orx="http://openrosa.org/xforms">
               <photo>1719.jpg</photo><place>Ақсу</place><sheet>беті 1.PNG</sheet><again>1719.jpg</again>
               <orx:meta><orx:instanceID>uuid:1</orx:instanceID><orx:deprecatedID>uuid:0</orx:deprecatedID></orx:meta></data>"#,
            "event 7 uuid:1 uuid:0 1719.jpg беті 1.PNG",
        );
        check(r#"<d id="a&amp;b"><meta><instanceID>u&#58;1</instanceID></meta></d>"#, "a&b  u:1");
    }

    #[test]
    fn a_name_with_a_way_out_is_no_file() {
        check(
            r#"<d id="a"><f>../../x.jpg</f><f>c:\x.jpg</f><f>.jpg</f><f>12.5</f><meta><instanceID>1</instanceID></meta></d>"#,
            "a  1",
        );
    }

    #[test]
    fn what_cannot_be_told_apart_is_not_taken() {
        check("<d/>", "submission-unnamed: submission-unnamed form= instance=");
        check("<d id=\"a\"/>", "submission-unnamed: submission-unnamed form=a instance=");
        check("", "submission-unreadable: submission-unreadable detail=EOF");
        check(
            "<d id=\"a\"><meta><instanceID>1</instanceID></meta>",
            "submission-unreadable: submission-unreadable detail=EOF",
        );
        check(
            r#"<!DOCTYPE d [<!ENTITY a "aaaa">]><d id="a"><x>&a;</x></d>"#,
            "submission-unreadable: submission-unreadable detail=DOCTYPE",
        );
        check("<d id=\"a\"><x>&a;</x></d>", "submission-unreadable: submission-unreadable detail=&a;");
        check("<d id=\"a\"/><d/>", "submission-unreadable: submission-unreadable detail=2 roots");
        let deep = format!("<d id=\"a\">{}{}</d>", "<x>".repeat(100_000), "</x>".repeat(100_000));
        check(&deep, "submission-unreadable: submission-unreadable detail=depth > 60");
    }

    proptest! {
        #[test]
        fn foreign_bytes_are_read_or_refused(text in "\\PC{0,200}") {
            let _ = read(&text);
        }

        #[test]
        fn foreign_elements_are_read_or_refused(parts in prop::collection::vec("<[a/!?&;:]{0,4}>?|&[a-z#0-9]{0,4};|id=\"a\"", 0..40)) {
            let _ = read(&format!("<d id=\"a\">{}</d>", parts.concat()));
        }
    }
}
