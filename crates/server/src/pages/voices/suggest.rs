//! Problems that a text perhaps repeats, for the script of the form in which a new one is typed.

use crate::ask::Here;
use crate::pages::record::{Naming, record};
use crate::stop::Result;
use auyl_domain::access::Action;
use auyl_domain::views::{PLACE, PROBLEM};
use auyl_work::voice::alikes::Asked;
use axum::Json;
use axum::extract::Query;
use axum::response::IntoResponse;
use serde::Deserialize;
use serde_json::json;

/// Its address within a project.
pub const ADDRESS: &str = "/voices/alike";
/// So many are shown.
const MOST: usize = 5;
/// Letters of a text that are compared.
const MOST_TEXT: usize = 400;

/// What was typed so far.
#[derive(Deserialize, Default)]
pub struct Text {
    #[serde(default)]
    text: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    sphere: String,
}

/// The likeliest first.
pub async fn suggest(here: Here, Query(typed): Query<Text>) -> Result {
    let register = here.register(PROBLEM)?;
    here.must(Action::Add, Some(register))?;
    let text: String = typed.text.chars().take(MOST_TEXT).collect();
    let asked =
        Asked { text: &text, place: &typed.place, sphere: &typed.sphere, own: None, most: MOST, is_open: false };
    let mut found = Vec::new();
    for alike in here.app.alikes.find(&here.project, asked).await? {
        if record(&here, register, alike.record.id.as_str(), Action::See).await.is_err() {
            continue;
        }
        let mut naming = Naming::of(&here);
        naming.learn(register, &alike.record).await?;
        let said = |field: &str| {
            let value = alike.record.get(field);
            value.map(|value| here.say.value(naming.names(), register, field, value)).unwrap_or_default()
        };
        let about: Vec<String> = [PLACE, "state"].map(said).into_iter().filter(|part| !part.is_empty()).collect();
        found.push(json!({
            "title": alike.record.words("title", here.lang()),
            "about": about.join(" · "),
            "href": super::href(&here, alike.record.id.as_str()),
        }));
    }
    Ok(Json(found).into_response())
}
