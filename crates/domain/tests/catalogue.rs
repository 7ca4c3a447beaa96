//! The catalogue as it is shipped: read without a finding, with every field that code relies on.

mod shipped;

use auyl_domain::{Catalogue, Lang, views};
use shipped::shipped;

#[test]
fn the_shipped_catalogue_has_no_findings() {
    let (_, findings) = Catalogue::read(shipped());
    let said: Vec<String> = findings.iter().map(|f| format!("{} {} {:?}", f.code, f.spot, f.args)).collect();
    assert!(said.is_empty(), "{}", said.join("\n"));
}

#[test]
fn every_field_that_a_typed_view_needs_exists() {
    let (catalogue, _) = Catalogue::read(shipped());
    for (register, fields) in views::NEEDED {
        let found = catalogue.register(register).unwrap_or_else(|| panic!("no register {register}"));
        for field in *fields {
            assert!(found.field(field).is_some(), "{register} has no field {field}");
        }
    }
}

#[test]
fn every_register_and_field_has_a_label_in_every_language() {
    let (catalogue, _) = Catalogue::read(shipped());
    for register in catalogue.registers() {
        for lang in Lang::ALL {
            assert!(!register.title.exactly(lang).is_empty(), "{} has no title in {}", register.id, lang.code());
            for field in &register.fields {
                let label = field.label.exactly(lang);
                assert!(!label.is_empty(), "{}.{} has no label in {}", register.id, field.id, lang.code());
            }
        }
    }
}

#[test]
fn a_broken_text_of_an_area_is_named_with_its_file() {
    let areas = [("words/ru.ftl", "a = да\n"), ("words/ru/events.ftl", "b = и\n= сломано\n")];
    let (catalogue, findings) = Catalogue::read(areas.map(|(path, text)| (path.to_string(), text.to_string())));
    let said: Vec<String> = findings.iter().map(|finding| format!("{} {}", finding.code, finding.spot)).collect();
    assert_eq!(said, ["catalogue-words words/ru/events.ftl, 2:1"]);
    assert_eq!(catalogue.phrases().say(Lang::Ru, "b"), "и");
}
