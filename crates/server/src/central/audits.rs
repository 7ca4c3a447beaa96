//! What happened, as Central's log tells it: to one submission, and in all projects of which the caller keeps the accounts.
//! What Central has a word for is called by it; everything else by the verb of our own log. What was typed is not told here.

use super::account::moment;
use super::submissions::{Senders, found};
use crate::App;
use crate::ask::Here;
use crate::openrosa::{Caller, Sender};
use crate::stop::Result;
use auyl_domain::access::Action;
use auyl_store::Logged;
use auyl_work::sender::account_of;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;

/// Lines at most.
const MOST: i64 = 10_000;

/// Verbs of our log that Central has a word for.
const ACTIONS: [(&str, &str); 6] = [
    ("project-created", "project.create"),
    ("survey-published", "form.update.publish"),
    ("survey-opened", "form.update"),
    ("survey-closing", "form.update"),
    ("survey-closed", "form.update"),
    ("submission-reviewed", "submission.update"),
];

fn action_of(verb: &str) -> &str {
    ACTIONS.iter().find(|(own, _)| *own == verb).map_or(verb, |(_, action)| action)
}

/// Lines of a log, with the names of who acted where that is asked for.
struct Lines<'a> {
    senders: Senders<'a>,
    names: Option<HashMap<String, String>>,
}

impl Lines<'_> {
    fn of<'a>(app: &'a App, headers: &HeaderMap) -> Lines<'a> {
        let is_extended = headers.get("x-extended-metadata").is_some_and(|value| value == "true");
        Lines { senders: Senders { app, numbers: HashMap::new() }, names: is_extended.then(HashMap::new) }
    }

    async fn line(&mut self, at: &str, actor: &str, action: &str, details: Value) -> Result<Value> {
        let number = self.senders.number(actor).await?;
        let mut line = json!({
            "actorId": number, "action": action, "acteeId": null, "details": details, "notes": null,
            "loggedAt": moment(at), "processed": null, "failures": 0,
        });
        if let Some(names) = &mut self.names {
            let account = account_of(actor).to_string();
            if !names.contains_key(&account) {
                let name = self.senders.app.store.account(&account).await?.map(|account| account.name);
                names.insert(account.clone(), name.unwrap_or_else(|| account.clone()));
            }
            let kind = if account == actor { "user" } else { "field_key" };
            line["actor"] = json!({ "id": number, "type": kind, "displayName": names[&account] });
        }
        Ok(line)
    }
}

/// What happened to a submission, newest first.
pub async fn of_submission(
    State(app): State<App>,
    sender: Sender,
    Path(path): Path<HashMap<String, String>>,
    headers: HeaderMap,
) -> Result {
    let it = found(&sender, &path["form"], &path["instance"], Action::See).await?;
    let mut lines = Lines::of(&app, &headers);
    let mut all = Vec::new();
    for word in app.store.submission_edits(&sender.project.id, &it.form, &it.root).await? {
        let action = if word.instance == it.root { "submission.create" } else { "submission.update.version" };
        let details = json!({ "instanceId": word.instance });
        all.push(lines.line(&word.at, &word.actor, action, details).await?);
    }
    for event in app.store.events_of(&sender.project.id, &it.form, &it.root).await? {
        let details = json!({ "instanceId": it.root, "reviewState": event.detail });
        all.push(lines.line(&event.at, &event.actor, action_of(&event.verb), details).await?);
    }
    all.sort_by(|a, b| b["loggedAt"].as_str().cmp(&a["loggedAt"].as_str()));
    Ok(Json(all).into_response())
}

#[derive(Deserialize, Default)]
pub struct Asked {
    action: Option<String>,
    start: Option<String>,
    end: Option<String>,
    limit: Option<i64>,
    offset: Option<i64>,
}

/// What happened in the projects of which the caller keeps the accounts, newest first.
pub async fn list(
    State(app): State<App>,
    Caller(ask): Caller,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result {
    let signed = ask.signed()?.clone();
    let mut projects = Vec::new();
    for home in app.store.homes().await? {
        if let Ok(here) = Here::enter(ask.clone(), &signed.memberships, &home.project).await
            && here.can(Action::Accounts, None)
        {
            projects.push(home.project);
        }
    }
    if projects.is_empty() {
        return Err(auyl_domain::Refusal::of("not-allowed").into());
    }
    // An action or the beginning of several; a verb of our own log is asked for as it is.
    let verbs = asked.action.filter(|action| !action.is_empty() && action != "nonverbose").map(|asked| {
        let is_asked = |action: &str| action == asked || action.starts_with(&format!("{asked}."));
        let of_central = ACTIONS.iter().filter(|(_, action)| is_asked(action)).map(|(verb, _)| verb.to_string());
        of_central.chain([asked.clone()]).collect::<Vec<_>>()
    });
    let wanted = Logged {
        projects: &projects,
        verbs: verbs.as_deref(),
        since: asked.start.as_deref().unwrap_or_default(),
        until: asked.end.as_deref().unwrap_or_default(),
        skip: asked.offset.unwrap_or(0),
        most: asked.limit.unwrap_or(MOST).clamp(0, MOST),
    };
    let mut lines = Lines::of(&app, &headers);
    let mut all = Vec::new();
    for (project, event) in app.store.logged(&wanted).await? {
        let known = ACTIONS.iter().any(|(verb, _)| *verb == event.verb);
        let mut details = json!({ "project": project, "register": event.register, "record": event.record });
        if known {
            details["detail"] = json!(event.detail);
        }
        all.push(lines.line(&event.at, &event.actor, action_of(&event.verb), details).await?);
    }
    Ok(Json(all).into_response())
}
