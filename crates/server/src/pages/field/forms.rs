//! What is asked, form by form, and whose session sends.

use super::is_for;
use crate::App;
use crate::ask::Here;
use crate::openrosa::PhoneForms;
use crate::stop::Result;
use auyl_domain::Refusal;
use auyl_forms::xform::light;
use auyl_store::submissions::Numbered;
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use serde_json::json;

/// Who is signed in: what one account typed is not sent by another.
pub async fn who(here: Here) -> Result {
    let account = &here.signed()?.account.id;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(json!({ "account": account }))).into_response())
}

/// All forms of the project that somebody may fill in, and what the device has to know to send them.
pub async fn all(State(app): State<App>, here: Here) -> Result {
    if !is_for(&here) {
        return Err(Refusal::of("not-allowed").into());
    }
    let forms = app.phone_forms(&here).await?;
    let catalogue = &here.app.catalogue;
    let forms = PhoneForms::of(&forms, &here);
    let forms = forms.filter_map(|(form, _)| Some(light(form, catalogue.register(&form.id)?, catalogue)));
    let told = json!({
        "account": here.signed()?.account.id,
        "places": here.places,
        "number": app.store.number(Numbered::Project, &here.project.id).await?,
        "most": app.settings.most_upload,
        "forms": forms.collect::<Vec<_>>(),
    });
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(told)).into_response())
}
