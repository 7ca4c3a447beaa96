//! The result of a vote as a paper to be signed: the same words as on the page, in Kazakh or Russian, as DOCX or PDF.

use super::told::told;
use crate::ask::Here;
use crate::pages::report::saved;
use crate::say::Say;
use crate::stop::{Result, Stop};
use auyl_domain::access::{Action, Verdict};
use auyl_domain::views::{BALLOT_ROUND, PLACE};
use auyl_domain::{Lang, Refusal};
use auyl_reports::papers;
use auyl_work::ballots::{PUBLISHED, Setting};
use axum::extract::{Path, Query};
use serde::Deserialize;
use serde_json::json;

/// What an address may ask.
#[derive(Deserialize)]
pub struct Asked {
    lang: Option<String>,
}

/// The file.
pub async fn file(
    here: Here,
    Path((_, id, format)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
) -> Result {
    let missing = || Stop::from(Refusal::of("page-missing"));
    let format = Some(format.as_str()).filter(|format| matches!(*format, "docx" | "pdf")).ok_or_else(missing)?;
    let verdict = here.must(Action::See, Some(here.register(BALLOT_ROUND)?))?;
    let setting = Setting::of(&here.project, &id).await?;
    let round = setting.round();
    let is_seen = verdict != Verdict::PublicFields || round.state() == PUBLISHED;
    let votes = setting.votes().filter(|_| is_seen).ok_or_else(missing)?;
    let lang = asked.lang.as_deref().and_then(Lang::read).filter(|lang| *lang != Lang::En);
    let lang = lang.unwrap_or(if here.lang() == Lang::Kk { Lang::Kk } else { Lang::Ru });
    let catalogue = &here.app.catalogue;
    let say = Say::of(catalogue.clone(), lang, here.app.world.zone.clone());
    let told = told(&say, catalogue, &setting, &votes);
    let place = match setting.record.link(PLACE) {
        Some(id) => here.project.store.record(&here.project.id, PLACE, id, None).await?,
        None => None,
    };
    let place = place.map(|place| place.words("title", lang).to_string());
    let days = format!("{} – {}", say.long_day(&round.days.0), say.long_day(&round.days.1));
    let line = |line: &super::told::Line| {
        json!({ "rank": line.place, "number": line.number, "title": line.title, "points": line.points,
                "cost": line.cost, "is_chosen": line.is_chosen, "why": line.why })
    };
    let words = [
        ("rank", "ballots-place"),
        ("option", "ballots-option"),
        ("cost", "ballots-cost"),
        ("why", "ballots-why"),
        ("chosen", "ballots-chosen"),
        ("group", "ballots-group"),
        ("ballots", "ballots-ballots"),
        ("first", "ballots-put-first"),
    ];
    let words: serde_json::Map<_, _> =
        words.map(|(name, key)| (name.to_string(), json!(say.t(key)))).into_iter().collect();
    let said = json!({
        "title": setting.record.words("title", lang),
        "about": place.into_iter().chain([days]).collect::<Vec<_>>(),
        "turnout": told.turnout,
        "rule": told.rule,
        "how": super::sheet::how(&setting, &say),
        "unit": told.unit,
        "is_budget": told.is_budget,
        "lines": told.lines.iter().map(line).collect::<Vec<_>>(),
        "sentences": told.sentences,
        "groups": told.groups,
        "words": words,
    });
    let set = papers::set(catalogue, &format!("votes/{}.html", lang.code()), &said);
    saved(&here, set, &format!("vote-{id}"), format).await
}
