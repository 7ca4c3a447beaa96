//! What is asked, form by form, and whose session sends.

use super::{is_for, surveys};
use crate::App;
use crate::ask::Here;
use crate::openrosa::PhoneForms;
use crate::pages::files::is_known;
use crate::stop::{Result, Stop};
use auyl_domain::Refusal;
use auyl_domain::id::sha256;
use auyl_forms::xform::light;
use auyl_store::submissions::Numbered;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use serde_json::json;

/// Who is signed in: what one account typed is not sent by another.
pub async fn who(here: Here) -> Result {
    let account = &here.signed()?.account.id;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(json!({ "account": account }))).into_response())
}

/// All forms of the project that somebody may fill in, and what the device has to know to send them.
pub async fn all(State(app): State<App>, here: Here, headers: HeaderMap) -> Result {
    if !is_for(&here) {
        return Err(Refusal::of("not-allowed").into());
    }
    let forms = app.phone_forms(&here).await?;
    let catalogue = &here.app.catalogue;
    let forms = PhoneForms::of(&forms, &here);
    let forms = forms.filter_map(|(form, _)| Some(light(form, catalogue.register(&form.id)?, catalogue)));
    let mut all = forms.map(serde_json::to_value).collect::<std::result::Result<Vec<_>, _>>().map_err(Stop::machine)?;
    all.extend(surveys::documents(&here).await?);
    let told = json!({
        "account": here.signed()?.account.id,
        "places": here.places,
        "number": app.store.number(Numbered::Project, &here.project.id).await?,
        "most": app.settings.most_upload,
        "forms": all,
    });
    let text = told.to_string();
    let tag = format!("\"{}\"", &sha256(text.as_bytes())[..24]);
    if is_known(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_string()),
        (header::CACHE_CONTROL, "no-store".to_string()),
        (header::ETAG, tag),
    ];
    Ok((headers, text).into_response())
}
