//! The page itself. It is kept on the device, so nothing of an account stands in it, and its texts come in all languages.

use super::is_for;
use super::surveys::ENGINE;
use crate::App;
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::guard::POLICY;
use crate::openrosa::PhoneForms;
use crate::stop::Result;
use askama::Template;
use auyl_domain::{Catalogue, Lang, Refusal};
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Texts of forms and of every page, beside those of this page.
const OF_OTHERS: [&str; 12] = [
    "guide-field",
    "web-guide",
    "phone-yes",
    "phone-no",
    "phone-not-listed",
    "phone-typed",
    "phone-required",
    "phone-between",
    "phone-at-least",
    "phone-at-most",
    "phone-phone",
    "phone-url",
];
/// What texts may mention; the page puts it in.
const MENTIONED: [&str; 6] = ["n", "known", "min", "max", "size", "at"];

#[derive(Template)]
#[template(path = "field/show.html")]
struct FieldPage {
    frame: Frame,
    project: String,
    root: String,
    css: String,
    icon: String,
    engine: String,
    /// Title and address of each form's page with a network, for a browser that runs no scripts.
    forms: Vec<(String, String)>,
}

/// The page.
pub async fn show(State(app): State<App>, here: Here) -> Result {
    if !is_for(&here) {
        return Err(Refusal::of("not-allowed").into());
    }
    let frame = here.frame("field", here.say.t("field-title")).script(&here, "field.js");
    let forms = app.phone_forms(&here).await?;
    let forms = PhoneForms::of(&forms, &here);
    let forms = forms.map(|(form, _)| (here.say.words(&form.title), format!("{}/r/{}/new", here.root(), form.id)));
    let (css, engine) = (app.statics.address("field.css").to_string(), app.statics.address(ENGINE).to_string());
    let icon = app.statics.address("icon-192.png").to_string();
    let (project, root) = (here.project.id.clone(), here.root());
    let shown = page(&FieldPage { forms: forms.collect(), project, root, css, icon, engine, frame })?;
    // The engine for surveys is partly WebAssembly, which it carries along as text.
    let policy = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'");
    let policy = policy.replace("connect-src 'self'", "connect-src 'self' data:");
    // Sounds and films that a survey shows, as they are kept on the device.
    let policy = format!("{policy}; media-src blob:");
    Ok(([(header::CONTENT_SECURITY_POLICY, policy)], shown).into_response())
}

/// All texts of the page and of forms, in all languages.
pub async fn words(State(app): State<App>, here: Here) -> Result {
    here.signed()?;
    Ok(Json(said(&app.catalogue)).into_response())
}

/// The texts by language and key; what they mention stands in braces.
pub fn said(catalogue: &Catalogue) -> Value {
    let phrases = catalogue.phrases();
    let args: BTreeMap<&'static str, String> = MENTIONED.map(|name| (name, format!("{{{name}}}"))).into();
    let of = |lang: Lang| {
        let own = phrases.all_keys(lang).filter(|key| key.starts_with("field-"));
        let said = |key: &str| (key.to_string(), Value::from(phrases.say_with(lang, key, &args)));
        own.chain(OF_OTHERS).map(said).collect::<Map<_, _>>()
    };
    Lang::ALL.into_iter().map(|lang| (lang.code().to_string(), Value::from(of(lang)))).collect()
}

/// What a phone reads when the page is installed as a program of its own.
pub async fn manifest(here: Here) -> Result {
    let root = format!("{}/field", here.root());
    let icons = [
        ("icon.svg", "any", "image/svg+xml", "any"),
        ("icon-192.png", "192x192", "image/png", "any"),
        ("icon-512.png", "512x512", "image/png", "any"),
        ("icon-mask-512.png", "512x512", "image/png", "maskable"),
    ];
    let manifest = json!({
        "id": root,
        "name": format!("Auyl · {}", here.project.id),
        "short_name": "Auyl",
        "lang": here.lang().code(),
        "start_url": root,
        "scope": root,
        "display": "standalone",
        "background_color": "#f6f5f1",
        "theme_color": "#14606b",
        "icons": icons.map(|(name, sizes, kind, purpose)| {
            json!({ "src": here.app.statics.address(name), "sizes": sizes, "type": kind, "purpose": purpose })
        }),
    });
    Ok(([(header::CONTENT_TYPE, "application/manifest+json")], manifest.to_string()).into_response())
}
