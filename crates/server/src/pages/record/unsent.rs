//! What somebody typed and has not sent: kept while they type, offered when they open the form again.

use super::arrive::Arrived;
use crate::App;
use crate::ask::Here;
use crate::provisional::Action;
use crate::stop::Result;
use auyl_domain::draft::Draft;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use std::collections::HashMap;

/// Something typed earlier.
pub struct Unsent {
    /// When it was kept.
    pub at: String,
    /// What it says.
    pub draft: Draft,
    /// The version that the form showed.
    pub base: Option<i64>,
}

/// Keeps what the script of a form sends; `discard=1` forgets it.
pub async fn keep(
    State(_): State<App>,
    here: Here,
    Path(path): Path<HashMap<String, String>>,
    arrived: Arrived,
) -> Result {
    let part = |name: &str| path.get(name).map(String::as_str).unwrap_or_default();
    let register = here.register(part("register"))?;
    let id = path.get("id").map_or("new", String::as_str);
    here.must(if id == "new" { Action::Add } else { Action::Change }, Some(register))?;
    if arrived.text("discard") == "1" {
        delete(&here, &register.id, id).await?;
        let address = if id == "new" { "new".to_string() } else { format!("{id}/edit") };
        return Ok(Redirect::to(&format!("{}/r/{}/{address}", here.root(), register.id)).into_response());
    }
    let named = Some(arrived.text("id").to_string()).filter(|id| !id.is_empty());
    let mut fields = arrived.fields("f.");
    fields.retain(|field, _| register.field(field).is_some());
    let draft = Draft { id: named, fields };
    let unsent = Unsent { at: here.app.world.at(), draft, base: arrived.text("base").parse().ok() };
    let is_kept = put(&here, &register.id, id, &unsent).await?;
    // The script then keeps it in the browser.
    Ok(if is_kept { StatusCode::NO_CONTENT } else { StatusCode::NOT_IMPLEMENTED }.into_response())
}

/// Keeps; says whether there is a place for it.
async fn put(_here: &Here, _register: &str, _id: &str, _unsent: &Unsent) -> Result<bool> {
    Ok(false)
}

/// What waits of a form.
pub async fn get(_here: &Here, _register: &str, _id: &str) -> Result<Option<Unsent>> {
    Ok(None)
}

/// Forgets it.
pub async fn delete(_here: &Here, _register: &str, _id: &str) -> Result<()> {
    Ok(())
}
