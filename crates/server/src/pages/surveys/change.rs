//! What is done to surveys: a file becomes a draft, a draft a version; a survey is closed and opened again; pictures and
//! lists that it shows come beside it. What is wrong with a file is told with its place, and nothing of it is kept.

use super::list::list_page;
use super::one::one_page;
use super::{address, must_make, survey};
use crate::App;
use crate::ask::Here;
use crate::pages::files::{Lacking, limit, take};
use crate::pages::report::{kind, lines};
use crate::stop::{Result, Stop};
use auyl_domain::{Finding, Refusal};
use auyl_forms::openrosa::md5;
use auyl_store::surveys::SurveyFile;
use auyl_work::surveys::{self, Drafted, Upload};
use axum::extract::{Form, Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;
use std::collections::HashMap;

/// Bytes of a questionnaire.
pub const MOST: u64 = 32 << 20;

/// One file of a form, whole: its name and its bytes; or why there is none.
async fn whole(request: Request, app: &App) -> Result<std::result::Result<(String, Vec<u8>), &'static str>> {
    let arrived = take(request, app).await?;
    let Some(sent) = arrived.files.into_iter().next() else { return Ok(Err("surveys-no-file")) };
    match sent.file {
        Ok(arriving) => {
            let size = tokio::fs::metadata(&arriving.path).await.map_err(Stop::machine)?.len();
            if size > MOST {
                return Err(Refusal::of("request-too-large").with("limit", limit(MOST)).into());
            }
            let bytes = tokio::fs::read(&arriving.path).await.map_err(Stop::machine)?;
            Ok(Ok((sent.name, bytes)))
        }
        Err(Lacking::Empty) => Ok(Err("surveys-no-file")),
        Err(Lacking::TooLarge) => {
            Err(Refusal::of("request-too-large").with("limit", limit(app.settings.most_upload.min(MOST))).into())
        }
        Err(Lacking::NoRoom) => Err(Refusal::of("disk-full").with("path", "").into()),
    }
}

/// What reading a file came to; a refusal that is about the file stays on the page.
async fn drafted(here: &Here, upload: Upload<'_>) -> Result<std::result::Result<Drafted, Told>> {
    match surveys::draft(&here.project, upload, &here.doing()).await {
        Ok((Some(drafted), _)) => Ok(Ok(drafted)),
        Ok((None, findings)) => Ok(Err(Told::Findings(findings))),
        Err(auyl_work::Trouble::Refusal(refusal)) => {
            Ok(Err(Told::Refused(refusal.message(here.app.catalogue.phrases(), here.lang()))))
        }
        Err(trouble) => Err(trouble.into()),
    }
}

enum Told {
    Findings(Vec<Finding>),
    Refused(String),
}

/// A new survey.
pub async fn upload(here: Here, State(app): State<App>, request: Request) -> Result {
    must_make(&here)?;
    let (name, bytes) = match whole(request, &app).await? {
        Ok(file) => file,
        Err(key) => return list_page(&here, StatusCode::BAD_REQUEST, Vec::new(), Some(here.say.t(key))).await,
    };
    arrive(&here, &name, None, &bytes).await
}

async fn arrive(here: &Here, name: &str, of: Option<&str>, bytes: &[u8]) -> Result {
    match drafted(here, Upload { name, fallback: None, of, is_new: false, bytes }).await? {
        Ok(drafted) => {
            Ok(Redirect::to(&format!("{}?told=survey-drafted", address(here, &drafted.form))).into_response())
        }
        Err(told) => {
            let (findings, refused) = match told {
                Told::Findings(findings) => (lines(here, &findings), None),
                Told::Refused(message) => (Vec::new(), Some(message)),
            };
            match of {
                None => list_page(here, StatusCode::UNPROCESSABLE_ENTITY, findings, refused).await,
                Some(form) => one_page(here, form, StatusCode::UNPROCESSABLE_ENTITY, findings, refused).await,
            }
        }
    }
}

/// A new version of a survey.
pub async fn upload_of(
    here: Here,
    State(app): State<App>,
    Path(path): Path<HashMap<String, String>>,
    request: Request,
) -> Result {
    must_make(&here)?;
    let form = survey(&here, &path["form"])?.survey.form.clone();
    match whole(request, &app).await? {
        Ok((name, bytes)) => arrive(&here, &name, Some(&form), &bytes).await,
        Err(key) => one_page(&here, &form, StatusCode::BAD_REQUEST, Vec::new(), Some(here.say.t(key))).await,
    }
}

#[derive(Deserialize)]
pub struct Which {
    which: String,
}

/// Takes a ready questionnaire.
pub async fn take_ready(here: Here, Form(typed): Form<Which>) -> Result {
    must_make(&here)?;
    let bytes = surveys::ready_workbook(&here.app.catalogue, &typed.which)?;
    arrive(&here, &format!("{}.xlsx", typed.which), None, &bytes).await
}

/// Makes the draft the version that is offered.
pub async fn publish(here: Here, Path(path): Path<HashMap<String, String>>) -> Result {
    must_make(&here)?;
    let form = survey(&here, &path["form"])?.survey.form.clone();
    match surveys::publish(&here.project, &form, None, &here.doing()).await {
        Ok(_) => Ok(Redirect::to(&format!("{}?told=survey-published", address(&here, &form))).into_response()),
        Err(auyl_work::Trouble::Refusal(refusal)) => {
            let message = refusal.message(here.app.catalogue.phrases(), here.lang());
            one_page(&here, &form, StatusCode::CONFLICT, Vec::new(), Some(message)).await
        }
        Err(trouble) => Err(trouble.into()),
    }
}

#[derive(Deserialize)]
pub struct Wanted {
    state: String,
}

/// Closes a survey, at once or for new ones only, or opens it again.
pub async fn state(here: Here, Path(path): Path<HashMap<String, String>>, Form(wanted): Form<Wanted>) -> Result {
    must_make(&here)?;
    let offered = survey(&here, &path["form"])?;
    surveys::set_state(&here.project, &offered.survey, &wanted.state, &here.doing()).await?;
    Ok(Redirect::to(&format!("{}?told=saved", address(&here, &offered.survey.form))).into_response())
}

/// Pictures, sounds and lists that the questionnaire names: with its draft where there is one, with what is offered otherwise.
pub async fn files(
    here: Here,
    State(app): State<App>,
    Path(path): Path<HashMap<String, String>>,
    request: Request,
) -> Result {
    must_make(&here)?;
    let offered = survey(&here, &path["form"])?;
    let form = offered.survey.form.clone();
    let versions = here.app.store.survey_versions(&here.project.id, &form).await?;
    let of = versions.iter().find(|it| it.is_draft || it.version == offered.survey.version);
    let of = of.ok_or_else(|| Refusal::of("page-missing"))?;
    let wanted: Vec<String> = serde_json::from_str(&of.media).unwrap_or_default();
    for sent in take(request, &app).await?.files {
        let Ok(arriving) = sent.file else { continue };
        if !wanted.contains(&sent.name) {
            let message = here.say.name("surveys-file-unknown", &sent.name);
            return one_page(&here, &form, StatusCode::UNPROCESSABLE_ENTITY, Vec::new(), Some(message)).await;
        }
        let bytes = tokio::fs::read(&arriving.path).await.map_err(Stop::machine)?;
        let new = SurveyFile {
            name: sent.name,
            md5: md5(&bytes),
            size: i64::try_from(bytes.len()).map_err(Stop::machine)?,
            digest: here.app.store.put_file(bytes).await?,
            at: here.app.world.at(),
        };
        here.app.store.put_survey_file(&here.project.id, of, &new).await?;
    }
    Ok(Redirect::to(&format!("{}?told=saved", address(&here, &form))).into_response())
}

/// The kind under which the source of a survey is given.
pub fn kind_of(name: &str) -> &'static str {
    if name.ends_with(".xml") { "application/xml" } else { kind("xlsx") }
}
