//! All surveys of a project, a form to bring one, and those that are ready to be taken.

use super::{address, must_make, standing};
use crate::ask::Here;
use crate::frame::{Frame, page_with};
use crate::pages::report::{Line as Told, attachment, kind};
use crate::stop::Result;
use askama::Template;
use auyl_work::surveys::{self, Ready};
use axum::extract::Path;
use axum::http::StatusCode;
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "surveys/list.html")]
struct ListPage {
    frame: Frame,
    root: String,
    surveys: Vec<Line>,
    /// Id, title and what it is for of the questionnaires that are ready.
    ready: Vec<(String, String, String)>,
    /// What is wrong with a file that was brought.
    findings: Vec<Told>,
    refused: Option<String>,
}

struct Line {
    href: String,
    title: String,
    form: String,
    version: String,
    class: &'static str,
    state: String,
    answers: i64,
    /// The register, where the answers are.
    records: Option<String>,
}

/// The page.
pub async fn show(here: Here) -> Result {
    must_make(&here)?;
    list_page(&here, StatusCode::OK, Vec::new(), None).await
}

/// The page with what is wrong with a file that was brought.
pub async fn list_page(here: &Here, status: StatusCode, findings: Vec<Told>, refused: Option<String>) -> Result {
    let mut lines = Vec::new();
    for offered in here.app.surveys.iter().flat_map(|known| &known.all) {
        let (class, state) = standing(here, offered);
        let survey = &offered.survey;
        lines.push(Line {
            href: address(here, &survey.form),
            title: here.say.words(&offered.title),
            form: survey.form.clone(),
            version: survey.version.clone(),
            class,
            state,
            answers: here.app.store.how_many_submissions(&here.project.id, &survey.form).await?,
            records: (!survey.version.is_empty()).then(|| format!("{}/r/{}", here.root(), survey.register)),
        });
    }
    let frame = here.frame("surveys", here.say.t("surveys-title"));
    let about = |one: Ready| (here.say.t(&format!("surveys-ready-{}", one.id)), one);
    let ready = surveys::ready(&here.app.catalogue).into_iter().map(about);
    let ready = ready.map(|(about, one)| (one.id, here.say.words(&one.title), about)).collect();
    page_with(status, &ListPage { frame, root: here.root(), surveys: lines, ready, findings, refused })
}

/// A ready questionnaire as a workbook.
pub async fn ready_file(here: Here, Path(path): Path<HashMap<String, String>>) -> Result {
    must_make(&here)?;
    let name = path["name"].trim_end_matches(".xlsx");
    let bytes = surveys::ready_workbook(&here.app.catalogue, name)?;
    Ok(attachment(&format!("{name}.xlsx"), kind("xlsx"), bytes))
}
