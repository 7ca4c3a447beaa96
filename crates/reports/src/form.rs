//! A report form: what a grantor wants to read, as a folder of the catalogue with `form.toml` and one page a
//! language. A form has versions by date, because the law changes it; a report is written on the version that
//! was in force on its day. The form holds no numbers: its pages ask for figures.

mod identity;
pub use identity::{Identity, Weight, check_identities};

use auyl_domain::value::read_date;
use auyl_domain::{Catalogue, Finding, Lang, Question, Refusal, Spot, Words};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;

/// One version of a report form.
#[derive(Clone, PartialEq, Debug)]
pub struct Form {
    /// Name of its folder.
    pub id: String,
    /// What people call it.
    pub title: Words,
    /// For whom it is.
    pub grantor: Words,
    /// The act that approved this version.
    pub source: Words,
    /// First day it is in force.
    pub valid_from: Date,
    /// Last day; none while it is in force.
    pub valid_until: Option<Date>,
    /// Page of each language, as a template.
    pub templates: BTreeMap<Lang, String>,
    /// Registers whose records the pages may walk.
    pub registers: Vec<String>,
    /// What must be equal.
    pub identities: Vec<Identity>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormText {
    form: Head,
    version: Vec<Version>,
    #[serde(default)]
    identity: Vec<Identity>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    title: Words,
    grantor: Words,
    registers: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Version {
    /// Folder with the pages, within the form's own.
    pages: String,
    source: Words,
    valid_from: String,
    #[serde(default)]
    valid_until: Option<String>,
}

/// Languages that a form may have a page in; a report is a paper for the state, in its two languages.
const LANGUAGES: [Lang; 2] = [Lang::Kk, Lang::Ru];

impl Form {
    /// The version of a form that is in force on a day.
    ///
    /// # Errors
    /// `form-unknown`, `form-not-valid-then`, or `catalogue-has-faults` where `form.toml` cannot be read.
    pub fn find(catalogue: &Catalogue, id: &str, on: Date) -> Result<(Form, Vec<Finding>), Refusal> {
        let folder = format!("reports/{id}");
        let path = format!("{folder}/form.toml");
        let unknown = || {
            let known = Form::known(catalogue).join(", ");
            Refusal::of("form-unknown").with("form", id).with("known", known)
        };
        let text = catalogue.file(&path).ok_or_else(unknown)?;
        let broken = |detail: &str| Refusal::of("catalogue-has-faults").with("spot", &path).with("detail", detail);
        let read: FormText = toml::from_str(text).map_err(|error| broken(&error.to_string()))?;
        let mut spans = Vec::new();
        for version in read.version {
            let from = read_date(&version.valid_from).ok_or_else(|| broken(&version.valid_from))?;
            let until = match &version.valid_until {
                Some(text) => Some(read_date(text).ok_or_else(|| broken(text))?),
                None => None,
            };
            spans.push((from, until, version));
        }
        let valid = |span: &(Date, Option<Date>, Version)| span.0 <= on && span.1.is_none_or(|until| on <= until);
        let Some(at) = spans.iter().position(valid) else {
            let words: Vec<String> = spans.iter().map(|(from, until, _)| span_words(*from, *until)).collect();
            let refusal = Refusal::of("form-not-valid-then").with("form", id).with("on", on);
            return Err(refusal.with("valid", words.join(", ")));
        };
        let (valid_from, valid_until, version) = spans.swap_remove(at);
        let mut findings = Vec::new();
        let mut templates = BTreeMap::new();
        for lang in LANGUAGES {
            let page = format!("{folder}/{}/{}.html", version.pages, lang.code());
            match catalogue.file(&page) {
                Some(text) => {
                    templates.insert(lang, text.to_string());
                }
                None => {
                    findings.push(Finding::warning("form-page-missing").with("file", &page).at(Spot::line(&path, 1, 1)))
                }
            }
        }
        for register in read.form.registers.iter().filter(|register| catalogue.register(register).is_none()) {
            findings.push(Finding::severe("form-register-unknown").with("name", register).at(Spot::line(&path, 1, 1)));
        }
        for identity in &read.identity {
            findings.extend(identity.check_measures(catalogue, &path));
        }
        let form = Form {
            id: id.to_string(),
            title: read.form.title,
            grantor: read.form.grantor,
            source: version.source,
            valid_from,
            valid_until,
            templates,
            registers: read.form.registers,
            identities: read.identity,
        };
        Ok((form, findings))
    }

    /// What its identities need to have counted.
    pub fn questions(&self) -> Vec<Question> {
        identity::questions_of_identities(self)
    }

    /// Names of all forms.
    pub fn known(catalogue: &Catalogue) -> Vec<&str> {
        let files = catalogue.folder("reports/").map(|(path, _)| path);
        files.filter_map(|path| path.strip_prefix("reports/")?.strip_suffix("/form.toml")).collect()
    }
}

fn span_words(from: Date, until: Option<Date>) -> String {
    match until {
        Some(until) => format!("{from} – {until}"),
        None => format!("{from} –"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::testing;
    use expect_test::{Expect, expect};

    fn check(id: &str, on: &str, expected: Expect) {
        let catalogue = testing::catalogue();
        let day = read_date(on).expect("a day");
        let said = match Form::find(&catalogue, id, day) {
            Ok((form, findings)) => {
                let languages: Vec<&str> = form.templates.keys().map(|lang| lang.code()).collect();
                format!("{} {}, {languages:?}, {findings:?}", form.id, span_words(form.valid_from, form.valid_until))
            }
            Err(refusal) => refusal.to_string(),
        };
        expected.assert_eq(&said);
    }

    #[test]
    fn the_form_of_the_day_is_found() {
        check(
            "kz-state-grant-final",
            "2024-11-25",
            expect![[r#"kz-state-grant-final 2022-10-10 – 2025-06-30, ["kk", "ru"], []"#]],
        );
    }

    #[test]
    fn a_form_that_was_not_in_force_is_refused_with_the_days_when_it_was() {
        check(
            "kz-state-grant-final",
            "2025-07-01",
            expect!["form-not-valid-then form=kz-state-grant-final on=2025-07-01 valid=2022-10-10 – 2025-06-30"],
        );
        check("kz-state-grant", "2024-11-25", expect!["form-unknown form=kz-state-grant known=kz-state-grant-final"]);
    }
}
