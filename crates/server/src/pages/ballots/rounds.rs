//! All votes, the newest first, and where each stands.

use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::{Action, Verdict};
use auyl_domain::register::STATE;
use auyl_domain::views::{BALLOT_ROUND, PLACE, PROPOSAL, day};
use auyl_domain::words::Catalogued;
use auyl_domain::{Record, Value};
use auyl_store::{ReviewFilter, Wanted};
use auyl_work::project::Names;

/// So many are listed.
const MOST: i64 = 200;

#[derive(Template)]
#[template(path = "ballots/rounds.html")]
struct RoundsPage {
    frame: Frame,
    root: String,
    register: String,
    proposals: Option<String>,
    rounds: Vec<Line>,
    may_add: bool,
    may_count: bool,
}

struct Line {
    id: String,
    title: String,
    about: String,
    state: String,
    class: &'static str,
}

/// The page.
pub async fn show(here: Here) -> Result {
    let register = here.register(BALLOT_ROUND)?;
    let verdict = here.must(Action::See, Some(register))?;
    let wanted = Wanted { most: MOST, review: ReviewFilter::Without, ..Wanted::default() };
    let found = here.project.store.page(&here.project.id, BALLOT_ROUND, &wanted).await?;
    let mut names = Names::of(&here.project.catalogue);
    if let Some(places) = here.project.catalogue.register(PLACE) {
        names.learn(places, &here.project.good_records(PLACE, None).await?, here.lang());
    }
    let shown = |record: &Record, field: &str| {
        let value: Option<&Value> = record.get(field);
        value.map(|value| names.shown(register, field, value, here.lang())).unwrap_or_default()
    };
    let is_seen =
        |record: &&Record| verdict != Verdict::PublicFields || record.text(STATE) != auyl_work::ballots::DRAFT;
    let line = |record: &Record| {
        let days = [day(record, "opens_on"), day(record, "closes_on")].into_iter().flatten();
        let days: Vec<String> = days.map(|day| here.say.day(&day)).collect();
        let about = [shown(record, "kind"), shown(record, PLACE), days.join(" – ")];
        Line {
            id: record.id.to_string(),
            title: record.words("title", here.lang()).to_string(),
            about: about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
            state: shown(record, STATE),
            class: match record.text(STATE) {
                auyl_work::ballots::OPEN => "warn",
                auyl_work::ballots::PUBLISHED => "good",
                _ => "",
            },
        }
    };
    let proposals = here.project.catalogue.register(PROPOSAL).filter(|of| here.can(Action::See, Some(of)));
    page(&RoundsPage {
        frame: here.frame("votes", here.say.t("ballots-title")),
        root: here.root(),
        register: register.id.clone(),
        proposals: proposals.map(|of| of.id.clone()),
        rounds: found.records.iter().filter(is_seen).map(line).collect(),
        may_add: here.can(Action::Add, Some(register)),
        may_count: verdict != Verdict::PublicFields,
    })
}
