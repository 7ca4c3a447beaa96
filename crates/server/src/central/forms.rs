//! Forms as clients of Central read, make, change and publish them. A form of a register is what the catalogue makes it; a
//! survey of the project is a form that can be changed.

use super::account::moment;
use super::told::Told;
use crate::App;
use crate::openrosa::Sender;
use crate::pages::files::{give, keep_body};
use crate::stop::{Result, Stop};
use auyl_domain::access::Action;
use auyl_domain::{Finding, Refusal, finding};
use auyl_forms::answers;
use auyl_forms::openrosa::md5;
use auyl_forms::shape::{Level, Shape};
use auyl_store::surveys::{SurveyFile, SurveyVersion};
use auyl_work::surveys::{self, Drafted, Offered, Upload, title_of};
use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value as Json_, json};
use std::collections::HashMap;

/// Bytes of a questionnaire.
const MOST: usize = 32 << 20;
/// Header that gives the id of a form which says none.
const FALLBACK: &str = "x-xlsform-formid-fallback";

fn unknown(form: &str) -> Stop {
    Refusal::of("phone-form-unknown").with("form", form).into()
}

/// A survey of the project, whether it is published or not.
fn survey<'s>(sender: &'s Sender, form: &str) -> Result<&'s Offered> {
    sender.must(Action::See, None)?;
    sender.survey(form).ok_or_else(|| unknown(form))
}

fn shown(sender: &Sender, offered: &Offered) -> Json_ {
    let survey = &offered.survey;
    let is_published = !survey.version.is_empty();
    json!({
        "projectId": sender.number, "xmlFormId": survey.form, "name": sender.say.words(&offered.title),
        "version": survey.version, "hash": offered.md5, "keyId": null, "state": survey.state,
        "enketoId": null, "enketoOnceId": null, "webformsEnabled": false, "draftToken": null,
        "createdAt": moment(&survey.at), "updatedAt": null, "deletedAt": null,
        "publishedAt": is_published.then(|| moment(&offered.at)),
    })
}

/// The forms that the sender may look at: those of registers, then the surveys.
pub async fn list(State(app): State<App>, sender: Sender) -> Result {
    let mut all = Vec::new();
    for (form, digest) in app.phone_forms(&sender).await?.of(&sender) {
        all.push(of_register(&sender, &form.id, &sender.say.words(&form.title), &form.version, digest));
    }
    let surveys = sender.app.surveys.iter().flat_map(|known| &known.all);
    let seen = surveys.filter(|offered| match sender.register_of_form(&offered.survey.form) {
        Some(register) => sender.can(Action::See, Some(register)),
        // A first draft is for who makes surveys.
        None => sender.can(Action::Survey, None),
    });
    all.extend(seen.map(|offered| shown(&sender, offered)));
    Ok(Json(all).into_response())
}

fn of_register(sender: &Sender, id: &str, name: &str, version: &str, digest: &str) -> Json_ {
    json!({
        "projectId": sender.number, "xmlFormId": id, "name": name, "version": version, "hash": digest, "keyId": null,
        "state": "open", "enketoId": null, "enketoOnceId": null, "webformsEnabled": false, "draftToken": null,
        "createdAt": moment(""), "updatedAt": null, "deletedAt": null, "publishedAt": moment(""),
    })
}

/// One form.
pub async fn one(sender: &Sender, id: &str) -> Result {
    if let Some(offered) = sender.survey(id) {
        sender.must(Action::See, sender.register_of_form(id))?;
        return Ok(Json(shown(sender, offered)).into_response());
    }
    let forms = sender.app.phone_forms(sender).await?;
    let (form, digest) = forms.of(sender).find(|(form, _)| form.id == id).ok_or_else(|| unknown(id))?;
    let name = sender.say.words(&form.title);
    Ok(Json(of_register(sender, id, &name, &form.version, digest)).into_response())
}

#[derive(Deserialize)]
pub struct Asked {
    publish: Option<String>,
    #[serde(rename = "ignoreWarnings")]
    ignore_warnings: Option<String>,
}

/// Python writes its truth with a capital.
fn is_true(text: Option<&String>) -> bool {
    text.is_some_and(|text| text.eq_ignore_ascii_case("true"))
}

/// What a body holds, named by its kind so that a reader knows it.
async fn uploaded(headers: &HeaderMap, body: Body) -> Result<(String, Vec<u8>)> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let bytes = axum::body::to_bytes(body, MOST).await;
    let bytes = bytes.map_err(|_| Refusal::of("request-too-large").with("limit", format!("{} MB", MOST >> 20)))?;
    let end = if kind.contains("xml") && !kind.contains("spreadsheet") { "xml" } else { "xlsx" };
    Ok((format!("form.{end}"), bytes.to_vec()))
}

/// Reads a form as a draft; what is wrong with it is told in one sentence with all places, and nothing of it is kept.
async fn drafted(
    sender: &Sender,
    headers: &HeaderMap,
    of: Option<&str>,
    ignore_warnings: bool,
    body: Body,
) -> Result<Drafted> {
    sender.must(Action::Survey, None)?;
    let (name, bytes) = uploaded(headers, body).await?;
    let fallback = headers.get(FALLBACK).and_then(|id| id.to_str().ok());
    let fallback = fallback.map(|id| percent_encoding::percent_decode_str(id).decode_utf8_lossy().into_owned());
    let stem = of.map(str::to_string).or(fallback);
    let name =
        stem.as_ref().map_or(name.clone(), |stem| format!("{stem}.{}", name.rsplit('.').next().unwrap_or("xlsx")));
    let upload = Upload { name: &name, fallback: stem.as_deref(), of, is_new: of.is_none(), bytes: &bytes };
    match surveys::draft(&sender.project, upload, &sender.doing()).await? {
        (Some(drafted), findings) if ignore_warnings || !finding::has_severe(&findings) => Ok(drafted),
        (_, findings) => Err(Refusal::of("survey-wrong").with("detail", sentences(sender, &findings)).into()),
    }
}

fn sentences(sender: &Sender, findings: &[Finding]) -> String {
    let phrases = sender.app.catalogue.phrases();
    let one = |it: &Finding| {
        format!("{}: {} {}", it.spot, it.message(phrases, sender.lang()), it.todo(phrases, sender.lang()))
    };
    findings.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// The form as it is after a change.
async fn now(sender: &Sender, form: &str) -> Result {
    let app = sender.app.of_project(&sender.project.id).await?;
    let all = app.surveys.as_ref().map(|known| known.all.as_slice()).unwrap_or_default();
    let offered = all.iter().find(|offered| offered.survey.form == form).ok_or_else(|| unknown(form))?;
    Ok(Json(shown(sender, offered)).into_response())
}

/// A new form.
pub async fn create(sender: Sender, Query(asked): Query<Asked>, headers: HeaderMap, body: Body) -> Result {
    let drafted = drafted(&sender, &headers, None, is_true(asked.ignore_warnings.as_ref()), body).await?;
    if is_true(asked.publish.as_ref()) {
        surveys::publish(&sender.project, &drafted.form, None, &sender.doing()).await?;
    }
    now(&sender, &drafted.form).await
}

#[derive(Deserialize)]
pub struct Changing {
    state: String,
}

/// Opens a form, takes no new answers to it, or closes it. Forms of the catalogue are always open.
pub async fn change(sender: Sender, Path(path): Path<HashMap<String, String>>, Told(wanted): Told<Changing>) -> Result {
    sender.must(Action::Survey, None)?;
    let id = &path["form"];
    let Some(offered) = sender.survey(id) else {
        sender.register_of_form(id).ok_or_else(|| unknown(id))?;
        return Err(Refusal::of("form-of-register").with("form", id).into());
    };
    if !surveys::STATES.iter().any(|(state, _)| *state == wanted.state) {
        return Err(Refusal::of("request-malformed").with("detail", wanted.state).into());
    }
    surveys::set_state(&sender.project, &offered.survey, &wanted.state, &sender.doing()).await?;
    now(&sender, id).await
}

/// A new draft: of the body, or, where that is empty, of what is published.
pub async fn draft(
    sender: Sender,
    Path(path): Path<HashMap<String, String>>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    body: Body,
) -> Result {
    sender.must(Action::Survey, None)?;
    let offered = survey(&sender, &path["form"])?;
    let form = offered.survey.form.clone();
    let is_empty = headers.get(header::CONTENT_LENGTH).is_some_and(|length| length == "0")
        || !headers.contains_key(header::CONTENT_TYPE);
    if is_empty {
        let versions = sender.app.store.survey_versions(&sender.project.id, &form).await?;
        let last = versions.iter().find(|it| it.version == offered.survey.version).ok_or_else(|| unknown(&form))?;
        let bytes = sender.app.store.get_file(&last.source).await?;
        let bytes = bytes.ok_or_else(|| Refusal::of("file-lost").with("name", &last.file))?;
        let upload = Upload { name: &last.file, fallback: Some(&form), of: Some(&form), is_new: false, bytes: &bytes };
        surveys::draft(&sender.project, upload, &sender.doing()).await?;
    } else {
        drafted(&sender, &headers, Some(&form), is_true(asked.ignore_warnings.as_ref()), body).await?;
    }
    Ok(Json(json!({ "success": true })).into_response())
}

#[derive(Deserialize)]
pub struct Publishing {
    version: Option<String>,
}

/// Publishes the draft.
pub async fn publish(
    sender: Sender,
    Path(path): Path<HashMap<String, String>>,
    Query(asked): Query<Publishing>,
) -> Result {
    sender.must(Action::Survey, None)?;
    let version = asked.version.as_deref().filter(|version| !version.is_empty());
    surveys::publish(&sender.project, &path["form"], version, &sender.doing()).await?;
    Ok(Json(json!({ "success": true })).into_response())
}

/// The draft of a survey, or the version that is offered.
async fn version_of(sender: &Sender, form: &str, wanted: impl Fn(&SurveyVersion) -> bool) -> Result<SurveyVersion> {
    let versions = sender.app.store.survey_versions(&sender.project.id, form).await?;
    versions.into_iter().find(wanted).ok_or_else(|| unknown(form))
}

fn version_shown(sender: &Sender, offered: &Offered, it: &SurveyVersion) -> Json_ {
    let mut all = shown(sender, offered);
    all["version"] = json!(it.version);
    all["hash"] = json!(it.md5);
    all["name"] = json!(sender.say.words(&title_of(&it.title)));
    all["publishedAt"] = if it.is_draft { Json_::Null } else { json!(moment(&it.at)) };
    all
}

/// The published versions, the newest first.
pub async fn versions(sender: Sender, Path(path): Path<HashMap<String, String>>) -> Result {
    let offered = survey(&sender, &path["form"])?;
    let all = sender.app.store.survey_versions(&sender.project.id, &offered.survey.form).await?;
    let shown = all.iter().filter(|it| !it.is_draft).map(|it| version_shown(&sender, offered, it));
    Ok(Json(shown.collect::<Vec<_>>()).into_response())
}

/// One of them: what is known of it, or, with `.xml` behind its name, the document. `___` is no version.
pub async fn version(sender: Sender, Path(path): Path<HashMap<String, String>>) -> Result {
    let offered = survey(&sender, &path["form"])?;
    let form = &offered.survey.form;
    let named = |name: &str| if name == "___" { String::new() } else { name.to_string() };
    if let Some(name) = path["version"].strip_suffix(".xml") {
        let kept = sender.app.store.form_version(&sender.project.id, form, &named(name)).await?;
        return xml(kept.ok_or_else(|| unknown(form))?.xml);
    }
    let name = named(&path["version"]);
    let it = version_of(&sender, form, |it| !it.is_draft && it.version == name).await?;
    Ok(Json(version_shown(&sender, offered, &it)).into_response())
}

fn xml(xml: String) -> Result {
    Ok(([(header::CONTENT_TYPE, "application/xml")], xml).into_response())
}

/// What is known of the draft.
pub async fn draft_shown(sender: Sender, Path(path): Path<HashMap<String, String>>) -> Result {
    sender.must(Action::Survey, None)?;
    let offered = survey(&sender, &path["form"])?;
    let it = version_of(&sender, &offered.survey.form, |it| it.is_draft).await?;
    Ok(Json(version_shown(&sender, offered, &it)).into_response())
}

/// The document of the draft.
pub async fn draft_xml(sender: Sender, Path(path): Path<HashMap<String, String>>) -> Result {
    sender.must(Action::Survey, None)?;
    xml(version_of(&sender, &survey(&sender, &path["form"])?.survey.form, |it| it.is_draft).await?.xml)
}

/// The fields of a form, as its submissions have them.
pub async fn fields(State(app): State<App>, sender: Sender, Path(path): Path<HashMap<String, String>>) -> Result {
    let (shape, xform) = super::odata::served(&app, &sender, &path["form"]).await?;
    Ok(Json(fields_as_asked(&sender, &shape, &xform)).into_response())
}

/// The fields of the draft.
pub async fn draft_fields(sender: Sender, Path(path): Path<HashMap<String, String>>) -> Result {
    sender.must(Action::Survey, None)?;
    let draft = version_of(&sender, &survey(&sender, &path["form"])?.survey.form, |it| it.is_draft).await?;
    let shape: Shape = serde_json::from_str(&draft.shape).map_err(Stop::machine)?;
    Ok(Json(fields_as_asked(&sender, &shape, &draft.xml)).into_response())
}

fn fields_as_asked(sender: &Sender, shape: &Shape, xform: &str) -> Vec<Json_> {
    let mut all = Vec::new();
    list_fields(sender, &shape.root, "", &mut all);
    let order = answers::order(xform);
    all.sort_by_cached_key(|field| {
        let path = field["path"].as_str().unwrap_or_default().trim_start_matches('/').to_string();
        order.iter().position(|asked| *asked == path).unwrap_or(order.len())
    });
    all
}

fn list_fields(sender: &Sender, level: &Level, above: &str, all: &mut Vec<Json_>) {
    let register = level.register.as_deref().and_then(|id| sender.app.catalogue.register(id));
    let mut field = |path: &str, kind: &str, many: Json_| {
        let name = path.rsplit('/').next().unwrap_or_default();
        all.push(json!({
            "path": format!("{above}/{path}"), "name": name, "type": kind, "binary": (kind == "binary").then_some(true),
            "selectMultiple": many,
        }));
    };
    for (path, slot) in &level.fields {
        let known = slot.field.as_deref().and_then(|id| register?.field(id));
        let many = known.is_some_and(|field| field.many).then_some(true);
        field(path, super::odata::type_of(known), json!(many));
    }
    for (path, rows) in &level.rows {
        let mut field = |path: &str| {
            let name = path.rsplit('/').next().unwrap_or_default();
            all.push(json!({
                "path": format!("{above}/{path}"), "name": name, "type": "repeat", "binary": null, "selectMultiple": null,
            }));
        };
        field(path);
        list_fields(sender, rows, &format!("{above}/{path}"), all);
    }
}

async fn files_shown(sender: &Sender, of: &SurveyVersion) -> Result {
    let wanted: Vec<String> = serde_json::from_str(&of.media).map_err(Stop::machine)?;
    let there = sender.app.store.survey_files(&sender.project.id, of).await?;
    let one = |name: &String| {
        let file = there.iter().find(|file| file.name == *name);
        json!({
            "name": name, "type": "file", "exists": file.is_some(), "blobExists": file.is_some(),
            "datasetExists": false, "hash": file.map(|file| &file.md5), "updatedAt": file.map(|file| &file.at),
        })
    };
    Ok(Json(wanted.iter().map(one).collect::<Vec<_>>()).into_response())
}

/// The files that a form shows or reads.
pub async fn files(sender: Sender, Path(path): Path<HashMap<String, String>>) -> Result {
    let offered = survey(&sender, &path["form"])?;
    let version = &offered.survey.version;
    files_shown(&sender, &version_of(&sender, &offered.survey.form, |it| it.version == *version && !it.is_draft).await?)
        .await
}

/// Those of the draft.
pub async fn draft_files(sender: Sender, Path(path): Path<HashMap<String, String>>) -> Result {
    sender.must(Action::Survey, None)?;
    files_shown(&sender, &version_of(&sender, &survey(&sender, &path["form"])?.survey.form, |it| it.is_draft).await?)
        .await
}

/// One of them.
pub async fn file(sender: Sender, Path(path): Path<HashMap<String, String>>, headers: HeaderMap) -> Result {
    let offered = survey(&sender, &path["form"])?;
    let file = offered.files.iter().find(|file| file.name == path["name"]);
    let file = file.ok_or_else(|| Refusal::of("file-missing").with("path", &path["name"]))?;
    give(&sender.app.store, &file.digest, &file.name, &headers).await
}

/// Keeps a file of the draft.
pub async fn keep_file(
    State(app): State<App>,
    sender: Sender,
    Path(path): Path<HashMap<String, String>>,
    body: Body,
) -> Result<Response> {
    sender.must(Action::Survey, None)?;
    let of = version_of(&sender, &survey(&sender, &path["form"])?.survey.form, |it| it.is_draft).await?;
    let wanted: Vec<String> = serde_json::from_str(&of.media).map_err(Stop::machine)?;
    if !wanted.contains(&path["name"]) {
        return Err(Refusal::of("file-missing").with("path", &path["name"]).into());
    }
    let kept = keep_body(body, &app).await?;
    let (digest, size) = kept.ok_or_else(|| Refusal::of("request-malformed").with("detail", "0 B"))?;
    let bytes = app.store.get_file(&digest).await?.unwrap_or_default();
    let file = SurveyFile {
        name: path["name"].clone(),
        md5: md5(&bytes),
        digest,
        size: i64::try_from(size).unwrap_or(i64::MAX),
        at: app.world.at(),
    };
    app.store.put_survey_file(&sender.project.id, &of, &file).await?;
    Ok(Json(json!({ "success": true })).into_response())
}
