//! "Is it one of these?": problems that everybody may read and that a text perhaps repeats, for the form and for its script.

use super::entrance::Entrance;
use super::raise::{MOST_TITLE, name_of};
use crate::App;
use crate::ask::Ask;
use crate::stop::Result;
use auyl_domain::alike::LIKELY;
use auyl_domain::views::{PLACE, PROBLEM};
use auyl_work::project::Names;
use auyl_work::voice::alikes::Asked;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};

/// So many are shown.
const MOST: usize = 5;

/// A problem that is offered.
#[derive(Clone, Serialize)]
pub struct Offered {
    /// What it is called outside.
    pub name: String,
    /// The problem in a few words.
    pub title: String,
    /// Village and how far it has come.
    pub about: String,
    /// Where somebody says that it is theirs as well.
    pub href: String,
}

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

/// For the script of the form.
pub async fn suggest(
    State(app): State<App>,
    ask: Ask,
    Path(project): Path<String>,
    Query(typed): Query<Text>,
) -> Result {
    let entrance = Entrance::of(&app, ask, &project).await?;
    let found = offered(&entrance, &typed.text, &typed.place, &typed.sphere, false).await?;
    Ok(Json(found).into_response())
}

/// Problems that a text perhaps repeats; only those that probably do where `likely`.
pub async fn offered(entrance: &Entrance, text: &str, place: &str, sphere: &str, likely: bool) -> Result<Vec<Offered>> {
    let visitor = &entrance.visitor;
    let Some(register) = visitor.register(PROBLEM, &["title", PLACE]) else { return Ok(Vec::new()) };
    let text: String = text.chars().take(MOST_TITLE).collect();
    let asked = Asked { text: &text, place, sphere, own: None, most: MOST, is_open: true };
    let found = entrance.ask.app.alikes.find(&visitor.project, asked).await?;
    let mut names = Names::of(&visitor.project.catalogue);
    super::gather::learn_places(visitor, &mut names).await?;
    let mut offered = Vec::new();
    for alike in found.into_iter().filter(|alike| !likely || alike.score >= LIKELY) {
        // What stands in the record beside its public fields goes no further than here.
        let Some(record) = visitor.seen(register, alike.record).await? else { continue };
        let name = name_of(entrance, &record.id);
        let parts = [PLACE, "state"].map(|field| super::gather::said(visitor, &names, register, &record, field));
        offered.push(Offered {
            title: record.words("title", visitor.say.lang).to_string(),
            about: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
            href: entrance.at(&format!("/support/{name}")),
            name,
        });
    }
    Ok(offered)
}
