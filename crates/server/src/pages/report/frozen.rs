//! Frozen reports: made, listed, taken away as they were, and two of them compared.

use super::{Line, account, job, lines, must_read, paper, wanted};
use crate::ask::Here;
use crate::frame::{Frame, page, page_with};
use crate::jobs::{Begun, Outcome};
use crate::stop::{Result, Stop};
use askama::Template;
use auyl_domain::Refusal;
use auyl_domain::access::Action;
use auyl_domain::finding::has_severe;
use auyl_domain::views::ACTIVITY;
use auyl_reports::compile::Cell;
use auyl_reports::freeze::Frozen;
use auyl_work::compare::{self as comparing, Compared};
use auyl_work::freeze as freezing;
use auyl_work::project::Names;
use axum::extract::{Form, Path, Query};
use axum::http::StatusCode;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// So many events after the one that a report rests on are looked through for its freezing.
const NEAR: i64 = 100;

/// A frozen report in a list.
pub struct Listed {
    pub id: String,
    pub when: String,
    pub who: String,
    pub lang: &'static str,
    pub event: i64,
}

async fn read(here: &Here, id: &str) -> Result<Frozen> {
    let missing = || Refusal::of("report-unknown").with("file", id);
    let text = here.app.store.frozen(&here.project.id, id).await?.ok_or_else(missing)?;
    serde_json::from_str(&text).map_err(Stop::machine)
}

async fn listed(here: &Here, frozen: &Frozen) -> Result<Listed> {
    let store = &here.app.store;
    let events = store.events(&here.project.id, frozen.event + 1, NEAR).await?;
    let of_it = |event: &&auyl_domain::event::Event| {
        event.verb == "frozen" && event.detail.split(' ').any(|word| word == frozen.id)
    };
    let actor = events.iter().find(of_it).map(|event| event.actor.clone()).unwrap_or_default();
    let who = store.account(&actor).await?.map_or(actor, |account| account.name);
    let when = here.say.moment(&frozen.at);
    Ok(Listed { id: frozen.id.clone(), when, who, lang: frozen.lang.code(), event: frozen.event })
}

/// All frozen reports of the project, the newest first.
pub async fn list(here: &Here) -> Result<Vec<Listed>> {
    let mut list = Vec::new();
    for (id, ..) in here.app.store.frozen_list(&here.project.id).await? {
        list.push(listed(here, &read(here, &id).await?).await?);
    }
    Ok(list)
}

#[derive(Deserialize)]
pub struct Ordered {
    lang: String,
}

#[derive(Template)]
#[template(path = "report/blocked.html")]
struct BlockedPage {
    frame: Frame,
    root: String,
    findings: Vec<Line>,
}

/// Freezes the report; with severe findings it is refused and they are shown.
pub async fn freeze(here: Here, Form(ordered): Form<Ordered>) -> Result {
    here.must(Action::Freeze, None)?;
    let wanted = wanted(&here, Some(&ordered.lang))?;
    let checked = here.app.reports.now(&here.project, &wanted).await?;
    if has_severe(&checked.findings) {
        let severe = checked.findings.iter().filter(|found| found.severity == auyl_domain::Severity::Severe);
        let frame = here.frame("frozen", here.say.t("report-freeze-refused"));
        let blocked = BlockedPage { frame, root: here.root(), findings: lines(&here, severe) };
        return page_with(StatusCode::CONFLICT, &blocked);
    }
    let (app, project, doing, root) = (here.app.clone(), here.project.clone(), here.doing(), here.root());
    let begun = Begun {
        name: format!("freeze {} {}", wanted.lang.code(), checked.report.event),
        account: account(&here),
        project: project.id.clone(),
        title: "report-job-freeze",
        back: format!("{root}/report"),
    };
    let work = async move |_| {
        let _one_at_a_time = app.jobs.paper.acquire().await.map_err(Stop::machine)?;
        let handle = tokio::runtime::Handle::current();
        let freezing = move || handle.block_on(freezing::freeze(&project, &wanted.order(), &doing));
        match auyl_store::off_thread(freezing).await?? {
            Ok(freezing) => Ok(Outcome::Elsewhere(format!("{root}/report/frozen/{}?told=frozen", freezing.frozen.id))),
            // Somebody changed something meanwhile; the overview shows what.
            Err(_) => Ok(Outcome::Elsewhere(format!("{root}/report?lang={}", wanted_lang(&ordered.lang)))),
        }
    };
    job::begin(&here, begun, work).await
}

fn wanted_lang(lang: &str) -> &str {
    if lang == "kk" { "kk" } else { "ru" }
}

#[derive(Template)]
#[template(path = "report/frozen.html")]
struct FrozenPage {
    frame: Frame,
    root: String,
    listed: Listed,
    n_cells: usize,
    /// Format and digest.
    files: Vec<(String, String)>,
    others: Vec<Listed>,
}

/// One frozen report.
pub async fn show(here: Here, Path((_, id)): Path<(String, String)>) -> Result {
    must_read(&here)?;
    let frozen = read(&here, &id).await?;
    let others = list(&here).await?.into_iter().filter(|other| other.id != id).collect();
    page(&FrozenPage {
        frame: here.frame("frozen", here.say.t("report-frozen-title")),
        root: here.root(),
        listed: listed(&here, &frozen).await?,
        n_cells: frozen.cells.len(),
        files: frozen.files.into_iter().collect(),
        others,
    })
}

/// The bytes of a frozen report, as they were.
pub async fn file(here: Here, Path((_, id, file)): Path<(String, String, String)>) -> Result {
    must_read(&here)?;
    let frozen = read(&here, &id).await?;
    let missing = || Stop::from(Refusal::of("page-missing"));
    let format = file.strip_prefix("report.").ok_or_else(missing)?;
    let digest = frozen.files.get(format).ok_or_else(missing)?;
    let bytes = here.app.store.get_file(digest).await?.ok_or_else(missing)?;
    let name = format!("{}-{id}.{format}", here.project.id);
    Ok(paper::attachment(&name, paper::kind(format), bytes.to_vec()))
}

#[derive(Deserialize)]
pub struct Pair {
    a: String,
    b: String,
}

/// A figure of two reports.
struct Pairing {
    /// What is counted, and its page.
    measure: String,
    href: String,
    before: String,
    after: String,
}

#[derive(Template)]
#[template(path = "report/compare.html")]
struct ComparePage {
    frame: Frame,
    root: String,
    earlier: Listed,
    later: Listed,
    /// Key of a sentence and the figures it is about.
    groups: Vec<(&'static str, Vec<Pairing>)>,
    same: usize,
    all_same: bool,
}

/// Two frozen reports side by side.
pub async fn compare(here: Here, Query(pair): Query<Pair>) -> Result {
    must_read(&here)?;
    let Compared { earlier, later, differ, new, gone, same } =
        comparing::compare(&here.project, &pair.a, &pair.b).await?;
    let names = names(&here, differ.iter().map(|(_, now)| now).chain(&new).chain(&gone)).await?;
    let pairing = |was: Option<&Cell>, now: Option<&Cell>| {
        let question = &now.or(was)?.question;
        // What is gone is looked at where it last was.
        let at = if now.is_some() { later.event } else { earlier.event };
        let activity = question.activity.as_ref().and_then(|id| names.get(id));
        let activity = activity.map(|name| format!(" · {name}")).unwrap_or_default();
        let shown = |cell: Option<&Cell>| cell.map_or("–".to_string(), |cell| cell.shown.clone());
        Some(Pairing {
            measure: format!("{}{activity}", question.measure),
            href: paper::figure_page(&here.root(), question, Some(at)),
            before: shown(was),
            after: shown(now),
        })
    };
    let all_same = differ.is_empty() && new.is_empty() && gone.is_empty();
    let groups = vec![
        ("report-compared-changed", differ.iter().filter_map(|(was, now)| pairing(Some(was), Some(now))).collect()),
        ("report-compared-new", new.iter().filter_map(|now| pairing(None, Some(now))).collect()),
        ("report-compared-gone", gone.iter().filter_map(|was| pairing(Some(was), None)).collect()),
    ];
    page(&ComparePage {
        frame: here.frame("frozen", here.say.t("report-compare-heading")),
        root: here.root(),
        earlier: listed(&here, &earlier).await?,
        later: listed(&here, &later).await?,
        groups,
        same,
        all_same,
    })
}

/// Names of the activities that figures are of.
async fn names<'c>(here: &Here, cells: impl Iterator<Item = &'c Cell>) -> Result<BTreeMap<String, String>> {
    let wanted: BTreeSet<&str> = cells.filter_map(|cell| cell.question.activity.as_deref()).collect();
    if wanted.is_empty() {
        return Ok(BTreeMap::new());
    }
    let (register, known) = (here.register(ACTIVITY)?, Names::of(&here.project.catalogue));
    let activities = here.project.good_records(ACTIVITY, None).await?;
    let of_them = activities.iter().filter(|activity| wanted.contains(activity.id.as_str()));
    Ok(of_them.map(|activity| (activity.id.to_string(), activity.name(register, here.lang(), &known))).collect())
}
