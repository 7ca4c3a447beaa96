//! What may be chosen in forms: places, events, people of one's own places, by name and nothing else. It is kept on the
//! device until somebody signs out there.

use super::surveys;
use crate::App;
use crate::ask::Here;
use crate::openrosa::{PhoneForms, lines_of};
use crate::pages::files::is_known;
use crate::pages::record::{glanced, names_seen};
use crate::stop::{Result, Stop};
use auyl_domain::Refusal;
use auyl_domain::id::sha256;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use serde_json::json;

/// The list of a register, `event.json`: each line its id, its name, its village.
pub async fn one(
    State(app): State<App>,
    here: Here,
    Path((_, asked)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result {
    let missing = || Stop::from(Refusal::of("page-missing"));
    let id = asked.strip_suffix(".json").ok_or_else(missing)?;
    let forms = app.phone_forms(&here).await?;
    let of_forms = PhoneForms::of(&forms, &here).flat_map(|(form, _)| &form.lists);
    if !of_forms.chain(surveys::of(&here).flat_map(|offered| &offered.lists)).any(|list| list == id) {
        return Err(missing());
    }
    let register = here.register(id)?;
    let lines = lines_of(&here, id).await?;
    let lines: Vec<_> = lines.iter().map(|line| json!([line.id, line.label, line.place])).collect();
    let text = json!(lines).to_string();
    let tag = format!("\"{}\"", &sha256(text.as_bytes())[..24]);
    if is_known(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    if register.has_personal() && names_seen(&here, register) {
        glanced(&here, register, "", "phone").await?;
    }
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_string()),
        (header::CACHE_CONTROL, "no-store".to_string()),
        (header::ETAG, tag),
    ];
    Ok((headers, text).into_response())
}
