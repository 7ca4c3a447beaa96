//! One survey: its questions in three languages, what a new version would change, its versions and its files.

use super::change::kind_of;
use super::{address, must_make, standing, survey};
use crate::ask::Here;
use crate::frame::{Frame, page_with};
use crate::pages::report::{Line as Told, attachment};
use crate::stop::Result;
use askama::Template;
use auyl_domain::{Catalogue, Field, Kind, Lang, Refusal, Register};
use auyl_store::surveys::SurveyVersion;
use auyl_work::surveys::{self, Offered, title_of};
use auyl_work::waves::Survey;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use serde::Deserialize;
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "surveys/one.html")]
struct OnePage {
    frame: Frame,
    root: String,
    here: String,
    title: String,
    class: &'static str,
    state: String,
    is_open: bool,
    takes_answers: bool,
    is_published: bool,
    records: String,
    answers: i64,
    draft: Option<Draft>,
    registers: Vec<Shown>,
    /// What it would have to ask before its answers are analysed, each with how to ask it.
    lacks: Vec<(String, String)>,
    versions: Vec<Version>,
    /// Names of files, and whether they are there.
    files: Vec<(String, bool)>,
    findings: Vec<Told>,
    refused: Option<String>,
}

struct Draft {
    version: String,
    differences: Vec<String>,
    is_first: bool,
}

/// A register with its questions.
struct Shown {
    title: [String; 3],
    questions: Vec<Question>,
}

struct Question {
    label: [String; 3],
    kind: String,
    /// Words to choose from.
    words: Vec<[String; 3]>,
    is_required: bool,
}

struct Version {
    version: String,
    at: String,
    file: String,
    is_draft: bool,
    is_current: bool,
    source: String,
}

/// The page.
pub async fn show(here: Here, Path(path): Path<HashMap<String, String>>) -> Result {
    must_make(&here)?;
    one_page(&here, &path["form"], StatusCode::OK, Vec::new(), None).await
}

/// The page with what is wrong with a file that was brought.
pub async fn one_page(
    here: &Here,
    form: &str,
    status: StatusCode,
    findings: Vec<Told>,
    refused: Option<String>,
) -> Result {
    let offered = survey(here, form)?;
    let store = &here.app.store;
    let versions = store.survey_versions(&here.project.id, form).await?;
    let of_draft = surveys::draft_of(&here.project, &offered.survey).await?;
    let is_published = !offered.survey.version.is_empty();
    let now = of_now(here, offered);
    let mut lacks = now.first().copied().map(Survey::lacks).unwrap_or_default();
    let registers_now = now.into_iter().map(|register| shown(here, &here.app.catalogue, register)).collect();
    let (mut title, mut draft, mut registers) = (here.say.words(&offered.title), None, registers_now);
    if let Some((kept, merged, differences)) = &of_draft {
        title = here.say.words(&title_of(&kept.title));
        let differences = differences.iter().map(|it| {
            let label = Some(here.say.words(&it.label)).filter(|label| !label.is_empty());
            here.say.name(&format!("surveys-differs-{}", it.what), label.unwrap_or_else(|| it.field.clone()))
        });
        draft =
            Some(Draft { version: kept.version.clone(), differences: differences.collect(), is_first: !is_published });
        let own = merged.files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        // Over the catalogue without the registers of the version that is offered: they have the same names.
        let (catalogue, _) = here.app.base().with(own);
        registers = merged.registers.iter().map(|register| shown(here, &catalogue, register)).collect();
        lacks = merged.registers.first().map(Survey::lacks).unwrap_or_default();
    }
    let shown_version = |it: &SurveyVersion| Version {
        version: it.version.clone(),
        at: here.say.moment(&it.at),
        file: it.file.clone(),
        is_draft: it.is_draft,
        is_current: !it.is_draft && it.version == offered.survey.version,
        source: format!("{}/source?{}", address(here, form), query(it)),
    };
    let newest = versions.iter().find(|it| it.is_draft || it.version == offered.survey.version);
    let files = match newest {
        Some(newest) => {
            let wanted: Vec<String> = serde_json::from_str(&newest.media).unwrap_or_default();
            let there = store.survey_files(&here.project.id, newest).await?;
            let is_there = |name: &str| there.iter().any(|file| file.name == name);
            wanted.into_iter().map(|name| (name.clone(), is_there(&name))).collect()
        }
        None => Vec::new(),
    };
    let (class, state) = standing(here, offered);
    let template = OnePage {
        frame: here.frame("survey", title.clone()),
        root: here.root(),
        here: address(here, form),
        title,
        class,
        state,
        is_open: offered.is_open(),
        takes_answers: offered.takes_answers(),
        is_published,
        records: format!("{}/r/{}", here.root(), offered.survey.register),
        answers: store.how_many_submissions(&here.project.id, form).await?,
        draft,
        registers,
        lacks: lacks
            .into_iter()
            .map(|what| {
                let key = format!("surveys-lacks-{what}");
                (here.say.t(&key), here.say.t(&format!("{key}-todo")))
            })
            .collect(),
        versions: versions.iter().map(shown_version).collect(),
        files,
        findings,
        refused,
    };
    page_with(status, &template)
}

fn query(of: &SurveyVersion) -> String {
    let version = percent_encoding::utf8_percent_encode(&of.version, percent_encoding::NON_ALPHANUMERIC);
    format!("version={version}&draft={}", of.is_draft)
}

/// What is asked now.
fn of_now<'h>(here: &'h Here, offered: &Offered) -> Vec<&'h Register> {
    let files: Vec<(String, String)> = serde_json::from_str(&offered.survey.files).unwrap_or_default();
    let ids = files.iter().filter_map(|(path, _)| path.strip_prefix("registers/")?.strip_suffix(".toml"));
    ids.filter_map(|id| here.app.catalogue.register(id)).collect()
}

fn shown(here: &Here, catalogue: &Catalogue, register: &Register) -> Shown {
    let in_all = |words: &auyl_domain::Words| Lang::ALL.map(|lang| words.get(lang).to_string());
    // Rows know their answer by themselves.
    let asked = |field: &&Field| register.parent.as_deref() != Some(&field.id);
    let question = |field: &Field| {
        let words = match &field.kind {
            Kind::Choice { choices } => catalogue.choices(choices).map(|list| list.all.as_slice()).unwrap_or_default(),
            _ => &[],
        };
        Question {
            label: in_all(&field.label),
            kind: here.say.t(&format!("surveys-kind-{}", field.kind.name())),
            words: words.iter().map(|word| in_all(&word.label)).collect(),
            is_required: field.required,
        }
    };
    Shown { title: in_all(&register.title), questions: register.fields.iter().filter(asked).map(question).collect() }
}

#[derive(Deserialize)]
pub struct Which {
    version: String,
    #[serde(default)]
    draft: bool,
}

/// The file that was brought.
pub async fn source(here: Here, Path(path): Path<HashMap<String, String>>, Query(which): Query<Which>) -> Result {
    must_make(&here)?;
    let form = &survey(&here, &path["form"])?.survey.form;
    let versions = here.app.store.survey_versions(&here.project.id, form).await?;
    let found = versions.into_iter().find(|it| it.version == which.version && it.is_draft == which.draft);
    let found = found.ok_or_else(|| Refusal::of("page-missing"))?;
    let bytes = here.app.store.get_file(&found.source).await?;
    let bytes = bytes.ok_or_else(|| Refusal::of("file-lost").with("name", &found.file))?;
    Ok(attachment(&found.file, kind_of(&found.file), bytes))
}
