//! Papers made of one record, in Kazakh and Russian: founding papers of an NGO. Their templates stand in the catalogue,
//! `papers/<register>/<paper>.<kk|ru>.html`, in the small HTML and template language of minutes and letters; whoever lays a file
//! there has a paper more. What a title is called, the words say: `paper-<register>-<paper>`.

use crate::document::Document;
use crate::page;
use crate::template::render;
use auyl_domain::{Catalogue, Finding};
use minijinja::value::{Serde, Value};
use serde::Serialize;
use std::collections::BTreeMap;

/// The papers that records of a register have, in order.
pub fn of<'c>(catalogue: &'c Catalogue, register: &str) -> Vec<&'c str> {
    let folder = format!("papers/{register}/");
    let ending = ".ru.html";
    let named = catalogue.folder("papers/").filter_map(|(path, _)| path.strip_prefix(&folder)?.strip_suffix(ending));
    named.collect()
}

/// A paper as its template sets it. `said` is what the record says, as people read it in this language, by the ids of its
/// fields; what is not filled in is empty, and the template leaves a line for it.
pub fn write(
    catalogue: &Catalogue,
    register: &str,
    paper: &str,
    lang: &str,
    said: &BTreeMap<String, String>,
) -> (Document, Vec<Finding>) {
    set(catalogue, &format!("papers/{register}/{paper}.{lang}.html"), said)
}

/// The paper of a template of the catalogue over anything that its words come from.
pub fn set(catalogue: &Catalogue, path: &str, said: &impl Serialize) -> (Document, Vec<Finding>) {
    let Some(template) = catalogue.file(path) else {
        return (Document::default(), vec![Finding::severe("form-page-missing").with("file", path)]);
    };
    match render(template, path, Value::from(Serde(said))) {
        Ok(html) => page::read(&html, &BTreeMap::new()),
        Err(finding) => (Document::default(), vec![*finding]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::testing::catalogue;

    #[test]
    fn every_paper_is_written_in_both_languages_from_a_record_that_says_nothing_and_one_that_says_all() {
        let catalogue = catalogue();
        let register = catalogue.register("ngo").expect("a register");
        let papers = of(&catalogue, "ngo");
        assert_eq!(papers, ["charter", "decision", "founders"]);
        for (paper, lang) in papers.iter().flat_map(|paper| [(paper, "kk"), (paper, "ru")]) {
            for filled in ["", "Үлгі"] {
                let fields = register.fields.iter().map(|field| {
                    let stem = field.translation_of.clone().unwrap_or_else(|| field.id.clone());
                    (stem, filled.to_string())
                });
                let (document, findings) = write(&catalogue, "ngo", paper, lang, &fields.collect());
                assert!(findings.is_empty(), "{paper} {lang}: {findings:?}");
                assert_eq!(format!("{document:?}").contains("Үлгі"), !filled.is_empty(), "{paper} {lang}");
            }
        }
    }
}
