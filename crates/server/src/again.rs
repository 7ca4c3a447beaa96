//! A form that was sent while the database was gone: before anybody knows who sent it, and so before any form can be made
//! again. The page shows what was typed and sends all of it once more at the press of a button; nothing is stored here.

use crate::app::App;
use crate::ask::Ask;
use crate::frame::{Frame, page_with};
use crate::pages::record::Arrived;
use crate::stop::{Result, status};
use askama::Template;
use auyl_domain::Refusal;
use auyl_domain::views::{PROBLEM, SUPPORTER};
use axum::extract::{FromRequest, Request};
use axum::http::Method;

#[derive(Template)]
#[template(path = "again.html")]
struct AgainPage {
    frame: Frame,
    message: String,
    action: String,
    sent: Vec<(String, String)>,
    shown: Vec<(String, String)>,
}

/// Whether a request is a form of a project; what was typed to sign in is shown to nobody.
pub fn is_typed(request: &Request) -> bool {
    let path = request.uri().path();
    let is_ours = path.starts_with("/p/") && !path.ends_with("/draft") || path.starts_with("/open/");
    request.method() == Method::POST && is_ours
}

/// The page with everything that was typed.
pub async fn again(app: &App, ask: &Ask, refusal: &Refusal, request: Request) -> Result {
    let path = request.uri().path().to_string();
    let arrived = Arrived::from_request(request, app).await?;
    let mut shown = Vec::new();
    for (name, text) in arrived.texts.iter().filter(|(_, text)| !text.trim().is_empty()) {
        if let Some(label) = label(app, ask, &path, name) {
            shown.push((label, text.clone()));
        }
    }
    let page = AgainPage {
        frame: ask.frame("stopped", ask.say.t("web-stopped")),
        message: refusal.message(app.catalogue.phrases(), ask.lang()),
        action: ask.address.clone(),
        sent: arrived.texts.clone(),
        shown,
    };
    page_with(status(refusal), &page)
}

/// What people call an input; none for what no person typed.
fn label(app: &App, ask: &Ask, path: &str, name: &str) -> Option<String> {
    let is_made = ["id", "base", "back", "query", "state", "key", "asked", "number", "kept", "sure", "website"];
    let is_hidden = is_made.contains(&name) || name.starts_with("id.");
    if is_hidden || name.starts_with("shown.") {
        return None;
    }
    let field = name.rsplit('.').next().unwrap_or(name);
    // What a resident typed on the open page is of two registers that its address does not name.
    let open = [PROBLEM, SUPPORTER].into_iter().filter(|_| path.starts_with("/open/"));
    let registers = path.rsplit('/').chain(open).filter_map(|part| app.catalogue.register(part));
    let half = format!("{field}_ru");
    let fields = registers.filter_map(|register| register.field(field).or_else(|| register.field(&half)));
    let mut labels = fields.map(|field| ask.say.words(&field.label));
    Some(labels.next().unwrap_or_else(|| field.to_string()))
}
