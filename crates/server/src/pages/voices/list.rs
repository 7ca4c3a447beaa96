//! What waits until somebody looks, and what was rejected.

use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::pages::record::{Naming, within_places};
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::views::{PLACE, PROBLEM, day};
use auyl_work::voice::look;
use axum::extract::Query;
use serde::Deserialize;

/// What the address asks for.
#[derive(Deserialize, Default)]
pub struct Asked {
    #[serde(default)]
    state: String,
}

#[derive(Template)]
#[template(path = "voices/list.html")]
struct ListPage {
    frame: Frame,
    address: String,
    is_rejected: bool,
    lines: Vec<Line>,
    is_more: bool,
    raise: Option<String>,
}

struct Line {
    href: String,
    title: String,
    place: String,
    sphere: String,
    on: String,
    marks: usize,
}

/// The page.
pub async fn show(here: Here, Query(asked): Query<Asked>) -> Result {
    let register = here.register(PROBLEM)?;
    let verdict = here.must(Action::Change, Some(register))?;
    let is_rejected = asked.state == "rejected";
    let (found, is_more) = match is_rejected {
        true => look::rejected(&here.project).await?,
        false => look::waiting(&here.project).await?,
    };
    let wary = look::wary(&here.project);
    let mut naming = Naming::of(&here);
    let mut lines = Vec::new();
    for record in found {
        if verdict == Verdict::OwnPlaces && !within_places(&here, register, &record).await? {
            continue;
        }
        naming.learn(register, &record).await?;
        let said = |field: &str| {
            record.get(field).map(|value| here.say.value(naming.names(), register, field, value)).unwrap_or_default()
        };
        lines.push(Line {
            href: super::href(&here, record.id.as_str()),
            title: record.words("title", here.lang()).to_string(),
            place: said(PLACE),
            sphere: said("sphere"),
            on: day(&record, "raised_on").map(|day| here.say.day(&day)).unwrap_or_default(),
            marks: wary.marks(&look::text_of(&record)).len(),
        });
    }
    page(&ListPage {
        frame: here.frame("voices", here.say.t("voice-list")),
        address: format!("{}/voices", here.root()),
        raise: here.home.is_public.then(|| format!("/open/{}/raise", here.project.id)),
        is_rejected,
        lines,
        is_more,
    })
}
