//! Every form of `tests/xlsform` against what pyxform makes of it (`oracle.py` writes that beside): identical once
//! canonicalised, or refused with a place. `outcomes.txt` says which, so that a change is read as a difference.

use auyl_domain::Lang;
use auyl_forms::xlsform;
use expect_test::expect_file;
use quick_xml::Reader;
use quick_xml::events::Event;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/xlsform")
}

/// The forms by name, in order.
pub fn forms() -> Vec<(String, String)> {
    let mut forms = Vec::new();
    for file in std::fs::read_dir(folder()).expect("the forms") {
        let path = file.expect("a file").path();
        if path.extension().is_some_and(|extension| extension == "md") {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            forms.push((name, std::fs::read_to_string(&path).expect("a form")));
        }
    }
    forms.sort();
    forms
}

/// The workbook that somebody would upload; `=FALSE` is a cell of kind yes or no, `@09:30` a time of Excel.
pub fn workbook(text: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let mut row = 0;
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix("# ") {
            book.add_worksheet().set_name(name).expect("a name");
            row = 0;
        } else if let Some(cells) = line.strip_prefix('|') {
            let cells = cells.strip_suffix('|').unwrap_or(cells).replace("\\|", "\u{1}");
            let last = book.worksheets().len() - 1;
            let sheet = book.worksheet_from_index(last).expect("a sheet");
            for (column, cell) in cells.split('|').map(str::trim).enumerate() {
                let cell = cell.replace('\u{1}', "|").replace("\\n", "\n");
                let column = column as u16;
                match cell.as_str() {
                    "" => continue,
                    "=TRUE" | "=FALSE" => sheet.write_boolean(row, column, cell == "=TRUE").expect("a cell"),
                    _ if cell.starts_with('@') => {
                        let time = ExcelDateTime::parse_from_str(&cell[1..]).expect("a time");
                        let format = Format::new().set_num_format("hh:mm");
                        sheet.write_datetime_with_format(row, column, &time, &format).expect("a cell")
                    }
                    _ => sheet.write_string(row, column, &cell).expect("a cell"),
                };
            }
            row += 1;
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// An element with its attributes on its first line, and what is inside.
#[derive(Default)]
struct Node {
    name: String,
    line: String,
    inside: Vec<Node>,
}

impl Node {
    fn write(mut self, depth: usize, lines: &mut Vec<String>) {
        // Texts are found by id and translations by language: their order says nothing.
        if matches!(self.name.as_str(), "itext" | "translation") {
            self.inside.sort_by(|a, b| a.line.cmp(&b.line));
        }
        lines.push(format!("{}{}", " ".repeat(depth), self.line));
        self.inside.into_iter().for_each(|node| node.write(depth + 1, lines));
    }
}

/// A document with one element a line, attributes in order, without namespaces and white space between elements.
fn canonical(xml: &str) -> String {
    let mut reader = Reader::from_str(xml);
    let (mut text, mut stack) = (String::new(), vec![Node::default()]);
    loop {
        let event = reader.read_event().expect("well-formed");
        let ends_text = matches!(event, Event::Start(_) | Event::Empty(_) | Event::End(_));
        if ends_text {
            let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if !line.is_empty() {
                stack.last_mut().expect("a root").inside.push(Node { line: format!("{line:?}"), ..Node::default() });
            }
            text.clear();
        }
        match &event {
            Event::Start(start) | Event::Empty(start) => {
                let value = |it: &quick_xml::events::attributes::Attribute<'_>| {
                    let value = it.normalized_value(quick_xml::XmlVersion::Implicit1_0).expect("a value");
                    // pyxform puts spaces around a path; in an expression they say nothing.
                    value.split_whitespace().collect::<Vec<_>>().join(" ")
                };
                let attributes = start.attributes().map(|it| it.expect("an attribute"));
                let attributes = attributes.filter(|it| !it.key.as_ref().starts_with("xmlns"));
                let mut all: Vec<String> =
                    attributes.map(|it| format!("{}={:?}", it.key.as_ref(), value(&it))).collect();
                all.sort();
                let name = start.name().as_ref().to_string();
                let node = Node { line: format!("{name} {}", all.join(" ")), name, inside: Vec::new() };
                match event {
                    Event::Start(_) => stack.push(node),
                    _ => stack.last_mut().expect("a root").inside.push(node),
                }
            }
            Event::End(_) => {
                let node = stack.pop().expect("an open element");
                stack.last_mut().expect("a root").inside.push(node);
            }
            Event::Text(found) => text.push_str(found),
            Event::GeneralRef(name) => {
                text.push_str(&format!("&{};", &**name).replace("&quot;", "\"").replace("&apos;", "'"));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let mut lines = Vec::new();
    stack.pop().expect("a root").write(0, &mut lines);
    lines.join("\n")
}

/// The first line in which two documents differ.
fn difference(ours: &str, theirs: &str) -> Option<String> {
    let (ours, theirs) = (canonical(ours), canonical(theirs));
    let mut pairs = ours.lines().zip(theirs.lines());
    let pair = pairs.find(|(a, b)| a != b).map(|(a, b)| format!("ours {a} | pyxform {b}"));
    pair.or_else(|| (ours.lines().count() != theirs.lines().count()).then(|| "one is longer".to_string()))
}

#[test]
fn every_form_is_as_pyxform_makes_it_or_refused_with_a_place() {
    let catalogue = crate::village::catalogue();
    let mut outcomes = Vec::new();
    for (name, text) in forms() {
        let (survey, findings) = xlsform::read(
            &format!("{name}.xlsx"),
            None,
            &workbook(&text),
            xlsform::Into { catalogue: &catalogue, write: &[], prefix: "s" },
        )
        .expect("a workbook");
        let theirs = std::fs::read_to_string(folder().join(format!("{name}.xml"))).ok();
        let outcome = match (survey, theirs) {
            (Some(survey), Some(theirs)) => match difference(&survey.form.xml, &theirs) {
                None => "the same".to_string(),
                Some(difference) => format!("DIFFERENT: {difference}"),
            },
            (Some(_), None) => "TAKEN, pyxform refuses it".to_string(),
            (None, theirs) => {
                let first = findings.first().expect("a reason");
                assert!(!first.todo(catalogue.phrases(), Lang::Kk).is_empty(), "{name}: {}", first.code);
                let also = if theirs.is_none() { ", by pyxform too" } else { "" };
                format!("refused{also}: {} at {}", first.message(catalogue.phrases(), Lang::En), first.spot)
            }
        };
        assert!(!outcome.starts_with(char::is_uppercase), "{name}: {outcome}");
        outcomes.push(format!("{name}: {outcome}"));
    }
    expect_file!["../xlsform/outcomes.txt"].assert_eq(&(outcomes.join("\n") + "\n"));
}

/// The pyxform of a virtual environment still says what is kept: `AUYL_PYXFORM=/venv/bin/python cargo test -p auyl-forms --
/// --ignored pyxform_says_what_is_kept`.
#[test]
#[ignore = "needs pyxform in a virtual environment"]
fn pyxform_says_what_is_kept() {
    let python = std::env::var("AUYL_PYXFORM").expect("AUYL_PYXFORM: the python of a virtual environment with pyxform");
    let fresh = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("xlsform");
    std::fs::create_dir_all(&fresh).expect("a folder");
    let done = std::process::Command::new(python).arg(folder().join("oracle.py")).arg(&fresh).status();
    assert!(done.expect("pyxform runs").success());
    for (name, _) in forms() {
        for ending in ["xml", "refused"] {
            let read = |folder: &Path| std::fs::read_to_string(folder.join(format!("{name}.{ending}"))).ok();
            assert_eq!(read(&fresh), read(&folder()), "{name}.{ending}");
        }
    }
}
