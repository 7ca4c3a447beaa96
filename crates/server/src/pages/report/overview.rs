//! The report at a glance: what is written and what is missing, what is wrong, and everything that can be done with it.

use super::{Line, PAPERS, Wanted, frozen, lines, must_read, wanted};
use crate::ask::Here;
use crate::frame::{Frame, page};
use crate::stop::Result;
use askama::Template;
use auyl_domain::access::Action;
use auyl_domain::finding::has_severe;
use auyl_domain::views::{ACTIVITY, NARRATIVE, PASSPORT};
use auyl_domain::{Kind, Lang, Record};
use auyl_work::check::Checked;
use auyl_work::narrative::{Want, wants};
use auyl_work::project::Names;
use axum::extract::Query;
use serde::Deserialize;
use std::collections::BTreeSet;

/// So many findings are shown at once; the rest unfolds.
const FIRST_FINDINGS: usize = 12;
/// A register with more records shows only those that a text or a finding is about.
const MOST_ROWS: usize = 40;

#[derive(Deserialize)]
pub struct Asked {
    lang: Option<String>,
}

#[derive(Template)]
#[template(path = "report/overview.html")]
struct OverviewPage {
    frame: Frame,
    root: String,
    /// Language of the paper.
    lang: Lang,
    form: String,
    source: String,
    whole: Vec<Room>,
    groups: Vec<Group>,
    findings: Vec<Line>,
    more: Vec<Line>,
    severe: bool,
    n_findings: usize,
    event: i64,
    frozen: Vec<frozen::Listed>,
    may_freeze: bool,
    may_pack: bool,
    may_write: bool,
}

/// The report of a project of which not even the passport is there.
#[derive(Template)]
#[template(path = "report/empty.html")]
struct EmptyPage {
    frame: Frame,
    /// Where the passport is filled in, for who may.
    add: Option<String>,
}

/// A place of the report for texts.
struct Room {
    label: String,
    required: bool,
    texts: Vec<Text>,
    /// Where one is added.
    add: String,
}

/// A text that somebody wrote.
struct Text {
    href: String,
    langs: Vec<(&'static str, bool)>,
}

/// Places for texts about the records of one register.
struct Group {
    title: String,
    heads: Vec<String>,
    rows: Vec<(String, String, Vec<Room>)>,
}

/// The overview.
pub async fn overview(here: Here, Query(asked): Query<Asked>) -> Result {
    must_read(&here)?;
    // The passport says the days of the project, and these say which form is in force.
    if here.project.good_records(PASSPORT, None).await?.is_empty() {
        let passport = here.register(PASSPORT)?;
        let add = here.can(Action::Add, Some(passport)).then(|| format!("{}/r/{PASSPORT}/new", here.root()));
        return page(&EmptyPage { frame: here.frame("report", here.say.t("web-report")), add });
    }
    // Findings are about the paper as it is filed; they name no personal detail.
    let wanted = Wanted { personal: true, ..wanted(&here, asked.lang.as_deref())? };
    let checked = here.app.reports.now(&here.project, &wanted).await?;
    let (whole, groups) = rooms(&here, &checked, wanted.lang).await?;
    let mut findings = lines(&here, &checked.findings);
    let n_findings = findings.len();
    let more = findings.split_off(findings.len().min(FIRST_FINDINGS));
    let form = &checked.report.form;
    page(&OverviewPage {
        frame: here.frame("report", here.say.t("report-title")),
        root: here.root(),
        lang: wanted.lang,
        form: here.say.words(&form.title),
        source: here.say.words(&form.source),
        whole,
        groups,
        findings,
        more,
        severe: has_severe(&checked.findings),
        n_findings,
        event: checked.report.event,
        frozen: frozen::list(&here).await?,
        may_freeze: here.can(Action::Freeze, None),
        may_pack: here.can(Action::ExportPersonal, None),
        may_write: here.can(Action::Add, here.project.catalogue.register(NARRATIVE)),
    })
}

/// The list of the register's sections.
pub fn sections_list(here: &Here) -> Result<String> {
    let register = here.register(NARRATIVE)?;
    Ok(match register.field("section").map(|field| &field.kind) {
        Some(Kind::Choice { choices }) => choices.clone(),
        _ => String::new(),
    })
}

async fn rooms(here: &Here, checked: &Checked, paper: Lang) -> Result<(Vec<Room>, Vec<Group>)> {
    let project = &here.project;
    let texts = project.store.records(&project.id, NARRATIVE, None).await?;
    let wants = wants(&checked.report.form, paper);
    let list = sections_list(here)?;
    let links: Vec<&str> = wants.iter().filter_map(|want| want.of.as_deref()).collect();
    let room = |want: &Want, of: Option<&str>| {
        let about = |record: &&Record| match (&want.of, of) {
            (Some(field), Some(of)) => record.link(field).is_some_and(|link| link.as_str() == of),
            // A text about the whole project is about nothing else; what nobody's place is stays visible here.
            _ => links.iter().all(|field| record.link(field).is_none()),
        };
        let mut found: Vec<&Record> =
            texts.iter().filter(|record| record.text("section") == want.section).filter(about).collect();
        found.sort_by(|a, b| a.get("position").cmp(&b.get("position")));
        let subject = want.of.as_ref().zip(of).map(|(field, of)| format!("&{field}={of}")).unwrap_or_default();
        Room {
            label: here.say.label(&list, &want.section),
            required: want.required,
            texts: found.into_iter().map(|record| text(here, record)).collect(),
            add: format!("{}/report/section/new?section={}{subject}", here.root(), want.section),
        }
    };
    let whole = wants.iter().filter(|want| want.of.is_none()).map(|want| room(want, None)).collect();
    let mut groups = Vec::new();
    let mut seen = BTreeSet::new();
    for field in links.iter().filter(|field| seen.insert(**field)) {
        let register = here.register(NARRATIVE)?;
        let Some(target) = register.field(field).and_then(|field| field.kind.target()) else { continue };
        let target = here.register(target)?;
        let of_field: Vec<&Want> = wants.iter().filter(|want| want.of.as_deref() == Some(*field)).collect();
        let mut records = project.good_records(&target.id, None).await?;
        records.sort_by(|a, b| a.get("position").cmp(&b.get("position")));
        let is_about = |record: &Record| {
            let is_text = texts.iter().any(|text| text.link(field).is_some_and(|link| *link == record.id));
            let spots = || checked.findings.iter().map(|finding| &finding.spot);
            let named = |id: &Option<String>| id.as_deref() == Some(record.id.as_str());
            is_text || spots().any(|spot| spot.register.as_deref() == Some(&target.id) && named(&spot.record))
        };
        if records.len() > MOST_ROWS {
            records.retain(is_about);
        }
        let names = Names::of(&project.catalogue);
        let row = |record: &Record| {
            let rooms = of_field.iter().map(|want| room(want, Some(record.id.as_str()))).collect();
            (format!("{}-{}", target.id, record.id), record.name(target, here.lang(), &names), rooms)
        };
        let group = Group {
            title: here.say.words(&target.title),
            heads: of_field.iter().map(|want| here.say.label(&list, &want.section)).collect(),
            rows: records.iter().map(row).collect(),
        };
        // What activities did is read first.
        if target.id == ACTIVITY { groups.insert(0, group) } else { groups.push(group) }
    }
    Ok((whole, groups))
}

fn text(here: &Here, record: &Record) -> Text {
    let is_there = |lang: &str| !record.text(&format!("text_{lang}")).trim().is_empty();
    Text {
        href: format!("{}/report/section/{}", here.root(), record.id),
        langs: PAPERS.iter().map(|(lang, _)| (*lang, is_there(lang))).collect(),
    }
}
