//! A form that was sent: through the one door, merged with what others wrote meanwhile. Whatever goes wrong, the form
//! comes back with everything that was typed.

use super::arrive::{Arrived, megabytes};
use super::form::{self, Filled};
use super::{conflict, reach, unsent};
use crate::App;
use crate::ask::Here;
use crate::pages::language::local;
use crate::stop::{Result, Stop, status};
use auyl_domain::access::{Action, Verdict};
use auyl_domain::refusal::RefusalKind;
use auyl_domain::{RecordId, Register};
use auyl_work::edit::{self, Change, Changed};
use auyl_work::import::Faulty;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};

/// A new record.
pub async fn new(
    State(app): State<App>,
    here: Here,
    Path((_, register)): Path<(String, String)>,
    arrived: Arrived,
) -> Result {
    save(&app, &here, &register, None, arrived).await
}

/// A record that is changed.
pub async fn edit(
    State(app): State<App>,
    here: Here,
    Path((_, register, id)): Path<(String, String, String)>,
    arrived: Arrived,
) -> Result {
    save(&app, &here, &register, Some(&id), arrived).await
}

async fn save(app: &App, here: &Here, register: &str, id: Option<&str>, arrived: Arrived) -> Result {
    let register = here.register(register)?;
    here.must(if id.is_some() { Action::Change } else { Action::Add }, Some(register))?;
    let mut filled = read(here, register, id, &arrived);
    match take(app, here, register, id, &arrived, &mut filled).await {
        Err(Stop::Machine(detail)) => {
            // The number leads from what the person saw to the line in the log; the line says nothing that was typed.
            let number = app.world.secret()[..8].to_string();
            eprintln!("auyl: {} {number} {}: {detail}", app.world.at(), register.id);
            filled.troubles.push(here.say.with("web-our-fault", &[("number", number)]));
            form::render(here, register, filled, StatusCode::INTERNAL_SERVER_ERROR).await
        }
        Err(Stop::Refused(refusal)) if refusal.kind() == RefusalKind::Unavailable => {
            filled.troubles.push(refusal.message(app.catalogue.phrases(), here.lang()));
            filled.troubles.push(here.say.t("record-typed-is-here"));
            form::render(here, register, filled, status(&refusal)).await
        }
        // Removed while the form was open. What was typed may be the only copy there is: it can be saved anew.
        Err(Stop::Refused(refusal)) if refusal.code() == "record-missing" && filled.base.is_some() => {
            here.must(Action::Add, Some(register))?;
            filled.base = None;
            filled.troubles.push(here.say.t("record-removed-meanwhile"));
            form::render(here, register, filled, StatusCode::CONFLICT).await
        }
        done => done,
    }
}

/// What was typed, before anything else is asked of anybody.
fn read(here: &Here, register: &Register, id: Option<&str>, arrived: &Arrived) -> Filled {
    let mut filled =
        Filled { back: arrived.text("back").into(), query: arrived.text("query").into(), ..Filled::default() };
    filled.draft.fields = arrived.fields("f.");
    filled.draft.fields.retain(|name, _| register.field(name).is_some());
    let named = RecordId::read(arrived.text("id")).map(|id| id.to_string());
    filled.draft.id = id.map(str::to_string).or(named.filter(|_| register.key.is_empty() && !register.single));
    filled.base = arrived.text("base").parse().ok().filter(|_| id.is_some());
    let most = here.say.n("record-megabytes", megabytes(here.app.settings.most_upload));
    let label = |input: &String| {
        let field = input.strip_prefix("f.").and_then(|field| register.field(field));
        field.map_or_else(|| input.clone(), |field| here.say.words(&field.label))
    };
    for input in &arrived.too_large {
        filled.troubles.push(here.say.with("record-file-too-large", &[("name", label(input)), ("most", most.clone())]));
    }
    filled
        .troubles
        .extend(arrived.without_bytes.iter().map(|input| here.say.name("record-file-without-bytes", label(input))));
    filled.troubles.extend(arrived.unwritten.iter().map(|input| here.say.name("record-file-unwritten", label(input))));
    filled
}

async fn take(
    app: &App,
    here: &Here,
    register: &Register,
    id: Option<&str>,
    arrived: &Arrived,
    filled: &mut Filled,
) -> Result {
    if let Some(id) = id {
        let record = reach::record(here, register, id, Action::Change).await?;
        filled.base = filled.base.or(Some(record.since));
    }
    // A file that has come is kept even when the rest must be mended: it is not chosen a second time.
    let draft = arrived.draft(app).await?;
    for (field, text) in draft.fields.into_iter().filter(|(field, _)| register.field(field).is_some()) {
        filled.draft.fields.insert(field, text);
    }
    if !filled.troubles.is_empty() {
        let status = match (arrived.unwritten.is_empty(), arrived.too_large.is_empty()) {
            (false, _) => StatusCode::SERVICE_UNAVAILABLE,
            (true, false) => StatusCode::PAYLOAD_TOO_LARGE,
            (true, true) => StatusCode::UNPROCESSABLE_ENTITY,
        };
        return form::render(here, register, std::mem::take(filled), status).await;
    }
    let silent = silent(here, register, id.is_none());
    let change = Change { register: &register.id, draft: filled.draft.clone(), base: filled.base, silent: &silent };
    let action = if id.is_some() { Action::Change } else { Action::Add };
    if here.may(action, Some(register)) == Verdict::OwnPlaces {
        let tried = edit::check_draft(&here.project, &change).await?;
        if !reach::within_places(here, register, &tried.record).await? {
            filled.troubles.push(here.say.t("record-of-other-place"));
            return form::render(here, register, std::mem::take(filled), StatusCode::FORBIDDEN).await;
        }
    }
    let faulty = if arrived.text("keep") == "1" { Faulty::Keep } else { Faulty::RefuseFile };
    match edit::change(&here.project, change, faulty, &here.doing()).await? {
        Changed::Saved { id: saved, .. } | Changed::Unchanged { id: saved } => {
            unsent::delete(here, &register.id, id.unwrap_or("new")).await?;
            let more = arrived.text("more") == "1";
            Ok(Redirect::to(&next(here, register, &saved, filled, more)).into_response())
        }
        Changed::Refused { findings } => {
            filled.findings = findings;
            form::render(here, register, std::mem::take(filled), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Changed::Conflict { theirs, event, fields } => {
            conflict::show(here, register, std::mem::take(filled), *theirs, *event, fields).await
        }
    }
}

/// The fields that the member's form does not show.
pub fn silent(here: &Here, register: &Register, is_new: bool) -> Vec<String> {
    let shown = if is_new { reach::fields_filled(here, register) } else { reach::fields_changed(here, register) };
    let hidden = register.fields.iter().filter(|field| !shown.iter().any(|shown| shown.id == field.id));
    hidden.map(|field| field.id.clone()).collect()
}

fn next(here: &Here, register: &Register, saved: &RecordId, filled: &Filled, more: bool) -> String {
    let list = format!("{}/r/{}", here.root(), register.id);
    let (address, told) = match (more, filled.back.is_empty()) {
        (true, _) => (format!("{list}/new?{}", filled.query), "record-saved-more"),
        (false, true) => (format!("{list}/{saved}"), "record-saved"),
        (false, false) => (local(&filled.back).to_string(), "record-saved"),
    };
    with_told(&address, told)
}

/// An address that says what was just done.
pub fn with_told(address: &str, told: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let kept = query.split('&').filter(|part| !part.is_empty() && !part.starts_with("told="));
    let told = format!("told={told}");
    let query: Vec<&str> = kept.chain([told.as_str()]).collect();
    format!("{path}?{}", query.join("&"))
}
