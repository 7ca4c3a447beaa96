//! The forms of all registers that phones are offered.

use auyl_forms::xform;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeSet;

/// Every `nodeset`, `ref` and `id` of a document.
fn read(xml: &str) -> (BTreeSet<String>, BTreeSet<String>, BTreeSet<String>) {
    let (mut binds, mut refs, mut texts) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Eof => return (binds, refs, texts),
            Event::Start(start) | Event::Empty(start) => {
                for attribute in start.attributes() {
                    let attribute = attribute.expect("an attribute");
                    let value = attribute.value.to_string();
                    match (start.name().as_ref(), attribute.key.as_ref()) {
                        ("bind", "nodeset") => binds.insert(value),
                        ("text", "id") => texts.insert(value),
                        (_, "ref") => refs.insert(value),
                        _ => false,
                    };
                }
            }
            _ => {}
        }
    }
}

#[test]
fn every_register_for_phones_is_a_whole_form() {
    let catalogue = crate::village::catalogue();
    let forms = xform::forms(&catalogue);
    assert!(forms.len() > 10, "{} forms", forms.len());
    for form in &forms {
        let (binds, refs, texts) = read(&form.xml);
        for path in refs.iter().filter(|path| path.starts_with("/data")) {
            let is_repeat = form.shape.root.rows.keys().any(|name| *path == format!("/data/{name}"));
            assert!(is_repeat || binds.contains(path), "{}: {path} is asked and not bound", form.id);
        }
        for said in refs.iter().filter_map(|it| it.strip_prefix("jr:itext('")?.strip_suffix("')")) {
            assert!(texts.contains(said), "{}: {said} has no words", form.id);
        }
        assert!(!form.xml.contains("<value>-</value>"), "{}: a label is missing", form.id);
        let fields = form.shape.root.fields.values().filter_map(|slot| slot.field.as_ref());
        let register = catalogue.register(&form.id).expect("its register");
        assert!(fields.clone().all(|field| register.field(field).is_some()), "{}", form.id);
    }
}

/// For a look by other programs: `AUYL_FORMS_TO=/tmp/x cargo test -p auyl-forms -- --ignored forms_are_written_out`.
#[test]
#[ignore = "writes files"]
fn forms_are_written_out() {
    let folder = std::path::PathBuf::from(std::env::var("AUYL_FORMS_TO").expect("a folder"));
    for form in xform::forms(&crate::village::catalogue()) {
        std::fs::write(folder.join(format!("{}.xml", form.id)), &form.xml).expect("a file");
        for list in &form.lists {
            let lines = [xform::Line { id: "p1".into(), label: "Қамыстыбас".into(), place: "p1".into() }];
            let csv = xform::csv(&lines, &crate::village::catalogue(), auyl_domain::Lang::Kk);
            std::fs::write(folder.join(format!("{list}.csv")), csv).expect("a file");
        }
    }
}
